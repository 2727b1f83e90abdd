"""Hours by activity and owner inside each place of the matrix, with how many people share them."""

import numpy as np

from pmrules.analysis.hours import Hours, Ints, coded, distinct
from pmrules.analysis.model import ActivityTotals
from pmrules.model import Quadrant

CELLS = (*(cell.value for cell in Quadrant), "half", "outside")


def activities(hours: Hours) -> tuple[ActivityTotals, ...]:
    """Return what was done where; unclassified hours have no activity and stand elsewhere."""
    cells = _cells(hours)
    kept = cells >= 0
    activity_names, activity = coded(hours.frame["activity"])
    owner_names, owner = coded(hours.frame["owner"])
    combined = (cells * len(activity_names) + activity) * len(owner_names) + owner
    found, rows = distinct(combined[kept])
    seconds = np.zeros(len(found), dtype=np.int64)
    np.add.at(seconds, rows, hours.seconds[kept])
    totals = [
        ActivityTotals(
            cell=CELLS[code // len(owner_names) // len(activity_names)],
            activity=activity_names[code // len(owner_names) % len(activity_names)],
            owner=owner_names[code % len(owner_names)],
            seconds=total,
            entries=entries,
            people=people,
        )
        for code, total, entries, people in zip(
            found.tolist(),
            seconds.tolist(),
            np.bincount(rows, minlength=len(found)).tolist(),
            _people(hours, kept, rows, len(found)),
            strict=True,
        )
    ]
    return tuple(
        sorted(totals, key=lambda each: (-each.seconds, each.activity, each.owner, each.cell))
    )


def _cells(hours: Hours) -> Ints:
    """Return for every entry its index into `CELLS`; -1 where it is unclassified."""
    table = np.full(len(hours.standings), -1, dtype=np.int64)
    for number, cell in enumerate(CELLS):
        table[hours.standings.counts_in(cell)] = number
    cells: Ints = table[hours.standings.codes]
    return cells


def _people(hours: Hours, kept: np.ndarray, rows: Ints, groups: int) -> list[int]:
    names, person = coded(hours.frame["person"])
    pairs, _ = distinct(rows * max(len(names), 1) + person[kept])
    people: list[int] = np.bincount(pairs // max(len(names), 1), minlength=groups).tolist()
    return people
