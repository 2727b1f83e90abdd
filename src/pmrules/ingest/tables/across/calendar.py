"""Which date each column of a grid has: what the columns say, settled by titles or options."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.cells.days import ORDERS, PLAUSIBLE, Triple
from pmrules.ingest.tables.across.days import EPOCH, Day
from pmrules.ingest.tables.across.layout import Across, day_number, orders, weekdays_of
from pmrules.ingest.tables.across.titles import Said, WeekSaid
from pmrules.model import ImporterOptions

WEEK = 7
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH_PARTS = 2

Month = tuple[int, int]


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

    def refusal(self, code: str, what: str, mend: str) -> InputError:
        return InputError(Problem(code, what, mend, self.place))


def _of_dates(columns: Sequence[int], days: Sequence[Day], known: _Known) -> Settled:
    possible = orders(days)
    readings = {
        order: [day_number(day, order) or 0 for day in days]
        for order in possible
        if not known.options.date_order or order == known.options.date_order
    }
    different = {tuple(numbers) for numbers in readings.values()}
    if len(different) != 1:
        raise known.refusal(
            "date-order-unknown",
            "The dates over the columns follow each other in more than one order of day and month.",
            "Say which: " + " or ".join(f"--date-order {order}" for order in possible) + ".",
        )
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
        if (dates := _in_year(days, year, order)) and _weekdays_fit(days, dates)
    }
    if len(found) != 1:
        raise known.refusal(
            "year-unknown",
            "The days over the columns have no year, and nothing on the sheet says one."
            if not found
            else "The days over the columns can be read in more than one way.",
            "Write the year beside them or as a title above them, or say --month 2026.",
        )
    found_dates, (year, where) = next(iter(found.items()))
    return Settled(dict(zip(columns, found_dates, strict=True)), f"days of {year}, as {where} says")


def _of_numbers(columns: Sequence[int], days: Sequence[Day], known: _Known) -> Settled:
    month, where = _month(known)
    turns = any(then.number < now.number for now, then in pairwise(days))
    for first in [month, _before(month)] if turns else [month]:
        dates = _numbered(days, first)
        if not turns or _weekdays_fit(days, dates):
            return Settled(dict(zip(columns, dates, strict=True)), f"{_shown(month)}, {where}")
    raise _other_weekdays(known.place, f"the days of {_shown(month)}")


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
        if (dates := _of_week(weekdays, start, weeks))
    }
    if len(found) != 1:
        raise _no_week(known, list(starts.values()))
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
    raise _no_month(known, list(found))


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


def _in_year(days: Sequence[Day], year: int, order: str) -> list[dt.date]:
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


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _before(month: Month) -> Month:
    year, number = month
    return (year, number - 1) if number > 1 else (year - 1, 12)


def _after(month: Month) -> Month:
    year, number = month
    return (year, number + 1) if number < 12 else (year + 1, 1)


def _numbered(days: Sequence[Day], month: Month) -> list[dt.date | None]:
    dates, before = [], 0
    for day in days:
        month = _after(month) if day.number < before else month
        dates.append(_date(*month, day.number))
        before = day.number
    return dates


def _weekdays_fit(days: Sequence[Day], dates: Sequence[dt.date | None]) -> bool:
    return all(
        not day.weekdays or date is None or date.weekday() in day.weekdays
        for day, date in zip(days, dates, strict=True)
    )


def _starts(
    week: WeekSaid, weekdays: Sequence[int], weeks: int, known: _Known
) -> Iterator[dt.date]:
    """Yield the first day of the week meant; several where a date leaves its order open."""
    if week.number:
        years = [week.year] if week.year else [year for year, _ in _years(known)]
        if len(years) == 1 and weekdays[0] != WEEK - 1 and (monday := _monday(years[0], week)):
            yield monday
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


def _monday(year: int, week: WeekSaid) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, week.number, 1)
    except ValueError:
        return None


def _of_week(weekdays: Sequence[int], start: dt.date, weeks: int) -> list[dt.date]:
    """Return the dates of weekdays from a day on; none where they do not fit into the weeks."""
    dates = [start + dt.timedelta((weekdays[0] - start.weekday()) % WEEK)]
    for weekday in weekdays[1:]:
        dates.append(dates[-1] + dt.timedelta((weekday - dates[-1].weekday()) % WEEK or WEEK))
    fit = dates[-1] < start + dt.timedelta(weeks * WEEK) and dates[0].year in PLAUSIBLE
    return dates if fit else []


def _refuse_other_weekdays(
    days: Mapping[int, Day], dates: Mapping[int, dt.date | str | None], place: Place
) -> None:
    for column, day in days.items():
        date = dates[column]
        if isinstance(date, dt.date) and day.weekdays and date.weekday() not in day.weekdays:
            named = " or ".join(_NAMES[number] for number in sorted(day.weekdays))
            raise _other_weekdays(place, f"{date}, a {_NAMES[date.weekday()]}, under {named}")


def _other_weekdays(place: Place, what: str) -> InputError:
    return InputError(
        Problem(
            "grid-days-contradict",
            f"The weekdays over the columns contradict their dates: {what}.",
            "Correct the month, the week or the weekdays above the table.",
            place,
        )
    )


def _no_month(known: _Known, found: Sequence[Month]) -> InputError:
    if found:
        named = " and ".join(map(_shown, found))
        return known.refusal(
            "month-contradictory",
            f"The columns are days of a month, and the sheet names several: {named}.",
            "Correct the title or the sheet's name, or say which: --month 2026-09.",
        )
    if known.said.names:
        where = next(iter(known.said.names.values()))
        return known.refusal(
            "month-unknown",
            f"The columns are days of a month; {where} says it, but nothing says the year.",
            "Say the year for all sheets: --month 2026, or month: 2026 in the rules file.",
        )
    return known.refusal(
        "month-unknown",
        "The columns are days of a month, and nothing on the sheet says which.",
        "Say it: --month 2026-09, or write it above the table or into the sheet's name.",
    )


def _no_week(known: _Known, said: Sequence[str]) -> InputError:
    if len(said) > 1:
        return known.refusal(
            "week-contradictory",
            f"The columns are days of a week, and the sheet does not say one: {'; '.join(said)}.",
            "Correct the title or the sheet's name; dates read best as 2026-09-07.",
        )
    if said or known.said.weeks:
        where = known.said.weeks[0].where if known.said.weeks else "--week"
        return known.refusal(
            "week-unknown",
            f"The columns are days of a week that {where} does not settle.",
            "Say it: --week 2026-W37, or --month 2026 where a week's number lacks the year; or "
            "write its first day above the table: Week of 2026-09-07.",
        )
    return known.refusal(
        "week-unknown",
        "The columns are days of a week, and nothing on the sheet says which.",
        "Say it: --week 2026-09-07 or --week 2026-W37, or write Week of 2026-09-07 above the "
        "table.",
    )


def _shown(month: Month) -> str:
    return f"{month[0]}-{month[1]:02d}"
