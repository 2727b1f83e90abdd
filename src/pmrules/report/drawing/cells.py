"""The one place that reaches past openpyxl's public names, for speed and for its defaults."""

from collections.abc import Callable, Sequence
from typing import Any

from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE, BUILTIN_FORMATS_REVERSE
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import Table

from pmrules.report import theme


class Parts:
    """Parts of styles by the numbers under which a workbook keeps them.

    openpyxl makes and compares a font, a border and an alignment for each style that a cell is
    given; 130 styles of a report share 40 of them.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._inside: Any = workbook
        self._known: dict[tuple[object, ...], int] = {}

    def number(self, kind: str, make: Callable[..., object], *looks: object) -> int:
        """Return the number of a part: one of the `fonts`, `fills`, `borders` or `alignments`."""
        key = (kind, *looks)
        if key not in self._known:
            self._known[key] = getattr(self._inside, f"_{kind}").add(make(*looks))
        return self._known[key]

    def format(self, number: str) -> int:
        """Return the number of a number format."""
        if number in BUILTIN_FORMATS_REVERSE:
            return BUILTIN_FORMATS_REVERSE[number]
        added: int = self._inside._number_formats.add(number)
        return added + BUILTIN_FORMATS_MAX_SIZE

    def style(self, **numbers: int) -> int:
        """Return the number by which cells speak of a style made of such parts."""
        style: Any = StyleArray()
        for part, number in numbers.items():
            setattr(style, part, number)
        added: int = self._inside._cell_styles.add(style)
        return added


def default_font(workbook: Workbook) -> None:
    """Make Arial the font of everything that has no style of its own."""
    inside: Any = workbook
    for font in (inside._named_styles["Normal"].font, inside._fonts[0]):
        font.name, font.size = theme.FONT, 10
        font.scheme = font.family = None


def named_table(name: str, cells: str, titles: Sequence[str]) -> Table:
    """Return a real table whose columns have names already.

    openpyxl would look them up in the sheet, and make every cell of the table on the way.
    """
    table: Any = Table(displayName=name, ref=cells)
    table._initialise_columns()
    for column, title in zip(table.tableColumns, titles, strict=True):
        column.name = title
    made: Table = table
    return made
