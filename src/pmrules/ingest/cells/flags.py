"""Yes and no in the words of several languages, in numbers and in cells of a workbook."""

from typing import Any

import numpy as np

from pmrules.ingest.cells.parsed import Named, Parsed
from pmrules.ingest.cells.texts import EDGES, is_blank

_YES = frozenset(
    {"yes", "y", "true", "t", "1", "x", "on", "billable", "✓", "✔"}
    | {"ja", "j", "wahr", "oui", "o", "vrai", "sí", "si", "s", "verdadero", "waar"}
)
_NO = frozenset(
    {"no", "n", "false", "f", "0", "off", "non-billable", "✗", "✘"}
    | {"nein", "falsch", "non", "faux", "falso", "nee", "onwaar"}
)


def read_flags(column: Named) -> Parsed:
    """Read a column of yes and no as 1 and 0; an unknown word is not ok."""
    values = column.coded.values
    read = [_flag(value) for value in values]
    return Parsed(
        values=np.array([flag or 0 for flag in read], dtype=np.int8),
        ok=np.array([flag is not None for flag in read], dtype=np.bool_),
        blank=np.array([is_blank(value) for value in values], dtype=np.bool_),
        expected="yes or no",
    )


def _flag(value: Any) -> bool | None:
    if isinstance(value, str):
        word = value.strip(EDGES).casefold()
        return True if word in _YES else False if word in _NO else None
    if isinstance(value, bool | int | float) and value in (0, 1):
        return bool(value)
    return None
