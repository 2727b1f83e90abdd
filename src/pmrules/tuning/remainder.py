"""Whether what is still open could change any flag: if not, tuning may stop."""

import numpy as np

from pmrules.analysis.hours import OPEN, Hours
from pmrules.analysis.limits import flags
from pmrules.analysis.model import Flag
from pmrules.analysis.spans import period_of
from pmrules.rules.verdict import CELLS, Classified

_BIT = {cell: 1 << number for number, cell in enumerate(CELLS)}


def undecided(classified: Classified) -> tuple[Flag, ...]:
    """Return the flags that depend on open hours; what is contested is taken as it was judged."""
    frame = classified.entries
    status, quadrant = frame["status"].astype("str"), frame["quadrant"].astype("str")
    settled = ~status.isin(OPEN).to_numpy()
    place = quadrant.where(quadrant != "", "outside").map(_BIT).to_numpy(np.uint8)
    bits = np.where(settled, place, frame["possible"].to_numpy(np.uint8))
    frame = frame.assign(possible=bits, contested=frame["contested"].to_numpy() & ~settled)
    hours = Hours.of(frame)
    found = flags(hours, classified.rulebook, period_of(hours.days))
    return tuple(flag for flag in found if flag.certainty == "possible")
