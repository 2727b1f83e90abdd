"""What makes the figures uncertain: open hours, time tracked twice, records nobody could read."""

import numpy as np

from pmrules.analysis.hours import OPEN, coded
from pmrules.analysis.model import Analysis, Finding
from pmrules.analysis.wording import count, day, hours, listed, name, percent, sentence
from pmrules.model import Overlap

_TEXTS = ("description", "task", "project", "client")
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
    text, largest = _largest_open_text(analysis)
    numbers: dict[str, float] = {f"{name}_seconds": part for name, part in parts.items() if part}
    numbers |= {"share": share, "seconds": seconds, "one_low": low, "one_high": high}
    if text:
        numbers["largest_seconds"] = largest
    return Finding(
        key="open-hours",
        headline=_open_headline(share, seconds),
        detail=sentence(
            f"{_open_parts(parts)}.",
            f"Once settled, one customer at a time could be anything from {percent(low)} "
            f"to {percent(high)}."
            if percent(low) != percent(high)
            else "",
            f"Begin with “{name(text)}”: {hours(largest)}." if text else "",
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
    who = listed(people) if len(people) <= _NAMED else count(len(people), "person", "people")
    return Finding(
        key="double-tracking",
        headline=f"{hours(seconds)} may be counted twice",
        detail=f"{who} {'has' if len(people) == 1 else 'have'} entries from two tools "
        f"on the same days: {count(number, 'day')} in all.",
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
        headline=f"{number:,} of {count(records, 'row')} could not be read",
        detail=f"{'It is' if number == 1 else 'They are'} in no total; "
        "the report names file, row and column, and what was expected there.",
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
            headline="No time was tracked",
            detail=f"{count(whole.entries, 'entry has', 'entries have')} a duration of nothing.",
            mark="flag",
            numbers={"entries": whole.entries},
        )
    return Finding(
        key="all-outside",
        headline=f"All of the time tracked, {hours(whole.seconds)}, lies outside the matrix",
        detail="The rules say of every entry that it is neither for customers nor for the market.",
        mark="flag",
        numbers={"seconds": whole.seconds},
    )


def _nothing(analysis: Analysis) -> Finding:
    first, last = analysis.asked
    read = sum(each.entries for each in analysis.files)
    since = f" since {day(first)}" if first and not last else ""
    until = f" until {day(last)}" if last and not first else ""
    between = f" between {day(first)} and {day(last)}" if first and last else ""
    return Finding(
        key="no-entries",
        headline=f"There are no entries{since}{until}{between}",
        detail=f"{count(read, 'entry was', 'entries were')} read from "
        f"{count(len(analysis.files), 'file')}.",
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


def _open_headline(share: float, seconds: int) -> str:
    if share == 1:
        return f"None of the product time, {hours(seconds)}, has a full place on the matrix yet"
    return f"{percent(share)} of product time has no full place on the matrix yet"


def _open_parts(parts: dict[str, int]) -> str:
    said = {"half": "half-classified", "unclassified": "unclassified"}
    texts = [f"{hours(part)} {said[key]}" for key, part in parts.items() if part]
    return f"There remain {listed(texts)}"


def _largest_open_text(analysis: Analysis) -> tuple[str, int]:
    """Return the text under which most open hours stand, read from the first field that has one."""
    frame = analysis.classified.entries
    statuses, codes = coded(frame["status"])
    still_open = np.array([text in OPEN for text in statuses], dtype=bool)[codes]
    seconds = frame["seconds"].to_numpy(dtype=np.int64)[still_open]
    for column in _TEXTS:
        texts, codes = coded(frame[column])
        sums = np.zeros(len(texts), dtype=np.int64)
        np.add.at(sums, codes[still_open], seconds)
        ranked = sorted(
            (-total, text) for text, total in zip(texts, sums.tolist(), strict=True) if text
        )
        if ranked and ranked[0][0]:
            return ranked[0][1], -ranked[0][0]
    return "", 0
