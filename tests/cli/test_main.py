"""The door: help, versions, exit codes, and what is loaded before files are read."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmrules.cli.main import guarded
from pmrules.version import __version__

HEAVY = ("pandas", "numpy", "pyarrow", "openpyxl", "python_calamine")


def loaded_by(*arguments: str) -> set[str]:
    """Run a command line in a process of its own and return the heavy modules it loaded."""
    code = (
        "import sys; from pmrules.cli.main import guarded; code = guarded(sys.argv[1:]);"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules]); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        ["analyze", "--help"],
        ["importers", "list"],
        ["rules", "check"],
        ["explain", "roadmap review"],
    ],
)
def test_light_commands_load_nothing_heavy(arguments: list[str]) -> None:
    """Commands that read no entries load neither pandas nor an Excel library."""
    assert loaded_by(*arguments) == set()


@pytest.mark.parametrize(("arguments", "code"), [(["--version"], 0), (["--no-such"], 2)])
def test_the_end_is_quick_and_complete(arguments: list[str], code: int) -> None:
    """What waits for the end of the process is done, and all output is there."""
    program = (
        "import atexit; from pmrules.cli.main import run\n"
        "print('before'); atexit.register(print, 'closed'); run()"
    )
    command = [sys.executable, "-c", program, *arguments]
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(command, env=usual, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stdout.split()[0] == "before"
    assert done.stdout.split()[-1] == "closed"


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("pmrules an", "plain,analyze\n"),
        ("pmrules rules ch", "plain,check\n"),
        ("pmrules analyze --overl", "plain,--overlap\n"),
    ],
)
def test_completion_is_light(typed: str, proposed: str) -> None:
    """The shell completes commands and options; what it asks loads nothing heavy either."""
    asked = {
        "_PMRULES_COMPLETE": "bash_complete",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split()) - 1),
    }
    code = (
        "import sys; from pmrules.cli.main import cli\n"
        "try: cli.main([], prog_name='pmrules')\n"
        f"finally: sys.exit([name for name in {HEAVY!r} if name in sys.modules] or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == proposed


def test_only_the_command_called_for_is_imported() -> None:
    """`--version` imports no command, and the public door no more than itself."""
    code = (
        "import sys; from pmrules.cli.main import guarded; guarded(['--version']);"
        "print(*sorted(name for name in sys.modules if name.startswith('pmrules.cli')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split() == [
        "pmrules.cli", "pmrules.cli.lazy", "pmrules.cli.main",
    ]  # fmt: skip


def test_version_is_one(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` says the version of the package."""
    assert guarded(["--version"]) == 0
    assert capsys.readouterr().out == f"pmrules {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["importers", "list"], 0),
        (["analyze", "no-such-file.csv"], 1),
        (["rules", "check", "no-such-file.yaml"], 1),
        (["analyze"], 2),
        (["analyze", "x.csv", "--date-order", "dym"], 2),
        (["analyze", "x.csv", "--month", "09/2026"], 2),
        (["analyze", "x.csv", "--week", "2026-W60"], 2),
        (["importers", "check", "x.csv", "--person-from", "sheets"], 2),
        (["analyze", "x.csv", "--from", "2026-09-30", "--to", "2026-09-01"], 2),
        (["nonsense"], 2),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """0 is done, 1 the user can mend it, 2 wrong usage; never a traceback."""
    assert guarded(arguments) == code
    assert "Traceback" not in capsys.readouterr().err


def test_interrupt_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends the program with 130 and one plain line."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pmrules.cli.main.cli.main", interrupted)
    assert guarded(["demo"]) == 130
    assert capsys.readouterr().err.count("\n") == 1


def test_importers_list_names_the_three(capsys: pytest.CaptureFixture[str]) -> None:
    """Every importer that ships is listed by the name that `--importer` takes."""
    assert guarded(["importers", "list"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == ["excel", "harvest", "toggl"]


@pytest.mark.parametrize("command", [["analyze", "--json"], ["importers", "check"]])
def test_a_file_is_asked_by_reading_it(
    command: list[str],
    export: Path,
    rules: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A file that may not be read is the user's to mend, no wrong usage: reading alone decides."""
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    assert guarded([*command, str(export), "--rules", str(rules)]) == 0
    assert capsys.readouterr().out
