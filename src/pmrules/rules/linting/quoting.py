"""The words of a rules file that a warning is about, with the line and carets under them."""

import re
from itertools import takewhile

from pmrules.errors import Place, Problem
from pmrules.rules.language.positions import Source
from pmrules.rules.rulebook import Rule, Rulebook
from pmrules.visible import visible

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_PLAIN = re.compile(r"(?:[^,\]}\[{#\s]|#(?<=\S#)|[ \t](?=[^\s#,\]}]))+")
_ACCEPTED = re.compile(r"#[ \t]*accepted:([^#(]*)", re.IGNORECASE)


class Warnings:
    """Warnings gathered in the order of the file; what the file accepts is left out."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._sources = {each.name: Source.of(each.name, each.text) for each in rulebook.sources}
        self._heads = {each.name: _head(each.text) for each in rulebook.sources}
        self._order = {name: place for place, name in enumerate(self._sources)}
        self._found: list[Problem] = []
        self.accepted = 0

    def add(
        self, code: str, what: str, mend: str, at: Place | None, rule: Rule | None = None
    ) -> None:
        """Add a warning about the word at a place, in a rule if it is in one."""
        lines = {at, rule.place if rule else None}
        if any(code in self._accepts(each) for each in lines if each):
            self.accepted += 1
            return
        quote = self._quote(at) if at else ""
        self._found.append(Problem(code, visible(what), visible(mend), at, quote))

    @property
    def in_order(self) -> tuple[Problem, ...]:
        """The warnings, kind by kind in the order of their first, then line by line."""
        found = sorted(self._found, key=self._where)
        kinds = list(dict.fromkeys(each.code for each in found))
        return tuple(sorted(found, key=lambda each: kinds.index(each.code)))

    def _where(self, problem: Problem) -> tuple[int, int, int]:
        at = problem.place
        if at is None:
            return (-1, 0, 0)
        return (self._order.get(at.file, 0), at.line or 0, at.offset or 0)

    def _line(self, at: Place) -> str:
        source = self._sources.get(at.file)
        return source.line(at.line - 1) if source and at.line else ""

    def _quote(self, at: Place) -> str:
        line = self._line(at)
        if not line or at.line is None or at.offset is None:
            return ""
        found = _QUOTED.match(line, at.offset - 1) or _PLAIN.match(line, at.offset - 1)
        size = len(found[0]) if found else 1
        return self._sources[at.file].span(at.line - 1, at.offset - 1, size).quote

    def _accepts(self, at: Place) -> frozenset[str]:
        """The codes that a comment at the end of this line or at the head of the file accepts."""
        return _codes(self._line(at)) | self._heads.get(at.file, frozenset())


def _head(text: str) -> frozenset[str]:
    """The codes that the comments before the first word of a file accept."""
    lines = takewhile(lambda line: not line.strip() or line.startswith("#"), text.splitlines())
    return frozenset(code for line in lines for code in _codes(line))


def _codes(line: str) -> frozenset[str]:
    found = _ACCEPTED.search(line)
    return frozenset(re.split(r"[\s,]+", found[1].strip())) if found else frozenset()
