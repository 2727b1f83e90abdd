"""Tables read as an importer describes them: column by column, by their distinct values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.errors import InputError, Problem
from pmrules.hookspecs import Record
from pmrules.ingest.cells.flags import read_flags
from pmrules.ingest.grid import Coded, Grid
from pmrules.ingest.records import records_of
from pmrules.ingest.tables.apart import first_kinds, last_kinds
from pmrules.ingest.tables.beside import rows_above, unnamed_columns
from pmrules.ingest.tables.body import Body, body_of
from pmrules.ingest.tables.days import refuse_dayless, with_years
from pmrules.ingest.tables.disagreement import differing, refuse_damaged
from pmrules.ingest.tables.hundredths import restore_minutes
from pmrules.ingest.tables.kinds import Kinds
from pmrules.ingest.tables.laid_out import LaidOut, days_known, lay_out
from pmrules.ingest.tables.parts import Part, Said, read_lengths, read_when
from pmrules.ingest.tables.sheets import choose_sheets, leave_out_repeats
from pmrules.ingest.tables.spans import Spans, settle_spans
from pmrules.ingest.tables.summaries import leave_out_summaries
from pmrules.ingest.tables.totals import certain_totals
from pmrules.ingest.tables.words import read_persons, read_words
from pmrules.ingest.taken import Taken, concatenated, constant, entries_frame
from pmrules.ingest.tally import Remark, Tally
from pmrules.ingest.told import SheetTold, Told
from pmrules.model import ImporterOptions, Notice, Rejected, Skipped
from pmrules.tabular import TabularImporter
from pmrules.visible import visible

_Aside = TypeVar("_Aside", Skipped, Rejected)

_MUST_NOT_DIFFER = ("person", "date", "start", "end", "duration", "minutes", "seconds")


class Grids(Protocol):
    """A file that opens as sheets: what `opening.Opened` is, as far as tables need it."""

    @property
    def name(self) -> str:
        """What a person calls the file."""

    def grids(self) -> tuple[Grid, ...]:
        """All sheets, hidden ones marked."""


class TableReading(Struct, frozen=True, dict=True):
    """A table as its importer describes it, read when it is first asked for.

    Iterating yields its records one by one; the core takes `taken`, whole columns.
    """

    file: Grids
    importer: TabularImporter
    options: ImporterOptions

    @cached_property
    def taken(self) -> Taken:
        """The table read."""
        return read_table(self.file.name, self.file.grids(), self.importer, self.options)

    def __iter__(self) -> Iterator[Record]:
        """Yield the records in the order of the file."""
        return records_of(self.taken)


def read_table(
    file: str, grids: Sequence[Grid], importer: TabularImporter, options: ImporterOptions
) -> Taken:
    """Read all sheets that hold entries.

    Raises InputError where the file as a whole cannot be read: no header, no person, dates or
    durations whose meaning stays open.
    """
    chosen = choose_sheets(file, grids, importer, options.sheets)
    laid_out = lay_out(file, chosen.sheets, importer, options)
    bodies, blanks = bodies_of(file, laid_out, importer)
    bodies, years = with_years(bodies, options.month)
    whens, said = read_when(bodies, options.date_order, options.date_order)
    refuse_dayless(bodies, whens)
    words = [certain_totals(body, when) for body, when in zip(bodies, whens, strict=True)]
    lengths, also = read_lengths(bodies, [~(sure | may) for sure, may in words])
    kinds = [
        first_kinds(*sheet, importer) for sheet in zip(bodies, whens, lengths, words, strict=True)
    ]
    lengths, minutes = restore_minutes(bodies, lengths, [each.open for each in kinds])
    damaged = any(notice.code == "duration-as-clock-time" for notice in also.notices)
    parts = [
        _read_sheet(Sheet(*sheet), importer, damaged=damaged)
        for sheet in zip(kinds, blanks, lengths, (each.person for each in laid_out), strict=True)
    ]
    kept = list(parts) if options.sheets else leave_out_repeats(file, parts)
    kept = kept if options.sheets else leave_out_summaries(file, kept)
    remarks: tuple[Remark, ...] = (
        *rows_above(file, [(each.grid, each.header) for each in laid_out]),
        *chosen.notices,
        *(years + said + also).notices,
        minutes,
    )
    return _joined(kept, remarks, _told(bodies, days_known(laid_out) + said, also))


class Sheet(Struct, frozen=True):
    """A sheet whose records are told apart as far as dates and totals do."""

    kinds: Kinds
    blanks: tuple[Skipped, ...]
    length: Part
    person: str
    """Whose entries they are where no column says it."""


def bodies_of(
    file: str, sheets: Sequence[LaidOut], importer: TabularImporter
) -> tuple[list[Body], list[tuple[Skipped, ...]]]:
    """Return the records of every sheet, and the blank rows among them."""
    found = [body_of(file, each.grid, each.header, importer.empty) for each in sheets]
    bodies = [body for body, _ in found]
    for body in bodies:
        _refuse_twice(body)
    return bodies, [skipped for _, skipped in found]


def _refuse_twice(body: Body) -> None:
    """Refuse a header name that stands twice over different values that count."""
    for role, column, other in body.header.twice:
        if role in _MUST_NOT_DIFFER and _differ(body, column, other):
            name = visible(body.header.names[column], 60)
            raise InputError(
                Problem(
                    "column-twice",
                    f"The column “{name}” stands twice, with different values.",
                    "Keep one; tables side by side go on sheets of their own.",
                    body.place(role=role),
                )
            )


def _differ(body: Body, column: int, other: int) -> bool:
    one, two = body.coded(column), body.coded(other)
    width = len(two.values)
    pairs = np.unique(one.codes.astype(np.int64) * width + two.codes).tolist()
    return any(one.values[pair // width] != two.values[pair % width] for pair in pairs)


def _read_sheet(sheet: Sheet, importer: TabularImporter, *, damaged: bool) -> Taken:
    body = sheet.kinds.body
    spans = settle_spans(body, sheet.kinds.when, sheet.length)
    refuse_damaged(body, spans, sheet.length, damaged)
    return taken_from(sheet, spans, importer)


def taken_from(sheet: Sheet, spans: Spans, importer: TabularImporter) -> Taken:
    """Return what a sheet gives, whose times are settled."""
    kinds, body = sheet.kinds, sheet.kinds.body
    persons, nameless = read_persons(body, sheet.person)
    goes_on = last_kinds(kinds, spans, nameless, importer)
    billable, unread = _billable(body)
    differ = differing(body, spans, sheet.length, kinds.open)
    texts = {"person": persons, **read_words(body, goes_on)}
    entries = _entries(kinds, spans, texts, billable, importer.name)
    return Taken(
        entries,
        _in_order(body, sheet.blanks, kinds.skipped()),
        tuple(sorted((*_below(body.grid.rejected, body), *kinds.rejected()), key=lambda r: r.row)),
        (
            *body.grid.notices,
            *unnamed_columns(body),
            *kinds.remarks,
            *spans.remarks,
            *differ,
            *unread,
        ),
    )


def _entries(
    kinds: Kinds,
    spans: Spans,
    texts: Mapping[str, Coded],
    billable: "pd.arrays.BooleanArray | None",
    importer: str,
) -> pd.DataFrame:
    body, kept = kinds.body, np.flatnonzero(kinds.open)
    words = {name: coded.take(kept) for name, coded in texts.items()}
    fixed = {"source": body.file, "sheet": body.grid.sheet, "importer": importer}
    words |= {name: constant(text, len(kept)) for name, text in fixed.items()}
    others: dict[str, Any] = {
        "row": body.numbers[kept].astype(np.int64),
        "date": kinds.when.date.values[kept].astype("datetime64[s]"),
        "start": spans.start[kept],
        "end": spans.end[kept],
        "seconds": spans.length.values[kept].astype(np.int64),
    }
    if billable is not None:
        others["billable"] = billable[kept]
    return entries_frame(words, others, len(kept))


def _billable(body: Body) -> tuple["pd.arrays.BooleanArray | None", tuple[Tally, ...]]:
    """Read the flag; a cell that is neither yes nor no leaves it unknown and is said."""
    if not body.has("billable"):
        return None, ()
    parsed, codes = read_flags(body.named("billable")), body.codes("billable")
    ok = parsed.ok[codes]
    flags = pd.arrays.BooleanArray(parsed.values[codes].astype(np.bool_), ~ok)
    unread = ~ok & ~parsed.blank[codes]
    if not unread.any():
        return flags, (Tally(_unread, (0,)),)
    record = int(np.argmax(unread))
    place, shown = body.place(record, "billable"), body.shown(record, "billable")
    return flags, (Tally(_unread, (int(unread.sum()),), place, (shown,)),)


def _unread(found: Tally) -> Notice | None:
    return Notice(
        "billable-unknown",
        f"“{found.shown[0]}” is neither yes nor no: whether "
        f"{found.sums[0]:,} entries are billable stays unknown.",
        place=found.place,
    )


def _below(records: Iterable[_Aside], body: Body) -> Iterator[_Aside]:
    """Yield what reading put aside below the header; above it stand titles, no records."""
    header = int(body.grid.rows[body.header.index])
    return (record for record in records if record.row > header)


def _in_order(body: Body, *skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    found = (*_below(body.grid.skipped, body), *(each for several in skipped for each in several))
    return tuple(sorted(found, key=lambda record: record.row))


def _told(bodies: Sequence[Body], dates: Said, durations: Said) -> Told:
    return Told(tuple(map(_sheet_told, bodies)), dates.evidence, durations.evidence)


def _sheet_told(body: Body) -> SheetTold:
    header = body.header
    columns = (
        (role, tuple(header.names[column] for column in columns))
        for role, columns in header.columns.items()
    )
    row = int(body.grid.rows[header.index])
    return SheetTold(body.grid.sheet, row, tuple(columns), header.ignored)


def _joined(parts: Sequence[Taken], remarks: tuple[Remark, ...], told: Told) -> Taken:
    return Taken(
        concatenated([part.entries for part in parts]),
        tuple(record for part in parts for record in part.skipped),
        tuple(record for part in parts for record in part.rejected),
        (*remarks, *(remark for part in parts for remark in part.remarks)),
        told,
    )
