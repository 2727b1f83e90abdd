"""Why a rule does not decide: the first condition that fails, with a hint."""

import pytest
from tests.rules.books import book, rule

from pmrules.errors import RulesError
from pmrules.rules.explaining.entry import Judged
from pmrules.rules.explaining.why_not import why_not

RULES = book(
    rule("Visits", "customer visit", "project: trips", says="one", unless=["research"]),
    rule("Demos", "demo", says="one-current", all=[["deal", "prospect"]]),
    rule("Loud", "keynote", says="market", strength="strong"),
    rule("Away", "holiday", says="outside"),
    customers=["Globex"],
    internal=["Acme"],
)


@pytest.mark.parametrize(
    ("name", "texts", "condition", "words"),
    [
        (
            "Visits",
            {"description": "nothing"},
            "keywords",
            ["“customer visit” or “project"],
        ),
        ("Visits", {"description": "customer visit research"}, "unless", ["“unless: research”"]),
        ("visits ", {"description": "customer visit"}, "", ["decides all that it says"]),
        ("Demos", {"description": "demo"}, "all", ["“deal” or “prospect” is missing"]),
        ("Demos", {"description": "deal"}, "keywords", ["“demo”"]),
        (
            "Visits",
            {"description": "keynote, customer visit"},
            "audience",
            ["the audience is “market”", "“keynote” of “Loud” wins: weaker"],
        ),
        (
            "Loud",
            {"description": "keynote, holiday"},
            "",
            [],
        ),
        (
            "Away",
            {"description": "keynote, holiday"},
            "audience",
            ["“keynote” of “Loud” wins"],
        ),
        (
            "Demos",
            {"description": "holiday Globex demo, a deal"},
            "audience",
            ["“Globex” of “Named customer” wins"],
        ),
        (
            "Named customer",
            {"description": "holiday Globex"},
            "outside",
            ["outside the matrix", "a named customer alone"],
        ),
        ("Named customer", {"client": "Acme"}, "keywords", ["the client is empty or ourselves"]),
        ("Named customer", {"client": "Initech"}, "", []),
    ],
)
def test_the_first_condition_that_fails(name, texts, condition, words) -> None:
    """Keywords, then groups, then `unless`, then a louder rule; nothing where it decides."""
    found = why_not(name, Judged.of(texts, RULES))
    assert found.condition == condition
    assert all(each in found.what for each in words)


@pytest.mark.parametrize(
    ("texts", "hint"),
    [
        ({"description": "customer visits"}, "“customer visit*” would match"),
        ({"description": "trips"}, "“project: trips” occurs in description, and reads project"),
        ({"description": "visit of a customer"}, "“customer visit” occur, but not side by side"),
        ({"description": "customer"}, ""),
    ],
)
def test_what_nearly_occurs(texts, hint) -> None:
    """An ending, another field, words apart: what a person overlooks."""
    hints = why_not("Visits", Judged.of(texts, RULES)).hints
    assert bool(hints) == bool(hint)
    assert all(hint in each for each in hints)


@pytest.mark.parametrize(
    ("name", "mend"),
    [("Visit", "Did you mean “Visits”?"), ("zzz", "Rules: Named customer, Visits")],
)
def test_an_unknown_rule(name: str, mend: str) -> None:
    """The name that was probably meant, or those that there are."""
    with pytest.raises(RulesError) as error:
        why_not(name, Judged.of({"description": "x"}, RULES))
    assert error.value.problems[0].code == "unknown-rule"
    assert mend in error.value.problems[0].mend
