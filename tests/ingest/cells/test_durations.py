"""Durations: every grammar with its opposites, signs proven or asked for, exact seconds."""

import datetime as dt
import math
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmrules.errors import InputError
from pmrules.ingest.cells.durations import read_durations
from pmrules.ingest.grid import CellError

HOUR = 3600
MINUTE = 60

READ = {
    "1:30": 5400,
    "01:30": 5400,
    "51:21": 51 * HOUR + 21 * MINUTE,
    "01:30:00": 5400,
    "0:00:10": 10,
    "649:04:52": 649 * HOUR + 4 * MINUTE + 52,
    "0:30:00.500": 1801,
    "0:30:00.499": 1800,
    "18:25 min": 18 * MINUTE + 25,
    "10 sec": 10,
    "0.79 h": 2844,
    "0.00 h": 0,
    "0.17": 612,
    "8.15": 29340,
    ".5": 1800,
    "0": 0,
    "90": 90 * HOUR,
    "1h 30m": 5400,
    "1h30m": 5400,
    "1h30": 5400,
    "1h": 3600,
    "90m": 5400,
    "15m": 900,
    "11 minutes": 660,
    "2 hours 30 minutes": 9000,
    "4 hours: 26 minutes": 4 * HOUR + 26 * MINUTE,
    "2 hours and 30 minutes": 9000,
    "1 hr, 5 mins": 3900,
    "1 h 2 min 3 s": 3723,
    "1H 30M": 5400,
    "9.00u": 9 * HOUR,
    "1:30 h": 5400,
    "01:47:06 h": 6426,
    "1 Std. 30 Min.": 5400,
    "2 Stunden und 30 Minuten": 9000,
    "45 Sek.": 45,
    "1 heure et 30 minutes": 5400,
    "2 horas y 15 minutos": 8100,
    "2 uur en 30 minuten": 9000,
    "12:20:00 AM": 1200,
    "01:15:00 AM": 4500,
    "1:15 PM": 13 * HOUR + 900,
    "0 days 01:30:00": 5400,
    "1 day, 2:03:04": 26 * HOUR + 184,
    " 1:30 ": 5400,
    "\xa01:30\u202f": 5400,
    "1\xa0h\xa030\xa0min": 5400,
    "26:15:00": 94500,
    "10000:00:00": 10_000 * HOUR,
}

REFUSED = [
    "nan", "inf", "-inf", "1e5", "0x10", "1_000", "１:００:００", "１２", "١:٣٠", "None",
    "25:61:61", "1:60", "1:5", "1:2:3", "1:30:60", "18:60 min", "1:18:25 min", "18:25 sec",
    "-1.5", "-01:30:00", "−1", "-1773648000", "+1", "99999999:00:00", "10000:00:01", "10000.1",
    "1h 75m", "30m 1h", "1h 1h", "1.5h 30m", "1d", "1h5", "h", "m", "sec", "PT1H30M", "6pm",
    "5.", "1.2.3", "1,23,456", "0.500.000", "1.500.5",
    "12 50", "1.5 x", "N/A", "#VALUE!", "TRUE", "'1.5", "3:00OPM",
    "13:00 AM", "2026-03-13", "13.03.2026", "1:30 - 2:00", "1:30:00:00", "½",
    "9" * 60, "1" * 60 + "h",
]  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), READ.items())
def test_every_grammar_gives_its_seconds(column, text, seconds):
    """A duration in any known grammar is read to the second."""
    (parsed,) = read_durations([column(text)])
    assert (parsed.ok[0], parsed.values[0]) == (True, seconds)


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused(column, text):
    """What is no duration is neither ok nor blank, and never zero by accident."""
    (parsed,) = read_durations([column(text)])
    assert (parsed.ok[0], parsed.blank[0]) == (False, False)
    assert "1:30" in parsed.expected


