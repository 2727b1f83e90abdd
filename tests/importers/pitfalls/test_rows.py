"""Pitfalls of records: twins, totals, running timers, empty texts and signs, notes over lines."""

from pathlib import Path

import pytest
from tests.importers.books import book
from tests.importers.pitfalls.conftest import Give, Refuse

from pmrules import classify
from pmrules.rules.rulebook import Rulebook

T1 = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags"
)
T3 = "Description,Duration,Member,Project,Tags,Start date,Start time,Stop date,Stop time"
SHEET = "Date,Who,What,Hours"


def row(duration: str, end: str = "2026-03-02,10:00:00", text: str = "work", start: int = 9) -> str:
    """Make a row of Toggl's."""
    who = f"Ada,a@x.example,Globex,Phoenix,,{text},No"
    return f"{who},2026-03-02,{start:02d}:00:00,{end},{duration},\n"


def test_05_identical_rows_of_one_file_stay(give: Give) -> None:
    """Rows that are the same to the second are all entries, and likely double clicks are named."""
    found = give(f"{T1}\n{row('01:00:00')}{row('01:00:00')}{row('00:30:00', text='other')}")
    assert found.fates == ([3600, 3600, 1800], [], [])
    assert found.notices == ["identical-entries"]
    assert "One" not in found.said("identical-entries")


def test_05_rows_that_only_start_together_are_not_even_named(give: Give) -> None:
    """Where all time is entered as durations, every entry starts at nine: no key, no twin."""
    found = give(f"{T1}\n{row('01:00:00')}{row('01:00:00', text='other')}")
    assert found.fates == ([3600, 3600], [], [])
    assert found.notices == []


TOTALS = {
    "by a word": (",,Total,3", "total row"),
    "by a word in another language": ("Gesamt,,,3", "total row"),
    "by a misspelt word beside the sum": (",,Weekley Total,3", "total row"),
    "by two words": (",Total Hours Overall:,,3", "total row"),
    "by its sum alone": (",,,3", "total row"),
    "with its date": ("2026-03-03,,Total,3", "total row"),
    "with nothing in it": (",,Total,", "total row"),
    "a footer": ("Generated on 13/05/2026,,,", "note or footer"),
}


@pytest.mark.parametrize("last", TOTALS)
def test_07_total_is_skipped_and_said(give: Give, last: str) -> None:
    """Totals and footers are counted as skipped with their reason, never as time."""
    text, reason = TOTALS[last]
    found = give(f"{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n{text}\n")
    assert found.entries == [(2, "2026-03-02", 3600), (3, "2026-03-03", 7200)]
    assert found.skipped == [(4, reason)]
    assert found.notices == []


def test_07_subtotals_and_what_stands_below_the_last_total(give: Give) -> None:
    """Group totals, the total of all, and target and balance below it are skipped."""
    found = give(
        f"{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n,,Subtotal,3\n"
        "2026-03-04,Ada,c,4\n,,Subtotal,4\n,,Total,7\n,,Target,40\n,,Balance,33\n"
    )
    assert found.fates == ([3600, 7200, 14400], ["total row"] * 3 + ["below a total row"] * 2, [])
    assert found.notices == []


def test_07_cumulative_column_is_not_read(give: Give) -> None:
    """A running sum beside the hours is no duration."""
    found = give("Date,Who,Hours,Cumulative\n2026-03-02,Ada,1,1\n2026-03-03,Ada,2,3\n")
    assert found.fates == ([3600, 7200], [], [])


def test_07_total_that_differs_is_said(give: Give) -> None:
    """A total row that is not the sum of the entries is skipped and said with both sums."""
    found = give(f"{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n,,Total,4\n")
    assert found.fates == ([3600, 7200], ["total row"], [])
    assert found.notices == ["total-differs"]


def test_07_total_on_top_is_compared_with_what_is_below(give: Give) -> None:
    """A total above the entries is skipped, and says nothing where it is their sum."""
    below = "2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n"
    right, wrong = (give(f"{SHEET}\n,,Total,{hours}\n{below}") for hours in (3, 4))
    assert right.fates == wrong.fates == ([3600, 7200], ["total row"], [])
    assert right.notices == []
    assert wrong.notices == ["total-differs"]
    assert "entries below it" in wrong.said("total-differs")


@pytest.mark.parametrize("footer", [",,Overtime,3", ",Target,,40", ",Vacation left,days,12"])
def test_07_footer_below_a_blank_row_is_said(give: Give, footer: str) -> None:
    """Below a blank row and all days, what has no date is a footer, and a notice says its hours."""
    found = give(f"{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n\n{footer}\n")
    assert found.fates == ([3600, 7200], ["note or footer"], [])
    assert found.notices == ["footer-not-read"]


@pytest.mark.parametrize("below", ["\n,Ada,c,3\n", ",,c,3\n", "\n,,c,3\n2026-03-04,Ada,d,1\n"])
def test_07_work_without_its_date_is_no_footer(give: Give, below: str) -> None:
    """A person of the days above, no blank row, or further days below: work of the day above."""
    found = give(f"{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n{below}", person="Ada")
    assert found.entries[2][1:] == ("2026-03-03", 10800)
    assert found.notices == []


def test_07_an_entry_about_a_total_is_an_entry(give: Give) -> None:
    """A dated row whose text holds a total word, and is no sum, is work."""
    found = give(f"{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,Total cost review,2\n")
    assert found.fates == ([3600, 7200], [], [])


