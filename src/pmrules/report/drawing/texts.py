"""Texts that stand in a package once, and that cells speak of by number.

A million entries have 19 million cells and 0.4 million distinct texts: with these apart the rows
are 0.55 GB of XML and not 1.3 GB, and deflate, which is most of writing, takes a third of the time.
"""

from collections.abc import Iterator, Sequence

from pmrules.report.drawing.contents import escape
from pmrules.report.drawing.safe import clean

PART = "xl/sharedStrings.xml"
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="%b" uniqueCount="%d">'
)
_BEFORE, _AFTER = '<si><t xml:space="preserve">', "</t></si>"
_BETWEEN = "\x00"
"""No text of a workbook can hold it."""
_TOGETHER = 10_000
# openpyxl writes texts into their cells, and so knows nothing of the part.
_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.'
    b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_RELATION = (
    b'<Relationship Id="rIdTexts" Target="sharedStrings.xml" Type="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>'
)
_NAMED = {
    "[Content_Types].xml": (b"</Types>", _TYPE),
    "xl/_rels/workbook.xml.rels": (b"</Relationships>", _RELATION),
}


class Texts:
    """The shared texts of one workbook, in the order in which they came."""

    def __init__(self) -> None:
        self._items: list[bytes] = []
        self._known: dict[int, tuple[Sequence[str], range]] = {}
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, texts: Sequence[str]) -> range:
        """Keep texts, fit for cells; return the numbers by which these speak of them.

        A table that runs on into further sheets comes with the same sequence again.
        """
        if id(texts) not in self._known:
            self._items += _items([*map(clean, texts)])
            first, self._count = self._count, self._count + len(texts)
            self._known[id(texts)] = texts, range(first, self._count)
        return self._known[id(texts)][1]

    @property
    def size(self) -> int:
        """How many bytes they will have at most, for the package to reserve room."""
        return len(_HEAD) + len(_MAIN) + sum(map(len, self._items)) + 30

    def xml(self) -> Iterator[bytes]:
        """Yield the part that holds them, in pieces."""
        yield _HEAD % (_MAIN, self._count)
        yield from self._items
        yield b"</sst>"


def _items(texts: Sequence[str]) -> Iterator[bytes]:
    """Texts as XML, many at a time: escaped one by one they take four times as long."""
    for start in range(0, len(texts), _TOGETHER):
        joined = escape(_BETWEEN.join(texts[start : start + _TOGETHER]))
        yield f"{_BEFORE}{joined.replace(_BETWEEN, _AFTER + _BEFORE)}{_AFTER}".encode()


def with_texts(name: str, data: bytes) -> bytes:
    """Return a part that lists others with that of the texts among them; any other as it is."""
    if name not in _NAMED:
        return data
    end, entry = _NAMED[name]
    return data.replace(end, entry + end)
