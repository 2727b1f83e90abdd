"""One block of a grid: rows below their days, what stands beside them, what its cells hold."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import EDGES, is_blank, rendered
from pmrules.ingest.grid import Coded, Grid
from pmrules.ingest.tables.header import Header

Rows = npt.NDArray[np.int64]

EMPTY, ZERO, ABSENT, HOURS = range(4)
"""What a cell of a day holds."""

_ZEROS = frozenset({"0", "0:00", "00:00", "0:00:00", "00:00:00", "0,0", "0.0", "0,00", "0.00", "-"})
_ABSENCE_WORDS = """
    off vacation holiday holidays leave sick pto absent absence weekend free
    frei urlaub krank feiertag abwesend wochenende gleittag elternzeit krankheit ruhetag
    congé conge congés conges maladie férié ferie absent rtt repos vacances vacaciones festivo
    fiesta libre enfermo enferma baja verlof ziek vrij feestdag vakantie
"""
_ABSENCES = frozenset(_ABSENCE_WORDS.split())


class Block(Struct, frozen=True):
    """Rows of a grid below a row of days."""

    grid: Grid
    header: Header
    """The names beside the days, at the row of the days."""
    days: tuple[int, ...]
    """Columns of days, from left to right."""
    at: Rows
    """Rows of the grid, from 0."""
    empty: frozenset[str]
    """Texts that mean nothing to the importer, case-folded."""

    @property
    def beside(self) -> tuple[int, ...]:
        """Columns that are no days."""
        return tuple(at for at in range(len(self.grid.columns)) if at not in self.days)

    def evaluated(self, column: int, function: Callable[[Any], int]) -> npt.NDArray[np.int64]:
        """Apply a function to the distinct cells of a column, one result a row."""
        cells = self.grid.columns[column]
        results = np.array([function(value) for value in cells.values], dtype=np.int64)
        found: npt.NDArray[np.int64] = results[cells.codes[self.at]]
        return found

    def blank(self, column: int) -> Bools:
        """Return in which rows a column holds nothing."""
        blank: Bools = self.evaluated(column, is_blank) == 1
        return blank

    def kinds(self) -> npt.NDArray[np.int64]:
        """Return what every cell of a day holds, a row a row, a column a day."""
        return np.stack([self.evaluated(column, self._kind) for column in self.days], axis=1)

    def hours(self) -> Coded:
        """Return all cells of days as one column, row after row."""
        places: dict[tuple[type, Any], int] = {}
        codes = []
        for column in self.days:
            cells = self.grid.columns[column]
            moved = [places.setdefault((type(each), each), len(places)) for each in cells.values]
            codes.append(np.array(moved, dtype=np.int32)[cells.codes[self.at]])
        return Coded(np.stack(codes, axis=1).ravel(), [value for _, value in places])

    def _kind(self, cell: Any) -> int:
        if is_blank(cell):
            return EMPTY
        if not isinstance(cell, str):
            nothing = rendered(cell) in _ZEROS and not isinstance(cell, bool)
            return ZERO if nothing else HOURS
        text = cell.strip(EDGES).casefold()
        if text in _ZEROS or text in self.empty:
            return ZERO
        return ABSENT if is_absence(text) else HOURS


def is_absence(text: str) -> bool:
    """Whether a text says that nobody worked: holiday, sick, frei."""
    return text.strip(EDGES).casefold().rstrip(".") in _ABSENCES


def carried(cells: Coded, wanted: Bools) -> tuple[Coded, int]:
    """Fill blanks from above, where every value stands only once, as in an outline.

    Returns the column and how many cells were filled.
    """
    blank = np.array([is_blank(value) for value in cells.values], dtype=np.bool_)[cells.codes]
    said = cells.codes[~blank]
    if not len(said) or blank[0] or len(np.unique(said)) < len(said) or not (blank & wanted).any():
        return cells, 0
    above = np.maximum.accumulate(np.where(blank, 0, np.arange(len(blank))))
    filled = blank & wanted
    return Coded(np.where(filled, cells.codes[above], cells.codes), cells.values), int(filled.sum())


def names_of(rows: Iterable[Sequence[Any]], days: Mapping[int, Any], width: int) -> list[str]:
    """Return the names beside the days: of the row of days first, then of its neighbours."""
    names = [""] * width
    for row in rows:
        for at, cell in enumerate(row):
            if at not in days and not names[at] and isinstance(cell, str):
                names[at] = cell.strip(EDGES)
    return names
