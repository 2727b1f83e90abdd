"""Limits that are broken for certain: who is over-allocated, below a minimum, over capacity."""

from collections.abc import Sequence

from pmrules.analysis.model import Analysis, Finding, Flag
from pmrules.analysis.wording import amount, count, hours, listed, name, sentence, target, when
from pmrules.rules.rulebook import Per
from pmrules.visible import visible

_NAMED = 3


def over_allocation(analysis: Analysis) -> Finding | None:
    """Name who spends more in a place than its limit allows."""
    found = _flags(analysis, "certain", "max", "allocation")
    if not found:
        return None
    who, subjects = _who(found)
    return Finding(
        key="over-allocation",
        headline=f"{who} {'is' if subjects == 1 else 'are'} over-allocated",
        detail=_detail(analysis, found, "limit"),
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
        headline=f"{who} {'is' if subjects == 1 else 'are'} below a minimum",
        detail=_detail(analysis, found, "minimum"),
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
        headline=f"{who} {'was' if subjects == 1 else 'were'} over capacity",
        detail=sentence(
            f"The most: {hours(largest.value)} for {_scope(largest)} {when(largest)}, "
            f"against {hours(largest.threshold)}.",
            f"In all it happened {count(len(found), 'time')}." if len(found) > subjects else "",
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


def _detail(analysis: Analysis, found: Sequence[Flag], noun: str) -> str:
    largest, labels = found[0], analysis.rulebook.labels
    possible = _possible(analysis, largest)
    return sentence(
        f"The largest gap: {target(largest.limit.of, labels)} took {amount(largest, largest.value)}"
        f" of the time of {_scope(largest)} {when(largest)},"
        f" against a {noun} of {amount(largest, largest.threshold)}.",
        f"{count(len(found), 'case is', 'cases are')} certain"
        + (f" and {possible:,} more possible." if possible else "."),
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
    parts = [
        *_some(people, "person", "people"),
        *_some([f"team {each}" for each in teams], "team", "teams"),
    ]
    if any(flag.limit.per is Per.EVERYONE for flag in found):
        parts.append("the whole group")
    who = listed(parts)
    subjects = len(people) + len(teams) + (parts[-1] == "the whole group")
    return (who if people else who[0].upper() + who[1:]), subjects


def _distinct(found: Sequence[Flag], per: Per) -> list[str]:
    return list(dict.fromkeys(name(flag.scope) for flag in found if flag.limit.per is per))


def _some(names: Sequence[str], noun: str, plural: str) -> list[str]:
    return [count(len(names), noun, plural)] if len(names) > _NAMED else list(names)


def _scope(flag: Flag) -> str:
    if flag.limit.per is Per.TEAM:
        return f"team {name(flag.scope)}"
    return "the whole group" if flag.limit.per is Per.EVERYONE else name(flag.scope)


def _advice(flag: Flag) -> str:
    advice = visible(flag.limit.advice.strip())
    return advice if not advice or advice.endswith((".", "!", "?")) else f"{advice}."
