"""Every way of getting a workbook of rules wrong: which problem, in which cell."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pmrules.cli.main import guarded
from pmrules.errors import PmrulesError, Problem
from pmrules.rules.rulebook import Rulebook
from pmrules.tuning.excel import tabs
from pmrules.tuning.excel.loading import rules_file
from pmrules.tuning.excel.read import read_sheets
from pmrules.tuning.excel.write import workbook

RULE = ("Visits", "site visit", "", "", "", "", "one")
Read = Callable[[dict[str, Any]], Rulebook]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return what a workbook with these cells says; keys are `Rules!B2`."""

    def reading(cells: dict[str, Any]) -> Rulebook:
        book = workbook({name: [] for name in tabs.NAMES}, "rules.yaml")
        for at, value in {
            "Rules!A2": "Visits",
            "Rules!B2": "site visit",
            "Rules!G2": "one",
        }.items():
            _set(book, at, value)
        for at, value in cells.items():
            _set(book, at, value)
        path = tmp_path / "rules.xlsx"
        book.save(path)
        return rules_file(read_sheets(path), tmp_path / "own.yaml", {})[1]

    return reading


def _set(book: Workbook, at: str, value: Any) -> None:
    sheet, _, cell = at.partition("!")
    book[sheet][cell] = value


def problems(read: Read, cells: dict[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong."""
    with pytest.raises(PmrulesError) as caught:
        read(cells)
    return caught.value.problems


def test_the_columns_that_these_tests_speak_of() -> None:
    """Rules begins so."""
    titles = [column.title for column in tabs.columns(tabs.RULES)][:8]
    assert titles == [
        "Name", "Keywords", "All 1", "All 2", "Unless", "Strength", "Audience", "Horizon",
    ]  # fmt: skip


WRONG = [
    ({"Rules!F2": "lout"}, "unknown-value", "Rules!F2", "“lout”"),
    ({"Rules!G2": "on"}, "unknown-value", "Rules!G2", "“on”"),
    ({"Rules!B2": "a*b; c"}, "bad-keyword", "Rules!B2", "“a*b”"),
    ({"Rules!B2": "customer: x\nre: ("}, "bad-regex", "Rules!B2", "“(”"),
    ({"Rules!C2": "***"}, "empty-keyword", "Rules!C2", "“***”"),
    ({"Rules!G2": None}, "rule-decides-nothing", "Rules!A2", "decides nothing"),
    ({"Rules!A2": None}, "missing-key", "Rules!B2", "needs “name:”"),
    ({"Rules!A3": "visits", "Rules!B3": "x", "Rules!G3": "one"},
     "duplicate-name", "Rules!A3", "the first in Rules!A2"),
    ({"Rules!B1": "Keywrods"}, "excel-column", "Rules!B1", "“Keywrods”"),
    ({"Rules!C1": "Keywords"}, "excel-column", "Rules!C1", "first in Rules!B1"),
    ({"Rules!O2": "lost"}, "excel-column", "Rules!O2", "“lost” stands below no header"),
    ({"Rules!B2": "=A1"}, "excel-formula", "Rules!B2", "formula"),
    ({"Examples!A2": "Visit", "Examples!B2": "match", "Examples!C2": "x"},
     "excel-rule", "Examples!A2", "“Visit”"),
    ({"Examples!A2": "Visits", "Examples!B2": "maybe", "Examples!C2": "x"},
     "excel-expected", "Examples!B2", "“maybe”"),
    ({"Limits!A2": "two", "Limits!B2": "35 %"}, "unknown-value", "Limits!A2", "“two”"),
    ({"Limits!A2": "one", "Limits!B2": "lots"}, "bad-amount", "Limits!B2", "“lots”"),
    ({"Limits!A2": "one", "Limits!B2": 35}, "bad-amount", "Limits!B2", "“35”"),
    ({"People!A2": "Ada", "People!D2": "full"}, "bad-amount", "People!D2", "“full”"),
    ({"People!A2": "Ada", "People!A3": "Ada"}, "duplicate-key", "People!A3", "first in People!A2"),
    ({"Settings!A2": "extnds", "Settings!B2": "x"}, "excel-setting", "Settings!A2", "“extnds”"),
    ({"Settings!A2": "extends", "Settings!B2": "nopack"}, "unknown-pack", "Settings!B2", "nopack"),
    ({"Customers!A2": "Us", "Internal!A2": "us"},
     "customer-and-internal", "Internal!A2", "(Customers!A2)"),
    ({"Importers!A2": "excel", "Importers!D2": "dym"}, "unknown-value", "Importers!D2", "“dym”"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "code", "at", "words"), WRONG)
def test_a_slip_is_named_with_its_cell(
    read: Read, cells: dict[str, Any], code: str, at: str, words: str
) -> None:
    """One problem, its sheet and cell, the user's own words."""
    (problem,) = problems(read, cells)
    assert problem.place is not None
    assert (problem.code, problem.place.file) == (code, f"rules.xlsx, {at}")
    assert words in problem.what
    assert "line" not in problem.what


def test_all_slips_come_at_once(read: Read) -> None:
    """From all sheets, in their order."""
    cells = {
        "Rules!G2": "won",
        "Limits!A2": "two",
        "Limits!B2": "3 h",
        "People!A2": "A",
        "People!D2": "x",
    }
    at = [problem.place.file for problem in problems(read, cells) if problem.place]
    assert at == ["rules.xlsx, People!D2", "rules.xlsx, Rules!G2", "rules.xlsx, Limits!A2"]


def test_what_excel_makes_of_figures_is_read_as_meant(read: Read, tmp_path: Path) -> None:
    """A share that became a number with a per cent format, a truth value, a bare capacity."""
    book = workbook({name: [] for name in tabs.NAMES}, "rules.yaml")
    _set(book, "Rules!A2", "Away")
    _set(book, "Rules!B2", 2026)
    _set(book, "Rules!I2", True)
    _set(book, "Limits!A2", "one")
    book["Limits"]["B2"] = 0.35
    book["Limits"]["B2"].number_format = "0%"
    _set(book, "People!A2", "Ada")
    _set(book, "People!D2", 37.5)
    book.save(tmp_path / "n.xlsx")
    found = rules_file(read_sheets(tmp_path / "n.xlsx"), tmp_path / "own.yaml", {})[1]
    assert found.rules[0].outside
    assert found.rules[0].keywords[0].text == "2026"
    assert found.limits[0].amount == pytest.approx(0.35)
    assert found.people[0].capacity == 37.5 * 3600


def test_a_day_stays_a_day(read: Read) -> None:
    """What Excel made a date of is refused with the day, not with a serial number."""
    cells = {"Importers!A2": "excel", "Importers!E2": dt.datetime(2026, 9, 1)}
    (problem,) = problems(read, cells)
    assert "2026-09-01" in problem.what


def test_lists_with_lines_or_semicolons(read: Read) -> None:
    """Alt+Enter or a semicolon between keywords; with lines, a semicolon is part of a text."""
    assert [k.text for k in read({"Rules!B2": "a; b ;c"}).rules[0].keywords] == ["a", "b", "c"]
    assert [k.text for k in read({"Rules!B2": "a;b\nc\n"}).rules[0].keywords] == ["a;b", "c"]


def test_columns_may_be_moved_and_left_out(tmp_path: Path) -> None:
    """Headers count, not places; a workbook with one sheet of rules is enough."""
    book = Workbook()
    book.active.title = "rules"
    for row in (("audience", "KEYWORDS", "name"), ("one", "x", "A")):
        book.active.append(row)
    book.create_sheet("Pivot")
    book.save(tmp_path / "small.xlsx")
    sheets = read_sheets(tmp_path / "small.xlsx")
    assert sheets.ignored == ("Pivot",)
    assert rules_file(sheets, tmp_path / "o.yaml", {})[1].rules[0].name == "A"


@pytest.mark.parametrize("title", ["Rule", "Sheet1"])
def test_a_workbook_without_rules(tmp_path: Path, title: str) -> None:
    """A misspelt sheet is named; one without any of the sheets says which there are."""
    book = Workbook()
    book.active.title = title
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(PmrulesError, match="Rules"):
        read_sheets(tmp_path / "x.xlsx")


def test_a_sheet_that_reaches_too_far(read: Read) -> None:
    """A stray cell far out is refused, not silently left out."""
    (problem,) = problems(read, {"Rules!A10001": "x"})
    assert problem.code == "excel-too-large"
    assert "row 10,001" in problem.what


def test_a_workbook_is_xlsx(tmp_path: Path) -> None:
    """Another ending is wrong usage for writing, and a plain refusal for reading."""
    path = tmp_path / "own.yaml"
    path.write_text("customers: [A]\n")
    assert guarded(["rules", "to-excel", str(path), "-o", str(tmp_path / "r.csv")]) == 2
    assert guarded(["rules", "from-excel", str(path), "-o", str(tmp_path / "n.yaml")]) == 1


def test_formulas_to_be_are_texts_in_the_workbook(tmp_path: Path) -> None:
    """A name that begins with = is written as text; nothing in the workbook computes."""
    path = tmp_path / "own.yaml"
    path.write_text('customers: ["=HYPERLINK(1)", "+1 Ltd"]\n')
    assert guarded(["rules", "to-excel", str(path), "-o", str(tmp_path / "r.xlsx")]) == 0
    sheet = load_workbook(tmp_path / "r.xlsx")["Customers"]
    assert [sheet[at].data_type for at in ("A2", "A3")] == ["s", "s"]
    assert sheet["A2"].value == "=HYPERLINK(1)"


def test_a_file_that_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither command replaces anything without --force; comments that would go are named."""
    own, book = tmp_path / "own.yaml", tmp_path / "r.xlsx"
    own.write_text("customers: [A]  # the first\n")
    assert guarded(["rules", "to-excel", str(own), "-o", str(book)]) == 0
    assert "Comments stay in" in capsys.readouterr().err
    assert guarded(["rules", "to-excel", str(own), "-o", str(book)]) == 1
    assert guarded(["rules", "from-excel", str(book), "-o", str(own)]) == 1
    assert "comments would be lost" in capsys.readouterr().err
    assert own.read_text() == "customers: [A]  # the first\n"
    assert guarded(["rules", "from-excel", str(book), "-o", str(own), "--force"]) == 0
    assert own.read_text().endswith("customers:\n  - A\n")
