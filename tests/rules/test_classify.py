"""Frames of entries classified: columns, cases, short texts, whatever types come in."""

import numpy as np
import pandas as pd
import pytest
from tests.rules.books import book, frame, rule

from pmrules.model import ENTRY_COLUMNS, VERDICT_COLUMNS
from pmrules.rules.classify import classify
from pmrules.rules.matching.corpus import alike, corpus
from pmrules.rules.matching.lexicon import lexicon
from pmrules.rules.matching.matcher import search
from pmrules.rules.verdict import CELLS

RULES = book(
    rule("Sell", "demo", says="one-current", activity="Deals", owner="Sales"),
    rule("Plan", "roadmap", says="market-future", strength="weak"),
    rule("Away", "vacation", says="outside"),
    customers=["Initech"],
    internal=["Acme"],
    people={"Ada Lovelace": ["ada@acme.example", "A.  Lovelace"]},
)


def places(possible: int) -> set[str]:
    """The cells of a `possible` value."""
    return {cell for bit, cell in enumerate(CELLS) if possible >> bit & 1}


def test_columns_and_types():
    """Entry columns, verdict columns, `possible` and `case` stand in order, coded."""
    found = classify(frame("demo", "x"), RULES).entries
    assert tuple(found.columns) == (*ENTRY_COLUMNS, *VERDICT_COLUMNS, "possible", "case")
    for name in VERDICT_COLUMNS:
        coded = isinstance(found[name].dtype, pd.CategoricalDtype)
        assert coded == (name != "contested")
    assert found["contested"].dtype == bool
    assert (found["possible"].dtype, found["case"].dtype) == (np.uint8, np.int32)
    assert not found[list(VERDICT_COLUMNS)].isna().any(axis=None)


def test_a_row_tells_what_was_decided():
    """Place, activity, owner, rule and keyword of the winner; empty where unknown."""
    row = classify(frame({"description": "Demo", "client": "Globex"}), RULES).entries.iloc[0]
    assert row[list(VERDICT_COLUMNS)].tolist() == [
        "one", "current", "one-current", "classified", "Deals", "Sales",
        "Named customer", "Globex", "Sell", "demo", False,
    ]  # fmt: skip


def test_outside_shows_its_rule_on_both_axes():
    """An entry outside has no axis, and its reason in all four columns."""
    row = classify(frame("vacation"), RULES).entries.iloc[0]
    assert (row["status"], row["audience"], row["quadrant"]) == ("outside", "", "")
    assert set(row[["rule_audience", "rule_horizon"]]) == {"Away"}
    assert set(row[["keyword_audience", "keyword_horizon"]]) == {"vacation"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("demo", {"one-current"}),
        ("Initech", {"one-current", "one-future"}),
        ("x", set(CELLS)),
        ("vacation", {"outside"}),
        ("vacation demo", {"one-current", "outside"}),
        ("vacation roadmap", {"outside"}),
        ("demo launch", {"one-current", "market-current"}),
    ],
)
def test_where_an_entry_may_stand(text, expected):
    """Settled entries have one place; contested and open ones all that they could become."""
    rules = book(*RULES.rules, rule("Launch", "launch", says="market"), customers=["Initech"])
    assert places(classify(frame(text), rules).entries["possible"].iloc[0]) == expected


def test_equal_texts_are_one_case():
    """Persons and days do not part cases, texts do."""
    found = classify(
        frame({"description": "a", "person": "x"}, "a", "b", {"project": "a"}, "b"), RULES
    )
    assert found.entries["case"].tolist() == [0, 0, 1, 2, 1]


def test_texts_without_a_keyword_are_judged_once():
    """However many different texts there are: what no rule speaks of makes no new judgement."""
    entries = frame(*(f"note {n}" for n in range(50)), "demo 1", "demo 2")
    compiled = lexicon(RULES)
    texts = corpus(entries, compiled)
    kind, first = alike(texts, search(texts, compiled).value)
    assert (len(first), set(kind[:50]), kind[-2] != kind[-1]) == (3, {0}, True)
    assert classify(entries, RULES).entries["case"].nunique() == 52


def test_persons_part_cases_where_a_keyword_reads_them():
    """With a `person:` keyword the same text of two persons is two cases."""
    rules = book(rule("Ada", "person: ada", says="one"))
    found = classify(frame({"person": "Ada"}, {"person": "Bob"}), rules).entries
    assert found["audience"].tolist() == ["one", ""]


