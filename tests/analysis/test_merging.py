"""Totals add up: however entries are cut into chunks, whatever the order, the report is equal."""

import pickle
import random
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple, replace
from tests.rules.books import rule

from pmrules import Totals, analyze_totals, classify
from pmrules.analysis.open_groups import open_groups
from pmrules.analysis.open_texts import FIELDS
from pmrules.rules.rulebook import (
    Keyword,
    Limit,
    Measure,
    Over,
    Per,
    Person,
    Rulebook,
    RulesSource,
    Target,
)
from pmrules.rules.verdict import Classified

RULES = Rulebook(
    rules=(
        rule("Demos", "demo", says="one-current", activity="Demos", owner="Sales"),
        rule("Pilots", "pilot", says="one-future", activity="Pilots", owner="Ada Moss"),
        rule("Roadmap", "roadmap", "ada", says="market-future", activity="Planning"),
        rule("Market", "market", says="market"),
        rule("Later", "later", says="future"),
        rule("Off", "off", "vacation", says="outside"),
        rule("Short", "roadmap", says="one", owner="Sales"),
    ),
    customers=(Keyword("Globex"),),
    internal=("Acme",),
    people=(
        Person("Ada Moss", ("ada@acme.example",), team="Core", capacity=3600),
        Person("Ben Ray", team="Mobile", capacity=36000),
    ),
    limits=(
        Limit(Target("audience", "one"), "max", Measure.SHARE, 0.3, Per.PERSON, Over.WEEK),
        Limit(Target("quadrant", "market-future"), "min", Measure.SHARE, 0.4, Per.TEAM, Over.MONTH),
        Limit(Target("owner", "Sales"), "max", Measure.SECONDS, 3600, Per.PERSON, Over.QUARTER),
        Limit(Target("activity", "Pilots"), "max", Measure.SHARE, 0.1, Per.EVERYONE, Over.ALL),
    ),
    sources=(RulesSource("merging.yaml", "1f" * 32),),
)
PEOPLE = ["Ada Moss", "ada@acme.example", "Ben Ray", "BEN  ray", "Cy", "cy", "CY", "", "İda"]
CLIENTS = ["", "", "Globex", "Initech", "Acme", "Ada Ltd"]
TEXTS = [
    "demo", "demo pilot", "pilot off", "roadmap", "roadmap demo", "market", "later", "vacation",
    "Catch-up", "catch-up", "CATCH-UP ", "Straße", "STRASSE", "notes for Ben", " ", "",
]  # fmt: skip
DAYS = ["2025-12-29", "2026-01-01", "2026-02-28", "2026-03-31", "2026-04-01", "1969-12-28"]

GUIDE = Path(__file__).parents[2] / "docs" / "reports.md"
COLUMNS = ["person", "client", "project", "task", "description", "tags", "date", "seconds"]

entries = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(CLIENTS),
    st.sampled_from(["", "market", "Alpha", "alpha", "Ada"]),
    st.sampled_from(["", "", "Sync", "later"]),
    st.sampled_from(TEXTS),
    st.sampled_from(["", "billable, off", "x" * 40_000]),
    st.sampled_from(DAYS),
    st.integers(0, 40_000),
)


@dataclass(frozen=True)
class Cut:
    """Entries, where they are cut, and in which order the chunks are merged."""

    rows: list[tuple[object, ...]]
    at: list[int]
    order: random.Random

    @property
    def whole(self) -> Classified:
        """All entries, judged at once."""
        return judged(self.rows)

    @property
    def chunks(self) -> list[Totals]:
        """The totals of each chunk, judged by itself."""
        ends = sorted({0, *(at % (len(self.rows) + 1) for at in self.at), len(self.rows)})
        return [
            Totals.of(judged(self.rows[first:last]), first) for first, last in pairwise([0, *ends])
        ]

    @property
    def merged(self) -> Totals:
        """The chunks merged in any order, two and two."""
        parts = self.chunks
        while len(parts) > 1:
            one, other = (parts.pop(self.order.randrange(len(parts))) for _ in range(2))
            parts.append(one.merge(other))
        return parts[0]


def judged(rows: list[tuple[object, ...]]) -> Classified:
    """Judge rows as somebody's own table."""
    return classify(table(rows), RULES)


def table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    """Rows as somebody's own table."""
    made = pd.DataFrame(rows, columns=COLUMNS)
    made["date"] = pd.to_datetime(made["date"])
    return made


cuts = st.builds(
    Cut,
    st.lists(entries, max_size=14),
    st.lists(st.integers(0, 14), max_size=5),
    st.randoms(use_true_random=False),
)


@settings(max_examples=150, deadline=None)
@given(cuts)
def test_totals_of_chunks_are_those_of_the_whole(cut: Cut) -> None:
    """Totals are equal wherever the cuts are, in whatever order and tree they are merged."""
    whole = Totals.of(cut.whole)
    assert cut.merged == whole
    assert Totals.merged(cut.chunks) == whole


