"""Proposals for what is open: with evidence, without damage, and never a name or a number."""

import pandas as pd

from pmrules.model import Audience, Horizon
from pmrules.rules.classify import classify
from pmrules.rules.rulebook import Keyword, Person, Rule, Rulebook
from pmrules.tuning.effect import effect
from pmrules.tuning.items import Items
from pmrules.tuning.proposals import Proposal, Proposer

RULES = Rulebook(
    (
        Rule("Vision", (Keyword("vision"),), audience=Audience.MARKET, horizon=Horizon.FUTURE),
        Rule("Tickets", (Keyword("ticket"),), audience=Audience.ONE, horizon=Horizon.CURRENT),
    ),
    people=(Person("Ada Moss", ("Addie",)),),
)


def entries(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Entries of an hour each from person, project and description."""
    frame = pd.DataFrame(rows, columns=["person", "project", "description"])
    return frame.assign(seconds=3600, date=pd.Timestamp("2026-09-01"))


KNOWN = [("Ada Moss", "Comet", f"vision {word}") for word in "abcdefghij"]
KNOWN += [("Ben Ray", "Desk", f"ticket {word}") for word in "abcdefghij"]


def proposals(*open_: tuple[str, str, str]) -> list[Proposal]:
    """What is proposed for some open entries beside those that are known."""
    judged = classify(entries(*KNOWN, *open_), RULES)
    return list(Proposer(Items.of(judged), RULES))


def test_neighbours_give_the_values() -> None:
    """Open entries of a project whose settled ones all stand in one place are proposed for it."""
    first, *_ = proposals(
        ("Ada Moss", "Comet", "wires two"),
        ("Ada Moss", "Comet", "wires three"),
        ("Ada Moss", "Comet", "sketch"),
    )
    assert (str(first.keyword), first.says, first.complete) == (
        "project: Comet",
        "market-future",
        True,
    )
    assert first.seconds == 3 * 3600
    assert not first.collateral
    assert first.votes["audience"]


def test_without_evidence_the_axes_are_left_open() -> None:
    """Where neighbours disagree or there are none, a person must choose."""
    found = proposals(("Cy Fox", "Zeta", "wires here"), ("Cy Fox", "Zeta", "wires there"))
    assert found
    assert {(each.says, each.complete) for each in found} == {("", False)}


def test_names_and_numbers_are_no_keywords() -> None:
    """Neither people, nor aliases, nor customers, nor numbers are proposed; their company is."""
    rows = [("Cy Fox", "", f"addie moss 2026 {word} nova") for word in ("x1", "x2", "x3")]
    words = {word for each in proposals(*rows) for word in each.keyword.text.split()}
    assert words == {"nova"}


def test_phrases_stand_for_their_parts() -> None:
    """Where a phrase holds the hours of its words, it is the phrase that is proposed."""
    rows = [("Cy Fox", "", f"glow board {word}") for word in ("left", "right", "behind")]
    assert str(proposals(*rows)[0].keyword) == "glow board"


def test_effect_has_the_net_and_the_texts() -> None:
    """Hours that leave one place arrive at another, grouped by text."""
    frame = entries(*KNOWN, ("Ada Moss", "Comet", "Wires"), ("Ben Ray", "Desk", "wires"))
    more = Rule("Wires", (Keyword("wires"),), audience=Audience.MARKET, horizon=Horizon.FUTURE)
    new = Rulebook((*RULES.rules, more))
    found = effect(classify(frame, RULES), classify(frame, new))
    assert found.net == {"market-future": 7200, "unclassified": -7200}
    (moved,) = found.moved
    assert (moved.text, moved.seconds, moved.entries) == ("Wires", 7200, 2)
    assert not effect(classify(frame, RULES), classify(frame, RULES)).moved
