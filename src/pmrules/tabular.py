"""An importer as a table of columns: names and cell kinds are declared, the core reads."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from msgspec import Struct

from pmrules.hookspecs import Fit, Record, Sample, SheetSample, Source

HEADER_WITHIN = 30
"""The header is looked for in this many rows at the top of a sheet."""


class Column:
    """A column that the tool calls by one of these names; the first that is there is read."""

    def __init__(self, *names: str) -> None:
        self.names: Final = names

    def all_names(self) -> tuple[str, ...]:
        """Every header name that this column answers to."""
        return self.names

    def renamed(self, names: tuple[str, ...]) -> "Column":
        """Return the column under the names that a user gave, and no others."""
        return type(self)(*names)


class Text(Column):
    """Any text; blanks at its edges are trimmed."""


class Tags(Column):
    """Tags in one cell, separated by a comma and a blank."""


class Date(Column):
    """The day on which the entry starts; a date with a time of day gives its day."""


class Time(Column):
    """A time of day, or a date with one, local to the account."""


class Flag(Column):
    """Yes or no, true or false, 1 or nothing."""


class FullName(Column):
    """A name in two columns: `FullName(first=("First Name",), last=("Last Name",))`."""

    def __init__(
        self, *names: str, first: tuple[str, ...] = (), last: tuple[str, ...] = ()
    ) -> None:
        super().__init__(*names)
        self.first: Final = first
        self.last: Final = last

    def all_names(self) -> tuple[str, ...]:
        """Every header name that this column answers to."""
        return (*self.names, *self.first, *self.last)


class Duration(Column):
    """A duration in any of the known grammars; a bare number counts hours.

    `minutes` and `seconds` name further columns, in which a bare number counts those.
    """

    def __init__(
        self, *names: str, minutes: tuple[str, ...] = (), seconds: tuple[str, ...] = ()
    ) -> None:
        super().__init__(*names)
        self.minutes: Final = minutes
        self.seconds: Final = seconds

    def all_names(self) -> tuple[str, ...]:
        """Every header name that this column answers to."""
        return (*self.names, *self.minutes, *self.seconds)


class WrongReport(Struct, frozen=True):
    """A report of the tool that holds no entries, known by its header."""

    what: str
    """What it is: `Toggl summary report`."""
    instead: str
    """What to export: `Reports > Detailed > Export CSV`."""
    has: tuple[str, ...]
    lacks: tuple[str, ...] = ()
    missing: str = ""
    """The column that was left out of an otherwise right report, to be switched on instead."""

    def fit(self) -> Fit:
        """Say what is wrong and what to export."""
        if self.missing:
            return Fit.column_missing(self.what, self.missing)
        return Fit.wrong_report(self.what, self.instead)

    def fits(self, header: frozenset[str]) -> bool:
        """Whether a header (normalised names) is this report's."""
        return _all_in(self.has, header) and not _any_in(self.lacks, header)


def header_name(cell: Any) -> str:
    """Return a header cell as names are compared: no case, edge blanks, quotes or BOM."""
    text = str(cell) if isinstance(cell, str) else ""
    return " ".join(text.replace("\ufeff", " ").strip(" \t\r\n\xa0\"'").casefold().split())


def _all_in(names: Iterable[str], header: frozenset[str]) -> bool:
    return all(header_name(name) in header for name in names)


def _any_in(names: Iterable[str], header: frozenset[str]) -> bool:
    return any(header_name(name) in header for name in names)


class TabularImporter:
    """Base of an importer for any table: columns are class attributes, reading comes for free.

    A table needs `duration` (or `start` and `end`) and `date` (or a `start` that holds one).
    """

    name: ClassVar[str]
    title: ClassVar[str] = ""

    person: Column = Text("Person")
    client: Column = Text("Client")
    project: Column = Text("Project")
    task: Column = Text("Task")
    description: Column = Text("Description")
    tags: Column = Tags("Tags")
    date: Column = Date("Date")
    start: Column = Time("Start")
    end_date: Column = Date("End date")
    end: Column = Time("End")
    duration: Duration = Duration("Duration")
    billable: Column = Flag("Billable")

    signs: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Sets of header names; a header with all names of one set is certainly this tool's."""
    lacks: ClassVar[tuple[str, ...]] = ()
    """Header names that this tool never has: with one of them the file is another's."""
    wrong_reports: ClassVar[tuple[WrongReport, ...]] = ()
    empty: ClassVar[tuple[str, ...]] = ()
    """Texts that mean nothing in this tool, such as `-`."""
    running_without_end: ClassVar[bool] = False
    """An entry with an empty end and no duration is a running timer, to be skipped."""
    blank_date_repeats: ClassVar[bool] = False
    """A blank date means the same day as above where the row has a duration of its own."""
    reads_grids: ClassVar[bool] = False
    """Sheets with days or people across are read too, as people keep them by hand."""

    FIELDS: ClassVar[tuple[str, ...]] = (
        "person", "client", "project", "task", "description", "tags",
        "date", "start", "end_date", "end", "duration", "billable",
    )  # fmt: skip

    def columns(self) -> dict[str, Column]:
        """Every column by the name of its attribute."""
        return {field: getattr(self, field) for field in self.FIELDS}

    def detect(self, sample: Sample) -> Fit:
        """Look for the header among the first rows of every sheet."""
        fits = [self._detect_sheet(sheet) for sheet in sample.sheets]
        return max(fits, key=lambda fit: fit.grade, default=Fit.none("no table"))

    def _detect_sheet(self, sheet: SheetSample) -> Fit:
        fits = [
            self.detect_header(frozenset(filter(None, map(header_name, row))))
            for row in sheet.rows[:HEADER_WITHIN]
        ]
        return max(fits, key=lambda fit: fit.grade, default=Fit.none("empty"))

    def detect_header(self, header: frozenset[str]) -> Fit:
        """Judge one row as a header, its names normalised by `header_name`."""
        if _any_in(self.lacks, header):
            return Fit.none("has a column that this tool never has")
        for report in self.wrong_reports:
            if report.fits(header):
                return report.fit()
        for sign in self.signs:
            if _all_in(sign, header):
                return Fit.exact("has the columns " + ", ".join(sign))
        return Fit.none("none of its headers")

    def read(self, source: Source) -> Iterable[Record]:
        """Hand the declared columns to the core, which reads them column by column."""
        return source.table(self)
