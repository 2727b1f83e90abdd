"""By file, person and day: how many entries and seconds; all that settling overlaps needs."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec import Struct

from pmrules.ingest.cells.parsed import Bools

DAY = 24 * 3600
_MANY_DAYS = 1 << 32

Numbers = npt.NDArray[np.int64]


class DayTable(Struct, frozen=True):
    """Rows of numbers; tables of pieces and of files merge to one of all."""

    names: tuple[str, ...]
    """Persons by number, as their file writes them."""
    file: Numbers
    """Which file, in the order in which files were named."""
    person: Numbers
    day: Numbers
    """Days since 1970."""
    rows: Numbers
    """Entries of that person on that day."""
    seconds: Numbers
    short: Numbers
    """Seconds of those entries that are no longer than a day."""
    first: Numbers
    """Row of the first entry."""

    @classmethod
    def of(cls, entries: pd.DataFrame, file: int) -> "DayTable":
        """Count the entries of one file."""
        group, keys = pd.factorize(_keys(entries))
        seconds = entries["seconds"].to_numpy()
        first = np.full(len(keys), np.iinfo(np.int64).max)
        np.minimum.at(first, group, entries["row"].to_numpy())
        return cls(
            names=tuple(entries["person"].cat.categories),
            file=np.full(len(keys), file),
            person=keys // _MANY_DAYS,
            day=keys % _MANY_DAYS,
            rows=np.bincount(group, minlength=len(keys)),
            seconds=_sums(group, seconds, len(keys)),
            short=_sums(group, np.where(seconds <= DAY, seconds, 0), len(keys)),
            first=first,
        )

    def __add__(self, other: "DayTable") -> "DayTable":
        """Return the entries of two pieces of a file."""
        return all_days([self, other])

    def at(self, which: Bools) -> "DayTable":
        """Return the rows of the table that are named."""
        return DayTable(self.names, **{name: getattr(self, name)[which] for name in _COLUMNS})


_COLUMNS = ("file", "person", "day", "rows", "seconds", "short", "first")


def all_days(tables: Sequence[DayTable]) -> DayTable:
    """Return the entries of several files, or of several pieces of one."""
    names: dict[str, int] = {}
    frames = [_renumbered(each, names) for each in tables]
    if len(frames) > 1:
        groups = pd.concat(frames).groupby(["file", "person", "day"], sort=False, as_index=False)
        frames = [groups.agg(dict.fromkeys(_COLUMNS[3:6], "sum") | {"first": "min"})]
    nothing = np.zeros(0, dtype=np.int64)
    columns = {name: frames[0][name].to_numpy() if frames else nothing for name in _COLUMNS}
    return DayTable(tuple(names), **columns)


def _renumbered(table: DayTable, names: dict[str, int]) -> pd.DataFrame:
    """Return a table with its persons under the numbers that they have among all."""
    moved = np.array([names.setdefault(name, len(names)) for name in table.names], dtype=np.int64)
    columns = {name: getattr(table, name) for name in _COLUMNS}
    return pd.DataFrame({**columns, "person": moved[table.person]})


class LostDays(Struct, frozen=True):
    """Days of persons that another file replaces."""

    names: tuple[str, ...]
    days: tuple[Numbers, ...]
    """For each name."""

    @classmethod
    def of(cls, table: DayTable) -> "LostDays":
        """Return the days that a table lists."""
        persons: Sequence[int] = np.unique(table.person).tolist()
        return cls(
            tuple(table.names[person] for person in persons),
            tuple(table.day[table.person == person] for person in persons),
        )

    def among(self, entries: pd.DataFrame) -> Bools:
        """Return which entries stand on these days."""
        codes = entries["person"].cat.categories.get_indexer(pd.Index(list(self.names)))
        lost = [
            code * _MANY_DAYS + days
            for code, days in zip(codes, self.days, strict=True)
            if code >= 0
        ]
        if not lost:
            return np.zeros(len(entries), dtype=np.bool_)
        return np.isin(_keys(entries), np.concatenate(lost))


def _keys(entries: pd.DataFrame) -> Numbers:
    """Person and day as one number; no day lies before 1970."""
    days = entries["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    persons = entries["person"].cat.codes.to_numpy().astype(np.int64)
    keys: Numbers = persons * _MANY_DAYS + days
    return keys


def _sums(group: npt.NDArray[np.intp], seconds: Numbers, groups: int) -> Numbers:
    sums = np.zeros(groups, dtype=np.int64)
    np.add.at(sums, group, seconds)
    return sums
