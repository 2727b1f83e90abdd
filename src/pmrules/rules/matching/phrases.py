"""Texts and keywords as words: any case, any accents, punctuation read as blanks."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

# Letters that Unicode does not take apart, read as people type them without their stroke.
_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
# Accents, and what nobody sees: soft hyphens and zero-width characters split no word.
_DROPPED = frozenset({"Mn", "Cf"})


class _Folds(dict[int, str]):
    """Character to what is read of it, filled as characters are met; a new line stays."""

    def __missing__(self, code: int) -> str:
        bare = (c for c in unicodedata.normalize("NFKD", chr(code)) if not _dropped(c))
        self[code] = read = "".join(map(_letter, "".join(bare).casefold()))
        return read


def _dropped(char: str) -> bool:
    return unicodedata.category(char) in _DROPPED


def _letter(char: str) -> str:
    # Vowel signs of Indic scripts are no letters to Python, yet no gap between words either.
    if char.isalnum() or unicodedata.category(char) == "Mc":
        return _PLAIN.get(char, char)
    return " "


_FOLDS = _Folds({ord("\n"): "\n"})
_ASCII = bytes(ord(_FOLDS[code]) for code in range(128)) + bytes(range(128, 256))
_ASCII_WORD = re.compile(r"[0-9A-Za-z]+")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared."""
    return tuple(text.translate(_FOLDS).split())


def line(text: str) -> str:
    """Return the words of a text between single blanks, with a blank at both ends."""
    return " ".join(("", *words(text), ""))


def lines(texts: Sequence[str]) -> bytes:
    r"""Return many texts as one UTF-8 buffer: their lines, with `\n` between one and the next."""
    plain = [text if text.isascii() else text.translate(_FOLDS) for text in texts]
    raw = " \n ".join(plain)
    if raw.count("\n") >= len(texts):
        raw = " \n ".join(text.replace("\n", " ") for text in plain)
    buffer = f" {raw} ".encode().translate(_ASCII)
    while b"  " in buffer:
        buffer = buffer.replace(b"  ", b" ")
    return buffer


def span(text: str, first: int, count: int) -> tuple[int, int]:
    """Return from which to which character `count` words of a text reach, from word `first`."""
    places = list(_places(text))
    return places[first][0], places[first + count - 1][1]


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where each word of a text begins and ends."""
    if text.isascii():
        for found in _ASCII_WORD.finditer(text):
            yield found.span()
        return
    begin, end = -1, -1
    for at, char in enumerate(text):
        # One character may read as several words (½), so that words can share it.
        for letter in _FOLDS[ord(char)]:
            if not letter.isspace():
                begin, end = (at if begin < 0 else begin), at + 1
            elif begin >= 0:
                yield begin, end
                begin = -1
    if begin >= 0:
        yield begin, end


class Part(Struct, frozen=True):
    """A stretch of a phrase that stands in a line letter for letter, blanks included."""

    pattern: str
    offset: int
    """The word of the phrase that it begins with."""

    @property
    def lead(self) -> int:
        """1 if it begins with the blank before a word, 0 if inside one."""
        return int(self.pattern.startswith(" "))


class Phrase(Struct, frozen=True):
    """A keyword compiled: its words, stars and all, and the parts to look for."""

    words: tuple[str, ...]
    parts: tuple[Part, ...]
    loose: bool
    """Whether finding its parts is not enough: they must stand side by side."""

    @property
    def length(self) -> int:
        """The number of its words."""
        return len(self.words)

    @property
    def clue(self) -> str:
        """What stands in every line in which it occurs; stars alone need nothing."""
        return self.parts[0].pattern if self.parts else ""

    def find(self, text: str) -> int:
        """Return the word of a `line` at which the phrase first occurs, or -1."""
        if not self.words or any(part.pattern not in text for part in self.parts):
            return -1
        if self.loose:
            found = _pattern(self.words).search(text)
            return text.count(" ", 0, found.start()) if found else -1
        part = self.parts[0]
        return text.count(" ", 0, text.index(part.pattern)) + part.lead - 1


@cache
def phrase(text: str) -> Phrase:
    """Compile a keyword; a star inside a word parts it in two, one of no words never matches."""
    if "*" not in text:
        found = words(text)
        return Phrase(found, (Part(_literal(found), 0),) if found else (), loose=not found)
    folded = "*".join(part.translate(_FOLDS) for part in re.split(r"\*+", text))
    split = re.sub(r"(?<=[^\s*])\*(?=[^\s*])", "* *", folded)
    found = tuple(split.split())
    parts = tuple(_parts(found))
    loose = len(parts) != 1 or "*" in found
    return Phrase(found, parts, loose)


def _parts(found: tuple[str, ...]) -> Iterator[Part]:
    begin = 0
    for at, word in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else "*"
        if word == "*":
            begin = at + 1
        elif word.endswith("*") or after.startswith("*"):
            yield Part(_literal(found[begin : at + 1]), begin)
            begin = at + 1


def _literal(found: tuple[str, ...]) -> str:
    text = " ".join(found)
    lead, trail = ("" if text[0] == "*" else " "), ("" if text[-1] == "*" else " ")
    return f"{lead}{text.strip('*')}{trail}"


@cache
def _pattern(found: tuple[str, ...]) -> re.Pattern[str]:
    each = ("[^ ]+" if word == "*" else re.escape(word).replace(r"\*", "[^ ]*") for word in found)
    return re.compile(f" {' '.join(each)}(?= )")
