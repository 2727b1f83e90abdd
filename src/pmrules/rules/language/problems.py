"""All problems of rules files, gathered so that they can be shown at once and in order."""

import difflib
from collections.abc import Iterable

from pmrules.errors import Problem, RulesError
from pmrules.rules.language.positions import Source, Span
from pmrules.visible import visible

_SHOWN = 60
_ENOUGH = 1_000  # problems: nobody reads more, and a hostile file must not fill the memory


class Problems:
    """What is wrong with a rules file and with all that it extends."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int, int, str], Problem] = {}
        self._files: list[str] = []

    def open(self, source: Source) -> None:
        """Note that a file comes next: its problems are shown after those of files before."""
        self._files.append(source.name)

    def add(self, code: str, what: str, mend: str, at: Span) -> None:
        """Add a problem that has a word in a file; the same of one word counts once."""
        if len(self._found) >= _ENOUGH:
            return
        if at.source.name not in self._files:
            self.open(at.source)
        order = (self._files.index(at.source.name), at.line, at.column, code)
        # Words of the file stand in both: here they are made harmless once and for all.
        self._found[order] = Problem(code, visible(what), visible(mend), at.place, at.quote)

    def add_file(self, problem: Problem) -> None:
        """Add a problem with a file as a whole."""
        self._found[-1, len(self._found), 0, problem.code] = problem

    def __len__(self) -> int:
        return len(self._found)

    @property
    def in_order(self) -> tuple[Problem, ...]:
        """The problems, file by file and line by line."""
        return tuple(self._found[order] for order in sorted(self._found, key=_where))

    def raise_any(self) -> None:
        """End in an error that carries all problems, if there are any."""
        if self._found:
            raise RulesError(self.in_order)


def _where(order: tuple[int, int, int, str]) -> tuple[int, int, int]:
    return order[:3]


def quoted(text: str) -> str:
    """Return a user's own words, made harmless and short, in quotation marks."""
    return f"“{visible(text, _SHOWN)}”"


_LISTED = 25
"""Names beyond which a list helps nobody."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that was probably meant, or empty text."""
    by_fold = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(word.strip().casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""


def did_you_mean(word: str, known: Iterable[str], what: str = "Known") -> str:
    """Return a sentence: the likely word if there is one, else all that would do."""
    words = tuple(known)
    if close := nearest(word, words):
        return f"Did you mean {quoted(close)}?"
    more = f" and {len(words) - _LISTED} more" if len(words) > _LISTED else ""
    return f"{what}: {', '.join(words[:_LISTED])}{more}."
