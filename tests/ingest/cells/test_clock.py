"""Clocks read a column at once: the same as one by one, and nothing else."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmrules.ingest.cells.clock import DAY, clock_seconds, plain_clocks
from pmrules.ingest.cells.spoken import spoken


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:00", 0),
        ("09:30:05", 34_205),
        ("24:00:00", DAY),
        ("99:59:59", 359_999),
    ],
)
def test_plain_clocks_are_read(text, seconds):
    """Two digits each between colons, also beyond a day: a duration may be that long."""
    assert plain_clocks([text]).tolist() == [seconds]


@pytest.mark.parametrize(
    "cell",
    ["", "9:30:00", "09:60:00", "09:30:60", "09-30-00", "09:30:0a", "٠٩:٣٠:٠٠", "0930:000",
     "+9:30:00", "09:30:00 ", dt.time(9, 30), dt.timedelta(hours=9), 0.5, None],
)  # fmt: skip
def test_other_cells_are_left(cell):
    """What reads otherwise, or is no text, is nothing to this reader."""
    assert plain_clocks([cell]).tolist() == [-1]


@given(st.lists(st.one_of(st.from_regex(r"[0-9]{2}:[0-9]{2}:[0-9]{2}", fullmatch=True), st.text())))
def test_all_at_once_is_one_by_one(texts):
    """Whatever it reads, the exact readers of clocks and of durations read the same."""
    for text, seconds in zip(texts, plain_clocks(texts).tolist(), strict=True):
        if seconds >= 0:
            assert spoken(text, "h") == seconds
            assert clock_seconds(text) == (seconds if seconds <= DAY else None)
