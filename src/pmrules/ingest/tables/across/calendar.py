"""Which date each column of a grid has: what the columns say, settled by titles or options."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pmrules.errors import Place
from pmrules.ingest.cells.days import ORDERS, Triple
from pmrules.ingest.tables.across.dates import (
    WEEK,
    Month,
    before,
    in_year,
    monday,
    numbered,
    of_week,
    shown,
    weekdays_fit,
)
from pmrules.ingest.tables.across.days import EPOCH, Day
from pmrules.ingest.tables.across.layout import Across, day_number, orders, weekdays_of
from pmrules.ingest.tables.across.refusals import (
    no_month,
    no_week,
    order_unknown,
    other_weekdays,
    year_unknown,
)
from pmrules.ingest.tables.across.titles import Said, WeekSaid
from pmrules.model import ImporterOptions

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_PARTS = 2


class Settled(Struct, frozen=True):
    """What every column across stands for: its date, or who or what its name is."""

    values: Mapping[int, dt.date | str | None]
    """None for a 31st that the month does not have."""
    evidence: str
    """How they are known: `the week of 2026-09-07, as “Week 37” in row 1 says`."""
    role: str = "date"
    """The part of an entry that stands across."""


def settle(across: Across, said: Said, options: ImporterOptions, place: Place) -> Settled:
    """Give every column its date.

    Raises InputError where neither the sheet nor an option says it, or where they contradict.
    """
    known = _Known(said, options, place)
    settled = _BY_KIND[across.kind](list(across.days), list(across.days.values()), known)
    _refuse_other_weekdays(across.days, settled.values, place)
    return settled


class _Known(Struct, frozen=True):
    said: Said
    options: ImporterOptions
    place: Place


def _of_dates(columns: Sequence[int], days: Sequence[Day], known: _Known) -> Settled:
    possible = orders(days)
    readings = {
        order: [day_number(day, order) or 0 for day in days]
        for order in possible
        if not known.options.date_order or order == known.options.date_order
    }
    different = {tuple(numbers) for numbers in readings.values()}
    if len(different) != 1:
        raise order_unknown(known.place, possible)
    order, numbers = next(iter(readings.items()))
    written = any(isinstance(day.date, Triple) for day in days)
    dates = [EPOCH + dt.timedelta(number) for number in numbers]
    why = f"dates over the columns, {ORDERS[order]}" if written else "dates over the columns"
    return Settled(dict(zip(columns, dates, strict=True)), why)


def _of_days_and_months(columns: Sequence[int], days: Sequence[Day], known: _Known) -> Settled:
    """Add the year to days such as 07.09.; the year turns where the months begin again."""
    found = {
        tuple(dates): (year, where)
        for year, where in _years(known)
        for order in ("dmy", "mdy")
        if (dates := in_year(days, year, order)) and weekdays_fit(days, dates)
    }
    if len(found) != 1:
        raise year_unknown(known.place, several=bool(found))
    found_dates, (year, where) = next(iter(found.items()))
    return Settled(dict(zip(columns, found_dates, strict=True)), f"days of {year}, as {where} says")


def _of_numbers(columns: Sequence[int], days: Sequence[Day], known: _Known) -> Settled:
    month, where = _month(known)
    turns = any(then.number < now.number for now, then in pairwise(days))
    for first in [month, before(month)] if turns else [month]:
        dates = numbered(days, first)
        if not turns or weekdays_fit(days, dates):
            return Settled(dict(zip(columns, dates, strict=True)), f"{shown(month)}, {where}")
    raise other_weekdays(known.place, f"the days of {shown(month)}")


def _of_weekdays(columns: Sequence[int], days: Sequence[Day], known: _Known) -> Settled:
    weekdays = weekdays_of(days)
    weeks = -(-len(days) // WEEK)
    starts: dict[dt.date, str] = {}
    for week in known.said.weeks:
        for start in _starts(week, weekdays, weeks, known):
            starts.setdefault(start, f"as {week.where} says")
    if not starts and (asked := _asked_week(known.options.week)):
        starts = dict.fromkeys(_starts(asked, weekdays, weeks, known), "as --week says")
    found = {
        tuple(dates): why
        for start, why in starts.items()
        if (dates := of_week(weekdays, start, weeks))
    }
    if len(found) != 1:
        raise no_week(known.place, known.said.weeks, list(starts.values()))
    found_dates, why = next(iter(found.items()))
    named = f"the week of {found_dates[0]}, {why}"
    return Settled(dict(zip(columns, found_dates, strict=True)), named)


_BY_KIND = {
    "date": _of_dates,
    "day-month": _of_days_and_months,
    "number": _of_numbers,
    "weekday": _of_weekdays,
}


def _years(known: _Known) -> Iterator[tuple[int, str]]:
    """Yield the years that are said; an option speaks where nothing else does."""
    said, years = known.said, dict[int, str]()
    for year, where in said.years.items():
        years.setdefault(year, where)
    for (year, _), where in said.months.items():
        years.setdefault(year, where)
    for week in said.weeks:
        year = week.date.year if isinstance(week.date, dt.date) else week.year
        if year:
            years.setdefault(year, week.where)
    if not years and (asked := known.options.month or known.options.week):
        years[int(asked[:4])] = "the option"
    yield from years.items()


def _month(known: _Known) -> tuple[Month, str]:
    """Return the one month that titles or the sheet's name say, or that is asked for."""
    said = known.said
    asked = _asked_month(known.options.month)
    found = {month: f"as {where} says" for month, where in said.months.items()}
    # A month that is asked for says nothing about sheets of other months.
    years = [] if asked and not said.years else list(_years(known))
    for name, where in said.names.items():
        if len(years) == 1 and name not in {month for _, month in found}:
            found[years[0][0], name] = f"as {where} and {years[0][1]} say"
    if len(found) > 1 and asked in found:
        return asked, "as --month says"
    if len(found) == 1:
        return next(iter(found.items()))
    if asked and not found and set(said.names) <= {asked[1]}:
        return asked, "as --month says"
    raise no_month(known.place, said.names, list(found))


