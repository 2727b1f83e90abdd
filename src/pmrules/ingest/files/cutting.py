"""A large delimited text cut at record boundaries, in one pass that holds a few blocks."""

import hashlib
from codecs import IncrementalDecoder, getincrementaldecoder
from typing import IO

import numpy as np
import numpy.typing as npt
from msgspec import Struct, field

from pmrules.ingest.files.layout import Layout, layout_of
from pmrules.ingest.tally import UnlikeError

PIECE = 32 << 20
"""Bytes of a piece: a few hundred MB while it is read and judged."""
HEAD = (1 << 23) + 64
"""Bytes in which the layout of a text shows."""

_BLOCK = 1 << 23
_BOM = b"\xef\xbb\xbf"
_OTHER_KINDS = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xfe",
    b"\xfe\xff",
    b"PAR1",
)
_NO_TABLES = (b"{", b"[", b"<", b"BEGIN:V")
_QUOTE, _LF, _CR = b'"\n\r'

Places = npt.NDArray[np.int64]


class Cut(Struct, frozen=True):
    """A run of whole records of a file."""

    start: int
    stop: int
    row: int
    """Number of its first record as a person counts it."""


class Cuts(Struct, frozen=True):
    """A text cut into runs of records, and what had to be known for that."""

    sha256: str
    layout: Layout
    head: bytes
    """The text down to the header, with it."""
    cuts: tuple[Cut, ...]


def cut(file: IO[bytes], size: int = PIECE) -> Cuts:
    """Cut a UTF-8 table; raises `UnlikeError` where it cannot be done safely.

    Quotes must stand where every reader sees them: before and behind whole fields, or doubled.
    """
    first = file.read(HEAD)
    layout = _layout(first)
    begin = layout.start + layout.first[layout.header + 1].offset
    scan = _Scan(layout, begin, size)
    scan.take(first)
    while block := file.read(_BLOCK):
        scan.take(block)
    return Cuts(scan.digest.hexdigest(), layout, first[:begin], scan.done())


def _layout(first: bytes) -> Layout:
    if first.startswith(_OTHER_KINDS) or first.lstrip(_BOM + b" \t\r\n").startswith(_NO_TABLES):
        raise UnlikeError
    layout = layout_of(first, len(_BOM) if first.startswith(_BOM) else 0)
    if layout is None or len(layout.first) < layout.header + 2:
        raise UnlikeError
    if not any(len(each.cells) == layout.width for each in layout.first[layout.header + 1 :]):
        raise UnlikeError
    return layout


class _Scan(Struct):
    """What is known of a text so far, block by block."""

    layout: Layout
    begin: int
    """Where the first record below the header stands."""
    size: int
    at: int = 0
    quotes: int = 0
    records: int = 0
    last: bytes = b"\n"
    """The byte before the block."""
    starts: list[tuple[int, int]] = field(default_factory=list)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    text: IncrementalDecoder = field(default_factory=getincrementaldecoder("utf-8"))

    def __post_init__(self) -> None:
        self.starts = [(self.begin, self.layout.header + 2)]

    def take(self, block: bytes) -> None:
        """Look at the next bytes."""
        self.digest.update(block)
        self._refuse_other_text(block)
        skipped = max(self.layout.start - self.at, 0)
        self.at += skipped
        self._scan(block[skipped:] if skipped else block)

    def done(self) -> tuple[Cut, ...]:
        """Return the cuts of the whole text."""
        self._refuse_other_text(b"", final=True)
        if self.quotes % 2 or self.last == b"\r":
            raise UnlikeError
        starts = self.starts
        if len(starts) > 1 and self.at - starts[-1][0] < self.size // 2:
            starts = starts[:-1]  # a short rest, or nothing at all, belongs to what stands above
        stops = [start for start, _ in starts[1:]] + [self.at]
        return tuple(
            Cut(start, stop, row) for (start, row), stop in zip(starts, stops, strict=True)
        )

    def _refuse_other_text(self, block: bytes, *, final: bool = False) -> None:
        try:
            if final or not block.isascii() or self.text.getstate()[0]:
                self.text.decode(block, final)
        except UnicodeDecodeError:
            raise UnlikeError from None
        if b"\0" in block:
            raise UnlikeError

    def _scan(self, block: bytes) -> None:
        ends = np.flatnonzero(np.frombuffer(block, np.uint8) == _LF)
        if b'"' in block or self.last == b'"' or self.quotes % 2:
            ends = ends[self._outside(block, ends)]
        if b"\r" in block or self.last == b"\r":
            self._refuse_bare_returns(block)
        self._note(ends)
        self.records += len(ends)
        self.at += len(block)
        self.last = block[-1:] or self.last

    def _outside(self, block: bytes, ends: Places) -> npt.NDArray[np.bool_]:
        """Return which line ends stand outside quotes; refuse quotes inside plain fields."""
        quotes = np.flatnonzero(np.frombuffer(block, np.uint8) == _QUOTE)
        opening = (np.arange(len(quotes)) + self.quotes) % 2 == 0
        around = np.frombuffer(self.last + block, np.uint8)
        may = np.zeros(256, dtype=np.bool_)
        may[[_QUOTE, _LF, _CR, ord(self.layout.delimiter)]] = True
        closing = quotes[~opening] + 2
        inside = closing[closing < len(around)]
        if not (may[around[quotes[opening]]].all() and may[around[inside]].all()):
            raise UnlikeError
        if self.quotes and self.quotes % 2 == 0 and self.last == b'"' and not may[block[0]]:
            raise UnlikeError
        outside: npt.NDArray[np.bool_] = (np.searchsorted(quotes, ends) + self.quotes) % 2 == 0
        self.quotes += len(quotes)
        return outside

    def _refuse_bare_returns(self, block: bytes) -> None:
        joined = self.last + block if self.last == b"\r" else block
        pairs = joined.count(b"\r\n") + joined.endswith(b"\r")
        if joined.count(b"\r") != pairs:
            raise UnlikeError

    def _note(self, ends: Places) -> None:
        """Begin a new piece behind the first record end past each size."""
        while True:
            wanted = max(self.starts[-1][0] + self.size, self.begin + 1) - self.at - 1
            found = int(np.searchsorted(ends, wanted))
            if found >= len(ends):
                return
            self.starts.append((self.at + int(ends[found]) + 1, self.records + found + 2))
