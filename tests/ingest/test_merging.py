"""What looks across the rows of a file says the same, however the file is cut."""

import datetime as dt
from collections.abc import Sequence
from functools import reduce
from operator import add
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules import Entry
from pmrules.errors import Place
from pmrules.ingest.daytable import DayTable, LostDays, all_days
from pmrules.ingest.oddities import Oddities, long_days
from pmrules.ingest.records import collect
from pmrules.ingest.tally import Tally
from pmrules.model import Notice

Row = tuple[str, int, int, int, str]

rows = st.tuples(
    st.sampled_from(["Ada", "Ben"]),
    st.integers(1, 3),
    st.integers(0, 2),
    st.sampled_from([60, 90, 20 * 60, 25 * 60, 30 * 60]),
    st.sampled_from(["a", "b"]),
)
chunks = st.lists(st.lists(rows, max_size=8), min_size=1, max_size=5)


def frame(part: Sequence[Row], first: int) -> Any:
    """Return the entries of a piece whose rows begin with a number."""
    entries = [
        Entry(at, person, dt.date(2026, 3, day), minutes * 60, description=text,
              start=dt.datetime(2026, 3, day, hour))
        for at, (person, day, hour, minutes, text) in enumerate(part, first)
    ]  # fmt: skip
    return collect(lambda: entries, "tool", "f.csv").entries


def frames(parts: Sequence[Sequence[Row]]) -> list[Any]:
    """Return the entries of every piece, numbered through."""
    firsts = np.cumsum([2, *map(len, parts)]).tolist()
    return [frame(part, first) for part, first in zip(parts, firsts, strict=False)]


def place(row: int) -> Place:
    """Return the place of a row."""
    return Place("f.csv", "", row)


@settings(max_examples=40, deadline=None)
@given(chunks)
def test_oddities_add_up(parts: list[list[Row]]) -> None:
    """The longest entries and identical ones are those of the whole, in any order of pieces."""
    whole = frame([row for part in parts for row in part], 2)
    expected = tuple(Oddities.of(whole, whole["row"].to_numpy()).notices(place))
    found = [Oddities.of(each, each["row"].to_numpy()) for each in frames(parts)]
    for pieces in (found, found[::-1]):
        assert tuple(reduce(add, pieces).notices(place)) == expected


@settings(max_examples=40, deadline=None)
@given(chunks)
def test_identical_entries_are_counted_by_their_values(parts: list[list[Row]]) -> None:
    """Hashes find exactly the entries that are the same as one above, and their hours."""
    every = [row for part in parts for row in part]
    again = [at for at, row in enumerate(every) if row in every[:at]]
    pieces = [Oddities.of(each, each["row"].to_numpy()) for each in frames(parts)]
    notices = {each.code: each for each in reduce(add, pieces).notices(place)}
    notice = notices.get("identical-entries")
    assert (notice is not None) == bool(again)
    if notice:
        assert notice.what.startswith(f"{len(again)} entr")
        assert f"({sum(every[at][3] for at in again) / 60:,.1f} h)" in notice.what
        assert notice.place == place(again[0] + 2)


@settings(max_examples=40, deadline=None)
@given(chunks)
def test_days_add_up(parts: list[list[Row]]) -> None:
    """Hours by person and day are those of the whole, and so is what is said of them."""
    whole = DayTable.of(frame([row for part in parts for row in part], 2), 0)
    pieces = all_days([DayTable.of(each, 0) for each in frames(parts)])
    assert told(pieces) == told(whole)
    assert list(long_days(pieces)) == list(long_days(whole))


def told(table: DayTable) -> set[tuple[Any, ...]]:
    """Return the rows of a table, persons by name."""
    columns = (table.day, table.rows, table.seconds, table.short, table.first)
    names = [table.names[person] for person in table.person]
    return set(zip(names, *(column.tolist() for column in columns), strict=True))


@settings(max_examples=40, deadline=None)
@given(chunks, st.data())
def test_lost_days_are_found_again(parts: list[list[Row]], data: st.DataObject) -> None:
    """Entries on the days that a table lists are told from all others, in any piece."""
    whole = all_days([DayTable.of(each, 0) for each in frames(parts)])
    which = np.array([data.draw(st.booleans()) for _ in whole.day], dtype=np.bool_)
    lost = LostDays.of(whole.at(which))
    days = {(name, day) for name, days in zip(lost.names, lost.days, strict=True) for day in days}
    for each in frames(parts):
        numbers = each["date"].to_numpy().astype("datetime64[D]").astype(int)
        expected = [(name, day) in days for name, day in zip(each["person"], numbers, strict=True)]
        assert lost.among(each).tolist() == expected


def worded(found: Tally) -> Notice:
    """Say a tally."""
    return Notice("odd", f"{found.sums[0]} {found.shown[0]}", place=found.place)


def test_tallies_show_the_first_row() -> None:
    """Sums add, and the row further up is shown; a piece without rows shows none."""
    late = Tally(worded, (2,), place(9), ("late",))
    early = Tally(worded, (3,), place(4), ("early",))
    none = Tally(worded, (0,))
    for tallies in ((late, early, none), (none, early, late)):
        assert worded(reduce(add, tallies)) == Notice("odd", "5 early", place=place(4))
