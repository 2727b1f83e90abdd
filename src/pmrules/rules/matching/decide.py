"""Matches in, verdict out: the strongest decides each axis, and every loser keeps its reason."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from pmrules.model import Audience, Horizon, Status
from pmrules.rules.matching.lexicon import CUSTOMER
from pmrules.rules.rulebook import Rule
from pmrules.rules.verdict import Match, Reason, RunnerUp, Verdict

AXES = ("audience", "horizon")

SAME = "same verdict"
WEAKER = "weaker"
SHORTER = "shorter phrase"
LATER = "later rule"
CUSTOMER_ALONE = "a customer alone"
"""Why a named customer, though stronger, does not keep an entry on the matrix."""


class Candidate(Struct, frozen=True):
    """A rule that matched an entry, with its best keyword there."""

    order: int
    """Its place among the rules; 0 is the named customer."""
    rule: Rule
    keyword: str
    field: str
    words: str
    length: int

    @property
    def level(self) -> tuple[int, int]:
        """How loudly it speaks; among equals the earlier rule wins."""
        return (self.rule.strength, self.length)

    @property
    def rank(self) -> tuple[int, int, int]:
        """What is compared: strength, then length, then the order of rules."""
        return (*self.level, -self.order)

    def value(self, axis: str) -> str:
        """Return what it says of an axis, empty if nothing."""
        said = self.rule.audience if axis == "audience" else self.rule.horizon
        return said.value if said and not self.rule.outside else ""

    @property
    def says(self) -> str:
        """All that it says: `outside`, `one`, `future` or `one-future`."""
        if self.rule.outside:
            return "outside"
        return "-".join(filter(None, (self.value(axis) for axis in AXES)))

    def match(self, says: str) -> Match:
        """Return it as a match that says this."""
        return Match(
            self.rule.name,
            self.keyword,
            self.field,
            self.words,
            self.rule.strength,
            self.length,
            says,
        )


def decide(candidates: Iterable[Candidate]) -> Verdict:
    """Decide where an entry stands by everything that matched it, one candidate a rule."""
    ranked = sorted((c for c in candidates if c.says), key=lambda c: c.rank, reverse=True)
    outside = next((c for c in ranked if c.rule.outside), None)
    rival = next((c for c in ranked if not c.rule.outside and c.order != CUSTOMER), None)
    if outside and (rival is None or outside.rank > rival.rank):
        return _outside(outside, rival, ranked)
    return _on_matrix(ranked, rival)


def _outside(winner: Candidate, rival: Candidate | None, ranked: Sequence[Candidate]) -> Verdict:
    losers = [c for c in ranked if c is not winner]
    reason = Reason(
        "outside",
        "outside",
        winner.match("outside"),
        tuple(RunnerUp(c.match(c.says), _lost(c, winner, same=c.rule.outside)) for c in losers),
        rival is not None and rival.level == winner.level,
    )
    rule = winner.rule
    return Verdict(Status.OUTSIDE, None, None, rule.activity, rule.owner, (reason,))


def _on_matrix(ranked: Sequence[Candidate], rival: Candidate | None) -> Verdict:
    winners = {axis: _best(ranked, axis) for axis in AXES}
    audience, horizon = (winner.value(axis) if winner else "" for axis, winner in winners.items())
    deciding = sorted(filter(None, winners.values()), key=lambda c: c.rank, reverse=True)
    known = sum(map(bool, (audience, horizon)))
    return Verdict(
        (Status.UNCLASSIFIED, Status.HALF, Status.CLASSIFIED)[known],
        Audience(audience) if audience else None,
        Horizon(horizon) if horizon else None,
        next((c.rule.activity for c in deciding if c.rule.activity), ""),
        next((c.rule.owner for c in deciding if c.rule.owner), ""),
        tuple(_reason(axis, winner, rival, ranked) for axis, winner in winners.items()),
    )


def _best(ranked: Sequence[Candidate], axis: str) -> Candidate | None:
    return next((c for c in ranked if c.value(axis)), None)


def _reason(
    axis: str, winner: Candidate | None, rival: Candidate | None, ranked: Sequence[Candidate]
) -> Reason:
    if winner is None:
        return Reason(axis, "")
    value = winner.value(axis)
    losers, contested = [], False
    for loser in ranked:
        if loser.rule.outside and rival and rival.value(axis):
            # It lost to the rival, which may be weaker than a customer that won the axis.
            losers.append(RunnerUp(loser.match("outside"), _lost(loser, rival)))
            contested |= loser.level == rival.level
        elif (said := loser.value(axis)) and loser is not winner:
            losers.append(RunnerUp(loser.match(said), _lost(loser, winner, same=said == value)))
            contested |= said != value and loser.level == winner.level
    return Reason(axis, value, winner.match(value), tuple(losers), contested)


def _lost(loser: Candidate, winner: Candidate, *, same: bool = False) -> str:
    if same:
        return SAME
    if loser.rank > winner.rank:
        return CUSTOMER_ALONE
    if loser.rule.strength < winner.rule.strength:
        return WEAKER
    return SHORTER if loser.length < winner.length else LATER
