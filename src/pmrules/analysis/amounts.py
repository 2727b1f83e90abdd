"""Hours in the places of the matrix, with what they could still become."""

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import Struct


class Amount(NamedTuple):
    """Hours in one place, with what they could still become.

    Shares are fractions of the hours on the matrix (all hours less outside); None where there are
    none. `low` and `high` bound the share over everything contested and open.
    """

    seconds: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


class Slice(Struct, frozen=True):
    """Totals of one group of entries: everyone, a person, a team, a client, a month ..."""

    key: str
    """The name of the group; a month is `2026-09`, a week the ISO date of its Monday."""
    entries: int
    seconds: int
    on_matrix: int
    """Seconds less outside."""
    amounts: Mapping[str, Amount]
    """By quadrant (`market-future` ...), by axis value (`one`, `market`, `current`, `future`;
    half-classified hours count on the axis that is known), and `half`, `unclassified`, `outside`.
    Shares of `outside` are of all hours."""

    def seconds_of(self, name: str) -> int:
        """Seconds in a place."""
        return self.amounts[name].seconds

    def share_of(self, name: str) -> float:
        """Share of a place, 0.0 where nothing is on the matrix."""
        return self.amounts[name].share or 0.0
