"""The door of this room: classified entries in, everything that a report says out."""

import datetime as dt
from dataclasses import replace

from pmrules.analysis.activities import activities
from pmrules.analysis.findings import findings
from pmrules.analysis.hours import Hours
from pmrules.analysis.limits import flags
from pmrules.analysis.model import Analysis
from pmrules.analysis.people import people, teams
from pmrules.analysis.spans import period_of
from pmrules.analysis.totals import by_column, by_hours, by_span, everyone, slices
from pmrules.ingest.intake import Intake
from pmrules.rules.rulebook import Over
from pmrules.rules.verdict import Classified
from pmrules.wording.language import speaking

Asked = tuple[dt.date | None, dt.date | None]


_WEEKLY_BELOW = 3
"""So few months say less than their weeks."""


def analyse(
    classified: Classified, intake: Intake, *, asked: Asked = (None, None), by: Over | None = None
) -> Analysis:
    """Total the entries, hold limits against the totals and say what they mean.

    `asked` are the first and the last day that the entries were kept for, None where open; `by` is
    how the report tells time: without it by month, by week where the period is short.
    Sentences are in the rulebook's language.
    """
    hours = Hours.of(classified.entries)
    with speaking(classified.rulebook.language):
        measured = _measured(hours, classified, intake, asked)
        measured = replace(measured, by=by or _telling(measured))
        return replace(measured, findings=findings(measured))


def _telling(measured: Analysis) -> Over:
    short = len(measured.months) < _WEEKLY_BELOW and len(measured.weeks) > 1
    return Over.WEEK if short else Over.MONTH


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
        quarters=tuple(slices(hours, by_span(hours, Over.QUARTER))),
        by=Over.MONTH,
        flags=flags(hours, rulebook, period),
        findings=(),
        classified=classified,
        rulebook=rulebook,
        files=intake.files,
        overlaps=intake.overlaps,
        notices=intake.notices,
    )
