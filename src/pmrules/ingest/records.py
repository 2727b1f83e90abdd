"""Records of an importer that reads by itself, checked one by one; and tables as records."""

import datetime as dt
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct, field

from pmrules.errors import InputError, Place, PluginError, PmrulesError, Problem, at_work
from pmrules.hookspecs import Record
from pmrules.ingest.taken import Taken, coded, constant, entries_frame
from pmrules.model import Entry, Rejected, Skipped
from pmrules.visible import visible

MOST = 5_000_000
"""An importer that gives more records than these has no end."""

YEARS = range(1980, 2101)
LONGEST = 10_000 * 3600
"""Seconds of the longest entry that anybody means: the bounds are those of read tables."""

_SECONDS = f"whole seconds from 0 to {LONGEST:,}"
_SHOWN = 60
_TEXTS = ("person", "client", "project", "task", "description")


def collect(
    records: Callable[[], Iterable[Record]], importer: str, file: str, person: str = ""
) -> Taken:
    """Take the records that an importer gives and check each.

    Raises PluginError naming the importer where it fails or breaks the contract, InputError where
    an entry has no person and no default is given. What the user can mend passes unchanged.
    """
    plugin = _Plugin(importer, file, person)
    entries, skipped, rejected = _Entries(), list[Skipped](), list[Rejected]()
    with closing(plugin.guarded(records)) as given:
        for record in given:
            if type(record) is Entry:
                entries.add(record, plugin.checked(record))
            elif type(record) is Skipped:
                skipped.append(plugin.checked_row(record))
            elif type(record) is Rejected:
                rejected.append(plugin.checked_row(record))
            else:
                raise plugin.broken("a record", "an Entry, Skipped or Rejected", record)
    return Taken(entries.frame(file, importer), tuple(skipped), tuple(rejected))


def records_of(taken: Taken) -> Iterator[Record]:
    """Yield a table's records one by one, in the order of sheets and rows."""
    rows = taken.entries.to_dict("records")
    records: list[Record] = [_entry(row) for row in rows]
    records += [*taken.skipped, *taken.rejected]
    sheets = {sheet: at for at, sheet in enumerate(dict.fromkeys(each.sheet for each in records))}
    yield from sorted(records, key=lambda record: (sheets[record.sheet], record.row))


def _entry(row: Mapping[Any, Any]) -> Entry:
    texts = {name: row[name] for name in (*_TEXTS, "sheet")}
    return Entry(
        row=row["row"],
        date=row["date"].date(),
        seconds=row["seconds"],
        tags=tuple(filter(None, row["tags"].split(", "))),
        start=None if pd.isna(row["start"]) else row["start"].to_pydatetime(),
        end=None if pd.isna(row["end"]) else row["end"].to_pydatetime(),
        billable=None if pd.isna(row["billable"]) else bool(row["billable"]),
        **texts,
    )


class _Entries(Struct):
    """Entries by column while they come in."""

    columns: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, entry: Entry, person: str) -> None:
        for name in ("row", "date", "start", "end", "seconds", "billable", "sheet", *_TEXTS[1:]):
            self.columns.setdefault(name, []).append(getattr(entry, name))
        self.columns.setdefault("person", []).append(person)
        self.columns.setdefault("tags", []).append(", ".join(entry.tags))

    def frame(self, file: str, importer: str) -> pd.DataFrame:
        height = len(self.columns.get("row", ()))
        texts = {
            name: coded(map(str.strip, self.columns.get(name, ())))
            for name in (*_TEXTS, "tags", "sheet")
        }
        texts |= {"source": constant(file, height), "importer": constant(importer, height)}
        others: dict[str, Any] = {
            name: np.array(self.columns.get(name, ()), dtype=np.int64)
            for name in ("row", "seconds")
        }
        others |= {
            name: np.array(self.columns.get(name, ()), dtype="datetime64[s]")
            for name in ("date", "start", "end")
        }
        others["billable"] = pd.array(self.columns.get("billable", []), dtype="boolean")
        return entries_frame(texts, others, height)


