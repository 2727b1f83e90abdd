"""What another rulebook does to the hours: what moves, from where to where, and the net of it."""

import numpy as np
import pandas as pd
from msgspec import Struct

from pmrules.analysis.ways import AXIS_VALUES
from pmrules.model import Quadrant, Status
from pmrules.rules.verdict import Classified
from pmrules.tuning.items import shown_text

PLACES = (*(cell.value for cell in Quadrant), *AXIS_VALUES, "unclassified", "outside")
"""Where hours can stand; a half-classified entry stands at the value of the axis that is known."""


class Moved(Struct, frozen=True):
    """Entries of one text that stand elsewhere than before."""

    text: str
    before: str
    """One of `PLACES`."""
    after: str
    seconds: int
    entries: int


class Effect(Struct, frozen=True):
    """What a changed rulebook does to the same entries."""

    moved: tuple[Moved, ...]
    """Most hours first."""
    net: dict[str, int]
    """Seconds gained by each place, negative where lost; places without a change are left out."""

    @property
    def seconds(self) -> int:
        """Seconds that stand elsewhere than before."""
        return sum(each.seconds for each in self.moved)


def effect(old: Classified, new: Classified) -> Effect:
    """Compare two judgements of the same entries in the same order."""
    return effect_of(old.entries, new.entries)


def effect_of(old: pd.DataFrame, new: pd.DataFrame) -> Effect:
    """Compare two tables of the same judged entries in the same order."""
    before, after = place_of(old), place_of(new)
    changed = (before != after).to_numpy()
    rows = old[changed]
    frame = pd.DataFrame(
        {
            "text": shown_text(rows).to_numpy(),
            "before": before[changed].to_numpy(),
            "after": after[changed].to_numpy(),
            "seconds": rows["seconds"].to_numpy(np.int64),
        }
    )
    return Effect(_moved(frame), _net(frame))


def place_of(frame: pd.DataFrame) -> "pd.Series[str]":
    """Return for each judged entry where it stands, one of `PLACES`."""
    status = frame["status"].astype("str")
    place = frame["quadrant"].astype("str")
    for axis in ("audience", "horizon"):
        place = place.where(place != "", frame[axis].astype("str"))
    return place.where(~status.isin([Status.UNCLASSIFIED.value, Status.OUTSIDE.value]), status)


def _moved(frame: pd.DataFrame) -> tuple[Moved, ...]:
    if frame.empty:
        return ()
    folded = frame.assign(folded=frame["text"].str.casefold())
    totals = folded.groupby(["folded", "before", "after"], sort=False).agg(
        text=("text", "first"), seconds=("seconds", "sum"), entries=("seconds", "size")
    )
    totals = totals.reset_index().sort_values(
        ["seconds", "folded", "before", "after"], ascending=[False, True, True, True]
    )
    columns = ("text", "before", "after", "seconds", "entries")
    return tuple(
        Moved(*row) for row in zip(*(totals[name].tolist() for name in columns), strict=True)
    )


def _net(frame: pd.DataFrame) -> dict[str, int]:
    gained = frame.groupby("after")["seconds"].sum()
    lost = frame.groupby("before")["seconds"].sum()
    net = {place: int(gained.get(place, 0) - lost.get(place, 0)) for place in PLACES}
    return {place: seconds for place, seconds in net.items() if seconds}
