"""The article's questions: how much goes to one customer, to current products, to the future."""

from collections.abc import Iterable

from pmrules.analysis.model import Analysis, Finding, Slice
from pmrules.analysis.wording import hours, month, name, percent, sentence
from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.rulebook import Measure

MUCH_ON_ONE = 0.40
"""Ours, where no limit says when one customer's share is much."""
LITTLE_FUTURE = 0.25
"""Ours as well; a survey of 2019 found 27 % of product managers' time strategic."""

_STAFFING = "Discuss staffing and expertise in sales engineering and professional services."
_DELIVERABLES = "Discuss who is thinking about future deliverables."


def one_customer(analysis: Analysis) -> Finding | None:
    """Say how much goes to one customer at a time, whether it grows, and who the largest is."""
    whole = analysis.whole
    if not whole.seconds_of("one"):
        return None
    limit = limit_on(analysis, Audience.ONE, "max")
    share = whole.share_of("one")
    high = is_much_on_one(analysis)
    numbers = {"share": share, "seconds": float(whole.seconds_of("one"))}
    before, after = _ends(analysis.months, "one")
    if limit is not None:
        numbers["limit"] = limit
    if before and after:
        numbers |= {"first_share": before.share_of("one"), "last_share": after.share_of("one")}
    change = _change(before, after, "one")
    largest, named = _largest_client(analysis)
    numbers |= named
    return Finding(
        key="one-customer",
        headline=(
            f"{percent(share)} of product time {'now ' if change > 0 else ''}"
            "goes to one customer at a time"
        ),
        detail=sentence(
            f"That is {hours(whole.seconds_of('one'))}{_against(limit, 'limit')}.",
            _course(before, after, "one"),
            largest,
            _doubt(analysis, numbers) if high else "",
            _STAFFING if high else "",
        ),
        mark=("down" if change < 0 else "up" if change > 0 else "flag") if high else "ok",
        numbers=numbers,
    )


def current(analysis: Analysis) -> Finding | None:
    """Ask the article's second question when most time is spent on current products."""
    whole = analysis.whole
    share, future = whole.share_of("current"), whole.share_of("future")
    if share <= 0.5:
        return None
    before, after = _ends(analysis.months, "current")
    numbers = {"share": share, "future_share": future}
    if before and after:
        numbers["first_share"] = before.share_of("current")
        numbers["last_share"] = after.share_of("current")
    return Finding(
        key="current",
        headline=f"{percent(share)} of product time is spent on current products",
        detail=sentence(
            f"Future products get {percent(future)}.",
            _course(before, after, "current"),
            _DELIVERABLES,
        ),
        mark=("", "up", "down")[_change(before, after, "current")] or "flag",
        numbers=numbers,
    )


def market_future(analysis: Analysis) -> Finding | None:
    """Say how much is left for product management in the article's sense."""
    whole, cell = analysis.whole, Quadrant.MARKET_FUTURE
    if not whole.on_matrix:
        return None
    limit = limit_on(analysis, cell, "min")
    share, seconds = whole.share_of(cell), whole.seconds_of(cell)
    before, after = _ends(analysis.months, cell)
    numbers = {"share": share, "seconds": float(seconds)}
    if limit is not None:
        numbers["limit"] = limit
    if before and after:
        numbers |= {"first_share": before.share_of(cell), "last_share": after.share_of(cell)}
    return Finding(
        key="market-future",
        headline=f"{name(analysis.rulebook.labels[cell])} gets {percent(share)} of product time",
        detail=sentence(
            f"That is {hours(seconds)} on the market’s future{_against(limit, 'minimum')}.",
            _course(before, after, cell),
        ),
        mark="down" if is_little_future(analysis) else "ok",
        numbers=numbers,
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


def limit_on(analysis: Analysis, place: Audience | Horizon | Quadrant, bound: str) -> float | None:
    """Return the share that the rules file allows or asks for; the strictest if it says several."""
    found = [
        limit.amount
        for limit in analysis.rulebook.limits
        if limit.of.value == place
        and limit.of.kind in {"audience", "horizon", "quadrant"}
        and limit.bound == bound
        and limit.measure is Measure.SHARE
    ]
    if not found:
        return None
    return min(found) if bound == "max" else max(found)


def _doubt(analysis: Analysis, numbers: dict[str, float]) -> str:
    """Say how low it could be, where that would no longer be much."""
    low = analysis.whole.amounts["one"].low or 0.0
    if low >= min(MUCH_ON_ONE, numbers.get("limit", MUCH_ON_ONE)):
        return ""
    numbers["low"] = low
    return f"Open and contested hours could still bring it down to {percent(low)}."


def _against(limit: float | None, noun: str) -> str:
    return "" if limit is None else f", against a {noun} of {percent(limit)}"


def _ends(months: Iterable[Slice], place: str) -> tuple[Slice | None, Slice | None]:
    """Return the first and last month with hours on the matrix, where they are two."""
    measured = [each for each in months if each.amounts[place].share is not None]
    return (measured[0], measured[-1]) if len(measured) > 1 else (None, None)


def _change(before: Slice | None, after: Slice | None, place: str) -> int:
    """Return 1 where a share rose, -1 where it fell, 0 where a reader sees no difference."""
    if before is None or after is None:
        return 0
    first, last = before.share_of(place), after.share_of(place)
    return 0 if percent(first) == percent(last) else 1 if last > first else -1


def _course(before: Slice | None, after: Slice | None, place: str) -> str:
    if before is None or after is None:
        return ""
    first, last = percent(before.share_of(place)), percent(after.share_of(place))
    change = _change(before, after, place)
    if not change:
        return f"It was {first} in {month(before.key)} and the same in {month(after.key)}."
    verb = "rose" if change > 0 else "fell"
    return f"It {verb} from {first} in {month(before.key)} to {last} in {month(after.key)}."


def _largest_client(analysis: Analysis) -> tuple[str, dict[str, float]]:
    clients = [each for each in analysis.clients if each.key and each.seconds_of("one")]
    if not clients:
        return "", {}
    largest = min(clients, key=lambda each: (-each.seconds_of("one"), each.key))
    seconds = largest.seconds_of("one")
    text = f"The largest customer, {name(largest.key)}, took {hours(seconds)} of it."
    return text, {"largest_seconds": float(seconds)}
