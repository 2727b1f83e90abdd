"""How days, weeks, months, quarters and spans are said, in short and in full."""

import datetime as dt

from pmrules.wording.language import spoken


def month(key: str) -> str:
    """Return `2026-09` as `Sep 2026`."""
    year, _, number = key.partition("-")
    return f"{spoken().short_months[int(number) - 1]} {year}"


def full_month(key: str) -> str:
    """Return `2026-09` as `September 2026`."""
    year, _, number = key.partition("-")
    return f"{spoken().months[int(number) - 1]} {year}"


def day(date: dt.date) -> str:
    """Return a date as `9 Sep 2026`."""
    return _written(spoken().day, date)


def full_day(date: dt.date) -> str:
    """Return a date as `9 September 2026`."""
    name = spoken().months[date.month - 1]
    return spoken().day.format(day=date.day, month=name, year=date.year)


def period(first: dt.date, last: dt.date) -> str:
    """Return a span as short as it can be said: whole months by name, else both days."""
    whole = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
    if first == last:
        return day(first)
    if not whole:
        return f"{_day_before(first, last)} – {day(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return month(f"{last:%Y-%m}")
    name = spoken().short_months[first.month - 1]
    start = month(f"{first:%Y-%m}") if first.year != last.year else name
    return f"{start} – {month(f'{last:%Y-%m}')}"


def _day_before(first: dt.date, last: dt.date) -> str:
    """A first day without what it shares with the last."""
    if first.year != last.year:
        return day(first)
    same = first.month == last.month
    return _written(spoken().day_alone if same else spoken().day_and_month, first)


def _written(form: str, date: dt.date) -> str:
    name = spoken().short_months[date.month - 1]
    return form.format(day=date.day, month=name, year=date.year)


def period_key(key: str) -> str:
    """Return the key of a limit's period as a person says it: `Sep 2026`, `Week 37, 2026`."""
    texts = spoken().texts
    if key == "all":
        return texts["period.all"]
    year, _, part = key.partition("-")
    if part.startswith("W"):
        return texts["period.week"].format(week=int(part[1:]), year=year)
    if part.startswith("Q"):
        return f"{part} {year}"
    return month(key)
