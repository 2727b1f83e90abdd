"""A column to be read, and the column read."""

from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from pmrules.errors import Place
from pmrules.ingest.grid import Coded
from pmrules.model import Notice

Bools = npt.NDArray[np.bool_]


class Named(Struct, frozen=True):
    """A column below its header."""

    coded: Coded
    rows: npt.NDArray[np.int64]
    """Row numbers as a person counts them, one a code."""
    place: Place
    """File, sheet and, as its column, the header as written."""


class Parsed(Struct, frozen=True):
    """A column read: one result a distinct value of its `Coded`."""

    values: npt.NDArray[Any]
    """Whatever the reader says; without meaning where not `ok`."""
    ok: Bools
    blank: Bools
    """Empty cells; neither ok nor wrong."""
    expected: str
    """What a cell that is neither should have been, for people: `a duration such as 1:30`."""
    evidence: str = ""
    """What was decided for the column and why: `day first, as 23/09/2026 in row 14 shows`."""
    notices: tuple[Notice, ...] = ()
    open: tuple[tuple[int, Any], ...] = ()
    """Values whose meaning hangs on the others of the column: index and reading."""
