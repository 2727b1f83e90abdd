"""A saved report as the one that a new report is compared with."""

from pathlib import Path

from pmrules.analysis.since import Earlier
from pmrules.analysis.spans import Period
from pmrules.report.saved import Saved, read_saved


def previous(path: Path) -> Earlier:
    """Read an earlier report; raises `InputError` where it cannot be compared with."""
    return as_earlier(read_saved(path))


def as_earlier(saved: Saved) -> Earlier:
    """Return of a saved report what is compared."""
    return Earlier(
        name=saved.name,
        title=saved.option("--title"),
        period=Period(*saved.days) if saved.days else None,
        totals=saved.totals,
        people=None if saved.nameless else saved.people,
        labels=saved.labels,
        rules=frozenset(digest for _, digest in saved.rules),
        teams=frozenset(value for name, value in saved.options if name == "--team"),
    )