class _Plugin(Struct, frozen=True):
    """The importer to be blamed, by name, for what it returns and raises."""

    importer: str
    file: str
    person: str

    def guarded(self, records: Callable[[], Iterable[Record]]) -> Generator[Record, None, None]:
        """Yield what the importer gives; its failures become PluginErrors."""
        count = 0
        try:
            with at_work(f"The importer “{visible(self.importer, _SHOWN)}”"):
                for record in records():
                    yield record
                    count += 1
                    if count > MOST:
                        break
        except (PmrulesError, KeyboardInterrupt, GeneratorExit):
            raise
        except BaseException as error:  # the plugin's own fault, whatever it is
            raise self.failed(error) from error
        if count > MOST:
            raise self.broken("records", f"no more than {MOST:,}", "records without an end")

    def checked(self, entry: Entry) -> str:
        """Check an entry; return whose it is."""
        for name, is_good, expected in _CHECKS:
            value = getattr(entry, name)
            if not is_good(value):
                raise self.broken(f"“{name}” of an entry", expected, value)
        person = entry.person.strip() or self.person
        if not person:
            raise InputError(_no_person(self.file, entry))
        return person

    def checked_row(self, record: Any) -> Any:
        """Check where a skipped or rejected record stands."""
        if not _is_whole(record.row):
            raise self.broken("“row” of a record", "a whole number", record.row)
        texts = [value for name, value in _fields(record) if name != "row"]
        for value in texts:
            if type(value) is not str:
                raise self.broken("a record that is no entry", "texts", value)
        return record

    def broken(self, what: str, expected: str, value: object) -> PluginError:
        return PluginError(
            Problem(
                "importer-contract",
                f"The importer “{visible(self.importer, _SHOWN)}” gave {_described(value)} as "
                f"{what}; expected {expected}.",
                "Tell its author, or leave the plugin out.",
                Place(self.file),
            )
        )

    def failed(self, error: BaseException) -> PluginError:
        return PluginError(
            Problem(
                "importer-failed",
                f"The importer “{visible(self.importer, _SHOWN)}” failed: "
                f"{type(error).__name__}: {visible(_said(error), 200)}",
                "Tell its author, or leave the plugin out.",
                Place(self.file),
            )
        )


def _fields(record: Skipped | Rejected) -> Iterator[tuple[str, Any]]:
    return ((name, getattr(record, name)) for name in record.__struct_fields__)


def _described(value: object) -> str:
    try:
        return f"{type(value).__name__} {visible(repr(value), _SHOWN)}"
    except Exception:  # a plugin's value may fail in its own repr
        return type(value).__name__


def _said(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # a plugin's error may fail in its own str
        return ""


def _is_whole(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**63


def _is_day(value: Any) -> bool:
    return type(value) is dt.date and value.year in YEARS


def _is_text(value: Any) -> bool:
    return type(value) is str


def _are_tags(value: Any) -> bool:
    return type(value) in (tuple, list) and all(map(_is_text, value))


def _is_moment(value: Any) -> bool:
    return value is None or (type(value) is dt.datetime and value.tzinfo is None)


_CHECKS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("row", _is_whole, "a whole number"),
    ("date", _is_day, f"a datetime.date of {YEARS[0]} to {YEARS[-1]}"),
    ("seconds", lambda value: _is_whole(value) and value <= LONGEST, _SECONDS),
    *((name, _is_text, "a text") for name in (*_TEXTS, "sheet")),
    ("tags", _are_tags, "a tuple of texts"),
    ("start", _is_moment, "a local datetime without a zone, or None"),
    ("end", _is_moment, "a local datetime without a zone, or None"),
    ("billable", lambda value: value is None or type(value) is bool, "True, False or None"),
)


def _no_person(file: str, entry: Entry) -> Problem:
    return Problem(
        "person-missing",
        "An entry does not say whose it is.",
        'Say it for all that do not: --person "Ada Lovelace".',
        Place(file, entry.sheet, entry.row),
    )
