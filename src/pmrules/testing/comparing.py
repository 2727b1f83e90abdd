"""Two readings held against each other: the first thing in which they differ, in words."""

from collections import Counter
from itertools import zip_longest

from msgspec.structs import replace

from pmrules.hookspecs import Record
from pmrules.testing.case import Reading
from pmrules.visible import visible

_SHOWN = 60


def first_difference(one: Reading, other: Reading) -> str:
    """Return how the other differs from the one, first thing first; empty where it does not."""
    if other.refusal or one.refusal:
        return "" if one.why == other.why else other.why or "it is read"
    for left, right in zip_longest(one.records, other.records):
        if said := _differs(left, right):
            return said
    return ""


def one_more(one: Reading, other: Reading) -> bool:
    """Whether the other has every entry of the one, and one of them once more."""
    before, after = (Counter(replace(each, row=0) for each in it.entries) for it in (one, other))
    more = after - before
    return not before - after and more.total() == 1 and set(more) <= set(before)


def _differs(one: Record | None, other: Record | None) -> str:
    if one is None or other is None:
        there = one or other
        assert there is not None  # noqa: S101 - zip_longest ends with the longer
        return f"row {there.row} is {'missing' if other is None else 'one too many'}."
    if type(one) is not type(other):
        was, now = type(one).__name__, type(other).__name__
        return f"row {one.row} is {now} and was {was}{_reason(other)}."
    for name in one.__struct_fields__:
        if name == "reason":
            continue
        was, now = getattr(one, name), getattr(other, name)
        if _plain(was) != _plain(now):
            return f"row {one.row}: {name} is {_shown(now)} and was {_shown(was)}."
    return ""


def _reason(record: Record) -> str:
    reason = getattr(record, "reason", "") or getattr(record, "expected", "")
    return f" ({reason})" if reason else ""


def _plain(value: object) -> object:
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _shown(value: object) -> str:
    text = repr(value) if isinstance(value, str | int | tuple) or value is None else str(value)
    return visible(text, _SHOWN)
