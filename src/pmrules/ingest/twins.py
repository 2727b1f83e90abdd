"""Entries that start at the same second and are the same in every text: double clicks, perhaps."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec import Struct

from pmrules.errors import Place
from pmrules.ingest.cells.texts import in_hours
from pmrules.model import Notice

_SAME = ("person", "client", "project", "task", "description", "tags")
_ODD = np.uint64(0x9E3779B97F4A7C15)

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]


class Twins(Struct, frozen=True):
    """Entries as 64-bit hashes: of ten million, two that differ meet once in 300,000 files."""

    hashes: tuple[Hashes, ...]
    """In parts, as they came together; so are their seconds and where they stand."""
    seconds: tuple[Numbers, ...]
    at: tuple[Numbers, ...]

    @classmethod
    def of(cls, entries: pd.DataFrame, at: Numbers) -> "Twins":
        """Take the entries whose start is known."""
        known = np.flatnonzero(entries["start"].notna().to_numpy())
        seconds = entries["seconds"].to_numpy()[known]
        hashes = np.zeros(len(known), dtype=np.uint64)
        for number in (entries["start"].to_numpy()[known], seconds):
            hashes = _mixed(hashes ^ number.view(np.uint64))
        for name in _SAME:
            texts = pd.Series(entries[name].cat.categories)
            own: Hashes = np.asarray(pd.util.hash_pandas_object(texts, index=False), np.uint64)
            hashes = _mixed(hashes ^ own[entries[name].cat.codes.to_numpy()[known]])
        return cls((hashes,), (seconds.astype(np.int32),), (at[known].astype(np.int32),))

    def __add__(self, other: "Twins") -> "Twins":
        """Return the entries of both."""
        return Twins(self.hashes + other.hashes, self.seconds + other.seconds, self.at + other.at)

    def notices(self, place: Callable[[int], Place]) -> Iterator[Notice]:
        """Yield how many are the same as one further up, and the first of them."""
        seconds, at = self._again()
        if len(at):
            entries_are = "entry is" if len(at) == 1 else "entries are"
            yield Notice(
                "identical-entries",
                f"{len(at):,} {entries_are} the same as another of this file "
                f"to the second ({in_hours(int(seconds.sum()))}): kept, as people do so.",
                "Delete double clicks in the tool.",
                place(int(at.min())),
            )

    def _again(self) -> tuple[Numbers, Numbers]:
        """Return seconds and place of every entry but the first of those that are the same."""
        hashes = np.concatenate(self.hashes)
        ordered = np.sort(hashes)  # of ten million half the memory of a hash table
        twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        del ordered
        which = np.flatnonzero(np.isin(hashes, twice)) if len(twice) else np.zeros(0, np.int64)
        found = pd.DataFrame({
            "hash": hashes[which],
            "seconds": np.concatenate(self.seconds)[which].astype(np.int64),
            "at": np.concatenate(self.at)[which].astype(np.int64),
        }).sort_values("at")  # fmt: skip
        again = found[found.duplicated("hash")]
        return again["seconds"].to_numpy(), again["at"].to_numpy()


def _mixed(hashes: Hashes) -> Hashes:
    """Spread every bit over all (the finaliser of splitmix64); sums wrap, as they should."""
    hashes = hashes * _ODD
    return hashes ^ (hashes >> np.uint64(31))
