"""Rows below the last day of a sheet, parted from it by a blank row: a footer, no more work."""

from collections.abc import Iterator

import numpy as np

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import in_hours
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.parts import Part
from pmrules.model import Notice


def footers(body: Body, date: Part, candidates: Bools, persons: str) -> Bools:
    """Return the candidates, rows without a date, that stand below a blank row and below all days.

    One that names a person (in the column of the role `persons`) who has a day above is work.
    """
    dated = np.flatnonzero(date.ok)
    found = np.zeros(body.height, dtype=np.bool_)
    if not len(dated):
        return found
    last = int(dated[-1])
    gaps = np.diff(body.numbers, prepend=body.numbers[:1]) > 1
    gaps[: last + 1] = False
    found = candidates & (np.cumsum(gaps) > 0)
    if persons and found.any():
        codes = body.codes(persons)
        filled = body.anything(body.header.columns[persons][0], np.arange(body.height))
        found &= ~(filled & np.isin(codes, codes[dated]))
    return found


def footer_notice(body: Body, found: Bools, length: Part) -> Iterator[Notice]:
    """Say what is not counted, as it may be work whose date was forgotten."""
    if found.any():
        count, seconds = int(found.sum()), int(length.values[found & length.ok].sum())
        rows = "One row" if count == 1 else f"{count:,} rows"
        yield Notice(
            "footer-not-read",
            f"{rows} without a date below a blank row at the end: taken for a footer, "
            f"{in_hours(seconds)} not counted.",
            "Write the date into them if they are entries.",
            body.place(int(np.argmax(found))),
        )
