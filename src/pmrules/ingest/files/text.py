"""A delimited text file to a grid, column by column; odd files take the slower, exact reader."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.files.exact_text import (
    BLANK,
    above_header,
    put_aside,
    read_exactly,
    rejected,
    swallows,
)
from pmrules.ingest.files.layout import Layout, read_cells
from pmrules.ingest.grid import Coded, Grid
from pmrules.model import Skipped

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has."""
_BLOCK = 1 << 24
_ENDS_ONCE = re.compile(rb"[^\r\n](?:\r\n|\n|\r)\Z")
_QUOTE = re.compile(b'"')
_BLANK_LINE = re.compile(rb"\n[\r\n]|\r\r|\A[\r\n]")

Bools = npt.NDArray[np.bool_]


class _OddError(Exception):
    """The fast reader cannot say exactly what the file holds."""


def read_text(data: bytes, layout: Layout, name: str) -> Grid:
    """Read a UTF-8 table; row numbers count records, the first is row 1."""
    if layout.width > MOST_COLUMNS:
        raise InputError(
            Problem(
                "too-many-columns",
                f"The file has more than {MOST_COLUMNS:,} columns.",
                "Check that this is the file you meant; an export of time entries has about 20.",
                Place(name),
            )
        )
    try:
        return _read_fast(data, layout)
    except _OddError:
        return read_exactly(data, layout, name)
    finally:
        pa.default_memory_pool().release_unused()


def _read_fast(data: bytes, layout: Layout) -> Grid:
    body = _body(data, layout)
    try:
        table, bad = _read_table(body, layout)
    except pa.ArrowInvalid as error:
        raise _OddError from error
    arrays = [_whole(table.column(at)) for at in range(layout.width)]
    if any(_is_odd(array, layout) for array in arrays):
        raise _OddError
    columns = [_coded(array) for array in arrays]
    rows = _numbers(len(columns[0].codes), [number for number, _ in bad]) + layout.header
    kept = ~_blank_lines(columns, body, layout)
    if bad and kept.sum() < 2:
        raise _OddError
    if not kept.all():
        rows, columns = rows[kept], [column.take(kept) for column in columns]
    wrong = [(number + layout.header, cells) for number, cells in bad]
    grid = Grid(
        sheet="",
        columns=tuple(columns),
        rows=rows,
        skipped=tuple(Skipped(row, BLANK) for row, cells in wrong if put_aside(cells, layout)),
        rejected=tuple(
            rejected(row, cells, layout) for row, cells in wrong if not put_aside(cells, layout)
        ),
    )
    return _with_titles(grid, layout)


def _body(data: bytes, layout: Layout) -> memoryview:
    """The text from the header on, ending in one line end; not copied unless it must be."""
    above = layout.first[: layout.header]
    if any("\n" in cell or "\r" in cell for record in above for cell in record.cells):
        raise _OddError
    begin = layout.start + layout.first[layout.header].offset
    if _ENDS_ONCE.search(data, max(len(data) - 3, begin)):
        return memoryview(data)[begin:]
    return memoryview(data[begin:].rstrip(b"\r\n") + b"\n")


def _read_table(body: memoryview, layout: Layout) -> tuple[pa.Table, list[tuple[int, list[str]]]]:
    """Read in parallel; only where records have another width read again, to know their numbers."""
    bad: list[tuple[int, list[str]]] = []

    def note(row: pacsv.InvalidRow) -> str:
        # Two records out of two lines: else a quote stays open behind the first.
        records = list(read_cells([row.text, ""], layout.delimiter))
        if "\n" in row.text or "\r" in row.text or len(records) != 2:
            return "error"
        bad.append((row.number or 0, records[0]))
        return "skip"

    try:
        table = _parse(body, layout, None, parallel=True)
    except pa.ArrowInvalid:
        table = _parse(body, layout, note, parallel=False)
    return table.unify_dictionaries(), bad


