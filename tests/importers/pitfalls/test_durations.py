"""Pitfalls of lengths: grammars, spreadsheets' damage, signs, rounding, monsters, mixed cells."""

import datetime as dt
from pathlib import Path

import pytest
from tests.importers.books import Formatted, book, hours
from tests.importers.pitfalls.conftest import Give, Refuse

TOGGL = "User,Email,Description,Start date,Start time,End date,End time,Duration"

GRAMMARS = {
    "1:47:06": 6426,
    "01:47:06": 6426,
    "110:24:53": 397493,
    "18:25": 66300,
    "18:25 min": 1105,
    "10 sec": 10,
    "0.79 h": 2844,
    "1,5": 5400,
    "1h 30m": 5400,
    "1h30m": 5400,
    "90m": 5400,
    "2 hours 30 minutes": 9000,
    "4 hours: 26 minutes": 15960,
    "9.00u": 32400,
    "11 minutes": 660,
    "15m": 900,
    "3": 10800,
}
DAY = Formatted((dt.date(2026, 3, 2), "mm-dd-yy"))


@pytest.mark.parametrize("written", GRAMMARS)
def test_02_duration_as_text_is_read_in_every_grammar(give: Give, written: str) -> None:
    """Every grammar that tools and people write gives its whole seconds."""
    found = give(f'Date;Who;Duration\n2026-03-02;Ada;"{written}"\n')
    assert found.entries == [(2, "2026-03-02", GRAMMARS[written])]


@pytest.mark.parametrize("written", ["a while", "1h 75m", "1:75", "-1:00", "TRUE", "12:00:00:00"])
def test_02_duration_as_unknown_text_is_rejected_and_never_zero(give: Give, written: str) -> None:
    """What no grammar reads is reported with its value; the other rows are imported."""
    found = give(f"Date,Who,Duration\n2026-03-02,Ada,1:00\n2026-03-03,Ada,{written}\n")
    assert found.entries == [(2, "2026-03-02", 3600)]
    assert found.rejected == [(3, "Duration", written)]


def test_03_damaged_durations_are_read_as_clock_time(give: Give) -> None:
    """12:20:00 AM is 20 minutes where a spreadsheet took durations for times of day."""
    found = give("Date,Who,Duration\n2026-03-02,Ada,12:20:00 AM\n2026-03-02,Ada,01:15:00 AM\n")
    assert found.fates == ([1200, 4500], [], [])
    assert found.notices == ["duration-as-clock-time"]


def test_03_damaged_durations_that_the_clock_denies_are_refused(refuse: Refuse) -> None:
    """Most rows disagreeing with end − start is a refusal, not a sum."""
    row = "Ada,a@x.example,x,2026-03-02,09:00:00,2026-03-02,{},{}\n"
    rows = row.format("10:00:00", "08:30:00 AM") + row.format("11:00:00", "05:30:00 PM")
    problem = refuse(f"{TOGGL}\n{rows}")
    assert problem.code == "duration-disagrees"
    assert problem.place
    assert problem.place.row == 2


@pytest.mark.parametrize(
    ("cells", "seconds"),
    [
        (["7,5", "0,25"], [27000, 900]),
        (['"1.234,5"', "2"], [4444200, 7200]),
        (["1 234,50", "1,25"], [4444200, 4500]),
        (['"1,234.50"', "2.25"], [4444200, 8100]),
        (["1.500", "2.25"], [5400, 8100]),
        (["1.500"], [5400]),
    ],
)
def test_06_decimal_sign_is_decided_by_column(
    give: Give, cells: list[str], seconds: list[int]
) -> None:
    """One value proves the sign for all; 1.500 alone cannot be 1,500 hours of a day."""
    rows = "".join(f"2026-03-02;Ada;{cell}\n" for cell in cells)
    assert give(f"Date;Who;Hours\n{rows}").fates == (seconds, [], [])


@pytest.mark.parametrize(
    ("cells", "code"),
    [(["30.500"], "decimal-sign-unknown"), (["1.5", '"1,5"'], "decimal-sign-contradictory")],
)
def test_06_decimal_sign_in_doubt_is_asked(refuse: Refuse, cells: list[str], code: str) -> None:
    """Where values prove nothing or contradict each other the file is refused."""
    rows = "".join(f"2026-03-02;Ada;{cell}\n" for cell in cells)
    assert refuse(f"Date;Who;Hours\n{rows}").code == code


