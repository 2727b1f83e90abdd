"""Styles made once and shared: what a kind and a tone of content look like in a cell."""

from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from pmrules.report import theme
from pmrules.report.drawing.cells import style_of
from pmrules.wording.language import spoken

SIZE = 10.0
_LEFT_KINDS = frozenset({"day", "month", "week"})


@dataclass(frozen=True, slots=True)
class Style:
    """Everything that a cell looks like."""

    size: float = SIZE
    bold: bool = False
    ink: str = theme.INK
    fill: str = ""
    number: str = "General"
    right: bool = False
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0
    quoted: bool = False
    below: str = ""
    """A line below: `hair`, `heavy` or nothing."""
    above: str = ""
    edge: str = ""
    """A white edge at the `left` or the `right`, which sets coloured fields apart."""


@dataclass(frozen=True, slots=True)
class Tone:
    """What a tone does to a cell."""

    ink: str = theme.INK
    fill: str = ""
    bold: bool = False


TONES: dict[str, Tone] = {
    "plain": Tone(),
    "strong": Tone(bold=True),
    "muted": Tone(theme.MUTED),
    "faint": Tone(theme.FAINT),
    "alarm": Tone(*theme.ALARM, bold=True),
    "warning": Tone(*theme.WARNING, bold=True),
    "alarm-text": Tone(theme.ALARM[0], bold=True),
    "warning-text": Tone(theme.WARNING[0], bold=True),
    "input": Tone(fill=theme.INPUT),
    **{place: Tone(swatch.outline, bold=True) for place, swatch in theme.SWATCHES.items()},
    **{
        f"fill-{place}": Tone(swatch.ink, swatch.fill, bold=True)
        for place, swatch in theme.SWATCHES.items()
    },
    # Open work is named in the ink of warnings: grey would say that it does not matter.
    **dict.fromkeys(("half", "unclassified"), Tone(theme.ALARM[0], bold=True)),
}


def number_format(kind: str) -> str:
    """Return the number format of a kind in the language of the report; all others are text."""
    return spoken().texts.get(f"format.{kind}", "General")


def with_room(number: str) -> str:
    """Return a number format that keeps the room of a filter button free at the right.

    By the width of digits, since an indent of numbers moves about where a page is scaled.
    """
    return ";".join(f"{section}_0_0_0" for section in number.split(";"))


def right_sided(kind: str) -> bool:
    """Whether values of a kind stand at the right."""
    return f"format.{kind}" in spoken().texts and kind not in _LEFT_KINDS


class Styles:
    """Registers each style once in a workbook and hands out its shared id."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._known: dict[Style, StyleArray] = {}

    def of(self, style: Style) -> StyleArray:
        """Return the id of a style; it is shared, so nobody may change it."""
        if style not in self._known:
            self._known[style] = self._registered(style)
        return self._known[style]

    def _registered(self, style: Style) -> StyleArray:
        cell = Cell(self._sheet, row=1, column=1)
        cell.font = Font(name=theme.FONT, size=style.size, bold=style.bold, color=style.ink)
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=style.fill, bgColor=style.fill)
        cell.number_format = style.number
        cell.alignment = Alignment(
            horizontal="right" if style.right else "left",
            vertical=style.vertical,
            wrap_text=style.wrap,
            indent=style.indent,
        )
        cell.border = _border(style)
        cell.quotePrefix = style.quoted
        return style_of(cell)


_LINES = {
    "": Side(),
    "hair": Side("thin", color=theme.HAIRLINE),
    "heavy": Side("medium", color=theme.INK),
}
_WHITE = Side("thick", color=theme.WHITE)


def _border(style: Style) -> Border:
    return Border(
        left=_WHITE if style.edge == "left" else Side(),
        right=_WHITE if style.edge == "right" else Side(),
        top=_LINES[style.above],
        bottom=_LINES[style.below],
    )
