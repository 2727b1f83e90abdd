"""Judged entries as columns of numbers: what every sum over them is made of."""

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.analysis.names import Names
from pmrules.analysis.spans import Period, numbered, period_of
from pmrules.analysis.sums import Days, Ints, added, combined, distinct, grouped, listed
from pmrules.analysis.ways import Ways, ways_of
from pmrules.rules.rulebook import Over, Rulebook
from pmrules.rules.verdict import Classified


class Chunk(Struct, frozen=True):
    """Some judged entries, column by column."""

    frame: pd.DataFrame
    rulebook: Rulebook
    at: int
    """Where they begin among all entries."""
    seconds: Ints
    names: Names
    ways: Ways
    pair: Ints
    """By entry: whose it is and how it stands, since most sums tell both apart."""
    person: Ints
    """By pair: a place in `names`."""
    way: Ints
    """By pair: a place in `ways`."""
    span: Ints
    """By entry: in which week of which month."""
    week: Ints
    """By span; so is the month."""
    month: Ints
    period: Period | None

    @classmethod
    def of(cls, classified: Classified, at: int = 0) -> "Chunk":
        """Read the columns of a classified table."""
        frame = classified.entries
        names, person = Names.of(frame["person"], at)
        ways, way = ways_of(frame)
        pair, pairs = combined((person, len(names)), (way, len(ways)))
        days, day = _days(frame)
        week, month = numbered(days, Over.WEEK), numbered(days, Over.MONTH)
        first, spans = grouped(week, month)
        return cls(
            frame=frame,
            rulebook=classified.rulebook,
            at=at,
            seconds=frame["seconds"].to_numpy(dtype="int64"),
            names=names,
            ways=ways,
            pair=pairs,
            person=person[pair],
            way=way[pair],
            span=spans[day],
            week=week[first],
            month=month[first],
            period=period_of(days),
        )

    def by(self, codes: Ints, size: int) -> "Crossed":
        """Sum the entries by pair and by codes that are all below a size."""
        return Crossed.of((self.pair, len(self.person)), (codes, size), self.seconds)

    def by_way(self, codes: Ints, size: int) -> "Crossed":
        """Sum the entries by way and by codes that are all below a size."""
        return Crossed.of((self.way[self.pair], len(self.ways)), (codes, size), self.seconds)


class Crossed(Struct, frozen=True):
    """Sums of entries by two codes."""

    one: Ints
    other: Ints
    seconds: Ints
    entries: Ints

    @classmethod
    def of(cls, one: tuple[Ints, int], other: tuple[Ints, int], seconds: Ints) -> "Crossed":
        """Sum entries by columns of codes, each with a number that all of them are below."""
        code = one[0] * other[1] + other[0]
        size, found = one[1] * other[1], None
        if size > listed(len(code)):
            found, code = distinct(code)
            size = len(found)
        entries = np.bincount(code, minlength=size)
        occur = np.flatnonzero(entries)
        both = occur if found is None else found
        sums = added(code, seconds, size)
        return cls(both // other[1], both % other[1], sums[occur], entries[occur])


def _days(frame: pd.DataFrame) -> tuple[Days, Ints]:
    """The days that occur, ascending, and every entry's place among them."""
    days = frame["date"].to_numpy().astype("datetime64[D]").astype("int64")
    least = int(days.min()) if len(days) else 0
    most = int(days.max()) if len(days) else 0
    found, places = distinct(days - least, most - least + 1)
    return (found + least).astype("datetime64[D]"), places
