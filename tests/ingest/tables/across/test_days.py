"""What header cells say of a day, and which rows are rows of days."""

import datetime as dt
from typing import Any

import pytest

from pmrules.ingest.cells.days import Triple
from pmrules.ingest.tables.across.days import Day, day_said
from pmrules.ingest.tables.across.layout import days_in, find_days, weekdays_of

MONDAY = frozenset({0})


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Mon", Day(MONDAY)),
        ("Mo.", Day(MONDAY)),
        ("MONTAG", Day(MONDAY)),
        ("lundi", Day(MONDAY)),
        ("Mo 07.09.", Day(MONDAY, number=7, month=9)),
        ("Mon\n9/7", Day(MONDAY, pair=(9, 7))),
        ("Mon 2026-09-07", Day(MONDAY, date=dt.date(2026, 9, 7))),
        ("lun. 7", Day(MONDAY, number=7)),
        ("7 Sep", Day(number=7, month=9)),
        ("Sept 7th", Day(number=7, month=9)),
        ("07.09.2026", Day(date=dt.date(2026, 9, 7))),
        ("07/09/2026", Day(date=Triple(("07", "09", "2026"), hyphens=False))),
        (dt.datetime(2026, 9, 7, 0, 0, 4), Day(date=dt.date(2026, 9, 7))),
        ("01", Day(number=1)),
        ("1.", Day(number=1)),
        (31.0, Day(number=31)),
        ("Tag 3", Day(number=3)),
    ],
)
def test_cell_says_a_day(cell: Any, said: Day) -> None:
    """Weekdays, dates and their parts are known in the tongues of the months."""
    assert day_said(cell) == said


@pytest.mark.parametrize(
    "cell", ["", "Project", "Total", "Sep", "32", 32, 0, 7.5, "7,5", True, None, "45.13.", "Monty"]
)
def test_cell_says_no_day(cell: Any) -> None:
    """Names, months, hours and numbers beyond a month are no days."""
    assert day_said(cell) is None


@pytest.mark.parametrize(
    "row",
    [
        ["Project", "Mon", "Tue", "Wed", "Thu", "Fri", "Total"],
        ["M", "D", "M", "D", "F", "S", "S"],
        ["L", "M", "M", "J", "V", "S", "D"],
        ["di", "mi", "do", "fr"],
        ["", "lun", "mar", "mer", "jeu", "ven"],
        ["Mo", "Di", "Do", "Fr"],
        [dt.date(2026, 9, day) for day in (7, 8, 9, 10, 11)],
        ["01/09/2026", "02/09/2026", "03/09/2026", "04/09/2026", "05/09/2026"],
        list(range(1, 15)),
        ["Name", *map(str, range(16, 32))],
        ["28.12.", "29.12.", "30.12.", "31.12.", "01.01."],
        ["27.02.", "28.02.", "01.03.", "02.03.", "03.03."],
        ["9/7", "9/8", "9/9", "9/10", "9/11"],
    ],
)
def test_row_of_days(row: list[Any]) -> None:
    """Days that follow each other as in a calendar make a row of days."""
    assert len(days_in(row)) >= 4


@pytest.mark.parametrize(
    "row",
    [
        ["Mon", "Tue", "Wed"],
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun"],
        ["Phoenix", 1, 2, 3, 4, 5],
        [8] * 20,
        ["Ada", *["7.5"] * 20],
        ["Ada", "7.5", "7.6", "7.7", "8.1", "1.1", "2.2"],
        ["1/2", "1/4", "3/4", "1/2", "1/4"],
        ["Created", "2026-01-02", "2026-03-04", "2026-05-06", "2026-07-08", "2026-09-10"],
        ["So", "Sam", "Do", "Mi", "We"],
        [],
    ],
)
def test_row_of_something_else(row: list[Any]) -> None:
    """Months, hours, dates far apart and names that look like weekdays are no days."""
    assert not days_in(row)


def test_two_letters_mean_what_their_neighbours_say() -> None:
    """`di` is Tuesday to Germans and Sunday to the French: the row tells."""
    german = [day_said(each) for each in ("mo", "di", "mi", "do")]
    french = [day_said(each) for each in ("je", "ve", "sa", "di")]
    assert weekdays_of(day for day in german if day) == (0, 1, 2, 3)
    assert weekdays_of(day for day in french if day) == (3, 4, 5, 6)


def test_rows_of_days_say_more_together() -> None:
    """Weekdays under dates belong to the header; hours under weekdays do not."""
    rows = [["", 7, 8, 9, 10, 11], ["Project", "Mon", "Tue", "Wed", "Thu", "Fri"]]
    hours = [["Project", "Mon", "Tue", "Wed", "Thu", "Fri"], ["P", 1, 2, 3, 4, 5]]
    both, alone = find_days(rows), find_days(hours)
    assert both
    assert (both.first, both.last, both.kind) == (0, 1, "number")
    assert alone
    assert (alone.first, alone.last, alone.kind) == (0, 0, "weekday")
