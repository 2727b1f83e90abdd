"""How wide a text in Arial is, near enough to break lines and choose sizes without a screen."""

import unicodedata
from collections.abc import Iterator
from itertools import chain

# Widths in thousandths of the size, as in the metrics that Arial shares with Helvetica.
_WIDTHS = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ft", 333: "()-`r“”·", 334: "{}", 355: '"',
    389: "*", 469: "^", 500: "Jcksvxyz", 556: "#$0123456789?L_abdeghnopqu–", 584: "+<=>~",
    611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%", 944: "W",
    1000: "…—", 1015: "@",
}  # fmt: skip
_OF = dict(
    chain.from_iterable(((char, width) for char in chars) for width, chars in _WIDTHS.items())
)
_OTHER, _WIDE, _BOLD = 580, 1000, 1.07


class _Widths(dict[str, int]):
    """Widths of characters, of foreign ones as they come."""

    def __missing__(self, char: str) -> int:
        self[char] = _foreign(char)
        return self[char]


_KNOWN = _Widths(_OF)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in points."""
    units = sum(map(_KNOWN.__getitem__, text))
    return units / 1000 * size * (_BOLD if bold else 1)


def _foreign(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    return _OF.get(unicodedata.normalize("NFD", char)[0], _OTHER)


def column_points(characters: float) -> float:
    """Return how wide a column of so many characters is, in points."""
    return (7 * characters + 5) * 0.75


def broken(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Return the text as lines that fit into so many points; longer words are cut."""
    if width(text, size, bold=bold) <= room:
        return [" ".join(text.split())]
    lines: list[str] = []
    for word in _pieces(text, size, room, bold=bold):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def _pieces(text: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    for word in text.split():
        rest = word
        while len(rest) > 1 and width(rest, size, bold=bold) > room:
            length = max(1, int(len(rest) * room / width(rest, size, bold=bold)))
            yield rest[:length]
            rest = rest[length:]
        yield rest
