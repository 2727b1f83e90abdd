"""One entry judged: which rules match, which of them decides, and why the others do not."""

import subprocess
import sys

import pytest
from tests.rules.books import book, rule

from pmrules.model import Audience, Horizon, Status
from pmrules.rules.matching.judge import judge_text, near_misses, rule_matches
from pmrules.rules.rulebook import NAMED_CUSTOMER

SELL = rule("Sell", "demo", "demo script", says="one-current", activity="Deals", owner="Sales")
PLAN = rule("Plan", "roadmap", says="market-future", activity="Planning")
AWAY = rule("Away", "vacation", says="outside", activity="Time off", owner="Nobody")


def outcome(texts, *rules, **more) -> str:
    """`one-current`, `one`, `outside` or nothing, and a `!` if contested."""
    texts = {"description": texts} if isinstance(texts, str) else texts
    verdict = judge_text(texts, book(*rules, **more))
    place = "-".join(filter(None, (verdict.audience, verdict.horizon)))
    if verdict.status is Status.OUTSIDE:
        place = "outside"
    return place + "!" * verdict.contested


@pytest.mark.parametrize(
    ("one", "texts", "matches"),
    [
        (rule("r", "demo"), {"description": "a Demo!"}, True),
        (rule("r", "demo"), {"description": "demos"}, False),
        (rule("r", "demo"), {"project": "Demo"}, True),
        (rule("r", "demo"), {"person": "Demo"}, False),
        (rule("r", "person: demo"), {"person": "Demo"}, True),
        (rule("r", "person: demo"), {"description": "Demo"}, False),
        (rule("r", "project: demo"), {"project": "x demo"}, True),
        (rule("r", "project: demo"), {"task": "x demo"}, False),
        (rule("r", "tag: sales call"), {"tags": "a, sales call"}, True),
        (rule("r", "tag: sales call"), {"tags": "sales, call"}, False),
        (rule("r", "tag: sales call"), {"tags": "sales,call"}, True),
        (rule("r", "sales *"), {"tags": "sales, call"}, False),
        (rule("r", "re: sup-\\d+"), {"task": "fix SUP-12"}, True),
        (rule("r", "re: sup-\\d+"), {"task": "fix sup 12"}, False),
        (rule("r", "tag: re: ^a, b$"), {"tags": "a, b"}, True),
        (rule("r", "tag: re: ^b$"), {"tags": "a, b"}, False),
        (rule("r", "re: ^ada$"), {"person": "ada"}, False),
        (rule("r", "person: re: ^ada$"), {"person": "ada"}, True),
        (rule("r", "demo", unless=["internal"]), {"description": "demo"}, True),
        (
            rule("r", "demo", unless=["internal"]),
            {"description": "demo", "tags": "Internal"},
            False,
        ),
        (rule("r", "demo", unless=["client: x"]), {"description": "demo x"}, True),
        (rule("r", "demo", all=[["a", "b"], ["c"]]), {"description": "demo b", "task": "c"}, True),
        (rule("r", "demo", all=[["a", "b"], ["c"]]), {"description": "demo a b"}, False),
        (rule("r", all=[["a"], ["c"]]), {"description": "c a"}, True),
        (rule("r", all=[["a"], ["c"]]), {"description": "a"}, False),
        (rule("r", "* *"), {"description": "a", "task": "b c"}, True),
        (rule("r", "* *"), {"description": "a", "task": "b"}, False),
        (rule("r", "…"), {"description": "…"}, False),
        (rule("r", "demo"), {}, False),
    ],
)
def test_whether_a_rule_matches(one, texts, matches):
    """Words, fields, patterns and conditions, each with its opposite."""
    assert rule_matches(one, texts) is matches


