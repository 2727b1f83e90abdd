"""What one file, or one piece of it, gives to the whole; shares merge."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.totals import Totals
from pmrules.errors import InputError, PmrulesError, Problem
from pmrules.ingest.daytable import DayTable
from pmrules.ingest.filed import Filed
from pmrules.ingest.tables.known import Found
from pmrules.ingest.tally import UnlikeError
from pmrules.model import FileAccount


class LeftOut(Struct, frozen=True):
    """Entries that were not asked for: how many, and their seconds."""

    entries: int = 0
    seconds: int = 0

    def __add__(self, other: "LeftOut") -> "LeftOut":
        """Return those of both."""
        return LeftOut(self.entries + other.entries, self.seconds + other.seconds)


class Judged(Struct, frozen=True):
    """Entries that were judged, condensed, and those that were not asked for."""

    totals: Totals
    outside_period: LeftOut
    outside_teams: LeftOut

    def __add__(self, other: "Judged") -> "Judged":
        """Return the entries of both."""
        return Judged(
            self.totals.merge(other.totals),
            self.outside_period + other.outside_period,
            self.outside_teams + other.outside_teams,
        )


class Failure(Struct, frozen=True):
    """An error that a user can mend, as a value: errors lose their problems on the way."""

    kind: type[PmrulesError]
    problems: tuple[Problem, ...]


class Share(Struct, frozen=True):
    """What was read of a file and judged."""

    days: DayTable
    judged: Judged
    filed: Filed
    found: Found

    def __add__(self, other: "Share | Waiting | Unlike") -> "Share | Unlike":
        """Return what both pieces give, or that they cannot be added."""
        if isinstance(other, Unlike):
            return other
        if isinstance(other, Waiting):
            return replace(self, found=self.found + other.found)
        try:
            filed = self.filed + other.filed
        except UnlikeError:
            return Unlike()
        return Share(
            self.days + other.days, self.judged + other.judged, filed, self.found + other.found
        )


class Waiting(Struct, frozen=True):
    """A piece that needs to know of others before it can be read."""

    found: Found

    def __add__(self, other: "Piecewise") -> "Piecewise":
        """Return what both pieces give."""
        if isinstance(other, Waiting):
            return Waiting(self.found + other.found)
        return other + self if isinstance(other, Share) else other


class Unlike(Struct, frozen=True):
    """The file is to be read whole: its pieces do not say what the whole would."""

    def __add__(self, other: Any) -> "Unlike":
        """Return the same: one such piece is enough."""
        return self


Piecewise = Share | Waiting | Unlike


class Whole(Struct, frozen=True):
    """What a file gives that is read in one piece."""

    account: FileAccount
    days: DayTable
    judged: Judged

    def __add__(self, other: Any) -> "Whole":
        """Have no other: a whole has one part."""
        raise TypeError(other)


def raised(failures: Sequence[Failure]) -> PmrulesError:
    """Return all failures as the error that says them at once."""
    kinds = {failure.kind for failure in failures}
    kind = InputError if InputError in kinds else failures[0].kind
    return kind(problem for failure in failures for problem in failure.problems)
