"""The plugin contract: who offers importers, who offers rule packs."""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import IO, Any, Protocol, runtime_checkable

import pluggy
from msgspec import Struct, field

from pmrules.model import Entry, ImporterOptions, Rejected, Skipped

PROJECT = "pmrules"
ENTRY_POINT_GROUP = "pmrules"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)

Record = Entry | Skipped | Rejected


class Grade(IntEnum):
    """How well a file fits an importer, from not at all to certainly."""

    NONE = 0
    GENERIC = 1
    """Any table with a date and a duration."""
    WRONG_REPORT = 2
    """Ours, but a report without entries: the file is refused with what to export instead."""
    EXACT = 3


class Fit(Struct, frozen=True):
    """An importer's answer to a sample, with its reason in a few words."""

    grade: Grade
    reason: str
    mend: str = ""
    """What to do about a wrong report."""

    @classmethod
    def none(cls, reason: str) -> "Fit":
        """Not ours."""
        return cls(Grade.NONE, reason)

    @classmethod
    def generic(cls, reason: str) -> "Fit":
        """Readable, as any table of its kind is."""
        return cls(Grade.GENERIC, reason)

    @classmethod
    def exact(cls, reason: str) -> "Fit":
        """Certainly ours."""
        return cls(Grade.EXACT, reason)

    @classmethod
    def wrong_report(cls, what: str, instead: str) -> "Fit":
        """Ours, but the wrong report: `what` it is and what to export `instead`."""
        article = "an" if what[:1].lower() in "aeiou" else "a"
        reason = f"This is {article} {what}, which holds no single entries."
        return cls(Grade.WRONG_REPORT, reason, f"Export instead: {instead}.")

    @classmethod
    def column_missing(cls, what: str, column: str) -> "Fit":
        """Ours, but `what` was exported without a `column` that entries need."""
        reason = f"This is a {what} without the column “{column}”."
        mend = f"Export it again with the column “{column}” switched on."
        return cls(Grade.WRONG_REPORT, reason, mend)


class SheetSample(Struct, frozen=True):
    """The first rows of one sheet; a text file has one sheet without a name."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    """Cells as read: text from a text file; text, number, date, time or None from a workbook."""
    hidden: bool = False


class Sample(Struct, frozen=True):
    """What every importer is shown of a file, read once."""

    name: str
    container: str
    """`csv`, `xlsx`, `xls`, `xlsb`, `ods`, or `text` for a text file that is no table."""
    encoding: str = ""
    head: str = ""
    """The first 4,096 characters of a text file."""
    sheets: tuple[SheetSample, ...] = field(default_factory=tuple)


class Row(Struct, frozen=True):
    """One row of a sheet, or one record of a delimited text; blank ones too."""

    sheet: str
    number: int
    """As a person counts it: the first is 1."""
    cells: tuple[Any, ...]
    """As in a sample; an empty cell is an empty text."""


class Source(Protocol):
    """A file handed to the importer that claimed it."""

    @property
    def path(self) -> Path:
        """Where the file lies; it is never to be written."""

    @property
    def sample(self) -> Sample:
        """What `detect` was shown."""

    @property
    def options(self) -> ImporterOptions:
        """What the user settled for this importer."""

    def open(self) -> IO[str]:
        """Open a text file with its encoding decided; line ends are untouched."""

    def rows(self) -> Iterable[Row]:
        """Give every row of a table, delimiter and encoding decided; of a workbook, all sheets."""

    def table(self, importer: Any) -> Iterable[Record]:
        """Read the file as the table that a `TabularImporter` describes, column by column."""


@runtime_checkable
class Importer(Protocol):
    """Says whether a file is its tool's, and reads it."""

    name: str
    """What `--importer` and a rules file call it: lower case, one word."""
    title: str
    """What a person calls the tool and its report."""

    def detect(self, sample: Sample) -> Fit:
        """Say how well the sample fits, by content and never by its name alone."""
        ...

    def read(self, source: Source) -> Iterator[Record] | Iterable[Record]:
        """Give one record for every record of the file, in its order."""
        ...


class RulePack(Struct, frozen=True):
    """A rules file that others extend by name."""

    name: str
    path: Path


class Hooks:
    """What a plugin module may define; each function is marked with `@hookimpl`."""

    @hookspec
    def pmrules_importers(self) -> Iterable[Importer]:  # type: ignore[empty-body]
        """Offer importers."""

    @hookspec
    def pmrules_rulepacks(self) -> Iterable[RulePack]:  # type: ignore[empty-body]
        """Offer rule packs that `extends:` can name."""
