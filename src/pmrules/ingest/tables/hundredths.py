"""Hours with two decimals that were minutes: 3.67 is 3:40, where all values of a file say so.

Tools that track minutes and export decimal hours round them to hundredths, to steps of 36 seconds.
Half of all hundredths off the twentieths cannot come from a whole minute, so a handful of different
ones that all can is proof; a single one that cannot (0.34) leaves every value as it stands.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import EDGES, rendered, span
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.parts import Part
from pmrules.ingest.tally import Remark, Tally
from pmrules.model import Notice

ENOUGH = 8
"""So many different values must speak: fewer may fit by chance."""

_HUNDREDTH = 36
_TWENTIETH = 5 * _HUNDREDTH
_NUMBER = re.compile(r"[0-9]*(?:[.,]([0-9]*))?(?: ?h)?")
_NO_NUMBER = -1

Numbers = npt.NDArray[np.int64]


def restore_minutes(
    bodies: Sequence[Body],
    lengths: Sequence[Part],
    records: Sequence[Bools],
    proven: bool | None = None,
) -> tuple[list[Part], Tally]:
    """Return lengths as the whole minutes that they were, where a file's records prove it.

    `proven` is what all of a file proves of a piece of it.
    """
    digits = [_digits(body) for body in bodies]
    counted = [length.ok & which for length, which in zip(lengths, records, strict=True)]
    typed = [each[which] for each, which in zip(digits, counted, strict=True)]
    values = [part.values[which] for part, which in zip(lengths, counted, strict=True)]
    speaking = _speaking(np.concatenate(values), np.concatenate(typed))
    finer = any((each > 2).any() for each in typed)
    found = Tally(
        _restored, (int(finer),), bodies[0].place(role="duration"), (), frozenset(speaking.tolist())
    )
    if not (are_minutes(found) if proven is None else proven):
        return list(lengths), found
    restored = [
        replace(part, values=np.where(each > 0, _minutes(part.values), part.values))
        for part, each in zip(lengths, digits, strict=True)
    ]
    return restored, found


def proven_minutes(remarks: Iterable[Remark]) -> bool:
    """Return what remarks on all pieces of a file prove together."""
    tallies = (each for each in remarks if isinstance(each, Tally) and each.word is _restored)
    return any(map(are_minutes, tallies))


def are_minutes(found: Tally) -> bool:
    """Whether the values of all records were whole minutes."""
    speaking = np.array(sorted(found.values), dtype=np.int64)
    enough = len(speaking) >= ENOUGH and not any(found.sums)
    return enough and bool((_as_hundredths(_minutes(speaking)) == speaking).all())


def _speaking(seconds: Numbers, digits: Numbers) -> Numbers:
    """Return the different values with two decimals of which only half are minutes."""
    return np.unique(seconds[(digits > 0) & (seconds % _TWENTIETH != 0)])


def _minutes(seconds: Numbers) -> Numbers:
    """Return the nearest whole minutes, in seconds."""
    return (seconds + 30) // 60 * 60


def _as_hundredths(seconds: Numbers) -> Numbers:
    """Return what rounding to hundredths of an hour makes of it, in seconds."""
    return (seconds + _HUNDREDTH // 2) // _HUNDREDTH * _HUNDREDTH


def _digits(body: Body) -> Numbers:
    """Return how many decimals each record's hours were typed with; -1 for no plain number."""
    if not body.has("duration"):
        return np.full(body.height, _NO_NUMBER, dtype=np.int64)
    values = body.grid.columns[body.header.columns["duration"][0]].values
    return np.array([_decimals(value) for value in values], dtype=np.int64)[body.codes("duration")]


def _decimals(value: Any) -> int:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return _NO_NUMBER
    if isinstance(value, str) and ":" in value:
        return _NO_NUMBER
    match = _NUMBER.fullmatch(rendered(value).strip(EDGES))
    return len((match[1] or "").rstrip("0")) if match else _NO_NUMBER


def _restored(found: Tally) -> Notice | None:
    if not are_minutes(found):
        return None
    speaking = sorted(found.values)
    example = next((each for each in speaking if each % 60), speaking[0])
    minutes = (example + 30) // 60 * 60
    return Notice(
        "decided-by-values",
        f"Read as whole minutes that were rounded to hundredths of an hour: "
        f"{example / 3600:.2f} is {span(minutes)}, and so are all {len(speaking)} such values.",
        place=found.place,
    )
