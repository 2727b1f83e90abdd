"""Seconds and entries summed by whole numbers, exactly; such sums add up in any order."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec import Struct

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[Any]
"""Whole numbers from 0 on, or whether something is so."""
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.datetime64]

_TABLE = 1 << 20
"""So many codes are looked up in a table even where few of them occur."""


def listed(rows: int) -> int:
    """Return up to which size a table of all codes is quicker than looking for those of rows."""
    return max(_TABLE, 4 * rows)


def distinct(codes: Ints, size: int | None = None) -> tuple[Ints, Ints]:
    """Return the codes that occur, ascending, and for every code its place among them.

    `size` is a number that all of them are below, if it is known: then none is negative.
    """
    if size is None or size > listed(len(codes)):
        places, found = pd.factorize(codes, sort=True)
        return np.asarray(found, dtype=np.int64), np.asarray(places, dtype=np.int64)
    occurs = np.zeros(size, dtype=bool)
    occurs[codes] = True
    found = np.flatnonzero(occurs)
    table = np.zeros(size, dtype=np.int64)
    table[found] = np.arange(len(found))
    return found, table[codes]


def combined(*columns: tuple[Codes, int]) -> tuple[Ints, Ints]:
    """Return a row of each combination of codes, ascending, and every row's combination.

    A column is its codes and a number that all of them are below.
    """
    code, size = np.zeros(len(columns[0][0]), dtype=np.int64), 1
    for codes, count in columns:
        if size * count >= 1 << 62:
            found, code = distinct(code, size)
            code, size = code.astype(np.int64), len(found)
        code *= count
        code += codes
        size *= count
    found, places = distinct(code, size)
    row = np.zeros(len(found), dtype=np.int64)
    row[places] = np.arange(len(code))
    return row, places


def grouped(*keys: Ints) -> tuple[Ints, Ints]:
    """Return a row of each combination of any whole numbers, and every row's combination."""
    return combined(*map(_from_nought, keys))


def _from_nought(key: Ints) -> tuple[Ints, int]:
    least = int(key.min()) if len(key) else 0
    codes = key.astype(np.int64) - least
    return codes, int(codes.max(initial=0)) + 1


def once(numbers: Ints) -> Ints:
    """Return the numbers that occur, ascending; those given are sorted where they stand."""
    # numpy's own `unique` looks them up by hash: of ten millions six times as slow.
    numbers.sort()
    new = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return numbers[new]


def added(places: Ints, amounts: Ints, size: int) -> Ints:
    """Return for each place the exact sum of the amounts that belong to it."""
    total = np.zeros(size, dtype=np.int64)
    np.add.at(total, places, amounts)
    return total


def first_rows(codes: Ints, size: int) -> Ints:
    """Return the first row of each code; the number of rows where it has none."""
    first = np.full(size, len(codes), dtype=np.int64)
    # Of equal codes the one written last stays, which is the first row.
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return first


class Sums(Struct, frozen=True, eq=False):
    """Seconds and entries by a combination of keys, each there once, ascending by the keys."""

    keys: tuple[Ints, ...]
    seconds: Ints
    entries: Ints

    @classmethod
    def of(cls, keys: Sequence[Ints], seconds: Ints, entries: Ints) -> "Sums":
        """Sum rows by their keys."""
        row, places = grouped(*keys)
        return cls(
            tuple(key[row].astype(np.int32) for key in keys),
            added(places, seconds, len(row)),
            added(places, entries, len(row)),
        )

    def __len__(self) -> int:
        return len(self.seconds)

    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sums) and all(
            map(np.array_equal, (*self.keys, self.seconds, self.entries), other.columns)
        )

    @property
    def columns(self) -> tuple[Ints, ...]:
        """Everything, column by column."""
        return (*self.keys, self.seconds, self.entries)

    def renumbered(self, *numbers: Ints | None) -> "Sums":
        """Return the sums with other numbers as keys, given what each becomes; None: as it is."""
        return Sums.of(self._translated(numbers), self.seconds, self.entries)

    def merge(
        self, other: "Sums", mine: Sequence[Ints | None], theirs: Sequence[Ints | None]
    ) -> "Sums":
        """Add other sums, given what the numbers of both become."""
        both = zip(self._translated(mine), other._translated(theirs), strict=True)
        return Sums.of(
            [np.concatenate(pair) for pair in both],
            np.concatenate([self.seconds, other.seconds]),
            np.concatenate([self.entries, other.entries]),
        )

    def _translated(self, numbers: Sequence[Ints | None]) -> list[Ints]:
        pairs = zip(self.keys, numbers, strict=True)
        return [key if number is None else number[key] for key, number in pairs]
