"""Hours that are half-classified or unclassified, by their text: where correcting begins."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.chunk import Chunk
from pmrules.analysis.sums import Ints, added, distinct, first_rows, grouped, once
from pmrules.analysis.texts import arrow, coded, each_said, joined, spelt_alike
from pmrules.analysis.ways import AXIS_VALUES

FIELDS = ("description", "task", "project", "client", "tags")
"""The first of them that has a text speaks for an entry."""
KNOWN = ("", *AXIS_VALUES)
"""The axis values of which one may be known."""


_PERSON = 32
"""Bits of a row with a person that hold the person."""
_PEOPLE = (1 << _PERSON) - 1
_AT_ONCE = 1_000_000


class Rows(Struct, frozen=True):
    """Sums of open entries, column by column."""

    text: Ints
    field: Ints
    """Place in `FIELDS`, and one more where no field has a text."""
    known: Ints
    """Place in `KNOWN`."""
    rule: Ints
    """Who knows the axis value, in the first entry."""
    at: Ints
    """Where the first entry stands."""
    seconds: Ints
    entries: Ints

    def __len__(self) -> int:
        return len(self.text)

    @property
    def columns(self) -> tuple[Ints, ...]:
        """All columns, in their order."""
        return tuple(getattr(self, name) for name in self.__struct_fields__)

    def joined(self, other: "Rows") -> "Rows":
        """Return these rows and others."""
        return Rows(*map(np.concatenate, zip(self.columns, other.columns, strict=True)))

    def summed(self) -> tuple["Rows", Ints]:
        """Return one row for each text, field and known value; and which each row became."""
        row, places = grouped(self.text, self.field, self.known)
        backwards = np.lexsort((self.rule, self.at))[::-1]
        first = np.zeros(len(row), dtype=np.int64)
        # Of the rows of a group the one written last stays, which is the first entry's.
        first[places[backwards]] = backwards
        rows = Rows(
            self.text[row].astype(np.int32),
            self.field[row].astype(np.int8),
            self.known[row].astype(np.int8),
            self.rule[first].astype(np.int32),
            self.at[first],
            added(places, self.seconds, len(row)),
            added(places, self.entries, len(row)),
        )
        return rows, places


class OpenTexts(Struct, frozen=True, eq=False):
    """Sums by text and by what is known of it, and who has such entries.

    Texts that differ in case alone are one text, spelt as in its first entry.
    """

    texts: pa.Array
    """In the order of their first entries."""
    first: Ints
    """By text: where its first entry stands."""
    rules: tuple[str, ...]
    rows: Rows
    people: Ints
    """Rows with a person who has such entries, ascending: eight bytes each, for there may be as
    many as entries."""

    @classmethod
    def of(cls, chunk: Chunk) -> "OpenTexts":
        """Sum the open entries of a chunk."""
        still_open = np.array([way.is_open for way in chunk.ways], dtype=bool)[chunk.way]
        entries = np.flatnonzero(still_open[chunk.pair])
        pair = chunk.pair[entries]
        texts, text, field = _speaking(chunk.frame, entries)
        known = np.array([KNOWN.index(way.known) for way in chunk.ways], dtype=np.int64)
        rules, rule = _knowing(chunk.frame, entries)
        at = entries + chunk.at
        rows = Rows(
            text=text,
            field=field,
            known=known[chunk.way[pair]],
            rule=rule,
            at=at,
            seconds=chunk.seconds[entries],
            entries=np.ones(len(entries), dtype=np.int64),
        )
        first = at[first_rows(text, len(texts))]
        people = Paired(_paired(np.arange(len(entries)), chunk.person[pair]))
        return cls._summed(texts, first, rules, rows, people)

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, OpenTexts)
            and self.texts.equals(other.texts)
            and self.rules == other.rules
            and np.array_equal(self.first, other.first)
            and np.array_equal(self.people, other.people)
            and all(map(np.array_equal, self.rows.columns, other.rows.columns))
        )

    @property
    def persons(self) -> tuple[Ints, Ints]:
        """Rows with a person who has such entries, as two columns."""
        return self.people >> _PERSON, self.people & _PEOPLE

    def merge(self, other: "OpenTexts", mine: Ints, theirs: Ints) -> "OpenTexts":
        """Add another part, given what the numbers of the people of both become."""
        rules = tuple(sorted({*self.rules, *other.rules}))
        text = other.rows.text.astype(np.int64) + len(self.texts)
        return self._summed(
            joined(self.texts, other.texts),
            np.concatenate([self.first, other.first]),
            rules,
            self._ruled(self.rules, rules).joined(
                replace(other._ruled(other.rules, rules), text=text)
            ),
            Paired(self.people, 0, mine),
            Paired(other.people, len(self.rows), theirs),
        )

    def retold(self, said: Callable[[str], str], people: Ints) -> "OpenTexts":
        """Return them with names said otherwise, given what the numbers of the people become."""
        told = [said(rule) for rule in self.rules]
        rules = tuple(sorted({*told}))
        texts, rows = each_said(self.texts, said), self._ruled(told, rules)
        return self._summed(texts, self.first, rules, rows, Paired(self.people, 0, people))

    def _ruled(self, mine: Sequence[str], among: Sequence[str]) -> Rows:
        """The rows with other numbers for the rules, given what each is called and among which."""
        return replace(self.rows, rule=_places(mine, among)[self.rows.rule])

    @classmethod
    def _summed(
        cls, texts: pa.Array, first: Ints, rules: tuple[str, ...], rows: Rows, *people: "Paired"
    ) -> "OpenTexts":
        """Sum rows with one number for all spellings of a text."""
        order = _in_order(first, texts)
        in_order, found = pd.factorize(spelt_alike(texts)[order])
        number = np.zeros(len(order), dtype=np.int64)
        number[order] = in_order
        shown = order[first_rows(in_order, len(found))]
        rows, places = replace(rows, text=number[rows.text]).summed()
        pairs = once(np.concatenate([each.renumbered(places) for each in people]))
        return cls(texts.take(pa.array(shown)), first[shown], rules, rows, pairs)


class Paired(Struct, frozen=True):
    """Rows with people, of whom some part knows by other numbers."""

    pairs: Ints
    begin: int = 0
    """Where the part's rows begin."""
    people: Ints | None = None
    """What the numbers of people become; None: what they are."""

    def renumbered(self, rows: Ints) -> Ints:
        """Return the pairs, given what the rows become; some at a time, for they are many."""
        made = np.empty_like(self.pairs)
        for start in range(0, len(made), _AT_ONCE):
            some = slice(start, start + _AT_ONCE)
            person = self.pairs[some] & _PEOPLE
            row = rows[(self.pairs[some] >> _PERSON) + self.begin]
            made[some] = _paired(row, person if self.people is None else self.people[person])
        return made