@pytest.mark.parametrize("text", ["", " ", "\xa0\xa0\xa0\xa0\xa0", "\ufeff", "\t"])
def test_blank_cells_are_blank(column, text):
    """Blanks of any width are blank, which is neither ok nor wrong."""
    (parsed,) = read_durations([column(text)])
    assert (parsed.ok[0], parsed.blank[0]) == (False, True)


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        (2, 7200),
        (0, 0),
        (0.75, 2700),
        (11.275, 40590),
        (0.1 + 0.2, 1080),
        (1 / 3, 1200),
        (2.5 / 3600, 3),
        (1e-05, 0),
        (dt.time(1, 30), 5400),
        (dt.time(23, 59, 59, 999_999), 86_400),
        (dt.timedelta(hours=30), 30 * HOUR),
        (dt.timedelta(seconds=9000, microseconds=-200), 9000),
        (dt.timedelta(microseconds=500_000), 1),
        (dt.date(1900, 1, 1), 86_400),
        (dt.datetime(1900, 1, 1, 6), 30 * HOUR),
        (dt.datetime(1900, 2, 28, 12), 59 * 86_400 + 12 * HOUR),
        (dt.datetime(1900, 3, 1, 12), 61 * 86_400 + 12 * HOUR),
        (dt.datetime(1904, 1, 2, 6), 30 * HOUR),
    ],
)
def test_cells_of_a_workbook(column, cell, seconds):
    """Numbers are hours, fractions of a day are durations, noise is rounded once."""
    (parsed,) = read_durations([column(cell)])
    assert (parsed.ok[0], parsed.values[0]) == (True, seconds)


@pytest.mark.parametrize(
    "cell",
    [
        True,
        False,
        math.nan,
        math.inf,
        1e300,
        -1.5,
        -1,
        46143,
        10_000.1,
        dt.timedelta(hours=-1),
        dt.datetime(2026, 5, 1),
        dt.date(2026, 5, 1),
        dt.date(1899, 12, 30),
        CellError("#REF!"),
        None,
    ],
)
def test_cells_that_are_no_duration(column, cell):
    """A truth value, a date, an error, a negative or endless number is no duration."""
    (parsed,) = read_durations([column(cell)])
    assert not parsed.ok[0]


@pytest.mark.parametrize(
    ("unit", "cell", "seconds"),
    [
        ("min", "90", 5400),
        ("min", 90, 5400),
        ("min", 0.5, 30),
        ("min", "18:25", 18 * MINUTE + 25),
        ("min", "1:30:00", 5400),
        ("min", "1h 30m", 5400),
        ("min", dt.time(1, 30), 5400),
        ("s", "5400", 5400),
        ("s", 5400.0, 5400),
        ("s", "0.5", 1),
    ],
)
def test_a_bare_number_counts_the_units_of_its_column(column, unit, cell, seconds):
    """Below a header that says minutes or seconds a bare number counts those."""
    (parsed,) = read_durations([column(cell)], unit=unit)
    assert (parsed.ok[0], parsed.values[0]) == (True, seconds)


@pytest.mark.parametrize(
    ("cells", "seconds", "evidence"),
    [
        (["7,5", "8"], [27000, 28800], "decimal comma, as 7,5 in row 2 shows"),
        (["8", "7.25"], [28800, 26100], "decimal point, as 7.25 in row 3 shows"),
        (["1.500", "7,5"], [1500 * HOUR, 27000], "decimal comma, as 7,5 in row 3 shows"),
        (["1,500", "7,5"], [5400, 27000], "decimal comma, as 7,5 in row 3 shows"),
        (["2.000,0"], [2000 * HOUR], "decimal comma, as 2.000,0 in row 2 shows"),
        (["1.234,5"], [4_444_200], "decimal comma, as 1.234,5 in row 2 shows"),
        (["1,234.50"], [4_444_200], "decimal point, as 1,234.50 in row 2 shows"),
        (["2 500,00"], [2500 * HOUR], "decimal comma, as 2 500,00 in row 2 shows"),
        (["1'234.50"], [4_444_200], "decimal point, as 1'234.50 in row 2 shows"),
        (["0.125"], [450], "decimal point, as 0.125 in row 2 shows"),
        (["1.5000"], [5400], "decimal point, as 1.5000 in row 2 shows"),
        (["1,5 Std."], [5400], "decimal comma, as 1,5 Std. in row 2 shows"),
        (["1:30", "2"], [5400, 7200], ""),
    ],
)
def test_the_decimal_sign_is_proven_by_the_column(column, cells, seconds, evidence):
    """One number with a clear sign settles it for all, and is named."""
    (parsed,) = read_durations([column(*cells)])
    assert parsed.ok.all()
    assert parsed.values.tolist() == seconds
    assert parsed.evidence == evidence


