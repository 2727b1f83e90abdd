"""Days that two files cover: the file that reaches further replaces the other."""

import datetime as dt
import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pmrules import Entry, InputError
from pmrules.ingest.daytable import DayTable, all_days
from pmrules.ingest.overlaps import EVERYONE, Settled, settle_overlaps
from pmrules.ingest.records import collect
from pmrules.model import FileAccount

Row = tuple[str, int, int]
"""A person, a day from 1 March 2026, and minutes."""


def settle(*files: Sequence[Row], how: str = "replace", tools: str = "", **more: object) -> Settled:
    """Settle files of rows; `tools` names the importer of each by a letter. Kept are entries."""
    tools = tools or "t" * len(files)
    frames, accounts = [], []
    for at, (rows, tool) in enumerate(zip(files, tools, strict=True)):
        entries = [
            Entry(row, person, dt.date(2026, 2, 28) + dt.timedelta(days=day), minutes * 60)
            for row, (person, day, minutes) in enumerate(rows, 2)
        ]
        frame = collect(lambda entries=entries: entries, tool, f"{at}.csv").entries  # type: ignore[misc]
        frames.append(frame)
        seconds = int(frame["seconds"].sum())
        digest = str(hash(tuple(rows)))
        accounts.append(FileAccount(f"{at}.csv", tool, len(rows), len(rows), seconds, digest))
    days = all_days([DayTable.of(frame, at) for at, frame in enumerate(frames)])
    settled = settle_overlaps(days, accounts, how=how, **more)  # type: ignore[arg-type]
    lost = [settled.lost(days, at) for at in range(len(frames))]
    kept = [
        np.ones(len(frame), dtype=np.bool_) if each is None else ~each.among(frame)
        for frame, each in zip(frames, lost, strict=True)
    ]
    return replace(settled, kept=np.concatenate([np.zeros(0, np.bool_), *kept]))


def left(settled: Settled, *files: Sequence[Row]) -> list[Row]:
    """Return the rows that remain."""
    rows = [row for rows in files for row in rows]
    return [row for row, kept in zip(rows, settled.kept, strict=True) if kept]


ADA = [("Ada", day, 60) for day in range(1, 6)]


@pytest.mark.parametrize(
    ("older", "newer", "remain"),
    [
        (ADA[:3], ADA, ADA),
        (ADA, ADA[2:], ADA),
        ([("Ada", 1, 60), ("Ada", 3, 60)], [("Ada", 1, 90), ("Ada", 5, 60)], None),
        ([("Ada", 1, 60), ("Ben", 2, 60)], [("Ada", 1, 60), ("Ada", 4, 5)], "and Ben"),
        ([("Ada", 1, 60)], [("Ada", 2, 60)], "both"),
        ([("Ada", 1, 60)], [("Ben", 1, 60), ("Ben", 2, 1)], "both"),
    ],
)
def test_further_reaching_file_replaces(
    older: list[Row], newer: list[Row], remain: list[Row] | str | None
) -> None:
    """Whatever the order, the file with the later last day replaces the days that both cover.

    Days that it emptied are replaced too, persons that it does not hold are not.
    """
    expected = {None: newer, "both": older + newer, "and Ben": [*newer, ("Ben", 2, 60)]}
    wanted = remain if isinstance(remain, list) else expected[remain]
    for files in ((older, newer), (newer, older)):
        assert sorted(left(settle(*files), *files)) == sorted(wanted)


def test_replacing_is_counted() -> None:
    """Every replacement is reported with its days, rows and seconds."""
    (overlap,) = settle(ADA[:3], ADA).overlaps
    assert (overlap.kind, overlap.person, overlap.days) == ("replaced", "Ada", 3)
    assert (overlap.kept_file, overlap.other_file) == ("1.csv", "0.csv")
    assert (overlap.first, overlap.last) == (dt.date(2026, 3, 1), dt.date(2026, 3, 3))
    assert (overlap.rows, overlap.seconds) == (3, 3 * 3600)


def test_of_equal_reach_more_rows_win_then_the_later() -> None:
    """With the same last day the file with more rows counts, with as many the one named later."""
    more, fewer = [("Ada", 5, 1), ("Ada", 5, 2)], [("Ada", 5, 9)]
    assert left(settle(more, fewer), more, fewer) == more
    first, second = [("Ada", 5, 1)], [("Ada", 5, 2)]
    assert left(settle(first, second), first, second) == second


def test_rows_count_where_both_reach_alone() -> None:
    """A file is not the fuller one for months that the other never covered."""
    long = [*(("Ada", day, 60) for day in range(1, 8)), ("Ada", 9, 60)]
    full = [("Ada", 8, 60), ("Ada", 9, 30), ("Ada", 9, 30)]
    assert left(settle(long, full), long, full) == [*long[:7], *full]


