"""A column made from cells, as ingest hands it to the readers."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from pmrules.errors import Place
from pmrules.ingest.cells.parsed import Named
from pmrules.ingest.grid import Coded

Make = Callable[..., Named]


def _column(
    *cells: Any, header: str = "Hours", sheet: str = "", lingering: tuple[Any, ...] = ()
) -> Named:
    """One row a cell from row 2 on; `lingering` values are in the dictionary and in no row."""
    values: list[Any] = list(lingering)
    kinds = [(type(value), value) for value in values]
    codes = []
    for cell in cells:
        key = (type(cell), cell)
        if key not in kinds:
            kinds.append(key)
            values.append(cell)
        codes.append(kinds.index(key))
    return Named(
        Coded(np.array(codes, dtype=np.int32), values),
        np.arange(2, 2 + len(cells), dtype=np.int64),
        Place("may.csv", sheet=sheet, column=header),
    )


@pytest.fixture(scope="session")
def column() -> Make:
    """Return the maker of columns."""
    return _column
