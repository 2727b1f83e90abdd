"""How a delimited text is laid out: its delimiter, its header, and the records above it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from msgspec import Struct

DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 30
"""The header is looked for in this many records at the top."""
SAMPLED = 40
"""Records that a sample shows."""
_HEADS = (1 << 18, 1 << 23)
_HINT = "sep="
_JSON = re.compile(rb'\s*(?:\[\s*[\[{\]"]|\{\s*["}])')
"""How JSON begins, and no header: `[Date]` is one."""


class Record(Struct, frozen=True):
    """One record of a text file and where it begins."""

    cells: list[str]
    """Empty for a blank line."""
    offset: int
    """Byte of the text, behind a `sep=` line."""
    line: int
    """Line of the text from 0, behind a `sep=` line."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing but blanks stands in any field."""
        return is_blank(self.cells)


class Layout(Struct, frozen=True):
    """What the first records of a text say about all of it."""

    delimiter: str
    start: int
    """Byte behind a byte order mark and a `sep=` line."""
    hinted: bool
    """Whether a `sep=` line gave the delimiter."""
    first: tuple[Record, ...]
    """The first records, blank lines among them."""
    header: int
    """Which of them holds the column names."""

    @property
    def width(self) -> int:
        """Fields of the header."""
        return len(self.first[self.header].cells)


def layout_of(data: bytes, start: int = 0) -> Layout | None:
    """Find delimiter and header of a UTF-8 text; None where it is no table."""
    if _JSON.match(data, start):
        return None
    hint, length = _hint(data[start : start + 16])
    start += length
    layouts = [
        Layout(delimiter, start, bool(hint), first, _find_header(first[:HEADER_WITHIN]))
        for delimiter in hint or DELIMITERS
        if (first := _first_records(data, start, delimiter))
    ]
    best = max(layouts, key=_score, default=None)
    return best if best and best.width > 1 else None


def read_cells(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Read records as every spreadsheet writes them: doubled quotes, no escapes, any length."""
    reader = csv.reader(lines, delimiter=delimiter)
    with _any_length():
        yield from reader


def is_blank(cells: Sequence[str]) -> bool:
    """Whether nothing but blanks stands in any field."""
    return not any(cell.strip() for cell in cells)


@contextmanager
def _any_length() -> Iterator[None]:
    before = csv.field_size_limit((1 << 31) - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _hint(head: bytes) -> tuple[str, int]:
    """Read the line `sep=;` that Excel writes and hides: its delimiter, and its length."""
    line = b"".join(head.splitlines(keepends=True)[:1])
    text = line.decode("utf-8", "ignore")
    if text[:4].lower() == _HINT and len(text.rstrip("\r\n")) == len(_HINT) + 1:
        return text[4], len(line)
    return "", 0


def _first_records(data: bytes, start: int, delimiter: str) -> tuple[Record, ...]:
    """Read whole records from the head of the text; a longer head where the first is too long."""
    for length in _HEADS:
        cut = len(data) > start + length
        head = data[start : start + length].decode("utf-8", "ignore")
        records = tuple(islice(_records(head, delimiter), SAMPLED + 1))
        if not cut or len(records) > SAMPLED:
            return records[:SAMPLED]
        if len(records) > 1:
            return records[:-1]
    return records[:SAMPLED]


def _records(text: str, delimiter: str) -> Iterator[Record]:
    lines = _Counted(io.StringIO(text, newline=""))
    offset = line = 0
    for cells in read_cells(lines, delimiter):
        yield Record(cells, offset, line)
        offset, line = lines.bytes, lines.lines


class _Counted:
    """Lines as they are taken, with how many were."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.bytes = self.lines = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.bytes += len(line.encode())
        self.lines += 1
        return line


def _find_header(first: Sequence[Record]) -> int:
    """Find the record with most names; where none is all names, the first of the usual width."""
    names = [_names(record.cells) for record in first]
    if max(names) > 1:
        return names.index(max(names))
    widths = [len(record.cells) for record in first]
    counts = Counter(widths)
    usual = max(counts, key=lambda width: (counts[width] * (width - 1), width))
    return widths.index(usual)


def _names(cells: Sequence[str]) -> int:
    """Count the cells of a record that may be a header: no header name begins with a digit."""
    texts = [text for cell in cells if (text := cell.strip(" \t\xa0\"'+-"))]
    return 0 if any(text[0].isdigit() for text in texts) else len(texts)


def _score(layout: Layout) -> tuple[bool, bool, int]:
    """How well the delimiter explains the sample: a header all of names, rows as wide as it."""
    named = _names(layout.first[layout.header].cells) > 1
    alike = sum(len(record.cells) == layout.width for record in layout.first)
    return named, alike > 1, alike * (layout.width - 1)