@pytest.mark.parametrize("text", ["Total", 'Total say ""hi""', "Total cost review"])
@pytest.mark.parametrize("day", ["2026-02-31", "31.02.2026", "31 Feb 2026", "2026-02-31 09:00"])
def test_07_an_entry_with_a_day_that_no_calendar_has_is_no_total(
    give: Give, day: str, text: str
) -> None:
    """Its text says total, but a sum has no day: the row is rejected by its date."""
    found = give(f'{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n{day},Ada,"{text}",4\n')
    assert found.fates == ([3600, 7200], [], [day])


@pytest.mark.parametrize("label", ["Total,,", "Week 37/2026,,Total", "Total 07.09. - 13.09.2026,,"])
def test_07_a_total_whose_label_stands_among_the_dates_is_a_total(give: Give, label: str) -> None:
    """A label of a period is no day."""
    found = give(f"{SHEET}\n2026-03-02,Ada,a,1\n2026-03-03,Ada,b,2\n{label},3\n")
    assert found.fates == ([3600, 7200], ["total row"], [])


def test_12_empty_text_leaves_project_and_client_to_judge_by(give: Give, tmp_path: Path) -> None:
    """Entries without a description stand with all they have; what nothing matches is open."""
    found = give(f"{T1}\n{row('01:00:00', text='')}")
    assert found.column("description") == [""]
    assert found.column("project") == ["Phoenix"]
    assert found.column("client") == ["Globex"]
    judged = classify(tmp_path / "export.csv", Rulebook())
    assert list(judged.entries["status"]) == ["half"]
    assert judged.entries["seconds"].sum() == 3600


@pytest.mark.parametrize("nothing", ["-", "–", "null", "NA", "N/A", "\xa0\xa0\xa0\xa0\xa0", " "])
def test_13_signs_for_nothing_are_empty(give: Give, nothing: str) -> None:
    """A dash, null, NA or no-break spaces in a sheet mean nothing, also for the duration."""
    found = give(
        "Date,Who,Project,What,Hours\n"
        f"2026-03-02,Ada,{nothing},work,1\n2026-03-03,Ada,{nothing},{nothing},{nothing}\n"
    )
    assert found.entries == [(2, "2026-03-02", 3600)]
    assert found.column("project") == [""]
    assert found.skipped == [(3, "no time entered")]


def test_13_dash_of_toggl_is_empty_and_a_zero_duration(give: Give) -> None:
    """In the newest Toggl export a dash is an empty text, and the length of a zero entry."""
    found = give(
        f"{T3}\n-,-,Ada,-,-,2026-03-02,13:42:51,2026-03-02,13:42:51\n"
        "null,1:00:00,Ada,P,-,2026-03-02,09:00:00,2026-03-02,10:00:00\n"
    )
    assert found.entries == [(2, "2026-03-02", 0), (3, "2026-03-02", 3600)]
    assert found.column("project") == ["", "P"]
    assert found.column("tags") == ["", ""]
    assert found.column("description") == ["", "null"]


@pytest.mark.parametrize("duration", ["00:00:00", "-", "", "-1777000000", "02:13:00"])
def test_14_running_timer_is_skipped_and_never_until_now(give: Give, duration: str) -> None:
    """An entry without its end is a running timer, whatever its duration has grown to."""
    found = give(f"{T1}\n{row('01:00:00')}{row(duration, end=',')}")
    assert found.fates == ([3600], ["running timer"], [])


def test_14_a_column_of_ends_that_is_never_filled_says_nothing(give: Give) -> None:
    """Where no row has an end, as in files made for import, durations count."""
    found = give(f"{T1}\n{row('01:00:00', end=',')}{row('02:00:00', end=',', start=11)}")
    assert found.fates == ([3600, 7200], [], [])


def test_14_time_entered_without_a_clock_is_an_entry(give: Give) -> None:
    """A duration with neither start nor end was typed, and does not run."""
    typed = "Ada,a@x.example,Globex,P,,typed,No,2026-03-02,,,,01:30:00,\n"
    assert give(f"{T1}\n{row('01:00:00')}{typed}").fates == ([3600, 5400], [], [])


NOTE = '## Goals\n* one, ""two""\n\nC:\\new\\"" 😀'


def test_20_notes_over_lines_are_one_cell(give: Give) -> None:
    """Line feeds inside CRLF records, doubled quotes, backslashes and emoji are all text."""
    header = "Date,Client,Project,Task,Notes,Hours,First Name,Last Name"
    record = f'2026-03-02,Globex,P,Design,"{NOTE}",1.5,Ada,Quill'
    text = "\r\n".join([header, record, record.replace("1.5", "x"), record])
    found = give(text.encode())
    assert found.entries == [(2, "2026-03-02", 5400), (4, "2026-03-02", 5400)]
    assert found.column("description") == [NOTE.replace('""', '"')] * 2
    assert found.rejected == [(3, "Hours", "x")]


def test_20_an_open_quote_is_refused_with_its_line(refuse: Refuse) -> None:
    """A quote that never closes swallows records and is refused, not read."""
    problem = refuse(f'{SHEET}\n2026-03-02,Ada,"a\nb",1\n2026-03-02,Ada,"a,1\n2026-03-03,Ada,b,2\n')
    assert problem.code == "quote-unclosed"
    assert problem.place
    assert problem.place.line == 4


def test_20_no_text_is_lost_in_a_workbook(give: Give, tmp_path: Path) -> None:
    """The same text in a workbook's cell is the same entry."""
    text = NOTE.replace('""', '"')
    rows = [["Date", "Who", "Notes", "Hours"], ["2026-03-02", "Ada", text, 1]]
    assert give(book(tmp_path / "t.xlsx", {"Log": rows})).column("description") == [text]
