"""Pitfalls of days and clocks: order, year, blanks, midnight, clock changes, twelve hours."""

import pytest
from tests.importers.pitfalls.conftest import Give, Refuse

SHEET = "Date,Who,What,Start,End,Hours"
TOGGL = "User,Email,Description,Start date,Start time,End date,End time,Duration"


def test_01_day_and_month_order_is_proven_once_for_the_file(give: Give) -> None:
    """One day past 12 settles the order for all rows, whatever the row it stands in."""
    text = "Date,Who,Hours\n{},Ada,1\n{},Ada,2\n"
    day_first = give(text.format("03/04/2026", "14/04/2026"))
    month_first = give(text.format("03/04/2026", "04/14/2026"))
    assert day_first.entries == [(2, "2026-04-03", 3600), (3, "2026-04-14", 7200)]
    assert month_first.entries == [(2, "2026-03-04", 3600), (3, "2026-04-14", 7200)]


def test_01_day_and_month_order_without_proof_is_asked(give: Give, refuse: Refuse) -> None:
    """Nothing settles it: refused with both readings, until --date-order says which."""
    text = "Date,Who,Hours\n03/04/2026,Ada,1\n05/06/2026,Ada,2\n"
    problem = refuse(text)
    assert problem.code == "date-order-unknown"
    assert "--date-order dmy" in problem.mend
    assert "--date-order mdy" in problem.mend
    assert [day for _, day, _ in give(text, date_order="mdy").entries] == [
        "2026-03-04",
        "2026-05-06",
    ]


def test_01_day_and_month_order_in_both_kinds_is_refused(refuse: Refuse) -> None:
    """Both orders proven is refused with both rows, never read row by row."""
    problem = refuse("Date,Who,Hours\n25/04/2026,Ada,1\n04/25/2026,Ada,2\n")
    assert problem.code == "date-order-contradictory"
    assert "“25/04/2026” in row 2" in problem.what
    assert "“04/25/2026” in row 3" in problem.what


def test_16_entry_over_midnight_counts_on_its_first_day(give: Give) -> None:
    """An end before the start under a single date lies on the next day."""
    found = give(f"{SHEET}\n2026-03-02,Ada,deploy,23:30,00:45,1.25\n2026-03-03,Ada,x,22:00,1:00,\n")
    assert found.entries == [(2, "2026-03-02", 4500), (3, "2026-03-03", 3 * 3600)]
    assert found.column("end") == ["2026-03-03 00:45:00", "2026-03-04 01:00:00"]
    assert found.notices == []


def test_17_clock_change_leaves_the_duration_as_it_is(give: Give) -> None:
    """The tool's duration stands; an hour of difference in such a night is no error."""
    found = give(
        f"{TOGGL}\n"
        "Ada,a@x.example,on call,2026-10-31,19:42:29,2026-11-01,05:46:03,11:03:34\n"
        "Ada,a@x.example,work,2026-11-02,09:00:00,2026-11-02,10:00:00,01:00:00\n"
    )
    assert found.entries == [(2, "2026-10-31", 39814), (3, "2026-11-02", 3600)]
    assert found.notices == []


def test_18_twelve_hour_clock_takes_the_total_that_fits(give: Give) -> None:
    """From 9:20 to 5:00 with 7:40 typed ends in the afternoon, and is said."""
    found = give(f"{SHEET}\n2026-03-02,Ada,work,9:20,5:00,7:40\n")
    assert found.entries == [(2, "2026-03-02", 27600)]
    assert found.column("end") == ["2026-03-02 17:00:00"]
    assert found.notices == ["twelve-hour-clock"]


def test_18_twelve_hour_clock_without_a_total_is_reported(give: Give) -> None:
    """Without a total the row is rejected, never 19:40 hours through the night."""
    found = give(f"{SHEET}\n2026-03-02,Ada,work,9:20,5:00,\n2026-03-02,Ada,work,9:00,10:00,\n")
    assert found.entries == [(3, "2026-03-02", 3600)]
    assert found.rejected == [(2, "End", "5:00")]


@pytest.mark.parametrize("day", ["14/11", "14.11.", "14 Nov", "Saturday - 14/11"])
def test_24_dates_without_a_year_take_it_from_the_title(give: Give, day: str) -> None:
    """The only year above the header is that of all dates, and this is said."""
    found = give(f"Timesheet 2026,,\nDate,Who,Hours\n{day},Ada,1\n15/11,Ada,2\n")
    assert "days of 2026, as “Timesheet 2026” in row 1 says" in str(found.intake.files[0].notices)
    assert found.entries == [(3, "2026-11-14", 3600), (4, "2026-11-15", 7200)]


@pytest.mark.parametrize("title", ["", "Timesheet,,\n", "Years 2025 and 2026,,\n"])
def test_24_dates_without_a_year_are_refused(refuse: Refuse, title: str) -> None:
    """Without a year in the dates, or a single one above them, nothing is guessed."""
    problem = refuse(f"{title}Date,Who,Hours\n14/11,Ada,1\n15/11,Ada,2\n")
    assert problem.code == "year-unknown"
    assert "“14/11”" in problem.what
    assert "year" in problem.mend


def test_24_dates_without_a_year_take_that_of_the_month_asked_for(give: Give) -> None:
    """`--month 2026` says the year where nothing in the file does."""
    text = "Date,Who,Hours\n14/11,Ada,1\n"
    assert give(text, month="2026").entries == [(2, "2026-11-14", 3600)]


def test_24_date_without_a_year_among_others_is_rejected(give: Give) -> None:
    """Where other dates have their year, one without is reported, not completed."""
    found = give("2026,,\nDate,Who,Hours\n2026-03-02,Ada,1\n14/11,Ada,2\n")
    assert found.entries == [(3, "2026-03-02", 3600)]
    assert found.rejected == [(4, "Date", "14/11")]


def test_25_blank_date_is_the_day_above_where_a_duration_stands(give: Give) -> None:
    """A row with a duration of its own takes the day above."""
    found = give(
        "Date,Who,What,Hours\n2026-03-02,Ada,a,1\n,Ada,b,2\n2026-03-03,Ada,c,3\n,Ada,d,4\n"
    )
    assert found.entries == [
        (2, "2026-03-02", 3600),
        (3, "2026-03-02", 7200),
        (4, "2026-03-03", 10800),
        (5, "2026-03-03", 14400),
    ]


def test_25_blank_date_without_a_duration_continues_the_text(give: Give) -> None:
    """A text alone belongs to the row above."""
    found = give("Date,Who,What,Hours\n2026-03-02,Ada,interview,1\n,,with three customers,\n")
    assert found.entries == [(2, "2026-03-02", 3600)]
    assert found.column("description") == ["interview\nwith three customers"]
    assert found.skipped == [(3, "text goes on from the row above")]
