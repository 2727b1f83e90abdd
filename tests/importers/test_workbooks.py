"""Workbooks as tools write them and as people keep them, made here so that a reader sees them."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tests.importers.books import Formatted, Rows, book, hours

from pmrules import InputError
from pmrules.ingest.intake import Intake
from pmrules.ingest.read import read
from pmrules.model import ImporterOptions
from pmrules_importers.excel import Excel
from pmrules_importers.harvest import Harvest
from pmrules_importers.toggl import Toggl

IMPORTERS = (Toggl(), Harvest(), Excel())
H7 = """
Date,Client,Project,Project Code,Task,Notes,Hours,Started At,Ended At,Billable?,Invoiced?,Approved?
First Name,Last Name,Employee Id,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount
Currency,External Reference URL
"""


def harvest_row(day: int, worked: float, start: Any = "", end: Any = "") -> list[Any]:
    """Make a row of Harvest's own workbook."""
    date = Formatted((dt.date(2026, 3, day), "mm-dd-yy"))
    text = ["Globex", "Phoenix", "", "Design", "", worked, start, end, "Yes", "No", "No"]
    return [date, *text, "Ada", "Quill", 7, "", "Yes", 0.0, 0.0, 0.0, 0.0, "Euro - EUR", ""]


def fates(intake: Intake) -> tuple[list[int], list[str], list[int]]:
    """Return seconds of entries, reasons of skipped and rows of rejected records."""
    (account,) = intake.files
    seconds = list(intake.entries["seconds"])
    reasons = [each.reason for each in account.skipped if each.reason != "blank row"]
    return seconds, reasons, [each.row for each in account.rejected]


def test_harvest_workbook(tmp_path: Path) -> None:
    """Harvest's workbook has true dates, hours as numbers, times with hidden seconds, or none."""
    night = [Formatted((dt.time(23, 30, 10), "hh:mm")), Formatted((dt.time(0, 45), "hh:mm"))]
    header = ",".join(H7.split("\n")[1:-1]).split(",")
    rows = [header, harvest_row(2, 8.15), harvest_row(3, 1.25, *night)]
    path = book(tmp_path / "harvest_time_report.xlsx", {"Harvest": rows})
    intake = read([path], IMPORTERS)
    assert fates(intake) == ([29340, 4500], [], [])
    assert intake.files[0].importer == "harvest"
    assert [str(each) for each in intake.entries["start"]] == ["NaT", "2026-03-03 23:30:10"]
    assert [str(each) for each in intake.entries["end"]] == ["NaT", "2026-03-04 00:45:00"]


def test_toggl_workbook(tmp_path: Path) -> None:
    """Toggl's columns are known in a workbook too, below titles and with typed cells."""
    header = ["User", "Email", "Description", "Start date", "Start time", "Duration"]
    row = ["Ada", "a@x.example", "work", dt.date(2026, 3, 2), dt.time(9), hours(26.5)]
    path = book(tmp_path / "t.xlsx", {"Report": [["Detailed report"], [], header, row]})
    intake = read([path], IMPORTERS)
    assert intake.files[0].importer == "toggl"
    assert fates(intake)[0] == [95400]


ENGLISH = ["Date", "Who", "Project", "Work done", "Time (hh.mm)"]
DAY = Formatted((dt.date(2026, 3, 2), "d-mmm"))

