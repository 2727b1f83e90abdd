"""Limits held against hours: certain and possible flags, capacity, spans."""

import dataclasses
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules.model import Quadrant
from pmrules.rules.rulebook import Limit, Measure, Over, Per, Person, Rulebook, Target
from pmrules.rules.verdict import CELLS

ONE = Target("audience", "one")
TOTAL = Target("total")
HOUR = 3600


def limit(of=ONE, bound="max", amount=0.35, measure=Measure.SHARE, per=Per.PERSON, over=Over.ALL):
    """State a limit."""
    return Limit(of, bound, measure, amount, per, over)


def book(*limits, people=()):
    """Make a rulebook of limits and people."""
    return Rulebook(limits=limits, people=people)


def said(report):
    """Return the flags as a reader sees them."""
    return [(flag.certainty, flag.scope, flag.period_key) for flag in report.flags]


def test_a_share_past_its_limit_is_a_certain_flag(analysed, row):
    """All its numbers are those of the person's hours; who keeps the limit has no flag."""
    rows = [
        row("one-current", 2 * HOUR),
        row("market-future", 2 * HOUR),
        row("outside", 9 * HOUR),
        row("market-future", HOUR, person="Bob"),
    ]
    (flag,) = analysed(rows, book(limit())).flags
    assert (flag.kind, flag.certainty, flag.scope) == ("allocation", "certain", "Ada")
    assert (flag.value, flag.low, flag.high, flag.threshold) == (0.5, 0.5, 0.5, 0.35)
    assert (flag.seconds, flag.at_stake) == (2 * HOUR, 2160)
    assert flag.distance == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("amount", "bound", "expected"),
    [
        (0.5, "max", []),
        (0.499, "max", ["certain"]),
        (0.5, "min", []),
        (0.501, "min", ["certain"]),
        (0.0, "max", ["certain"]),
        (0.0, "min", []),
        (1.0, "max", []),
    ],
)
def test_a_limit_that_is_met_exactly_holds(analysed, row, amount, bound, expected):
    """Only what lies past a limit breaks it."""
    rows = [row("one-current"), row("market-future")]
    report = analysed(rows, book(limit(bound=bound, amount=amount)))
    assert [flag.certainty for flag in report.flags] == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"place": "unclassified"}, ["possible"]),
        ({"place": "half one"}, ["certain"]),
        ({"place": "half market"}, []),
        ({"place": "half current"}, ["possible"]),
        ({"place": "market-current", "also": ("one-current",)}, ["possible"]),
        ({"place": "one-current", "also": ("market-current",)}, ["possible"]),
        ({"place": "one-current", "also": ("one-future",)}, ["certain"]),
        ({"place": "outside", "also": ("one-future",)}, ["possible"]),
        ({"place": "outside"}, []),
    ],
)
def test_open_and_contested_hours_make_a_flag_possible(analysed, row, entry, expected):
    """A flag is certain only if it holds wherever those hours end."""
    rows = [row("one-current", HOUR), row("market-future", 3 * HOUR), row(seconds=HOUR, **entry)]
    report = analysed(rows, book(limit()))
    assert [flag.certainty for flag in report.flags] == expected


