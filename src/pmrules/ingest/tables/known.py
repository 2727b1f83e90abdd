"""What all of a file settles for each of its pieces, and what each piece tells of itself."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from pmrules.errors import Place
from pmrules.ingest.cells.dates import date_order
from pmrules.ingest.cells.durations import decimal_sign
from pmrules.ingest.cells.minutes import says_minutes
from pmrules.ingest.cells.order import Order
from pmrules.ingest.cells.parsed import Named
from pmrules.ingest.cells.times import time_order
from pmrules.ingest.grid import Coded
from pmrules.ingest.tables.header import Header
from pmrules.ingest.tally import UnlikeError

UNITS = {"duration": "h", "minutes": "min", "seconds": "s"}
"""What a bare number counts, by the role of its column."""


class NeighboursNeededError(Exception):
    """A row of a piece may be a total: what stands in other pieces decides."""


class Neighbours(NamedTuple):
    """Seconds of the entries in a file's pieces above this one, and in those below."""

    above: int = 0
    below: int = 0


class Spot(NamedTuple):
    """A value whose meaning hangs on the others of its file, and where it first stands."""

    role: str
    value: Any
    row: int


class Found(Struct, frozen=True):
    """What pieces of a file tell of themselves."""

    spots: tuple[Spot, ...] = ()
    """In the order of rows; each value once."""
    years: bool = False
    """Whether a date has its year."""
    yearless: bool = False
    """Whether one has none."""
    dayed: bool = False
    """Whether a record has a day."""
    ends: bool = False
    """Whether a readable end stands anywhere."""
    expected: frozenset[str] = frozenset()
    """What rows should have held whose end lies before their start."""
    seconds: tuple[tuple[int, int], ...] = ()
    """A pair a piece: its first row, and the seconds that a total row would add up."""
    waiting: tuple[int, ...] = ()
    """First rows of pieces that need to know their neighbours."""

    def __add__(self, other: "Found") -> "Found":
        """Return what both tell together."""
        spots = sorted((*self.spots, *other.spots), key=lambda spot: spot.row)
        first = {(spot.role, _kind(spot.value)): spot for spot in reversed(spots)}
        return Found(
            spots=tuple(spot for spot in spots if first[spot.role, _kind(spot.value)] is spot),
            years=self.years or other.years,
            yearless=self.yearless or other.yearless,
            dayed=self.dayed or other.dayed,
            ends=self.ends or other.ends,
            expected=self.expected | other.expected,
            seconds=tuple(sorted((*self.seconds, *other.seconds))),
            waiting=tuple(sorted((*self.waiting, *other.waiting))),
        )


class Known(Struct, frozen=True):
    """How every piece of a file is to be understood."""

    header: Header
    dates: Order = field(default_factory=Order)
    times: Order = field(default_factory=Order)
    signs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Decimal sign by role, with the evidence for it."""
    ends: bool = False
    minutes: bool = False
    """Whether hours with two decimals were minutes."""
    expected: str = ""
    """What rows should have held whose end lies before their start, where pieces disagree."""
    neighbours: Neighbours | None = None

    def settled(self, found: Found, file: str, asked: str) -> "Known":
        """Return how pieces are to be understood after all that they tell.

        Raises InputError where it decides nothing, `UnlikeError` where the whole has to be seen.
        """
        header = self.header
        if not found.years and found.yearless:
            raise UnlikeError
        if "date" not in header.columns and not found.dayed:
            raise UnlikeError
        columns = {role: _column(found, role, header, file) for role in header.columns}
        return replace(
            self,
            dates=date_order(_those(columns, "date", "end_date"), asked),
            times=time_order(_those(columns, "start", "end"), asked),
            signs={
                role: decimal_sign([columns[role]], unit)
                for role, unit in UNITS.items()
                if role in columns
            },
            ends=found.ends,
        )


def cuttable(header: Header) -> bool:
    """Whether a table's header lets its rows be understood a piece at a time."""
    lengths = [role for role in UNITS if role in header.columns]
    titles = [header.names[header.columns[role][0]] for role in lengths]
    named = bool(lengths) or all(header.names)
    return len(lengths) <= 1 and named and not any(map(says_minutes, titles))


def _kind(value: Any) -> tuple[type, Any]:
    return type(value), value


def _column(found: Found, role: str, header: Header, file: str) -> Named:
    """Return the values of a role that decide, each once, as a column."""
    spots = [spot for spot in found.spots if spot.role == role]
    codes = np.arange(len(spots), dtype=np.int32)
    rows = np.array([spot.row for spot in spots], dtype=np.int64)
    title = header.names[header.columns[role][0]]
    return Named(Coded(codes, [spot.value for spot in spots]), rows, Place(file, column=title))


def _those(columns: Mapping[str, Named], *roles: str) -> Sequence[Named]:
    return [columns[role] for role in roles if role in columns]
