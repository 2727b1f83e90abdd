"""Colours, glyphs and fonts: hue and shape say who, depth and fill say when."""

from collections.abc import Mapping

from msgspec import Struct

from pmrules.model import Quadrant


class Swatch(Struct, frozen=True):
    """How a place of the matrix looks; colours as six hexadecimal digits."""

    fill: str
    ink: str
    """For text on the fill."""
    outline: str
    """For edges, and for text on white."""
    glyph: str

    @staticmethod
    def rgb(colour: str) -> tuple[int, int, int]:
        """Return a colour as red, green and blue from 0 to 255, as terminals want it."""
        return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


INK = "1B1F27"
MUTED = "5B6472"
FAINT = "8A8F98"
HAIRLINE = "D9DCE1"
GUIDE = "E3E6EA"
"""Bars of limits, beside the coloured bars of what was measured."""
LOAD = "D9DDE4"
"""Bars inside cells."""
INPUT = "FFFBE8"
"""Cells that a person may fill in."""
WHITE = "FFFFFF"
ALARM = ("9B1B30", "FBE9EC")
"""Ink and fill of a certain flag."""
WARNING = ("7A4B00", "FFF4D6")
"""Ink and fill of a possible flag."""

FONT = "Arial"

OPEN = Swatch(WHITE, INK, FAINT, "?")
"""Half-classified and unclassified."""
OUTSIDE = Swatch("EEF0F3", MUTED, FAINT, "–")
"""Not on the matrix."""

SWATCHES: Mapping[str, Swatch] = {
    Quadrant.MARKET_CURRENT.value: Swatch("1F3F6E", WHITE, "1F3F6E", "■"),
    Quadrant.MARKET_FUTURE.value: Swatch("86AEDC", INK, "1F3F6E", "□"),
    Quadrant.ONE_CURRENT.value: Swatch("A34D16", WHITE, "A34D16", "●"),
    Quadrant.ONE_FUTURE.value: Swatch("FFD097", INK, "A34D16", "○"),
    "half": OPEN,
    "unclassified": OPEN,
    "open": OPEN,
    "outside": OUTSIDE,
}
"""By place: the four quadrants, `half`, `unclassified`, both together as `open`, `outside`."""

MARKS: Mapping[str, str] = {"up": "▲", "down": "▼", "flag": "▲", "open": "?", "ok": "✓"}
"""The signs before findings."""
CERTAIN, POSSIBLE = "▲", "△"
"""The signs before flags."""

ORDER = (
    Quadrant.MARKET_CURRENT,
    Quadrant.MARKET_FUTURE,
    Quadrant.ONE_CURRENT,
    Quadrant.ONE_FUTURE,
)
"""Reading order of the matrix: rows from the market to one customer, columns from now on."""
