"""Files are replaced whole or not at all."""

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pmrules.errors import OutputError
from pmrules.writing.atomic import replacing

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, links and modes of POSIX")
not_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)

WRITER = """
import sys, time
from pathlib import Path
from pmrules.writing.atomic import replacing
with replacing(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


def _names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def _write(path: Path, data: bytes = b"new") -> None:
    with replacing(path) as file:
        file.write(data)


def _break_off(path: Path, error: BaseException) -> None:
    with replacing(path) as file:
        file.write(b"half")
        raise error


def _code(path: Path) -> str:
    with pytest.raises(OutputError) as caught:
        _write(path)
    return caught.value.problems[0].code


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    """A new file stands alone in its folder."""
    _write(tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes() == b"new"
    assert _names(tmp_path) == ["report.xlsx"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt, SystemExit, MemoryError])
def test_any_exception_leaves_the_old_file(tmp_path: Path, failure: type[BaseException]) -> None:
    """Whatever ends the writing, the old file is whole and no other file stays."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(failure):
        _break_off(path, failure())
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["report.xlsx"]


def _start_writer(path: Path) -> "subprocess.Popen[bytes]":
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stdout.readline().strip() == b"writing"
    return writer


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    """After kill -9 the old file is whole, and the next run removes the leftover."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    with _start_writer(path) as writer:
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert path.read_bytes() == b"old"
    assert len(_names(tmp_path)) == 2
    _write(path)
    assert path.read_bytes() == b"new"
    assert _names(tmp_path) == ["report.xlsx"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_living_run_keeps_its_file(tmp_path: Path) -> None:
    """Two runs with one output do not take each other's temporary files."""
    path = tmp_path / "report.xlsx"
    with _start_writer(path) as writer:
        _write(path)
        assert len(_names(tmp_path)) == 2
        writer.kill()
        writer.wait()
    assert path.read_bytes() == b"new"


def test_the_mode_of_the_old_file_is_kept(tmp_path: Path) -> None:
    """A report that only its owner may read stays so."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o600)
    _write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="umask of POSIX")
def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    """A new report has the mode that any other new file has."""
    path = tmp_path / "report.xlsx"
    before = os.umask(0o027)
    try:
        _write(path)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What a symbolic link points to is replaced, and nothing is left beside either."""
    (tmp_path / "elsewhere").mkdir()
    real = tmp_path / "elsewhere" / "report.xlsx"
    real.write_bytes(b"old")
    link = tmp_path / "link.xlsx"
    link.symlink_to(real)
    _write(link)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert _names(tmp_path / "elsewhere") == ["report.xlsx"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A folder that is not there is an error of its own and is not made."""
    assert _code(tmp_path / "no" / "report.xlsx") == "output-folder-missing"
    assert _names(tmp_path) == []


def test_a_folder_is_no_output(tmp_path: Path) -> None:
    """A folder as output is refused and stays."""
    (tmp_path / "report.xlsx").mkdir()
    assert _code(tmp_path / "report.xlsx") == "output-is-folder"
    assert (tmp_path / "report.xlsx").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_pipe_is_no_output(tmp_path: Path) -> None:
    """A pipe is neither written nor replaced, and nothing waits for it."""
    os.mkfifo(tmp_path / "pipe")
    assert _code(tmp_path / "pipe") == "output-not-a-file"


@not_root
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    """A folder that may not be written says so."""
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    assert _code(folder / "report.xlsx") == "output-folder-read-only"


@not_root
def test_a_read_only_file_is_kept(tmp_path: Path) -> None:
    """A file that its owner made read-only is not replaced behind their back."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o400)
    assert _code(path) == "output-locked"
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, "output-no-space"),
        (errno.EFBIG, "output-no-space"),
        (errno.EROFS, "output-folder-read-only"),
        (errno.EIO, "output-failed"),
    ],
)
def test_a_disk_that_fails_is_said(tmp_path: Path, number: int, expected: str) -> None:
    """What the system says while writing becomes a message, and nothing stays."""
    path = tmp_path / "report.xlsx"
    with pytest.raises(OutputError) as caught:
        _break_off(path, OSError(number, os.strerror(number)))
    assert caught.value.problems[0].code == expected
    assert _names(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_leaves_the_old_report(tmp_path: Path) -> None:
    """A real limit on file size, met while writing, changes nothing."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from pmrules.writing.atomic import replacing\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "with replacing(Path(sys.argv[1])) as file: file.write(b'x' * 100_000)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False
    )
    assert "output-no-space" in ended.stderr or "no room left" in ended.stderr
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["report.xlsx"]


def test_a_long_name_fits(tmp_path: Path) -> None:
    """A name as long as the system allows can still be written beside."""
    path = tmp_path / ("é" * 100 + "n" * 49 + ".xlsx")
    _write(path)
    assert _names(tmp_path) == [path.name]


def test_other_hidden_files_stay(tmp_path: Path) -> None:
    """Other hidden files of the folder are none of our business."""
    other = tmp_path / ".pmrules-notes"
    other.write_text("mine")
    _write(tmp_path / "report.xlsx")
    assert other.exists()


@posix
def test_what_is_being_written_is_as_private_as_the_old_file(tmp_path: Path) -> None:
    """While a report that only its owner may read is replaced, nobody else may read the new one."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o600)
    with replacing(path):
        modes = {stat.S_IMODE(entry.stat().st_mode) for entry in tmp_path.iterdir()}
    assert modes == {0o600}


@pytest.mark.parametrize("mark", ["~$report.xlsx", ".~lock.report.xlsx#"])
def test_a_report_open_elsewhere_is_kept(tmp_path: Path, mark: str) -> None:
    """What Excel or LibreOffice has open would be saved over ours; its lock file is named."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"old")
    (tmp_path / mark).write_text("somebody")
    with pytest.raises(OutputError) as caught:
        _write(path)
    assert caught.value.problems[0].code == "output-locked"
    assert mark in str(caught.value)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == sorted(["report.xlsx", mark])


def test_another_report_open_elsewhere_is_no_matter(tmp_path: Path) -> None:
    """Only the lock file of this very report counts."""
    (tmp_path / "~$other.xlsx").write_text("somebody")
    (tmp_path / ".~lock.report.xlsx.csv#").write_text("somebody")
    _write(tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes() == b"new"
