"""Which sheets of a file hold entries: visible ones with a header, or those asked for."""

from collections.abc import Iterable, Sequence

import pandas as pd
from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.grid import Grid
from pmrules.ingest.tables.across.grids import find_grid
from pmrules.ingest.tables.across.layout import Across
from pmrules.ingest.tables.across.names import Names, find_names
from pmrules.ingest.tables.header import Header, find_header, wanted_names
from pmrules.ingest.tables.kinds import LENGTHS
from pmrules.ingest.tables.totals import IS_TOTAL, total_grade
from pmrules.ingest.taken import Taken, no_entries
from pmrules.model import Notice, Skipped
from pmrules.tabular import HEADER_WITHIN, TabularImporter
from pmrules.visible import visible

_NAMES_SHOWN = 6
_COLUMNS_SHOWN = 12
_REPEATED = "repeats other sheets"
_IDENTITY = [
    "person",
    "client",
    "project",
    "task",
    "description",
    "tags",
    "date",
    "start",
    "seconds",
]


Found = Header | Across | Names


class Chosen(Struct, frozen=True):
    """The sheets to read, each with its header or the row of days that makes it a grid."""

    sheets: tuple[tuple[Grid, Found], ...]
    notices: tuple[Notice, ...] = ()


def choose_sheets(
    file: str, grids: Sequence[Grid], importer: TabularImporter, asked: Sequence[str]
) -> Chosen:
    """Take the sheets asked for, or all visible ones that are laid out; name those left aside.

    Raises InputError where none is left.
    """
    headed = [(grid, _layout(grid, importer)) for grid in grids]
    wanted = _asked(file, grids, asked)
    candidates = [(grid, header) for grid, header in headed if _is_wanted(grid, wanted)]
    sheets = tuple((grid, header) for grid, header in candidates if header)
    hidden = [grid.sheet for grid, header in headed if header and not _is_wanted(grid, wanted)]
    if not sheets and hidden and not wanted:
        raise InputError(_only_hidden(file, importer, hidden))
    if not sheets:
        raise InputError(_no_header(file, candidates or headed, importer))
    hidden = [grid.sheet for grid, header in headed if header and grid.hidden and not wanted]
    headless = [grid.sheet for grid, header in candidates if not header and grid.height]
    return Chosen(sheets, tuple(_left_aside(file, importer, hidden, headless)))


def _layout(grid: Grid, importer: TabularImporter) -> Found | None:
    """Return the header of a table, or a grid's days where the importer reads grids."""
    header = find_header(grid.head(HEADER_WITHIN), importer)
    if not importer.reads_grids or (header and not is_sum(header)):
        return header
    return find_names(grid, importer) or header or find_grid(grid)


def is_sum(header: Header) -> bool:
    """Whether the only length is called a total: it may add up the columns beside it."""
    lengths = [header.columns[role][0] for role in LENGTHS if role in header.columns]
    return bool(lengths) and all(total_grade(header.names[at]) == IS_TOTAL for at in lengths)


def leave_out_repeats(file: str, parts: Sequence[Taken]) -> list[Taken]:
    """Leave out sheets whose entries all occur on other sheets, the last ones first."""
    if sum(len(part.entries) > 0 for part in parts) < 2:
        return list(parts)
    counts = [_counts(part.entries) for part in parts]
    whole = pd.concat(counts).groupby(level=0).sum()
    kept = list(parts)
    for at in reversed(range(len(parts))):
        own = counts[at]
        if len(own) and (whole[own.index] - own >= own).all():
            whole = whole.sub(own, fill_value=0)
            kept[at] = _repeat(file, parts[at])
    return kept


def _counts(entries: pd.DataFrame) -> "pd.Series[int]":
    hashed = pd.util.hash_pandas_object(entries[_IDENTITY], index=False)
    return hashed.value_counts()


def _repeat(file: str, part: Taken) -> Taken:
    sheet = str(part.entries["sheet"].iloc[0])
    skipped = tuple(Skipped(int(row), _REPEATED, sheet) for row in part.entries["row"])
    notice = Notice(
        "sheet-repeats",
        f"All {len(skipped):,} entries of the sheet occur on other sheets: it is left out.",
        "If they are entries of their own, name all sheets: importers: excel: sheets: [...].",
        Place(file, sheet),
    )
    return Taken(no_entries(), (*part.skipped, *skipped), part.rejected, (*part.remarks, notice))


def _asked(file: str, grids: Sequence[Grid], asked: Sequence[str]) -> frozenset[str]:
    there = {grid.sheet.casefold() for grid in grids}
    missing = [name for name in asked if name.casefold() not in there]
    if there == {""} or not asked:
        return frozenset()
    if missing:
        raise InputError(
            Problem(
                "sheet-missing",
                f"The workbook has no sheet {_named(missing)}.",
                f"Its sheets are {_named(grid.sheet for grid in grids)}.",
                Place(file),
            )
        )
    return frozenset(name.casefold() for name in asked)


def _is_wanted(grid: Grid, wanted: frozenset[str]) -> bool:
    return grid.sheet.casefold() in wanted if wanted else not grid.hidden


def _left_aside(
    file: str, importer: TabularImporter, hidden: Sequence[str], headless: Sequence[str]
) -> Iterable[Notice]:
    if hidden:
        yield Notice(
            "hidden-sheet",
            f"Hidden and therefore not read, though it looks like entries: {_named(hidden)}.",
            _include(importer, hidden),
            Place(file),
        )
    if headless:
        yield Notice(
            "sheet-without-entries",
            f"Not read, as no row names a date and a duration: {_named(headless)}.",
            place=Place(file),
        )


def _only_hidden(file: str, importer: TabularImporter, hidden: Sequence[str]) -> Problem:
    return Problem(
        "only-hidden-sheets",
        f"Only hidden sheets look like entries: {_named(hidden)}.",
        _include(importer, hidden),
        Place(file),
    )


def _include(importer: TabularImporter, hidden: Sequence[str]) -> str:
    names = ", ".join(visible(name) for name in hidden[:_NAMES_SHOWN])
    return (
        f"Unhide them, or include them in the rules file: importers: {importer.name}: "
        f"sheets: [{names}]."
    )


def _no_header(
    file: str, sheets: Sequence[tuple[Grid, Found | None]], importer: TabularImporter
) -> Problem:
    date, duration = (
        " or ".join(f"“{name}”" for name in wanted_names(importer, field)[:3])
        for field in ("date", "duration")
    )
    return Problem(
        "layout-unsupported",
        f"None of the first {HEADER_WITHIN} rows names both a date and a duration{_found(sheets)}.",
        f"Needed is one row an entry below a header such as {date} and {duration}"
        f"{_grids(importer)}.",
        Place(file),
    )


def _grids(importer: TabularImporter) -> str:
    if not importer.reads_grids:
        return ""
    return (
        ", or a grid: one row a project or person, with dates, all days of a month, or weekdays "
        "as the names of its columns"
    )


def _found(sheets: Sequence[tuple[Grid, Found | None]]) -> str:
    rows = [row for grid, _ in sheets for row in grid.head(HEADER_WITHIN)]
    texts = [
        [cell.strip() for cell in row if isinstance(cell, str) and cell.strip()] for row in rows
    ]
    widest = max(texts, key=len, default=[])
    shown = ", ".join(f"“{visible(text, 30)}”" for text in widest[:_COLUMNS_SHOWN])
    return f"; found: {shown}" if shown else ""


def _named(names: Iterable[str]) -> str:
    shown = [f"“{visible(name, 40)}”" for name in names]
    more = len(shown) - _NAMES_SHOWN
    return ", ".join(shown[:_NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")
