"""Times of day: every form with its opposites, and the date where a cell holds one."""

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmrules.errors import InputError
from pmrules.ingest.cells.times import read_times
from pmrules.ingest.grid import CellError

NINE = 9 * 3600

READ = {
    "09:00:00": NINE,
    "9:00": NINE,
    "9:00 AM": NINE,
    "9:00AM": NINE,
    "09:00 a.m.": NINE,
    "9:00 a. m.": NINE,
    "9am": NINE,
    "6:00pm": 18 * 3600,
    "10:23:52 AM": 10 * 3600 + 23 * 60 + 52,
    "12:20:00 AM": 1200,
    "12:00 PM": 12 * 3600,
    "12:00am": 0,
    "13:15 PM": 13 * 3600 + 900,
    "00:20 AM": 1200,
    "9h30": NINE + 1800,
    "9 h 30": NINE + 1800,
    "9h": NINE,
    "9.00 Uhr": NINE,
    "9 Uhr": NINE,
    "9:00 uur": NINE,
    "00:00": 0,
    "24:00": 86_400,
    "24:00:00": 86_400,
    "23:59:59": 86_399,
    "09:00:00.500": NINE + 1,
    "09:00:00+01:00": NINE,
    " 9:00\xa0": NINE,
}

REFUSED = [
    "3:00OPM", "25:00", "24:01", "9:60", "9:00:60", "9", "9.5", "9.30", "0:00 PM", "13:00 AM",
    "24:00 PM", "9:0", "9:00:0", "9:00 XM", "９:00", "-9:00", "noon", "9:00 - 10:00", "9-10",
    "9:00 CEST", "9h60", "-", "N/A",
    "9:00" + " " * 60 + "AM",
]  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), READ.items())
def test_every_form_gives_its_time(column, text, seconds):
    """A time of day in any known form is read, without a date."""
    (parsed,) = read_times([column(text)])
    assert (parsed.ok[0], parsed.values[0]) == (True, seconds)
    assert np.isnat(parsed.days[0])


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused(column, text):
    """What is no time of day is neither ok nor blank, and never noon."""
    (parsed,) = read_times([column(text)])
    assert (parsed.ok[0], parsed.blank[0]) == (False, False)
    assert "9:00" in parsed.expected


@pytest.mark.parametrize(
    ("text", "day", "seconds"),
    [
        ("2026-03-13 09:00:00", dt.date(2026, 3, 13), NINE),
        ("2026-03-13T09:00:00Z", dt.date(2026, 3, 13), NINE),
        ("2026-03-29T01:30:00+01:00", dt.date(2026, 3, 29), 5400),
        ("13/03/2026 9:00 AM", dt.date(2026, 3, 13), NINE),
        ("Jan 1, 2018 12:00am", dt.date(2018, 1, 1), 0),
        ("13.03.2026 9.00 Uhr", dt.date(2026, 3, 13), NINE),
        (dt.datetime(2026, 3, 13, 9), dt.date(2026, 3, 13), NINE),
        (46094.375, dt.date(2026, 3, 13), NINE),
    ],
)
def test_a_date_in_the_cell_is_kept(column, text, day, seconds):
    """A moment gives its time and its day, as written and not in another zone."""
    (parsed,) = read_times([column(text)])
    assert (parsed.ok[0], parsed.values[0]) == (True, seconds)
    assert parsed.days.tolist() == [day]


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        (dt.time(9), NINE),
        (dt.time(8, 59, 59, 999_999), NINE),
        (dt.timedelta(hours=9), NINE),
        (dt.timedelta(hours=24), 86_400),
        (0.375, NINE),
        (0, 0),
        (0.0, 0),
        (dt.date(1900, 1, 1), 86_400),
    ],
)
def test_cells_of_a_workbook(column, cell, seconds):
    """Time cells and fractions of a day are times; 24:00 is the sheet's first day."""
    (parsed,) = read_times([column(cell)])
    assert (parsed.ok[0], parsed.values[0]) == (True, seconds)
    assert np.isnat(parsed.days[0])


@pytest.mark.parametrize(
    "cell",
    [
        True,
        9,
        1.5,
        -0.5,
        math.nan,
        math.inf,
        dt.timedelta(hours=25),
        dt.timedelta(hours=-1),
        dt.datetime(1900, 1, 1, 6),
        dt.datetime(1950, 1, 1, 6),
        CellError("#REF!"),
    ],
)
def test_cells_that_are_no_time(column, cell):
    """A truth value, a bare 9, spans past a day and errors are no times of day."""
    (parsed,) = read_times([column(cell)])
    assert not parsed.ok[0]


def test_a_date_alone_is_a_day_without_a_time(column):
    """A date without a time of day is not ok as a time; its day is there for whoever needs it."""
    (parsed,) = read_times([column("2026-03-13", dt.date(2026, 3, 14))])
    assert not parsed.ok.any()
    assert parsed.days.tolist() == [dt.date(2026, 3, 13), dt.date(2026, 3, 14)]


def test_midnight_among_date_and_time_cells(column):
    """Readers of workbooks hand over midnight as a date: beside moments it is 0:00."""
    (parsed,) = read_times([column(dt.datetime(2026, 3, 13, 9), dt.date(2026, 3, 14))])
    assert parsed.ok.all()
    assert parsed.values.tolist() == [NINE, 0]


def test_the_order_is_proven_by_all_columns(column):
    """Start and end share the order of day and month."""
    start, end = read_times([column("03/04/2026 9:00"), column("23/04/2026 9:00")])
    assert start.days.tolist() == [dt.date(2026, 4, 3)]
    assert end.evidence == "day first, as 23/04/2026 9:00 in row 2 shows"


def test_an_open_order_is_asked_for_and_can_be_settled(column):
    """As with dates, nobody guesses, and the option decides."""
    with pytest.raises(InputError, match="--date-order"):
        read_times([column("03/04/2026 9:00")])
    (parsed,) = read_times([column("03/04/2026 9:00")], order="mdy")
    assert parsed.days.tolist() == [dt.date(2026, 3, 4)]


def test_blank_cells_are_blank(column):
    """A blank is neither ok nor wrong."""
    (parsed,) = read_times([column("", "\xa0")])
    assert parsed.blank.all()
    assert not parsed.ok.any()


FORMATS = ["%H:%M:%S", "%I:%M:%S %p", "%I:%M:%S%p", "2026-03-13 %H:%M:%S", "2026-03-13T%H:%M:%SZ"]


@pytest.mark.parametrize("form", FORMATS)
@given(time=st.times())
def test_what_is_written_is_read(column, form, time):
    """A time of day in any form comes back to the second."""
    (parsed,) = read_times([column(time.strftime(form))])
    assert parsed.values[0] == time.hour * 3600 + time.minute * 60 + time.second
