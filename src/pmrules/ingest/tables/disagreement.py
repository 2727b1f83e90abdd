"""Durations that are not what start and end say: refused where damaged, else told."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import in_hours
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.breaks import break_columns
from pmrules.ingest.tables.parts import Part
from pmrules.ingest.tables.spans import Spans, near
from pmrules.ingest.tally import Tally
from pmrules.model import Notice

_FEWEST = 2


def refuse_damaged(body: Body, spans: Spans, given: Part, damaged: bool) -> None:
    """Refuse durations that a spreadsheet turned into times of day where the clock denies them.

    Raises InputError where most rows with start and end say something else.
    """
    known, _, denied = _compared(spans, given)
    if damaged and 2 * denied.sum() > known.sum():
        raise InputError(_denial(body, int(np.argmax(denied))))


def differing(body: Body, spans: Spans, given: Part, entries: Bools) -> Iterator[Tally]:
    """Say by how much durations and clock differ where they do so in most entries.

    A column of breaks explains it, and nothing is said.
    """
    if break_columns(body):
        return
    known, apart, denied = _compared(spans, given)
    known, denied = known & entries, denied & entries
    total, clock = (int(seconds[known].sum()) for seconds in (given.values, apart))
    place = body.place(int(np.argmax(denied)), "duration") if denied.any() else None
    yield Tally(_differ, (int(denied.sum()), int(known.sum()), total, clock), place)


def _differ(found: Tally) -> Notice | None:
    denied, known, total, clock = found.sums
    if known < _FEWEST or 2 * denied <= known:
        return None
    return Notice(
        "durations-differ",
        f"In {denied:,} of {known:,} entries the duration is not end − "
        f"start: {in_hours(total)} in all, {in_hours(clock)} by the clock. The durations count.",
        "Rounding and unpaid breaks look like this; otherwise see how durations are written.",
        found.place,
    )


def _compared(spans: Spans, given: Part) -> tuple[Bools, npt.NDArray[np.int64], Bools]:
    known = ~np.isnat(spans.start) & ~np.isnat(spans.end) & given.ok
    apart = np.where(known, (spans.end - spans.start).astype(np.int64), 0)
    return known, apart, known & ~near(apart, given.values)


def _denial(body: Body, record: int) -> Problem:
    start, end, given = (body.shown(record, role) for role in ("start", "end", "duration"))
    return Problem(
        "duration-disagrees",
        f"Most durations are not what start and end say: “{given}” stands beside “{start}” to "
        f"“{end}”.",
        "A spreadsheet may have damaged the file: import it as the tool exported it.",
        body.place(record, "duration"),
    )
