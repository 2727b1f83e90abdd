"""One entry judged, with all that is needed to tell why."""

from collections.abc import Mapping

from msgspec import Struct

from pmrules.rules.matching.decide import AXES
from pmrules.rules.matching.judge import Hit, Tried, judge_text, try_all
from pmrules.rules.matching.lexicon import CUSTOMER
from pmrules.rules.rulebook import Rule, Rulebook
from pmrules.rules.verdict import Match, Verdict


class Judged(Struct, frozen=True):
    """The texts of an entry, its verdict, and every rule held against it."""

    texts: Mapping[str, str]
    rulebook: Rulebook
    verdict: Verdict
    tried: tuple[Tried, ...]

    @classmethod
    def of(cls, texts: Mapping[str, str], rulebook: Rulebook) -> "Judged":
        """Judge an entry by its texts."""
        return cls(texts, rulebook, judge_text(texts, rulebook), try_all(texts, rulebook))

    def tried_by(self, rule: str) -> Tried:
        """Return a rule by its name, the named customer among them."""
        return next(each for each in self.tried if each.rule.name == rule)

    def hits_of(self, match: Match) -> tuple[Hit, ...]:
        """Return what of a rule occurs: its keyword, then a word of each group of `all`."""
        return tuple(hit for hit in self.tried_by(match.rule).hits if hit)

    def would_decide(self, tried: Tried, length: int) -> tuple[str, ...]:
        """Return what a rule would decide if it matched with so many words."""
        rank = (tried.rule.strength, length, -tried.order)
        return tuple(said for said in says(tried.rule) if rank > self._loudest(said, tried))

    def _loudest(self, said: str, tried: Tried) -> tuple[int, int, int]:
        """What it would have to be louder than: who decides now, or keeps the entry outside."""
        winners = {reason.axis: reason.winner for reason in self.verdict.reasons}
        outside = winners.get("outside")
        if said == "outside":
            rivals = [
                self._rank(winner)
                for axis in AXES
                if (winner := winners.get(axis)) and self.tried_by(winner.rule).order != CUSTOMER
            ]
            return max([*rivals, *([self._rank(outside)] if outside else [])], default=(0, 0, 0))
        if outside and tried.order == CUSTOMER:
            return (9, 0, 0)
        winner = outside or winners.get(said)
        return self._rank(winner) if winner else (0, 0, 0)

    def _rank(self, match: Match) -> tuple[int, int, int]:
        return (match.strength, match.length, -self.tried_by(match.rule).order)


def says(rule: Rule) -> dict[str, str]:
    """Return what a rule says by axis; `outside` stands for itself."""
    if rule.outside:
        return {"outside": "outside"}
    said = {"audience": rule.audience, "horizon": rule.horizon}
    return {axis: value.value for axis, value in said.items() if value}