def test_proof_may_stand_in_another_column_of_the_file(column):
    """Sheets of one file share their decimal sign."""
    may, june = read_durations([column("1.500", sheet="May"), column("2", "7,5", sheet="June")])
    assert may.values.tolist() == [1500 * HOUR]
    assert june.evidence == "decimal comma, as 7,5 in row 3 of sheet “June” shows"


def test_values_in_no_row_prove_nothing(column):
    """Distinct values that linger from rows above the header decide nothing."""
    (parsed,) = read_durations([column("7.5", lingering=("1,5",))])
    assert parsed.evidence == "decimal point, as 7.5 in row 2 shows"


def test_two_decimal_signs_are_refused_with_both(column):
    """A point and a comma that are both decimal contradict each other."""
    with pytest.raises(InputError) as caught:
        read_durations([column("1.5", "1", "1,5")])
    (problem,) = caught.value.problems
    assert problem.code == "decimal-sign-contradictory"
    assert "“1.5” in row 2" in problem.what
    assert "“1,5” in row 4" in problem.what


@pytest.mark.parametrize("cells", [["1,234.50", "1.234,50"], ["1.234.567", "7.5"]])
def test_thousands_contradict_too(column, cells):
    """What parts the thousands in one value is no decimal sign in another."""
    with pytest.raises(InputError, match="two decimal signs"):
        read_durations([column(*cells)])


@pytest.mark.parametrize("text", ["1.500", "1,500"])
def test_three_decimals_are_hours_where_thousands_would_be_absurd(column, text):
    """As thousands 1.500 would be more than a day, so it is an hour and a half."""
    (parsed,) = read_durations([column(text)])
    assert parsed.values.tolist() == [5400]
    assert f"as {text} in row 2 would be 1500:00 hours" in parsed.evidence


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (["125.500"], "h"),
        (["1.500", "30.250"], "h"),
        (["1.500", "1,500"], "h"),
        (["1.200"], "min"),
        (["1.500"], "s"),
    ],
)
def test_an_open_decimal_sign_is_asked_for(column, cells, unit):
    """Where size gives no hint nobody guesses."""
    with pytest.raises(InputError) as caught:
        read_durations([column(*cells)], unit=unit)
    (problem,) = caught.value.problems
    assert problem.code == "decimal-sign-unknown"
    assert problem.place is not None
    assert problem.place.row == 2


@pytest.mark.parametrize("cells", [[0.75, 2.5], ["0.75", "2"], [11.275], [0.6]])
def test_decimal_hours_below_a_header_of_minutes(column, cells):
    """Sixty or more behind the sign, or a third decimal, proves decimal hours."""
    (parsed,) = read_durations([column(*cells, header="Time (hh.mm)")])
    assert parsed.ok.all()


@pytest.mark.parametrize("cells", [[0.3, 2.0], ["1.30", "2.15"], ["1,5"], [0.59]])
def test_possible_minutes_behind_the_point_are_asked_for(column, cells):
    """If all fractions may be minutes and the header says so, nobody guesses."""
    with pytest.raises(InputError) as caught:
        read_durations([column(*cells, header="Time (hh.mm)")])
    assert caught.value.problems[0].code == "hours-or-minutes-unknown"


