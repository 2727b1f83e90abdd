"""Dates: every form with its opposites, and an order that is proven or asked for."""

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmrules.errors import InputError
from pmrules.ingest.cells.dates import read_dates
from pmrules.ingest.grid import CellError

DAY = dt.date(2026, 3, 13)

READ = [
    "2026-03-13", "2026-3-13", "2026/03/13", "2026.03.13",
    "13/03/2026", "3/13/2026", "3/13/26", "13/3/26", "13-03-2026", "03-13-2026",
    "13.03.2026", "13.3.2026", "13.03.26", "13. 3. 2026",
    "13 Mar 2026", "13 March 2026", "13-Mar-2026", "13-MAR-26", "13/Mar/2026", "13Mar2026",
    "Mar 13, 2026", "March 13, 2026", "Mar 13 2026", "March 13th, 2026", "13th of March 2026",
    "2026-Mar-13", "2026 March 13",
    "13. März 2026", "13. Mär. 2026", "13. Mrz 2026", "13.Maerz 2026".replace("Maerz", "MÄRZ"),
    "13 mars 2026", "13 de marzo de 2026", "13 marzo 2026", "13 maart 2026", "13 mrt. 2026",
    "Fri 13.03.2026", "Friday, 13 March 2026", "Fr., 13.03.2026", "Friday - 13/03/2026",
    "vendredi 13 mars 2026", "viernes, 13 de marzo de 2026", "vrijdag 13 maart 2026",
    "2026-03-13 09:00:00", "2026-03-13T09:00:00", "2026-03-13 09:00", "2026-03-13T09:00:00.000Z",
    "2026-03-13T23:30:00+01:00", "2026-03-13 08:58:00 +0100", "13/03/2026 9:00",
    "3/13/2026 9:00 AM", "Mar 13, 2026 12:00am", "13.03.2026, 09:00", "13.03.2026 um 9.00 Uhr",
    "13/03/2026 9h30", "Mar 13, 2026 at 9:00 PM", "2026-03-13 24:00",
    " 2026-03-13 ", "\xa02026-03-13", "\ufeff2026-03-13",
]  # fmt: skip

REFUSED = [
    "14/11", "1-May", "Saturday - 14/11", "13 Mar", "13.03.", "Mar 2026", "March", "2026", "13",
    "31/02/2026", "2026-02-30", "29.02.2026", "13/13/2026", "0000-00-00", "00/00/2026",
    "1899-12-31", "1979-12-31", "2101-01-01", "9999-12-31", "2262-04-12", "13/03/1926",
    "yesterday", "46097", "20260313", "2026-3-13T09:00", "2026-W11-5", "2026-072",
    "2026-03-13 25:00", "2026-03-13 foo", "2026-03-13 2026-03-14", "13/03/2026x", "x13/03/2026",
    "13/03-2026", "13 Foo 2026", "Foo 13.03.2026", "２０２６-03-13", "13/03/202", "1/2/3",
    "2026-03-13T09:00:00+", "-", "N/A", "Total",
    "2026-03-13 " + "9" * 60, "Fri " * 30 + "2026-03-13",
]  # fmt: skip


def days(parsed):
    """Return the days as Python dates."""
    return parsed.values.tolist()


@pytest.mark.parametrize("text", READ)
def test_every_form_gives_its_day(column, text):
    """A date in any known form, with or without a time behind it, is read as that day."""
    (parsed,) = read_dates([column(text)])
    assert parsed.ok.all()
    assert days(parsed) == [DAY]
    assert parsed.values.dtype == np.dtype("datetime64[D]")


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused(column, text):
    """What is no date with a year is neither ok nor blank, and never today."""
    (parsed,) = read_dates([column(text)])
    assert (parsed.ok[0], parsed.blank[0]) == (False, False)
    assert np.isnat(parsed.values[0])
    assert "with its year" in parsed.expected


@pytest.mark.parametrize("text", ["", " ", "\xa0", "\ufeff"])
def test_blank_cells_are_blank(column, text):
    """Blanks of any width are blank, which is neither ok nor wrong."""
    (parsed,) = read_dates([column(text)])
    assert (parsed.ok[0], parsed.blank[0]) == (False, True)


@pytest.mark.parametrize("cell", [DAY, dt.datetime(2026, 3, 13), dt.datetime(2026, 3, 13, 0, 0, 4)])
def test_date_cells_of_a_workbook(column, cell):
    """Date cells are read as they are, a stray time of day aside."""
    (parsed,) = read_dates([column(cell)])
    assert days(parsed) == [DAY]
    assert parsed.notices == ()


