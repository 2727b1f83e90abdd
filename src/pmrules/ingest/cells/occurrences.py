"""Where a distinct value first stands: whatever is decided for a column needs an example."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import Place
from pmrules.ingest.cells.parsed import Named
from pmrules.ingest.cells.texts import EDGES, rendered
from pmrules.visible import visible

_ABSENT = -1
_SHOWN = 60


class Seen(Struct, frozen=True):
    """A value and the first cell that holds it."""

    value: Any
    place: Place

    @property
    def shown(self) -> str:
        """The value, harmless and short enough for a message."""
        return visible(rendered(self.value).strip(EDGES), _SHOWN)

    @property
    def where(self) -> str:
        """`row 14`, or with a sheet `row 14 of sheet “May”`."""
        sheet = f" of sheet “{visible(self.place.sheet)}”" if self.place.sheet else ""
        return f"row {self.place.row}{sheet}"

    def __str__(self) -> str:
        return f"{self.shown} in {self.where}"


def seen(column: Named, index: int) -> Seen:
    """Return a distinct value that occurs, with its first place."""
    row = int(column.rows[int(np.argmax(column.coded.codes == index))])
    return Seen(column.coded.values[index], replace(column.place, row=row))


def occurring(column: Named) -> npt.NDArray[np.bool_]:
    """Return which distinct values occur at all: values of rows above a header may linger."""
    present = np.zeros(len(column.coded.values), dtype=np.bool_)
    present[column.coded.codes] = True
    return present


def each(
    columns: Sequence[Named], readings: Sequence[Sequence[Any]], kind: type
) -> Iterator[tuple[Named, int, Any]]:
    """Yield every reading of a kind whose value occurs: its column, its index and itself.

    Within a column they come in the order of the distinct values, which is that of reading.
    """
    for column, of_column in zip(columns, readings, strict=True):
        present = occurring(column).tolist()
        for index, reading in enumerate(of_column):
            if type(reading) is kind and present[index]:
                yield column, index, reading
