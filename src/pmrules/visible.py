"""Texts from outside, made harmless where a terminal or a message shows them."""

import unicodedata

# Control, format (bidi overrides among them), surrogate, private and unassigned characters.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# Joiners that ordinary emoji and scripts need: they change no direction and hide nothing.
_HARMLESS = frozenset("\u200c\u200d\ufe0f")


def visible(text: str, limit: int | None = None) -> str:
    r"""Return the text with every control or bidi character written as an escape such as `\x1b`.

    With a limit, a longer text is cut there and ends in an ellipsis.
    """
    if limit is not None and len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in _HARMLESS or unicodedata.category(char) not in _UNSHOWN:
        return char
    return char.encode("unicode_escape").decode("ascii")