def _paired(row: Ints, person: Ints) -> Ints:
    pairs = row.astype(np.int64)
    pairs <<= _PERSON
    pairs |= person
    return pairs


def _in_order(first: Ints, texts: pa.Array) -> Ints:
    """Texts by where they stand first; by themselves where nobody said which chunk is first."""
    table = pa.table({"first": first, "text": texts})
    keys = [("first", "ascending"), ("text", "ascending")]
    order: Ints = np.asarray(pc.sort_indices(table, sort_keys=keys)).astype(np.int64)
    return order


def _speaking(frame: pd.DataFrame, rows: Ints) -> tuple[pa.Array, Ints, Ints]:
    """The texts of these entries, which of them is each one's, and of which field it is."""
    number, field = np.zeros(len(rows), dtype=np.int64), np.full(len(rows), len(FIELDS))
    values = [arrow([""])]
    for place, name in enumerate(FIELDS):
        texts, codes = coded(frame[name])
        values.append(pc.utf8_trim_whitespace(arrow(texts)))
        filled = np.asarray(pc.not_equal(values[-1], ""))
        mine = codes[rows]
        speaks = (field == len(FIELDS)) & filled[mine]
        number[speaks] = sum(map(len, values[:-1])) + mine[speaks]
        field[speaks] = place
    found, text = distinct(number, sum(map(len, values)))
    return joined(*values).take(pa.array(found)), text, field


def _knowing(frame: pd.DataFrame, rows: Ints) -> tuple[tuple[str, ...], Ints]:
    """The rules that know something of these entries, and which of them speaks of each."""
    audience, one = coded(frame["rule_audience"])
    horizon, other = coded(frame["rule_horizon"])
    names = [*map(str, audience.tolist()), *map(str, horizon.tolist())]
    filled = np.array([bool(name) for name in audience], dtype=bool)
    code = np.where(filled[one[rows]], one[rows].astype(np.int64), other[rows] + len(audience))
    found, places = distinct(code, len(names))
    known = [names[each] for each in found.tolist()]
    rules = tuple(sorted({*known}))
    return rules, _places(known, rules)[places]


def _places(rules: Sequence[str], among: Sequence[str]) -> Ints:
    number = {rule: place for place, rule in enumerate(among)}
    return np.array([number[rule] for rule in rules], dtype=np.int64)
