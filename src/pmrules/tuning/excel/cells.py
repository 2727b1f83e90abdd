"""Texts and lists of texts as a cell holds them."""

import datetime as dt
import re
from collections.abc import Sequence

_BREAKS = re.compile(r"[ \t]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029][\s]*")
# What Excel writes for signs that XML or a person could misread.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def joined(texts: Sequence[str]) -> str:
    """Return a list as a cell: one a line. One text with a semicolon ends in a line break."""
    cell = "\n".join(map(one_line, texts))
    return f"{cell}\n" if "\n" not in cell and ";" in cell else cell


def split(cell: str) -> list[str]:
    """Return the texts of a cell: one a line, or, where there are no lines, between semicolons."""
    parts = cell.split("\n") if "\n" in cell else cell.split(";")
    return [part.strip() for part in parts if part.strip()]


def one_line(text: str) -> str:
    """Return a text without line breaks, which separate texts in a cell."""
    return _BREAKS.sub(" ", text).strip()


def typed(value: object, number_format: str) -> str:
    """Return what a person sees in a cell, whatever Excel has made of what was typed."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        percent = "%" in number_format
        figure = f"{round(100 * value if percent else value, 6):f}".rstrip("0").rstrip(".")
        return f"{figure} %" if percent else figure
    text = str(value).replace("\r\n", "\n").replace("\r", "\n") if value is not None else ""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r", "")
