"""Hours that are half-classified or unclassified, by their text: where correcting begins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pmrules.analysis.chunk import Chunk
from pmrules.analysis.sums import Ints, added, distinct, first_rows, grouped
from pmrules.analysis.texts import arrow, coded, folded, joined
from pmrules.analysis.ways import AXIS_VALUES

FIELDS = ("description", "task", "project", "client", "tags")
"""The first of them that has a text speaks for an entry."""
KNOWN = ("", *AXIS_VALUES)
"""The axis values of which one may be known."""


@dataclass(frozen=True)
class Rows:
    """Sums of open entries, column by column."""

    text: Ints
    field: Ints
    """Place in `FIELDS`, and one more where no field has a text."""
    known: Ints
    """Place in `KNOWN`."""
    person: Ints
    rule: Ints
    """Who knows the axis value, in the first entry."""
    at: Ints
    """Where the first entry stands."""
    seconds: Ints
    entries: Ints

    @property
    def columns(self) -> tuple[Ints, ...]:
        """All columns, in their order."""
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)

    def joined(self, other: "Rows") -> "Rows":
        """Return these rows and others."""
        return Rows(*map(np.concatenate, zip(self.columns, other.columns, strict=True)))

    def summed(self) -> "Rows":
        """Return one row for each text, field, known value and person."""
        row, places = grouped(self.text, self.field, self.known, self.person)
        backwards = np.lexsort((self.rule, self.at))[::-1]
        first = np.zeros(len(row), dtype=np.int64)
        # Of the rows of a group the one written last stays, which is the first entry's.
        first[places[backwards]] = backwards
        return Rows(
            self.text[row].astype(np.int32),
            self.field[row].astype(np.int8),
            self.known[row].astype(np.int8),
            self.person[row].astype(np.int32),
            self.rule[first].astype(np.int32),
            self.at[first],
            added(places, self.seconds, len(row)),
            added(places, self.entries, len(row)),
        )


@dataclass(frozen=True, eq=False)
class OpenTexts:
    """Sums by text, by what is known of it and by person.

    Texts that differ in case alone are one text, spelt as in its first entry.
    """

    texts: pa.Array
    """In the order of their first entries."""
    first: Ints
    """By text: where its first entry stands."""
    rules: tuple[str, ...]
    rows: Rows

    @classmethod
    def of(cls, chunk: Chunk) -> "OpenTexts":
        """Sum the open entries of a chunk."""
        still_open = np.array([way.is_open for way in chunk.ways], dtype=bool)[chunk.way]
        rows = np.flatnonzero(still_open[chunk.pair])
        pair = chunk.pair[rows]
        texts, text, field = _speaking(chunk.frame, rows)
        known = np.array([KNOWN.index(way.known) for way in chunk.ways], dtype=np.int64)
        rules, rule = _knowing(chunk.frame, rows)
        at = rows + chunk.at
        found = Rows(
            text=text,
            field=field,
            known=known[chunk.way[pair]],
            person=chunk.person[pair],
            rule=rule,
            at=at,
            seconds=chunk.seconds[rows],
            entries=np.ones(len(rows), dtype=np.int64),
        )
        first = first_rows(text, len(texts))
        return cls(texts, at[first], rules, found)._summed()

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, OpenTexts)
            and self.texts.equals(other.texts)
            and self.rules == other.rules
            and np.array_equal(self.first, other.first)
            and all(map(np.array_equal, self.rows.columns, other.rows.columns))
        )

    def merge(self, other: "OpenTexts", mine: Ints, theirs: Ints) -> "OpenTexts":
        """Add another part, given what the numbers of the people of both become."""
        rules = tuple(sorted({*self.rules, *other.rules}))
        one = self._renumbered(mine, _places(self.rules, rules))
        two = other._renumbered(theirs, _places(other.rules, rules))
        two = replace(two, text=two.text.astype(np.int64) + len(self.texts))
        first = np.concatenate([self.first, other.first])
        both = OpenTexts(joined(self.texts, other.texts), first, rules, one.joined(two))
        return both._summed()

    def retold(self, said: Callable[[str], str], people: Ints) -> "OpenTexts":
        """Return them with names said otherwise, given what the numbers of the people become."""
        told = [said(rule) for rule in self.rules]
        rules = tuple(sorted({*told}))
        rows = self._renumbered(people, _places(told, rules))
        texts = arrow(list(map(said, self.texts.to_pylist())))
        return OpenTexts(texts, self.first, rules, rows)._summed()

    def _renumbered(self, people: Ints, rules: Ints) -> Rows:
        rows = self.rows
        return replace(rows, person=people[rows.person], rule=rules[rows.rule])

    def _summed(self) -> "OpenTexts":
        """Return it with one number for all spellings of a text."""
        table = pa.table({"first": self.first, "text": self.texts})
        order = np.asarray(
            pc.sort_indices(table, sort_keys=[("first", "ascending"), ("text", "ascending")])
        )
        spelt = np.asarray(folded(self.texts).dictionary_encode().indices)
        in_order, found = pd.factorize(spelt[order])
        number = np.zeros(len(order), dtype=np.int64)
        number[order] = in_order
        first = order[first_rows(in_order, len(found))]
        rows = replace(self.rows, text=number[self.rows.text]).summed()
        return OpenTexts(self.texts.take(pa.array(first)), self.first[first], self.rules, rows)


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
