"""The distinct ways in which entries stand: how measured, where possible, what and whose work."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.analysis.sums import Bools, Ints, combined, distinct
from pmrules.analysis.texts import coded
from pmrules.model import Audience, Horizon, Quadrant, Status
from pmrules.rules.rulebook import NAMED_CUSTOMER, Rulebook
from pmrules.rules.verdict import CELLS

AXIS_VALUES: tuple[str, ...] = tuple(value.value for axis in (Audience, Horizon) for value in axis)
OPEN: tuple[str, ...] = (Status.HALF.value, Status.UNCLASSIFIED.value)
PLACES: tuple[str, ...] = (*(cell.value for cell in Quadrant), *AXIS_VALUES, *OPEN, "outside")
"""Every name under which a slice holds an amount."""

STATES: tuple[frozenset[str], ...] = (
    *(frozenset({cell.value, cell.audience.value, cell.horizon.value}) for cell in Quadrant),
    *(frozenset({"half", value}) for value in AXIS_VALUES),
    frozenset({"half"}),
    frozenset({"unclassified"}),
    frozenset({"outside"}),
)
"""The ways in which an entry is measured: the places in which each counts."""

_HALF, _NEITHER, _UNCLASSIFIED, _OUTSIDE = 4, 8, 9, 10
_BITS = 1 << len(CELLS)
_TOLD = ("status", "audience", "horizon", "activity", "owner")


class Way(NamedTuple):
    """A way in which entries stand."""

    state: int
    """Index into `STATES`."""
    bits: int
    """Where the entries may end: bit i stands for `CELLS[i]`."""
    contested: bool
    activity: str
    owner: str
    customer: bool = False
    """Whether one customer is meant because a name stands in the client column, or is listed."""

    @property
    def is_open(self) -> bool:
        """Whether an axis is unknown."""
        return _HALF <= self.state < _OUTSIDE

    @property
    def known(self) -> str:
        """The value of the one axis that is known; empty where none is, or both are."""
        return AXIS_VALUES[self.state - _HALF] if _HALF <= self.state < _NEITHER else ""

    def settled(self) -> "Way":
        """Return it with what is contested taken as it was judged; what is open stays open."""
        if self.is_open:
            return self
        cell = CELLS.index("outside") if self.state == _OUTSIDE else self.state
        return self._replace(bits=1 << cell, contested=False)

    def bare(self) -> "Way":
        """Return it with its place on the matrix alone."""
        return self._replace(activity="", owner="", customer=False)

    def work(self) -> "Way":
        """Return it with its place, and what and whose work it is."""
        return self._replace(customer=False)

    def limited(self, labels: frozenset[tuple[str, str]]) -> "Way":
        """Return it with an activity and an owner only if a limit asks for them."""
        return self._replace(
            activity=self.activity if ("activity", self.activity) in labels else "",
            owner=self.owner if ("owner", self.owner) in labels else "",
            customer=False,
        )


Ways = tuple[Way, ...]


class Standings(Struct, frozen=True):
    """The distinct ways in which entries are measured: where, where possible, whether contested.

    `codes` says for every row which of them is its own; the other columns have a row a standing.
    """

    codes: Ints
    states: Ints
    bits: Ints
    contested: Bools

    @classmethod
    def of(cls, ways: Ways, codes: Ints) -> "Standings":
        """Tell the rows of these ways apart by what matters on the matrix."""
        place = [(way.state * _BITS + way.bits) * 2 + way.contested for way in ways]
        found, places = distinct(np.array(place, dtype=np.int64)[codes])
        return cls(places, found // 2 // _BITS, found // 2 % _BITS, (found % 2).astype(bool))

    def __len__(self) -> int:
        return len(self.states)

    def counts_in(self, place: str) -> Bools:
        """Return for each standing whether its hours are measured in a place."""
        return np.array([place in STATES[state] for state in self.states], dtype=bool)

    def split(self, labelled: Bools) -> tuple["Standings", Bools]:
        """Tell rows that bear a label from those that do not, for all further sums."""
        found, codes = distinct(self.codes * 2 + labelled)
        old = found // 2
        parts = Standings(codes, self.states[old], self.bits[old], self.contested[old])
        return parts, (found % 2).astype(bool)


def ways_of(frame: pd.DataFrame) -> tuple[Ways, Ints]:
    """Return the ways in which the entries of a classified table stand, and each entry's."""
    columns = [coded(frame[name]) for name in _TOLD]
    bits = frame["possible"].to_numpy(dtype=np.uint8)
    contested = frame["contested"].to_numpy(dtype=bool)
    rules, rule = coded(frame["rule_audience"])
    customer = np.array(rules == NAMED_CUSTOMER)[rule]
    row, codes = combined(
        *((code, len(texts)) for texts, code in columns),
        *((bits, _BITS), (contested, 2), (customer, 2)),
    )
    texts = [texts[code[row]].tolist() for texts, code in columns]
    others = (each[row].tolist() for each in (bits, contested, customer))
    return tuple(map(_way, *texts, *others)), codes


def all_ways(*ways: Iterable[Way]) -> Ways:
    """Return all ways, each once, in their order."""
    return tuple(sorted({way for each in ways for way in each}))


def numbers(ways: Iterable[Way], among: Ways) -> Ints:
    """Return which number each way has among others."""
    number = {way: place for place, way in enumerate(among)}
    return np.array([number[way] for way in ways], dtype=np.int64)


def labels(rulebook: Rulebook) -> frozenset[tuple[str, str]]:
    """Return the activities and owners that limits ask for."""
    targets = (limit.of for limit in rulebook.limits)
    return frozenset((of.kind, of.value) for of in targets if of.kind in {"activity", "owner"})


def borne(ways: Sequence[Way], kind: str, value: str) -> Bools:
    """Return for each way whether it bears an activity or an owner."""
    return np.array([getattr(way, kind) == value for way in ways], dtype=bool)


def _way(
    status: str,
    audience: str,
    horizon: str,
    activity: str,
    owner: str,
    bits: int,
    contested: bool,
    customer: bool,
) -> Way:
    return Way(_state(status, audience, horizon), bits, contested, activity, owner, customer)


def _state(status: str, audience: str, horizon: str) -> int:
    if status == Status.OUTSIDE:
        return _OUTSIDE
    if status == Status.UNCLASSIFIED:
        return _UNCLASSIFIED
    if audience and horizon and status == Status.CLASSIFIED:
        return CELLS.index(f"{audience}-{horizon}")
    known = audience or horizon
    return _HALF + AXIS_VALUES.index(known) if known else _NEITHER
