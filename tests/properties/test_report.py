"""Whatever is tracked, however it is judged: every second stands in one place, with its reason."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.exports import EXCEL, HARVEST, TOGGL, files, histories

from pmrules import analyze, classify
from pmrules.analysis.model import Slice
from pmrules.model import VERDICT_COLUMNS, Audience, Horizon, Quadrant, Strength
from pmrules.report.workbook import write
from pmrules.rules.matching.judge import judge_text
from pmrules.rules.rulebook import Keyword, Rule, Rulebook
from pmrules.rules.verdict import Reason, Verdict

Fresh = Callable[[], Path]

PLACES = (*(quadrant.value for quadrant in Quadrant), "half", "unclassified", "outside")
WORDS = ("roadmap", "globex", "support", "interview", "sow", "sprint", "pricing", "demo", "total")
any_tool = st.sampled_from((TOGGL[0], TOGGL[2], HARVEST[0], EXCEL[0]))

keywords = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(
    lambda words: tuple(map(Keyword, words))
)
rules = st.builds(
    lambda words, strength, audience, horizon, outside: Rule(
        "",
        words,
        strength=strength,
        audience=None if outside else audience,
        horizon=None if outside else horizon,
        outside=outside,
    ),
    keywords,
    st.sampled_from([Strength.WEAK, Strength.NORMAL, Strength.STRONG]),
    st.none() | st.sampled_from(Audience),
    st.none() | st.sampled_from(Horizon),
    st.sampled_from([False, False, False, True]),
)


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Return rules about the words of exports, named by their number."""
    made = draw(st.lists(rules, max_size=5))
    named = (
        Rule(
            f"Rule {number}",
            rule.keywords,
            strength=rule.strength,
            audience=rule.audience,
            horizon=rule.horizon,
            outside=rule.outside,
        )
        for number, rule in enumerate(made)
    )
    return Rulebook(tuple(named), customers=draw(st.sampled_from([(), (Keyword("Globex"),)])))


def placed(part: Slice) -> int:
    """Return the seconds over all places of a total."""
    return sum(part.amounts[place].seconds for place in PLACES)


@settings(max_examples=10, deadline=None)
@given(st.data(), rulebooks())
def test_every_second_stands_in_one_place(
    fresh: Fresh, data: st.DataObject, rulebook: Rulebook
) -> None:
    """The places together are what was tracked: of all, of everybody, of every month."""
    tool = data.draw(any_tool)
    records = data.draw(files(tool))
    analysis = analyze(tool.save(fresh(), "file", records), rulebook)
    tracked = sum(record.seconds for record in records if not record.fate)
    assert analysis.whole.seconds == placed(analysis.whole) == tracked
    for parts in (analysis.months, [person.totals for person in analysis.people]):
        assert all(placed(part) == part.seconds for part in parts)
        assert sum(part.seconds for part in parts) == tracked
    for amount in analysis.whole.amounts.values():
        if amount.share is not None and amount.low is not None and amount.high is not None:
            assert amount.low <= amount.share <= amount.high


@settings(max_examples=3, deadline=None)
@given(st.data(), rulebooks())
def test_the_workbook_read_back_gives_the_same_totals(
    fresh: Fresh, data: st.DataObject, rulebook: Rulebook
) -> None:
    """Entries of the workbook, as two libraries read it, have the seconds of every quadrant."""
    tool = data.draw(any_tool)
    folder = fresh()
    analysis = analyze(tool.save(folder, "file", data.draw(histories(tool))), rulebook)
    report = write(analysis, folder / "report.xlsx").read_bytes()
    expected = {analysis.rulebook.labels[q]: analysis.whole.seconds_of(q) for q in Quadrant}
    book = openpyxl.load_workbook(io.BytesIO(report), data_only=True)
    sheet = python_calamine.load_workbook(io.BytesIO(report)).get_sheet_by_name("Entries")
    for rows in (list(book["Entries"].iter_rows(values_only=True)), sheet.to_python()):
        found = _seconds_by_quadrant(rows)
        assert {label: found.get(label, 0) for label in expected} == expected
        assert sum(found.values()) == analysis.whole.seconds


def _seconds_by_quadrant(rows: list[Any]) -> dict[str, int]:
    header = next(number for number, row in enumerate(rows) if "Hours" in row)
    hours, place = rows[header].index("Hours"), rows[header].index("Placed by rules")
    found: dict[str, int] = {}
    for row in rows[header + 1 :]:
        if isinstance(row[hours], int | float):
            found[row[place]] = found.get(row[place], 0) + round(row[hours] * 3600)
    return found


def _entries(fresh: Fresh, data: st.DataObject, rulebook: Rulebook) -> pd.DataFrame:
    tool = data.draw(any_tool)
    return classify(tool.save(fresh(), "file", data.draw(histories(tool))), rulebook).entries


def _verdicts(entries: pd.DataFrame, rulebook: Rulebook) -> list[tuple[Any, ...]]:
    judged = classify(entries, rulebook).entries
    return list(judged[[*VERDICT_COLUMNS, "possible"]].itertuples(index=False, name=None))


@settings(max_examples=10, deadline=None)
@given(st.data(), rulebooks())
def test_judging_is_idempotent_and_knows_no_chunks(
    fresh: Fresh, data: st.DataObject, rulebook: Rulebook
) -> None:
    """What was judged is judged alike again, whole, in two parts, or upside down."""
    entries = _entries(fresh, data, rulebook)
    whole = _verdicts(entries, rulebook)
    assert list(entries[[*VERDICT_COLUMNS, "possible"]].itertuples(index=False, name=None)) == whole
    at = data.draw(st.integers(0, len(entries)))
    parts = (entries.iloc[:at].reset_index(drop=True), entries.iloc[at:].reset_index(drop=True))
    assert [row for part in parts for row in _verdicts(part, rulebook)] == whole
    assert _verdicts(entries.iloc[::-1].reset_index(drop=True), rulebook) == whole[::-1]


@settings(max_examples=12, deadline=None)
@given(st.data(), rulebooks())
def test_every_reason_gives_its_verdict(
    fresh: Fresh, data: st.DataObject, rulebook: Rulebook
) -> None:
    """The words that are said to have decided, judged alone by the rule that is named, decide."""
    entries = _entries(fresh, data, rulebook)
    classified = classify(entries, rulebook)
    for case in classified.entries["case"].unique():
        verdict = classified.verdict(case)
        for reason in verdict.reasons:
            if reason.winner:
                _check(reason, verdict, rulebook)


def _check(reason: Reason, verdict: Verdict, rulebook: Rulebook) -> None:
    winner = reason.winner
    assert winner
    rules = tuple(rule for rule in rulebook.rules if rule.name == winner.rule)
    alone = judge_text(
        {winner.field: winner.words},
        Rulebook(rules, customers=() if rules else rulebook.customers),
    )
    if reason.axis == "outside":
        assert alone.status == verdict.status
    else:
        assert getattr(alone, reason.axis) == getattr(verdict, reason.axis)
