"""What was decided about an entry, and why: the winner, and every loser with why it lost."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from pmrules.model import Audience, Horizon, Quadrant, Status, Strength
from pmrules.rules.rulebook import Rulebook

if TYPE_CHECKING:  # judging one text needs no pandas
    import pandas as pd

    from pmrules.rules.evidence import Evidence, RuleEvidence

CELLS: tuple[str, ...] = (*(quadrant.value for quadrant in Quadrant), "outside")
"""The places where an entry may end; bit i of `possible` stands for `CELLS[i]`."""


class Match(Struct, frozen=True):
    """A keyword that occurred in an entry."""

    rule: str
    keyword: str
    """As typed, with its field prefix."""
    field: str
    """Where it occurred: client, project, task, description, tags or person."""
    words: str
    """The words of the entry that matched, as they stand there."""
    strength: Strength
    length: int
    """Words of the phrase."""
    says: str
    """What it would have decided: `one`, `future`, `outside` ..."""


class RunnerUp(Struct, frozen=True):
    """A match that did not decide."""

    match: Match
    lost: str
    """Why: `weaker`, `shorter phrase`, `later rule`, `same verdict` where it agrees, or
    `a customer alone` where a named customer did not keep an entry on the matrix."""


class Reason(Struct, frozen=True):
    """Why one axis stands where it stands; without a winner nobody knows."""

    axis: str
    """`audience`, `horizon` or `outside`."""
    value: str
    winner: Match | None = None
    runners_up: tuple[RunnerUp, ...] = ()
    contested: bool = False


class Verdict(Struct, frozen=True):
    """Where an entry stands on the matrix, with a reason for each axis."""

    status: Status
    audience: Audience | None
    horizon: Horizon | None
    activity: str
    owner: str
    reasons: tuple[Reason, ...]
    """Audience and horizon, or outside alone."""

    @property
    def quadrant(self) -> Quadrant | None:
        """The cell, if both axes are known."""
        if self.audience and self.horizon:
            return Quadrant.of(self.audience, self.horizon)
        return None

    @property
    def contested(self) -> bool:
        """Whether an equal match disagreed on any axis."""
        return any(reason.contested for reason in self.reasons)


class Classified(Struct, frozen=True):
    """Entries with their verdicts.

    `entries` has `ENTRY_COLUMNS` (person by the name that the report shows), `VERDICT_COLUMNS`
    (categorical texts, empty where unknown; `contested` bool), `possible` (uint8, bits of `CELLS`
    where the entry may stand given what is contested or open; a settled entry has one bit) and
    `case` (int32: entries with the same texts share one case and one verdict).
    """

    entries: "pd.DataFrame"
    rulebook: Rulebook
    verdict: Callable[[int], Verdict]
    """The full verdict of a case, made from stored matches, never by judging again."""
    runners_up: Callable[[], Sequence[str]]
    """One short text a case: its runners-up and why each lost, for the Entries sheet."""
    matched_words: Callable[[], Sequence[str]]
    """One short text a case: the words that decided, for the Entries sheet."""
    did: "Callable[[], Evidence]"
    """What every rule did, as counts that add up."""

    def evidence(self) -> "tuple[RuleEvidence, ...]":
        """Return what every rule of the rulebook did, in its order."""
        return self.did().told(self.rulebook)
