"""Tables: a heavy line under the header, hairlines between rows, numbers at the right."""

import re
from typing import Any

from msgspec.structs import replace
from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pmrules.report import theme
from pmrules.report.content.kinds import Cell, Column, Table
from pmrules.report.drawing.canvas import ROW, Canvas, Placed
from pmrules.report.drawing.cells import named_table
from pmrules.report.drawing.measure import broken
from pmrules.report.drawing.styles import (
    SIZE,
    TONES,
    Style,
    number_format,
    right_sided,
    with_room,
)
from pmrules.wording.catalogue import say

CHOICES = "pmrules_choices"
"""The defined name of the labels that drop-downs offer."""
REFERENCE = re.compile(r"\[(\d+)(?:,(\d+))?\]")
"""How a formula speaks of a cell of its table: its column, and its row unless it is the same."""
_HEADER = Style(size=9, bold=True, vertical="bottom", wrap=True, below="heavy")
_LINE = 12.5
_PADDING = 6.0
BUTTON = 2
"""Indent of a header at the right, where a filter button covers its last two characters."""


def draw_table(canvas: Canvas, table: Table, row: int) -> int:
    """Draw a table with its header in a row; return the row below it."""
    left = table.start + 1
    canvas.placed[table.name] = Placed(canvas.sheet.title, row, left)
    canvas.headers.append(row)
    _draw_header(canvas, table, row)
    below = row + 1
    first_total = len(table.rows) - table.totals
    looks = Looks(table)
    tops: list[int] = []
    for number, cells in enumerate(table.rows):
        place = _place_of_row(table, number, first_total)
        tops.append(below)
        below = _draw_row(canvas, looks, _addressed(cells, left, tops), below, place)
    _extras(canvas, table, row, below - 1)
    return below


def _addressed(cells: tuple[Cell, ...], left: int, tops: list[int]) -> tuple[Cell, ...]:
    """Cells whose formulas speak of addresses, where every row so far has its top."""

    def address(match: re.Match[str]) -> str:
        row = tops[int(match[2])] if match[2] else tops[-1]
        return f"${get_column_letter(left + int(match[1]))}{row}"

    return tuple(
        replace(cell, formula=REFERENCE.sub(address, cell.formula)) if cell.formula else cell
        for cell in cells
    )


def _place_of_row(table: Table, number: int, first_total: int) -> str:
    if number < first_total - 1 or (number == first_total - 1 and not table.totals):
        return "row"
    if number == first_total - 1:
        return "last"
    return "total" if number == first_total else "further"