LAYOUTS: dict[str, tuple[Rows, tuple[list[int], list[str], list[int]]]] = {
    "header-in-row-1": (
        [ENGLISH, [DAY, "Ada", "P", "x", 0.75], [DAY, "Ada", "P", "y", 2]],
        ([2700, 7200], [], []),
    ),
    "header-in-row-8-column-b": (
        [
            ["", "Timesheet"],
            *([[]] * 6),
            ["", "Date", "Name", "Notes", "Hours"],
            ["", DAY, "Ada", "x", hours(1.5)],
            [],
            ["", DAY, "Ada", "y", hours(0.25)],
            ["", "Total", None, None, hours(1.75)],
        ],
        ([5400, 900], ["total row"], []),
    ),
    "total-beside-the-header": (
        [["datum", "Naam", "tijdsbesteding", "", "Totaal", 3.5], [DAY, "Bas", 3.5]],
        ([12600], [], []),
    ),
    "unlabelled-total-and-footer": (
        [
            ENGLISH,
            [DAY, "Ada", "P", "x", 1],
            [DAY, "Ada", "P", "y", 2],
            [None, None, None, None, 3],
            ["Generated on 13/05/2026"],
        ],
        ([3600, 7200], ["total row", "note or footer"], []),
    ),
    "rows-made-in-advance": (
        [
            ["Date", "Who", "Start", "End", "Hours"],
            [DAY, "Ada", dt.time(9), dt.time(10), hours(1)],
            *([[None, None, None, None, Formatted((0.0, "[h]:mm"))]] * 3),
        ],
        ([3600], ["nothing but a zero duration"] * 3, []),
    ),
    "mixed-cells": (
        [
            ["Date", "Who", "Start", "End", "Hours"],
            [DAY, "Ada", dt.time(9), "6:00pm", hours(30)],
            [DAY, "Ada", "", "", "1h30m"],
            [DAY, "Ada", "", "", "4 hours: 26 minutes"],
            [DAY, "Ada", "", "", 11.275],
            [DAY, "Ada", "", "", "N/A"],
            [DAY, "Ada", "", "", True],
        ],
        ([108000, 5400, 15960, 40590], ["no time entered"], [7]),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_kept_by_hand(tmp_path: Path, layout: str) -> None:
    """Sheets as people keep them are read, the rest of their rows accounted for."""
    rows, expected = LAYOUTS[layout]
    intake = read([book(tmp_path / "t.xlsx", {"Sheet": rows})], IMPORTERS)
    assert fates(intake) == expected
    assert intake.files[0].importer == "excel"


def week(day: int) -> Rows:
    """Make a sheet of one week."""
    date = Formatted((dt.date(2026, 3, day), "mm-dd-yy"))
    return [["Date", "Who", "Hours"], [date, "Ada", 1.5], [date, "Ben", 2.5]]


def test_sheet_a_week_and_final(tmp_path: Path) -> None:
    """A sheet a week is read; the last one, which repeats the first week, is left out."""
    final = [*week(2), ["Project Total", None, 4]]
    sheets = {"W1": week(2), "W2": week(9), "Final": final}
    intake = read([book(tmp_path / "t.xlsx", sheets)], IMPORTERS)
    assert intake.seconds == 8 * 3600
    assert [notice.code for notice in intake.files[0].notices] == ["sheet-repeats"]


def test_hidden_sheets(tmp_path: Path) -> None:
    """Hidden entries are named, refused where there are no others, and read when asked for."""
    sheets = {"Sprints": [["Sprint", "Sum"], ["1", 4]], "Log": week(2)}
    path = book(tmp_path / "t.xlsx", sheets, hidden=["Log"])
    with pytest.raises(InputError, match=r"sheets: \[Log\]"):
        read([path], IMPORTERS)
    options = {"excel": ImporterOptions(sheets=("Log",))}
    assert read([path], IMPORTERS, options=options).seconds == 4 * 3600


def test_week_grid_without_a_week_is_refused(tmp_path: Path) -> None:
    """A grid by weekday whose week nothing says is refused with the option that says it."""
    rows = [["Project", "Mo", "Di", "Mi", "Do", "Fr", "Total"], ["P", 1, 2, 3, 4, 5, 15]]
    with pytest.raises(InputError, match="--week") as caught:
        read([book(tmp_path / "t.xlsx", {"KW 10": rows})], IMPORTERS)
    assert caught.value.problems[0].code == "week-unknown"