@pytest.mark.parametrize(
    "cell",
    [
        True,
        math.nan,
        math.inf,
        1e300,
        -5,
        60,
        29_999,
        60_001,
        20260313,
        dt.time(9),
        dt.timedelta(1),
        dt.date(1900, 1, 1),
        dt.datetime(1899, 12, 31, 6),
        CellError("#REF!"),
    ],
)
def test_cells_that_are_no_date(column, cell):
    """Truth values, times, errors and numbers out of all proportion are no dates."""
    (parsed,) = read_dates([column(cell)])
    assert not parsed.ok[0]


@pytest.mark.parametrize("cell", [46094, 46094.0, 46094.375])
def test_bare_day_numbers_are_read_with_a_notice(column, cell):
    """A number in the range of a sheet's calendar is read as its day, and said."""
    (parsed,) = read_dates([column(cell)])
    assert days(parsed) == [DAY]
    (notice,) = parsed.notices
    assert notice.code == "date-as-number"


@pytest.mark.parametrize(
    ("cells", "expected", "evidence"),
    [
        (
            ["03/04/2026", "23/09/2026"],
            [dt.date(2026, 4, 3), dt.date(2026, 9, 23)],
            "day first, as 23/09/2026 in row 3 shows",
        ),
        (
            ["03/04/2026", "09/23/2026"],
            [dt.date(2026, 3, 4), dt.date(2026, 9, 23)],
            "month first, as 09/23/2026 in row 3 shows",
        ),
        (
            ["03-04-26", "99-12-31"],
            [dt.date(2003, 4, 26), dt.date(2099, 12, 31)],
            "year first, as 99-12-31 in row 3 shows",
        ),
        (["04/04/2026", "05/05/2026"], [dt.date(2026, 4, 4), dt.date(2026, 5, 5)], ""),
        (["2026-04-03", "03.04.2026"], [dt.date(2026, 4, 3)] * 2, ""),
        (
            ["03/04/2026 9:00", "14/04/2026 9:00"],
            [dt.date(2026, 4, 3), dt.date(2026, 4, 14)],
            "day first, as 14/04/2026 9:00 in row 3 shows",
        ),
    ],
)
def test_one_clear_date_settles_the_order_for_all(column, cells, expected, evidence):
    """A number above 12 settles what comes first in every date, wherever it stands."""
    (parsed,) = read_dates([column(*cells)])
    assert days(parsed) == expected
    assert parsed.evidence == evidence


def test_proof_may_stand_in_another_column_of_the_file(column):
    """Start and end, or two sheets, share their order."""
    start, end = read_dates([column("03/04/2026"), column("23/04/2026", header="End date")])
    assert days(start) == [dt.date(2026, 4, 3)]
    assert start.evidence == end.evidence == "day first, as 23/04/2026 in row 2 shows"


@pytest.mark.parametrize(
    "other",
    ["23.09.2026", "2026-09-23", "23 Sep 2026", "31/02/2026", "23/09", dt.date(2026, 9, 23)],
)
def test_other_forms_prove_nothing_about_slashes(column, other):
    """Dots, names, ISO dates, impossible dates and date cells leave 03/04/2026 open."""
    with pytest.raises(InputError) as caught:
        read_dates([column("03/04/2026", other)])
    assert caught.value.problems[0].code == "date-order-unknown"


def test_values_in_no_row_prove_nothing(column):
    """Distinct values that linger from rows above the header decide nothing."""
    with pytest.raises(InputError):
        read_dates([column("03/04/2026", lingering=("23/09/2026",))])
    (parsed,) = read_dates([column("2026-03-13", lingering=("03/04/2026",))])
    assert days(parsed)[1] == DAY


def test_an_open_order_is_asked_for_with_both_meanings(column):
    """Where nothing proves the order the message has place, meanings and the option."""
    with pytest.raises(InputError) as caught:
        read_dates([column("01/01/2026", "03/04/2026", header="Date", sheet="May")])
    (problem,) = caught.value.problems
    assert problem.code == "date-order-unknown"
    assert "“03/04/2026” is 3 April 2026 or 4 March 2026" in problem.what
    assert "--date-order dmy (day first) or --date-order mdy (month first)" in problem.mend
    assert str(problem.place) == "may.csv, sheet “May”, row 3, column “Date”"


def test_a_year_of_two_digits_between_hyphens_may_come_first(column):
    """26-03-13 is 2013 or 2026: nobody guesses."""
    with pytest.raises(InputError, match="26 March 2013 or 13 March 2026"):
        read_dates([column("26-03-13")])


@pytest.mark.parametrize("cells", [["13/04/2026", "04/13/2026"], ["04/13/2026", "13/04/2026"]])
def test_contradicting_dates_are_refused_with_both(column, cells):
    """A day-first and a month-first date in one file are never both read."""
    with pytest.raises(InputError) as caught:
        read_dates([column(cells[0], "05/04/2026"), column(cells[1], header="End date")])
    (problem,) = caught.value.problems
    assert problem.code == "date-order-contradictory"
    assert "“13/04/2026” in row 2 is no date month first" in problem.what
    assert "“04/13/2026” in row 2 none day first" in problem.what


