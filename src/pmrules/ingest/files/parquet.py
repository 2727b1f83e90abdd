"""A Parquet file to a grid: its column names as the header, its row groups as pieces."""

import datetime as dt
import decimal
import math
from collections.abc import Iterator, Sequence
from typing import IO, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.grid import Coded, Grid
from pmrules.visible import visible

MAGIC = b"PAR1"


def read_parquet(file: IO[bytes], name: str) -> Grid:
    """Read a whole file."""
    return read_groups(file, name, None, 2)


def read_groups(file: IO[bytes], name: str, groups: Sequence[int] | None, first: int) -> Grid:
    """Read some row groups, or all; the first of their records has the number `first`.

    The header is row 1, as in a text.
    """
    try:
        whole = _opened(file)
        table = whole.read() if groups is None else whole.read_row_groups(list(groups))
    except (pa.ArrowException, OSError) as error:
        raise InputError(_damaged(name, error)) from None
    columns = tuple(_coded(name, table.column(at)) for at, name in enumerate(table.column_names))
    numbers = np.arange(first, first + table.num_rows, dtype=np.int64)
    return Grid("", columns, np.concatenate([[1], numbers]))


def group_runs(file: IO[bytes], name: str, size: int) -> Iterator[tuple[tuple[int, ...], int]]:
    """Yield runs of row groups of about that many bytes, each with its first record's number."""
    try:
        metadata = _opened(file).metadata
    except (pa.ArrowException, OSError) as error:
        raise InputError(_damaged(name, error)) from None
    run: list[int] = []
    taken, row, first = 0, 2, 2
    for group in range(metadata.num_row_groups):
        if run and taken >= size:
            yield tuple(run), first
            run, taken, first = [], 0, row
        run.append(group)
        taken += metadata.row_group(group).total_byte_size
        row += metadata.row_group(group).num_rows
    if run:
        yield tuple(run), first


def _opened(file: IO[bytes]) -> Any:
    import pyarrow.parquet as pq  # takes 20 ms, which no other file has to wait for

    return pq.ParquetFile(file)


def _coded(header: str, column: pa.ChunkedArray) -> Coded:
    """Return a column below its header, each distinct cell once; what is missing is empty."""
    if not pa.types.is_dictionary(column.type):
        column = _plain(column).dictionary_encode()
    array = column.unify_dictionaries().combine_chunks()
    array = array.chunk(0) if isinstance(array, pa.ChunkedArray) else array
    values = [_cell(value) for value in array.dictionary.to_pylist()]
    codes = pc.fill_null(array.indices.cast(pa.int32()), len(values)).to_numpy()
    codes = np.concatenate([[len(values) + 1], codes]).astype(np.int32)
    return Coded(codes, [*values, "", header])


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column in types whose values Python knows, nested ones as texts."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_duration(kind):
        return column.cast(pa.duration("us"), safe=False)
    if pa.types.is_time(kind):
        return column.cast(pa.time64("us"), safe=False)
    if pa.types.is_date64(kind):
        return column.cast(pa.date32())
    if pa.types.is_nested(kind) or pa.types.is_null(kind):
        texts = [_joined(value) for value in column.to_pylist()]
        return pa.chunked_array([pa.array(texts, pa.string())])
    return column


def _joined(value: Any) -> str | None:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return None if value is None else str(value)


def _cell(value: Any) -> Any:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None)
    return value


def _damaged(name: str, error: Exception) -> Problem:
    return Problem(
        "parquet-damaged",
        f"The Parquet file cannot be read: {visible(str(error), 200)}.",
        "Write it again; perhaps the copy was cut off.",
        Place(name),
    )
