"""Files in, one entries table out: open, ask every importer, read, settle overlaps."""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import pandas as pd
from msgspec import Struct

from pmrules.errors import InputError, Place, PluginError, PmrulesError, Problem
from pmrules.hookspecs import Importer, Record, Row, Sample
from pmrules.ingest.daytable import DayTable, LostDays, all_days
from pmrules.ingest.detect import Choice, decide
from pmrules.ingest.files.addresses import expanded, on_this_machine
from pmrules.ingest.files.opening import Opened, open_file
from pmrules.ingest.files.paths import told_apart
from pmrules.ingest.intake import Intake
from pmrules.ingest.named import renamed, under_name
from pmrules.ingest.odd_texts import odd_texts
from pmrules.ingest.oddities import long_days, oddities
from pmrules.ingest.overlaps import settle_overlaps
from pmrules.ingest.records import collect
from pmrules.ingest.tables.header import named_in
from pmrules.ingest.tables.reading import TableReading
from pmrules.ingest.taken import Taken, compact, concatenated
from pmrules.ingest.tally import worded
from pmrules.model import FileAccount, ImporterOptions, Rejected
from pmrules.tabular import TabularImporter
from pmrules.visible import visible

Progress = Callable[[int, int, str], None]

_NOTHING = ImporterOptions()
_REJECTED_SHOWN = 3


