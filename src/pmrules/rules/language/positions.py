"""Where a word stands in a rules file, and the line with a caret that shows it."""

import re
import unicodedata

from msgspec import Struct

from pmrules.errors import Place
from pmrules.visible import visible

# What YAML 1.1 counts as the end of a line, so that our lines are the parser's lines.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BEFORE, _AFTER = 60, 40


class Source(Struct, frozen=True):
    """A rules file as text, by the name that a person calls it."""

    name: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, name: str, text: str) -> "Source":
        """Cut a text into its lines."""
        return cls(name, tuple(_LINE_END.split(text)))

    def line(self, number: int) -> str:
        """Return a line by its number from 0; past the end there are only empty ones."""
        return self.lines[number] if number < len(self.lines) else ""

    def span(self, line: int, column: int, length: int = 1) -> "Span":
        """Mark a word by line and column from 0."""
        return Span(self, line, column, max(1, length))


class Span(Struct, frozen=True):
    """A word of a file."""

    source: Source
    line: int
    """From 0, as the parser counts."""
    column: int
    length: int = 1

    @property
    def place(self) -> Place:
        """The address as a person counts it."""
        return Place(self.source.name, line=self.line + 1, offset=self.column + 1)

    @property
    def words(self) -> str:
        """What is written there."""
        return self.source.line(self.line)[self.column : self.column + self.length]

    @property
    def quote(self) -> str:
        """The line, cut around the word if it is long, and carets under the word."""
        line = self.source.line(self.line)
        first = max(0, self.column - _BEFORE)
        last = min(len(line), self.column + min(self.length, _AFTER) + _AFTER)
        before = ("…" if first else "") + visible(line[first : self.column])
        word = visible(line[self.column : min(last, self.column + self.length)])
        after = visible(line[self.column + self.length : last]) + ("…" if last < len(line) else "")
        shown = before + word + after
        indent = len(shown) - len(shown.lstrip())
        return f"{shown[indent:]}\n{' ' * (_width(before) - indent)}{'^' * max(1, _width(word))}"


def _width(text: str) -> int:
    """Columns of a terminal: wide letters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
