"""Read exports of Timewarrior with pmrules: `timew export`, and what a report is given."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from pmrules import (
    Entry,
    Fit,
    Importer,
    InputError,
    Place,
    Problem,
    Rejected,
    Sample,
    Skipped,
    Source,
    hookimpl,
)

Record = Entry | Skipped | Rejected

_MOMENT = "%Y%m%dT%H%M%SZ"
_INTERVAL = re.compile(r'(?:^|\n)\s*\[\s*\{[^{}]*"start"\s*:\s*"[0-9]{8}T[0-9]{6}Z"')
_HEADER = re.compile(r"\A(?:[^\S\n]*[a-z][^\n]*\n)*\s*(?=\[)")
"""Settings that a report is given before the intervals, a line each."""


class Timewarrior:
    """Intervals tell their times in UTC and no length; `zone` in the rules file says where."""

    name = "timewarrior"
    title = "Timewarrior, export"

    def detect(self, sample: Sample) -> Fit:
        """Know a list of intervals by how Timewarrior writes the start of the first."""
        if _INTERVAL.search(sample.head):
            return Fit.exact("a JSON list of intervals with starts as 20260302T090000Z")
        return Fit.none("no JSON list of intervals")

    def read(self, source: Source) -> Iterator[Record]:
        """Give a record for every interval, numbered as they stand in the file."""
        zone = ZoneInfo(source.options.zone or "UTC")
        for row, interval in enumerate(_intervals(source), 1):
            yield _record(row, interval, zone, source.options.person)


def _intervals(source: Source) -> list[Any]:
    with source.open() as file:
        text = _HEADER.sub("", file.read(), 1)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(_damaged(source)) from error
    if not isinstance(found, list):
        raise InputError(_damaged(source))
    return found


def _damaged(source: Source) -> Problem:
    return Problem(
        "json-damaged",
        "The file ends or breaks off within its JSON list.",
        "Export it again: timew export > FILE.json.",
        Place(source.path.name),
    )


def _record(row: int, interval: Any, zone: ZoneInfo, person: str) -> Record:
    if not isinstance(interval, dict):
        return Rejected(row, "", str(interval), "an interval")
    if "end" not in interval:
        return Skipped(row, "running timer")
    start, end = (_moment(interval.get(name)) for name in ("start", "end"))
    if start is None:
        return Rejected(row, "start", str(interval.get("start", "")), "20260302T090000Z")
    if end is None or end < start:
        return Rejected(row, "end", str(interval["end"]), "a moment after the start")
    begun = start.astimezone(zone).replace(tzinfo=None)
    tags = interval.get("tags")
    return Entry(
        row=row,
        person=person,
        date=begun.date(),
        seconds=round((end - start).total_seconds()),
        description=str(interval.get("annotation") or ""),
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        start=begun,
        end=end.astimezone(zone).replace(tzinfo=None),
    )


def _moment(value: Any) -> dt.datetime | None:
    try:
        return dt.datetime.strptime(value, _MOMENT).replace(tzinfo=dt.UTC)
    except (TypeError, ValueError):
        return None


@hookimpl
def pmrules_importers() -> list[Importer]:
    """Offer Timewarrior."""
    return [Timewarrior()]
