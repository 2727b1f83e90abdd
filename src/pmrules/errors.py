"""Failures that the user can mend: what is wrong, where, and how to mend it."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout

from msgspec import Struct

from pmrules.visible import visible

_SHOWN_AT_ONCE = 20


class Place(Struct, frozen=True):
    """An address inside a user's file; what is unknown stays empty."""

    file: str
    sheet: str = ""
    row: int | None = None
    """Record number as a person counts it: the header of a plain CSV is row 1."""
    column: str = ""
    line: int | None = None
    """Line of a text file, from 1."""
    offset: int | None = None
    """Character within that line, from 1."""

    def __str__(self) -> str:
        parts = [visible(self.file)]
        if self.sheet:
            parts.append(f"sheet “{visible(self.sheet)}”")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f"column “{visible(self.column)}”")
        if self.line is not None:
            parts.append(f"line {self.line}" + (f":{self.offset}" if self.offset else ""))
        return ", ".join(parts)


class Problem(Struct, frozen=True):
    """One thing that the user can mend."""

    code: str
    """Stable name in kebab case, listed in the documentation: `date-order-unknown`."""
    what: str
    """One sentence, in the user's own words where there are any."""
    mend: str
    """What to do about it, or what was expected."""
    place: Place | None = None
    quote: str = ""
    """The line of the file and, on a second line, a caret under the word."""

    def __str__(self) -> str:
        head = f"{self.place}: {self.what}" if self.place else self.what
        lines = [head, *(f"    {line}" for line in self.quote.splitlines())]
        if self.mend:
            lines.append(f"  → {self.mend}")
        return "\n".join(lines)

    @property
    def with_code(self) -> str:
        """The message with its code at the end, where it can be looked up."""
        return f"{self} [{self.code}]"


class PmrulesError(Exception):
    """Base of all errors that are the user's to mend; carries every problem of a kind at once."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__(str(self))

    def __str__(self) -> str:
        shown = [problem.with_code for problem in self.problems[:_SHOWN_AT_ONCE]]
        more = len(self.problems) - _SHOWN_AT_ONCE
        if more > 0:
            shown.append(f"… and {more} more of this kind")
        return "\n".join(shown)


class Stopped(KeyboardInterrupt):
    """Ctrl-C while a plugin was at work; its text says whose."""


@contextmanager
def at_work(who: str) -> Iterator[None]:
    """Have Ctrl-C in here name who was at work: a plugin that hangs is not fenced in.

    What it prints goes to stderr: stdout is for data, and not for a plugin's.
    """
    try:
        with redirect_stdout(sys.stderr):
            yield
    except KeyboardInterrupt as stop:
        raise Stopped(f"{who} was at work.") from stop


class InputError(PmrulesError):
    """A file of time entries cannot be read as it is."""


class RulesError(PmrulesError):
    """A rules file says something that cannot be meant."""


class OutputError(PmrulesError):
    """A report cannot be written where it was asked for."""


class PluginError(PmrulesError):
    """A plugin broke the contract or failed; it is named."""
