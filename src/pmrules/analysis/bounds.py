"""How far hours in a place can still go: the least and the most over everything open.

An entry may end in any cell of its `possible` bits. A share is highest when all that can be in the
place is there and the rest leaves the matrix where it can; it is lowest when all that can be on the
matrix beside the place is there, and what cannot leaves the matrix where it can.
"""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from pmrules.analysis.sums import Bools, Floats, Ints
from pmrules.analysis.ways import Standings
from pmrules.model import Quadrant
from pmrules.rules.verdict import CELLS

_OUTSIDE = 1 << CELLS.index("outside")
_MATRIX = _OUTSIDE - 1


class Reach(Struct, frozen=True):
    """For each standing: whether it is measured in a place, and where else it could be."""

    measured: Bools
    """In the place, as things stand."""
    on: Bools
    """On the matrix, as things stand."""
    inside: Bools
    """Could be in the place."""
    beside: Bools
    """Could be on the matrix and not in the place."""
    off: Bools
    """Could be outside the matrix."""


class Bounds(Struct, frozen=True):
    """Seconds in a place and on the matrix, a row a group: measured, at the least, at the most."""

    seconds: Ints
    on: Ints
    least: Ints
    """What can be nowhere else."""
    least_on: Ints
    """On the matrix where the share is lowest."""
    most: Ints
    """All that can be in the place."""
    most_on: Ints
    """On the matrix where the share is highest."""
    may_on: Ints
    """All that can be on the matrix."""
    must_on: Ints
    """What cannot leave it."""

    @property
    def share(self) -> Floats:
        """The measured share; 0 where nothing is on the matrix."""
        return _ratio(self.seconds, self.on)

    @property
    def low(self) -> Floats:
        """The lowest share."""
        return _ratio(self.least, self.least_on)

    @property
    def high(self) -> Floats:
        """The highest share."""
        return _ratio(self.most, self.most_on)


def reach_of_place(standings: Standings, place: str) -> Reach:
    """Return how far each standing reaches for a quadrant or a value of an axis."""
    cells = sum(1 << CELLS.index(cell) for cell in _cells(place))
    return Reach(
        measured=standings.counts_in(place),
        on=~standings.counts_in("outside"),
        inside=(standings.bits & cells) != 0,
        beside=(standings.bits & (_MATRIX & ~cells)) != 0,
        off=(standings.bits & _OUTSIDE) != 0,
    )


def reach_of_label(standings: Standings, labelled: Bools) -> Reach:
    """Return the same for an activity or an owner, given which standings bear it.

    Whatever is contested may lose or gain it; half-classified and unclassified hours may gain it.
    """
    on = ~standings.counts_in("outside")
    still_open = standings.counts_in("half") | standings.counts_in("unclassified")
    placeable = (standings.bits & _MATRIX) != 0
    return Reach(
        measured=labelled & on,
        on=on,
        inside=placeable & (labelled | standings.contested | still_open),
        beside=placeable & (~labelled | standings.contested),
        off=(standings.bits & _OUTSIDE) != 0,
    )


def reach_of_total(standings: Standings) -> Reach:
    """Return the same for all hours, on the matrix or outside: nothing about them is open."""
    everything = np.ones(len(standings), dtype=bool)
    return Reach(everything, everything, everything, ~everything, ~everything)


def bounds(sums: Ints, reach: Reach) -> Bounds:
    """Return the bounds for sums of seconds with a row a group and a column a standing."""
    most = _over(sums, reach.inside)
    least = _over(sums, ~reach.beside & ~reach.off)
    return Bounds(
        seconds=_over(sums, reach.measured),
        on=_over(sums, reach.on),
        least=least,
        least_on=least + _over(sums, reach.beside),
        most=most,
        most_on=most + _over(sums, ~reach.inside & ~reach.off),
        may_on=_over(sums, reach.inside | reach.beside),
        must_on=_over(sums, ~reach.off),
    )


def _cells(place: str) -> Iterable[str]:
    return (cell.value for cell in Quadrant if place in {cell.value, cell.audience, cell.horizon})


def _over(sums: Ints, columns: Bools) -> Ints:
    total: Ints = sums[:, columns].sum(axis=1)
    return total


def _ratio(part: Ints, whole: Ints) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
