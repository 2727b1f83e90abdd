"""The text columns as distinct values and codes, and the texts that keywords are looked for in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec import Struct

from pmrules.model import TEXT_FIELDS
from pmrules.rules.matching.judge import TAG_SEPARATOR
from pmrules.rules.matching.lexicon import FIELDS, Lexicon

Ints = npt.NDArray[np.signedinteger[Any]]
"""Codes and places: int32 wherever there are many."""

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class Column(Struct, frozen=True):
    """A text column: every row's code, and what the codes stand for."""

    codes: Ints
    values: list[str]


class Corpus(Struct, frozen=True):
    """The distinct values of all columns, numbered through, and the texts inside them."""

    columns: dict[str, Column]
    base: dict[str, int]
    """By field, the number of its first value."""
    values: int
    texts: list[str]
    """What phrases read: the values, and of the tags each one; then values that only regular
    expressions read."""
    phrased: int
    """How many of the texts phrases read."""
    value: Ints
    """By text: the value that it belongs to."""
    field: Ints
    """By text: the place of its field in `FIELDS`."""
    whole: Flags
    """By text: whether regular expressions read it."""

    def numbers(self, field: str, rows: slice | Ints = slice(None)) -> Ints:
        """Return the numbers of the values that stand in these rows."""
        return self.columns[field].codes[rows] + np.int32(self.base[field])


def column(entries: pd.DataFrame, name: str) -> Column:
    """Return a text column, whatever its type; what is missing is empty."""
    if name not in entries:
        return Column(np.zeros(len(entries), np.int32), [""])
    series = entries[name]
    if not isinstance(series.dtype, pd.CategoricalDtype):
        series = series.astype("category")
    values = [str(value) for value in series.cat.categories.tolist()]
    codes = series.cat.codes.to_numpy().astype(np.int32)
    if (missing := codes < 0).any():
        codes[missing] = len(values)
        values.append("")
    return Column(codes, values)


def corpus(entries: pd.DataFrame, book: Lexicon) -> Corpus:
    """Return the columns that keywords of this rulebook read."""
    fields = FIELDS if any("person" in term.fields for term in book.terms) else TEXT_FIELDS
    columns = {field: column(entries, field) for field in fields}
    sizes = [len(columns[field].values) for field in fields]
    starts = np.cumsum([0, *sizes]).tolist()
    base = dict(zip(fields, starts, strict=False))
    pieces = [_pieces(field, columns[field].values, book) for field in fields]
    split = columns["tags"].values
    several = [code for code, value in enumerate(split) if TAG_SEPARATOR in value]
    texts = [text for each, _ in pieces for text in each]
    whole = np.ones(len(texts) + len(several), np.bool_)
    value = np.concatenate(
        [owner + base[field] for field, (_, owner) in zip(fields, pieces, strict=True)]
        + [np.asarray(several, np.int32) + base["tags"]]
    ).astype(np.int32)
    whole[: len(texts)] = ~np.isin(value[: len(texts)], value[len(texts) :])
    return Corpus(
        columns,
        base,
        starts[-1],
        texts + [split[code] for code in several],
        len(texts),
        value,
        (np.searchsorted(starts, value, side="right") - 1).astype(np.int32),
        whole,
    )


def _pieces(field: str, values: Sequence[str], book: Lexicon) -> tuple[Sequence[str], Ints]:
    """The texts inside the values of a field, and the code that each belongs to."""
    if field not in ("tags", "person"):
        return values, np.arange(len(values), dtype=np.int32)
    cut = list(map(_tags, values)) if field == "tags" else list(_persons(values, book))
    owner = np.repeat(np.arange(len(cut), dtype=np.int32), list(map(len, cut)))
    return [text for each in cut for text in each], owner


def _tags(value: str) -> list[str]:
    return value.split(TAG_SEPARATOR)


def _persons(values: Sequence[str], book: Lexicon) -> Iterator[list[str]]:
    """The name that the report shows, and the original where it differs."""
    for value in values:
        shown = book.person(value)
        yield [shown, value] if shown != value else [value]


def distinct(corpus: Corpus) -> tuple[Ints, Longs]:
    """Return which rows have the same texts: every row's case, and the first row of each case."""
    return _combinations((each.codes, len(each.values)) for each in corpus.columns.values())


def alike(corpus: Corpus, heard: Ints) -> tuple[Ints, Longs]:
    """Return which rows have the same of the values heard: every row's kind, a first row of each.

    Hundreds of thousands of texts in which no keyword occurs make one kind.
    """
    occurs = np.zeros(corpus.values, np.bool_)
    occurs[heard] = True
    return _combinations(
        _among(each.codes, occurs[corpus.base[field] :][: len(each.values)])
        for field, each in corpus.columns.items()
    )


def _among(codes: Ints, chosen: Flags) -> tuple[Ints, int]:
    """Number the chosen values from 1; all others are 0."""
    number = np.where(chosen, np.cumsum(chosen, dtype=np.int32), 0)
    return number[codes], int(chosen.sum()) + 1


def _combinations(columns: Iterable[tuple[Ints, int]]) -> tuple[Ints, Longs]:
    """Return which rows have the same codes in all columns, numbered; and the first row of each.

    A column is its codes and a number that all of them are below.
    """
    key, size = np.zeros(1, np.int64), 1
    for codes, count in columns:
        if size * count >= 2**62:
            key, kinds = pd.factorize(key)
            size = len(kinds)
        key = key * count + codes
        size *= count
    number, kinds = pd.factorize(key)
    first = np.zeros(len(kinds), np.int64)
    first[number[::-1]] = np.arange(len(number) - 1, -1, -1)
    return number.astype(np.int32), first
