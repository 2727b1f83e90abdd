"""Parquet files: an export's columns under their names, in the types that they have."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pmrules import InputError, Reading, analyze, classify
from pmrules.ingest.files.parquet import group_runs, read_groups, read_parquet
from pmrules.ingest.read import read
from pmrules.report import json_report, tables
from pmrules.rules.rulebook import Rulebook
from pmrules_importers.excel import Excel

DAY, MOMENT = dt.date(2026, 3, 2), dt.datetime(2026, 3, 2, 9, 30)


def stored(**columns: Any) -> io.BytesIO:
    """Return a file with these columns."""
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    file.seek(0)
    return file


@pytest.mark.parametrize(
    ("array", "cells"),
    [
        (pa.array(["a", None, "a"]), ["a", "", "a"]),
        (pa.array(["a", None, "b"]).dictionary_encode(), ["a", "", "b"]),
        (pa.array([1, None, 2]), [1, "", 2]),
        (pa.array([1.5, float("nan"), None]), [1.5, "", ""]),
        (pa.array([True, False, None]), [True, False, ""]),
        (pa.array([DAY, None, DAY]), [DAY, "", DAY]),
        (pa.array([DAY, None, DAY], pa.date64()), [DAY, "", DAY]),
        (pa.array([MOMENT, None, MOMENT], pa.timestamp("ns")), [MOMENT, "", MOMENT]),
        (pa.array([MOMENT, None, MOMENT], pa.timestamp("s", "UTC")), [MOMENT, "", MOMENT]),
        (pa.array([dt.time(9), None, None]), [dt.time(9), "", ""]),
        (
            pa.array([dt.timedelta(hours=30), None, None], pa.duration("ns")),
            [dt.timedelta(hours=30), "", ""],
        ),
        (pa.array([["a", "b"], None, []]), ["a, b", "", ""]),
        (pa.nulls(3), ["", "", ""]),
    ],
)
def test_cells_keep_their_types(array: pa.Array, cells: list[Any]) -> None:
    """A column is its name and, below it, what Python calls the same; nothing is nothing."""
    grid = read_parquet(stored(Column=array), "f.parquet")
    assert [grid.cell(row, 0) for row in range(grid.height)] == ["Column", *cells]
    assert grid.rows.tolist() == [1, 2, 3, 4]


def test_row_groups_are_pieces() -> None:
    """Runs of row groups follow each other, their rows numbered through."""
    file = io.BytesIO()
    pq.write_table(pa.table({"Column": list(range(10))}), file, row_group_size=3)
    runs = list(group_runs(file, "f.parquet", 1))
    assert runs == [((0,), 2), ((1,), 5), ((2,), 8), ((3,), 11)]
    grids = [read_groups(file, "f.parquet", *run) for run in runs]
    assert [number for grid in grids for number in grid.rows.tolist()[1:]] == list(range(2, 12))
    assert list(group_runs(file, "f.parquet", 1 << 20)) == [((0, 1, 2, 3), 2)]


def test_what_was_cut_off_is_refused(tmp_path: Path) -> None:
    """A damaged file is named with what is wrong."""
    path = tmp_path / "f.parquet"
    path.write_bytes(b"PAR1 and no more")
    with pytest.raises(InputError) as caught:
        read([path], [Excel()])
    assert [each.code for each in caught.value.problems] == ["parquet-damaged"]


def test_an_export_is_read_from_parquet(tmp_path: Path) -> None:
    """Days, lengths and texts in their own types make the same entries as in a text."""
    frame = pd.DataFrame({
        "Person": ["Ada", "Ben"], "Project": ["P", None],
        "Date": pd.to_datetime(["2026-03-02", "2026-03-03"]), "Hours": [1.5, 0.25],
    })  # fmt: skip
    frame.to_parquet(tmp_path / "f.parquet", index=False)
    entries = read([tmp_path / "f.parquet"], [Excel()]).entries
    assert entries["seconds"].tolist() == [5400, 900]
    assert entries["person"].astype(str).tolist() == ["Ada", "Ben"]
    assert entries["project"].astype(str).tolist() == ["P", ""]
    assert entries["row"].tolist() == [2, 3]
    assert [day.date() for day in entries["date"]] == [DAY, dt.date(2026, 3, 3)]


@pytest.mark.parametrize("size", [1, 1 << 25])
def test_what_classify_wrote_is_read_again(tmp_path: Path, size: int) -> None:
    """Entries with verdicts come back to the second, whole or by row groups."""
    export = tmp_path / "export.csv"
    rows = [f"Ada,2026-03-{at % 28 + 1:02d},P{at % 5},0:{at % 59 + 1:02d}" for at in range(400)]
    export.write_text("\n".join(["Person,Date,Project,Hours", *rows]) + "\n", "utf-8")
    first = classify(export, Rulebook())
    folder = tmp_path / "parquet"
    folder.mkdir()
    tables.write(first.entries, folder / "entries.parquet")
    table = pq.read_table(folder / "entries.parquet")
    pq.write_table(table, folder / "entries.parquet", row_group_size=60)
    whole = analyze(folder, Rulebook())
    assert whole.whole.seconds == int(first.entries["seconds"].sum())
    pieces = analyze(
        folder, Rulebook(), reading=Reading(piece=size), entries=False, engine="pieces"
    )
    assert json_report.dumps(pieces) == json_report.dumps(whole)
