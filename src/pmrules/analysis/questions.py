"""The article's questions: how much goes to one customer, to current products, to the future."""

from pmrules.analysis.course import course
from pmrules.analysis.model import Analysis, Finding
from pmrules.analysis.wording import name, sentence
from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.rulebook import Measure, Over, Per
from pmrules.wording.catalogue import say

MUCH_ON_ONE = 0.40
"""Ours, where no limit says when one customer's share is much."""
LITTLE_FUTURE = 0.25
"""Ours as well; a survey of 2019 found 27 % of product managers' time strategic."""

_MARKS = {1: "up", -1: "down", 0: "flag"}
_PERS = (Per.EVERYONE, Per.TEAM, Per.PERSON)
_OVERS = (Over.ALL, Over.QUARTER, Over.MONTH, Over.WEEK)


def one_customer(analysis: Analysis) -> Finding | None:
    """Say how much goes to one customer at a time, whether it grows, and who the largest is."""
    whole = analysis.whole
    if not whole.seconds_of("one"):
        return None
    share, high = whole.share_of("one"), is_much_on_one(analysis)
    limit = limit_on(analysis, Audience.ONE, "max")
    over_time = course(analysis, "one")
    client, client_numbers = _largest_client(analysis)
    doubt, doubt_numbers = _doubt(analysis, limit) if high else ("", {})
    key = "find.one-customer.now" if over_time.change > 0 else "find.one-customer"
    return Finding(
        key="one-customer",
        headline=say(key, share=share),
        detail=sentence(
            _is("find.is", whole.seconds_of("one"), "max", limit),
            over_time.sentence,
            client,
            doubt,
            say("find.one-customer.advice") if high else "",
        ),
        mark=_MARKS[over_time.change] if high else "ok",
        numbers={
            "share": share,
            "seconds": whole.seconds_of("one"),
            **_stated(limit),
            **over_time.numbers,
            **client_numbers,
            **doubt_numbers,
        },
    )


def current(analysis: Analysis) -> Finding | None:
    """Ask the article's second question when most time is spent on current products."""
    whole = analysis.whole
    share, future = whole.share_of("current"), whole.share_of("future")
    if share <= 0.5:
        return None
    limit = limit_on(analysis, Horizon.CURRENT, "max")
    over_time = course(analysis, "current")
    return Finding(
        key="current",
        headline=say("find.current", share=share),
        detail=sentence(
            _is("find.is", whole.seconds_of("current"), "max", limit),
            over_time.sentence,
            say("find.current.future", share=future),
            say("find.current.advice"),
        ),
        mark=_MARKS[over_time.change],
        numbers={
            "share": share,
            "seconds": whole.seconds_of("current"),
            "future_share": future,
            **_stated(limit),
            **over_time.numbers,
        },
    )


def market_future(analysis: Analysis) -> Finding | None:
    """Say how much is left for product management in the article's sense."""
    whole, cell = analysis.whole, Quadrant.MARKET_FUTURE
    if not whole.on_matrix:
        return None
    share, limit = whole.share_of(cell), limit_on(analysis, cell, "min")
    over_time = course(analysis, cell)
    return Finding(
        key="market-future",
        headline=say("find.market-future", label=name(analysis.rulebook.labels[cell]), share=share),
        detail=sentence(
            _is("find.is.market", whole.seconds_of(cell), "min", limit),
            over_time.sentence,
        ),
        mark="down" if is_little_future(analysis) else "ok",
        numbers={
            "share": share,
            "seconds": whole.seconds_of(cell),
            **_stated(limit),
            **over_time.numbers,
        },
    )


def is_much_on_one(analysis: Analysis) -> bool:
    """Return whether one customer's share is past its limit, or much by the figure above."""
    share, limit = analysis.whole.share_of("one"), limit_on(analysis, Audience.ONE, "max")
    return share >= MUCH_ON_ONE or (limit is not None and share > limit)


def is_little_future(analysis: Analysis) -> bool:
    """Return whether the market's future gets less than its minimum, or little by ours."""
    limit = limit_on(analysis, Quadrant.MARKET_FUTURE, "min")
    floor = LITTLE_FUTURE if limit is None else limit
    return analysis.whole.share_of(Quadrant.MARKET_FUTURE) < floor


def limit_on(analysis: Analysis, place: str, bound: str) -> float | None:
    """Return the share that the rules file allows or asks for.

    Of several limits the one for everyone before one a person, one over the whole period before one
    a week, then the strictest.
    """
    strict = 1 if bound == "max" else -1
    found = [
        (_PERS.index(limit.per), _OVERS.index(limit.over), strict * limit.amount)
        for limit in analysis.rulebook.limits
        if limit.of.kind in {"audience", "horizon", "quadrant"}
        and (limit.of.value, limit.bound, limit.measure) == (place, bound, Measure.SHARE)
    ]
    return strict * min(found)[2] if found else None


def _is(key: str, seconds: int, bound: str, limit: float | None) -> str:
    if limit is None:
        return say(key, seconds=seconds)
    return say(f"{key}.{bound}", seconds=seconds, limit=limit)


def _stated(limit: float | None) -> dict[str, float]:
    return {} if limit is None else {"limit": limit}


def _doubt(analysis: Analysis, limit: float | None) -> tuple[str, dict[str, float]]:
    """Say how low it could be, where that would no longer be much."""
    low = analysis.whole.amounts["one"].low or 0.0
    if low >= min(MUCH_ON_ONE, 1.0 if limit is None else limit):
        return "", {}
    return say("find.one-customer.doubt", low=low), {"low": low}


def _largest_client(analysis: Analysis) -> tuple[str, dict[str, float]]:
    clients = [each for each in analysis.clients if each.key and each.seconds_of("one")]
    if not clients:
        return "", {}
    largest = min(clients, key=lambda each: (-each.seconds_of("one"), each.key))
    seconds = largest.seconds_of("one")
    text = say("find.one-customer.largest", client=name(largest.key), seconds=seconds)
    return text, {"largest_seconds": seconds}
