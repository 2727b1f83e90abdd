"""Workbooks to grids: every cell with its type, under the row number that Excel shows."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from msgspec.structs import replace
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.archive import check_cells, damaged
from pmrules.ingest.files.new_errors import with_known_errors
from pmrules.ingest.files.odd_cells import OddSheet, odd_sheet
from pmrules.ingest.files.preflight import Taken, protected
from pmrules.ingest.grid import Coded, Codes, Grid
from pmrules.model import Notice

T = TypeVar("T")
Cell = Any
Columns = list[list[Cell]]

_EPOCH = dt.datetime(1899, 12, 31)
_EPOCH_1904 = dt.datetime(1904, 1, 1)
_TWO_MONTHS = dt.timedelta(days=60)
_ISO_SPAN = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+(?:[.,]\d+)?)S")


def read_workbook(taken: Taken, name: str) -> tuple[Grid, ...]:
    """Read every worksheet, hidden ones too."""
    book = _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(taken.data)), name)
    sheets = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if not sheets:
        mend = "Check that it is the file you meant."
        raise InputError(Problem("workbook-empty", "It holds no worksheet.", mend, Place(name)))
    names = [sheet.name for sheet in sheets]
    if len(set(names)) < len(names):
        what = "Two sheets have one name, so programs disagree on what they hold."
        raise InputError(replace(damaged(name), what=what))
    return tuple(_read_sheet(book, sheet, taken, name) for sheet in sheets)


def _sheet(book: CalamineWorkbook, meta: SheetMetadata, taken: Taken) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(meta.name)
    except CalamineError:
        if meta.name not in taken.odd:
            raise
        return _reread(taken, meta)


def _reread(taken: Taken, meta: SheetMetadata) -> CalamineSheet:
    """Read a sheet anew whose only fault may be an error that the library does not know."""
    data = with_known_errors(taken.data, taken.odd.values())
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(meta.name)


def _guarded(read: Callable[[], T], name: str) -> T:
    """Call the library; whatever it dislikes is a damaged workbook."""
    try:
        return read()
    except PasswordError:
        raise InputError(protected(name)) from None
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(damaged(name)) from error
    except BaseException as error:
        # A panic of the Rust library is no Exception.
        if type(error).__name__ == "PanicException":
            raise InputError(damaged(name)) from error
        raise


def _read_sheet(book: CalamineWorkbook, meta: SheetMetadata, taken: Taken, name: str) -> Grid:
    sheet = _guarded(lambda: _sheet(book, meta, taken), name)
    end = sheet.end or (-1, -1)
    check_cells((end[0] + 1) * (end[1] + 1), meta.name, name)
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False) if sheet.end else []
    columns = [list(column) for column in zip(*rows, strict=True)]
    merged = _fill_merged(columns, sheet)
    odd = _odd_sheet(taken, meta.name)
    _put_odd_cells(columns, odd.cells)
    height = _filled_height(columns)
    place = Place(name, sheet=meta.name)
    hidden = _hidden_notice(columns, odd, place)
    return Grid(
        sheet=meta.name,
        columns=tuple(_coded(column[:height], taken.container) for column in columns),
        rows=np.arange(1, height + 1, dtype=np.int64),
        hidden=meta.visible != SheetVisibleEnum.Visible,
        notices=(*hidden, *((_merged_notice(merged, place),) if merged else ())),
    )


def _odd_sheet(taken: Taken, sheet: str) -> OddSheet:
    part = taken.odd.get(sheet)
    if part is None:
        return OddSheet({})
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        return odd_sheet(archive.read(part))


def _hidden_notice(columns: Columns, odd: OddSheet, place: Place) -> Iterator[Notice]:
    """Say how many filled rows and columns a person does not see; they are read all the same."""
    hidden = [columns[at] for at in odd.hidden_columns if at < len(columns)]
    counts = {
        "row": sum(
            any(row < len(column) and column[row] != "" for column in columns)
            for row in odd.hidden_rows
        ),
        "column": sum(any(cell != "" for cell in column) for column in hidden),
    }
    found = [
        f"{count:,} hidden {name}{'' if count == 1 else 's'}"
        for name, count in counts.items()
        if count
    ]
    if found:
        yield Notice(
            "hidden-cells",
            f"{' and '.join(found)} read like all others.",
            "Show them in the sheet, and delete what should not count.",
            place,
        )


def _put_odd_cells(columns: Columns, odd: Mapping[tuple[int, int], Cell]) -> None:
    """Put errors where the library saw blanks, and negative spans where it saw a time of day."""
    for (row, column), cell in odd.items():
        if column >= len(columns) or row >= len(columns[column]):
            continue
        seen = columns[column][row]
        is_time = isinstance(seen, dt.time | dt.date)
        if is_time if isinstance(cell, dt.timedelta) else seen in ("", 0):
            columns[column][row] = cell


def _fill_merged(columns: Columns, sheet: CalamineSheet) -> int:
    """Repeat texts and dates down merged cells as a person reads them; numbers count once."""
    filled = 0
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if left >= len(columns) or top >= len(columns[left]):
            continue
        column = columns[left]
        if not isinstance(column[top], str | dt.date) or not column[top]:
            continue
        for row in range(top + 1, min(bottom + 1, len(column))):
            column[row] = column[top]
            filled += 1
    return filled


def _merged_notice(count: int, place: Place) -> Notice:
    return Notice(
        "merged-cells",
        f"Cells merged over several rows were read as if each row said the same ({count} cells).",
        place=place,
    )


def _filled_height(columns: Columns) -> int:
    """Rows up to the last that holds anything."""
    height = len(columns[0]) if columns else 0
    while height and all(column[height - 1] == "" for column in columns):
        height -= 1
    return height


def _coded(cells: Sequence[Cell], container: str) -> Coded:
    codes, distinct = _distinct(cells)
    settled = [_settled(cell, container) for cell in distinct]
    again, values = _distinct(settled)
    return Coded(again[codes] if len(values) < len(distinct) else codes, values)


def _distinct(cells: Sequence[Cell]) -> tuple[Codes, list[Cell]]:
    """Code cells by type and value: `1`, `1.0` and `True` are equal to Python, not to a person."""
    kinds = set(map(type, cells))
    mixed = len(kinds & {int, float, bool}) > 1
    keys: Sequence[Any] = list(zip(map(type, cells), cells, strict=True)) if mixed else cells
    index = {key: at for at, key in enumerate(dict.fromkeys(keys))}
    codes = np.fromiter(map(index.__getitem__, keys), np.int32, len(cells))
    return codes, [value for _, value in index] if mixed else list(index)


def _settled(cell: Cell, container: str) -> Cell:
    """Turn what the library takes for a date or text into the span that was typed."""
    if container == "ods" and isinstance(cell, str) and (span := _ISO_SPAN.fullmatch(cell)):
        sign, hours, minutes, seconds = span.groups()
        parts = {"hours": int(hours), "minutes": int(minutes)}
        length = dt.timedelta(**parts, seconds=float(seconds.replace(",", ".")))
        return -length if sign else length
    if isinstance(cell, dt.date):
        return _span(cell)
    return cell


def _span(day: dt.date) -> dt.date | dt.timedelta:
    """30:00 in a cell formatted `h:mm` looks like the first day of the calendar, 6:00."""
    moment = day if isinstance(day, dt.datetime) else dt.datetime.combine(day, dt.time())
    for epoch in (_EPOCH, _EPOCH_1904):
        if dt.timedelta(0) <= moment - epoch < _TWO_MONTHS:
            return moment - epoch
    return day
