"""A report in another language as a user asks for it, corrects it and compares it."""

from pathlib import Path

import openpyxl
import pytest

from pmrules.cli.main import guarded

GERMAN = "Bericht zur Produktzeit"


def report(export: Path, rules: Path, *more: str) -> Path:
    """Write a report of the export."""
    path = export.parent / "bericht.xlsx"
    command = ["analyze", str(export), "-q", "-r", str(rules), "-o", str(path), *more]
    assert guarded(command) == 0
    return path


def named(path: Path) -> str | None:
    """Return what a workbook calls itself."""
    return openpyxl.load_workbook(path).properties.title


def test_the_command_line_goes_above_the_rules_file(export: Path, rules: Path) -> None:
    """`--language`, else the rules file, else English."""
    assert named(report(export, rules)) != GERMAN
    assert named(report(export, rules, "--language", "de")) == GERMAN
    rules.write_text(f"language: de\n{rules.read_text('utf-8')}", encoding="utf-8")
    assert named(report(export, rules)) == GERMAN
    assert named(report(export, rules, "--language", "en")) != GERMAN


def test_an_unknown_language_is_refused(export: Path, rules: Path) -> None:
    """By its name, with those that there are."""
    assert guarded(["analyze", str(export), "--language", "xx"]) == 2
    rules.write_text(f"language: tlh\n{rules.read_text('utf-8')}", encoding="utf-8")
    assert guarded(["rules", "check", str(rules)]) == 1


def test_corrections_are_learnt_from_a_german_report(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The drop-downs of both sheets, with labels and titles in German, rules without language."""
    path = report(export, rules, "--language", "de")
    book = openpyxl.load_workbook(path)
    for sheet, key, text, column, place in (
        ("Einträge", "Beschreibung", "Roadmap review", "Korrektur ▼", "Vertrieb und Support"),
        ("Nicht zugeordnet", "Text", "zzz qqq", "Ihr Quadrant ▼", "Außerhalb"),
    ):
        rows = list(book[sheet].iter_rows())
        header = next(row for row in rows if column in [cell.value for cell in row])
        titles = [cell.value for cell in header]
        for row in rows[header[0].row :]:
            if row[titles.index(key)].value == text:
                row[titles.index(column)].value = place
    book.save(path)
    assert guarded(["rules", "learn", str(path), str(export), "-r", str(rules), "--yes"]) == 0
    capsys.readouterr()
    out = export.parent / "out.csv"
    assert guarded(["classify", str(export), "-q", "-r", str(rules), "-o", str(out)]) == 0
    lines = out.read_text("utf-8").splitlines()
    assert any("Roadmap review" in line and "one-current" in line for line in lines)
    assert any("zzz qqq" in line and "outside" in line for line in lines)


def test_a_german_report_is_verified(
    export: Path, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its language is one of the options that it was made with."""
    path = report(export, rules, "--language", "de")
    assert guarded(["verify", str(path), str(export), "-r", str(rules)]) == 0
    assert capsys.readouterr().err == ""