@settings(max_examples=75, deadline=None)
@given(cuts, st.booleans())
def test_reports_of_chunks_are_those_of_the_whole(cut: Cut, names: bool) -> None:
    """So are flags, findings, people, evidence and open groups, with names and without."""
    one = analyze_totals(Totals.of(cut.whole), RULES, names=names)
    two = analyze_totals(cut.merged, RULES, names=names)
    assert two == one
    assert (two.evidence, two.projects) == (one.evidence, one.projects)
    assert two.person_months == one.person_months
    assert open_groups(two.totals.open, 5) == open_groups(one.totals.open, 5)


@settings(max_examples=75, deadline=None)
@given(cuts)
def test_nothing_is_lost(cut: Cut) -> None:
    """Every table of the totals holds all seconds and entries, the open ones those that are."""
    frame, totals = cut.whole.entries, cut.merged
    seconds, number = int(frame["seconds"].sum()), len(frame)
    tables = (totals.tracked.sums, totals.work.sums, totals.clients.hours.tally.sums,
              totals.clients.patrons, totals.projects.tally.sums)  # fmt: skip
    for sums in tables:
        assert (int(sums.seconds.sum()), int(sums.entries.sum())) == (seconds, number)
    still_open = frame[frame["status"].isin(["half", "unclassified"])]
    rows = totals.open.rows
    assert int(rows.seconds.sum()) == int(still_open["seconds"].sum())
    assert int(rows.entries.sum()) == len(still_open)


@settings(max_examples=75, deadline=None)
@given(st.lists(entries, max_size=14), st.randoms(use_true_random=False))
def test_open_groups_are_what_counting_by_hand_gives(
    rows: list[tuple[object, ...]], order: random.Random
) -> None:
    """By text without case and by what is known: seconds, entries, people, the first spelling."""
    frame = judged(rows).entries
    expected: dict[tuple[str, str], list[object]] = {}
    spelt: dict[str, str] = {}
    for row in frame[frame["status"].isin(["half", "unclassified"])].to_dict("records"):
        fields = (str(row[name]).strip() for name in FIELDS)
        text, known = next(filter(None, fields), ""), row["audience"] or row["horizon"]
        shown = spelt.setdefault(text.casefold(), text)
        rule = row["rule_audience"] or row["rule_horizon"]
        group = expected.setdefault((text.casefold(), known), [shown, known, rule, 0, 0, set()])
        group[3] += row["seconds"]
        group[4] += 1
        group[5].add(row["person"])
    ranked = sorted(expected.items(), key=lambda each: (-each[1][3], each[0]))
    most = order.randint(1, 5)
    found = open_groups(Cut(rows, [order.randint(0, 14)], order).merged.open, most)
    assert [astuple(each) for each in found.listed] == [
        (*group[:5], len(group[5])) for _, group in ranked[:most]
    ]
    assert (found.lines, found.seconds) == (len(ranked), sum(each[3] for _, each in ranked))


def test_the_guide_adds_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lines of docs/reports.md run as they stand and come to the whole."""
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "acme.yaml").write_text("extends: product-management\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    parts = [table([(name, "", "", "", text, "", day, 60)]) for name, text, day in
             (("cy", "sync", DAYS[1]), ("Cy", "Sync", DAYS[2]))]  # fmt: skip
    names: dict[str, Any] = {"january": parts[0], "february": parts[1]}
    exec(code, names)  # noqa: S102  the guide's own lines are what is tried
    whole = Totals.of(classify(pd.concat(parts), names["rules"]))
    assert names["analysis"].people == analyze_totals(whole, names["rules"]).people
    assert [each.name for each in names["analysis"].people] == ["cy"]


def test_totals_of_different_rulebooks_do_not_add_up() -> None:
    """Counts of other rules are refused and not added."""
    demo = table([("Cy", "", "", "", "demo", "", DAYS[0], 60)])
    one = Totals.of(classify(demo, RULES))
    other = Totals.of(classify(demo, replace(RULES, rules=RULES.rules[:2])))
    with pytest.raises(ValueError, match="8 rules and of 3"):
        one.merge(other)


def test_no_totals_are_no_totals() -> None:
    """Nobody's hours are not nought: what was merged of nothing is refused."""
    with pytest.raises(ValueError, match="nothing to merge"):
        Totals.merged([])


def test_totals_travel() -> None:
    """Workers hand them over as bytes, and nothing is different at the other end."""
    totals = Totals.of(judged([("Cy", "", "", "", "Catch-up", "", DAYS[0], 60)]))
    assert pickle.loads(pickle.dumps(totals)) == totals  # noqa: S301  our own bytes


def test_without_positions_the_order_still_does_not_matter() -> None:
    """Where nobody says which chunk comes first, a tie of spellings is settled by the text."""
    rows = [("cy", "", "", "", "sync", "", DAYS[0], 60), ("Cy", "", "", "", "Sync", "", DAYS[1], 9)]
    one, other = (Totals.of(judged([row])) for row in rows)
    assert one.merge(other) == other.merge(one)
    assert list(one.merge(other).names) == ["Cy"]
