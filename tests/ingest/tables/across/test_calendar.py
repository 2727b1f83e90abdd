"""Columns of days get their dates from what is said, or are refused."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from pmrules import InputError
from pmrules.errors import Place
from pmrules.ingest.tables.across.calendar import settle
from pmrules.ingest.tables.across.layout import find_days
from pmrules.ingest.tables.across.titles import person_in, said_by
from pmrules.model import ImporterOptions, is_month, is_week

WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri"]
SUNDAY_FIRST = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
NUMBERS = list(range(1, 29))


def dates(rows: Sequence[Sequence[Any]], title: Sequence[Any] = (), **options: str) -> list[Any]:
    """Return the dates of columns below a title."""
    across = find_days(rows)
    assert across
    settled = settle(across, said_by([(1, title)], ""), ImporterOptions(**options), Place("f.csv"))
    assert settled.evidence
    return list(settled.values.values())


def code(rows: Sequence[Sequence[Any]], title: Sequence[Any] = (), **options: str) -> str:
    """Return the code of the refusal."""
    with pytest.raises(InputError) as caught:
        dates(rows, title, **options)
    return caught.value.problems[0].code


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Week ending 12.09.2026", dt.date(2026, 9, 6)),
        ("Week beginning 2026-09-06", dt.date(2026, 9, 6)),
        ("Week of 2026-09-09", dt.date(2026, 9, 6)),
    ],
)
def test_weeks_that_begin_on_sunday(title: str, first: dt.date) -> None:
    """The week is the one that the columns show, from their first weekday on."""
    assert dates([SUNDAY_FIRST], [title])[0] == first


def test_number_of_a_week_that_begins_on_sunday_is_asked() -> None:
    """Whether that Sunday is the week's first or last day, nothing proves."""
    assert code([SUNDAY_FIRST], ["Week 37 2026"]) == "week-unknown"


def test_week_whose_date_leaves_its_order_open() -> None:
    """A weekday settles 09/06/2026 as the end of a week where only one order is a weekend."""
    days = [*WEEK, "Sat", "Sun"]
    assert dates([days], ["Week ending 09/06/2026"])[-1] == dt.date(2026, 9, 6)
    assert code([days], ["Week of 09/06/2026"]) == "week-contradictory"
    assert dates([days], ["Week of 09/06/2026"], date_order="mdy")[-1] == dt.date(2026, 9, 6)


def test_two_titles_that_name_different_weeks() -> None:
    """Nobody but the user knows which of two weeks is meant."""
    assert code([WEEK], ["Week of 2026-09-07", "Week of 2026-09-14"]) == "week-contradictory"
    assert len(dates([WEEK], ["Week of 2026-09-07", "Week ending 2026-09-13"])) == 5


def test_two_weeks_side_by_side() -> None:
    """The second Monday lies seven days after the first."""
    found = dates([[*WEEK, *WEEK]], ["Week beginning 2026-09-07"])
    assert (found[0], found[5], found[9]) == tuple(dt.date(2026, 9, day) for day in (7, 14, 18))


def test_days_of_a_month_that_turns() -> None:
    """31, 1, 2 belong to two months; the weekdays tell which one the title names."""
    rows = [["", 31, 1, 2, 3, 4], ["Project", *WEEK]]
    for title in ("August 2026", "September 2026"):
        found = dates(rows, [title])
        assert (found[0], found[4]) == (dt.date(2026, 8, 31), dt.date(2026, 9, 4))
    assert code(rows, ["July 2026"]) == "grid-days-contradict"


def test_dates_under_other_weekdays_are_refused() -> None:
    """A weekday that is not its date's shows a template with the wrong month."""
    rows = [[dt.date(2026, 9, day) for day in range(8, 13)], WEEK]
    assert code(rows) == "grid-days-contradict"


@pytest.mark.parametrize(
    ("title", "month"),
    [
        (["September 2026"], 9),
        (["Monat:", "September", "Jahr:", 2026], 9),
        (["09/2026"], 9),
        (["Zeitraum 2026-09"], 9),
        (["01.09.2026 - 30.09.2026"], 9),
        (["septembre 2026"], 9),
        ([dt.date(2026, 9, 1)], 9),
        (["Team: May 2026"], 5),
    ],
)
def test_titles_tell_the_month(title: list[Any], month: int) -> None:
    """A month and a year are taken from titles in several tongues and forms."""
    assert dates([NUMBERS], title)[0] == dt.date(2026, month, 1)


@pytest.mark.parametrize(
    "title", [["Printed 12.10.2026"], ["2026"], ["September"], ["v9.2026.1"], [dt.date(2026, 9, 2)]]
)
def test_other_titles_tell_no_month(title: list[Any]) -> None:
    """A date of printing, a lone year or a lone month prove no month."""
    assert code([NUMBERS], title) == "month-unknown"


def test_consecutive_days_prove_their_order() -> None:
    """Columns a day apart can only be read day first; columns of one order ask for no proof."""
    rows = [["01/09/2026", "02/09/2026", "03/09/2026", "04/09/2026", "05/09/2026"]]
    assert dates(rows)[4] == dt.date(2026, 9, 5)
    assert code(rows, date_order="mdy") == "date-order-unknown"


@pytest.mark.parametrize(
    ("row", "person"),
    [
        (["Employee: Ada Quill"], "Ada Quill"),
        (["Name", "Ada Quill"], "Ada Quill"),
        (["", "Employee:", "Ada Quill", "Team:", "Blue"], "Ada Quill"),
        (["Name", "Role", "Hours"], ""),
        (["Employee: Ada", "Employee: Ben"], ""),
        (["Manager: Ada Quill"], ""),
        (["Employee:"], ""),
    ],
)
def test_titles_tell_the_person(row: list[str], person: str) -> None:
    """A label names one person; a header of another table or two people name nobody."""
    assert person_in([row], frozenset({"employee", "name"})) == person


def test_months_and_weeks_that_options_take() -> None:
    """Options take a month or a year, a week or one of its days, and nothing that is none."""
    assert all(map(is_month, ("2026-09", "2026")))
    assert not any(map(is_month, ("2026-13", "09-2026", "26", "")))
    assert all(map(is_week, ("2026-W37", "2026-09-07")))
    assert not any(map(is_week, ("2026-W60", "2026-02-30", "37", "2026W37", "")))
