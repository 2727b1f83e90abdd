"""Days of which a table leaves out something: the year, said by a title, or the day itself."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from msgspec.structs import replace

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.days import day_and_time, day_of
from pmrules.ingest.cells.texts import EDGES, is_blank
from pmrules.ingest.grid import Coded
from pmrules.ingest.tables.across.titles import said_by
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.parts import Said, When
from pmrules.model import Notice
from pmrules.visible import visible

_ROLES = ("date", "end_date")
_PARTED = re.compile(r"[0-9]([./-])\s?[0-9]")
_LEAP_YEAR = 2024
_SHOWN = 40


def with_years(bodies: Sequence[Body], month: str) -> tuple[list[Body], Said]:
    """Add the year to dates such as 14/11, where no date of a sheet has one.

    The year is that of the sheet's titles or name, else of the `month` asked for. Raises InputError
    where they say none, or several.
    """
    found = [_with_year(body, month) for body in bodies]
    evidence = tuple(dict.fromkeys(text for _, text in found if text))
    notices = tuple(
        Notice("decided-by-values", f"Read as {text}.", place=body.place())
        for body, text in found
        if text
    )
    return [body for body, _ in found], Said(notices, evidence)


def dates_with_year(body: Body) -> tuple[bool, bool]:
    """Return whether any date has its year, and whether any has none."""
    if not body.has("date"):
        return True, False
    cells = body.coded(body.header.columns["date"][0])
    values = [cells.values[code] for code in np.unique(cells.codes).tolist()]
    if any(isinstance(value, dt.date) or _has_year(value) for value in values):
        return True, False
    return False, any(_completed(value, _LEAP_YEAR) for value in values)


def refuse_dayless(bodies: Sequence[Body], whens: Sequence[When]) -> None:
    """Refuse a file whose only days are times of day.

    Raises InputError where no sheet has a column of dates and no start holds one.
    """
    if any(body.has("date") for body in bodies) or any(when.date.ok.any() for when in whens):
        return
    for body, when in zip(bodies, whens, strict=True):
        if when.start.ok.any():
            raise InputError(_dayless(body, int(np.argmax(when.start.ok))))


def _with_year(body: Body, month: str) -> tuple[Body, str]:
    texts = list(_yearless(body)) if body.has("date") else []
    if not texts:
        return body, ""
    year, where = _year(body, month, texts[0])
    columns = list(body.grid.columns)
    for role in _ROLES:
        for at in body.header.columns.get(role, ()):
            values = [_completed(value, year) or value for value in columns[at].values]
            columns[at] = Coded(columns[at].codes, values)
    completed = replace(body, grid=replace(body.grid, columns=tuple(columns)))
    return completed, f"days of {year}, as {where} says"


def _yearless(body: Body) -> Iterator[str]:
    """Yield the dates that lack a year, unless any date of the column has one."""
    cells = body.coded(body.header.columns["date"][0])
    values = [cells.values[code] for code in np.unique(cells.codes).tolist()]
    if not any(isinstance(value, dt.date) or _has_year(value) for value in values):
        yield from (value for value in values if _completed(value, _LEAP_YEAR))


def _has_year(value: Any) -> bool:
    return isinstance(value, str) and day_and_time(value.strip(EDGES))[0] is not None


def _completed(value: Any, year: int) -> str:
    """Return a date with the year behind it; empty where that is no date."""
    text = value.strip(EDGES) if isinstance(value, str) else ""
    if is_blank(text):
        return ""
    parted = _PARTED.search(text)
    mark = "" if text.endswith(".") else parted[1] if parted else " "
    completed = f"{text}{mark}{year}"
    return completed if day_of(completed) is not None else ""


def _year(body: Body, month: str, example: str) -> tuple[int, str]:
    titles = body.grid.head(body.header.index)
    numbers = body.grid.rows[: body.header.index].tolist()
    said = said_by(zip(numbers, titles, strict=True), body.grid.sheet)
    years = {**said.years, **{year: where for (year, _), where in said.months.items()}}
    if not years and month:
        years = {int(month[:4]): "--month"}
    if len(years) != 1:
        raise InputError(_no_year(body, example, sorted(years)))
    return next(iter(years.items()))


def _no_year(body: Body, example: str, years: Sequence[int]) -> Problem:
    said = f"names {' and '.join(map(str, years))}" if years else "names none"
    return Problem(
        "year-unknown",
        f"The dates have no year, as in “{visible(example, _SHOWN)}”, and what stands above them "
        f"{said}.",
        "Write the year beside them or as a title above them, or say --month 2026.",
        body.place(role="date"),
    )


def _dayless(body: Body, record: int) -> Problem:
    return Problem(
        "date-missing",
        f"No column says the day: “{visible(body.title('start'), _SHOWN)}” holds only times of "
        f"day, such as “{body.shown(record, 'start')}”.",
        "Export it again with the day (“Start date”, “Date”) switched on.",
        body.place(record, "start"),
    )
