"""A raw sheet by columns: each column once as distinct values and once as codes into them."""

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from pmrules.model import Notice, Rejected, Skipped

Codes = npt.NDArray[np.int32]


class Coded(Struct, frozen=True):
    """A column: `values[codes[i]]` is the cell of row i."""

    codes: Codes
    values: list[Any]
    """Distinct cells: `str` (empty text for an empty cell), and from workbooks also `int`, `float`,
    `bool`, `datetime`, `date`, `time`, `timedelta` or `CellError`. Values of different types are
    different values: `1`, `1.0` and `True` each stand for themselves."""

    def take(self, rows: slice | npt.NDArray[Any]) -> "Coded":
        """Return the column at these rows; the distinct values stay."""
        return Coded(self.codes[rows], self.values)


class CellError(Struct, frozen=True):
    """A cell that holds an error or a formula without a stored result."""

    text: str
    """As shown: `#REF!`, or the formula."""


class Grid(Struct, frozen=True):
    """All rows of one sheet or text file, the header among them."""

    sheet: str
    columns: tuple[Coded, ...]
    """All of one length; ragged rows are filled with empty text."""
    rows: npt.NDArray[np.int64]
    """Row numbers as a person counts them, one a row of the grid."""
    hidden: bool = False
    skipped: tuple[Skipped, ...] = ()
    """Records that reading alone put aside: blank lines."""
    rejected: tuple[Rejected, ...] = ()
    """Records that reading alone could not take: too many or too few fields."""
    notices: tuple[Notice, ...] = ()
    origin: Coded | None = None
    """The column that each row's duration comes from, as text, where days stood across."""

    @property
    def height(self) -> int:
        """How many rows the grid has."""
        return len(self.rows)

    def cell(self, row: int, column: int) -> Any:
        """Return one cell; row and column count from 0."""
        coded = self.columns[column]
        return coded.values[coded.codes[row]]

    def row(self, at: int) -> tuple[Any, ...]:
        """Return the cells of one row; it counts from 0."""
        return tuple(self.cell(at, column) for column in range(len(self.columns)))

    def head(self, count: int) -> tuple[tuple[Any, ...], ...]:
        """Return the first rows as tuples of cells."""
        return tuple(self.row(at) for at in range(min(count, self.height)))
