"""A sample of lines that are no table, and those of them that give one entry: a log, XML."""

import re
from collections.abc import Iterator
from itertools import chain, islice

from msgspec import Struct

from pmrules.testing.case import Case
from pmrules.testing.comparing import one_more
from pmrules.testing.fault import NotMade

_TRIED = 80
_SHOWN = 60
_NUMBER = re.compile(r"\d[\d:.,-]*")


class Lines(Struct, frozen=True):
    """The lines of a text, and from where to where those of one entry stand."""

    all: tuple[str, ...]
    first: int
    behind: int

    def grown(self, times: int) -> bytes:
        """Return the text with the entry's lines so many times more."""
        part = self.all[self.first : self.behind]
        return self._text((*self.all[: self.behind], *part * times, *self.all[self.behind :]))

    def unreadable(self) -> Iterator[tuple[str, bytes]]:
        """Yield the text with one number of the entry after the other that nobody can read."""
        for at in range(self.first, self.behind):
            for found in _NUMBER.finditer(self.all[at]):
                line = f"{found.string[: found.start()]}{'x' * len(found[0])}"
                line += found.string[found.end() :]
                made = (*self.all[:at], line, *self.all[at + 1 :])
                yield f"“{line.strip()[:_SHOWN]}” in line {at + 1}", self._text(made)

    @staticmethod
    def _text(lines: tuple[str, ...]) -> bytes:
        return "".join(lines).encode()


def lines_of(case: Case) -> Lines:
    """Find the first lines that give one entry; raises NotMade where there are none."""
    with case.opened.open() as opened:
        lines = tuple(opened.read().splitlines(keepends=True))
    for first, behind in islice(chain(_single(lines), _several(lines)), _TRIED):
        made = Lines(lines, first, behind)
        if one_more(case.plain, case.read(made.grown(1))):
            return made
    raise NotMade("no lines are found that give one more entry when they stand there twice")


def _single(lines: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    return ((at, at + 1) for at, line in enumerate(lines) if line.strip())


def _several(lines: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield from each line to the next one that begins alike: `<entry`, `BEGIN:VEVENT`."""
    next_alike: dict[str, int] = {}
    found = []
    for at in reversed(range(len(lines))):
        kind = re.split(r"[\s>=]", lines[at].strip(), maxsplit=1)[0]
        if kind and next_alike.get(kind, at + 1) > at + 1:
            found.append((at, next_alike[kind]))
        next_alike[kind] = at
    yield from reversed(found)
