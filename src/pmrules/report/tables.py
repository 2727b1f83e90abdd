"""The classified entries as a plain table for other programs: CSV, Parquet or JSON lines."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from pmrules.errors import OutputError, Problem
from pmrules.model import ENTRY_COLUMNS, VERDICT_COLUMNS
from pmrules.visible import visible
from pmrules.writing.atomic import replacing

_RISKY = r"^('*(?:\s*[=+\-@＝＋－＠]|[\t\r\n]))"
"""What a spreadsheet might take for a formula; an apostrophe goes before it, also before one that
stands there already, so that taking one away gives the text back."""

COLUMNS = (*ENTRY_COLUMNS, *VERDICT_COLUMNS)
"""The columns of every written table, in order."""


def write(entries: pd.DataFrame, path: Path, *, force: bool = False, raw: bool = False) -> None:
    """Write the table in the format that the file's ending names.

    In CSV an apostrophe stands before texts that spreadsheets would run, unless `raw`. A file that
    is there is replaced if it is such a table itself, or with `force`. Raises `OutputError` if it
    is not, if the ending is none of ours, or if it cannot be written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise OutputError(
            Problem(
                "table-format-unknown",
                f"“{visible(path.name)}” does not say in which format to write.",
                f"End the name in {', '.join(WRITERS)}, or write CSV to stdout with -o -.",
            )
        )
    if path.is_file() and not force and not _ours(path):
        raise OutputError(
            Problem(
                "output-not-ours",
                f"{visible(str(path))} is there already, and it is no table of entries.",
                "Choose another name, or add --force to replace it.",
            )
        )
    with replacing(path) as file:
        writer(_table(entries, prefix=not raw and writer is _csv), file)


def _ours(path: Path) -> bool:
    """Whether a file holds a table that was written here: its first bytes name our columns."""
    try:
        if path.suffix.lower() == ".parquet":
            return tuple(pyarrow.parquet.read_schema(path).names) == COLUMNS
        with path.open("rb") as file:
            line = file.readline(10_000)
    except (OSError, pa.ArrowInvalid):
        return False
    head = b'{"source":' if path.suffix.lower() == ".jsonl" else ",".join(COLUMNS).encode()
    return line.startswith(head)


def to_stdout(entries: pd.DataFrame, *, raw: bool = False) -> None:
    """Write the table as CSV to standard output; on a terminal no control character stays raw."""
    table = _table(entries, prefix=not raw)
    if not sys.stdout.isatty():
        _csv(table, sys.stdout.buffer)
        return
    shown = io.BytesIO()
    _csv(table, shown)
    for line in shown.getvalue().decode().splitlines():
        print(visible(line))  # noqa: T201  the terminal is the file here


def _table(entries: pd.DataFrame, *, prefix: bool) -> pa.Table:
    """ISO texts for days and moments, plain text for every coded column."""
    table = pa.Table.from_pandas(entries[list(COLUMNS)], preserve_index=False)
    columns = [_plain(name, table[name], prefix) for name in COLUMNS]
    return pa.table(columns, names=list(COLUMNS))


def _plain(name: str, column: pa.ChunkedArray, prefix: bool) -> pa.ChunkedArray:
    if name == "date":
        return pc.strftime(column, format="%Y-%m-%d")
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s")), format="%Y-%m-%dT%H:%M:%S")
    if pa.types.is_dictionary(column.type):
        return _texts(column, prefix).cast(pa.string())
    return column


def _texts(column: pa.ChunkedArray, prefix: bool) -> pa.ChunkedArray:
    """Prefix the distinct texts of a column where a spreadsheet might run them."""
    if not prefix:
        return column
    chunks = [
        pa.DictionaryArray.from_arrays(
            chunk.indices, pc.replace_substring_regex(chunk.dictionary, _RISKY, r"'\1")
        )
        for chunk in column.chunks
    ]
    return pa.chunked_array(chunks, column.type)


def _csv(table: pa.Table, file: BinaryIO) -> None:
    options = pyarrow.csv.WriteOptions(quoting_header="none")
    pyarrow.csv.write_csv(table, file, write_options=options)


def _parquet(table: pa.Table, file: BinaryIO) -> None:
    day = table.column_names.index("date")
    table = table.set_column(day, "date", table["date"].cast(pa.date32()))
    for name in ("start", "end"):
        moment = table.column_names.index(name)
        table = table.set_column(moment, name, table[name].cast(pa.timestamp("s")))
    pyarrow.parquet.write_table(table, file)


def _json_lines(table: pa.Table, file: BinaryIO) -> None:
    table.to_pandas().to_json(file, orient="records", lines=True, force_ascii=False)


WRITERS: dict[str, Callable[[pa.Table, BinaryIO], None]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".jsonl": _json_lines,
}