@pytest.mark.parametrize("cells", [[1, 2.0], ["1:30"], ["2", "1h 30m"], ["0.5 h"]])
def test_a_header_of_minutes_asks_only_about_fractions(column, cells):
    """Whole hours, pairs and values with a unit raise no question."""
    (parsed,) = read_durations([column(*cells, header="Time (hh.mm)")])
    assert parsed.ok.all()


def test_clock_times_are_read_with_a_notice(column):
    """Durations that a spreadsheet turned into clock times are read and named once."""
    (parsed,) = read_durations([column("1:00", "12:20:00 AM", "01:15:00 AM")])
    (notice,) = parsed.notices
    assert notice.code == "duration-as-clock-time"
    assert "“12:20:00 AM” is read as 0:20" in notice.what


def test_escapes_in_a_value_stay_out_of_messages(column):
    """A value with a control character inside is quoted harmlessly."""
    with pytest.raises(InputError) as caught:
        read_durations([column("1.5", "1,5\x1ch")])
    assert "\x1c" not in str(caught.value)


def test_reading_twice_gives_the_same(column):
    """Nothing is kept between two columns."""
    assert read_durations([column("1.500", "7,5")])[0].values[0] == 1500 * HOUR
    assert read_durations([column("1.500", "7.5")])[0].values[0] == 5400


WEEK = 7 * 86_400
FORMATS = {
    "classic": lambda s: f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}",
    "improved": lambda s: f"{s // 3600}:{s // 60 % 60:02d}:{s % 60:02d}",
    "short": lambda s: f"{s // 60}:{s % 60:02d} min",
    "words": lambda s: f"{s // 3600} hours {s // 60 % 60} minutes {s % 60} seconds",
    "letters": lambda s: f"{s // 3600}h{s // 60 % 60}m{s % 60}s",
    "german": lambda s: f"{s // 3600} Std. {s // 60 % 60} Min. {s % 60} Sek.",
    "seconds": lambda s: f"{s} sec",
    "point": lambda s: f"{Decimal(s) / 3600:.6f}",
    "comma": lambda s: f"{Decimal(s) / 3600:.6f}".replace(".", ",") + " h",
    "python": lambda s: str(dt.timedelta(seconds=s)),
}


@pytest.mark.parametrize("name", FORMATS)
@given(seconds=st.integers(0, WEEK))
def test_what_is_written_is_read(column, name, seconds):
    """Seconds written in any grammar come back to the second."""
    (parsed,) = read_durations([column(FORMATS[name](seconds))])
    assert (parsed.ok[0], parsed.values[0]) == (True, seconds)


@given(seconds=st.integers(0, WEEK))
def test_cells_of_a_workbook_come_back(column, seconds):
    """Hours as a binary number and fractions of a day lose no second."""
    (parsed,) = read_durations([column(seconds / 3600, dt.timedelta(days=seconds / 86_400))])
    assert parsed.values.tolist() == [seconds, seconds]


@given(text=st.text(alphabet="0123456789１٣:.,-+eE_ hminsu'", max_size=14))
@example("1:30")
def test_no_text_breaks_the_reader(column, text):
    """Any text ends in ok, wrong, blank or a plain question; ok ones are within bounds."""
    try:
        (parsed,) = read_durations([column(text)])
    except InputError as error:
        codes = [problem.code for problem in error.problems]
    else:
        codes = []
    if codes:
        assert codes == ["decimal-sign-unknown"]
    elif parsed.ok[0]:
        assert not parsed.blank[0]
        assert text.isascii()
        assert 0 <= parsed.values[0] <= 10_000 * HOUR
        assert not set("-+_") & set(text)


@pytest.mark.parametrize("text", ["1 " * 20_000, "1" * 40_000, "1," * 20_000 + "h", ":" * 9999])
def test_endless_texts_are_refused(column, text):
    """A cell of blanks and digits without end is no duration, and no long search."""
    (parsed,) = read_durations([column(text)])
    assert not parsed.ok.any()
