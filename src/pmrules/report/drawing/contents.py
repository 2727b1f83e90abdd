"""What stands in a cell, as sheet XML from behind its style on."""

from collections.abc import Iterable
from functools import partial
from html import escape as escaped

EMPTY = "/>"
escape = partial(escaped, quote=False)
"""As that of `xml.sax.saxutils`, with which `urllib.request`, `ssl` and others would be loaded."""


def text(said: str) -> str:
    """Return the content of a cell with a text."""
    return f' t="inlineStr"><is>{_spaced(said)}</is></c>' if said else EMPTY


def shared(number: str) -> str:
    """Return the content of a cell with a text that stands among the shared ones."""
    return f' t="s"><v>{number}</v></c>'


def number(value: float | str | None) -> str:
    """Return the content of a cell with a number; a text is one already written."""
    return EMPTY if value is None else f"><v>{value}</v></c>"


def formula(said: str, result: float | str | None) -> str:
    """Return the content of a cell with a formula and what it comes to."""
    kind = "" if isinstance(result, int | float) else ' t="str"'
    value = escape("" if result is None else str(result))
    return f"{kind}><f>{escape(said)}</f><v>{value}</v></c>"


def runs(looks: Iterable[tuple[str, str]]) -> str:
    """Return the content of a cell with pieces of text, each with its look."""
    pieces = (f"<r>{look}{_spaced(said)}</r>" for look, said in looks)
    return f' t="inlineStr"><is>{"".join(pieces)}</is></c>'


def look(font: str, size: float, ink: str, *, bold: bool) -> str:
    """Return the look of a piece of text, its elements in the order in which Excel has them."""
    heavy = '<b val="1"/>' if bold else ""
    return f'<rPr>{heavy}<sz val="{size:.16g}"/><color rgb="FF{ink}"/><rFont val="{font}"/></rPr>'


def _spaced(said: str) -> str:
    space = ' xml:space="preserve"' if said != said.strip() or "\n" in said else ""
    return f"<t{space}>{escape(said)}</t>"
