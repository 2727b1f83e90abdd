"""Which findings a report has, and in which order: the first is its headline."""

from collections.abc import Callable, Iterator
from enum import IntEnum

from pmrules.analysis import doubts, drift, pressure, questions
from pmrules.analysis.model import Analysis, Finding
from pmrules.analysis.own_name import own_name
from pmrules.analysis.wording import name
from pmrules.model import Quadrant
from pmrules.wording.catalogue import say

_MOSTLY = 0.5
_WORTH_SAYING = 0.05
_MANY_REJECTED = 0.05


class Rank(IntEnum):
    """How much a finding matters; equals keep the order of `_FOUND_BY`."""

    NOTHING_ELSE = 1
    """There is nothing on the matrix to speak of."""
    UNTRUSTWORTHY = 2
    """The figures say little as they are."""
    QUESTION = 3
    """The article's questions, where the numbers call for them."""
    PRESSURE = 4
    """Limits broken, somebody else's work done."""
    DOUBT = 5
    CALM = 6
    """Worth knowing; nothing to decide."""


def findings(analysis: Analysis) -> tuple[Finding, ...]:
    """Return all that the numbers say, the headline first; there always is one."""
    ranked = sorted(_ranked(analysis), key=lambda pair: pair[0])
    return tuple(finding for _, finding in ranked)


def largest_part(analysis: Analysis) -> Finding | None:
    """Say which quadrant takes most."""
    whole = analysis.whole
    largest = max(Quadrant, key=whole.seconds_of)
    seconds, share = whole.seconds_of(largest), whole.share_of(largest)
    if not seconds:
        return None
    label = name(analysis.rulebook.labels[largest])
    people = len(analysis.people)
    return Finding(
        key="largest-part",
        headline=say("find.largest-part", label=label, share=share),
        detail=say("find.largest-part.is", seconds=seconds, whole=whole.on_matrix, people=people),
        mark="ok",
        numbers={
            "share": share,
            "seconds": seconds,
            "on_matrix_seconds": whole.on_matrix,
            "people": people,
        },
    )


def _ranked(analysis: Analysis) -> Iterator[tuple[Rank, Finding]]:
    for find, rank in _FOUND_BY:
        finding = find(analysis)
        if finding is not None:
            yield rank(analysis), finding


def _always(rank: Rank) -> Callable[[Analysis], Rank]:
    return lambda _: rank


def _rank_one(analysis: Analysis) -> Rank:
    return Rank.QUESTION if questions.is_much_on_one(analysis) else Rank.CALM


def _rank_future(analysis: Analysis) -> Rank:
    return Rank.QUESTION if questions.is_little_future(analysis) else Rank.CALM


def _rank_open(analysis: Analysis) -> Rank:
    share = doubts.open_share(analysis)
    if share >= _MOSTLY:
        return Rank.UNTRUSTWORTHY
    return Rank.DOUBT if share >= _WORTH_SAYING else Rank.CALM


def _rank_own_name(analysis: Analysis) -> Rank:
    """Until somebody has said who the customers are, the figures hang on it."""
    named = analysis.rulebook.customers or len(analysis.rulebook.sources) > 1
    return Rank.DOUBT if named else Rank.UNTRUSTWORTHY


def _rank_rejected(analysis: Analysis) -> Rank:
    rejected = sum(len(each.rejected) for each in analysis.files)
    records = sum(each.records for each in analysis.files)
    return Rank.UNTRUSTWORTHY if rejected >= _MANY_REJECTED * records else Rank.DOUBT


_FOUND_BY: tuple[tuple[Callable[[Analysis], Finding | None], Callable[[Analysis], Rank]], ...] = (
    (doubts.no_matrix, _always(Rank.NOTHING_ELSE)),
    (doubts.open_hours, _rank_open),
    (doubts.rejected_rows, _rank_rejected),
    (own_name, _rank_own_name),
    (questions.one_customer, _rank_one),
    (questions.current, _always(Rank.QUESTION)),
    (questions.market_future, _rank_future),
    (pressure.over_allocation, _always(Rank.PRESSURE)),
    (pressure.over_capacity, _always(Rank.PRESSURE)),
    (pressure.under_allocation, _always(Rank.PRESSURE)),
    (drift.whose_work, _always(Rank.PRESSURE)),
    (drift.development_management, _always(Rank.PRESSURE)),
    (drift.product_support, _always(Rank.PRESSURE)),
    (doubts.double_tracking, _always(Rank.DOUBT)),
    (largest_part, _always(Rank.CALM)),
)