def read(
    paths: Iterable[Path | str],
    importers: Sequence[Importer],
    *,
    wanted: str = "",
    options: Mapping[str, ImporterOptions] | None = None,
    overlap: str = "replace",
    aliases: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Intake:
    """Read exports, each by the one importer that claims it (or by the one `wanted`).

    `options` holds what the user settled, by the importer's name; `aliases` maps case-folded
    names to those that the report shows; `overlap` is `replace`, `keep` or `error`. `progress` is
    called with files done, files in all and the next file's name.

    Raises InputError or PluginError with everything that keeps any of the files from being read.
    """
    settled = options or {}
    asked = as_settled(importers, settled)
    read_files = _read_files(expanded(paths), asked, wanted, settled, progress)
    accounts = tuple(account for account, _ in read_files)
    frames = [taken.entries for _, taken in read_files]
    days = all_days([DayTable.of(frame, file) for file, frame in enumerate(frames)])
    overlaps = settle_overlaps(days, accounts, how=overlap, aliases=aliases)
    lost = [overlaps.lost(days, file) for file in range(len(frames))]
    entries = concatenated(list(map(without, frames, lost)))
    notices = (*overlaps.notices, *long_days(days.at(overlaps.kept)))
    return Intake(entries, accounts, overlaps.overlaps, notices)


def without(entries: pd.DataFrame, lost: LostDays | None) -> pd.DataFrame:
    """Return the entries of a file that no other file replaces."""
    return entries if lost is None else compact(entries[~lost.among(entries)])


class OpenedSource(Struct, frozen=True):
    """A file handed to the importer that claimed it."""

    opened: Opened
    options: ImporterOptions

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.opened.path

    @property
    def sample(self) -> Sample:
        """What `detect` was shown."""
        return self.opened.sample

    def open(self) -> IO[str]:
        """Open a text file with its encoding decided."""
        return self.opened.open()

    def rows(self) -> Iterator[Row]:
        """Yield every row of a table, of a workbook those of all sheets that are read."""
        return self.opened.rows(self.options.sheets)

    def table(self, importer: Any) -> TableReading:
        """Read the file as the table that the importer describes."""
        return TableReading(self.opened, importer, self.options)


def as_settled(
    importers: Iterable[Importer], options: Mapping[str, ImporterOptions]
) -> list[Importer]:
    """Return importers with the column names that the user gave in place of their own."""
    return [_renamed(each, options.get(each.name, _NOTHING)) for each in importers]


def _renamed(importer: Importer, options: ImporterOptions) -> Importer:
    if not options.columns or not isinstance(importer, TabularImporter):
        return importer
    own = importer.columns()
    settled = copy.copy(importer)
    for field, names in options.columns.items():
        if field in own:
            setattr(settled, field, named_in(own[field], names))
    return settled


def _read_files(
    paths: Sequence[str],
    importers: Sequence[Importer],
    wanted: str,
    options: Mapping[str, ImporterOptions],
    progress: Progress | None,
) -> list[tuple[FileAccount, Taken]]:
    """Read one file after the other; what is wrong with any of them is said at once."""
    taken: list[tuple[FileAccount, Taken]] = []
    failures: list[PmrulesError] = []
    for done, (path, name) in enumerate(zip(paths, told_apart(paths), strict=True)):
        if progress:
            progress(done, len(paths), name)
        try:
            with on_this_machine(path) as local:
                taken.append(under_name(name, *read_file(local, importers, wanted, options)))
        except (InputError, PluginError) as error:
            failures.append(type(error)(renamed(each, name) for each in error.problems))
    if progress:
        progress(len(paths), len(paths), "")
    if failures:
        raise _all_at_once(failures)
    return taken


def _all_at_once(failures: Sequence[PmrulesError]) -> PmrulesError:
    if len(failures) == 1:
        return failures[0]
    kind = InputError if any(isinstance(each, InputError) for each in failures) else PluginError
    return kind(problem for failure in failures for problem in failure.problems)


def read_file(
    path: Path, importers: Sequence[Importer], wanted: str, options: Mapping[str, ImporterOptions]
) -> tuple[FileAccount, Taken]:
    """Read one file with the importer that claims it, or the one `wanted`."""
    opened = open_file(path)
    choice = decide(opened.sample, importers, wanted)
    taken = take_in(opened, choice, options)
    return accounted(opened, choice, taken), taken


def take_in(opened: Opened, choice: Choice, options: Mapping[str, ImporterOptions]) -> Taken:
    """Read an opened file with the importer chosen for it."""
    settled = options.get(choice.importer.name, _NOTHING)
    return _taken(choice.importer, OpenedSource(opened, settled))


def accounted(opened: Opened, choice: Choice, taken: Taken) -> FileAccount:
    """Say what became of every record; raises InputError where none is an entry."""
    if taken.entries.empty:
        raise InputError(_nothing(opened.name, taken))
    odd = (
        *oddities(opened.name, taken.entries),
        *worded(odd_texts(opened.name, taken.entries)),
    )
    return FileAccount(
        file=opened.name,
        importer=choice.importer.name,
        records=len(taken.entries) + len(taken.skipped) + len(taken.rejected),
        entries=len(taken.entries),
        seconds=taken.seconds,
        sha256=opened.sha256,
        skipped=taken.skipped,
        rejected=taken.rejected,
        notices=(*opened.notices, *choice.notices, *taken.notices, *odd),
    )


def _taken(importer: Importer, source: OpenedSource) -> Taken:
    """Take whole columns where the importer leaves reading to the core, else its records."""
    found: list[TableReading] = []

    def records() -> Iterable[Record]:
        given = importer.read(source)
        if isinstance(given, TableReading):
            found.append(given)
            return ()
        return given

    taken = collect(records, importer.name, source.opened.name, source.options.person)
    return found[0].taken if found else taken


def _nothing(file: str, taken: Taken) -> Problem:
    if not taken.rejected:
        skipped = f"; {len(taken.skipped):,} records were skipped" if taken.skipped else ""
        return Problem(
            "no-entries",
            f"The file has no entries{skipped}{_reasons(taken)}.",
            "Export a period in which time was tracked.",
            Place(file),
        )
    shown = "\n".join(map(_line, taken.rejected[:_REJECTED_SHOWN]))
    return Problem(
        "nothing-read",
        f"None of the {len(taken.rejected):,} records could be read.",
        "Mend these, or name the columns: importers: NAME: columns in the rules file.",
        Place(file),
        quote=shown,
    )


def _reasons(taken: Taken) -> str:
    reasons = dict.fromkeys(skipped.reason for skipped in taken.skipped)
    return f" ({', '.join(visible(reason, 60) for reason in reasons)})" if reasons else ""


def _line(rejected: Rejected) -> str:
    sheet = f"sheet “{visible(rejected.sheet, 40)}”, " if rejected.sheet else ""
    column = f", column “{visible(rejected.column, 40)}”" if rejected.column else ""
    return (
        f"{sheet}row {rejected.row}{column}: “{visible(rejected.value, 40)}”; "
        f"expected {visible(rejected.expected, 100)}"
    )
