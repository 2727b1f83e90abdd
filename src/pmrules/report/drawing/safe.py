"""Texts from outside as a workbook can hold them: always text, never a formula."""

import re

LIMIT = 32_767
"""UTF-16 units in a cell."""
# What XML 1.0 does not allow, and lone surrogates, which no encoding does.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads _x0041_ as an escape; escaping the underscore keeps it as typed.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_RISKY = frozenset("=+-@\t\r\n＝＋－＠")


def clean(text: str) -> str:
    """Return the text fit for a cell: nothing forbidden, nothing too long, escapes kept literal."""
    if text.isprintable() and 2 * len(text) <= LIMIT and "_x" not in text:
        return text  # As nearly all are; the rest of this takes four times as long.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _FORBIDDEN.sub(_seen, text)
    if 2 * len(text) > LIMIT:
        text = _cut(text)
    return _ESCAPE.sub("_x005F_", text)


def risky(text: str) -> bool:
    """Whether a person who edits the cell could turn the text into a formula."""
    return text[:1] in _RISKY


def _seen(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LIMIT:
        return text
    return units[: 2 * (LIMIT - 1)].decode("utf-16-le", "ignore") + "…"
