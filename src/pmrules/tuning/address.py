"""What a person writes for one entry of a file: `FILE:ROW` or `FILE:SHEET:ROW`."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from pmrules.ingest.files.paths import SUFFIXES

_ROW = re.compile(r"(.+):\s*(\d{1,9})", re.DOTALL)
_ID = re.compile(r"[0-9a-f]{12}")


class Address(Struct, frozen=True):
    """A record of a file."""

    path: Path
    sheet: str
    row: int | None
    """None: a file was named and no row of it."""


def address(text: str) -> Address | None:
    """Read an address; None for a text that only looks like one (`Call at 10:30`).

    A file that exists decides. So does a name that ends as exports do, that its reader can say
    what is wrong with it.
    """
    if _is_file(text) and Path(text).suffix.lower() in SUFFIXES:
        return Address(Path(text), "", None)
    found = _ROW.fullmatch(text)
    if not found:
        return None
    parts = list(_parts(found[1]))
    known = (part for part in parts if _is_file(part[0]))
    named = (part for part in parts if Path(part[0]).suffix.lower() in SUFFIXES)
    for path, sheet in (*known, *named):
        return Address(Path(path), sheet, int(found[2]))
    return None


def is_id(text: str) -> bool:
    """Whether a text can be the Id of an entry in a report."""
    return _ID.fullmatch(text) is not None


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield a path and a sheet: the whole, then cut at each colon from the right (`C:` has one)."""
    yield text, ""
    for at in range(len(text) - 1, 0, -1):
        if text[at] == ":":
            yield text[:at], text[at + 1 :]


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):  # longer than names may be, or with a zero in it
        return False
