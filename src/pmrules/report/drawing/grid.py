"""The cells of one sheet as the XML that they become, without an object a cell.

openpyxl keeps a cell as an object with a style of its own, and writes it as a tree: 30 microseconds
where a line of XML takes 3.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from openpyxl.utils import get_column_letter

letter = cache(get_column_letter)
"""The letters of a column, by its number from 1."""


class Grid:
    """Cells by row and column, both from 1, and the heights of rows."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
        self._heights: dict[int, float] = {}

    def put(self, row: int, column: int, style: int, content: str) -> None:
        """Put a cell in its place: what stands in it begins behind its style."""
        self._rows[row][column] = style, content

    def restyle(self, row: int, column: int, style: int) -> bool:
        """Give a cell that is there another style; return whether there was one."""
        cell = self._rows[row].get(column)
        if cell is not None:
            self._rows[row][column] = style, cell[1]
        return cell is not None

    def set_height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._heights[row] = points

    def has_height(self, row: int) -> bool:
        """Whether the height of a row was set."""
        return row in self._heights

    @property
    def dimension(self) -> str:
        """The cells from the first to the last."""
        rows = [row for row, cells in self._rows.items() if cells]
        columns = [column for cells in self._rows.values() for column in cells]
        if not rows:
            return "A1:A1"
        first, last = f"{letter(min(columns))}{min(rows)}", f"{letter(max(columns))}{max(rows)}"
        return f"{first}:{last}"

    def xml(self) -> str:
        """Return all rows."""
        return "".join(map(self._row, sorted(self._rows.keys() | self._heights.keys())))

    def _row(self, row: int) -> str:
        height = self._heights.get(row)
        said = "" if height is None else f' ht="{height:.16g}" customHeight="1"'
        return f'<row r="{row}"{said}>{"".join(self._cells(row))}</row>'

    def _cells(self, row: int) -> Iterator[str]:
        for column, (style, content) in sorted(self._rows.get(row, {}).items()):
            yield f'<c r="{letter(column)}{row}" s="{style}"{content}'