def test_15_rounded_duration_is_what_counts(give: Give) -> None:
    """The tool's rounded duration stands beside its true times; the difference is said."""
    found = give(
        "Description,Duration,Member,Start date,Start time,Stop date,Stop time\n"
        "a,1:30:00,Ada,2026-03-02,14:51:41,2026-03-02,16:26:15\n"
        "b,3:30:00,Ada,2026-03-03,12:58:51,2026-03-03,17:01:00\n"
    )
    assert found.fates == ([5400, 12600], [], [])
    assert found.column("end") == ["2026-03-02 16:26:15", "2026-03-03 17:01:00"]
    assert found.notices == ["durations-differ"]
    assert "5.0 h" in found.said("durations-differ")
    assert "5.6 h" in found.said("durations-differ")


def test_15_rounded_hours_of_harvest_are_taken_when_asked_for(give: Give) -> None:
    """`Hours` counts beside `Hours Rounded`, unless the rules file names the other."""
    text = (
        "Date,Client,Project,Task,Notes,Hours,Hours Rounded,First Name,Last Name\n"
        "2026-03-02,Globex,Phoenix,Design,,0.65,1.0,Ada,Quill\n"
        "2026-03-02,Globex,Phoenix,Design,,1.83,2.0,Ada,Quill\n"
    )
    assert give(text).fates == ([2340, 6588], [], [])
    assert give(text, columns={"duration": ("Hours Rounded",)}).intake.seconds == 10800


def test_19_monster_entries_are_imported_and_named(give: Give) -> None:
    """A timer of 649 hours counts as it stands, and a notice names whose it is."""
    found = give(
        "User,Email,Description,Start date,Start time,Duration\n"
        "Ada,a@x.example,forgotten,2026-03-02,09:00:00,649:04:52\n"
        "Ben,b@x.example,work,2026-03-02,09:00:00,15:00:00\n"
        "Ben,b@x.example,more,2026-03-02,09:30:00,10:00:00\n"
    )
    assert found.fates == ([2336692, 54000, 36000], [], [])
    assert found.notices == ["over-24-hours", "day-over-24-hours"]
    assert "Ada on 2026-03-02" in found.said("over-24-hours")
    assert "Ben on 2026-03-02" in found.said("day-over-24-hours")


def test_22_mixed_cells_are_read_each_by_its_type(give: Give, tmp_path: Path) -> None:
    """Fractions by their format, numbers as hours, texts by their grammar; no date among them."""
    rows = [
        ["Date", "Who", "Hours"],
        [DAY, "Ada", hours(1.5)],
        [DAY, "Ada", hours(26)],
        [DAY, "Ada", Formatted((0.25, "h:mm"))],
        [DAY, "Ada", Formatted((30 / 24, "h:mm"))],
        [DAY, "Ada", 2],
        [DAY, "Ada", 0.75],
        [DAY, "Ada", "3"],
        [DAY, "Ada", "15m"],
        [DAY, "Ada", True],
        [DAY, "Ada", Formatted((dt.date(2026, 3, 2), "yyyy-mm-dd"))],
    ]
    found = give(book(tmp_path / "t.xlsx", {"Log": rows}))
    seconds = [5400, 93600, 21600, 108000, 7200, 2700, 10800, 900]
    assert found.fates == (seconds, [], ["TRUE", "2026-03-02"])


def test_23_header_of_minutes_over_decimal_hours_is_no_minutes(give: Give) -> None:
    """A value with .60 or more behind its sign shows that hours are decimal."""
    found = give("Date,Who,Time (hh.mm)\n2026-03-02,Ada,0.75\n2026-03-02,Ada,1.30\n")
    assert found.fates == ([2700, 4680], [], [])


def test_23_header_of_minutes_without_proof_is_asked(refuse: Refuse) -> None:
    """If every value could be minutes, it stays open and is refused."""
    problem = refuse("Date,Who,Time (hh.mm)\n2026-03-02,Ada,0.45\n2026-03-02,Ada,1.30\n")
    assert problem.code == "hours-or-minutes-unknown"
