"""Grids as people keep them in workbooks: days or names across, a sheet a week or a person."""

import datetime as dt
from collections.abc import Mapping, Sequence
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
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri"]


def given(path: Path, sheets: Mapping[str, Rows], **options: Any) -> Intake:
    """Read a workbook of these sheets."""
    hidden = options.pop("hidden", ())
    settled = {"excel": ImporterOptions(**options)}
    return read([book(path / "t.xlsx", sheets, hidden)], IMPORTERS, options=settled)


def refused(path: Path, sheets: Mapping[str, Rows], **options: Any) -> list[str]:
    """Return the codes with which a workbook is refused."""
    with pytest.raises(InputError) as caught:
        given(path, sheets, **options)
    assert all(problem.mend for problem in caught.value.problems)
    return [problem.code for problem in caught.value.problems]


def days(intake: Intake) -> list[tuple[str, str, str, float]]:
    """Return date, person, project and hours of every entry."""
    rows = intake.entries.to_dict("records")
    return [
        (f"{row['date']:%m-%d}", row["person"], row["project"], row["seconds"] / 3600)
        for row in rows
    ]


def codes(intake: Intake) -> list[str]:
    """Return the codes of all notices."""
    return [notice.code for notice in intake.files[0].notices]


def adds_up(intake: Intake) -> bool:
    """Whether records are entries, skipped and rejected."""
    (account,) = intake.files
    return account.records == account.entries + len(account.skipped) + len(account.rejected)


