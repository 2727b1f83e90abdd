"""Totals, shares and bounds of groups of entries."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules.analysis.ways import OPEN, PLACES
from pmrules.model import Quadrant
from pmrules.rules.rulebook import Person, Rulebook
from pmrules.rules.verdict import CELLS

QUADRANTS = [cell.value for cell in Quadrant]
STANDINGS = [*QUADRANTS, "half one", "half market", "half current", "half future", "unclassified",
             "outside"]  # fmt: skip


@pytest.fixture
def mixed(row):
    """Return a day's work of two people, one place each."""
    return [
        row("one-current", 3 * 3600, client="Globex", person="Ada"),
        row("one-future", 3600, client="Initech", person="Bob"),
        row("market-future", 2 * 3600, person="Ada", day="2026-10-01"),
        row("half one", 3600, person="Bob", client="Globex"),
        row("unclassified", 3600, person="Ada", day="2026-10-01"),
        row("outside", 2 * 3600, person="Bob"),
    ]


def test_shares_are_of_the_hours_on_the_matrix(analysed, mixed):
    """Hours outside count in no share but their own; half-classified ones on the axis known."""
    whole = analysed(mixed).whole
    assert (whole.entries, whole.seconds, whole.on_matrix) == (6, 10 * 3600, 8 * 3600)
    assert {place: whole.share_of(place) for place in PLACES} == {
        "market-current": 0.0,
        "market-future": 2 / 8,
        "one-current": 3 / 8,
        "one-future": 1 / 8,
        "one": 5 / 8,
        "market": 2 / 8,
        "current": 3 / 8,
        "future": 3 / 8,
        "half": 1 / 8,
        "unclassified": 1 / 8,
        "outside": 2 / 10,
    }


def test_bounds_count_what_is_open(analysed, mixed):
    """Open hours may still join a place; settled ones neither come nor go."""
    amounts = analysed(mixed).whole.amounts
    assert (amounts["one-current"].low, amounts["one-current"].high) == (3 / 8, 5 / 8)
    assert (amounts["one"].low, amounts["one"].high) == (5 / 8, 6 / 8)
    assert (amounts["market-current"].low, amounts["market-current"].high) == (0.0, 1 / 8)
    assert all(amounts[place].low is None for place in (*OPEN, "outside"))


def test_contested_hours_may_leave(analysed, row):
    """An entry that an equal match would put elsewhere, or outside, is in no low."""
    rows = [
        row("one-current", 3600, also=("market-current",)),
        row("one-current", 3600, also=("outside",)),
        row("one-current", 3600),
        row("market-future", 3600),
    ]
    amount = analysed(rows).whole.amounts["one-current"]
    assert (amount.share, amount.low, amount.high) == (3 / 4, 1 / 3, 3 / 4)


def test_nothing_on_the_matrix_has_no_share(analysed, row):
    """A group that is all outside has hours and no shares."""
    whole = analysed([row("outside", 3600)]).whole
    assert whole.amounts["one"].share is None
    assert whole.amounts["one"].high is None
    assert whole.amounts["outside"].share == 1.0


def test_no_entries_give_an_empty_report(analysed):
    """Without entries every total is empty and nothing fails."""
    report = analysed([])
    assert report.period is None
    assert (report.whole.entries, report.whole.seconds) == (0, 0)
    groups = (report.people, report.teams, report.clients, report.activities, report.months)
    assert all(group == () for group in groups)
    assert report.flags == ()


def test_groups_come_by_hours_then_name_and_the_nameless_last(analysed, row):
    """Ties are settled by the name; the group without one stands at the end."""
    rows = [row("one-current", 9000), *(row("one-current", 60, client=each) for each in "cab")]
    assert [each.key for each in analysed([*rows, rows[-1]]).clients] == ["b", "a", "c", ""]


def test_empty_months_and_weeks_stand_in_their_place(analysed, row):
    """A month between without entries is there with zeros, a week by its Monday."""
    report = analysed([row("one-current", day="2026-12-31"), row("outside", day="2027-02-01")])
    assert [each.key for each in report.months] == ["2026-12", "2027-01", "2027-02"]
    assert [each.entries for each in report.months] == [1, 0, 1]
    assert [each.key for each in report.weeks][:2] == ["2026-12-28", "2027-01-04"]
    assert report.weeks[-1].key == "2027-02-01"


def test_a_stray_date_makes_no_endless_list_of_weeks(analysed, row):
    """Beyond some years only weeks with entries are listed."""
    report = analysed([row("one-current", day="1901-01-01"), row("outside", day="2026-09-07")])
    assert [each.key for each in report.weeks] == ["1900-12-31", "2026-09-07"]


def test_capacity_counts_the_weeks_with_entries(analysed, row):
    """Who tracks two weeks of three has two weeks' capacity; who has none in the file, no load."""
    rulebook = Rulebook(people=(Person("Ada", team="Core", capacity=10 * 3600),))
    rows = [
        row("one-current", 5 * 3600, day="2026-09-07"),
        row("one-current", 5 * 3600, day="2026-09-13"),
        row("one-current", 5 * 3600, day="2026-09-21"),
        row("one-current", 3600, person="Bob"),
    ]
    ada, bob = analysed(rows, rulebook).people
    assert (ada.name, ada.team, ada.capacity, ada.load) == ("Ada", "Core", 20 * 3600, 0.75)
    assert (bob.name, bob.team, bob.capacity, bob.load) == ("Bob", "", None, None)


