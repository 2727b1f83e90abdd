"""Clients and projects: hours by text, and who tracked them for a client."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.chunk import Chunk, Crossed
from pmrules.analysis.sums import Ints, Sums, distinct
from pmrules.analysis.tally import Tally
from pmrules.analysis.texts import occurring, retold, united


class Labelled(Struct, frozen=True, eq=False):
    """Hours by the texts of a column and the way in which they stand on the matrix."""

    texts: pa.Array
    """Those that occur, ascending."""
    tally: Tally
    """By a place in `texts`."""

    @classmethod
    def of(cls, chunk: Chunk, column: str) -> "Labelled":
        """Sum a chunk by a column."""
        texts, codes = occurring(chunk.frame[column])
        return cls.made(chunk, texts, chunk.by_way(codes, len(texts)))

    @classmethod
    def made(cls, chunk: Chunk, texts: pa.Array, sums: Crossed) -> "Labelled":
        """Return sums of a chunk by way and place among texts."""
        ways = [way.bare() for way in chunk.ways]
        return cls(texts, Tally.of((sums.other,), ways, sums.one, sums.seconds, sums.entries))

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Labelled):
            return NotImplemented
        return bool(self.texts.equals(other.texts)) and self.tally == other.tally

    def merge(self, other: "Labelled") -> tuple["Labelled", Ints, Ints]:
        """Add another part; return what the places of both become, too."""
        texts, mine, theirs = united(self.texts, other.texts)
        return Labelled(texts, self.tally.merge(other.tally, (mine,), (theirs,))), mine, theirs

    def retold(self, said: Callable[[str], str]) -> tuple["Labelled", Ints]:
        """Return it with texts said otherwise, and what the places become."""
        texts, numbers = retold(self.texts, said)
        return Labelled(texts, self.tally.renumbered(numbers)), numbers


class Clients(Struct, frozen=True):
    """Hours by client, and whose they are."""

    hours: Labelled
    patrons: Sums
    """By client, person, and whether one customer is meant because a name stands there."""

    @classmethod
    def of(cls, chunk: Chunk) -> "Clients":
        """Sum a chunk."""
        texts, codes = occurring(chunk.frame["client"])
        sums = chunk.by(codes, len(texts))
        way = chunk.way[sums.one]
        customer = np.array([way.customer for way in chunk.ways], dtype=bool)
        keys = (sums.other, chunk.person[sums.one], customer[way])
        hours = Labelled.made(chunk, texts, replace(sums, one=way))
        return cls(hours, Sums.of(keys, sums.seconds, sums.entries))

    def merge(self, other: "Clients", mine: Ints, theirs: Ints) -> "Clients":
        """Add another part, given what the numbers of the people of both become."""
        hours, one, two = self.hours.merge(other.hours)
        return Clients(
            hours, self.patrons.merge(other.patrons, (one, mine, None), (two, theirs, None))
        )

    def retold(self, said: Callable[[str], str], people: Ints) -> "Clients":
        """Return them with names said otherwise, given what the numbers of the people become."""
        hours, clients = self.hours.retold(said)
        return Clients(hours, self.patrons.renumbered(clients, people, None))

    @property
    def customers(self) -> frozenset[str]:
        """Those that count as customers by standing in the column alone."""
        client, _, by_column = self.patrons.keys
        found, _ = distinct(client[by_column > 0])
        return frozenset(self.hours.texts.take(pa.array(found)).to_pylist())

    def people(self, client: str) -> int:
        """How many people tracked hours for a client."""
        number = self.hours.texts.index(pa.scalar(client, pa.large_string())).as_py()
        mine, person, _ = self.patrons.keys
        return len(distinct(person[mine == number])[0])
