"""Texts too long for a cell of a workbook, counted before anyone draws them."""

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from pmrules.analysis.texts import arrow, coded

CELL_LIMIT = 32_767
"""UTF-16 units that a cell of a workbook holds."""
_COLUMNS = ("description", "task", "project", "client", "tags")


def cut_texts(frame: pd.DataFrame) -> int:
    """Return in how many cells a text is too long for a workbook and is cut."""
    return sum(_cut(frame[name]) for name in _COLUMNS)


def _cut(column: "pd.Series[str]") -> int:
    values, codes = coded(column)
    texts = arrow(values)
    # No character takes more than two units, so hardly any text has to be looked at.
    maybe = np.flatnonzero(np.asarray(pc.utf8_length(texts)) * 2 > CELL_LIMIT)
    long = [number for number in maybe.tolist() if _units(texts[number].as_py()) > CELL_LIMIT]
    return int(np.isin(codes, long).sum()) if long else 0


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
