"""A generated organisation's time, and how each tool writes it down."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import strategies as st

FIRST = dt.date(2026, 1, 1)
DAYS = 90
RUNNING, UNREADABLE, BLANK = "running", "unreadable", "blank"
WORDS = (
    "roadmap", "Globex", "support", "interview", "SOW", "sprint", "holiday", "pricing", "Ärger",
    "demo", "Total", "1:30", "02/03/2026", "=1+1", "😀", "漢字", "a,b", 'say "hi"', "back\\slash",
    "x;y\tz",
)  # fmt: skip
PEOPLE = ("Ada Quill", "Ben Åström", "Zoë O'Neil", "李 雷")

Write = Callable[[Path, Sequence["Tracked"]], None]


@dataclass(frozen=True, slots=True)
class Tracked:
    """One piece of time, before any tool has written it."""

    person: str
    day: dt.date
    seconds: int
    start: int
    """Second of the day."""
    drift: int
    """By how much the clock disagrees with the duration."""
    client: str
    project: str
    task: str
    description: str
    tags: tuple[str, ...]
    form: int
    """Which of the ways in which a tool writes such a cell."""
    fate: str = ""
    """Empty for an entry; else why the record is none."""

    @property
    def begin(self) -> dt.datetime:
        """When it starts."""
        return dt.datetime.combine(self.day, dt.time()) + dt.timedelta(seconds=self.start)

    @property
    def end(self) -> dt.datetime:
        """When it ends, as the tool says."""
        length = self.seconds + self.drift if self.seconds else 0
        return self.begin + dt.timedelta(seconds=max(length, 0))


@dataclass(frozen=True)
class Tool:
    """A way of writing a file; `lengths` are the seconds that it can write exactly."""

    name: str
    suffix: str
    lengths: st.SearchStrategy[int]
    write: Write
    fates: tuple[str, ...]
    tags: bool = True
    totals: int = 0
    """Total rows that it writes into every file."""

    def __repr__(self) -> str:
        return self.name

    def save(self, folder: Path, name: str, records: Sequence[Tracked]) -> Path:
        """Write the records into a folder and return the file."""
        path = folder / f"{name}{self.suffix}"
        self.write(path, records)
        return path


any_length = st.integers(0, 12 * 3600) | st.integers(0, 700 * 3600)
# Fewer different hundredths than would prove that they are rounded minutes.
hundredths = st.sampled_from([36, 1224, 1188, 2844, 29340]) | st.integers(0, 2000).map(
    lambda twentieths: twentieths * 180
)
off_hundredths = any_length.map(lambda found: found + (found % 36 == 0 and found % 180 != 0))
texts = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join) | st.sampled_from(
    ["first line\nsecond line", "roadmap - next quarter", "SOW\n\n## list\n* a"]
)
tags = st.lists(st.sampled_from(["demo", "sprint", "key:1,2", "Ärger"]), max_size=2, unique=True)


def tracked(tool: Tool, fates: Iterable[str] = ("",)) -> st.SearchStrategy[Tracked]:
    """Return records that a tool can write, of these fates."""
    return st.builds(
        Tracked,
        st.sampled_from(PEOPLE),
        st.integers(0, DAYS - 1).map(lambda days: FIRST + dt.timedelta(days=days)),
        tool.lengths,
        st.integers(0, 86399),
        st.sampled_from([0, 0, 1, -1, 3600]),
        st.sampled_from(["", "Globex", "Initech GmbH", "Internal"]),
        st.sampled_from(["", "Phoenix", "Ops: a, b", "Roadmap 2027"]),
        st.sampled_from(["", "Meeting", "Design"]),
        texts,
        tags.map(tuple) if tool.tags else st.just(()),
        st.integers(0, 5),
        st.sampled_from(list(fates)),
    )


def histories(tool: Tool, most: int = 10) -> st.SearchStrategy[list[Tracked]]:
    """Return what a tool holds: entries alone, at least one."""
    return st.lists(tracked(tool), min_size=1, max_size=most)


def files(tool: Tool) -> st.SearchStrategy[list[Tracked]]:
    """Return what a file holds: entries, and records that are none, in any order."""
    odd = st.lists(tracked(tool, tool.fates), max_size=4)
    both = st.builds(lambda some, more: [*some, *more], histories(tool), odd)
    return both.flatmap(st.permutations)


def expected(records: Iterable[Tracked]) -> list[tuple[Any, ...]]:
    """Return the entries among records, in one order."""
    return sorted(
        (
            one.person, one.day, one.seconds, one.client, one.project, one.task,
            one.description.strip(), ", ".join(one.tags),
        )
        for one in records
        if not one.fate
    )  # fmt: skip


def found(entries: Any) -> list[tuple[Any, ...]]:
    """Return a table of entries as `expected` does."""
    names = ["person", "date", "seconds", "client", "project", "task", "description", "tags"]
    days = entries[names].assign(date=entries["date"].dt.date)
    return sorted(days.itertuples(index=False, name=None))


def _text(
    header: Sequence[str],
    row: Callable[[Tracked], list[str]],
    *,
    encoding: str = "utf-8",
    quoted: bool = False,
    line: str = "\n",
    delimiter: str = ",",
) -> Write:
    """Return what writes a delimited text in one style."""
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL

    def write(path: Path, records: Sequence[Tracked]) -> None:
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, quoting=quoting, lineterminator=line, delimiter=delimiter)
            writer.writerow(header)
            for one in records:
                writer.writerow([""] * len(header) if one.fate == BLANK else row(one))

    return write


# Toggl Track

T1 = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount ()"
)
T2 = T1.removesuffix(",Amount ()")
T3 = (
    "Description,Billable,Duration,Member,Email,Project,Client,Task,Tags,Amount,Currency,"
    "Start date,Start time,Stop date,Stop time"
)


def _padded(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _improved(seconds: int) -> str:
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _classic(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} sec"
    return f"{seconds // 60:02d}:{seconds % 60:02d} min" if seconds < 3600 else _padded(seconds)


def _decimal(seconds: int) -> str:
    return f"{seconds // 36 / 100:.2f} h"


def _comma(seconds: int) -> str:
    return _decimal(seconds).replace(".", ",")


def _dash(seconds: int) -> str:
    return _improved(seconds) if seconds else "-"


def _toggl(
    name: str,
    header: str,
    length: Callable[[int], str],
    lengths: st.SearchStrategy[int] = any_length,
    empty: str = "",
    **style: Any,
) -> Tool:
    names = header.split(",")

    def row(one: Tracked) -> list[str]:
        known = {
            "User": one.person, "Member": one.person, "Email": "a@x.example",
            "Client": one.client, "Project": one.project, "Task": one.task,
            "Description": one.description, "Tags": ", ".join(one.tags), "Billable": "No",
            "Start date": f"{one.begin:%Y-%m-%d}", "Start time": f"{one.begin:%H:%M:%S}",
            "Duration": length(one.seconds), **_ends(one),
        }  # fmt: skip
        if one.fate == RUNNING:
            known["Duration"] = length(0)
        if one.fate == UNREADABLE:
            known["Duration"] = ("soon", "-1:00:00", "1:75:00")[one.form % 3]
        return [known.get(name) or empty for name in names]

    return Tool(
        f"toggl-{name}",
        ".csv",
        lengths,
        _text(names, row, **style),
        (RUNNING, UNREADABLE, BLANK),
    )


def _ends(one: Tracked) -> dict[str, str]:
    if one.fate == RUNNING:
        return {}
    return {
        f"{name} {part}": f"{one.end:{form}}"
        for name in ("End", "Stop")
        for part, form in (("date", "%Y-%m-%d"), ("time", "%H:%M:%S"))
    }


TOGGL = (
    _toggl("t1", T1, _padded, encoding="utf-8-sig"),
    _toggl("t1-tabs", T1, _padded, encoding="utf-16", delimiter="\t"),
    _toggl("t2-classic", T2, _classic, quoted=True),
    _toggl("t2-improved", T2, _improved, quoted=True, line="\r\n"),
    _toggl("t2-decimal", T2, _decimal, hundredths, quoted=True),
    _toggl("t2-comma", T2, _comma, hundredths, delimiter=";"),
    _toggl("t3", T3, _dash, empty="-", quoted=True),
)


# Harvest

H6 = (
    "Date,Client,Project,Project Code,Task,Notes,Hours,Started At,Ended At,Billable?,Invoiced?,"
    "Approved?,First Name,Last Name,Employee Id,Roles,Employee?,Billable Rate,Billable Amount,"
    "Cost Rate,Cost Amount,Currency,External Reference URL"
)
IMPORT = "Date,Client,Project,Task,Notes,Hours,First name,Last name"


def _harvest(name: str, header: str, date: str = "%Y-%m-%d", mark: str = ".", **style: Any) -> Tool:
    names = header.split(",")

    def row(one: Tracked) -> list[str]:
        first, last = one.person.split(" ")
        typed = f"{one.seconds // 36 / 100:.2f}".removesuffix("0").replace(".", mark)
        known = {
            "Date": f"{one.day:{date}}", "Client": one.client, "Project": one.project,
            "Task": one.task, "Notes": one.description, "Hours": typed, "Billable?": "Yes",
            "First Name": first, "Last Name": last, "First name": first, "Last name": last,
            "Currency": "Euro - EUR", "Billable Amount": "8.16",
        }  # fmt: skip
        if one.form > 2:
            known |= {"Started At": f"{one.begin:%H:%M}", "Ended At": f"{one.end:%H:%M}"}
        if one.fate == UNREADABLE:
            known |= {"Hours": "soon"} if one.form % 2 else {"Date": "2026-02-31"}
        return [known.get(name, "") for name in names]

    return Tool(
        f"harvest-{name}",
        ".csv",
        hundredths,
        _text(names, row, **style),
        (UNREADABLE, BLANK),
        tags=False,
    )


HARVEST = (
    _harvest("h6", H6, line="\r\n"),
    _harvest("import", IMPORT),
    _harvest("finnish", H6, "%d.%m.%Y", ",", quoted=True),
)


# A sheet kept by hand

ENGLISH = "Date,Who,Client,Project,Task,Description,Tags,Hours"
GERMAN = "Datum,Mitarbeiter,Kunde,Projekt,Aufgabe,Beschreibung,Tags,Dauer"


def _excel(name: str, header: str, above: int, sheets: int) -> Tool:
    def write(path: Path, records: Sequence[Tracked]) -> None:
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        for at in range(sheets):
            rows = [one for one in records if one.day.toordinal() % sheets == at]
            _fill(book.create_sheet(f"Sheet {at + 1}"), header.split(","), above, rows)
        book.save(path)

    return Tool(f"excel-{name}", ".xlsx", off_hundredths, write, (UNREADABLE, BLANK), totals=sheets)


def _fill(sheet: Any, header: Sequence[str], above: int, records: Sequence[Tracked]) -> None:
    """Write one sheet: a title, the header, the rows and their total."""
    if above:
        sheet.cell(1, 1).value = "Timesheet"
    for column, name in enumerate(header, 1):
        sheet.cell(above + 1, column).value = name
    for row, one in enumerate(records, above + 2):
        if one.fate != BLANK:
            _put_row(sheet, row, one)
    last = above + 2 + len(records)
    sheet.cell(last, 7).value = "Total"
    total = sheet.cell(last, 8)
    total.value = sum(one.seconds for one in records if not one.fate) / 86400
    total.number_format = "[h]:mm"


def _put_row(sheet: Any, row: int, one: Tracked) -> None:
    sheet.cell(row, 1).value = str(one.day) if one.form == 0 else one.day
    words = (one.person, one.client, one.project, one.task, one.description, ", ".join(one.tags))
    for column, text in enumerate(words, 2):
        if text:
            cell = sheet.cell(row, column)
            cell.value = text
            cell.data_type = "s"
    cell = sheet.cell(row, 8)
    cell.value, cell.number_format = _length(one)


def _length(one: Tracked) -> tuple[Any, str]:
    if one.fate == UNREADABLE:
        return ("soon", True, "#REF!")[one.form % 3], "General"
    hours, minutes, seconds = one.seconds // 3600, one.seconds // 60 % 60, one.seconds % 60
    return (
        (_improved(one.seconds), "General"),
        (one.seconds / 3600, "General"),
        (one.seconds / 86400, "[h]:mm:ss"),
        (one.seconds / 86400, "h:mm:ss"),
        (f"{hours}h {minutes}m {seconds}s", "General"),
        (dt.timedelta(seconds=one.seconds), "[h]:mm"),
    )[one.form]


EXCEL = (_excel("english", ENGLISH, 0, 1), _excel("german", GERMAN, 4, 2))

TOOLS = (*TOGGL, *HARVEST, *EXCEL)
