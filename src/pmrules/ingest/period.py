"""Keep the entries of the days that were asked for."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from pmrules.ingest.cells.texts import in_hours
from pmrules.ingest.intake import Intake
from pmrules.ingest.taken import compact
from pmrules.model import Notice


def within(intake: Intake, start: dt.date | None, end: dt.date | None) -> Intake:
    """Return what was read with the entries from `start` to `end` alone, both days included.

    The accounting stays that of the files; a notice says what was left out.
    """
    days = intake.entries["date"].to_numpy().astype("datetime64[D]")
    keep = np.ones(len(days), dtype=bool)
    if start is not None:
        keep &= days >= np.datetime64(start, "D")
    if end is not None:
        keep &= days <= np.datetime64(end, "D")
    if keep.all():
        return intake
    kept = compact(intake.entries[keep])
    return replace(
        intake, entries=kept, notices=(*intake.notices, _left_out(intake.entries[~keep]))
    )


def _left_out(entries: pd.DataFrame) -> Notice:
    hours = in_hours(int(entries["seconds"].sum()))
    number = "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"
    what = f"Outside the days asked for: {number}, {hours}."
    return Notice("outside-period", what)
