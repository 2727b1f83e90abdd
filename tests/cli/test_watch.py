"""`pmrules watch` from the command line, with real reports."""

from pathlib import Path

import pytest

from pmrules.cli import watch as module
from pmrules.cli.main import guarded


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass between two looks."""
    monkeypatch.setattr(module.time, "sleep", lambda _: None)


def once(folder: Path, *options: str) -> int:
    """Watch a folder for two looks."""
    return guarded(["watch", str(folder), "--once", *options])


def test_reports_are_made_once(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The first run makes the report, the second reads from it that it is done."""
    reports = tmp_path / "reports"
    reports.mkdir()
    arguments = (f"--rules={rules}", f"--to={reports}")
    assert once(export.parent, *arguments) == 0
    report = reports / "september.csv.pmrules.xlsx"
    assert f"september.csv → {report}: " in capsys.readouterr().err
    written = report.stat().st_mtime_ns
    assert once(export.parent, *arguments) == 0
    assert capsys.readouterr().err == ""
    assert report.stat().st_mtime_ns == written
    assert guarded(["verify", str(report), str(export), f"--rules={rules}"]) == 0


def test_a_refused_file(export: Path, tmp_path: Path) -> None:
    """Exit 1, with a note; analysing the folder afterwards takes the note for no export."""
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert once(tmp_path) == 1
    assert "bad.csv" in (tmp_path / "bad.csv.pmrules.txt").read_text("utf-8-sig")
    (tmp_path / "bad.csv").unlink()
    assert guarded(["analyze", str(tmp_path), "-q", f"-o{tmp_path / 'all.xlsx'}"]) == 0


def test_ctrl_c(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch ends with 130."""

    def pressed(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module.time, "sleep", pressed)
    assert guarded(["watch", str(export.parent)]) == 130


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere"], "folder-missing"),
        ([".", "--to", "nowhere"], "output-folder-missing"),
        ([".", "--rules", "nowhere.yaml"], "rules-file-missing"),
    ],
)
def test_what_is_missing_is_said_at_once(
    arguments: list[str],
    code: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """A folder or rules file that is not there ends the command before it watches: exit 1."""
    monkeypatch.chdir(tmp_path)
    assert guarded(["watch", *arguments]) == 1
    assert f"[{code}]" in capsys.readouterr().err
