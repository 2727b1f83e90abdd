"""Calendars are read as the samples and the contract say."""

import datetime as dt
import json
from pathlib import Path

import pytest

from pmrules import ImporterOptions, InputError, Reading, classify
from pmrules.testing import ImporterContract, expected_path, hold
from pmrules_icalendar import ICalendar

HERE = Path(__file__).parent
EVENT = """\
BEGIN:VEVENT
UID:{uid}
DTSTART:20260302T090000Z
DTEND:20260302T100000Z
SUMMARY:Review
{more}END:VEVENT
"""
HOW = Reading(importers=[ICalendar()], person="Ada Moss")


class TestICalendar(ImporterContract):
    """One test for every sample and every point of the contract."""

    importer = ICalendar()
    samples = HERE / "samples"
    options = ImporterOptions(person="Ada Moss", last=dt.date(2026, 4, 30))


def calendar(folder: Path, *events: str, head: str = "") -> Path:
    """Write a calendar; each event is what stands in it beside a start, an end and a summary."""
    written = "".join(EVENT.format(uid=uid, more=more) for uid, more in enumerate(events))
    path = folder / "calendar.ics"
    path.write_text(f"BEGIN:VCALENDAR\n{head}{written}END:VCALENDAR\n", "utf-8")
    return path


def read(path: Path) -> dict[str, list[dict[str, object]]]:
    """What a calendar gives, as an expected file tells it."""
    options = ImporterOptions(person="Ada Moss")
    hold(ICalendar(), path, points=(), options=options, update_expected=True)
    told: dict[str, list[dict[str, object]]] = json.loads(expected_path(path).read_text("utf-8"))
    return told


def test_what_repeats_without_an_end_needs_a_last_day(tmp_path: Path) -> None:
    """No file says until when, and no clock is asked: the user is."""
    path = calendar(tmp_path, "RRULE:FREQ=WEEKLY\n")
    with pytest.raises(InputError, match=r"“Review” repeats without an end.\n.*--to"):
        classify(path, reading=HOW)
    assert len(classify(path, end=dt.date(2026, 3, 31), reading=HOW).entries) == 5


def test_what_is_left_out_anyway_needs_no_last_day(tmp_path: Path) -> None:
    """A yearly birthday, shown as free, keeps nobody from reading a calendar."""
    path = calendar(tmp_path, "", "RRULE:FREQ=YEARLY\nTRANSP:TRANSPARENT\n")
    assert len(classify(path, reading=HOW).entries) == 1


@pytest.mark.parametrize("end", ["COUNT=3", "UNTIL=20260316T090000Z"])
def test_what_has_an_end_needs_none(tmp_path: Path, end: str) -> None:
    """A count or a last moment in the file is enough."""
    path = calendar(tmp_path, f"RRULE:FREQ=WEEKLY;{end}\n")
    assert len(classify(path, reading=HOW).entries) == 3


@pytest.mark.parametrize(("name", "person"), [("ada@moss.example", "ada@moss.example"), ("Me", "")])
def test_a_calendar_named_by_an_address_says_whose_it_is(
    tmp_path: Path, name: str, person: str
) -> None:
    """Any other name may be a team's or a room's, so the user is asked."""
    path = calendar(tmp_path, "", head=f"X-WR-CALNAME:{name}\n")
    how = Reading(importers=[ICalendar()])
    if person:
        assert list(classify(path, reading=how).entries["person"]) == [person]
    else:
        with pytest.raises(InputError, match="--person"):
            classify(path, reading=how)


def test_calendars_joined_in_a_file_are_all_read(tmp_path: Path) -> None:
    """Events are counted on from one calendar to the next."""
    path = calendar(tmp_path, "", "")
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    assert list(classify(path, reading=HOW).entries["row"]) == [1, 2, 3, 4]


def test_a_zone_that_nobody_knows_leaves_times_as_they_are(tmp_path: Path) -> None:
    """A calendar may call its zone as it likes."""
    path = calendar(tmp_path, "", head="X-WR-TIMEZONE:Somewhere/Nice\n")
    assert str(classify(path, reading=HOW).entries["start"][0]) == "2026-03-02 09:00:00"


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("DTEND:20260302T080000Z", "DTEND", "20260302T080000Z"),
        ("DTEND:20260302T0900", "DTEND", "20260302T0900"),
        ("DTEND:soon", "DTEND", "soon"),
        ("DURATION:soon", "DURATION", "soon"),
        ("DURATION:-PT1H", "DURATION", "-PT1H"),
        ("DTEND;VALUE=DATE:20260303", "DTEND", "20260303"),
    ],
)
def test_an_end_that_cannot_be_is_rejected_by_name(
    tmp_path: Path, line: str, column: str, value: str
) -> None:
    """An end before its start is not turned round, and an unreadable one is not left out."""
    path = calendar(tmp_path, "", "")
    text = path.read_text("utf-8").replace("DTEND:20260302T100000Z", line, 1)
    path.write_text(text, "utf-8")
    told = read(path)
    assert [each["row"] for each in told["entries"]] == [2]
    assert told["rejected"] == [{"row": 1, "column": column, "value": value}]


def test_a_start_that_cannot_be_read_is_rejected(tmp_path: Path) -> None:
    """It neither ends the reading nor falls on another day."""
    path = calendar(tmp_path, "", "")
    text = path.read_text("utf-8").replace("DTSTART:20260302T090000Z", "DTSTART:soon", 1)
    path.write_text(text, "utf-8")
    assert read(path)["rejected"] == [{"row": 1, "column": "DTSTART", "value": "soon"}]