@pytest.mark.parametrize(
    ("texts", "rules", "expected"),
    [
        ("demo", [SELL], "one-current"),
        ("demo", [], ""),
        ("a b", [rule("A", "a", says="one"), rule("B", "b", says="future")], "one-future"),
        ("a b", [rule("A", "a", says="one"), rule("B", "b", says="one")], "one"),
        # Strength before length before order.
        (
            "a b c",
            [rule("A", "a b", says="one"), rule("C", "c", says="market", strength="strong")],
            "market",
        ),
        (
            "a b c",
            [rule("A", "a b", says="one", strength="weak"), rule("C", "c", says="market")],
            "market",
        ),
        ("a b c", [rule("C", "c", says="market"), rule("A", "a b", says="one")], "one"),
        ("a c", [rule("C", "c", says="market"), rule("A", "a", says="one")], "market!"),
        ("a c", [rule("C", "c", says="market"), rule("A", "a", says="market")], "market"),
        # The longest keyword of a rule counts, and the words of every group.
        ("demo script", [rule("X", "script", says="market"), SELL], "one-current"),
        (
            "a b c",
            [rule("B", "b c", says="market"), rule("A", "a", all=[["b"], ["c"]], says="one")],
            "one",
        ),
        (
            "a b c",
            [rule("B", "b c", says="market"), rule("A", "a", all=[["b"]], says="one")],
            "market!",
        ),
        # A star alone is a word, a regular expression is one too.
        ("SUP 12", [rule("A", "sup", says="one"), rule("B", "SUP *", says="market")], "market"),
        (
            "ab cd",
            [rule("A", "re: ab cd", says="one"), rule("B", "ab cd", says="market")],
            "market",
        ),
        # Each axis by itself.
        (
            "a b c",
            [rule("A", "a", says="one-current"), rule("B", "b c", says="market")],
            "market-current",
        ),
    ],
)
def test_precedence(texts, rules, expected):
    """The strongest, then the longest, then the first decides each axis; equals are contested."""
    assert outcome(texts, *rules) == expected


@pytest.mark.parametrize(
    ("texts", "rules", "expected"),
    [
        ("vacation demo", [AWAY, SELL], "outside!"),
        ("vacation demo", [SELL, AWAY], "one-current!"),
        ("vacation demo script", [AWAY, SELL], "one-current"),
        ("vacation", [SELL, AWAY], "outside"),
        ("vacation Globex", [AWAY], "outside"),
        ("vacation Globex demo script", [AWAY, SELL], "one-current"),
        ("vacation a", [AWAY, rule("A", "a", says="market", strength="weak")], "outside"),
        ("vacation a", [AWAY, rule("A", "a", says="market", strength="strong")], "market"),
        ("vacation a b", [AWAY, rule("A", "a b", says="future")], "future"),
    ],
)
def test_outside(texts, rules, expected):
    """Outside wins unless a keyword that sets an axis beats it; a customer alone does not."""
    assert outcome(texts, *rules, customers=["Globex"]) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"client": "Globex"}, "one"),
        ({"client": "Acme"}, ""),
        ({"client": "ACME, inc."}, ""),
        ({"client": "Acme Labs"}, "one"),
        ({"client": ""}, ""),
        ({"client": "-"}, ""),
        ({"description": "call with initech"}, "one"),
        ({"description": "call with initechs"}, ""),
        ({"tags": "x, Initech"}, "one"),
        ({"person": "Initech"}, ""),
        ({"client": "Globex", "description": "roadmap"}, "one-future"),
        ({"client": "Globex", "description": "big study"}, "market"),
        ({"client": "Globex", "description": "small study"}, "one"),
        ({"client": "Acme", "description": "small study"}, "market"),
    ],
)
def test_named_customers(texts, expected):
    """Names and foreign clients say one customer: above normal keywords, below strong ones."""
    rules = [
        PLAN,
        rule("Study", "big study", says="market", strength="strong"),
        rule("Small", "small study", says="market"),
    ]
    more = {"customers": ["Initech"], "internal": ["acme", "Acme Inc"]}
    assert outcome(texts, *rules, **more) == expected


def test_a_client_speaks_with_its_name():
    """The reason of a client column is the client, whole."""
    verdict = judge_text({"client": "Globex Europe"}, book())
    winner = verdict.reasons[0].winner
    assert (winner.rule, winner.keyword, winner.field) == (
        NAMED_CUSTOMER,
        "Globex Europe",
        "client",
    )
    assert (winner.words, winner.length, winner.says) == ("Globex Europe", 2, "one")


