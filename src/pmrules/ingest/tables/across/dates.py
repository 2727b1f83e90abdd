"""Dates of the columns of a grid, once it is known in which year, month or week they are."""

import datetime as dt
from collections.abc import Sequence

from pmrules.ingest.cells.days import PLAUSIBLE
from pmrules.ingest.tables.across.days import Day

WEEK = 7
_MONTHS = 12

Month = tuple[int, int]
"""A year and the number of a month."""


def in_year(days: Sequence[Day], year: int, order: str) -> list[dt.date]:
    """Return the dates of days that lack their year; none where they do not follow each other."""
    dates: list[dt.date] = []
    for day in days:
        number, month = day.number, day.month
        if day.pair:
            number, month = day.pair if order == "dmy" else day.pair[::-1]
        date = _date(year, month, number)
        if date and dates and date < dates[-1]:
            date = _date(year + 1, month, number)
        if date is None or (dates and not 1 <= (date - dates[-1]).days <= WEEK):
            return []
        dates.append(date)
    return dates


def numbered(days: Sequence[Day], month: Month) -> list[dt.date | None]:
    """Return the dates of days of a month; where the numbers fall, the next month begins."""
    dates, last = [], 0
    for day in days:
        month = _after(month) if day.number < last else month
        dates.append(_date(*month, day.number))
        last = day.number
    return dates


def of_week(weekdays: Sequence[int], start: dt.date, weeks: int) -> list[dt.date]:
    """Return the dates of weekdays from a day on; none where they do not fit into the weeks."""
    dates = [start + dt.timedelta((weekdays[0] - start.weekday()) % WEEK)]
    for weekday in weekdays[1:]:
        dates.append(dates[-1] + dt.timedelta((weekday - dates[-1].weekday()) % WEEK or WEEK))
    fit = dates[-1] < start + dt.timedelta(weeks * WEEK) and dates[0].year in PLAUSIBLE
    return dates if fit else []


def weekdays_fit(days: Sequence[Day], dates: Sequence[dt.date | None]) -> bool:
    """Whether the weekdays over the columns are those of their dates."""
    return all(
        not day.weekdays or date is None or date.weekday() in day.weekdays
        for day, date in zip(days, dates, strict=True)
    )


def monday(year: int, week: int) -> dt.date | None:
    """Return the first day of a week by its number; None where the year has no such week."""
    try:
        return dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def before(month: Month) -> Month:
    """Return the month before."""
    year, number = month
    return (year, number - 1) if number > 1 else (year - 1, _MONTHS)


def _after(month: Month) -> Month:
    year, number = month
    return (year, number + 1) if number < _MONTHS else (year + 1, 1)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shown(month: Month) -> str:
    """Return a month as `2026-09`."""
    return f"{month[0]}-{month[1]:02d}"