def test_each_person_has_every_month(analysed, mixed):
    """Months are the report's, so that a person's missing month reads as zero."""
    report = analysed(mixed)
    for person in report.people:
        months = report.person_months[person.name]
        assert list(months) == ["2026-09", "2026-10"]
        assert sum(month.seconds for month in months.values()) == person.totals.seconds
    assert report.person_months["Ada"]["2026-09"].seconds_of("one-current") == 3 * 3600


def test_teams_come_from_the_rules_file(analysed, mixed):
    """Who has no team is in the nameless one; where nobody has a team there is none."""
    rulebook = Rulebook(people=(Person("Ada", team="Core"),))
    teams = analysed(mixed, rulebook).teams
    assert [(each.key, each.seconds) for each in teams] == [("Core", 6 * 3600), ("", 4 * 3600)]
    assert analysed(mixed).teams == ()


def test_activities_stand_below_their_place(analysed, row):
    """The same activity in two places has two lines; unclassified hours have none."""
    rows = [
        row("one-current", 60, activity="Demo", owner="Sales"),
        row("one-current", 60, activity="Demo", owner="Sales", person="Bob"),
        row("market-current", 60, activity="Demo", owner="Sales"),
        row("half one", 60, activity="Demo"),
        row("unclassified", 60),
        row("outside", 60),
    ]
    found = [
        (each.cell, each.activity, each.owner, each.seconds, each.entries, each.people)
        for each in analysed(rows).activities
    ]
    assert found == [
        ("one-current", "Demo", "Sales", 120, 2, 2),
        ("outside", "", "", 60, 1, 1),
        ("half", "Demo", "", 60, 1, 1),
        ("market-current", "Demo", "Sales", 60, 1, 1),
    ]


def test_seconds_stay_exact(analysed, row):
    """Sums past the whole numbers that a float can hold lose nothing."""
    big = 2**53
    assert analysed([row("one-current", big), row("one-current", 1)]).whole.seconds == big + 1


@st.composite
def entries(draw, row, *, at_most=30):
    """Draw entries of a few people over some months, some of them contested."""

    def one():
        place = draw(st.sampled_from(STANDINGS))
        return row(
            place,
            draw(st.integers(0, 40_000)),
            day=str(dt.date(2026, 8, 28) + dt.timedelta(days=draw(st.integers(0, 50)))),
            person=draw(st.sampled_from(["Ada", "Bob", "Cy"])),
            client=draw(st.sampled_from(["", "Globex", "Initech"])),
            project=draw(st.sampled_from(["", "P"])),
            activity=draw(st.sampled_from(["", "Demo"])) if place != "unclassified" else "",
            owner=draw(st.sampled_from(["", "Sales"])) if place != "unclassified" else "",
            also=tuple(draw(st.lists(st.sampled_from(CELLS), max_size=2))),
        )

    return [one() for _ in range(draw(st.integers(0, at_most)))]


def every_slice(report):
    """Return all slices of a report."""
    people = [person.totals for person in report.people]
    months = [month for each in report.person_months.values() for month in each.values()]
    groups = (report.teams, report.clients, report.projects, report.owners, report.months)
    return [report.whole, *people, *months, *itertools.chain(*groups), *report.weeks]


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_every_second_stands_in_one_place(analysed, row, data):
    """Quadrants, half, unclassified and outside add up, and groups add up to the whole."""
    rulebook = Rulebook(people=(Person("Ada", team="Core"),))
    report = analysed(data.draw(entries(row)), rulebook)
    for each in every_slice(report):
        places = (*QUADRANTS, *OPEN, "outside")
        assert sum(each.seconds_of(place) for place in places) == each.seconds
        assert each.on_matrix == each.seconds - each.seconds_of("outside")
        known = sum(each.seconds_of(place) for place in ("one", "market", "current", "future"))
        assert known == 2 * sum(map(each.seconds_of, QUADRANTS)) + each.seconds_of("half")
    for group in (report.clients, report.projects, report.owners, report.months, report.weeks):
        assert sum(each.seconds for each in group) == report.whole.seconds
        assert sum(each.entries for each in group) == report.whole.entries


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_share_lies_between_its_bounds(analysed, row, data):
    """A share is never below its low nor above its high, in any place of any group."""
    for each in every_slice(analysed(data.draw(entries(row)))):
        for place in (*QUADRANTS, "one", "market", "current", "future"):
            amount = each.amounts[place]
            if amount.share is not None:
                assert 0 <= amount.low <= amount.share <= amount.high <= 1


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_bounds_are_the_extremes_of_all_assignments(analysed, row, data):
    """Putting every entry in each of its possible cells reaches the bounds and never passes."""
    rows = data.draw(entries(row, at_most=5))
    whole = analysed(rows).whole
    for place in (*QUADRANTS, "one", "market", "current", "future"):
        shares = []
        for cells in itertools.product(*(sorted(each.cells) for each in rows)):
            on = sum(
                each.seconds for each, cell in zip(rows, cells, strict=True) if cell != "outside"
            )
            inside = sum(
                each.seconds
                for each, cell in zip(rows, cells, strict=True)
                if cell == place or place in cell.split("-")
            )
            shares.append(inside / on if on else 0.0)
        if whole.amounts[place].share is not None:
            assert (whole.amounts[place].low, whole.amounts[place].high) == (
                min(shares),
                max(shares),
            )


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_changes_nothing(analysed, row, data):
    """Totals, flags and findings are those of the entries, not of their order."""
    rows = data.draw(entries(row))
    one, other = analysed(rows), analysed(data.draw(st.permutations(rows)))
    for name in ("whole", "people", "clients", "projects", "activities", "owners", "months",
                 "weeks", "flags", "findings"):  # fmt: skip
        assert getattr(one, name) == getattr(other, name)
