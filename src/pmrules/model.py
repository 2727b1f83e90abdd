"""The words of the field as frozen values: quadrants, entries, verdicts, accounting."""

import datetime as dt
import re
from enum import IntEnum, StrEnum

from msgspec import Struct, field

from pmrules.errors import Place, Problem


class Audience(StrEnum):
    """Whom the work helps: one customer at a time, or the whole market."""

    ONE = "one"
    MARKET = "market"


class Horizon(StrEnum):
    """Which products the work is about."""

    CURRENT = "current"
    FUTURE = "future"


class Quadrant(StrEnum):
    """A cell of the matrix, named audience-horizon; its label is a setting, never this name."""

    MARKET_CURRENT = "market-current"
    MARKET_FUTURE = "market-future"
    ONE_CURRENT = "one-current"
    ONE_FUTURE = "one-future"

    @property
    def audience(self) -> Audience:
        """The row of the matrix."""
        return Audience(self.value.partition("-")[0])

    @property
    def horizon(self) -> Horizon:
        """The column of the matrix."""
        return Horizon(self.value.partition("-")[2])

    @classmethod
    def of(cls, audience: Audience, horizon: Horizon) -> "Quadrant":
        """Return the cell where a row and a column meet."""
        return cls(f"{audience}-{horizon}")


class Status(StrEnum):
    """How much of an entry's place is known."""

    CLASSIFIED = "classified"
    HALF = "half"
    UNCLASSIFIED = "unclassified"
    OUTSIDE = "outside"


class Strength(IntEnum):
    """How loudly a match speaks; a named customer stands between strong and normal keywords."""

    WEAK = 1
    NORMAL = 2
    CUSTOMER = 3
    STRONG = 4


TEXT_FIELDS = ("client", "project", "task", "description", "tags")
"""The fields that a keyword without a field prefix reads."""

ENTRY_COLUMNS = (
    "source", "sheet", "row", "importer", "person",
    "client", "project", "task", "description", "tags",
    "date", "start", "end", "seconds", "billable",
)  # fmt: skip
"""The columns of the entries table, in order."""

VERDICT_COLUMNS = (
    "audience", "horizon", "quadrant", "status", "activity", "owner",
    "rule_audience", "keyword_audience", "rule_horizon", "keyword_horizon", "contested",
)  # fmt: skip
"""What judging adds to the entries table, in order."""

DEFAULT_LABELS = {
    Quadrant.MARKET_FUTURE: "Product management",
    Quadrant.MARKET_CURRENT: "Product marketing",
    Quadrant.ONE_CURRENT: "Sales and support",
    Quadrant.ONE_FUTURE: "Custom work",
}
"""What the quadrants are called until a rules file says otherwise."""


class Entry(Struct, frozen=True):
    """One piece of tracked time, as an importer hands it over.

    `seconds` is what the tool calls the duration: a whole number, never recomputed from start and
    end. Unknown texts are empty, unknown values are None.
    """

    row: int
    person: str
    date: dt.date
    seconds: int
    client: str = ""
    project: str = ""
    task: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    billable: bool | None = None
    sheet: str = ""


class Skipped(Struct, frozen=True):
    """A record that is no entry, with the reason: running timer, total row, blank row."""

    row: int
    reason: str
    sheet: str = ""


class Rejected(Struct, frozen=True):
    """A record that should be an entry and cannot be read."""

    row: int
    column: str
    value: str
    expected: str
    sheet: str = ""


class Notice(Struct, frozen=True):
    """Something odd that changed nothing, said once: `Problem` in form, not an error."""

    code: str
    what: str
    mend: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        return str(self._problem)

    @property
    def with_code(self) -> str:
        """The notice with its code at the end, where it can be looked up."""
        return self._problem.with_code

    @property
    def _problem(self) -> Problem:
        return Problem(self.code, self.what, self.mend, self.place)


class FileAccount(Struct, frozen=True):
    """What became of every record of one file: records = entries + skipped + rejected."""

    file: str
    importer: str
    records: int
    entries: int
    seconds: int
    sha256: str = ""
    skipped: tuple[Skipped, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[Notice, ...] = ()


class Overlap(Struct, frozen=True):
    """Days of one person that two files cover, and what was done about it."""

    kind: str
    """`replaced`, `kept` or `two-importers`."""
    person: str
    first: dt.date
    last: dt.date
    days: int
    kept_file: str
    other_file: str
    rows: int
    """Entries of the other file on those days."""
    seconds: int
    """Their seconds."""


class ImporterOptions(Struct, frozen=True):
    """What a rules file or the command line settles for an importer."""

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Entry column (`date`, `duration` ...) to the header names that hold it."""
    sheets: tuple[str, ...] = ()
    """Sheets to read, hidden ones too; empty: all visible ones."""
    person: str = ""
    """Whose entries they are where the file does not say."""
    date_order: str = ""
    """`dmy`, `mdy` or `ymd` where a file cannot prove it; empty: only proof counts."""
    month: str = ""
    """`2026-09` where a grid's columns are days of a month that it does not name; `2026` where
    only the year is missing."""
    week: str = ""
    """`2026-W37` or any of its days, where a grid's columns are weekdays alone."""
    person_from: str = ""
    """`sheet`, `rows` or `columns`: what names the people where no column is called so."""
    zone: str = ""
    """`Europe/Berlin`: where people work, for files that tell times in UTC; empty: not said."""
    last: dt.date | None = None
    """The last day asked for: a calendar may repeat without an end. Later entries may be handed
    over; the core leaves them out."""


def is_month(text: str) -> bool:
    """Whether a text is a month as `2026-09`, or a year."""
    return bool(_MONTH.fullmatch(text))


def is_week(text: str) -> bool:
    """Whether a text is a week as `2026-W37`, or a day of it."""
    try:
        dt.date.fromisoformat(f"{text}-1" if "W" in text else text)
    except ValueError:
        return False
    return bool(_WEEK.fullmatch(text))


def is_zone(text: str) -> bool:
    """Whether a text names a time zone, as `Europe/Berlin`."""
    from zoneinfo import ZoneInfo  # 5 ms that only files with a zone pay

    try:
        return bool(ZoneInfo(text))
    except (KeyError, OSError, ValueError):  # not there, a folder of zones, no key at all
        return False


_MONTH = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?")
_WEEK = re.compile(r"(?:19|20)[0-9]{2}-(?:W[0-9]{2}|[0-9]{2}-[0-9]{2})")
