"""Entries that are odd and count all the same: forgotten timers, possible double clicks."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec import Struct

from pmrules.errors import Place
from pmrules.ingest.cells.texts import in_hours
from pmrules.ingest.daytable import DAY, DayTable
from pmrules.ingest.twins import Twins
from pmrules.model import Notice
from pmrules.visible import visible

_NAMED = 3

Numbers = npt.NDArray[np.int64]


class _Monster(Struct, frozen=True, order=True):
    """An entry of more than a day; the longest comes first, then the one further up."""

    less: int
    """Its seconds, negative."""
    at: int
    person: str
    day: dt.date


class Oddities(Struct, frozen=True):
    """What a person should look at in the entries of a file, or of a piece of it."""

    monsters: int
    longest: tuple[_Monster, ...]
    twins: Twins

    @classmethod
    def of(cls, entries: pd.DataFrame, at: Numbers) -> "Oddities":
        """Find them; `at` tells where each entry stands."""
        long = np.flatnonzero(entries["seconds"].to_numpy() > DAY)
        found = (_monster(entries.iloc[row], int(at[row])) for row in long.tolist())
        return cls(len(long), tuple(sorted(found)[:_NAMED]), Twins.of(entries, at))

    def __add__(self, other: "Oddities") -> "Oddities":
        """Return the oddities of two pieces of a file."""
        return Oddities(
            self.monsters + other.monsters,
            tuple(sorted((*self.longest, *other.longest))[:_NAMED]),
            self.twins + other.twins,
        )

    def notices(self, place: Callable[[int], Place]) -> Iterator[Notice]:
        """Say them; `place` knows the place of what stands `at`."""
        yield from self._monsters(place)
        yield from self.twins.notices(place)

    def _monsters(self, place: Callable[[int], Place]) -> Iterator[Notice]:
        if self.longest:
            named = ", ".join(
                f"{visible(each.person, 40)} on {each.day} {in_hours(-each.less)}"
                for each in self.longest
            )
            yield Notice(
                "over-24-hours",
                f"Longer than a day, and counted as it stands: {named}{_more(self.monsters)}.",
                "Correct a forgotten timer in the tool and export again.",
                place(self.longest[0].at),
            )


def oddities(file: str, entries: pd.DataFrame) -> Iterator[Notice]:
    """Yield what a person should look at in the entries of one file."""

    def place(at: int) -> Place:
        entry = entries.iloc[at]
        return Place(file, str(entry["sheet"]), int(entry["row"]))

    return Oddities.of(entries, np.arange(len(entries), dtype=np.int64)).notices(place)


def long_days(table: DayTable) -> Iterator[Notice]:
    """Yield who has more than 24 hours on one day, in entries that each are shorter."""
    frame = pd.DataFrame({"person": table.person, "day": table.day, "short": table.short})
    sums = frame.groupby(["person", "day"], sort=False)["short"].sum()
    days = sums[sums > DAY].reset_index()
    if len(days):
        days["name"] = [table.names[person] for person in days["person"]]
        days = days.sort_values(["short", "name", "day"], ascending=[False, True, True])
        named = ", ".join(_day(each) for each in days.head(_NAMED).to_dict("records"))
        yield Notice(
            "day-over-24-hours",
            f"More hours than a day has: {named}{_more(len(days))}.",
            "Look for work that is tracked twice.",
        )


def _monster(entry: "pd.Series[Any]", at: int) -> _Monster:
    return _Monster(-int(entry["seconds"]), at, str(entry["person"]), entry["date"].date())


def _day(each: dict[Any, Any]) -> str:
    day = np.datetime64(each["day"], "D")
    return f"{visible(each['name'], 40)} on {day} {in_hours(each['short'])}"


def _more(count: int) -> str:
    return f" and {count - _NAMED} more" if count > _NAMED else ""
