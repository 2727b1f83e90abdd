"""Numbers below a header such as `Time (hh.mm)`: is 1.30 one hour thirty or 1.3 hours?"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.occurrences import Seen, occurring, seen
from pmrules.ingest.cells.parsed import Named
from pmrules.ingest.cells.spoken import Sum

_HOURS_AND_MINUTES = re.compile(r"\bh{1,2}[.,]mm\b", re.IGNORECASE)
_SIXTY = 60


def refuse_minutes_behind_point(
    columns: Sequence[Named], readings: Sequence[Sequence[Any]]
) -> None:
    """Raise InputError where a header says `hh.mm` and no value shows that decimals are meant."""
    open_question: Seen | None = None
    for column, of_column in zip(columns, readings, strict=True):
        if not says_minutes(column.place.column):
            continue
        for index, rest in _fractions(column, of_column):
            if not _may_be_minutes(rest):
                return
            open_question = open_question or seen(column, index)
    if open_question:
        raise InputError(_undecided(open_question))


def says_minutes(header: str) -> bool:
    """Whether a header says that minutes stand behind the sign, as `Time (hh.mm)` does."""
    return bool(_HOURS_AND_MINUTES.search(header))


def _fractions(column: Named, readings: Sequence[Any]) -> Iterator[tuple[int, str]]:
    present = occurring(column).tolist()
    for index, (value, reading) in enumerate(zip(column.coded.values, readings, strict=True)):
        rest = ""
        if isinstance(value, float) and reading is not None:
            rest = format(value, ".10f").partition(".")[2].rstrip("0")
        elif isinstance(reading, Sum) and reading.bare:
            rest = reading.amount.rest.rstrip("0")
        if rest and present[index]:
            yield index, rest


def _may_be_minutes(rest: str) -> bool:
    return len(rest) <= 2 and int(rest.ljust(2, "0")) < _SIXTY


def _undecided(example: Seen) -> Problem:
    return Problem(
        "hours-or-minutes-unknown",
        f"The header says hours and minutes, but “{example.shown}” may also be decimal hours: "
        "no value has 60 or more behind its sign.",
        "Name the column “Hours” if they are decimal hours; else write the values as 1:30.",
        example.place,
    )