def week(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    """Make a grid of weekdays below the week that it is of."""
    return [["Week of 2026-09-07"], ["Person", "Project", *WEEKDAYS], *rows]


def test_dates_of_cells_stand_across(tmp_path: Path) -> None:
    """True dates are the names of columns, cells hold times, durations, numbers and texts."""
    dates = [Formatted((dt.date(2026, 9, day), "ddd d.m.")) for day in range(7, 12)]
    rows = [
        ["Person", "Project", *dates],
        ["Ada", "Phoenix", dt.time(7, 30), hours(30), 1.25, "7,5", "1h 30m"],
        ["Ada", "Support", hours(0), 0, "0:00", "-", None],
    ]
    intake = given(tmp_path, {"Sheet": rows})
    assert [each[3] for each in days(intake)] == [7.5, 30, 1.25, 7.5, 1.5]
    assert [each[0] for each in days(intake)] == ["09-07", "09-08", "09-09", "09-10", "09-11"]
    assert {each.reason for each in intake.files[0].skipped} == {"no time entered"}
    assert adds_up(intake)
    assert intake.files[0].records == 9


@pytest.mark.parametrize(
    ("title", "first"),
    [
        (["Week ending", dt.date(2026, 9, 13)], "09-07"),
        (["Week ending 11.09.2026"], "09-07"),
        (["W/E Week ending: 2026-09-13"], "09-07"),
        (["Week of 9 September 2026"], "09-07"),
        (["KW 37 / 2026"], "09-07"),
        (["2026-W37"], "09-07"),
        (["Semaine du 7 septembre 2026"], "09-07"),
        (["07.09.2026 - 11.09.2026"], "09-07"),
        (["Woche vom 07.09.2026 bis 11.09.2026"], "09-07"),
    ],
)
def test_titles_tell_the_week(tmp_path: Path, title: list[Any], first: str) -> None:
    """A week is named by a date in it, by its first and last day, or by number and year."""
    rows = [title, ["Person", "Project", *WEEKDAYS], ["Ada", "P", 1, None, None, None, 2]]
    found = days(given(tmp_path, {"Sheet": rows}))
    assert [each[0] for each in found] == [first, "09-11"]


@pytest.mark.parametrize(
    "title",
    [
        ["Printed on 2026-09-09"],
        ["Version 37"],
        ["September 2026"],
        ["Approved", dt.date(2026, 9, 9)],
        ["Week 54 of 2026"],
    ],
)
def test_other_titles_tell_no_week(tmp_path: Path, title: list[Any]) -> None:
    """A date that nobody calls a week's proves nothing."""
    rows = [title, ["Person", "Project", *WEEKDAYS], ["Ada", "P", 1, None, None, None, 2]]
    assert refused(tmp_path, {"Sheet": rows}) == ["week-unknown"]
    assert days(given(tmp_path, {"Sheet": rows}, week="2026-09-09"))[0][0] == "09-07"
    assert days(given(tmp_path, {"Sheet": rows}, week="2026-W37"))[0][0] == "09-07"


def test_sheet_a_week(tmp_path: Path) -> None:
    """Names of sheets say the week; a number needs a year, which an option may give."""
    grid = [["Person", "Project", *WEEKDAYS], ["Ada", "P", 1, None, None, None, 2]]
    found = days(given(tmp_path, {"KW 37": grid, "KW 38": grid}, month="2026"))
    assert [each[0] for each in found] == ["09-07", "09-11", "09-14", "09-18"]
    assert refused(tmp_path, {"KW 37": grid, "KW 38": grid}) == ["week-unknown", "week-unknown"]


def test_month_comes_from_title_sheet_or_option(tmp_path: Path) -> None:
    """Columns 1 to 31 are days of the month that a title, the sheet or an option names."""
    grid = [["Name", *range(1, 32)], ["Ada", 8, *[None] * 30]]
    titled = [[Formatted((dt.date(2026, 9, 1), "mmmm yyyy"))], *grid]
    assert days(given(tmp_path, {"Sheet": titled}))[0][0] == "09-01"
    for name in ("September 2026", "2026-09", "Sep 26", "09.2026"):
        assert days(given(tmp_path, {name: grid}))[0][0] == "09-01"
    assert days(given(tmp_path, {"September": grid}, month="2026"))[0][0] == "09-01"
    assert days(given(tmp_path, {"Sheet": grid}, month="2026-09"))[0][0] == "09-01"
    assert refused(tmp_path, {"Sheet": grid}) == ["month-unknown"]
    assert refused(tmp_path, {"September": grid}, month="2026-08") == ["month-unknown"]


@pytest.mark.parametrize(("month", "last"), [("2026-09", 30), ("2026-02", 28), ("2028-02", 29)])
def test_hours_past_the_end_of_a_month_are_rejected(tmp_path: Path, month: str, last: int) -> None:
    """A month has its own length; hours beyond it are rejected with their column, none is lost."""
    grid = [["Name", *range(1, 32)], ["Ada", *[1] * 31]]
    intake = given(tmp_path, {"Sheet": grid}, month=month)
    (account,) = intake.files
    assert (account.entries, len(account.rejected)) == (last, 31 - last)
    assert account.rejected[-1].column == "31, AF"
    assert "no such day" in account.rejected[-1].expected


def test_sheet_a_person(tmp_path: Path) -> None:
    """Sheets are people where a title or an option says so, never by themselves."""
    table = [["Date", "Hours"], [dt.date(2026, 9, 7), 3]]
    sheets = {"Ada": table, "Ben": [["Date", "Hours"], [dt.date(2026, 9, 8), 4]]}
    found = days(given(tmp_path, sheets, person_from="sheet"))
    assert [each[1] for each in found] == ["Ada", "Ben"]
    assert refused(tmp_path, sheets) == ["person-missing"]
    titled = {name: [["Employee:", f"{name} Quill"], *rows] for name, rows in sheets.items()}
    assert [each[1] for each in days(given(tmp_path, titled))] == ["Ada Quill", "Ben Quill"]


def test_rows_are_people_or_projects(tmp_path: Path) -> None:
    """A column without a name holds people or projects: an option or another name tells."""
    grid = [["Week of 2026-09-07"], ["", *WEEKDAYS], ["Ada", 1], ["Ben", 2]]
    assert refused(tmp_path, {"Sheet": grid}) == ["grid-rows-unknown"]
    people = days(given(tmp_path, {"Sheet": grid}, person_from="rows"))
    assert [each[1:3] for each in people] == [("Ada", ""), ("Ben", "")]
    projects = days(given(tmp_path, {"Sheet": grid}, person="Zoé"))
    assert [each[1:3] for each in projects] == [("Zoé", "Ada"), ("Zoé", "Ben")]


def test_names_across(tmp_path: Path) -> None:
    """Dates go down, blank ones as above; names across are people where an option says so."""
    rows = [
        ["Datum", "Projekt", "Anna", "Ben", "Summe"],
        [dt.date(2026, 9, 7), "Phönix", 4, "Urlaub", 4],
        [None, "Betrieb", 2.5, None, 2.5],
        [dt.date(2026, 9, 8), "Phönix", 0, 8, 8],
        ["Summe", None, 6.5, 8, 14.5],
    ]
    intake = given(tmp_path, {"Sheet": rows}, person_from="columns")
    assert days(intake) == [
        ("09-07", "Anna", "Phönix", 4),
        ("09-07", "Anna", "Betrieb", 2.5),
        ("09-08", "Ben", "Phönix", 8),
    ]
    assert codes(intake) == []
    assert adds_up(intake)
    assert refused(tmp_path, {"Sheet": rows}) == ["grid-columns-unknown"]


def test_sums_are_no_entries(tmp_path: Path) -> None:
    """Rows and columns of sums are left out with and without a word, and compared."""
    rows = week(["Ada", "P", 1, 2, 3, 4, 5], ["Ben", "P", 1, 1, 1, 1, 1], [])
    nameless = [None, None, 2, 3, 4, 5, 6]
    intake = given(tmp_path, {"Sheet": [*rows, nameless]})
    assert intake.seconds == 20 * 3600
    assert [each.reason for each in intake.files[0].skipped] == ["total row"]
    wrong = given(tmp_path, {"Sheet": [*rows, ["Total", None, 2, 3, 4, 5, 7]]})
    assert (wrong.seconds, codes(wrong)) == (20 * 3600, ["total-differs"])
    work = given(tmp_path, {"Sheet": [*rows, [None, None, 2, 3, 4, 5, 7]]}, person="Zoé")
    assert work.seconds == 41 * 3600


def test_subtotals_of_groups_are_no_entries(tmp_path: Path) -> None:
    """Each group's sum and the sum of all are told from work."""
    rows = week(
        ["Ada", "P", 1, 2],
        ["Ada", "Q", 1, 1],
        ["Subtotal", None, 2, 3],
        ["Ben", "P", 4, 4],
        ["Subtotal", None, 4, 4],
        ["Total", None, 6, 7],
    )
    intake = given(tmp_path, {"Sheet": rows})
    assert (intake.seconds, codes(intake)) == (13 * 3600, [])


def test_year_that_repeats_its_months(tmp_path: Path) -> None:
    """A sheet that repeats others or sums them up is left out, and said to be."""
    dates = [dt.date(2026, 9, day) for day in range(7, 12)]
    august = [each - dt.timedelta(14) for each in dates]
    one = [["Person", "Project", *dates], ["Ada", "P", 1, 2, 3, 4, 5]]
    two = [["Person", "Project", *august], ["Ben", "Q", 5, 4, 3, 2, 1]]
    copy = [["Date", "Person", "Project", "Hours"]]
    copy += [[day, "Ada", "P", at] for at, day in enumerate(dates, 1)]
    intake = given(tmp_path, {"August": two, "September": one, "2026": copy})
    assert (intake.seconds, codes(intake)) == (30 * 3600, ["sheet-repeats"])
    total = [["", *dates], ["everybody", 1, 2, 3, 4, 5]]
    summed = given(tmp_path, {"August": two, "September": one, "Total": total}, person="Zoé")
    assert (summed.seconds, codes(summed)) == (30 * 3600, ["sheet-sums-up"])
    assert adds_up(summed)


def test_sheets_of_two_people_who_work_alike_are_both_read(tmp_path: Path) -> None:
    """The same hours on the same days are no repeat where the people differ."""
    sheets = {
        name: week([name, "P", 8, 8, 8, 8, 8]) for name in ("Ada", "Ben", "Totally different")
    }
    assert given(tmp_path, sheets).seconds == 120 * 3600


def test_template_that_is_hidden_refuses_nothing(tmp_path: Path) -> None:
    """A hidden grid without a week is named and left aside."""
    sheets = {"W37": week(["Ada", "P", 1]), "Template": [["Project", *WEEKDAYS], ["P", 8]]}
    intake = given(tmp_path, sheets, hidden=["Template"])
    assert (intake.seconds, codes(intake)) == (3600, ["hidden-sheet"])


def test_sixty_people_of_a_month(tmp_path: Path) -> None:
    """Every cell of a large grid is an entry at its row and day."""
    rows = [["Name", *range(1, 32)], *([f"P{at}", *[7.5] * 31] for at in range(60))]
    intake = given(tmp_path, {"2026-10": rows})
    assert len(intake.entries) == 60 * 31
    assert intake.seconds == 60 * 31 * 27000
    assert set(intake.entries["row"]) == set(range(2, 62))


def test_columns_among_the_days_that_are_no_days_are_said(tmp_path: Path) -> None:
    """Numbers under a name that is no day are not read, and a notice names the column."""
    rows = [["Week of 2026-09-07"], ["Person", *WEEKDAYS, "Sat/Sun", "Total", "Notes"]]
    rows += [["Ada", 1, 1, 1, 1, 1, 4, 5, "x"]]
    intake = given(tmp_path, {"Sheet": rows})
    assert (intake.seconds, codes(intake)) == (5 * 3600, ["column-not-read"])


@pytest.mark.parametrize("between", ["Project", "Notes", ""])
def test_grids_side_by_side_are_refused(tmp_path: Path, between: str) -> None:
    """Texts between days belong to one of them, or to another grid: neither is guessed."""
    names = ["Person", *WEEKDAYS, between, *WEEKDAYS]
    rows = [["Week beginning 2026-09-07"], names, ["Ada", 1, 1, 1, 1, 1, "Ben", 2, 2, 2, 2, 2]]
    assert refused(tmp_path, {"Sheet": rows}) == ["layout-unsupported"]


def test_ordinary_tables_stay_tables(tmp_path: Path) -> None:
    """Columns called by weekdays beside a date and a duration are no grid."""
    rows = [["Date", "Person", "Hours", *WEEKDAYS], [dt.date(2026, 9, 7), "Ada", 8, "x"]]
    assert days(given(tmp_path, {"Sheet": rows})) == [("09-07", "Ada", "", 8)]


def test_weeks_of_a_sheet_with_other_columns_beside_the_days(tmp_path: Path) -> None:
    """Columns go by their names, in any order; who lacks a name has none."""
    first, second, third = ([f"2026-09-{day + n:02}" for n in range(5)] for day in (7, 14, 21))
    none: list[Any] = [None] * 3
    rows = [
        ["Person", "Project", *first],
        ["Ada", "Phoenix", 1, 2, *none],
        ["Project", "Person", *second],
        ["Delta", "Ben", 3, None, *none],
        ["Project", "", *third],
        ["Echo", "", 4, None, *none],
    ]
    found = given(tmp_path, {"Weeks": rows})
    assert days(found) == [
        ("09-07", "Ada", "Phoenix", 1),
        ("09-08", "Ada", "Phoenix", 2),
        ("09-14", "Ben", "Delta", 3),
    ]
    assert [each.row for each in found.files[0].rejected] == [6]
    assert adds_up(found)