def _asked_month(text: str) -> Month | None:
    parts = text.split("-")
    return (int(parts[0]), int(parts[1])) if len(parts) == _MONTH_PARTS else None


def _asked_week(text: str) -> WeekSaid | None:
    if not text:
        return None
    year, _, number = text.partition("-W")
    if number:
        return WeekSaid("--week", number=int(number), year=int(year))
    return WeekSaid("--week", dt.date.fromisoformat(text))


def _starts(
    week: WeekSaid, weekdays: Sequence[int], weeks: int, known: _Known
) -> Iterator[dt.date]:
    """Yield the first day of the week meant; several where a date leaves its order open."""
    if week.number:
        years = [week.year] if week.year else [year for year, _ in _years(known)]
        if len(years) == 1 and weekdays[0] != WEEK - 1 and (first := monday(years[0], week.number)):
            yield first
        return
    dates = _readings(week.date, known.options.date_order)
    for date in dates:
        if week.side == "end":
            start = date - dt.timedelta(weeks * WEEK - 1)
            fits = date.weekday() in (weekdays[-1], 5, 6)
        elif week.side == "begin":
            start, fits = date, date.weekday() == weekdays[0]
        else:
            start = date - dt.timedelta((date.weekday() - weekdays[0]) % WEEK)
            fits = True
        if fits or len(dates) == 1:
            yield start


def _readings(date: dt.date | Triple | None, order: str) -> list[dt.date]:
    if not isinstance(date, Triple):
        return [date] if date else []
    numbers = date.readings()
    kept = {order: numbers[order]} if order in numbers else numbers
    return [EPOCH + dt.timedelta(number) for number in dict.fromkeys(kept.values())]


def _refuse_other_weekdays(
    days: Mapping[int, Day], dates: Mapping[int, dt.date | str | None], place: Place
) -> None:
    for column, day in days.items():
        date = dates[column]
        if isinstance(date, dt.date) and day.weekdays and date.weekday() not in day.weekdays:
            named = " or ".join(_NAMES[number] for number in sorted(day.weekdays))
            raise other_weekdays(place, f"{date}, a {_NAMES[date.weekday()]}, under {named}")
