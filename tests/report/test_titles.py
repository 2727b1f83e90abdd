"""Every title is computed from the numbers that its sheet shows."""

import datetime as dt
from typing import Any

import pytest

from pmrules.analysis.model import Analysis
from pmrules.analysis.open_groups import open_groups
from pmrules.report.content import (
    about,
    activities,
    entries,
    flags,
    people,
    rules,
    trend,
    unclassified,
)
from pmrules.rules.rulebook import Over
from pmrules.wording.numbers import hours, percent

DAY = dt.date(2026, 9, 1)


def test_people(ordinary: Analysis) -> None:
    """The two who carry most one-customer work, with their share, and who is over capacity."""
    ranked = sorted(ordinary.people, key=lambda each: -each.totals.seconds_of("one"))[:2]
    share = sum(each.totals.seconds_of("one") for each in ranked)
    over = {flag.scope for flag in ordinary.flags if flag.kind == "capacity"}
    assert people.title(ordinary) == (
        f"{ranked[0].name} and {ranked[1].name} carry "
        f"{percent(share / ordinary.whole.seconds_of('one'))} of all one-customer work; "
        f"{len(over)} people are over capacity"
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "Ada 0 tracked 1 hour"), (3, "Ada 0 carries 33%"), (30, "15 of 30 people carry half")],
)
def test_people_by_number(organisation: Any, count: int, expected: str) -> None:
    """One person has no share of others' work; among many, two names would say nothing."""
    work = organisation.works[5]
    rows = [(DAY, f"Ada {number}", work, 3600) for number in range(count)]
    assert people.title(organisation.analysis_of(rows)).startswith(expected)


def test_trend(ordinary: Analysis) -> None:
    """The share of one customer in the first and the last month."""
    first, last = ordinary.months[0], ordinary.months[-1]
    assert trend.title(ordinary) == (
        f"Work for one customer rose from {percent(first.share_of('one'))} in Jul 2026 "
        f"to {percent(last.share_of('one'))} in Sep 2026"
    )


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((5, 0), "Work for one customer fell from 100% in Jul 2026 to 0% in Sep 2026"),
        ((0, 5), "Work for one customer rose from 0% in Jul 2026 to 100% in Sep 2026"),
        ((5, 5), "Work for one customer is steady: 100% in Jul 2026, 100% in Sep 2026"),
    ],
)
def test_trend_directions(organisation: Any, order: tuple[int, int], expected: str) -> None:
    """Rising, falling and steady shares are told apart."""
    days = (dt.date(2026, 7, 1), dt.date(2026, 9, 1))
    rows = [
        (day, "Ada", organisation.works[work], 3600) for day, work in zip(days, order, strict=True)
    ]
    assert trend.title(organisation.analysis_of(rows)) == expected


def test_short_periods_go_by_week(organisation: Any) -> None:
    """A month is shown by week, a quarter by month."""
    days = organisation.working_days(DAY, dt.date(2026, 9, 30))
    assert organisation.analysis_of(organisation.rows_of(days, ["Ada"])).by is Over.WEEK
    assert organisation.quarter().by is Over.MONTH


def test_flags(ordinary: Analysis) -> None:
    """Certain and possible flags are counted apart."""
    certain = sum(flag.certainty == "certain" for flag in ordinary.flags)
    possible = len(ordinary.flags) - certain
    assert flags.title(ordinary) == f"{certain} flags are certain, {possible} are possible"


def test_no_flag(organisation: Any) -> None:
    """Limits that hold are said to hold."""
    analysis = organisation.analysis_of([(DAY, "Ada", organisation.works[3], 3600)])
    assert analysis.flags == ()
    assert flags.title(analysis) == "No limit is passed"


def test_activities(ordinary: Analysis) -> None:
    """The largest activity for one customer, its hours, its owner."""
    one = [each for each in ordinary.activities if each.cell.startswith("one-")]
    largest = max(one, key=lambda each: each.seconds)
    assert activities.title(ordinary) == (
        f"{largest.activity} is the largest work for one customer: {hours(largest.seconds)} hours"
        f", work of {largest.owner}"
    )


def test_unclassified(organisation: Any) -> None:
    """The first three lines' part of the open hours."""
    works = [organisation.work(f"thing {number}") for number in "abcde"]
    seconds = (36000, 18000, 18000, 9000, 9000)
    rows = [(DAY, "Ada", work, each) for work, each in zip(works, seconds, strict=True)]
    analysis = organisation.analysis_of(rows)
    groups = open_groups(analysis.totals.open, unclassified.SHOWN)
    assert [group.text for group in groups.listed][:1] == ["thing a"]
    assert unclassified.title(analysis, groups) == (
        "25 hours have no quadrant yet; the first 3 lines are 80% of them"
    )


def test_unclassified_groups_by_text_and_what_is_known(organisation: Any) -> None:
    """Case does not split a group, a known axis does."""
    texts = (("Catch-up", ""), ("catch-up", ""), ("Catch-up", "one"))
    works = [organisation.work(text, known, rule="Named customer" if known else "")
             for text, known in texts]  # fmt: skip
    rows = [(DAY, name, work, 3600) for name, work in zip("ABC", works, strict=True)]
    groups = open_groups(organisation.analysis_of(rows).totals.open, unclassified.SHOWN).listed
    assert [(group.known, group.seconds, group.people) for group in groups] == [
        ("", 7200, 2),
        ("one", 3600, 1),
    ]
    assert groups[1].rule == "Named customer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Catch-up", "catch-up"),
        ("Workshop follow-ups", "workshop follow-ups"),
        ("Über-Termin", "über-termin"),
        ('=HYPERLINK("x")', ""),
        ("one two three four five six", ""),
        ("12345", ""),
        ("", ""),
        ("a, b", ""),
        ("re: x", ""),
    ],
)
def test_keywords_to_add(text: str, expected: str) -> None:
    """Short plain texts are offered as keywords, others are not."""
    assert unclassified.keyword(text) == expected


def test_entries(ordinary: Analysis) -> None:
    """How many entries, their hours, and the share that a rule placed."""
    whole = ordinary.whole
    open_ = whole.seconds_of("half") + whole.seconds_of("unclassified")
    assert entries.title(ordinary) == (
        f"{whole.entries} entries, {hours(whole.seconds)} hours, "
        f"{percent(1 - open_ / whole.seconds)} of them placed by a rule"
    )


def test_rules(ordinary: Analysis) -> None:
    """How many rules matched, and how many never did."""
    evidence = ordinary.evidence
    never = sum(not each.hits for each in evidence)
    assert never == 1
    assert rules.title(ordinary, evidence) == (
        f"{len(evidence) - 1} of {len(evidence)} rules matched; 1 never did"
    )


def test_about(ordinary: Analysis) -> None:
    """What became of the records."""
    assert about.title(ordinary) == "531 records read: 528 entries, 2 skipped, 1 rejected"