def test_what_is_at_stake_for_a_possible_flag_could_still_come(analysed, row):
    """It counts the seconds past the limit if all open hours went there."""
    rows = [row("market-future", 3 * HOUR), row("unclassified", 3 * HOUR)]
    (flag,) = analysed(rows, book(limit(amount=0.25))).flags
    assert (flag.certainty, flag.value, flag.low, flag.high) == ("possible", 0.0, 0.0, 0.5)
    assert (flag.seconds, flag.at_stake) == (0, 3 * HOUR - 6 * HOUR // 4)


def test_a_group_with_nothing_on_the_matrix_has_no_flag(analysed, row):
    """A minimum says nothing of who was away."""
    rows = [row("outside"), row("market-future", person="Bob")]
    limits = (
        limit(Target("quadrant", "market-future"), "min", 0.4),
        limit(Target("quadrant", "market-future"), "min", HOUR, Measure.SECONDS),
    )
    assert said(analysed(rows, book(*limits))) == []


def test_a_minimum_that_may_vanish_is_not_certain(analysed, row):
    """Where all hours could still leave the matrix, no share is broken for certain."""
    rows = [row("market-current", also=("outside",))]
    minimum = limit(Target("quadrant", "market-future"), "min", 0.4)
    assert said(analysed(rows, book(minimum))) == [("possible", "Ada", "all")]


@pytest.mark.parametrize(
    ("place", "also", "rule", "expected"),
    [
        ("outside", "one-current", limit(), ["possible"]),
        ("outside", "one-current", limit(amount=1800.0, measure=Measure.SECONDS), ["possible"]),
        ("outside", "market-future", limit(), []),
        ("outside", "market-future", limit(bound="min"), ["possible"]),
        ("outside", "one-current", limit(bound="min"), []),
        ("one-current", "outside", limit(bound="min"), []),
        (
            "one-current",
            "outside",
            limit(bound="min", amount=2.0 * HOUR, measure=Measure.SECONDS),
            ["possible"],
        ),
    ],
)
def test_hours_that_may_leave_or_enter_the_matrix(analysed, row, place, also, rule, expected):
    """A limit is asked where some outcome has hours on the matrix, and binds only where all do."""
    flags = analysed([row(place, also=(also,))], book(rule)).flags
    assert [flag.certainty for flag in flags] == expected


@pytest.mark.parametrize(
    ("per", "scopes"),
    [(Per.PERSON, ["Ada", "Bob"]), (Per.TEAM, ["Core"]), (Per.EVERYONE, ["everyone"])],
)
def test_limits_are_asked_of_people_teams_or_everyone(analysed, row, per, scopes):
    """People without a team are in no team."""
    people = (Person("Ada", team="Core"),)
    rows = [row("one-current"), row("one-current", person="Bob")]
    report = analysed(rows, book(limit(per=per), people=people))
    assert [flag.scope for flag in report.flags] == scopes


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        (Over.WEEK, ["2026-W53: 2026-12-30 to 2027-01-03", "2027-W01: 2027-01-04 to 2027-01-06"]),
        (Over.MONTH, ["2026-12: 2026-12-30 to 2026-12-31", "2027-01: 2027-01-01 to 2027-01-06"]),
        (Over.QUARTER, ["2026-Q4: 2026-12-30 to 2026-12-31", "2027-Q1: 2027-01-01 to 2027-01-06"]),
        (Over.ALL, ["all: 2026-12-30 to 2027-01-06"]),
    ],
)
def test_spans_have_keys_and_end_with_the_data(analysed, row, over, expected):
    """Weeks are ISO weeks, and no flag speaks of days without data."""
    rows = [row("one-current", day=day) for day in ("2026-12-30", "2027-01-06")]
    flags = analysed(rows, book(limit(over=over))).flags
    assert [f"{flag.period_key}: {flag.period}" for flag in flags] == expected


def test_activity_and_owner_are_measured_on_the_matrix(analysed, row):
    """Contested hours may lose their activity; open ones may gain it; outside ones do not count."""
    rows = [
        row("one-current", 3 * HOUR, activity="Demo", owner="Sales"),
        row("one-current", HOUR, activity="Demo", also=("one-future",)),
        row("market-future", 3 * HOUR, activity="Roadmap"),
        row("unclassified", HOUR),
        row("outside", 9 * HOUR, activity="Demo"),
    ]
    demo, sales = (Target("activity", "Demo"), Target("owner", "Sales"))
    flags = analysed(rows, book(limit(demo, amount=0.3), limit(sales, amount=0.4))).flags
    assert [(flag.limit.of, flag.certainty) for flag in flags] == [
        (demo, "certain"),
        (sales, "possible"),
    ]
    assert [(flag.value, flag.low, flag.high) for flag in flags] == [
        (4 / 8, 3 / 8, 5 / 8),
        (3 / 8, 3 / 8, 5 / 8),
    ]


