"""Columns of breaks: where one is entered, start and end alone say too much."""

from typing import Any

import numpy as np

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import rendered
from pmrules.ingest.tables.body import Body
from pmrules.tabular import header_name

_BREAKS = frozenset({
    "break", "breaks", "lunch", "pause", "pausen", "pausenzeit", "pauses", "pauze", "pauzes",
    "descanso", "pausa",
})  # fmt: skip
_NOUGHT = frozenset("0:., ")


def breaks(body: Body) -> Bools:
    """Return the records with a break; a blank cell and a zero are none."""
    found = np.zeros(body.height, dtype=np.bool_)
    for column in break_columns(body):
        cells = body.coded(column)
        found |= np.array([_is_some(value) for value in cells.values], dtype=np.bool_)[cells.codes]
    return found


def break_columns(body: Body) -> list[int]:
    """Return the columns, counted from 0, that nothing reads and that are named after a break."""
    ignored = frozenset(body.header.ignored)
    return [
        at for at, name in enumerate(body.header.names)
        if name in ignored and not _BREAKS.isdisjoint(header_name(name).replace("(", " ").split())
    ]  # fmt: skip


def _is_some(cell: Any) -> bool:
    return not _NOUGHT.issuperset(rendered(cell).strip())
