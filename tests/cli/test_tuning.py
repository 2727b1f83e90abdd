"""`pmrules rules suggest` and `rules learn` as a person uses them, workbook and all."""

import io
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import openpyxl
import pytest

from pmrules.cli.main import guarded
from pmrules.rules.load import load_rules


def report(export: Path, rules: Path) -> Path:
    """Write a report of the export."""
    path = export.parent / "report.xlsx"
    assert guarded(["analyze", str(export), "-q", "-r", str(rules), "-o", str(path)]) == 0
    return path


def correct(path: Path, sheet: str, column: str, key: str, places: dict[str, str]) -> None:
    """Choose in the drop-down of the lines whose key cell holds one of these texts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    cells = book[sheet]
    rows = list(cells.iter_rows())
    header = next(row for row in rows if column in [cell.value for cell in row])
    titles = [cell.value for cell in header]
    for row in rows[header[0].row :]:
        if place := places.get(row[titles.index(key)].value):
            row[titles.index(column)].value = place
    book.save(path)


def learn(path: Path, rules: Path, *more: str) -> int:
    """Run the command."""
    return guarded(["rules", "learn", str(path), "-r", str(rules), *more])


def verdicts(export: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the classified table."""
    out = export.parent / "out.csv"
    assert guarded(["classify", str(export), "-q", "-r", str(rules), "-o", str(out)]) == 0
    capsys.readouterr()
    return out.read_text(encoding="utf-8")


def test_corrections_become_rules(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was chosen holds after learning; the file keeps all that stood in it."""
    path, before = report(export, rules), rules.read_text(encoding="utf-8")
    correct(path, "Entries", "Correct to ▼", "Description", {"Roadmap review": "Sales and support"})
    correct(path, "Unclassified", "Your quadrant ▼", "Text", {"zzz qqq": "Outside"})
    assert learn(path, rules) == 0
    assert rules.read_text(encoding="utf-8") == before
    assert "add --yes" in capsys.readouterr().err
    assert learn(path, rules, str(export), "--yes") == 0
    assert "rules.yaml, changed" in capsys.readouterr().out
    after = iter(rules.read_text(encoding="utf-8"))
    assert all(sign in after for sign in before)
    lines = verdicts(export, rules, capsys).splitlines()
    assert any("Roadmap review" in line and "one-current" in line for line in lines)
    assert any("zzz qqq" in line and "outside" in line for line in lines)
    assert learn(path, rules, str(export)) == 0
    told = capsys.readouterr()
    assert "have changed since the report" in told.err
    assert "2 corrected texts stand there already" in told.out


def test_contradictions_and_strange_words_are_told(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two places for one text teach nothing, nor does a word that is no quadrant."""
    path, before = report(export, rules), rules.read_bytes()
    correct(path, "Entries", "Correct to ▼", "Description", {"zzz qqq": "Sales and support"})
    correct(path, "Unclassified", "Your quadrant ▼", "Text", {"zzz qqq": "Outside"})
    correct(path, "Entries", "Correct to ▼", "Description", {"Vacation": "Nonsense"})
    assert learn(path, rules, "--yes") == 0
    err = capsys.readouterr().err
    assert "decide for one" in err
    assert "“Nonsense” is no quadrant" in err
    assert rules.read_bytes() == before


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_report_that_libreoffice_saved_is_read(
    export: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook saved by another program teaches the same."""
    path = report(export, rules)
    correct(path, "Entries", "Correct to ▼", "Description", {"zzz qqq": "Sales and support"})
    office = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    command = [*office, "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    assert learn(tmp_path / "saved" / path.name, rules, "--yes") == 0
    assert "Written" in capsys.readouterr().err
    line = next(each for each in verdicts(export, rules, capsys).splitlines() if "zzz" in each)
    assert "one-current" in line


def test_no_report_is_refused(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A workbook that is no report is told apart from one without corrections."""
    path = export.parent / "other.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(path)
    assert learn(path, rules) == 1
    assert "neither Entries nor Unclassified" in capsys.readouterr().err
    assert learn(report(export, rules), rules) == 0
    assert "no corrections" in capsys.readouterr().err


def test_at_a_terminal_proposals_are_asked_one_by_one(
    export: Path,
    rules: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is accepted is shown as an edit and written after a last question."""
    answers = io.StringIO("e\nc\nzzz\nmarket-current\nq\ny\n")
    monkeypatch.setattr(sys, "stdin", answers)
    for room in ("suggest", "dialogue"):
        monkeypatch.setattr(f"pmrules.cli.rules.{room}.at_a_terminal", lambda: True)
    assert guarded(["rules", "suggest", str(export), "-q", "-r", str(rules)]) == 0
    assert "market-current" in capsys.readouterr().out
    assert "[zzz]" in rules.read_text(encoding="utf-8")
    line = next(each for each in verdicts(export, rules, capsys).splitlines() if "zzz" in each)
    assert "market-current" in line


def test_suggestions_are_a_fragment_that_is_valid(
    export: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Off a terminal the proposals are YAML, on stdout or in a file that is not replaced."""
    assert guarded(["rules", "suggest", str(export), "-r", str(rules)]) == 0
    told = capsys.readouterr()
    assert "zzz qqq" in told.out
    assert "are open" in told.err
    fragment = tmp_path / "fragment.yaml"
    command = ["rules", "suggest", str(export), "-r", str(rules), "-o", str(fragment)]
    assert guarded(command) == 0
    load_rules(fragment, data=b"extends: product-management\n" + fragment.read_bytes())
    assert guarded(command) == 1
    assert "already" in capsys.readouterr().err
