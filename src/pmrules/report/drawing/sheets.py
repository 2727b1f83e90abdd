"""A sheet as a whole: title, lines, parts, then how it stays in view and prints."""

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from pmrules.report import theme
from pmrules.report.content.kinds import LongTable, Sheet
from pmrules.report.drawing.canvas import Canvas
from pmrules.report.drawing.longtable import ROWS, draw_long_table
from pmrules.report.drawing.measure import width
from pmrules.report.drawing.parts import draw_lines, draw_parts
from pmrules.report.drawing.safe import clean
from pmrules.report.drawing.styles import Style
from pmrules.wording.catalogue import say

A4 = 9
_TITLE_SIZES = (20.0, 18.0, 16.0, 14.0, 12.0)
_ZOOM = 100
_HEADER_LIMIT = 60
"""Characters of a report's name in a footer, which holds 255 with its codes."""


def draw_sheet(canvas: Canvas, sheet: Sheet, footer: str, rows: range | None = None) -> None:
    """Draw a sheet; with rows, only those of its one long table."""
    for number, characters in enumerate(sheet.widths, start=1):
        dimension = canvas.sheet.column_dimensions[get_column_letter(number)]
        dimension.width, dimension.hidden = characters + 0.71, not characters
    row = _draw_title(canvas, sheet)
    row = draw_lines(canvas, sheet.lines, row)
    canvas.height(row, 10)
    last = sheet.parts[-1] if sheet.parts else None
    if rows is not None and isinstance(last, LongTable):
        part = canvas.sheet.title.rpartition(" ")[2] if rows.start else ""
        below = draw_long_table(canvas, last, row + 1, rows, part)
    else:
        below = draw_parts(canvas, sheet.parts, row + 1)
    _view(canvas, sheet)
    _print(canvas.sheet, sheet, below - 1, canvas.headers, footer)


def long_parts(sheet: Sheet) -> list[range]:
    """Return the rows of a long table that go on one sheet each; one part if there is none."""
    last = sheet.parts[-1] if sheet.parts else None
    if not isinstance(last, LongTable):
        return [range(0)]
    room = ROWS - len(sheet.lines) - 8
    return [range(start, min(start + room, len(last))) for start in range(0, len(last), room)]


def _draw_title(canvas: Canvas, sheet: Sheet) -> int:
    room = canvas.room(1, sheet.printed or None)
    fitting = [size for size in _TITLE_SIZES if width(sheet.title, size, bold=True) <= room]
    size = fitting[0] if fitting else _TITLE_SIZES[-1]
    canvas.put(1, 1, sheet.title, Style(size=size, bold=True))
    canvas.height(1, 34)
    return 2


def _view(canvas: Canvas, sheet: Sheet) -> None:
    worksheet = canvas.sheet
    worksheet.sheet_view.showGridLines = False
    worksheet.sheet_view.zoomScale = _ZOOM
    if sheet.repeat and canvas.headers:
        first = get_column_letter(sheet.keep + 1)
        worksheet.freeze_panes = f"{first}{canvas.headers[0] + 1}"
    if colour := _tab(sheet.tab):
        worksheet.sheet_properties.tabColor = colour


def _tab(tab: str) -> str:
    if tab == "alarm":
        return theme.ALARM[0]
    return theme.SWATCHES[tab].fill if tab else theme.LOAD


def _print(worksheet: Worksheet, sheet: Sheet, last: int, headers: list[int], footer: str) -> None:
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = A4
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 1 if sheet.one_page else 0
    if worksheet.sheet_properties.pageSetUpPr is not None:
        worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    worksheet.page_margins = PageMargins(0.5, 0.5, 0.55, 0.6, 0.3, 0.3)
    worksheet.print_options.horizontalCentered = False
    end = get_column_letter(sheet.printed or len(sheet.widths))
    worksheet.print_area = f"A1:{end}{max(last, 3)}"
    if headers and (sheet.repeat or sheet.repeat_last):
        header = headers[-1] if sheet.repeat_last else headers[0]
        worksheet.print_title_rows = f"{header}:{header}"
    below: Any = worksheet.oddFooter
    for part, text in ((below.left, footer), (below.right, f"&A · {say('footer.page')}")):
        part.text, part.font, part.size, part.color = text, f"{theme.FONT},Regular", 8, theme.MUTED


def footer_text(title: str, span: str) -> str:
    """Return the name of the report for a footer, where an ampersand would begin a code."""
    name = clean(" ".join(title.split()))[:_HEADER_LIMIT] or say("report")
    return " · ".join(filter(None, (name, span))).replace("&", "&&")
