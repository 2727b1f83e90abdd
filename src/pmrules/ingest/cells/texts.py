"""Texts of a column: trimmed, typed cells as a person sees them in the sheet."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from pmrules.ingest.cells.parsed import Named
from pmrules.ingest.grid import CellError, Coded

EDGES = (
    " \t\n\r\v\f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""Blanks of every width and byte order marks: what is trimmed from the edges of a text."""

# A sheet shows a number with at most this many digits; beyond them lies binary noise.
_SHOWN_DIGITS = 15


def read_texts(column: Named | Coded, empty: Collection[str] = ()) -> Coded:
    """Return the column as distinct trimmed texts; the words in `empty` become empty texts."""
    coded = column.coded if isinstance(column, Named) else column
    nothing = {word.strip(EDGES).casefold() for word in empty}
    longest = max(map(len, nothing), default=-1)
    texts = [rendered(value).strip(EDGES) for value in coded.values]
    texts = ["" if len(text) <= longest and text.casefold() in nothing else text for text in texts]
    return coded if texts == coded.values else _merged(texts, coded)


def _merged(texts: Sequence[str], coded: Coded) -> Coded:
    """Return the column with these texts for its values, those that became equal as one."""
    places: dict[str, int] = {}
    moved = [places.setdefault(text, len(places)) for text in texts]
    return Coded(np.array(moved, dtype=np.int32)[coded.codes], list(places))


def rendered(value: Any) -> str:
    """Return a cell as a person sees it: 5.0 as `5`, a date as `2026-03-13`, true as `TRUE`."""
    if isinstance(value, str):
        return value
    render = _RENDERINGS.get(type(value), str)
    return render(value)


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing that a person could see."""
    return value is None or (isinstance(value, str) and not value.strip(EDGES))


def span(seconds: int) -> str:
    """Return seconds as hours and minutes, with seconds only where there are any."""
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    shown = f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}"
    return shown + (f":{seconds % 60:02d}" if seconds % 60 else "")


def in_hours(seconds: int) -> str:
    """Return seconds as a report shows them: `1,786.6 h`."""
    return f"{seconds / 3600:,.1f} h"


def _number(value: float) -> str:
    return format(value, f".{_SHOWN_DIGITS}g")


def _moment(value: dt.datetime) -> str:
    return f"{value.date().isoformat()} {_clock(value.time())}"


def _clock(value: dt.time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _span(value: dt.timedelta) -> str:
    return span(round(value.total_seconds()))


def _error(value: CellError) -> str:
    return value.text


_RENDERINGS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "",
    bool: lambda value: "TRUE" if value else "FALSE",
    float: _number,
    dt.datetime: _moment,
    dt.date: dt.date.isoformat,
    dt.time: _clock,
    dt.timedelta: _span,
    CellError: _error,
}
