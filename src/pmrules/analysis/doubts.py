"""What makes the figures uncertain: open hours, time tracked twice, records nobody could read."""

from pmrules.analysis.model import Analysis, Finding
from pmrules.analysis.open_groups import largest_text
from pmrules.analysis.ways import OPEN
from pmrules.analysis.wording import name, sentence
from pmrules.model import Overlap
from pmrules.wording.catalogue import say
from pmrules.wording.numbers import share as said
from pmrules.wording.phrases import joined

_NAMED = 3


def open_hours(analysis: Analysis) -> Finding | None:
    """Say how much is not yet classified, what that may change, and where to begin."""
    whole = analysis.whole
    parts = {name: whole.seconds_of(name) for name in OPEN}
    seconds = sum(parts.values())
    if not seconds:
        return None
    share = open_share(analysis)
    one = whole.amounts["one"]
    low, high = one.low or 0.0, one.high or 0.0
    text, largest = largest_text(analysis.totals.open)
    numbers: dict[str, float] = {f"{name}_seconds": part for name, part in parts.items() if part}
    numbers |= {"share": share, "seconds": seconds, "one_low": low, "one_high": high}
    if text:
        numbers["largest_seconds"] = largest
    return Finding(
        key="open-hours",
        headline=say(
            "find.open-hours.all" if share == 1 else "find.open-hours",
            share=share,
            seconds=seconds,
        ),
        detail=sentence(
            say("find.open-hours.remain", parts=joined(_open_parts(parts))),
            say("find.open-hours.settled", low=low, high=high) if said(low) != said(high) else "",
            say("find.open-hours.begin", text=name(text), seconds=largest) if text else "",
        ),
        mark="open",
        numbers=numbers,
    )


def open_share(analysis: Analysis) -> float:
    """Return the share of hours on the matrix of which one axis at least is unknown."""
    return sum(analysis.whole.share_of(each) for each in OPEN)


def double_tracking(analysis: Analysis) -> Finding | None:
    """Warn of people who have entries from two tools on the same days."""
    found = [each for each in analysis.overlaps if _is_double(each, analysis)]
    if not found:
        return None
    people = list(dict.fromkeys(name(each.person) for each in found))
    seconds, number = sum(each.seconds for each in found), sum(each.days for each in found)
    few = len(people) <= _NAMED
    who = joined(people) if few else say("who.people", number=len(people))
    return Finding(
        key="double-tracking",
        headline=say("find.double-tracking", seconds=seconds),
        detail=say("find.double-tracking.who", who=who, people=len(people), days=number),
        mark="open",
        numbers={"seconds": seconds, "days": number, "people": len(people)},
    )


def rejected_rows(analysis: Analysis) -> Finding | None:
    """Say how many records could not be read."""
    number = sum(len(each.rejected) for each in analysis.files)
    records = sum(each.records for each in analysis.files)
    if not number:
        return None
    return Finding(
        key="rejected-rows",
        headline=say("find.rejected-rows", rejected=number, records=records),
        detail=say("find.rejected-rows.where", rejected=number),
        mark="flag",
        numbers={"rejected": number, "records": records},
    )


def no_matrix(analysis: Analysis) -> Finding | None:
    """Say so where there is nothing to show on the matrix, and why."""
    whole = analysis.whole
    if whole.on_matrix:
        return None
    if not whole.entries:
        return _nothing(analysis)
    if not whole.seconds:
        return Finding(
            key="no-time",
            headline=say("find.no-time"),
            detail=say("find.no-time.entries", entries=whole.entries),
            mark="flag",
            numbers={"entries": whole.entries},
        )
    return Finding(
        key="all-outside",
        headline=say("find.all-outside", seconds=whole.seconds),
        detail=say("find.all-outside.rules"),
        mark="flag",
        numbers={"seconds": whole.seconds},
    )


def _nothing(analysis: Analysis) -> Finding:
    first, last = analysis.asked
    read = sum(each.entries for each in analysis.files)
    asked = {(True, False): ".since", (False, True): ".until", (True, True): ".between"}
    when = asked.get((first is not None, last is not None), "")
    return Finding(
        key="no-entries",
        headline=say(f"find.no-entries{when}", first=first, last=last),
        detail=say("find.no-entries.read", entries=read, files=len(analysis.files)),
        mark="flag",
        numbers={"entries": read, "files": len(analysis.files)},
    )


def _is_double(overlap: Overlap, analysis: Analysis) -> bool:
    period = analysis.period
    return (
        overlap.kind == "two-importers"
        and period is not None
        and overlap.first <= period.last
        and overlap.last >= period.first
        and any(each.name == overlap.person for each in analysis.people)
    )


def _open_parts(parts: dict[str, int]) -> list[str]:
    return [say(f"find.open-hours.{key}", seconds=part) for key, part in parts.items() if part]
