"""Figures as people write them: 35 %, 40 h, 32 h/week, 6.4 h/day."""

import re
from decimal import Decimal

from pmrules.rules.language.document import Node
from pmrules.rules.language.fields import text
from pmrules.rules.language.problems import Problems, quoted
from pmrules.rules.rulebook import Measure

CAPACITY = "capacity"
WORKDAYS = 5
HOURS_A_WEEK = 168
_NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)"
_SHARE = re.compile(rf"{_NUMBER}\s*%")
_HOURS = re.compile(rf"{_NUMBER}\s*(?:h|hours?)")
_CAPACITY = re.compile(rf"{_NUMBER}\s*(?:(?:h|hours?)\s*(?:/\s*(day|week))?)?")
_SAY_HOW = "Write a share, such as 35 %, or hours, such as 40 h."


def amount(node: Node, key: str, problems: Problems) -> tuple[Measure, float] | None:
    """Return what a limit allows: a share as a factor, seconds, or the capacity of a person."""
    typed = text(node, f"“{key}”", problems)
    if not typed:
        return None
    value = typed.casefold()
    if value == CAPACITY:
        return Measure.CAPACITY, 1.0
    if found := _HOURS.fullmatch(value):
        return Measure.SECONDS, float(Decimal(found[1]) * 3600)
    if found := _SHARE.fullmatch(value):
        share = Decimal(found[1]) / 100
        if share <= 1:
            return Measure.SHARE, float(share)
        _refuse(key, typed, "A share lies between 0 % and 100 %.", node, problems)
        return None
    _refuse(key, typed, _mend(value), node, problems)
    return None


def capacity(node: Node, problems: Problems) -> int | None:
    """Return the seconds a week that a person has."""
    typed = text(node, "“capacity”", problems)
    if not typed:
        return None
    found = _CAPACITY.fullmatch(typed.casefold())
    hours = Decimal(found[1]) * (WORKDAYS if found[2] == "day" else 1) if found else Decimal(0)
    if not found:
        mend = "Write hours a week, 32 h/week, or a day, 6.4 h/day; a decimal has a point."
    elif not 0 < hours <= HOURS_A_WEEK:
        mend = f"A week has {HOURS_A_WEEK} hours, and some of them must be there to use."
    else:
        return int((hours * 3600).to_integral_value())
    _refuse("capacity", typed, mend, node, problems)
    return None


def _mend(value: str) -> str:
    if "," in value:
        return "Write the decimal with a point: 37.5 %."
    if value.startswith("-"):
        return "It cannot be less than nothing."
    if re.fullmatch(_NUMBER, value):
        return f"Say of what: {value} % or {value} h."
    return _SAY_HOW


def _refuse(key: str, typed: str, mend: str, node: Node, problems: Problems) -> None:
    problems.add("bad-amount", f"“{key}” cannot be {quoted(typed)}.", mend, node.at)
