"""Durations that are formulas without a stored result: a plain end − start is computed."""

import re
from collections.abc import Iterator
from functools import reduce

import numpy as np

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.grid import CellError
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.parts import Part
from pmrules.model import Notice

_CELL = r"\$?([A-Z]{1,3})\$?([0-9]{1,7})"
_MINUS = rf"{_CELL}\s*-\s*{_CELL}"
_DIFFERENCE = re.compile(
    rf"=(?:{_MINUS}|\(\s*{_MINUS}\s*\)|SUM\(\s*{_MINUS}\s*\)|MOD\(\s*{_MINUS}\s*,\s*1\s*\))"
    r"(?:\s*\*\s*24)?",
    re.IGNORECASE,
)


def differences(body: Body, length: Part) -> Bools:
    """Return records whose duration is a formula that takes their own start from their end."""
    found = np.zeros(body.height, dtype=np.bool_)
    if body.has("duration") and body.has("start") and body.has("end"):
        column = body.header.columns["duration"][0]
        for record in np.flatnonzero(length.bad).tolist():
            cell = body.grid.cell(int(body.at[record]), column)
            found[record] = isinstance(cell, CellError) and _is_difference(body, record, cell.text)
    return found


def computed_notice(body: Body, computed: Bools) -> Iterator[Notice]:
    """Say how many such formulas were computed from their cells, and the first."""
    if computed.any():
        record, count = int(np.argmax(computed)), int(computed.sum())
        have = "One formula has" if count == 1 else f"{count:,} formulas have"
        yield Notice(
            "formula-computed",
            f"{have} no stored result: “{body.shown(record, 'duration')}” was computed from its "
            "start and end.",
            "Open the workbook in Excel and save it, and the results are stored.",
            body.place(record, "duration"),
        )


def _is_difference(body: Body, record: int, formula: str) -> bool:
    match = _DIFFERENCE.fullmatch(formula)
    if match is None:
        return False
    end, end_row, start, start_row = (part.upper() for part in match.groups() if part)
    columns = [body.header.columns[role][0] for role in ("end", "start")]
    own = str(body.numbers[record])
    return [_column(end), _column(start)] == columns and end_row == start_row == own


def _column(letters: str) -> int:
    """Return the column that a spreadsheet names so, counted from 0."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - ord("A") + 1, letters, 0) - 1
