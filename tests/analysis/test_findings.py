"""Findings: what they say, in which order, and that their numbers are those of the totals."""

import datetime as dt
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules.analysis import wording
from pmrules.model import FileAccount, Overlap, Quadrant, Rejected
from pmrules.rules.rulebook import Keyword, Limit, Measure, Over, Per, Person, Rulebook, Target

HOUR = 3600
ONE = Target("audience", "one")


def limit(of, bound, amount, *, per=Per.EVERYONE, over=Over.ALL, measure=Measure.SHARE, advice=""):
    """State a limit."""
    return Limit(of, bound, measure, amount, per, over, advice)


def found(report, key):
    """Return the finding of a key, or None."""
    return next((finding for finding in report.findings if finding.key == key), None)


def keys(report):
    """Return the keys of all findings in order."""
    return [finding.key for finding in report.findings]


def test_one_customer_leads_where_it_is_much(analysed, row):
    """The sentence has the share, its growth, the largest customer and what to discuss."""
    rows = [
        row("one-current", 2 * HOUR, day="2026-07-01", client="Globex"),
        row("market-future", 6 * HOUR, day="2026-07-01"),
        row("one-current", 3 * HOUR, day="2026-08-03", client="Initech"),
        row("one-future", 3 * HOUR, day="2026-08-03", client="Initech"),
        row("market-future", 6 * HOUR, day="2026-08-03"),
    ]
    finding = analysed(rows, Rulebook(limits=(limit(ONE, "max", 0.35),))).findings[0]
    assert finding.key == "one-customer"
    assert finding.headline == "40% of product time now goes to one customer at a time"
    assert finding.detail == (
        "That is 8 hours, against a limit of 35%. "
        "It rose from 25% in July 2026 to 50% in August 2026. "
        "The largest customer, Initech, took 6 hours of it. "
        "Discuss staffing and expertise in sales engineering and professional services."
    )
    assert finding.mark == "up"
    assert finding.numbers == {
        "share": 0.4,
        "seconds": 8 * HOUR,
        "limit": 0.35,
        "first_share": 0.25,
        "last_share": 0.5,
        "largest_seconds": 6 * HOUR,
    }


@pytest.mark.parametrize(
    ("one", "limits", "asks"),
    [
        (39, (), False),
        (40, (), True),
        (30, (limit(ONE, "max", 0.25),), True),
        (30, (limit(ONE, "max", 0.30),), False),
        (30, (limit(Target("quadrant", "one-current"), "max", 0.25),), False),
    ],
)
def test_the_staffing_question_is_asked_when_the_numbers_call_for_it(
    analysed, row, one, limits, asks
):
    """Past the limit on one customer, or from 40 % on."""
    rows = [row("one-current", one), row("market-future", 100 - one)]
    finding = found(analysed(rows, Rulebook(limits=limits)), "one-customer")
    assert ("Discuss staffing" in finding.detail) is asks
    assert (finding.mark == "flag") is asks


def test_much_on_one_customer_says_when_it_may_still_be_little(analysed, row):
    """Contested hours that could leave are named."""
    rows = [
        row("one-current", HOUR),
        row("one-current", HOUR, also=("market-current",)),
        row("market-future", 2 * HOUR),
    ]
    finding = found(analysed(rows), "one-customer")
    assert "could still bring it down to 25%" in finding.detail
    assert finding.numbers["low"] == 0.25


@pytest.mark.parametrize(("current", "asked"), [(50, False), (51, True), (100, True)])
def test_the_second_question_is_asked_when_most_time_is_on_current_products(
    analysed, row, current, asked
):
    """Exactly half is not most."""
    rows = [row("market-current", current), row("market-future", 100 - current)]
    finding = found(analysed(rows), "current")
    assert (finding is not None) is asked
    if finding:
        assert finding.headline == f"{current}% of product time is spent on current products"
        assert finding.detail.endswith("Discuss who is thinking about future deliverables.")


def test_labels_are_the_organisations(analysed, row):
    """The quadrants are called as the rules file calls them."""
    labels = {cell: f"Label {number}" for number, cell in enumerate(Quadrant)}
    report = analysed([row("market-future")], Rulebook(labels=labels))
    assert found(report, "market-future").headline == "Label 1 gets 100% of product time"
    assert found(report, "largest-part").headline.startswith("Label 1 takes")


