"""Exports with everything odd that a large one may hold, in the ways in which tools write."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from hypothesis import strategies as st

FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y")
LENGTHS = (
    ("1:30", "0:20:00", "25:10:00"),
    ("1.5", "0.25", "2", "0.33"),
    ("1,5", "0,25"),
    ("1.5", "1,500"),
    tuple(f"{minutes / 60:.2f}" for minutes in range(1, 60)),
)
TEXTS = ("work", "line\nbreak", 'say "hi"', "a, b; c", "", "x" * 60, "total cost", "naïve")
ODD = (
    "", "blank line", "empty fields", "total", "too few", "no length", "bad length", "bad date",
    "no date", "running", "unclear flag", "control", "long", "backwards",
)  # fmt: skip
HEADERS = {
    "toggl": (
        "User", "Email", "Client", "Project", "Task", "Description", "Billable", "Start date",
        "Start time", "End date", "End time", "Duration", "Tags", "Amount ()",
    ),
    "harvest": (
        "Date", "Client", "Project", "Project Code", "Task", "Notes", "Hours", "Billable?",
        "Invoiced?", "First Name", "Last Name", "Roles",
    ),
    "excel": ("Date", "Person", "Project", "Description", "Hours"),
    "clock": ("User", "Start", "End", "Project", "Notes"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """How a tool writes its table."""

    tool: str
    days: str
    lengths: tuple[str, ...]
    delimiter: str
    line_end: str
    bom: bool
    closing: str
    """What stands below the last record."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record, before it is written."""

    person: str
    day: int
    start: int
    minutes: int
    length: int
    text: str
    odd: str


ways = st.builds(
    Way,
    st.sampled_from(tuple(HEADERS)),
    st.sampled_from(FORMATS),
    st.sampled_from(LENGTHS),
    st.sampled_from(",;"),
    st.sampled_from(("\n", "\r\n")),
    st.booleans(),
    st.sampled_from(("", "", "", "total", "blank lines")),
)
rows = st.builds(
    Row,
    st.sampled_from(("Ada", "ada ", "Ben", "Zoë")),
    st.integers(0, 40),
    st.integers(0, 24 * 60 - 1),
    st.integers(1, 600),
    st.integers(0, 58),
    st.sampled_from(TEXTS),
    st.one_of(*[st.just("")] * 5, st.sampled_from(ODD)),
)


def written(way: Way, of: list[Row]) -> bytes:
    """Return the file as its tool writes it."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=way.delimiter, lineterminator=way.line_end)
    header = HEADERS[way.tool]
    table.writerow(header)
    for row in of:
        if row.odd in _LINES:
            out.write(
                _LINES[row.odd].replace(",", way.delimiter * (len(header) - 1)) + way.line_end
            )
        else:
            table.writerow(_cells(way, row))
    if way.closing == "total":
        table.writerow(["Total", *[""] * (len(header) - 2), "12"])
    if way.closing == "blank lines":
        out.write(way.line_end * 3)
    return out.getvalue().encode("utf-8-sig" if way.bom else "utf-8")


_LINES = {"blank line": "", "empty fields": ",", "total": "Total,", "too few": "too few"}


def _cells(way: Way, row: Row) -> list[str]:
    day = (dt.date(2026, 3, 1) + dt.timedelta(row.day)).strftime(way.days)
    day = {"bad date": "31/31/2026", "no date": ""}.get(row.odd, day)
    start, end = _clock(row.start), _clock(row.start + row.minutes)
    if row.odd == "backwards":
        end = _clock(row.start - 30)
    end = "" if row.odd == "running" else end
    length = way.lengths[row.length % len(way.lengths)]
    length = {"no length": "", "bad length": "abc", "long": "30:00:00", "running": ""}.get(
        row.odd, length
    )
    text = row.text + ("\x01" if row.odd == "control" else "")
    flag = "maybe" if row.odd == "unclear flag" else "Yes"
    return {
        "toggl": [row.person, "", "C", "P", "", text, flag, day, start, day, end, length, "", ""],
        "harvest": [day, "C", "P", "", "T", text, length, flag, "No", row.person, "X", ""],
        "excel": [day, row.person, "P", text, length],
        "clock": [row.person, f"{day} {start}", f"{day} {end}", "P", text],
    }[way.tool]


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
