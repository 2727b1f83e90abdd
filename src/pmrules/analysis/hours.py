"""The entries as columns of numbers: seconds, days, and the distinct ways in which they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmrules.model import Audience, Horizon, Quadrant, Status
from pmrules.rules.verdict import CELLS

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]

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


@dataclass(frozen=True)
class Standings:
    """The distinct ways in which entries stand: how measured, where possible, whether contested.

    `codes` says for every entry which of them is its own; the other columns have a row a standing.
    """

    codes: Ints
    states: Ints
    """Index into `STATES`."""
    bits: Ints
    """Where the entries may end: bit i stands for `CELLS[i]`."""
    contested: Bools

    def __len__(self) -> int:
        return len(self.states)

    def counts_in(self, place: str) -> Bools:
        """Return for each standing whether its hours are measured in a place."""
        return np.array([place in STATES[state] for state in self.states], dtype=bool)

    def split(self, labelled: Bools) -> tuple["Standings", Bools]:
        """Tell entries that bear a label from those that do not, for all further sums."""
        found, codes = distinct(self.codes * 2 + labelled)
        old = found // 2
        parts = Standings(codes, self.states[old], self.bits[old], self.contested[old])
        return parts, (found % 2).astype(bool)


@dataclass(frozen=True)
class Hours:
    """All entries of a report, column by column."""

    frame: pd.DataFrame
    seconds: Ints
    days: Days
    standings: Standings

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Hours":
        """Read the columns of a classified table."""
        return cls(
            frame=frame,
            seconds=frame["seconds"].to_numpy(dtype=np.int64),
            days=frame["date"].to_numpy().astype("datetime64[D]"),
            standings=_standings(frame),
        )

    def __len__(self) -> int:
        return len(self.seconds)


def coded(column: pd.Series) -> tuple[list[str], Ints]:
    """Return the distinct texts of a column and, for every entry, which of them it holds."""
    values = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    codes = np.asarray(values.cat.codes, dtype=np.int64)
    # As a list at once: an Arrow column hands out single texts at 3 microseconds each.
    return [*map(str, values.cat.categories.tolist())], codes


def distinct(codes: Ints) -> tuple[Ints, Ints]:
    """Return the codes that occur, ascending, and for every entry its position among them."""
    positions, found = pd.factorize(codes, sort=True)
    return np.asarray(found, dtype=np.int64), np.asarray(positions, dtype=np.int64)


def _standings(frame: pd.DataFrame) -> Standings:
    bits = frame["possible"].to_numpy(dtype=np.int64)
    contested = frame["contested"].to_numpy(dtype=bool)
    found, codes = distinct((_states(frame) * _BITS + bits) * 2 + contested)
    return Standings(
        codes=codes,
        states=found // 2 // _BITS,
        bits=found // 2 % _BITS,
        contested=(found % 2).astype(bool),
    )


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


def _translated(column: pd.Series, meanings: Mapping[str, int]) -> Ints:
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