def test_an_activity_that_nobody_has_raises_nothing(analysed, row):
    """Settled hours without it cannot break its limit."""
    rule = limit(Target("activity", "Demo"), amount=0.1)
    assert said(analysed([row("one-current")], book(rule))) == []


def test_limits_in_hours_are_measured_in_seconds(analysed, row):
    """Value, bounds and limit are seconds; open hours make it possible."""
    rows = [row("one-current", 5 * HOUR), row("half current", 4 * HOUR)]
    rule = limit(amount=8.0 * HOUR, measure=Measure.SECONDS)
    (flag,) = analysed(rows, book(rule)).flags
    assert (flag.kind, flag.certainty) == ("allocation", "possible")
    assert (flag.value, flag.low, flag.high) == (5 * HOUR, 5 * HOUR, 9 * HOUR)
    assert (flag.threshold, flag.at_stake) == (8 * HOUR, HOUR)


def test_a_minimum_in_hours_is_not_asked_of_a_span_that_is_cut(analysed, row):
    """Hours beyond the edge of the data are unknown, so a cut week is never too short."""
    days = ("2026-09-09", "2026-09-14", "2026-09-20", "2026-09-22")
    rows = [row("market-future", HOUR, day=day) for day in days]
    rule = limit(
        Target("quadrant", "market-future"), "min", 3.0 * HOUR, Measure.SECONDS, over=Over.WEEK
    )
    assert said(analysed(rows, book(rule))) == [("certain", "Ada", "2026-W38")]


@pytest.mark.parametrize(
    ("days", "over", "expected"),
    [
        (("2026-09-07", "2026-09-11"), Over.WEEK, ["2026-W37"]),
        (("2026-09-07", "2026-09-10"), Over.WEEK, []),
        (("2026-08-03", "2026-08-31"), Over.MONTH, ["2026-08"]),
        (("2026-08-04", "2026-08-31"), Over.MONTH, []),
    ],
)
def test_a_free_weekend_cuts_nothing(analysed, row, days, over, expected):
    """A week or month is whole if its days from Monday to Friday lie between first and last."""
    rows = [row("market-future", HOUR, day=day) for day in days]
    rule = limit(bound="min", amount=3.0 * HOUR, measure=Measure.SECONDS, over=over)
    assert [flag.period_key for flag in analysed(rows, book(rule)).flags] == expected


def test_total_hours_are_certain_and_a_matter_of_capacity(analysed, row):
    """Hours of any kind count, outside too, whatever is open about them."""
    rows = [row("unclassified", 5 * HOUR), row("outside", 4 * HOUR, also=("one-current",))]
    (flag,) = analysed(rows, book(limit(TOTAL, amount=8.0 * HOUR, measure=Measure.SECONDS))).flags
    assert (flag.kind, flag.certainty) == ("capacity", "certain")
    assert (flag.value, flag.low, flag.high) == (9 * HOUR, 9 * HOUR, 9 * HOUR)


@pytest.mark.parametrize(
    ("over", "days", "hours"),
    [
        # A week keeps its capacity even where the data begins or ends within it.
        (Over.WEEK, ["2026-09-09"], {"2026-W37": 10}),
        (Over.WEEK, ["2026-09-07", "2026-09-13"], {"2026-W37": 10}),
        # September 2026 has 22 days from Monday to Friday.
        (
            Over.MONTH,
            ["2026-08-31", "2026-09-07", "2026-10-01"],
            {"2026-08": 10, "2026-09": 44, "2026-10": 10},
        ),
        (Over.ALL, ["2026-09-07", "2026-09-18"], {"all": 20}),
        # Less than a week is not tightened.
        (Over.MONTH, ["2026-09-12"], {"2026-09": 10}),
        (Over.QUARTER, ["2026-09-07", "2026-09-08"], {"2026-Q3": 10}),
    ],
)
def test_capacity_over_a_span(analysed, row, over, days, hours):
    """Weekly hours times weeks of work that lie in the report's period."""
    rows = [row("outside", 100 * HOUR, day=day) for day in days]
    rule = limit(TOTAL, amount=1.0, measure=Measure.CAPACITY, over=over)
    report = analysed(rows, book(rule, people=(Person("Ada", capacity=10 * HOUR),)))
    assert {flag.period_key: flag.threshold / HOUR for flag in report.flags} == hours