def test_person_is_found_by_both_names():
    """A keyword for a person reads the name of the export and the name of the report."""
    rules = book(
        rule("A", "person: ada@acme.example", says="one"),
        rule("L", "person: lovelace", says="future"),
        people={"Ada Lovelace": ["ada@acme.example"]},
    )
    verdict = judge_text({"person": "ADA@acme.example"}, rules)
    assert (verdict.audience, verdict.horizon) == (Audience.ONE, Horizon.FUTURE)
    assert [reason.winner.words for reason in verdict.reasons] == ["ADA@acme.example", "Lovelace"]


def test_activity_and_owner_come_from_who_decided():
    """The higher ranked of the deciding rules that names one, each for itself."""
    rules = book(
        rule("A", "a b", says="one"),
        rule("F", "c", says="future", activity="Scoping"),
        rule("X", "d", says="future", activity="Other", owner="Other", strength="weak"),
    )
    verdict = judge_text({"description": "a b c d"}, rules)
    assert (verdict.activity, verdict.owner) == ("Scoping", "")


def test_outside_gives_its_own_activity_and_no_axis():
    """An entry outside has neither axis, and its rule's activity and owner."""
    verdict = judge_text({"description": "vacation roadmap"}, book(AWAY, PLAN))
    assert (verdict.audience, verdict.horizon, verdict.quadrant) == (None, None, None)
    assert (verdict.activity, verdict.owner) == ("Time off", "Nobody")
    assert [reason.axis for reason in verdict.reasons] == ["outside"]


def test_every_loser_says_why():
    """Runners-up stand in rank order, each with the comparison that it lost."""
    rules = book(
        rule("Weak", "a", says="market", strength="weak"),
        rule("Long", "b c", says="one"),
        rule("Short", "b", says="market"),
        rule("Later", "c d", says="market"),
        rule("Same", "d", says="one"),
    )
    reason = judge_text({"description": "a b c d"}, rules).reasons[0]
    assert reason.winner.rule == "Long"
    assert [(each.match.rule, each.lost) for each in reason.runners_up] == [
        ("Later", "later rule"),
        ("Short", "shorter phrase"),
        ("Same", "same verdict"),
        ("Weak", "weaker"),
    ]
    assert reason.contested


def test_outside_that_lost_stands_where_it_was_beaten():
    """It is a runner-up of the axis whose keyword beat it, and of no other."""
    rules = book(rule("Long", "a b", says="future"), AWAY, customers=["Globex"])
    audience, horizon = judge_text({"description": "a b vacation Globex"}, rules).reasons
    assert audience.runners_up == ()
    (loser,) = horizon.runners_up
    assert (loser.match.rule, loser.match.says, loser.lost) == ("Away", "outside", "shorter phrase")


def test_a_customer_that_stays_outside_says_so():
    """A named customer is stronger than a normal rule, and still decides nothing there."""
    verdict = judge_text({"description": "vacation at Globex"}, book(AWAY, customers=["Globex"]))
    assert [each.lost for each in verdict.reasons[0].runners_up] == ["a customer alone"]


def test_words_are_those_of_the_text():
    """Matched words keep their case, accents and punctuation."""
    rules = book(rule("R", "customer visit*", says="one"))
    verdict = judge_text({"description": "Fähre, Customer – Visits!"}, rules)
    assert verdict.reasons[0].winner.words == "Customer – Visits"


def test_near_misses():
    """Rules whose keyword occurs are near, stopped or lacking a group; others are not."""
    rules = book(
        rule("Stopped", "demo", unless=["internal"]),
        rule("Lacking", "demo", all=[["deal", "prospect"]]),
        rule("Absent", "roadmap", unless=["internal"]),
        rule("Only condition", "roadmap", all=[["demo"]]),
        rule("Matching", "demo"),
    )
    near = near_misses({"description": "demo", "tags": "Internal"}, rules)
    assert [each.rule.name for each in near] == ["Stopped", "Lacking"]
    assert near[0].unless.words == "Internal"
    assert [term.name for term in near[1].missing] == ["deal", "prospect"]


def test_judging_a_text_loads_no_pandas():
    """One text is judged and explained without the libraries that frames need."""
    code = (
        "import sys, pmrules.rules.explaining.lines, pmrules.rules.matching.judge;"
        "sys.exit(str({'pandas', 'numpy', 'pyarrow'} & set(sys.modules) or ''))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.strip() == ""
