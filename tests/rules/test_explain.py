"""A verdict told in lines."""

from tests.rules.books import book, rule

from pmrules.errors import Place
from pmrules.model import Quadrant
from pmrules.rules.explain import explained
from pmrules.rules.matching.judge import judge_text

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
    return explained(judge_text(texts, rules), texts, rules)


def test_winners_losers_and_words():
    """Place, work, and by axis who won with which words and who lost why."""
    assert told(description="Demo of the road-map, roadmap; prospect") == [
        "Sales and support (one-current)",
        "  activity: Deals, whose work: Sales",
        "audience: one",
        "  by Demos [acme.yaml, line 12], “demo” (normal, 2 words with “all:”)",
        "     description: »Demo« of the road-map, roadmap; prospect",
        "  not Plans [pack], “roadmap” (normal, 1 word), which says market: shorter phrase",
        "horizon: current",
        "  by Demos [acme.yaml, line 12], “demo” (normal, 2 words with “all:”)",
        "     description: »Demo« of the road-map, roadmap; prospect",
        "  not Plans [pack], “roadmap” (normal, 1 word), which says future: shorter phrase",
    ]


def test_nearly():
    """Rules that a condition stopped are told with the condition."""
    lines = told(description="demo, roadmap", client="Big Corp")
    assert lines[-3:] == [
        "Nearly:",
        "  Demos [acme.yaml, line 12], “demo”: “deal” or “prospect” is missing",
        "  Plans [pack], “roadmap”: stopped by unless “client: re: corp$”, »Corp« in client",
    ]


def test_long_groups_are_cut():
    """Of a long group that is missing, five words are named and the rest counted."""
    rules = book(rule("R", "a", all=[list("bcdefgh")]))
    assert told(rules, description="a")[-1] == (
        "  R, “a”: “b” or “c” or “d” or “e” or “f” or one of 2 more is missing"
    )


def test_open_verdicts():
    """What is unknown is called so, half and whole."""
    assert told(description="x") == [
        "Unclassified",
        "audience: unknown, no rule speaks for it",
        "horizon: unknown, no rule speaks for it",
    ]
    half = told(description="x", client="Globex")
    assert half[0] == "Half-classified"
    assert half[-1] == "horizon: unknown, no rule speaks for it"


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
    """The name that matched is shown where the text holds another."""
    rules = book(rule("A", "person: lovelace", says="one"), people={"Ada Lovelace": ["ada"]})
    assert "     person: »Lovelace«" in told(rules, person="ada")


def test_foreign_texts_are_shown_harmless():
    """Escape sequences in texts, names and keywords never reach the terminal raw."""
    rules = book(rule("R\x1b", "a", says="one"), rule("N", "a", unless=["b"]), customers=["b"])
    lines = told(rules, description="\x1b[31m a \u202e b", client="x\x07")
    assert "\\x1b" in "".join(lines)
    assert not any(char in "".join(lines) for char in "\x1b\u202e\x07")