def test_people_without_a_capacity_are_not_measured(analysed, row):
    """Nobody is over a capacity that the rules file does not give."""
    rows = [row("one-current", 50 * HOUR, person=each) for each in ("Ada", "Bob", "Cy")]
    people = (Person("Ada", capacity=40 * HOUR), Person("Bob"), Person("Cy", capacity=50 * HOUR))
    rule = limit(TOTAL, amount=1.0, measure=Measure.CAPACITY, over=Over.WEEK)
    (flag,) = analysed(rows, book(rule, people=people)).flags
    assert (flag.kind, flag.certainty, flag.scope) == ("capacity", "certain", "Ada")
    assert (flag.value, flag.threshold, flag.at_stake) == (50 * HOUR, 40 * HOUR, 10 * HOUR)


def test_flags_come_certain_first_then_by_hours_at_stake(analysed, row):
    """Certain, then broken as measured, then what is merely possible."""
    rows = [
        row("one-current", 4 * HOUR, person="Large"),
        row("one-current", HOUR, person="Small"),
        row("one-current", 90 * HOUR, person="Contested", also=("market-current",)),
        row("unclassified", 99 * HOUR, person="Open"),
    ]
    report = analysed(rows, book(limit()))
    assert [flag.scope for flag in report.flags] == ["Large", "Small", "Contested", "Open"]


TARGETS = [
    *(Target("quadrant", each.value) for each in Quadrant),
    ONE,
    Target("horizon", "future"),
]


def settled(row, cell):
    """Return the same entry put into one cell for good."""
    return dataclasses.replace(row, place=cell, also=())


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_flags_hold_over_every_way_in_which_open_hours_may_end(analysed, row, data):
    """A certain flag stays in all of them, a possible one in some, and no other ever appears."""
    places = st.sampled_from(
        ["one-current", "market-future", "half one", "unclassified", "outside"]
    )
    rows = [
        row(
            data.draw(places),
            data.draw(st.integers(1, 9)),
            also=tuple(data.draw(st.lists(st.sampled_from(CELLS), max_size=1))),
        )
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    rule = limit(
        data.draw(st.sampled_from(TARGETS)),
        data.draw(st.sampled_from(["max", "min"])),
        data.draw(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])),
    )
    report = analysed(rows, book(rule))
    broken = {
        bool(analysed([settled(*each) for each in zip(rows, cells, strict=True)], book(rule)).flags)
        for cells in itertools.product(*(sorted(each.cells) for each in rows))
    }
    expected = {(True,): ["certain"], (False,): [], (False, True): ["possible"]}
    assert [flag.certainty for flag in report.flags] == expected[tuple(sorted(broken))]


@pytest.mark.parametrize(
    ("limits", "flags"),
    [
        ((), ["2026-W37"]),
        ((Limit(Target("total"), "max", Measure.CAPACITY, 1.0, Per.PERSON, Over.MONTH),), []),
    ],
)
def test_capacity_is_asked_of_people_who_have_one(analysed, row, limits, flags):
    """A capacity under `people` is held a week at a time, unless a limit says it otherwise."""
    people = (Person("Ada", capacity=2 * 3600), Person("Ben"))
    rows = [row("one-current", 3 * 3600), row("one-current", 9 * 3600, person="Ben")]
    rows += [row("one-current", 0, day=f"2026-09-{day:02d}") for day in (1, 30)]
    found = analysed(rows, Rulebook(people=people, limits=limits)).flags
    assert [flag.period_key for flag in found] == flags
    assert all((flag.kind, flag.scope) == ("capacity", "Ada") for flag in found)