def test_little_for_the_future_comes_before_flags(analysed, row):
    """Below its minimum it is one of the questions; above, it stands at the end."""
    minimum = limit(Target("quadrant", "market-future"), "min", 0.4)
    low = analysed([row("market-future"), row("market-current")] * 2, Rulebook(limits=(minimum,)))
    assert found(low, "market-future").mark == "ok"
    rows = [row("market-future", 30), row("market-current", 70)]
    report = analysed(rows, Rulebook(limits=(minimum,)))
    assert keys(report) == ["current", "market-future", "under-allocation", "largest-part"]
    assert "against a minimum of 40%" in report.findings[1].detail


def test_over_allocation_names_people_and_the_largest_gap(analysed, row):
    """Only certain flags count; the possible ones are mentioned."""
    rule = limit(ONE, "max", 0.35, per=Per.PERSON, over=Over.MONTH, advice="Ask for help")
    rows = [
        row("one-current", 6 * HOUR),
        row("market-future", 4 * HOUR),
        row("one-current", HOUR, person="Bob"),
        row("unclassified", HOUR, person="Cy"),
    ]
    finding = found(analysed(rows, Rulebook(limits=(rule,))), "over-allocation")
    assert finding.headline == "Ada and Bob are over-allocated"
    assert finding.detail == (
        "The largest gap: one customer at a time took 60% of the time of Ada in September 2026, "
        "against a limit of 35%. 2 cases are certain and 1 more possible. Ask for help."
    )


@pytest.mark.parametrize(
    ("people", "per", "headline"),
    [
        (["Ada"], Per.PERSON, "Ada is over-allocated"),
        (["Ada", "Bob", "Cy"], Per.PERSON, "Ada, Bob and Cy are over-allocated"),
        (["Ada", "Bob", "Cy", "Di"], Per.PERSON, "4 people are over-allocated"),
        (["Ada", "Bob"], Per.TEAM, "Team Core is over-allocated"),
        (["Ada", "Bob"], Per.EVERYONE, "The whole group is over-allocated"),
    ],
)
def test_who_is_over_allocated(analysed, row, people, per, headline):
    """A few are named, more are counted."""
    book = Rulebook(
        people=tuple(Person(each, team="Core") for each in people),
        limits=(limit(ONE, "max", 0.35, per=per),),
    )
    rows = [row("one-current", person=each) for each in people]
    assert found(analysed(rows, book), "over-allocation").headline == headline


def test_over_capacity_says_hours_and_week(analysed, row):
    """It speaks of load, and counts how often."""
    rule = limit(Target("total"), "max", 1.0, per=Per.PERSON, over=Over.WEEK,
                 measure=Measure.CAPACITY)  # fmt: skip
    book = Rulebook(people=(Person("Ada", capacity=40 * HOUR),), limits=(rule,))
    rows = [
        row("one-current", 52 * HOUR, day="2026-09-08"),
        row("one-current", 41 * HOUR, day="2026-09-21"),
    ]
    finding = found(analysed(rows, book), "over-capacity")
    assert finding.headline == "Ada was over capacity"
    assert finding.detail == (
        "The most: 52 hours for Ada in the week of 7 September 2026, against 40 hours. "
        "In all it happened 2 times."
    )


def test_too_few_hours_in_all_are_below_a_minimum(analysed, row):
    """A minimum of all hours is said beside minimums of a place, never as over capacity."""
    rule = limit(Target("total"), "min", 30.0 * HOUR, measure=Measure.SECONDS, per=Per.PERSON)
    rows = [row("one-current", 20 * HOUR), row("outside", 30 * HOUR, person="Bob")]
    report = analysed(rows, Rulebook(limits=(rule,)))
    finding = found(report, "under-allocation")
    assert finding.headline == "Ada is below a minimum"
    assert finding.detail.startswith("The largest gap: all work took 20 hours of the time of Ada ")
    assert "over-capacity" not in {each.key for each in report.findings}


def test_whose_work_is_done_instead(analysed, row):
    """Product management is no other's work, under its own name or the label given to it."""
    labels = {**Rulebook().labels, Quadrant.MARKET_FUTURE: "Discovery"}
    rows = [
        row("one-current", 20 * HOUR, owner="Sales engineering"),
        row("one-current", 15 * HOUR, owner="Support"),
        row("market-future", 40 * HOUR, owner="Product management"),
        row("market-future", 24 * HOUR, owner="discovery"),
        row("market-future", HOUR),
        row("outside", 90 * HOUR, owner="Human resources"),
    ]
    finding = found(analysed(rows, Rulebook(labels=labels)), "whose-work")
    assert finding.headline == "20 hours of product time went into the work of Sales engineering"
    assert finding.detail == (
        "Work that belongs to others comes to 35 hours, 35% of product time. "
        "Next comes Support with 15 hours."
    )


