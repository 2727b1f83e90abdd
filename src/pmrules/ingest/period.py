"""Keep the entries of the days that were asked for."""

import datetime as dt

import numpy as np
import pandas as pd
from msgspec.structs import replace

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import in_hours
from pmrules.ingest.intake import Intake
from pmrules.ingest.taken import compact
from pmrules.model import Notice


def within(intake: Intake, start: dt.date | None, end: dt.date | None) -> Intake:
    """Return what was read with the entries from `start` to `end` alone, both days included.

    The accounting stays that of the files; a notice says what was left out.
    """
    keep = inside(intake.entries, start, end)
    if keep.all():
        return intake
    left = intake.entries[~keep]
    notice = outside_period(len(left), int(left["seconds"].sum()))
    kept = compact(intake.entries[keep])
    return replace(intake, entries=kept, notices=(*intake.notices, notice))


def inside(entries: pd.DataFrame, start: dt.date | None, end: dt.date | None) -> Bools:
    """Return which entries lie from `start` to `end`, both days included."""
    days = entries["date"].to_numpy().astype("datetime64[D]")
    keep = np.ones(len(days), dtype=np.bool_)
    if start is not None:
        keep &= days >= np.datetime64(start, "D")
    if end is not None:
        keep &= days <= np.datetime64(end, "D")
    return keep


def outside_period(entries: int, seconds: int) -> Notice:
    """Say what was left out."""
    number = "1 entry" if entries == 1 else f"{entries:,} entries"
    what = f"Outside the days asked for: {number}, {in_hours(seconds)}."
    return Notice("outside-period", what)
