"""Summary: the headline, the findings, and what stands where on the first sheet."""

from pmrules.analysis.model import Analysis, Finding
from pmrules.model import Quadrant
from pmrules.report import theme
from pmrules.report.content import figures, live, trend
from pmrules.report.content import since as comparison
from pmrules.report.content.kinds import (
    Beside,
    Heading,
    Lines,
    Part,
    Remark,
    Sentence,
    Sentences,
    Sheet,
    Space,
)
from pmrules.wording.catalogue import say
from pmrules.wording.dates import period

_WIDTHS = (30.0, *(12.5,) * 6, 3.5, *(17.5,) * 5)
_RIGHT = (8, 13)
_FINDINGS = 4
_DOUBTS = frozenset({"double-tracking", "rejected-rows"})
_TONES = {"up": "alarm", "down": "warning", "flag": "alarm", "open": "muted", "ok": "plain"}


def summary(analysis: Analysis, title: str = "") -> Sheet:
    """Return the first sheet."""
    return Sheet(
        name=say("sheet.summary"),
        title=headline(analysis),
        lines=(_facts(analysis, title),),
        parts=(_sentences(analysis), *_figures(analysis)),
        widths=_WIDTHS,
        tab=Quadrant.MARKET_CURRENT,
        one_page=True,
    )


def headline(analysis: Analysis) -> str:
    """Return the sentence that heads the report."""
    if not analysis.whole.entries:
        return say("summary.empty")
    if analysis.findings:
        return analysis.findings[0].headline
    return say("summary.plain", seconds=analysis.whole.seconds, people=len(analysis.people))


def _facts(analysis: Analysis, title: str) -> str:
    whole = analysis.whole
    if not whole.entries or analysis.period is None:
        return " · ".join(filter(None, (title, say("summary.no-entries"))))
    placed = sum(whole.seconds_of(place) for place in Quadrant) + whole.seconds_of("outside")
    facts = (
        title,
        period(analysis.period.first, analysis.period.last),
        say("fact.hours", seconds=whole.seconds),
        say("fact.people", people=len(analysis.people)),
        say("fact.classified", share=placed / whole.seconds if whole.seconds else 0),
        say("fact.flags", flags=len(analysis.flags)),
    )
    return "  ·  ".join(filter(None, facts))


def _sentences(analysis: Analysis) -> Sentences:
    """The headline's own detail first, then up to four further findings, then what changed."""
    first, others = analysis.findings[:1], analysis.findings[1:]
    told = [_sentence(finding, headed=False) for finding in first if finding.detail]
    told += [_sentence(finding, headed=True) for finding in _told(others)]
    if analysis.since:
        told.append(comparison.sentence(analysis, analysis.since))
    return Sentences(tuple(told))


def _sentence(finding: Finding, *, headed: bool) -> Sentence:
    return Sentence(
        theme.MARKS[finding.mark],
        _TONES[finding.mark],
        f"{finding.headline}." if headed else "",
        finding.detail,
    )


def _told(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The first findings; what makes all the numbers doubtful has a place among them."""
    doubts = [each for each in findings[_FINDINGS:] if each.key in _DOUBTS]
    return (*findings[: _FINDINGS - len(doubts)], *doubts)


def _figures(analysis: Analysis) -> tuple[Part, ...]:
    if not analysis.whole.entries:
        return ()
    remark = Remark(live.corrected(say("summary.corrected")))
    return (remark, Beside(_left(analysis), _right(analysis)))


def _left(analysis: Analysis) -> tuple[Part, ...]:
    return (
        Heading(say("summary.matrix"), say("summary.matrix.remark")),
        figures.matrix(analysis),
        Space(),
        Heading(say("summary.numbers")),
        figures.numbers(analysis),
        Lines((say("summary.bounds"),)),
    )


def _right(analysis: Analysis) -> tuple[Part, ...]:
    return (
        Heading(say("summary.limits"), say("summary.limits.remark"), start=_RIGHT[0]),
        figures.limits_chart(analysis, _RIGHT),
        Space(),
        Heading(
            say(f"summary.{analysis.by}"),
            say("summary.periods.remark"),
            start=_RIGHT[0],
        ),
        trend.chart(
            analysis, "SummaryPeriods", rows=_rows(analysis), columns=_RIGHT, horizontal=True
        ),
    )


def _rows(analysis: Analysis) -> float:
    """Bars of one or two periods stay bars."""
    return min(15.5, 1 + 5 * len(analysis.spans))
