"""The door of this room: totals of judged entries in, everything that a report says out."""

import datetime as dt

from msgspec.structs import replace

from pmrules.analysis.activities import activities, by_owner
from pmrules.analysis.findings import findings
from pmrules.analysis.limits import flags
from pmrules.analysis.model import Analysis
from pmrules.analysis.people import people, teams
from pmrules.analysis.slices import by_hours, by_span, by_text, everyone, slices
from pmrules.analysis.totals import Totals
from pmrules.ingest.intake import Accounting
from pmrules.rules.rulebook import Over, Rulebook
from pmrules.rules.verdict import Classified
from pmrules.wording.language import speaking

Asked = tuple[dt.date | None, dt.date | None]


_WEEKLY_BELOW = 3
"""So few months say less than their weeks."""


def analyse(
    totals: Totals,
    accounting: Accounting,
    rulebook: Rulebook,
    *,
    asked: Asked = (None, None),
    by: Over | None = None,
    classified: Classified | None = None,
) -> Analysis:
    """Hold limits against totals and say what they mean.

    `rulebook` is the one that judged; `asked` are the first and the last day that the entries were
    kept for, None where open; `by` is how the report tells time: without it by month, by week where
    the period is short. `classified` are the entries, for who lists them. Sentences are in the
    rulebook's language.
    """
    with speaking(rulebook.language):
        measured = _measured(totals, accounting, rulebook, asked, classified)
        measured = replace(measured, by=by or _telling(measured))
        return replace(measured, findings=findings(measured))


def _telling(measured: Analysis) -> Over:
    short = len(measured.months) < _WEEKLY_BELOW and len(measured.weeks) > 1
    return Over.WEEK if short else Over.MONTH


def _measured(
    totals: Totals,
    accounting: Accounting,
    rulebook: Rulebook,
    asked: Asked,
    classified: Classified | None,
) -> Analysis:
    hours = totals.hours
    return Analysis(
        period=totals.period,
        asked=asked,
        whole=slices(hours, everyone(hours))[0],
        people=people(hours, rulebook),
        teams=teams(hours, rulebook),
        clients=by_text(totals.clients.hours),
        activities=activities(totals.work),
        owners=by_hours(slices(totals.work.parts, by_owner(totals.work))),
        months=tuple(slices(hours, by_span(hours, Over.MONTH))),
        weeks=tuple(slices(hours, by_span(hours, Over.WEEK))),
        quarters=tuple(slices(hours, by_span(hours, Over.QUARTER))),
        by=Over.MONTH,
        flags=flags(hours, rulebook),
        findings=(),
        totals=totals,
        classified=classified,
        rulebook=rulebook,
        files=accounting.files,
        overlaps=accounting.overlaps,
        notices=accounting.notices,
    )