@pytest.mark.parametrize("activity", ["Development management", "development-management"])
def test_managing_development_is_told_apart(analysed, row, activity):
    """It is said from one hour in twenty on, however the activity is written."""
    rows = [row("market-future", 5, activity=activity), row("market-future", 95)]
    finding = found(analysed(rows), "development-management")
    assert finding.headline == "5% of product time goes to managing development"
    assert found(analysed([*rows, row("market-future", 5)]), "development-management") is None


def test_open_hours_say_where_to_begin(analysed, row):
    """The largest group of equal texts is named, with what the rest may change."""
    rows = [
        row("one-current", 7 * HOUR),
        row("half one", HOUR, description="Sync"),
        row("unclassified", HOUR, description="Sync"),
        row("unclassified", HOUR, description="Catch-up"),
        row("market-future", 10 * HOUR, description="Roadmap"),
    ]
    finding = found(analysed(rows), "open-hours")
    assert finding.headline == "15% of product time has no full place on the matrix yet"
    assert finding.detail == (
        "There remain 1 hour half-classified and 2 hours unclassified. "
        "Once settled, one customer at a time could be anything from 40% to 50%. "
        "Begin with “Sync”: 2 hours."
    )


def test_mostly_open_hours_are_the_headline(analysed, row):
    """A matrix that says little says so first."""
    rows = [row("one-current", HOUR), row("unclassified", HOUR)]
    assert keys(analysed(rows))[0] == "open-hours"
    assert keys(analysed([*rows, rows[0]]))[0] == "one-customer"
    headline = analysed([row("unclassified")]).findings[0].headline
    assert headline == "None of the product time, 1 hour, has a full place on the matrix yet"


def overlap(person="Ada", day=7, kind="two-importers"):
    """State three hours on a day of which two files speak."""
    date = dt.date(2026, 9, day)
    return Overlap(kind, person, date, date, 1, "a.csv", "b.csv", 2, 3 * HOUR)


@pytest.mark.parametrize(
    ("settled", "said"),
    [
        (overlap(), True),
        (overlap(kind="replaced"), False),
        (overlap(person="Someone else"), False),
        (overlap(day=8), False),
    ],
)
def test_time_tracked_in_two_tools_is_a_warning(analysed, row, settled, said):
    """Only overlaps of these people in this period, and only those that were not settled."""
    finding = found(analysed([row("one-current")], overlaps=(settled,)), "double-tracking")
    assert (finding is not None) is said
    if finding:
        assert finding.headline == "3 hours may be counted twice"
        assert finding.detail == "Ada has entries from two tools on the same days: 1 day in all."


def account(*, records, rejected):
    """Account for a file."""
    lost = tuple(Rejected(number, "Duration", "x", "hours") for number in range(rejected))
    return FileAccount("a.csv", "toggl", records, records - rejected, 0, rejected=lost)


@pytest.mark.parametrize(
    ("rejected", "headline", "first"),
    [
        (1, "1 of 1,000 rows could not be read", False),
        (50, "50 of 1,000 rows could not be read", True),
        (0, None, False),
    ],
)
def test_rejected_rows_are_said(analysed, row, rejected, headline, first):
    """Where they are many they come first."""
    report = analysed([row("one-current")], files=(account(records=1000, rejected=rejected),))
    finding = found(report, "rejected-rows")
    assert (finding.headline if finding else None) == headline
    assert (report.findings[0] == finding) is first


@pytest.mark.parametrize(
    ("rows", "headline"),
    [
        ([], "There are no entries"),
        ([("outside", HOUR)], "All of the time tracked, 1 hour, lies outside the matrix"),
        ([("one-current", 0)], "No time was tracked"),
        ([("unclassified", HOUR)],
         "None of the product time, 1 hour, has a full place on the matrix yet"),
        ([("market-future", HOUR)], "Product management gets 100% of product time"),
        ([("market-current", HOUR)], "100% of product time is spent on current products"),
    ],
)  # fmt: skip
def test_there_is_always_a_headline(analysed, row, rows, headline):
    """Also where there is nothing to show."""
    assert analysed([row(*each) for each in rows]).findings[0].headline == headline