@pytest.mark.parametrize(
    ("order", "text", "expected"),
    [
        ("dmy", "03/04/2026", dt.date(2026, 4, 3)),
        ("mdy", "03/04/2026", dt.date(2026, 3, 4)),
        ("ymd", "03/04/26", dt.date(2003, 4, 26)),
        ("ymd", "26-03-13", DAY),
        ("dmy", "13-03-26", DAY),
        ("mdy", "13.03.2026", DAY),
        ("dmy", "2026-03-13", DAY),
    ],
)
def test_an_order_asked_for_settles_it(column, order, text, expected):
    """The option decides what is open and leaves alone what is not."""
    (parsed,) = read_dates([column(text)], order=order)
    assert days(parsed) == [expected]
    assert parsed.evidence.endswith("first, as asked")


@pytest.mark.parametrize(
    ("order", "text"), [("dmy", "3/13/2026"), ("mdy", "13/3/2026"), ("ymd", "13/03/2026")]
)
def test_a_date_against_the_order_asked_for_is_refused(column, order, text):
    """The option doesn't bend a date that cannot be read that way."""
    with pytest.raises(InputError) as caught:
        read_dates([column("01/02/2026" if order != "ymd" else "2026-01-02", text)], order=order)
    (problem,) = caught.value.problems
    assert problem.code == "date-order-contradictory"
    assert f"--date-order {order}" in problem.what
    assert problem.place is not None
    assert problem.place.row == 3


def test_an_impossible_date_contradicts_nothing(column):
    """31/02/2026 is a wrong cell, no proof and no reason to refuse the file."""
    (parsed,) = read_dates([column("31/02/2026", "13/04/2026")], order="dmy")
    assert parsed.ok.tolist() == [False, True]


def test_an_unknown_order_is_a_mistake_of_the_caller(column):
    """Only dmy, mdy and ymd can be asked for."""
    with pytest.raises(ValueError, match="dym"):
        read_dates([column("2026-03-13")], order="dym")


def test_real_dates_beside_provable_texts_are_fine(column):
    """A column of date cells and of texts whose order is proven is read whole."""
    (parsed,) = read_dates([column(dt.date(2026, 3, 20), "03/04/2026", "23/04/2026")])
    assert parsed.ok.all()
    assert parsed.notices == ()


def test_dates_that_a_spreadsheet_half_converted_are_noticed(column):
    """Real dates up to the 12th beside texts above it look swapped, and it is said."""
    (parsed,) = read_dates([column(dt.date(2026, 5, 3), "23/04/2026", "14/04/2026")])
    (notice,) = parsed.notices
    assert notice.code == "dates-half-converted"
    assert "2026-05-03 in row 2" in notice.what


FORMATS = ["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m/%d/%y", "%d/%m/%Y %H:%M:%S", "%m-%d-%Y"]
SURE = ["%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%y", "%d %B %Y", "%b %d, %Y", "%a %d-%b-%Y"]
DATES = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize("form", SURE)
@given(day=DATES)
def test_sure_forms_come_back(column, form, day):
    """A date in a form without doubt comes back as the same day."""
    (parsed,) = read_dates([column(day.strftime(form))])
    assert days(parsed) == [day]


@pytest.mark.parametrize("form", FORMATS)
@given(dates=st.lists(DATES, min_size=1, max_size=12, unique=True))
def test_a_column_comes_back_whole_or_is_asked_about(column, form, dates):
    """Either one order explains all values, or the file is refused; never a mixture."""
    texts = [day.strftime(form) for day in dates]
    if any(day.day > 12 for day in dates) or all(day.day == day.month for day in dates):
        (parsed,) = read_dates([column(*texts)])
        got = dict(zip(texts, days(parsed), strict=False))
        assert got == dict(zip(texts, dates, strict=True))
    else:
        with pytest.raises(InputError, match="no date of the file shows which"):
            read_dates([column(*texts)])


@given(text=st.text(alphabet="0123456789/-. :TZ,amprMo１", max_size=18))
def test_no_text_breaks_the_reader(column, text):
    """Any text ends in a plausible day, in wrong, in blank or in a plain question."""
    try:
        (parsed,) = read_dates([column(text)])
    except InputError as error:
        codes = [problem.code for problem in error.problems]
    else:
        codes = []
    if codes:
        assert codes == ["date-order-unknown"]
    elif parsed.ok[0]:
        assert 1980 <= days(parsed)[0].year <= 2100