def test_a_person_is_found_by_both_names():
    """A keyword reads the name of the export and the name of the report, as judging alone does."""
    rules = book(
        rule("Export", "person: ada@acme.example", says="one"),
        rule("Report", "person: re: ^ada l", says="future"),
        people={"Ada Lovelace": ["ada@acme.example"]},
    )
    found = classify(frame({"person": "Ada@Acme.example"}, {"person": "Ada Lovelace"}), rules)
    assert found.entries["quadrant"].tolist() == ["one-future", ""]
    assert found.matched_words() == ["Ada@Acme.example; Ada L", "Ada L"]


def test_persons_have_the_name_of_the_report():
    """Aliases become the name, whatever case and blanks; others stay."""
    found = classify(
        frame({"person": "ADA@acme.example"}, {"person": "a. lovelace"}, {"person": "Bob"}), RULES
    )
    assert found.entries["person"].tolist() == ["Ada Lovelace", "Ada Lovelace", "Bob"]


def test_plain_frames_are_welcome():
    """Plain strings, missing values, missing columns and any index are taken as they are."""
    plain = pd.DataFrame(
        {
            "description": ["demo", None, "x"],
            "client": [None, "Globex", "Acme"],
            "task": [7, 8, None],
        },
        index=[5, 3, 9],
    )
    found = classify(plain, RULES).entries
    assert found.index.tolist() == [5, 3, 9]
    assert found["status"].tolist() == ["classified", "half", "unclassified"]
    assert found["description"].tolist() == ["demo", "", "x"]
    assert found["seconds"].tolist() == [0, 0, 0]
    assert found["date"].isna().all()


def test_missing_codes_are_empty_texts():
    """A categorical column with missing values reads like one with empty texts."""
    gaps = frame("demo", "x")
    gaps["client"] = pd.Categorical(["Globex", None])
    assert classify(gaps, RULES).entries["client"].tolist() == ["Globex", ""]
    assert classify(gaps, RULES).entries["audience"].tolist() == ["one", ""]


def test_input_is_left_alone():
    """The frame that came in is not changed."""
    given = frame({"description": "demo", "person": "a. lovelace"})
    copy = given.copy(deep=True)
    classify(given, RULES)
    pd.testing.assert_frame_equal(given, copy)


@pytest.mark.parametrize("rules", [RULES, book()])
def test_no_entries(rules):
    """An empty frame gives an empty result with all columns."""
    found = classify(frame(), rules)
    assert len(found.entries) == 0
    assert (found.runners_up(), found.matched_words()) == ([], [])
    assert len(found.evidence()) == len(rules.rules)


def test_short_texts():
    """By case: the words that decided, and who lost; at most three, then how many more."""
    rules = book(
        *(rule(f"R{n}", "a", says="market", strength="weak") for n in range(4)),
        rule("Both", "demo day", says="one-current"),
        rule("Half", "demo", says="future"),
    )
    found = classify(frame("a Demo-Day", "Demo", "x"), rules)
    assert found.matched_words() == ["Demo-Day", "Demo", ""]
    assert found.runners_up()[0].split("; ") == [
        "Half “demo” (future): shorter phrase",
        "R0 “a” (market): weaker",
        "R1 “a” (market): weaker",
        "+2 more",
    ]
    assert found.runners_up()[1:] == ["", ""]


def test_a_loser_of_both_axes_is_named_once():
    """Its values stand together where it lost both for one reason, apart where for two."""
    rules = book(
        rule("Win", "a b", says="one-current"),
        rule("Lose", "a", says="market-future"),
        rule("Half", "b", says="one-future"),
    )
    assert classify(frame("a b"), rules).runners_up()[0].split("; ") == [
        "Lose “a” (market, future): shorter phrase",
        "Half “b” (one): same verdict, (future): shorter phrase",
    ]


def test_many_texts_in_odd_company():
    """Line ends, NULs and empty texts move no hit to a neighbour."""
    texts = ["x\ny", "demo\x00", "\n", "", "de\r\nmo", "demo\n\n", "y"]
    found = classify(frame(*texts), RULES).entries
    decided = [
        text for text, status in zip(texts, found["status"], strict=True) if status == "classified"
    ]
    assert decided == ["demo\x00", "demo\n\n"]
