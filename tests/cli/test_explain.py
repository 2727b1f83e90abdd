"""`explain`: a text, a row of a file, an Id of a report."""

import json
from pathlib import Path

import openpyxl
import pytest

from pmrules.cli.main import guarded


def run(*arguments: object) -> int:
    """Run a command line."""
    return guarded([str(each) for each in arguments])


def test_a_text(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A text with a colon and a number is a text."""
    assert run("explain", "Escalation at 10:30", "--client", "Globex", "-r", rules) == 0
    out = capsys.readouterr().out
    assert out.startswith("Sales and support (one-current)\n")
    assert "     description: »Escalation« at 10:30\n" in out


def test_a_row_of_a_file(export: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The entry is shown with its place, its hours and its texts before the verdict."""
    assert run("explain", f"{export}:3", "-r", rules) == 0
    assert capsys.readouterr().out.startswith(
        "september.csv, row 3: 2026-09-02, 2.50 h\n"
        "  person: Ada Moss\n"
        "  project: Planning\n"
        "  description: Roadmap review\n"
        "\n"
        "Product management (market-future)\n"
    )


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (":6", ["row 6: This record is no entry, it was skipped: running timer."]),
        (":7", ["row 7: This record was rejected: “soon” in column", "expected"]),
        (":1", ["row 1: Nothing stands in this row. Entries are in rows 2 to 5."]),
        (":999", ["row 999: Nothing stands"]),
        ("", ["Which entry of this file?", "september.csv:12"]),
    ],
)
def test_a_row_that_is_no_entry(
    export: Path, rules: Path, row: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Skipped and rejected records say why, and other rows where entries are."""
    with export.open("a", encoding="utf-8") as more:
        more.write(
            "Ben Ray,b@x.example,,,,late,No,2026-09-04,09:00:00,2026-09-04,10:00:00,soon,,\n"
        )
    assert run("explain", f"{export}{row}", "-r", rules) == 1
    told = capsys.readouterr().err
    assert all(each in told for each in words)


def test_sheets(tmp_path: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row of a workbook is looked up on every sheet, or on the one that is named."""
    book = openpyxl.Workbook()
    book.active.title = "July"
    for sheet, text in ((book.active, "Roadmap"), (book.create_sheet("August"), "Vacation")):
        sheet.append(["Person", "Date", "Hours", "Description"])
        sheet.append(["Ada", "2026-07-01", 1.5, text])
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert run("explain", f"{path}:2", "-r", rules) == 0
    out = capsys.readouterr().out
    assert "Product management (market-future)" in out
    assert "\n\nbook.xlsx, sheet “August”, row 2: " in out
    assert run("explain", f"{path}:august:2", "-r", rules) == 0
    out = capsys.readouterr().out
    assert "Outside the matrix" in out
    assert "July" not in out
    assert run("explain", f"{path}:May:2", "-r", rules) == 1
    assert "Sheets with entries: “July”, “August”." in capsys.readouterr().err


def test_an_id_of_a_report(
    export: Path, rules: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Id of the Entries sheet finds the entry in the files that the report was made from."""
    report = tmp_path / "report.xlsx"
    assert run("analyze", export, "-r", rules, "-o", report, "-q") == 0
    rows = list(openpyxl.load_workbook(report)["Entries"].iter_rows(values_only=True))
    header = next(row for row in rows if "Id" in row)
    entry = next(row for row in rows if row[header.index("Description")] == "Vacation")
    number = entry[header.index("Id")]
    capsys.readouterr()
    assert run("explain", number, export, "-r", rules) == 0
    assert capsys.readouterr().out.startswith("september.csv, row 5: 2026-09-03, 8.00 h\n")
    assert run("explain", number) == 1
    assert f"pmrules explain {number} exports/" in capsys.readouterr().err
    assert run("explain", "0" * 12, export, "-r", rules) == 1
    assert "None of 4 entries has the Id 000000000000." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("what", "code"), [("gone.csv:12", 1), ("Roadmap", 0), (r"C:\gone\a.csv:12", 1)]
)
def test_a_missing_file_is_no_text(
    what: str, code: int, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misspelt file is said to be missing, and not judged as a text."""
    assert run("explain", what, "-r", rules) == code
    assert ("no such file" in capsys.readouterr().err) == bool(code)


def test_a_text_with_files_is_wrong_usage(export: Path, rules: Path) -> None:
    """Files are asked for Ids alone."""
    assert run("explain", "roadmap", export, "-r", rules) == 2


def test_why_not(rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One rule alone is told of, by its name as well as it was typed."""
    assert run("explain", "roadmaps", "--why-not", "roadmap", "-r", rules) == 0
    out = capsys.readouterr().out
    assert "Roadmap [" in out
    assert "None of its keywords occurs: “roadmap”." in out
    assert "  → “roadmap” stands there with an ending: “roadmap*” would match.\n" in out
    assert run("explain", "x", "--why-not", "Rodmap", "-r", rules) == 1
    assert "Did you mean “Roadmap”?" in capsys.readouterr().err


def test_json(export: Path, rules: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same for programs: entry, verdict, winners with their words, losers, why not."""
    assert run("explain", f"{export}:2", "-r", rules, "--json", "--why-not", "Roadmap") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["entry"] == {
        "place": "september.csv, row 2",
        "date": "2026-09-01",
        "seconds": 10800,
    }
    assert told["quadrant"] == "one-current"
    audience, horizon = told["reasons"]
    assert audience["winner"]["rule"] == "Named customer"
    assert [(each["rule"], each["lost"]) for each in audience["losers"]] == [
        ("Escalations", "same verdict")
    ]
    assert horizon["winner"]["words"] == [
        {"field": "description", "text": "Escalation call", "start": 0, "end": 10}
    ]
    assert told["why_not"]["failed"] == "keywords"


def test_a_terminal_shows_words_bold(
    rules: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is a terminal, the words that decided are bold, and without signs of ours."""
    monkeypatch.setattr("pmrules.cli.explain._terminal", lambda: True)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    assert run("explain", "the roadmap", "-r", rules) == 0
    out = capsys.readouterr().out
    assert "the \x1b[1mroadmap\x1b[0m" in out
    assert "»" not in out
