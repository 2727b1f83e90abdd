"""The header row is found by its names, wherever it stands."""

import pytest

from pmrules import Date, Duration, FullName, TabularImporter, Text, Time
from pmrules.ingest.tables.header import find_header, named_in


class Tool(TabularImporter):
    """A tool with every kind of column."""

    name = "tool"
    person = FullName("Name", first=("First name",), last=("Last name", "Name"))
    task = Text("Task", "Activity")
    date = Date("Date", "Tag")
    tags = Text("Tags", "Tag")
    start = Time("From")
    end = Time("To")
    duration = Duration("Hours", minutes=("Minutes",), seconds=("Seconds",))


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        ([["Date", "Hours"]], 0),
        ([["From", "To"]], 0),
        ([["Date", "Minutes"]], 0),
        ([["Timesheet"], [], ["", "\ufeffDATE ", '"hours"\xa0']], 2),
        ([["Date of hours"], ["Date", "Hours"], ["Date", "Hours", "Task"]], 2),
        ([["Date", "Hours"], ["Date", "Hours"]], 0),
        ([[""]] * 29 + [["Date", "Hours"]], 29),
    ],
)
def test_header_found(rows: list[list[str]], index: int) -> None:
    """The row that names most fields is the header, the first of equals."""
    header = find_header(rows, Tool())
    assert header is not None
    assert header.index == index


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Date", "Task"]],
        [["Hours", "Task"]],
        [["Date", "From"]],
        [["Date:", "Hours"]],
        [[1, 2.0, None]],
        [[""]] * 30 + [["Date", "Hours"]],
    ],
)
def test_no_header(rows: list[list[object]]) -> None:
    """Without a date or a duration, or below the thirtieth row, nothing is a header."""
    assert find_header(rows, Tool()) is None


def test_first_of_a_name_wins() -> None:
    """Of equal names the first column is read, the other remembered; empty names are nothing."""
    header = find_header([["Date", "", "Hours", "hours", "", "Room"]], Tool())
    assert header is not None
    assert header.columns["duration"] == (2,)
    assert header.twice == (("duration", 2, 3),)
    assert header.ignored == ("hours", "Room")


def test_first_alias_there_is_read() -> None:
    """Aliases stand in the order of preference, not in that of the columns."""
    header = find_header([["Activity", "Task", "Date", "Hours"]], Tool())
    assert header is not None
    assert header.columns["task"] == (1,)


@pytest.mark.parametrize(
    ("names", "date", "tags"),
    [(["Tag", "Hours"], (0,), None), (["Date", "Tag", "Hours"], (0,), (1,))],
)
def test_column_serves_one_role(
    names: list[str], date: tuple[int, ...], tags: tuple[int, ...] | None
) -> None:
    """`Tag` is a German day where no other column is the date, else a tag."""
    header = find_header([names], Tool())
    assert header is not None
    assert header.columns["date"] == date
    assert header.columns.get("tags") == tags


def test_name_may_serve_twice() -> None:
    """`Name` is the last name beside a first name; the words loader decides which."""
    header = find_header([["First name", "Name", "Date", "Hours"]], Tool())
    assert header is not None
    assert header.columns["person"] == header.columns["last_name"] == (1,)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Effort", "names"),
        ("Effort (min)", "minutes"),
        ("Minuten pro Tag", "minutes"),
        ("Time in seconds", "seconds"),
        ("Administration", "names"),
    ],
)
def test_mapped_duration_counts_its_unit(name: str, unit: str) -> None:
    """A duration column that a user names counts minutes where its name says so."""
    column = named_in(Duration("Hours"), (name,))
    assert isinstance(column, Duration)
    units = {"names": column.names, "minutes": column.minutes, "seconds": column.seconds}
    assert units == dict.fromkeys(units, ()) | {unit: (name,)}
