"""Where a file cannot be written, it is said in a sentence and the old one stays."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.cli.main import guarded

Made = Callable[[str, Path, Path], bytes]

FILES = [("analyze", ".xlsx"), *(("classify", end) for end in (".csv", ".parquet", ".jsonl"))]
command_and_file = pytest.mark.parametrize(("command", "suffix"), FILES)
posix = pytest.mark.skipif(sys.platform == "win32", reason="limits and devices of POSIX")


def _fails(number: int, name: str) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number), name)

    return fail


FAULTS = {
    "full disk": ("os.fsync", errno.ENOSPC, "no room left"),
    "quota": ("os.fsync", errno.EDQUOT, "no room left"),
    "read-only folder": ("os.open", errno.EACCES, "may not write"),
    "read-only disk": ("os.open", errno.EROFS, "may not write"),
    "open in Excel": ("pathlib.Path.replace", errno.EACCES, "open in Excel"),
    "broken disk": ("os.fsync", errno.EIO, "cannot be written"),
}


@command_and_file
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_keeps_the_old_file(
    exports: tuple[Path, Path],
    made: Made,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    suffix: str,
    fault: str,
) -> None:
    """The system's refusal becomes a message with exit code 1; the old file stays, alone."""
    call, number, words = FAULTS[fault]
    output = tmp_path / "out" / f"file{suffix}"
    old = made(command, exports[0], output)
    monkeypatch.setattr(call, _fails(number, str(output)))
    assert guarded([command, str(exports[1]), "-q", "-o", str(output)]) == 1
    monkeypatch.undo()
    said = capsys.readouterr().err
    assert words in said
    assert len(said.splitlines()) <= 3
    assert output.read_bytes() == old
    assert list(output.parent.iterdir()) == [output]


@command_and_file
@pytest.mark.parametrize("mark", ["~$file{}", ".~lock.file{}#"])
def test_an_open_file_is_kept(
    exports: tuple[Path, Path],
    made: Made,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    suffix: str,
    mark: str,
) -> None:
    """A file that Excel or LibreOffice has open is refused, with the name of its lock file."""
    output = tmp_path / "out" / f"file{suffix}"
    old = made(command, exports[0], output)
    lock = output.with_name(mark.format(suffix))
    lock.write_text("somebody")
    assert guarded([command, str(exports[1]), "-q", "-o", str(output)]) == 1
    assert f"“{lock.name}”" in capsys.readouterr().err
    assert output.read_bytes() == old


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
from pmrules.cli.main import run
run()
"""


@posix
@pytest.mark.parametrize(("command", "suffix"), [FILES[0], FILES[1]])
def test_a_real_limit_keeps_the_old_file(
    exports: tuple[Path, Path], made: Made, tmp_path: Path, command: str, suffix: str
) -> None:
    """A limit that is met in the middle of writing leaves the old file and nothing beside it."""
    output = tmp_path / "out" / f"file{suffix}"
    old = made(command, exports[0], output)
    arguments = [command, str(exports[1]), "-q", "-o", str(output)]
    done = subprocess.run(
        [sys.executable, "-B", "-c", LIMITED, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "no room left" in done.stderr) == (1, True)
    assert output.read_bytes() == old
    assert list(output.parent.iterdir()) == [output]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("arguments", [["classify"], ["analyze", "--json", "-o", "{}"]])
def test_a_full_standard_output_is_said(
    exports: tuple[Path, Path], tmp_path: Path, arguments: list[str]
) -> None:
    """Words to a full disk are an error of one line, never a traceback."""
    output = str(tmp_path / "report.xlsx")
    command = [each.format(output) for each in arguments]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pmrules", *command, str(exports[1]), *["-q"]],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith("There is no room left")
    assert len(done.stderr.splitlines()) == 1


def test_two_runs_with_one_output_leave_one_of_them(
    exports: tuple[Path, Path], made: Made, tmp_path: Path
) -> None:
    """Whoever comes last wins, whole; both succeed, and nothing lies beside."""
    output = tmp_path / "out" / "report.xlsx"
    whole = [made("analyze", export, output) for export in exports]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "pmrules", "analyze", str(each), "-q", "-o", str(output)]
        )
        for each in exports
    ]
    assert [each.wait() for each in runs] == [0, 0]
    assert output.read_bytes() in whole
    assert list(output.parent.iterdir()) == [output]