def test_an_empty_period_is_named(analysed, row):
    """The days asked for are said back."""
    asked = (dt.date(2027, 1, 1), dt.date(2027, 1, 31))
    report = analysed([], asked=asked, files=(account(records=1, rejected=0),))
    assert report.findings[0].headline == (
        "There are no entries between 1 January 2027 and 31 January 2027"
    )
    assert report.findings[0].detail == "1 entry was read from 1 file."


def test_names_from_outside_are_harmless(analysed, row):
    """Control characters in a client's name never reach a sentence raw."""
    report = analysed([row("one-current", client="Evil\x1b[31m\u202eCorp")])
    assert "Evil\\x1b[31m\\u202eCorp" in found(report, "one-customer").detail


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 hours"), (29, "1 minute"), (1200, "20 minutes"), (3599, "1 hour"), (HOUR, "1 hour"),
     (5400, "1.5 hours"), (9.96 * HOUR, "10 hours"), (12.6 * HOUR, "13 hours"),
     (1234 * HOUR, "1,234 hours")],
)  # fmt: skip
def test_hours_are_said_as_people_say_them(seconds, said):
    """Minutes below an hour, one decimal below ten, whole hours above."""
    assert wording.hours(seconds) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0%"), (0.001, "under 1%"), (0.4, "40%"), (0.996, "over 99%"), (1.0, "100%")],
)
def test_nearly_nothing_is_not_nothing(share, said):
    """A share is rounded to whole per cents, never to a false nothing or all."""
    assert wording.percent(share) == said


NAMES = re.compile(r"\b\d{1,2} (?=[A-Z])|\b[A-Z][a-z]+ 20\d\d|\b(?:under 1|over 99)%")


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_every_number_in_a_sentence_is_one_of_its_numbers(analysed, row, data):
    """Each figure shown is a number of the finding, rounded as figures are."""
    places = ["one-current", "one-future", "market-current", "market-future", "half one",
              "unclassified", "outside"]  # fmt: skip
    rows = [
        row(
            data.draw(st.sampled_from(places)),
            data.draw(st.integers(0, 200_000)),
            day=f"2026-{data.draw(st.integers(7, 9)):02d}-14",
            person=data.draw(st.sampled_from(["Ada", "Bob"])),
            client=data.draw(st.sampled_from(["", "Globex"])),
            owner=data.draw(st.sampled_from(["", "Sales", "Support"])),
        )
        for _ in range(data.draw(st.integers(0, 8)))
    ]
    limits = (
        limit(ONE, "max", 0.35, per=Per.PERSON, over=Over.MONTH),
        limit(Target("quadrant", "market-future"), "min", 0.4),
        limit(Target("total"), "max", 30.0 * HOUR, measure=Measure.SECONDS, per=Per.PERSON),
    )
    report = analysed(rows, Rulebook(limits=limits))
    assert report.findings
    for finding in report.findings:
        text = NAMES.sub("", f"{finding.headline} {finding.detail}")
        known = {
            said.split()[0]
            for value in finding.numbers.values()
            for said in (wording.percent(value), wording.hours(value), f"{value:,.0f}")
        }
        assert set(re.findall(r"\d[\d,.]*\b%?", text)) <= known


def _by_client(row, client, people):
    """Entries of as many people, whose client column made them one customer's."""
    return [
        row("one-current", person=f"P{number}", client=client, rule_audience="Named customer")
        for number in range(people)
    ]


@pytest.mark.parametrize(
    ("client", "people", "book", "asks"),
    [
        ("Acme", 4, Rulebook(), True),
        ("Acme", 2, Rulebook(), False),
        ("Acme", 4, Rulebook(internal=("ACME",)), False),
        ("Acme", 4, Rulebook(customers=(Keyword("acme"),)), False),
        ("", 4, Rulebook(), False),
    ],
)
def test_the_client_of_everybody_may_be_ourselves(analysed, row, client, people, book, asks):
    """A client of nearly everybody that no file names is asked about; a named one is not."""
    rows = [*_by_client(row, client, people), *_by_client(row, "Globex", 1)]
    finding = found(analysed(rows, book), "own-name")
    assert (finding is not None) is asks
    if asks:
        assert finding.headline.startswith("“Acme” counts as one customer")
