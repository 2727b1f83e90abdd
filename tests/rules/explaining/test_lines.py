"""A verdict told in lines."""

import pytest
from tests.rules.books import book, rule

from pmrules.errors import Place
from pmrules.model import Quadrant
from pmrules.rules.explaining.entry import Judged
from pmrules.rules.explaining.lines import explained

RULES = book(
    rule(
        "Demos",
        "demo",
        says="one-current",
        all=[["deal", "prospect"]],
        activity="Deals",
        owner="Sales",
        origin="acme.yaml",
        place=Place("acme.yaml", line=12),
    ),
    rule("Plans", "roadmap", says="market-future", unless=["client: re: corp$"], origin="pack"),
    rule("Away", "off site", says="outside"),
    customers=["Globex"],
    people={"Ada Lovelace": ["ada"]},
)


def told(rules=RULES, **texts) -> list[str]:
    """The lines about an entry."""
    return explained(Judged.of(texts, rules))


CHANGE = (
    "     to win: a phrase of 3 words, or “strength: strong”, or an “unless:” in “Demos” that "
    "stops it here"
)


def test_winners_losers_and_words():
    """Place, work, and by axis who won with which words and who lost why."""
    assert told(description="Demo of the road-map, roadmap; prospect") == [
        "Sales and support (one-current)",
        "  activity: Deals, whose work: Sales",
        "audience: one",
        "  by Demos [acme.yaml, line 12], “demo” (normal, 2 words with “all:”)",
        "     description: »Demo« of the road-map, roadmap; »prospect«",
        "  not Plans [pack], “roadmap” (normal, 1 word), which says market: shorter phrase",
        "     description: Demo of the road-map, »roadmap«; prospect",
        CHANGE,
        "horizon: current",
        "  by Demos [acme.yaml, line 12], “demo” (normal, 2 words with “all:”)",
        "     description: »Demo« of the road-map, roadmap; »prospect«",
        "  not Plans [pack], “roadmap” (normal, 1 word), which says future: shorter phrase",
        "     description: Demo of the road-map, »roadmap«; prospect",
        CHANGE,
    ]


def test_nearly():
    """Rules that a condition stopped are told with the condition."""
    lines = told(description="demo, roadmap", client="Big Corp")
    assert lines[-5:] == [
        "Nearly:",
        "  Plans [pack], “roadmap”: stopped by unless “client: re: corp$”, »Corp« in client",
        "     otherwise it would decide the horizon",
        "  Demos [acme.yaml, line 12], “demo”: “deal” or “prospect” is missing",
        "     with one of them it would decide the horizon",
    ]


def test_nearly_is_one_condition():
    """A rule of which two things fail, or no keyword occurs, did not come near."""
    rules = book(
        rule("Two", "a", says="one", all=[["b"], ["c"]]),
        rule("Both", "a", says="one", all=[["b"]], unless=["d"]),
        rule("None", "x", says="one", all=[["a"]]),
    )
    assert "Nearly:" not in told(rules, description="a d")
    assert "Nearly:" in told(rules, description="a d c")
    assert "Nearly:" in told(rules, description="a b d")


def test_nearly_and_lost():
    """What would match and lose says so; what would put an entry outside too."""
    rules = book(
        rule("Loud", "a", says="one-current", strength="strong"),
        rule("Quiet", "a", says="market", unless=["b"]),
        rule("Away", "a", says="outside", strength="strong", all=[["c"]]),
    )
    lines = told(rules, description="a b")
    assert lines[-4:] == [
        "  Away, “a”: “c” is missing",
        "     with one of them it would put the entry outside the matrix",
        "  Quiet, “a”: stopped by unless “b”, »b« in description",
        "     otherwise it would match, and lose",
    ]


def test_long_groups_are_cut():
    """Of a long group that is missing, five words are named and the rest counted."""
    rules = book(rule("R", "a", says="one", all=[list("bcdefgh")]))
    assert told(rules, description="a")[-2] == (
        "  R, “a”: “b” or “c” or “d” or “e” or “f” or one of 2 more is missing"
    )


