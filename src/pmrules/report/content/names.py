"""What places, limits and flags are called: the organisation's labels and the fixed words."""

import re
from collections.abc import Iterable

from pmrules.analysis.model import Flag
from pmrules.model import Quadrant
from pmrules.report import theme
from pmrules.report.content.kinds import Cell
from pmrules.rules.rulebook import Limit, Measure, Over, Per, Rulebook, Target
from pmrules.wording.catalogue import say
from pmrules.wording.numbers import hours, percent
from pmrules.wording.phrases import joined, shortened

OPEN_PLACES = ("half", "unclassified")
_WIDEST_WORD, _GLYPH = 20.0, 2.5
_QUADRANTS = frozenset(Quadrant)
_AXES = ("one", "market", "current", "future")


def place_name(rulebook: Rulebook, place: str) -> str:
    """Return what a quadrant, an axis value, `half`, `unclassified` ... is called."""
    if place in _QUADRANTS:
        return rulebook.labels[Quadrant(place)]
    return say(f"place.{place}")


def file_name(path: str) -> str:
    """Return the name of a file without its folders, whichever system wrote the path."""
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1]


def signed(rulebook: Rulebook, place: str, limit: int = 40) -> str:
    """Return the name of a place behind its glyph, cut where it is too long for a table."""
    return f"{theme.SWATCHES[place].glyph}  {shortened(place_name(rulebook, place), limit)}"


def word_room(titles: Iterable[str], least: float) -> float:
    """Return how wide a column must be for the longest word of some titles, within reason."""
    longest = max(len(word) for title in titles for word in title.split())
    return least if longest <= least else min(longest + _GLYPH, _WIDEST_WORD)


def target_name(rulebook: Rulebook, target: Target) -> str:
    """Return what a limit is about."""
    if target.kind == "total":
        return say("place.total")
    if target.kind in {"activity", "owner"}:
        return target.value
    return place_name(rulebook, target.value)


def amount_text(limit: Limit) -> str:
    """Return a limit's figure: `35 %`, `12 h` or `capacity`."""
    if limit.measure is Measure.SHARE:
        return percent(limit.amount)
    if limit.measure is Measure.SECONDS:
        return f"{hours(limit.amount)} h"
    return say("limit.capacity") if limit.amount == 1 else say("limit.of", share=limit.amount)


def limit_text(limit: Limit) -> str:
    """Return a limit as people say it: `at most 35 % a person and month`."""
    scopes = [say(f"limit.{limit.per}")] if limit.per is not Per.EVERYONE else []
    scopes += [say(f"limit.{limit.over}")] if limit.over is not Over.ALL else []
    said = say(f"limit.{limit.bound}", amount=amount_text(limit))
    return say("limit.scoped", limit=said, scope=joined(scopes)) if scopes else said


def flag_what(rulebook: Rulebook, flag: Flag, width: int = 60) -> str:
    """Return what a flag says: `One customer above 35 %`, `Over capacity`."""
    if flag.kind == "capacity":
        return say(f"flag.capacity.{flag.limit.bound}")
    name = shortened(target_name(rulebook, flag.limit.of), width)
    return say(f"flag.{flag.limit.bound}", name=name, amount=amount_text(flag.limit))


def flag_mark(flag: Flag) -> str:
    """Return the sign of a flag: filled where it is certain."""
    return theme.CERTAIN if flag.certainty == "certain" else theme.POSSIBLE


def flag_tone(flag: Flag) -> str:
    """Return the tone of a flag."""
    return "alarm" if flag.certainty == "certain" else "warning"


def share_limit(rulebook: Rulebook, place: str, share: float) -> Limit | None:
    """Return the limit on the share of a place that speaks loudest beside everyone's share.

    One for everyone before one a person, one for the whole period before one a week; among equals
    the one that is broken most, or missed least.
    """
    limits = [
        limit
        for limit in rulebook.limits
        if limit.measure is Measure.SHARE
        and limit.of.kind in {"quadrant", "audience", "horizon"}
        and limit.of.value == place
    ]
    return min(limits, key=lambda limit: (*_nearness(limit), -_excess(limit, share)), default=None)


def _nearness(limit: Limit) -> tuple[int, int]:
    pers = (Per.EVERYONE, Per.TEAM, Per.PERSON)
    overs = (Over.ALL, Over.QUARTER, Over.MONTH, Over.WEEK)
    return pers.index(limit.per), overs.index(limit.over)


def _excess(limit: Limit, share: float) -> float:
    return share - limit.amount if limit.bound == "max" else limit.amount - share


def distance(limit: Limit | None, share: float | None, formula: str) -> Cell:
    """Return how far a share is from its limit, in points; marked where it is past it."""
    if limit is None or share is None:
        return Cell(None, "points")
    tone = "alarm" if _excess(limit, share) > 0 else "plain"
    live = f'IFERROR(100*({formula}-{limit.amount!r}),"")'
    return Cell(100 * (share - limit.amount), "points", tone, live)
