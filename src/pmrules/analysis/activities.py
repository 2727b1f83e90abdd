"""Hours by activity and owner inside each place of the matrix, with how many people share them."""

import numpy as np

from pmrules.analysis.model import ActivityTotals
from pmrules.analysis.slices import Groups
from pmrules.analysis.sums import Ints, added, grouped
from pmrules.analysis.tally import Tally
from pmrules.analysis.ways import STATES, Way
from pmrules.model import Quadrant

CELLS = (*(cell.value for cell in Quadrant), "half", "outside")

Work = tuple[str, str, str]
"""A place of the matrix, an activity and an owner."""


def activities(work: Tally) -> tuple[ActivityTotals, ...]:
    """Return what was done where; unclassified hours have no activity and stand elsewhere."""
    of_way = [_work(way) for way in work.ways]
    listed = sorted({each for each in of_way if each[0]})
    number = {each: place for place, each in enumerate(listed)}
    codes = np.array([number.get(each, -1) for each in of_way], dtype=np.int64)[work.way]
    kept = codes >= 0
    of_kept, person = codes[kept], work.sums.keys[0][kept]
    seconds = added(of_kept, work.sums.seconds[kept], len(listed))
    entries = added(of_kept, work.sums.entries[kept], len(listed))
    columns = (seconds.tolist(), entries.tolist(), _people(of_kept, person, len(listed)))
    totals = [
        ActivityTotals(*each, *counts) for each, *counts in zip(listed, *columns, strict=True)
    ]
    return tuple(
        sorted(totals, key=lambda each: (-each.seconds, each.activity, each.owner, each.cell))
    )


def by_owner(work: Tally) -> Groups:
    """Return a group for each owner."""
    keys = sorted({way.owner for way in work.ways})
    number = {owner: place for place, owner in enumerate(keys)}
    table = np.array([number[way.owner] for way in work.ways], dtype=np.int64)
    return Groups(keys, table[work.way])


def _work(way: Way) -> Work:
    cell = next((cell for cell in CELLS if cell in STATES[way.state]), "")
    return cell, way.activity, way.owner


def _people(work: Ints, person: Ints, works: int) -> list[int]:
    """By work: how many people have entries there."""
    row, _ = grouped(work, person)
    people: list[int] = np.bincount(work[row], minlength=works).tolist()
    return people
