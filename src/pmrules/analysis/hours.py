"""Hours by person, week, month and way of standing: what people, periods and limits read."""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from pmrules.analysis.chunk import Chunk
from pmrules.analysis.names import Names
from pmrules.analysis.spans import Period
from pmrules.analysis.sums import Bools, Ints
from pmrules.analysis.tally import Parts, Tally
from pmrules.analysis.ways import Standings, Ways, borne, labels
from pmrules.rules.rulebook import Over
from pmrules.rules.verdict import Classified


class Hours(Parts, frozen=True):
    """Sums of what a person tracked in a week of a month and what stands alike."""

    names: Sequence[str]
    """Everybody."""
    person: Ints
    """By row: a place in `names`."""
    week: Ints
    """By row: numbered as `spans.numbered` does it; so is the month."""
    month: Ints
    ways: Ways
    """They tell only activities and owners that a limit asks for."""
    way: Ints
    period: Period | None

    @classmethod
    def of(cls, classified: Classified) -> "Hours":
        """Sum the entries of a classified table."""
        chunk = Chunk.of(classified)
        return cls.told(chunk.names, by_person(chunk), chunk.period)

    @classmethod
    def told(cls, names: Names, tally: Tally, period: Period | None) -> "Hours":
        """Return sums by person, week, month and way with what their numbers mean."""
        parts = tally.parts
        person, week, month, way = (key.astype(np.int64) for key in tally.sums.keys)
        return cls(
            parts.seconds,
            parts.entries,
            parts.standings,
            names=tuple(names),
            person=person,
            week=week,
            month=month,
            ways=tally.ways,
            way=way,
            period=period,
        )

    def numbered(self, over: Over) -> Ints:
        """Return for each row a number that all of one span share and that grows with time."""
        if over is Over.ALL:
            return np.zeros(len(self), dtype=np.int64)
        if over is Over.WEEK:
            return self.week
        return self.month if over is Over.MONTH else self.month // 3

    def bearing(self, kind: str, value: str) -> Bools:
        """Return for each row whether it bears an activity or an owner that a limit asks for."""
        marked: Bools = borne(self.ways, kind, value)[self.way]
        return marked

    def settled(self) -> "Hours":
        """Return the hours with what is contested taken as it was judged."""
        ways = tuple(way.settled() for way in self.ways)
        return replace(self, ways=ways, standings=Standings.of(ways, self.way))


def by_person(chunk: Chunk) -> Tally:
    """Sum a chunk by person, week, month and way."""
    asked = labels(chunk.rulebook)
    ways = [way.limited(asked) for way in chunk.ways]
    sums = chunk.by(chunk.span, len(chunk.week))
    keys = (chunk.person[sums.one], chunk.week[sums.other], chunk.month[sums.other])
    return Tally.of(keys, ways, chunk.way[sums.one], sums.seconds, sums.entries)


def by_work(chunk: Chunk) -> Tally:
    """Sum a chunk by person and way, with what and whose work it is."""
    sums = chunk.by(np.zeros(1, dtype=np.int64), 1)
    ways = [way.work() for way in chunk.ways]
    keys, way = (chunk.person[sums.one],), chunk.way[sums.one]
    return Tally.of(keys, ways, way, sums.seconds, sums.entries)
