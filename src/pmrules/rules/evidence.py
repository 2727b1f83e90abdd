"""What every rule did: counts that add up over any parts of the entries, and how they are told."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec import Struct

from pmrules.rules.rulebook import NAMED_CUSTOMER, Rulebook

Longs = npt.NDArray[np.int64]

NEVER = np.iinfo(np.int64).min
"""Stands for the day on which a rule never matched."""


class RuleEvidence(Struct, frozen=True):
    """What one rule did over all entries."""

    name: str
    origin: str
    hits: int
    """Entries in which it matched."""
    decided: int
    """Seconds of entries of which it decided at least one axis."""
    decided_alone: int
    """Seconds of entries that no other rule matched."""
    last: str
    """Date of the last entry that it matched, ISO; empty if it never did."""
    shadowed_by: str
    """The rule that wins most often where this one matches and never decides; else empty."""


class Evidence(Struct, frozen=True, eq=False):
    """Counts by rule: the named customers, then the rules of the rulebook in their order."""

    hits: Longs
    wins: Longs
    """Entries of which it decided at least one axis."""
    decided: Longs
    alone: Longs
    last: Longs
    """The last day, counted from 1970; `NEVER` where there is none."""
    beaten: Longs
    """Rules that matched and decided nothing, each with one that decided there, ascending: the
    number of the first times the number of rules, and the other's."""
    times: Longs
    """In how many entries."""

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evidence) and all(
            np.array_equal(getattr(self, name), getattr(other, name))
            for name in self.__struct_fields__
        )

    @classmethod
    def nothing(cls, rules: int) -> "Evidence":
        """Return what so many rules did over no entries; the named customers are one of them."""
        no, none = np.zeros(rules, np.int64), np.zeros(0, np.int64)
        return cls(no, no, no, no, np.full(rules, NEVER), none, none)

    def merge(self, other: "Evidence") -> "Evidence":
        """Add what the same rules did over other entries."""
        if len(self.hits) != len(other.hits):
            what = f"counts of {len(self.hits)} rules and of {len(other.hits)} do not add up"
            raise ValueError(what)
        wins = self.wins + other.wins
        pairs = np.concatenate([self.beaten, other.beaten])
        times = np.concatenate([self.times, other.times])
        # Who won somewhere stands in nobody's shadow: as if all had been counted at once.
        still = wins[pairs // max(len(wins), 1)] == 0
        return Evidence(
            self.hits + other.hits,
            wins,
            self.decided + other.decided,
            self.alone + other.alone,
            np.maximum(self.last, other.last),
            *counted(pairs[still], times[still]),
        )

    def told(self, rulebook: Rulebook) -> tuple[RuleEvidence, ...]:
        """Say it of every rule of the rulebook, in its order."""
        names = (NAMED_CUSTOMER, *(rule.name for rule in rulebook.rules))
        shadows = self._shadows()
        return tuple(
            RuleEvidence(
                rule.name,
                rule.origin,
                int(self.hits[n]),
                int(self.decided[n]),
                int(self.alone[n]),
                "" if self.last[n] == NEVER else str(np.datetime64(int(self.last[n]), "D")),
                names[shadows[n]] if n in shadows else "",
            )
            for n, rule in enumerate(rulebook.rules, start=1)
        )

    def _shadows(self) -> dict[int, int]:
        """By rule that matched and never decided: the one that decided most often where it did."""
        # Written in this order, the greatest count of each rule comes last and stays.
        order = np.lexsort((-self.beaten, self.times))
        return {int(p // len(self.hits)): int(p % len(self.hits)) for p in self.beaten[order]}


def counted(pairs: Longs, times: Longs) -> tuple[Longs, Longs]:
    """Return the pairs that occur, ascending, and how often each does."""
    place, found = pd.factorize(pairs, sort=True)
    total = np.zeros(len(found), np.int64)
    np.add.at(total, place, times)
    return found, total
