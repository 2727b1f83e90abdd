"""Sums by some keys and the way in which entries stand, with the ways that are meant."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from pmrules.analysis.sums import Ints, Sums
from pmrules.analysis.ways import Standings, Way, Ways, all_ways, numbers

Numbers = Ints | None
"""What each number becomes; None: what it is."""


class Parts(Struct, frozen=True):
    """Sums of entries that stand alike, row by row."""

    seconds: Ints
    entries: Ints
    standings: Standings

    def __len__(self) -> int:
        return len(self.seconds)


class Tally(Struct, frozen=True):
    """Sums of which the last key is a place in `ways`."""

    ways: Ways
    sums: Sums

    @classmethod
    def of(
        cls,
        keys: Sequence[Ints],
        ways: Sequence[Way],
        way: Ints,
        seconds: Ints,
        entries: Ints,
    ) -> "Tally":
        """Sum rows by keys and by way, given each row's place in `ways`."""
        among = all_ways(ways)
        return cls(among, Sums.of((*keys, numbers(ways, among)[way]), seconds, entries))

    def merge(self, other: "Tally", mine: Sequence[Numbers], theirs: Sequence[Numbers]) -> "Tally":
        """Add another tally, given what the numbers of both become but for the ways."""
        ways = all_ways(self.ways, other.ways)
        of_mine, of_theirs = numbers(self.ways, ways), numbers(other.ways, ways)
        sums = self.sums.merge(other.sums, (*mine, of_mine), (*theirs, of_theirs))
        return Tally(ways, sums)

    def renumbered(self, *keys: Numbers) -> "Tally":
        """Return it with other numbers as keys."""
        return Tally(self.ways, self.sums.renumbered(*keys, None))

    def retold(self, said: Callable[[str], str]) -> "Tally":
        """Return it with activities and owners said otherwise."""
        told = [
            way._replace(activity=said(way.activity), owner=said(way.owner)) for way in self.ways
        ]
        among = all_ways(told)
        same = (None,) * (len(self.sums.keys) - 1)
        return Tally(among, self.sums.renumbered(*same, numbers(told, among)))

    @property
    def way(self) -> Ints:
        """By row: a place in `ways`."""
        return self.sums.keys[-1]

    @property
    def parts(self) -> Parts:
        """The sums as that of which totals are made."""
        return Parts(self.sums.seconds, self.sums.entries, Standings.of(self.ways, self.way))
