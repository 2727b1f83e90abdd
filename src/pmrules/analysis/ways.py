"""The distinct ways in which entries stand: how measured, where possible, what and whose work."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from pmrules.analysis.sums import Bools, Ints, distinct, grouped
from pmrules.analysis.texts import coded
from pmrules.model import Audience, Horizon, Quadrant, Status
from pmrules.rules.rulebook import Rulebook
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
_STATUSES = {status.value: code for code, status in enumerate(Status)}
_AUDIENCES = {audience.value: code for code, audience in enumerate(Audience, 1)}
_HORIZONS = {horizon.value: code for code, horizon in enumerate(Horizon, 1)}


class Way(NamedTuple):
    """A way in which entries stand."""

    state: int
    """Index into `STATES`."""
    bits: int
    """Where the entries may end: bit i stands for `CELLS[i]`."""
    contested: bool
    activity: str
    owner: str

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
        """Return it without what and whose work it is."""
        return self._replace(activity="", owner="")

    def limited(self, labels: frozenset[tuple[str, str]]) -> "Way":
        """Return it with an activity and an owner only if a limit asks for them."""
        return self._replace(
            activity=self.activity if ("activity", self.activity) in labels else "",
            owner=self.owner if ("owner", self.owner) in labels else "",
        )


Ways = tuple[Way, ...]


@dataclass(frozen=True)
class Standings:
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
    place = _states(frame) * _BITS + frame["possible"].to_numpy(dtype=np.int64)
    place = place * 2 + frame["contested"].to_numpy(dtype=bool)
    activities, activity = coded(frame["activity"])
    owners, owner = coded(frame["owner"])
    row, codes = grouped(place, activity, owner)
    found = [
        Way(each // 2 // _BITS, each // 2 % _BITS, bool(each % 2), activities[what], owners[whose])
        for each, what, whose in zip(place[row].tolist(), activity[row], owner[row], strict=True)
    ]
    return tuple(found), codes


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


def _states(frame: pd.DataFrame) -> Ints:
    """Every combination of status, audience and horizon is looked up once, not every entry."""
    status = _translated(frame["status"], _STATUSES)
    audience = _translated(frame["audience"], _AUDIENCES)
    horizon = _translated(frame["horizon"], _HORIZONS)
    table = np.array(
        [_state(s, a, h) for s in Status for a in ("", *Audience) for h in ("", *Horizon)],
        dtype=np.int64,
    )
    states: Ints = table[(status * 3 + audience) * 3 + horizon]
    return states


def _translated(column: "pd.Series[str]", meanings: Mapping[str, int]) -> Ints:
    texts, codes = coded(column)
    table = np.array([meanings.get(text, 0) for text in texts] or [0], dtype=np.int64)
    translated: Ints = table[codes]
    return translated


def _state(status: Status, audience: str, horizon: str) -> int:
    if status is Status.OUTSIDE:
        return _OUTSIDE
    if status is Status.UNCLASSIFIED:
        return _UNCLASSIFIED
    if audience and horizon and status is Status.CLASSIFIED:
        return CELLS.index(f"{audience}-{horizon}")
    known = audience or horizon
    return _HALF + AXIS_VALUES.index(known) if known else _NEITHER


def borne(ways: Sequence[Way], kind: str, value: str) -> Bools:
    """Return for each way whether it bears an activity or an owner."""
    return np.array([getattr(way, kind) == value for way in ways], dtype=bool)