def test_same_bytes_are_one_overlap() -> None:
    """The same file twice changes nothing and is said once, for everyone."""
    rows = [*ADA, ("Ben", 2, 30)]
    settled = settle(rows, rows)
    assert left(settled, rows, rows) == rows
    (overlap,) = settled.overlaps
    assert (overlap.person, overlap.rows) == (EVERYONE, 6)


def test_identical_rows_of_one_file_stay() -> None:
    """Within a file nothing overlaps."""
    rows = [("Ada", 1, 60), ("Ada", 1, 60)]
    settled = settle(rows)
    assert left(settled, rows) == rows
    assert not settled.overlaps


def test_keep_keeps_and_reports() -> None:
    """`keep` leaves all entries and says what may count twice."""
    settled = settle(ADA[:3], ADA, how="keep")
    assert settled.kept.all()
    assert [each.kind for each in settled.overlaps] == ["kept"]


def test_error_refuses_with_a_list() -> None:
    """`error` refuses and lists every overlap."""
    with pytest.raises(InputError) as caught:
        settle([*ADA[:3], ("Ben", 1, 5)], [*ADA, ("Ben", 5, 5)], how="error")
    assert [each.code for each in caught.value.problems] == ["overlap-found"] * 2
    assert settle(ADA[:2], ADA[2:], how="error").kept.all()


def test_two_tools_replace_nothing_and_are_reported() -> None:
    """Days in two tools stay, with the hours that may count twice, whatever a name is written."""
    one = [("Ada Quill", 1, 60), ("Ada Quill", 2, 60), ("Ben", 1, 5)]
    two = [(" ADA  quill", 1, 30), ("ada@x.example", 2, 45), ("Cleo", 1, 5), ("Ben", 9, 5)]
    settled = settle(one, two, tools="th", aliases={"ada@x.example": "Ada Quill"})
    assert settled.kept.all()
    (overlap,) = settled.overlaps
    assert (overlap.kind, overlap.person, overlap.days) == ("two-importers", "Ada Quill", 2)
    assert (overlap.other_file, overlap.rows, overlap.seconds) == ("1.csv", 2, 75 * 60)
    (notice,) = settled.notices
    assert "1.2 h (2 entries)" in notice.what


def test_two_tools_are_compared_after_replacing() -> None:
    """What was replaced within a tool does not count a third time between tools."""
    settled = settle(
        [("Ada", 1, 60)], [("Ada", 1, 60), ("Ada", 2, 60)], [("Ada", 1, 60)], tools="tth"
    )
    assert [(each.kind, each.rows) for each in settled.overlaps] == [
        ("replaced", 1),
        ("two-importers", 1),
    ]


rows = st.lists(
    st.tuples(st.sampled_from(["Ada", "Ben"]), st.integers(1, 9), st.integers(0, 90)), max_size=8
)


@settings(deadline=None, max_examples=40)
@given(rows, st.data())
def test_part_beside_the_whole_changes_nothing(whole: list[Row], data: st.DataObject) -> None:
    """A part of a file, and the file again, in any order leave exactly the file's entries."""
    part = [row for row in whole if data.draw(st.booleans())]
    for files in itertools.permutations([whole, part, whole]):
        assert sorted(left(settle(*files), *files)) == sorted(whole)


@settings(deadline=None, max_examples=40)
@given(st.lists(rows, max_size=4))
def test_no_day_is_lost(files: list[list[Row]]) -> None:
    """What remains of a person's last day is one file's whole day, never nothing."""
    remain = left(settle(*files), *files)
    for person in {row[0] for file in files for row in file}:
        last = max(row[1] for file in files for row in file if row[0] == person)
        days = [sorted(row for row in file if row[:2] == (person, last)) for file in files]
        covering = any(
            {row[0] for row in file} >= {person} and max(row[1] for row in file) > last
            for file in files
            if file
        )
        assert covering or sorted(row for row in remain if row[:2] == (person, last)) in days


@settings(deadline=None, max_examples=40)
@given(st.lists(rows, max_size=3))
def test_reported_is_what_left(files: list[list[Row]]) -> None:
    """Rows and seconds reported as replaced are those that are gone."""
    settled = settle(*files)
    gone = sum(map(len, files)) - int(settled.kept.sum())
    assert sum(each.rows for each in settled.overlaps) == gone
    seconds = pd.Series([row[2] * 60 for file in files for row in file], dtype="int64")
    assert sum(each.seconds for each in settled.overlaps) == seconds[~settled.kept].sum()