def _parse(body: memoryview, layout: Layout, note: object, *, parallel: bool) -> pa.Table:
    names = [str(at) for at in range(layout.width)]
    words = pa.dictionary(pa.int32(), pa.string())
    return pacsv.read_csv(
        pa.py_buffer(body),
        read_options=pacsv.ReadOptions(use_threads=parallel, block_size=_BLOCK, column_names=names),
        parse_options=pacsv.ParseOptions(
            delimiter=layout.delimiter,
            newlines_in_values=_QUOTE.search(body) is not None,
            ignore_empty_lines=False,
            invalid_row_handler=note,
        ),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, words), strings_can_be_null=False, null_values=[]
        ),
    )


def _whole(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """One array of a column's chunks, which share their dictionary."""
    if len(column) == 0:
        raise _OddError
    array = column.combine_chunks()
    return array.chunk(0) if isinstance(array, pa.ChunkedArray) else array


def _coded(array: pa.DictionaryArray) -> Coded:
    return Coded(array.indices.to_numpy(zero_copy_only=False), array.dictionary.to_pylist())


def _is_odd(array: pa.DictionaryArray, layout: Layout) -> bool:
    """Whether a cell may have swallowed records, or the last one the end of the file."""
    if array[-1].as_py().endswith(("\n", "\r")):
        return True
    cells = array.dictionary
    several = pc.or_(pc.match_substring(cells, "\n"), pc.match_substring(cells, "\r"))
    return any(
        swallows(cell, layout.width - 1, layout.delimiter)
        for cell in cells.filter(several).to_pylist()
    )


def _numbers(height: int, missing: list[int]) -> npt.NDArray[np.int64]:
    """Record numbers from 1 without those that were put aside."""
    numbers = np.arange(1, height + len(missing) + 1, dtype=np.int64)
    return np.delete(numbers, np.array(missing, dtype=np.int64) - 1) if missing else numbers


def _blank_lines(columns: list[Coded], body: memoryview, layout: Layout) -> Bools:
    """Which rows are blank lines; a line of delimiters alone is a row of empty cells."""
    empty = _all_empty(columns)
    if not empty.any() or not _BLANK_LINE.search(body):
        return np.zeros_like(empty)
    mark = re.escape(layout.delimiter.encode())
    if re.search(rb'[\r\n]["' + mark + rb"]*" + mark + rb'["' + mark + rb"]*(?:[\r\n]|\Z)", body):
        raise _OddError
    return empty


def _all_empty(columns: list[Coded]) -> Bools:
    empty = np.ones(len(columns[0].codes), dtype=np.bool_)
    for column in columns:
        if "" not in column.values:
            return np.zeros_like(empty)
        empty &= column.codes == column.values.index("")
        if not empty.any():
            break
    return empty


def _with_titles(grid: Grid, layout: Layout) -> Grid:
    """Put the records above the header back on top."""
    if not layout.header:
        return grid
    titles, numbers, blank = above_header(layout)
    width = max([layout.width, *(len(cells) for cells in titles)])
    padded = [cells + [""] * (width - len(cells)) for cells in titles]
    columns = [*grid.columns, *[_nothing(grid.height)] * (width - layout.width)]
    return Grid(
        sheet="",
        columns=tuple(
            _topped(column, [cells[at] for cells in padded]) for at, column in enumerate(columns)
        ),
        rows=np.concatenate([np.array(numbers, dtype=np.int64), grid.rows]),
        skipped=(*blank, *grid.skipped),
        rejected=grid.rejected,
    )


def _nothing(height: int) -> Coded:
    return Coded(np.zeros(height, dtype=np.int32), [""])


def _topped(column: Coded, cells: list[str]) -> Coded:
    values = list(column.values)
    codes = []
    for cell in cells:
        if cell not in values:
            values.append(cell)
        codes.append(values.index(cell))
    return Coded(np.concatenate([np.array(codes, dtype=np.int32), column.codes]), values)
