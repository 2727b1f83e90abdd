"""Judged entries as columns of numbers: what every sum over them is made of."""

from dataclasses import dataclass

import pandas as pd

from pmrules.analysis.names import Names
from pmrules.analysis.spans import Period, numbered, period_of
from pmrules.analysis.sums import Days, Ints, distinct
from pmrules.analysis.ways import Ways, ways_of
from pmrules.rules.rulebook import Over, Rulebook
from pmrules.rules.verdict import Classified


@dataclass(frozen=True)
class Chunk:
    """Some judged entries, column by column."""

    frame: pd.DataFrame
    rulebook: Rulebook
    at: int
    """Where they begin among all entries."""
    seconds: Ints
    names: Names
    person: Ints
    """By entry: a place in `names`."""
    ways: Ways
    way: Ints
    """By entry: a place in `ways`."""
    week: Ints
    month: Ints
    period: Period | None

    @classmethod
    def of(cls, classified: Classified, at: int = 0) -> "Chunk":
        """Read the columns of a classified table."""
        frame = classified.entries
        names, person = Names.of(frame["person"], at)
        ways, way = ways_of(frame)
        days, day = _days(frame)
        return cls(
            frame=frame,
            rulebook=classified.rulebook,
            at=at,
            seconds=frame["seconds"].to_numpy(dtype="int64"),
            names=names,
            person=person,
            ways=ways,
            way=way,
            week=numbered(days, Over.WEEK)[day],
            month=numbered(days, Over.MONTH)[day],
            period=period_of(days),
        )


def _days(frame: pd.DataFrame) -> tuple[Days, Ints]:
    """The days that occur, ascending, and every entry's place among them."""
    days = frame["date"].to_numpy().astype("datetime64[D]").astype("int64")
    least = int(days.min()) if len(days) else 0
    most = int(days.max()) if len(days) else 0
    found, places = distinct(days - least, most - least + 1)
    return (found + least).astype("datetime64[D]"), places
