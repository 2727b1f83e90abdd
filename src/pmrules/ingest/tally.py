"""Remarks that count rows: they merge over the pieces of a file and are worded at the end."""

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import Place
from pmrules.model import Notice


class UnlikeError(Exception):
    """Pieces of a file that cannot be read as the whole would be: the file is read whole."""


class Tally(Struct, frozen=True):
    """Rows of one kind: how many, how much, and the first of them.

    A piece of a file gives every tally that another piece might give, with or without rows.
    """

    word: "Callable[[Tally], Notice | None]"
    """Says it of at least one row, or nothing where these are too few."""
    sums: tuple[int, ...]
    place: Place | None = None
    """Of the first row; None where there is none."""
    shown: tuple[str, ...] = ()
    """What the first row holds."""
    values: frozenset[int] = frozenset()
    """Different values of these rows, where they decide something together."""

    def __add__(self, other: "Tally") -> "Tally":
        """Return the tally of the rows of both."""
        first = min(self, other, key=lambda each: each.row)
        added = tuple(one + two for one, two in zip(self.sums, other.sums, strict=True))
        return replace(first, sums=added, values=self.values | other.values)

    @property
    def row(self) -> float:
        """The first row; behind all rows where there is none."""
        return float("inf") if self.place is None else self.place.row or 0


Remark = Notice | Tally


def worded(remarks: Iterable[Remark]) -> tuple[Notice, ...]:
    """Return what is to be said, tallies in words."""
    return tuple(notice for each in remarks if (notice := _said(each)))


def _said(remark: Remark) -> Notice | None:
    if isinstance(remark, Notice):
        return remark
    return remark.word(remark) if remark.place else None


def together(one: tuple[Remark, ...], other: tuple[Remark, ...]) -> tuple[Remark, ...]:
    """Return the remarks on two pieces of a file as those on both.

    Raises `UnlikeError` where one piece says what the other does not and nothing can be added.
    """
    if len(one) != len(other):
        raise UnlikeError
    return tuple(map(_both, one, other))


def _both(one: Remark, other: Remark) -> Remark:
    if isinstance(one, Tally) and isinstance(other, Tally) and one.word == other.word:
        return one + other
    if one != other:
        raise UnlikeError
    return one
