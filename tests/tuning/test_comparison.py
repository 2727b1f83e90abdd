"""Two rulebooks over the same entries: moves, their net, and flags that come and go."""

import pytest
from msgspec.structs import replace
from tests.rules.books import book, frame, rule

from pmrules.model import Audience
from pmrules.rules.classify import classify
from pmrules.rules.rulebook import Limit, Measure, Over, Per, Rulebook, Target
from pmrules.tuning.comparison import Comparison, as_json, compared, told

TEXTS = ("demo A", "demo A", "demo B", "roadmap", "vacation", "other")
OLD = book(
    rule("D", "demo", says="one-current"),
    rule("R", "roadmap", says="market-future"),
    rule("V", "vacation", says="outside"),
)
NEW = book(
    rule("B", "demo B", says="market-current"),
    *OLD.rules[:2],
    rule("O", "other", says="one"),
)


def limit(share: float, per: Per = Per.EVERYONE) -> Limit:
    """At most this share for one customer, over everything."""
    target = Target("audience", Audience.ONE)
    return Limit(target, "max", Measure.SHARE, share, per, Over.ALL)


def between(old: Rulebook, new: Rulebook) -> Comparison:
    """Compare two rulebooks over the texts above, an hour each."""
    entries = frame(*TEXTS)
    return compared(classify(entries, old), classify(entries, new))


def test_hours_go_from_place_to_place() -> None:
    """Each text that stands elsewhere, summed by place before and after, and the net."""
    found = between(OLD, NEW)
    assert {(each.text, each.before, each.after) for each in found.effect.moved} == {
        ("demo B", "one-current", "market-current"),
        ("vacation", "outside", "unclassified"),
        ("other", "unclassified", "one"),
    }
    assert found.matrix == {
        ("one-current", "market-current"): 3600,
        ("unclassified", "one"): 3600,
        ("outside", "unclassified"): 3600,
    }
    assert found.effect.net == {
        "market-current": 3600, "one-current": -3600, "one": 3600, "outside": -3600,
    }  # fmt: skip
    assert sum(found.effect.net.values()) == 0


def test_the_same_rules_move_nothing() -> None:
    """Another name for a rule is no move."""
    found = between(OLD, replace(OLD, rules=(replace(OLD.rules[0], name="X"), *OLD.rules[1:])))
    assert not found
    assert list(told(found, 5)) == [
        "Nothing moves: every entry stands where it stood, and so do the flags."
    ]


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ((), (limit(0.1),), (1, 0, 0)),
        ((limit(0.1),), (), (0, 1, 0)),
        ((limit(0.1),), (limit(0.2),), (0, 0, 0)),
        ((limit(0.5),), (limit(0.7),), (0, 0, 1)),
        ((limit(0.9),), (limit(0.9),), (0, 0, 0)),
    ],
)
def test_flags_come_and_go(
    before: tuple[Limit, ...], after: tuple[Limit, ...], counts: tuple[int, int, int]
) -> None:
    """A flag of another figure is the same flag; certain and possible are told apart."""
    found = between(replace(OLD, limits=before), replace(OLD, limits=after))
    assert (len(found.appeared), len(found.vanished), len(found.turned)) == counts
    assert bool(found) == any(counts)


def test_it_is_told_in_the_organisations_words() -> None:
    """From, to, hours; then the net; then the texts, cut where more were not asked for."""
    lines = list(told(between(OLD, replace(NEW, limits=(limit(0.1),))), 1))
    assert lines[0] == "3.0 h move, 3 texts"
    text = "\n".join(" ".join(line.split()) for line in lines)
    assert "Sales and support Product marketing 1.0" in text
    assert "Product marketing +1.0" in text
    assert "… and 2 more texts, 2.0 h" in text
    assert "Flags that appear: 1\ncertain one customer at a time: everyone, all: 50%" in text


def test_json_has_everything() -> None:
    """Seconds as whole numbers, every text, every flag."""
    values = as_json(between(OLD, replace(NEW, limits=(limit(0.1),))))
    assert values["moved_seconds"] == 3 * 3600
    assert len(values["moved"]) == len(values["matrix"]) == 3
    assert values["flags"]["appeared"][0]["of"] == "one"
    assert values["flags"]["vanished"] == values["flags"]["turned"] == []
