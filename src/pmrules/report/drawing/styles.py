"""Styles made once and shared: what a kind and a tone of content look like in a cell."""

from collections.abc import Callable
from functools import cache
from typing import Any

from msgspec import Struct
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.workbook import Workbook

from pmrules.report import theme
from pmrules.report.drawing.cells import Parts
from pmrules.wording.language import spoken

SIZE = 10.0
_LEFT_KINDS = frozenset({"day", "month", "week"})


class Style(Struct, frozen=True):
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


class Tone(Struct, frozen=True):
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
    """Registers each style once in a workbook and hands out the number by which cells name it."""

    def __init__(self, workbook: Workbook) -> None:
        self._parts = Parts(workbook)
        self.number: Callable[[Style], int] = cache(self._registered)
        """The number of a style."""

    def _registered(self, style: Style) -> int:
        part = self._parts.number
        vertical, wrap = style.vertical, style.wrap
        return self._parts.style(
            fontId=part("fonts", _font, style.size, style.bold, style.ink),
            fillId=part("fills", _fill, style.fill) if style.fill else 0,
            numFmtId=self._parts.format(style.number),
            alignmentId=part("alignments", _aligned, style.right, vertical, wrap, style.indent),
            borderId=part("borders", _border, style.edge, style.above, style.below),
            quotePrefix=int(style.quoted),
        )


def _font(size: float, bold: bool, ink: str) -> Font:
    return Font(name=theme.FONT, size=size, bold=bold, color=ink)


def _fill(ink: str) -> PatternFill:
    return PatternFill("solid", fgColor=ink, bgColor=ink)


def _aligned(right: bool, vertical: str, wrap: bool, indent: int) -> Alignment:
    side = "right" if right else "left"
    said: Any = vertical
    return Alignment(horizontal=side, vertical=said, wrap_text=wrap, indent=indent)


_LINES = {
    "": Side(),
    "hair": Side("thin", color=theme.HAIRLINE),
    "heavy": Side("medium", color=theme.INK),
}
_WHITE = Side("thick", color=theme.WHITE)


def _border(edge: str, above: str, below: str) -> Border:
    return Border(
        left=_WHITE if edge == "left" else Side(),
        right=_WHITE if edge == "right" else Side(),
        top=_LINES[above],
        bottom=_LINES[below],
    )
