"""One sheet to draw on: cells by row and column, what was placed where, what comes later."""

import datetime as dt
import math
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from pmrules.report import theme
from pmrules.report.content.kinds import Chart, Value
from pmrules.report.drawing import contents
from pmrules.report.drawing.grid import Grid
from pmrules.report.drawing.measure import column_points
from pmrules.report.drawing.rows import Rows
from pmrules.report.drawing.safe import clean, risky
from pmrules.report.drawing.styles import Style, Styles
from pmrules.report.drawing.texts import Texts

ROW = 17.0
"""Height of an ordinary row, in points."""
_HIGHEST = 409.0
_EPOCH = dt.date(1899, 12, 30)


class Placed(Struct, frozen=True):
    """Where a table stands: its header's row and its first column, from 1."""

    sheet: str
    header: int
    column: int


class Run(Struct, frozen=True):
    """A piece of text with its own look, inside a cell."""

    text: str
    bold: bool = False
    ink: str = theme.INK
    size: float = 10.0


class Canvas(Struct):
    """A sheet with the means to draw on it; rows and columns count from 1."""

    sheet: Worksheet
    styles: Styles
    widths: tuple[float, ...]
    placed: dict[str, Placed]
    """Tables of all sheets by name."""
    texts: Texts
    """Texts of all sheets that stand in the package once."""
    waiting: list[tuple[Chart, int]]
    """Charts with the row of their top: drawn when all tables stand."""
    headers: list[int] = field(default_factory=list)
    """Rows of table headers, in order."""
    spliced: Rows | None = None
    """Rows that go in when the sheet is saved."""
    live: bool = False
    """Whether formulas are written, or the values alone."""
    grid: Grid = field(default_factory=Grid)
    """The cells of this sheet."""
    ranges: dict[str, str] = field(default_factory=dict)
    """Cells of this sheet by the name under which formulas speak of them."""

    def put(self, row: int, column: int, value: Value, style: Style, formula: str = "") -> None:
        """Write a value: texts as texts whatever they look like, dates as serial numbers.

        Where the report is live, its formula is written, and the value kept as its result.
        """
        if formula and self.live:
            result = value if isinstance(value, str) else _number(value)
            content = contents.formula(formula, result)
        elif isinstance(value, str):
            style = replace(style, quoted=True) if risky(value) else style
            content = contents.text(clean(value))
        else:
            content = contents.number(_number(value))
        self.grid.put(row, column, self.styles.number(style), content)

    def runs(self, row: int, column: int, runs: Sequence[Run], style: Style) -> None:
        """Write a text of several looks."""
        pieces = (
            (contents.look(theme.FONT, run.size, run.ink, bold=run.bold), clean(run.text))
            for run in runs
            if run.text
        )
        self.grid.put(row, column, self.styles.number(style), contents.runs(pieces))

    def height(self, row: int, points: float) -> None:
        """Set the height of a row, as far as a workbook knows heights."""
        self.grid.set_height(row, min(points, _HIGHEST))

    def room(self, first: int, last: int | None = None) -> float:
        """Return how many points the columns from one to another have."""
        widths = self.widths[first - 1 : last]
        return sum(map(column_points, widths))


def serial(day: dt.date) -> int:
    """Return a day as workbooks count days."""
    return (day - _EPOCH).days


def _number(value: float | dt.date | None) -> float | None:
    if isinstance(value, dt.date):
        return serial(value)
    if value is None or not math.isfinite(value):
        return None
    return value
