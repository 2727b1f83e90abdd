"""Why the columns of a grid have no dates, or contradict them, and what mends it."""

from collections.abc import Mapping, Sequence

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.tables.across.dates import Month, shown
from pmrules.ingest.tables.across.titles import WeekSaid


def order_unknown(place: Place, possible: Sequence[str]) -> InputError:
    """Dates can be read in several orders of day and month."""
    return _refusal(
        place,
        "date-order-unknown",
        "The dates over the columns follow each other in more than one order of day and month.",
        "Say which: " + " or ".join(f"--date-order {order}" for order in possible) + ".",
    )


def year_unknown(place: Place, *, several: bool) -> InputError:
    """Days lack their year, or several years fit."""
    return _refusal(
        place,
        "year-unknown",
        "The days over the columns can be read in more than one way."
        if several
        else "The days over the columns have no year, and nothing on the sheet says one.",
        "Write the year beside them or as a title above them, or say --month 2026.",
    )


def other_weekdays(place: Place, what: str) -> InputError:
    """Weekdays are not those of their dates."""
    return _refusal(
        place,
        "grid-days-contradict",
        f"The weekdays over the columns contradict their dates: {what}.",
        "Correct the month, the week or the weekdays above the table.",
    )


def no_month(place: Place, names: Mapping[int, str], found: Sequence[Month]) -> InputError:
    """Days of a month lack it: several were found, or its name alone, by where it stands."""
    if found:
        named = " and ".join(map(shown, found))
        return _refusal(
            place,
            "month-contradictory",
            f"The columns are days of a month, and the sheet names several: {named}.",
            "Correct the title or the sheet's name, or say which: --month 2026-09.",
        )
    if names:
        where = next(iter(names.values()))
        return _refusal(
            place,
            "month-unknown",
            f"The columns are days of a month; {where} says it, but nothing says the year.",
            "Say the year for all sheets: --month 2026, or month: 2026 in the rules file.",
        )
    return _refusal(
        place,
        "month-unknown",
        "The columns are days of a month, and nothing on the sheet says which.",
        "Say it: --month 2026-09, or write it above the table or into the sheet's name.",
    )


def no_week(place: Place, weeks: Sequence[WeekSaid], said: Sequence[str]) -> InputError:
    """Weekdays lack their week: several were said, or one that settles nothing."""
    if len(said) > 1:
        return _refusal(
            place,
            "week-contradictory",
            f"The columns are days of a week, and the sheet does not say one: {'; '.join(said)}.",
            "Correct the title or the sheet's name; dates read best as 2026-09-07.",
        )
    if said or weeks:
        where = weeks[0].where if weeks else "--week"
        return _refusal(
            place,
            "week-unknown",
            f"The columns are days of a week that {where} does not settle.",
            "Say it: --week 2026-W37, or --month 2026 where a week's number lacks the year; or "
            "write its first day above the table: Week of 2026-09-07.",
        )
    return _refusal(
        place,
        "week-unknown",
        "The columns are days of a week, and nothing on the sheet says which.",
        "Say it: --week 2026-09-07 or --week 2026-W37, or write Week of 2026-09-07 above the "
        "table.",
    )


def _refusal(place: Place, code: str, what: str, mend: str) -> InputError:
    return InputError(Problem(code, what, mend, place))
