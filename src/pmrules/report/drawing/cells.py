"""The one place that reaches past openpyxl's public names, for speed and for its defaults."""

from collections.abc import Sequence
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.cell.text import InlineFont
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.colors import Color
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from pmrules.report import theme

_IN_ORDER = ("b", "sz", "color", "rFont")


def run_font(size: float, ink: str, *, bold: bool) -> InlineFont:
    """Return the look of a part of a text, its elements in the order in which Excel writes them."""
    font: Any = InlineFont(rFont=theme.FONT, sz=size, b=bold, color=Color(rgb=f"FF{ink}"))
    font.__elements__ = _IN_ORDER
    made: InlineFont = font
    return made


def place(sheet: Worksheet, row: int, column: int, value: object, style: StyleArray) -> None:
    """Put a ready value into a cell: a text stays a text, and the style is shared, not copied.

    Assigning to `Cell.value` would guess a formula from `=` and check every character again.
    """
    cell: Any = Cell(sheet, row=row, column=column)
    cell._value = value
    cell.data_type = "n" if value is None or isinstance(value, int | float) else "s"
    cell._style = style
    cells: Any = sheet
    cells._cells[row, column] = cell


def place_formula(sheet: Worksheet, row: int, column: int, formula: str, style: StyleArray) -> None:
    """Put a formula of ours into a cell, without what it comes to: openpyxl stores no results."""
    place(sheet, row, column, f"={formula}", style)
    cells: Any = sheet
    cells._cells[row, column].data_type = "f"


def restyle(sheet: Worksheet, row: int, column: int, style: StyleArray) -> bool:
    """Give a cell that is there another style; return whether there was one."""
    cells: Any = sheet
    cell = cells._cells.get((row, column))
    if cell is not None:
        cell._style = style
    return cell is not None


def style_of(cell: Cell) -> StyleArray:
    """Return the id under which the workbook keeps the style of a cell."""
    styled: Any = cell
    array: StyleArray = styled._style
    return array


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


def style_number(sheet: Worksheet, style: StyleArray) -> int:
    """Return the number by which the saved sheet speaks of a style."""
    inside: Any = sheet.parent
    number: int = inside._cell_styles.add(style)
    return number
