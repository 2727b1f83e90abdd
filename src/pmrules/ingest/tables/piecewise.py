"""A piece of a table, read as its whole file is understood."""

from msgspec.structs import replace

from pmrules.ingest.grid import Grid
from pmrules.ingest.tables.apart import first_kinds
from pmrules.ingest.tables.beside import rows_above
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.days import dates_with_year
from pmrules.ingest.tables.header import Header, find_header
from pmrules.ingest.tables.hundredths import restore_minutes
from pmrules.ingest.tables.kinds import Kinds
from pmrules.ingest.tables.known import (
    Found,
    Known,
    NeighboursNeededError,
    cuttable,
)
from pmrules.ingest.tables.laid_out import LaidOut, lay_out
from pmrules.ingest.tables.parts import Said, When, read_lengths, read_when
from pmrules.ingest.tables.reading import Sheet, bodies_of, taken_from
from pmrules.ingest.tables.sheets import is_sum
from pmrules.ingest.tables.spans import Spans, settle_spans
from pmrules.ingest.tables.totals import certain_totals
from pmrules.ingest.taken import Taken, no_entries
from pmrules.ingest.tally import UnlikeError
from pmrules.model import ImporterOptions
from pmrules.tabular import HEADER_WITHIN, TabularImporter


def header_of_pieces(grid: Grid, importer: TabularImporter) -> Header:
    """Return the header that all pieces of a file share, from the first of them.

    Raises `UnlikeError` where the rows below it have to be seen together.
    """
    header = find_header(grid.head(HEADER_WITHIN), importer)
    if header is None or not cuttable(header) or (importer.reads_grids and is_sum(header)):
        raise UnlikeError
    return header


def spotted(file: str, grid: Grid, importer: TabularImporter, known: Known) -> Found:
    """Return which values of a piece decide how the file is to be read; nothing is decided."""
    body = _body(file, _laid_out(file, grid, importer, ImporterOptions(), known), importer)
    (when,), said = read_when([body], known.dates, known.times)
    sure, may = certain_totals(body, when)
    _, also = read_lengths([body], [~(sure | may)], _unsettled(known))
    return _found(body, when, said + also)


def read_piece(
    file: str,
    grid: Grid,
    importer: TabularImporter,
    options: ImporterOptions,
    known: Known,
    row: int,
) -> tuple[Taken, Found]:
    """Read a piece as `read_table` reads a whole, and tell what other pieces should know.

    `row` is the number of its first record.
    """
    laid_out = _laid_out(file, grid, importer, options, known)
    (body,), (blanks,) = bodies_of(file, [laid_out], importer)
    (when,), said = read_when([body], known.dates, known.times)
    words = certain_totals(body, when)
    (length,), also = read_lengths([body], [~(words[0] | words[1])], known.signs)
    found = _found(body, when, said + also)
    try:
        kinds = first_kinds(body, when, length, words, importer, known)
    except NeighboursNeededError:
        return Taken(no_entries()), replace(found, waiting=(row,))
    (length,), minutes = restore_minutes([body], [length], [kinds.open], known.minutes)
    spans = settle_spans(body, kinds.when, length)
    sheet = Sheet(kinds, blanks, length, laid_out.person)
    part = taken_from(sheet, _expecting(spans, known), importer)
    above = rows_above(file, [(grid, known.header)])
    remarks = (*above, *(said + also).notices, minutes, *part.remarks)
    return replace(part, remarks=remarks), _with_kinds(found, kinds, spans, row)


def _laid_out(
    file: str, grid: Grid, importer: TabularImporter, options: ImporterOptions, known: Known
) -> LaidOut:
    (laid_out,) = lay_out(file, [(grid, known.header)], importer, options)
    return laid_out


def _body(file: str, laid_out: LaidOut, importer: TabularImporter) -> Body:
    (body,), _ = bodies_of(file, [laid_out], importer)
    return body


def _unsettled(known: Known) -> dict[str, tuple[str, str]]:
    return dict.fromkeys(known.header.columns, (".", ""))


def _found(body: Body, when: When, said: Said) -> Found:
    years, yearless = dates_with_year(body)
    return Found(
        spots=said.spots,
        years=years,
        yearless=yearless,
        dayed=bool(when.date.ok.any()),
        ends=bool(when.end.ok.any()),
    )


def _with_kinds(found: Found, kinds: Kinds, spans: Spans, row: int) -> Found:
    expected = frozenset([spans.expected]) if spans.backwards.any() else frozenset[str]()
    return replace(found, expected=expected, seconds=((row, kinds.added),))


def _expecting(spans: Spans, known: Known) -> Spans:
    return replace(spans, expected=known.expected) if known.expected else spans
