"""What changed since an earlier report, and what makes the comparison doubtful."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from pmrules.analysis.model import Analysis, Period, Since
from pmrules.analysis.since import Earlier, since
from pmrules.model import Quadrant

HOUR = 3600
JULY = Period(dt.date(2026, 7, 1), dt.date(2026, 7, 31))
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def august(analysed: Callable[..., Analysis], row: Any) -> Analysis:
    """Return twenty hours in August: ten for one customer, six for the market, four outside."""
    return analysed(
        [
            row("one-current", 10 * HOUR, "2026-08-03", "Ada"),
            row("market-future", 6 * HOUR, "2026-08-31", "Bo"),
            row("outside", 4 * HOUR, "2026-08-31", "Bo"),
        ]
    )


def earlier(**changes: Any) -> Earlier:
    """Return a report of July: of forty hours ten outside, fifteen for one customer."""
    made = Earlier(
        name="july.xlsx",
        title="July",
        period=JULY,
        totals={"all": 40 * HOUR, "outside": 10 * HOUR, "one": 15 * HOUR},
        people={
            "Ada": {"all": 30 * HOUR, "outside": 10 * HOUR, "one": 10 * HOUR},
            "Gone": {"all": 10 * HOUR, "outside": 0, "one": 5 * HOUR},
        },
        labels={},
        rules=NOBODY,
    )
    return replace(made, **changes)


def compared(analysis: Analysis, before: Earlier, *, named: bool = True) -> Since:
    """Compare reports of everyone."""
    return since(analysis, before, named=named, teams=NOBODY)


def test_hours_and_shares_by_place(august: Analysis) -> None:
    """A share is of the hours on the matrix, then as now; what has no share has none."""
    found = compared(august, earlier())
    one = found.of("one")
    assert (one.before, one.after) == (15 * HOUR, 10 * HOUR)
    assert (one.share_before, one.share_after) == (0.5, 10 / 16)
    assert one.moved == pytest.approx(0.125)
    every = found.of("all")
    assert (every.before, every.after, every.moved) == (40 * HOUR, 20 * HOUR, None)


def test_people_who_stay_come_and_go(august: Analysis) -> None:
    """Those of now stand first; who is new has no hours then, who is gone none now."""
    found = {each.name: each for each in compared(august, earlier()).people}
    assert list(found) == ["Ada", "Bo", "Gone"]
    assert (found["Ada"].before, found["Ada"].after) == (30 * HOUR, 10 * HOUR)
    assert (found["Ada"].one_before, found["Ada"].one_after) == (0.5, 1.0)
    assert (found["Bo"].before, found["Bo"].moved) == (None, None)
    assert (found["Gone"].after, found["Gone"].moved) == (None, None)


def test_an_empty_report_has_no_shares(august: Analysis) -> None:
    """Where nothing was on the matrix a share is unknown, not nought."""
    found = compared(august, earlier(totals={"all": 5, "outside": 5}, people={}))
    assert found.of("one").share_before is None
    assert found.of("one").moved is None


def test_other_labels_are_named(august: Analysis) -> None:
    """A quadrant that was called otherwise is named with its old label, others are not."""
    labels = {**august.rulebook.labels, Quadrant.ONE_FUTURE: "Specials"}
    assert compared(august, earlier(labels=labels)).renamed == ((Quadrant.ONE_FUTURE, "Specials"),)
    assert compared(august, earlier(labels=august.rulebook.labels)).renamed == ()


@pytest.mark.parametrize(
    ("changes", "remarks", "days"),
    [
        ({}, (), 0),
        ({"period": Period(dt.date(2026, 8, 3), dt.date(2026, 8, 31))}, ("same",), 29),
        ({"period": Period(dt.date(2026, 7, 10), dt.date(2026, 8, 5))}, ("overlap",), 3),
        ({"period": Period(dt.date(2026, 7, 7), dt.date(2026, 8, 2))}, (), 0),
        ({"period": Period(dt.date(2026, 9, 1), dt.date(2026, 9, 30))}, ("later",), 0),
        ({"period": Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))}, ("lengths",), 0),
        ({"period": None}, (), 0),
        ({"teams": frozenset({"Core"})}, ("teams",), 0),
        ({"rules": frozenset({"ab" * 32})}, ("rules",), 0),
        ({"people": None}, ("nameless",), 0),
    ],
)
def test_what_makes_it_doubtful(
    august: Analysis, changes: dict[str, Any], remarks: tuple[str, ...], days: int
) -> None:
    """Every doubt is told by its key, and days that both reports have are counted."""
    found = compared(august, earlier(**changes))
    assert (found.remarks, found.shared_days) == (remarks, days)


def test_teams_are_the_same_in_any_case(august: Analysis) -> None:
    """Teams are compared as the rules compare names."""
    found = since(august, earlier(teams=frozenset({"core"})), named=True, teams=frozenset({"Core"}))
    assert found.remarks == ()


def test_without_names_nobody_is_compared(august: Analysis) -> None:
    """P1 of one report need not be P1 of another."""
    found = compared(august, earlier(), named=False)
    assert found.people == ()
    assert found.remarks == ("nameless",)
