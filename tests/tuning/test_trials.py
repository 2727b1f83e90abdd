"""Examples and samples run like tests: how each ends."""

from pathlib import Path

import pytest

from pmrules.errors import Place
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Rulebook
from pmrules.tuning.expected import Expected
from pmrules.tuning.trials import Outcome, try_examples, try_sample, uncovered

PACK = """
rules:
  - {name: P, keywords: [pilot], audience: market, examples: {match: [pilot, "pilot x"], miss: [q]}}
  - {name: Q, keywords: [quiz], audience: market, examples: {match: [broken]}}
"""
OWN = """
extends: pack.yaml
rules:
  - name: O
    keywords: [pilot x]
    audience: one
    examples:
      match: [pilot x, {description: y, known-failing: no word yet}]
      miss: [pilot, {description: pilot x, known-failing: too broad}]
  - {name: Fine, keywords: [z], audience: one, examples: {match: [{tag: z, known-failing: once}]}}
"""


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    """A file of its own above a pack, with every way in which a test can end."""
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "own.yaml").write_text(OWN)
    return load_rules(tmp_path / "own.yaml", packs={})


def test_every_outcome(book: Rulebook) -> None:
    """Own rules first; what the file overrules of the pack is its right, what is broken is not."""
    ends = [(each.group, each.text, each.wanted, each.outcome) for each in try_examples(book)]
    assert ends == [
        ("O", "pilot x", "match", Outcome.PASSED),
        ("O", "y", "match", Outcome.KNOWN),
        ("O", "pilot", "miss", Outcome.PASSED),
        ("O", "pilot x", "miss", Outcome.KNOWN),
        ("Fine", "tags: z", "match", Outcome.MENDED),
        ("P", "pilot", "match", Outcome.PASSED),
        ("P", "pilot x", "match", Outcome.OVERRULED),
        ("P", "q", "miss", Outcome.PASSED),
        ("Q", "broken", "match", Outcome.FAILED),
    ]


def test_a_mark_that_has_had_its_day_says_so(book: Rulebook) -> None:
    """The complaint names the reason that can be taken out."""
    (mended,) = [each for each in try_examples(book) if each.outcome is Outcome.MENDED]
    assert mended.problem is not None
    assert mended.problem.code == "known-failing-passes"
    assert "known-failing: once" in mended.problem.mend


def test_rules_without_examples(book: Rulebook) -> None:
    """Whichever of the two lists a rule lacks is named; a rule with both is not there."""
    assert [(rule.name, what) for rule, what in uncovered(book.rules)] == [
        ("Fine", "miss"),
        ("Q", "miss"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted", "mark", "outcome"),
    [
        ("pilot x", {"audience": "one"}, "", Outcome.PASSED),
        ("pilot x", {"audience": "one", "horizon": "open"}, "", Outcome.PASSED),
        ("pilot x", {"audience": "market"}, "", Outcome.FAILED),
        ("pilot x", {"outside": "outside"}, "", Outcome.FAILED),
        ("pilot x", {"audience": "market"}, "soon", Outcome.KNOWN),
        ("pilot x", {"audience": "one"}, "soon", Outcome.MENDED),
        ("nothing", {"audience": "open", "horizon": "open"}, "", Outcome.PASSED),
        ("nothing", {"audience": "one"}, "", Outcome.FAILED),
    ],
)
def test_rows_of_a_sample(
    book: Rulebook, text: str, wanted: dict[str, str], mark: str, outcome: Outcome
) -> None:
    """Only what a row names is asked of the verdict."""
    row = Expected((("description", text),), tuple(wanted.items()), mark, Place("e.csv", row=2))
    (tried,) = try_sample([row], book)
    assert tried.outcome is outcome
    assert (tried.problem is None) == (outcome is Outcome.PASSED)


def test_a_row_that_differs_says_what_decided(book: Rulebook) -> None:
    """Expected, found, and the rule with its keyword."""
    row = Expected(
        (("description", "pilot x"),), (("audience", "market"),), "", Place("e.csv", row=2)
    )
    (tried,) = try_sample([row], book)
    assert str(tried.problem).startswith(
        "e.csv, row 2: “pilot x” is expected audience market; it is audience one by “O” and its "
        "“pilot x”, horizon open."
    )
