"""Entries that are odd and count all the same: forgotten timers, possible double clicks."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pmrules.errors import Place
from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import in_hours
from pmrules.model import Notice
from pmrules.visible import visible

DAY = 24 * 3600
_NAMED = 3
_MANY_DAYS = 1 << 32
_SAME = ["person", "client", "project", "task", "description", "tags"]


def oddities(file: str, entries: pd.DataFrame) -> Iterator[Notice]:
    """Yield what a person should look at in the entries of one file."""
    yield from _monsters(file, entries)
    yield from _twins(file, entries)


def long_days(entries: pd.DataFrame) -> Iterator[Notice]:
    """Yield who has more than 24 hours on one day, in entries that each are shorter."""
    short = entries[entries["seconds"] <= DAY]
    days = short["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    persons = short["person"].cat.codes.to_numpy().astype(np.int64)
    group, keys = pd.factorize(persons * _MANY_DAYS + days)
    sums = np.bincount(group, weights=short["seconds"].to_numpy()).astype(np.int64)
    found = np.flatnonzero(sums > DAY)
    if len(found):
        names = short["person"].cat.categories
        named = ", ".join(
            f"{visible(names[int(keys[at] // _MANY_DAYS)], 40)} on "
            f"{np.datetime64(int(keys[at] % _MANY_DAYS), 'D')} {in_hours(int(sums[at]))}"
            for at in found[:_NAMED]
        )
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        yield Notice(
            "day-over-24-hours",
            f"More hours than a day has: {named}{more}.",
            "Look for work that is tracked twice.",
        )


def _monsters(file: str, entries: pd.DataFrame) -> Iterator[Notice]:
    long = entries[entries["seconds"] > DAY].sort_values("seconds", ascending=False, kind="stable")
    if len(long):
        named = ", ".join(
            f"{visible(row['person'], 40)} on {row['date']:%Y-%m-%d} {in_hours(row['seconds'])}"
            for row in long.head(_NAMED).to_dict("records")
        )
        more = f" and {len(long) - _NAMED} more" if len(long) > _NAMED else ""
        yield Notice(
            "over-24-hours",
            f"Longer than a day, and counted as it stands: {named}{more}.",
            "Correct a forgotten timer in the tool and export again.",
            _place(file, long),
        )


def _twins(file: str, entries: pd.DataFrame) -> Iterator[Notice]:
    """Entries that start at the same second and are the same in every text."""
    known = entries["start"].notna().to_numpy()
    twins = np.zeros(len(entries), dtype=np.bool_)
    times = entries.loc[known, ["start", "seconds", "date"]]
    near = known.copy()
    near[known] = times.assign(person=entries["person"].cat.codes[known]).duplicated(keep=False)
    if near.any():
        some = entries.loc[near, [*_SAME, "start", "seconds"]]
        twins[near] = some.duplicated()
    if twins.any():
        yield _twin_notice(file, entries, twins)


def _twin_notice(file: str, entries: pd.DataFrame, twins: Bools) -> Notice:
    hours = in_hours(int(entries.loc[twins, "seconds"].sum()))
    count = int(twins.sum())
    return Notice(
        "identical-entries",
        f"{count:,} {'entry is' if count == 1 else 'entries are'} the same as another of this file "
        f"to the second ({hours}): kept, as people do so.",
        "Delete double clicks in the tool.",
        _place(file, entries[twins]),
    )


def _place(file: str, entries: pd.DataFrame) -> Place:
    first = entries.iloc[0]
    return Place(file, str(first["sheet"]), int(first["row"]))
