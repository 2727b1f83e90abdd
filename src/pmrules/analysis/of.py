"""The door of this room: classified entries in, everything that a report says out."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from pmrules.analysis.activities import activities
from pmrules.analysis.findings import findings
from pmrules.analysis.hours import Bools, Hours, coded
from pmrules.analysis.limits import flags
from pmrules.analysis.model import Analysis
from pmrules.analysis.people import people, teams
from pmrules.analysis.spans import period_of
from pmrules.analysis.totals import by_column, by_hours, by_span, everyone, slices
from pmrules.ingest.intake import Intake
from pmrules.rules.rulebook import Over, Rulebook
from pmrules.rules.verdict import Classified

Asked = tuple[dt.date | None, dt.date | None]


def analyse(
    classified: Classified,
    intake: Intake,
    *,
    asked: Asked = (None, None),
    persons: Sequence[str] = (),
) -> Analysis:
    """Total the entries of a period and of some people, hold limits against them and say it.

    `asked` are the first and the last day wanted, `persons` names or aliases; both are open where
    empty. Whatever they leave out is in no total and not in the result's entries.
    """
    kept = _kept(classified, asked, persons)
    hours = Hours.of(kept.entries)
    measured = _measured(hours, kept, intake, asked)
    return replace(measured, findings=findings(measured))


def _measured(hours: Hours, classified: Classified, intake: Intake, asked: Asked) -> Analysis:
    rulebook = classified.rulebook
    period = period_of(hours.days)
    months = by_span(hours, Over.MONTH)
    return Analysis(
        period=period,
        asked=asked,
        whole=slices(hours, everyone(hours))[0],
        people=people(hours, rulebook, months),
        teams=teams(hours, rulebook),
        clients=by_hours(slices(hours, by_column(hours, "client"))),
        projects=by_hours(slices(hours, by_column(hours, "project"))),
        activities=activities(hours),
        owners=by_hours(slices(hours, by_column(hours, "owner"))),
        months=tuple(slices(hours, months)),
        weeks=tuple(slices(hours, by_span(hours, Over.WEEK))),
        flags=flags(hours, rulebook, period),
        findings=(),
        classified=classified,
        rulebook=rulebook,
        files=intake.files,
        overlaps=intake.overlaps,
        notices=intake.notices,
    )


def _kept(classified: Classified, asked: Asked, persons: Sequence[str]) -> Classified:
    entries = classified.entries
    keep = _in_period(entries, asked) & _of_persons(entries, persons, classified.rulebook)
    if keep.all():
        return classified
    return replace(classified, entries=entries[keep].reset_index(drop=True))


def _in_period(entries: pd.DataFrame, asked: Asked) -> Bools:
    days = entries["date"].to_numpy().astype("datetime64[D]")
    keep = np.ones(len(days), dtype=bool)
    first, last = asked
    if first is not None:
        keep &= days >= np.datetime64(first, "D")
    if last is not None:
        keep &= days <= np.datetime64(last, "D")
    return keep


def _of_persons(entries: pd.DataFrame, persons: Sequence[str], rulebook: Rulebook) -> Bools:
    if not persons:
        return np.ones(len(entries), dtype=bool)
    aliases = rulebook.aliases
    folded = {_folded(name) for name in persons}
    wanted = folded | {_folded(aliases[name]) for name in folded & aliases.keys()}
    names, codes = coded(entries["person"])
    return np.array([_folded(name) in wanted for name in names], dtype=bool)[codes]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