class Looks:
    """The styles of a table's cells, each worked out once: rows by the thousand look alike."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._indents = [_indent(table, number) for number in range(len(table.columns))]
        self._known: dict[tuple[int, str, str, bool, str], Style] = {}

    def of(self, number: int, cell: Cell, place: str) -> Style:
        """Return the style of a cell in a column, from 0, where its row stands in a place."""
        key = (number, cell.kind, cell.tone, isinstance(cell.value, str), place)
        if key not in self._known:
            self._known[key] = self._made(number, cell, place)
        return self._known[key]

    def _made(self, number: int, cell: Cell, place: str) -> Style:
        style = cell_style(self.table.columns[number], cell, place, spaced=self.table.spaced)
        return (
            style if style.right else replace(style, indent=style.indent or self._indents[number])
        )


def _indent(table: Table, number: int) -> int:
    """Room at the outer side: for a filter button, or between a full cell and a text."""
    if right_sided(table.columns[number].kind):
        return BUTTON if table.spaced else 0
    before = table.columns[number - 1]
    full = before.wrap or (right_sided(before.kind) and not table.spaced)
    return int(number > 0 and full)


def _draw_header(canvas: Canvas, table: Table, row: int) -> None:
    lines = 1
    for number, column in enumerate(table.columns):
        at = table.start + 1 + number
        style = replace(_HEADER, right=right_sided(column.kind), indent=_indent(table, number))
        canvas.put(row, at, column.title, style)
        room = canvas.room(at, at) - 6 - 9 * style.indent
        lines = max(lines, len(broken(column.title, _HEADER.size, room, bold=True)))
    _line_to_the_edge(canvas, table, len(table.columns), row, "header")
    canvas.height(row, _PADDING + 12 * lines + 2)


def _draw_row(canvas: Canvas, looks: Looks, cells: tuple[Cell, ...], row: int, place: str) -> int:
    table = looks.table
    lines, rest, end = 1, _rest(canvas, table, cells), place
    place = "further" if rest else place
    for number, (column, cell) in enumerate(zip(table.columns, cells, strict=False)):
        at = table.start + 1 + number
        style, value = looks.of(number, cell, place), cell.value
        if isinstance(value, str) and column.wrap:
            lines = max(lines, _lines(value, style, canvas.room(at, at)))
        elif isinstance(value, str) and column.flows:
            value = broken(value, SIZE, canvas.room(at) - 5, bold=style.bold)[0]
        canvas.put(row, at, value, style, cell.formula)
        if cell.mark:
            canvas.ranges[cell.mark] = f"${get_column_letter(at)}${row}"
    _line_to_the_edge(canvas, table, len(cells), row, place)
    canvas.height(row, ROW if lines == 1 else _PADDING + _LINE * lines)
    return _draw_rest(canvas, table, rest, row, end)


def _lines(text: str, style: Style, room: float) -> int:
    """In how many lines a text stands in a cell that wraps."""
    inside = room - 5 - 9 * style.indent
    parts = text.splitlines() or [""]
    return sum(len(broken(part, SIZE, inside, bold=style.bold)) for part in parts)


def _line_to_the_edge(canvas: Canvas, table: Table, cells: int, row: int, place: str) -> None:
    """Carry the line below a text that runs on to the end of the sheet."""
    if not table.columns[-1].flows:
        return
    style = _HEADER if place == "header" else cell_style(Column(""), Cell(None), place)
    for at in range(table.start + 1 + cells, len(canvas.widths) + 1):
        canvas.put(row, at, None, style)


def _rest(canvas: Canvas, table: Table, cells: tuple[Cell, ...]) -> list[str]:
    """The lines of a text that runs on to the end of the sheet, but for the first."""
    last = cells[-1].value
    if len(cells) < len(table.columns) or not table.columns[-1].flows or not isinstance(last, str):
        return []
    return broken(last, SIZE, canvas.room(table.start + len(cells)) - 5)[1:]


def _draw_rest(canvas: Canvas, table: Table, rest: list[str], row: int, place: str) -> int:
    count = len(table.columns)
    for number, line in enumerate(rest, start=1):
        row += 1
        style = cell_style(Column(""), Cell(None), place if number == len(rest) else "further")
        for at in range(count):
            text = line if at == count - 1 else None
            canvas.put(row, table.start + 1 + at, text, style)
        canvas.height(row, ROW)
        _line_to_the_edge(canvas, table, count, row, place if number == len(rest) else "further")
    return row + 1


def cell_style(column: Column, cell: Cell, place: str, *, spaced: bool = False) -> Style:
    """Return the style of a cell: its own kind and tone, or its column's."""
    kind = cell.kind or column.kind
    tone = TONES[cell.tone or column.tone]
    total = place in {"total", "further"}
    right = right_sided(kind) or (not isinstance(cell.value, str) and right_sided(column.kind))
    number = number_format(kind)
    return Style(
        bold=tone.bold or place == "total",
        ink=tone.ink,
        fill=tone.fill,
        number=with_room(number) if right and spaced else number,
        right=right,
        wrap=column.wrap,
        indent=int((cell.tone or column.tone).startswith("fill-")),
        above="heavy" if place == "total" else "",
        below="" if total else "heavy" if place == "last" else "hair",
    )


def _extras(canvas: Canvas, table: Table, header: int, last: int) -> None:
    if last - table.totals <= header:
        return
    for number, column in enumerate(table.columns):
        letter = get_column_letter(table.start + 1 + number)
        cells = f"{letter}{header + 1}:{letter}{last - table.totals}"
        if column.range:
            first, end = header + 1, last - table.totals
            canvas.ranges[column.range] = f"${letter}${first}:${letter}${end}"
        if column.bar:
            canvas.sheet.conditional_formatting.add(cells, _bars())
        if column.choices:
            add_choices(canvas, cells)
    if table.filters:
        ends = [get_column_letter(table.start + each) for each in (1, len(table.columns))]
        canvas.sheet.add_table(
            named_table(
                table.name,
                f"{ends[0]}{header}:{ends[1]}{last}",
                [column.title for column in table.columns],
            )
        )


def _bars() -> Rule:
    make: Any = DataBarRule
    bars: Rule = make("num", 0, "max", None, color=f"FF{theme.LOAD}", showValue=True)
    return bars


def add_choices(canvas: Canvas, cells: str) -> None:
    """Offer the organisation's labels in a drop-down of these cells."""
    offered = DataValidation(type="list", formula1=CHOICES, allow_blank=True)
    offered.showErrorMessage = True
    offered.errorTitle = "pmrules"
    offered.error = say("choices.error")
    canvas.sheet.add_data_validation(offered)
    offered.add(cells)
