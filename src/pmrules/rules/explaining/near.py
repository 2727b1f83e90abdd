"""Rules that nearly matched: of all that they ask for, one thing alone does not hold."""

from collections.abc import Iterator

from msgspec import Struct

from pmrules.rules.explaining.entry import Judged, says
from pmrules.rules.matching.judge import Tried


class Near(Struct, frozen=True):
    """A rule whose keyword occurs, and what it would decide if the one condition held."""

    tried: Tried
    missing: int | None
    """The group of `all` of which nothing occurs; None: `unless` stopped the rule."""
    decides: tuple[str, ...]
    """What it would decide; empty if it would lose."""


def near(judged: Judged) -> tuple[Near, ...]:
    """Return them, those first that would decide something, and those that `unless` stopped."""
    found = sorted(_near(judged), key=lambda each: (not each.decides, each.missing is not None))
    return tuple(found)


def _near(judged: Judged) -> Iterator[Near]:
    for tried in judged.tried:
        missing = [group for group, hit in enumerate(tried.hits) if not hit]
        if tried.stopped and not missing:
            yield Near(tried, None, judged.would_decide(tried, _length(tried)))
        elif not tried.stopped and len(missing) == 1 and missing[0] and says(tried.rule):
            yield Near(tried, missing[0], judged.would_decide(tried, _length(tried)))


def _length(tried: Tried) -> int:
    """The words that would count, at least."""
    groups = zip(tried.groups, tried.hits, strict=True)
    return sum(hit.length if hit else min(term.length for term in group) for group, hit in groups)
