"""Limits that are broken for certain: who is over-allocated, below a minimum, over capacity."""

from collections.abc import Sequence

from pmrules.analysis.model import Analysis, Finding, Flag
from pmrules.analysis.wording import amount, name, sentence, target, when
from pmrules.rules.rulebook import Per
from pmrules.visible import visible
from pmrules.wording.catalogue import say
from pmrules.wording.phrases import joined

_NAMED = 3


def over_allocation(analysis: Analysis) -> Finding | None:
    """Name who spends more in a place than its limit allows."""
    found = _flags(analysis, "certain", "max", "allocation")
    if not found:
        return None
    who, subjects = _who(found)
    return Finding(
        key="over-allocation",
        headline=say("find.over-allocation", who=who, subjects=subjects),
        detail=_detail(analysis, found),
        mark="flag",
        numbers=_numbers(analysis, found, subjects),
    )


def under_allocation(analysis: Analysis) -> Finding | None:
    """Name whose time in a place, or in all, stays below its minimum."""
    found = _flags(analysis, "certain", "min")
    if not found:
        return None
    who, subjects = _who(found)
    return Finding(
        key="under-allocation",
        headline=say("find.under-allocation", who=who, subjects=subjects),
        detail=_detail(analysis, found),
        mark="down",
        numbers=_numbers(analysis, found, subjects),
    )


def over_capacity(analysis: Analysis) -> Finding | None:
    """Name who tracked more hours than they have."""
    found = _flags(analysis, "certain", "max", "capacity")
    if not found:
        return None
    who, subjects = _who(found)
    largest = found[0]
    return Finding(
        key="over-capacity",
        headline=say("find.over-capacity", who=who, subjects=subjects),
        detail=sentence(
            say(
                "find.over-capacity.most",
                value=largest.value,
                scope=_scope(largest),
                when=when(largest),
                limit=largest.threshold,
            ),
            say("find.over-capacity.times", times=len(found)) if len(found) > subjects else "",
            _advice(largest),
        ),
        mark="up",
        numbers=_numbers(analysis, found, subjects),
    )


def _flags(analysis: Analysis, certainty: str, bound: str, kind: str = "") -> list[Flag]:
    return [
        flag
        for flag in analysis.flags
        if (flag.certainty, flag.limit.bound) == (certainty, bound) and kind in {"", flag.kind}
    ]


def _detail(analysis: Analysis, found: Sequence[Flag]) -> str:
    largest = found[0]
    possible = _possible(analysis, largest)
    return sentence(
        say(
            f"find.gap.{largest.limit.bound}",
            target=target(largest.limit.of, analysis.rulebook.labels),
            value=amount(largest, largest.value),
            scope=_scope(largest),
            when=when(largest),
            limit=amount(largest, largest.threshold),
        ),
        say(
            "find.cases.possible" if possible else "find.cases",
            flags=len(found),
            possible=possible,
        ),
        _advice(largest),
    )


def _possible(analysis: Analysis, like: Flag) -> int:
    bound = like.limit.bound
    return len(_flags(analysis, "possible", bound, like.kind if bound == "max" else ""))


def _numbers(analysis: Analysis, found: Sequence[Flag], subjects: int) -> dict[str, float]:
    return {
        "subjects": subjects,
        "flags": len(found),
        "possible": _possible(analysis, found[0]),
        "largest_value": found[0].value,
        "largest_limit": found[0].threshold,
    }


def _who(found: Sequence[Flag]) -> tuple[str, int]:
    """Return who is meant, those with most hours at stake first, and how many they are."""
    people = _distinct(found, Per.PERSON)
    teams = _distinct(found, Per.TEAM)
    everyone = any(flag.limit.per is Per.EVERYONE for flag in found)
    parts = [
        *_some(people, "who.people"),
        *_some([say("who.team", name=each) for each in teams], "who.teams"),
        *([say("who.everyone")] if everyone else []),
    ]
    who = joined(parts)
    subjects = len(people) + len(teams) + everyone
    return (who if people else who[0].upper() + who[1:]), subjects


def _distinct(found: Sequence[Flag], per: Per) -> list[str]:
    return list(dict.fromkeys(name(flag.scope) for flag in found if flag.limit.per is per))


def _some(names: Sequence[str], many: str) -> list[str]:
    return [say(many, number=len(names))] if len(names) > _NAMED else list(names)


def _scope(flag: Flag) -> str:
    if flag.limit.per is Per.TEAM:
        return say("who.team", name=name(flag.scope))
    return say("of.everyone") if flag.limit.per is Per.EVERYONE else name(flag.scope)


def _advice(flag: Flag) -> str:
    advice = visible(flag.limit.advice.strip())
    return advice if not advice or advice.endswith((".", "!", "?")) else f"{advice}."
