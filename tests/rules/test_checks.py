"""Rules tried on their own examples."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules.errors import Problem
from pmrules.rules.checks import check, unknown_importers
from pmrules.rules.load import load_rules

RULES = """
customers: [Globex]
rules:
  - name: Interviews
    keywords: [interview*]
    strength: STRENGTH
    audience: market
    horizon: future
    unless: [hiring]
    examples:
      match: [MATCH]
      miss: [MISS]
  - {name: Demos, keywords: [demo], audience: one}
  - {name: Away, keywords: [holiday], outside: true, examples: {match: [holiday in Globex]}}
"""


@pytest.fixture
def checked(tmp_path: Path) -> Callable[..., tuple[Problem, ...]]:
    """Return what trying the rules above finds, with these examples in them."""

    def read(
        match: str = "interview", miss: str = "x", strength: str = "normal"
    ) -> tuple[Problem, ...]:
        path = tmp_path / "rules.yaml"
        text = RULES.replace("MATCH", match).replace("MISS", miss)
        path.write_text(text.replace("STRENGTH", strength), encoding="utf-8")
        return check(load_rules(path, packs={}))

    return read


@pytest.mark.parametrize(
    "example",
    [
        "two interviews",
        "{project: Interviews}",
        "{tag: interview, person: Ada}",
    ],
)
def test_an_example_that_the_rule_decides_is_fine(checked, example):
    """A text alone is a description; a mapping names its fields."""
    assert checked(match=example) == ()


def test_an_example_that_another_decides_is_reported(checked):
    """The rule matches, but a named customer is stronger: both are named."""
    (problem,) = checked(match="interview at Globex")
    assert problem.code == "example-overruled"
    assert "“interview at Globex”, but the audience is “one”" in problem.what
    assert "“Named customer”" in problem.what
    assert problem.place is not None
    assert problem.place.line == 11
    assert checked(match="interview at Globex", strength="strong") == ()


def test_an_example_without_a_keyword_is_reported(checked):
    """Nothing of the rule occurs in its own example."""
    (problem,) = checked(match="talk with users")
    assert problem.code == "example-unmatched"
    assert "Add a keyword" in problem.mend
    assert problem.quote == "match: [talk with users]\n        ^^^^^^^^^^^^^^^"


def test_an_example_that_unless_stops_says_so(checked):
    """Where `unless` stops the rule, the message names the keyword."""
    (problem,) = checked(match="hiring interview")
    assert problem.code == "example-unmatched"
    assert "“unless: hiring”" in problem.mend


def test_a_miss_that_the_rule_decides_is_reported(checked):
    """A counter-example must not be decided by the rule."""
    (problem,) = checked(miss="interview room")
    assert problem.code == "example-not-missed"
    assert "“interview*”" in problem.what


@pytest.mark.parametrize("miss", ["hiring interview", "interview at Globex"])
def test_a_miss_that_is_stopped_or_overruled_is_fine(checked, miss):
    """`unless` or a stronger verdict keeps a counter-example out of the rule's hands."""
    assert checked(miss=miss) == ()


def test_the_rules_of_a_pack_are_not_tried_in_the_own_file(tmp_path):
    """An organisation may overrule a pack: only its own examples are its concern."""
    pack = tmp_path / "pack.yaml"
    pack.write_text("rules: [{name: P, keywords: [x], audience: one, examples: {match: [x]}}]\n")
    own = tmp_path / "own.yaml"
    own.write_text(
        "extends: pack.yaml\n"
        "rules: [{name: O, keywords: [x], audience: market, examples: {match: [x]}}]\n"
    )
    assert check(load_rules(own, packs={})) == ()
    assert check(load_rules(pack, packs={})) == ()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("exel", ["“exel”", "Did you mean “excel”?", "--plugin"]),
        ("clockify", ["“clockify”", "Known: excel, toggl.", "--plugin"]),
        ("Excel", []),
    ],
)
def test_settings_for_an_importer_that_is_not_there(
    tmp_path: Path, name: str, words: list[str]
) -> None:
    """A misspelt importer would leave its settings unread; the case of letters is no slip."""
    path = tmp_path / "rules.yaml"
    text = f"customers: [Globex]\nimporters: {{{name}: {{person: Ada}}}}\n"
    path.write_text(text, encoding="utf-8")
    found = "".join(map(str, unknown_importers(load_rules(path, packs={}), ["excel", "toggl"])))
    assert bool(found) == bool(words)
    assert all(word in found for word in words)