def test_open_verdicts():
    """What is unknown is called so, half and whole."""
    assert told(description="x") == [
        "Unclassified",
        "audience: unknown, no rule speaks for it",
        "  to settle it: a keyword of this text in a rule that says “audience:”",
        "horizon: unknown, no rule speaks for it",
        "  to settle it: a keyword of this text in a rule that says “horizon:”",
    ]
    half = told(description="x", client="Globex")
    assert half[0] == "Half-classified"
    assert half[-2] == "horizon: unknown, no rule speaks for it"


def test_outside_and_contested():
    """Outside has one reason; a contested verdict says so at its head and at the axis."""
    lines = told(description="off-site")
    assert lines[:2] == ["Outside the matrix", "outside"]
    rules = book(rule("A", "a", says="one"), rule("B", "b", says="market"))
    assert told(rules, description="a b")[:2] == [
        "Half-classified, contested",
        "audience: one (contested)",
    ]


def test_labels_are_the_rulebooks():
    """The head names the quadrant as the rules file does."""
    rules = book(rule("A", "a", says="one-future"))
    rules.labels[Quadrant.ONE_FUTURE] = "Specials"
    assert told(rules, description="a")[0] == "Specials (one-future)"


def test_words_are_marked_where_they_stand():
    """The mark falls on the whole word, not on the same letters inside another."""
    rules = book(rule("A", "map", says="one"))
    assert told(rules, description="roadmap, map")[3] == "     description: roadmap, »map«"


def test_a_person_found_by_the_report_name():
    """The name that the report shows is shown where the text holds another."""
    rules = book(rule("A", "person: lovelace", says="one"), people={"Ada Lovelace": ["ada"]})
    assert "     person: Ada »Lovelace«" in told(rules, person="ada")


def test_foreign_texts_are_shown_harmless():
    """Escape sequences in texts, names and keywords never reach the terminal raw."""
    rules = book(rule("R\x1b", "a", says="one"), rule("N", "a", unless=["b"]), customers=["b"])
    lines = told(rules, description="\x1b[31m a \u202e b", client="x\x07")
    assert "\\x1b" in "".join(lines)
    assert not any(char in "".join(lines) for char in "\x1b\u202e\x07")


def test_overlapping_words_are_marked_once():
    """Words that two groups of a rule share are shown once, and all of them marked."""
    rules = book(rule("A", "big deal", says="one", all=[["deal desk"]]))
    lines = told(rules, description="a big deal desk")
    assert "     description: a »big deal«» desk«" in lines


def test_a_terminal_marks_in_its_own_way():
    """The mark is the caller's."""
    judged = Judged.of({"description": "demo for a prospect"}, RULES)
    assert "     description: <demo> for a <prospect>" in explained(judged, "<{}>".format)


@pytest.mark.parametrize(
    ("loser", "winner", "change"),
    [
        ({}, {}, "a phrase of 2 words, or a place before “W”, or “strength: strong”, or an “"),
        ({"strength": "weak"}, {}, "“strength: strong”, or an “unless:” in “W”"),
        ({"strength": "weak", "long": True}, {}, "“strength: normal”, or an “unless:”"),
        ({}, {"strength": "strong"}, "“strength: strong” and a phrase of 2 words, or an"),
        ({"strength": "strong"}, {"strength": "strong"}, "a phrase of 2 words, or a place before"),
    ],
)
def test_what_would_have_to_change(loser, winner, change):
    """Each way named is enough by itself, and the smallest of its kind."""
    loser = dict(loser)
    keyword = "b c" if loser.pop("long", False) else "b"
    rules = book(rule("W", "a", says="one", **winner), rule("L", keyword, says="market", **loser))
    lines = told(rules, description="a b c")
    assert any(line.startswith(f"     to win: {change}") for line in lines)


def test_a_customer_is_beaten_by_strength_alone():
    """No phrase is long enough, and a name has no “unless:”."""
    rules = book(rule("L", "b c d", says="market"), customers=["a"])
    assert "     to win: “strength: strong”" in told(rules, description="a b c d")


def test_the_earlier_rule_needs_fewer_words():
    """A rule that stands before the winner wins with as many words."""
    rules = book(rule("L", "a", says="market"), rule("W", "b c", says="one"))
    assert any("to win: a phrase of 2 words" in line for line in told(rules, description="a b c"))
