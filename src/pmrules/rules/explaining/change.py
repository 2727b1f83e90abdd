"""What would have to change for a match that lost to decide instead."""

from collections.abc import Iterator

from pmrules.model import Strength
from pmrules.rules.explaining.entry import Judged
from pmrules.rules.matching.decide import CUSTOMER_ALONE, SAME
from pmrules.rules.matching.lexicon import CUSTOMER
from pmrules.rules.verdict import Match, RunnerUp
from pmrules.visible import visible


def to_win(loser: RunnerUp, winner: Match, judged: Judged) -> str:
    """Return the changes of which each is enough; empty where there is nothing to win."""
    if loser.lost in (SAME, CUSTOMER_ALONE) or judged.tried_by(loser.match.rule).order == CUSTOMER:
        return ""
    return f"to win: {', or '.join(_ways(loser.match, winner, judged))}"


def _ways(loser: Match, winner: Match, judged: Judged) -> Iterator[str]:
    order = judged.tried_by(winner.rule).order
    earlier = judged.tried_by(loser.rule).order < order
    # The words that a match as strong as the winner needs.
    needed = winner.length if earlier else winner.length + 1
    if loser.strength == winner.strength:
        yield f"a phrase of {needed} words"
        if loser.length == winner.length:
            yield f"a place before “{visible(winner.rule)}”"
    yield from _stronger(loser, winner, needed)
    if order != CUSTOMER:
        yield f"an “unless:” in “{visible(winner.rule)}” that stops it here"


def _stronger(loser: Match, winner: Match, needed: int) -> Iterator[str]:
    above = [each for each in Strength if each > loser.strength and each != Strength.CUSTOMER]
    for each in above:
        if each > winner.strength or (each == winner.strength and loser.length >= needed):
            yield f"“strength: {each.name.lower()}”"
            return
    if winner.strength > loser.strength:
        yield f"“strength: {winner.strength.name.lower()}” and a phrase of {needed} words"
