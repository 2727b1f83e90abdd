"""The people of a report: one name for all spellings, that of the first entry."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.analysis.sums import Ints, distinct, first_rows
from pmrules.analysis.texts import coded
from pmrules.rules.matching.lexicon import folded

Spelling = tuple[int, str]
"""Where it stands first, and the name as it stands there."""


class Names(Struct, frozen=True):
    """Everybody with entries, ascending by the folded name."""

    spelt: tuple[Spelling, ...] = ()

    @classmethod
    def of(cls, column: "pd.Series[str]", at: int) -> tuple["Names", Ints]:
        """Return who stands in a column, and every row's number; `at` is where it begins."""
        texts, codes = coded(column)
        found, places = distinct(codes, len(texts))
        first = (first_rows(places, len(found)) + at).tolist()
        given = [*zip(first, map(str, texts[found].tolist()), strict=True)]
        names = cls._first(given)
        return names, names._numbers(given)[places]

    def merge(self, other: "Names") -> tuple["Names", Ints, Ints]:
        """Return everybody of two parts, and which numbers those of each become."""
        names = self._first([*self.spelt, *other.spelt])
        return names, names._numbers(self.spelt), names._numbers(other.spelt)

    def retold(self, said: Callable[[str], str]) -> tuple["Names", Ints]:
        """Return everybody under another name, and which number each becomes."""
        given = [(at, said(name)) for at, name in self.spelt]
        names = self._first(given)
        return names, names._numbers(given)

    def __iter__(self) -> Iterator[str]:
        return (name for _, name in self.spelt)

    def __len__(self) -> int:
        return len(self.spelt)

    def _numbers(self, spelt: Iterable[Spelling]) -> Ints:
        number = {folded(name): place for place, name in enumerate(self)}
        return np.array([number[folded(name)] for _, name in spelt], dtype=np.int64)

    @classmethod
    def _first(cls, spelt: Iterable[Spelling]) -> "Names":
        by_name: dict[str, Spelling] = {}
        for each in spelt:
            key = folded(each[1])
            by_name[key] = min(each, by_name.get(key, each))
        return cls(tuple(by_name[key] for key in sorted(by_name)))
