"""What sheets are made of: cells, tables, tiles, charts and sentences, as plain values."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy.typing as npt
from msgspec import Struct

Value = str | int | float | dt.date | None


class Cell(Struct, frozen=True):
    """A value with how it is to be read: its kind sets number format and side."""

    value: Value
    kind: str = ""
    """text, hours, share, count, points, change, distance-hours, day, month or week; empty: as
    its column."""
    tone: str = ""
    """plain, strong, muted, faint, alarm, warning, input or a place of the matrix; empty: as its
    column."""
    formula: str = ""
    """What the value is the result of, where the report is live: without `=`; `[2]` is the cell of
    the same row of the table in its column 2, `[2,0]` that of its row 0."""
    mark: str = ""
    """The name under which a saved report has the cell found again; empty: none."""


class Column(Struct, frozen=True):
    """A column of a table."""

    title: str
    kind: str = "text"
    tone: str = "plain"
    wrap: bool = False
    flows: bool = False
    """A last column whose texts run on over empty columns to the end of the sheet."""
    bar: bool = False
    """Drawn with bars in the cells."""
    choices: bool = False
    """A drop-down of the verdicts."""
    range: str = ""
    """The name of its cells above the totals, as `Cell.mark`; empty: none."""


class Table(Struct, frozen=True):
    """Rows below named columns; the last `totals` rows stand below a heavy line."""

    name: str
    """Unique in the workbook, letters only."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: int = 0
    filters: bool = False
    """A real Excel table with filter buttons."""
    lines_up: bool = False
    """Its numbers line up with those of a table with filter buttons."""
    start: int = 0
    """Column of the sheet in which it begins, from 0."""

    @property
    def spaced(self) -> bool:
        """Whether its numbers leave room for filter buttons."""
        return self.filters or self.lines_up


class LongColumn(Struct, frozen=True):
    """A column of many rows: distinct texts or numbers and a code a row, or values of its own."""

    title: str
    kind: str = "text"
    tones: Sequence[str] = ("plain",)
    """One for all, or one a distinct text."""
    texts: Sequence[str] = ()
    numbers: Sequence[float] = ()
    """Distinct numbers in place of texts."""
    codes: npt.NDArray[Any] | None = None
    """Which text or number each row has."""
    own: npt.NDArray[Any] | None = None
    """In place of codes: a whole number or plain ASCII a row."""
    choices: bool = False
    formulas: Sequence[str] = ()
    """What each text is the result of, where the report is live; `[2]` is the cell of column 2 in
    the same row."""
    range: str = ""
    """The name under which formulas, and readers of a saved report, speak of it; empty: none."""


class LongTable(Struct, frozen=True):
    """A table of any length, held by column; it runs on into further sheets."""

    name: str
    columns: tuple[LongColumn, ...]
    order: npt.NDArray[Any]
    """Which row of the columns stands where."""

    def __len__(self) -> int:
        return len(self.order)


class Heading(Struct, frozen=True):
    """A heading inside a sheet, with a muted remark beside it."""

    text: str
    remark: str = ""
    start: int = 0
    new_page: bool = False


class Sentence(Struct, frozen=True):
    """A sentence behind its sign: the headline in bold, the rest plain."""

    mark: str
    tone: str
    headline: str
    detail: str


class Sentences(Struct, frozen=True):
    """Sentences below each other, hairlines between."""

    sentences: tuple[Sentence, ...]


class Lines(Struct, frozen=True):
    """Plain muted lines; long ones are broken where the sheet ends."""

    texts: tuple[str, ...]
    start: int = 0


class Remark(Struct, frozen=True):
    """A line that appears only when its formula finds something to say."""

    formula: str


class Space(Struct, frozen=True):
    """Empty rows."""

    rows: int = 1


class Tile(Struct, frozen=True):
    """One quadrant of the matrix, or a total at its edge."""

    place: str
    label: str
    says: str
    share: Cell
    hours: Cell
    limit: str = ""
    distance: Cell = Cell(None)
    most: str = ""


class Matrix(Struct, frozen=True):
    """The 2x2 as tiles in reading order, with totals of its rows and columns."""

    tiles: tuple[Tile, Tile, Tile, Tile]
    rows: tuple[Tile, Tile]
    columns: tuple[Tile, Tile]


class Series(Struct, frozen=True):
    """One series of a chart: a column of its table."""

    name: str
    place: str
    """A place of the matrix, or `guide`."""
    column: int
    values: tuple[float | None, ...]
    points: tuple[str, ...] = ()
    """A place for each point where they differ."""


class Chart(Struct, frozen=True):
    """Columns or bars over the first rows of a table on this or another sheet."""

    name: str
    says: str
    """What a person who cannot see it is told."""
    form: str
    """`stacked`, `full` (stacked to 100 %) or `clustered`."""
    horizontal: bool
    table: str
    categories: tuple[Value, ...]
    series: tuple[Series, ...]
    kind: str
    """Kind of the values: hours or share."""
    rows: float
    """Height in rows of ordinary text."""
    columns: tuple[int, int]
    """First column of the sheet, and the one after the last."""
    category_kind: str = "text"
    labels: bool = True
    legend: bool = False


class Beside(Struct, frozen=True):
    """Two stacks of parts side by side."""

    left: tuple["Part", ...]
    right: tuple["Part", ...]


Part = Table | LongTable | Heading | Sentences | Lines | Remark | Space | Matrix | Chart | Beside


class Sheet(Struct, frozen=True):
    """One sheet: the title is a finding computed from the numbers."""

    name: str
    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    widths: tuple[float, ...]
    """In characters; a column of width 0 is hidden."""
    tab: str = ""
    """A place of the matrix whose colour the tab has, `alarm` or nothing."""
    one_page: bool = False
    repeat: bool = False
    """The header of its first table is repeated on every page and stays in view."""
    repeat_last: bool = False
    """The header of its last table is repeated on every further page."""
    printed: int = 0
    """Only so many columns are printed; 0: all."""
    keep: int = 0
    """Columns at the left that stay in view."""
