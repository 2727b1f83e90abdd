"""What stands beside a table and is not read: rows above its header, columns without a name."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from pmrules.errors import Place
from pmrules.ingest.cells.texts import is_blank, rendered
from pmrules.ingest.grid import Grid
from pmrules.ingest.tables.across.letters import column_letters
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.header import Header
from pmrules.ingest.tables.kinds import LENGTHS
from pmrules.model import Notice
from pmrules.visible import visible

_SHOWN = 40


def rows_above(file: str, sheets: Iterable[tuple[Grid, Header]]) -> Iterator[Notice]:
    """Yield how many rows above headers of a file are taken for titles, and the first."""
    found = [
        (Place(file, grid.sheet, int(grid.rows[at])), text)
        for grid, header in sheets
        for at, cells in enumerate(grid.head(header.index))
        if (text := _first_text(cells))
    ]
    if found:
        place, text = found[0]
        count = "One row" if len(found) == 1 else f"{len(found):,} rows"
        yield Notice(
            "titles-above-header",
            f"{count} above the header not read: “{visible(text, _SHOWN)}”.",
            place=place,
        )


def unnamed_columns(body: Body) -> Iterator[Notice]:
    """Yield columns full of cells below no name, where the header names no duration."""
    if any(body.has(role) for role in LENGTHS):
        return
    records = np.arange(body.height, dtype=np.int64)
    empty = [at for at, cell in enumerate(body.header.names) if not cell]
    full = [at for at in empty if 2 * int(body.anything(at, records).sum()) > body.height]
    if full:
        yield Notice(
            "column-without-name",
            f"No column is named as a duration, and column {column_letters(full[0])} has no name: "
            "it is not read, start and end tell how long entries are.",
            "If it holds the durations, write Duration above it.",
            body.place(),
        )


def _first_text(cells: Sequence[object]) -> str:
    return next((rendered(cell).strip() for cell in cells if not is_blank(cell)), "")
