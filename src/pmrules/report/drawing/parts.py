"""Parts drawn below each other, each by what it is."""

import math
from collections.abc import Callable
from typing import Any

from openpyxl.worksheet.pagebreak import Break

from pmrules.report import theme
from pmrules.report.content.kinds import (
    Beside,
    Chart,
    Heading,
    Lines,
    LongTable,
    Matrix,
    Part,
    Remark,
    Sentence,
    Sentences,
    Space,
    Table,
)
from pmrules.report.drawing.canvas import ROW, Canvas, Run
from pmrules.report.drawing.longtable import draw_long_table
from pmrules.report.drawing.measure import broken, width
from pmrules.report.drawing.styles import SIZE, TONES, Style
from pmrules.report.drawing.tables import draw_table
from pmrules.report.drawing.tiles import draw_matrix


def draw_parts(canvas: Canvas, parts: tuple[Part, ...], row: int) -> int:
    """Draw parts from a row down; return the row below them."""
    for part in parts:
        row = draw_part(canvas, part, row)
    return row


def draw_part(canvas: Canvas, part: Part, row: int) -> int:
    """Draw one part; return the row below it."""
    if isinstance(part, Space):
        return row + part.rows
    if isinstance(part, Beside):
        below = draw_parts(canvas, part.left, row)
        return max(below, draw_parts(canvas, part.right, row))
    return _DRAWN[type(part)](canvas, part, row)


def _draw_heading(canvas: Canvas, heading: Heading, row: int) -> int:
    runs = [Run(heading.text, bold=True, size=12)]
    if heading.remark:
        runs.append(Run(f"   {heading.remark}", ink=theme.MUTED, size=9))
    canvas.runs(row, heading.start + 1, runs, Style(size=12))
    canvas.height(row, 22)
    if heading.new_page:
        canvas.sheet.row_breaks.append(Break(id=row - 1))
    return row + 1


def draw_lines(canvas: Canvas, texts: tuple[str, ...], row: int, column: int = 1) -> int:
    """Draw muted lines, broken where the sheet ends."""
    for text in filter(None, texts):
        for line in broken(text, SIZE, canvas.room(column) - 10):
            canvas.put(row, column, line, Style(ink=theme.MUTED))
            canvas.height(row, 15)
            row += 1
    return row


def _draw_sentences(canvas: Canvas, part: Sentences, row: int) -> int:
    for sentence in part.sentences:
        row = _draw_sentence(canvas, sentence, row)
    return row


def _draw_sentence(canvas: Canvas, sentence: Sentence, row: int) -> int:
    """One line where it fits; else the detail goes on below."""
    ink = TONES[sentence.tone].ink
    room = canvas.room(1) - 12 - width(f"{sentence.mark}  ", SIZE)
    taken = width(f"{sentence.headline} ", SIZE, bold=True) if sentence.headline else 0
    first, *rest = _detail_lines(sentence.detail, room, taken)
    runs = [
        Run(f"{sentence.mark}  ", bold=True, ink=ink),
        Run(f"{sentence.headline} " if sentence.headline else "", bold=True),
        Run(first),
    ]
    canvas.runs(row, 1, runs, Style())
    for line in rest:
        canvas.height(row, 15)
        row += 1
        canvas.put(row, 1, line, Style(indent=2))
    _underline(canvas, row, indent=2 if rest else 0)
    canvas.height(row, 19)
    return row + 1


def _detail_lines(detail: str, room: float, taken: float) -> list[str]:
    words = detail.split()
    fitting = 0
    while fitting < len(words):
        if taken + width(" ".join(words[: fitting + 1]), SIZE) > room:
            break
        fitting += 1
    rest = " ".join(words[fitting:])
    return [" ".join(words[:fitting]), *(broken(rest, SIZE, room) if rest else [])]


def _underline(canvas: Canvas, row: int, indent: int) -> None:
    for column in range(1, len(canvas.widths) + 1):
        style = Style(below="hair", indent=indent if column == 1 else 0)
        if not canvas.grid.restyle(row, column, canvas.styles.number(style)):
            canvas.put(row, column, None, style)


def _reserve(canvas: Canvas, chart: Chart, row: int) -> int:
    rows = math.ceil(chart.rows)
    canvas.waiting.append((chart, row))
    for offset in range(rows):
        if not canvas.grid.has_height(row + offset):
            canvas.height(row + offset, ROW)
    return row + rows


def _draw_lines_part(canvas: Canvas, lines: Lines, row: int) -> int:
    return draw_lines(canvas, lines.texts, row, lines.start + 1)


def _draw_remark(canvas: Canvas, remark: Remark, row: int) -> int:
    if canvas.live:
        canvas.put(row, 1, "", Style(ink=theme.ALARM[0], bold=True), remark.formula)
    return row + 1


def _draw_whole(canvas: Canvas, table: LongTable, row: int) -> int:
    return draw_long_table(canvas, table, row, range(len(table)), "")


_DRAWN: dict[type, Callable[[Canvas, Any, int], int]] = {
    Chart: _reserve,
    Heading: _draw_heading,
    Lines: _draw_lines_part,
    LongTable: _draw_whole,
    Matrix: draw_matrix,
    Remark: _draw_remark,
    Sentences: _draw_sentences,
    Table: draw_table,
}
