"""What titles above a grid and the name of its sheet say: months, years, weeks, a person."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct, field

from pmrules.ingest.cells.days import Triple, day_of
from pmrules.ingest.cells.months import month_number
from pmrules.ingest.cells.texts import EDGES, is_blank, rendered
from pmrules.visible import visible

_SHOWN = 40
_FEW_WORDS = 3
_LAST_WEEK = 53
_LONGER_THAN_A_MONTH = 32
_MONTH_WORDS = frozenset({"month", "monat", "mois", "mes", "maand", "period", "zeitraum"})
_YEAR_WORDS = frozenset({"year", "jahr", "année", "annee", "año", "jaar"})
_BEGIN = frozenset({"beginning", "starting", "commencing", "begin", "starts", "from", "ab", "von"})
_END = frozenset({"ending", "ends", "end", "ended", "bis", "to", "until"})
_WEEK_WORDS = frozenset({"week", "woche", "semaine", "semana", "weekly", "kw", "cw", "wk", "wc"})
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_YEAR_MONTH = re.compile(
    r"(?<![0-9])(?<![0-9][-/.])(20[0-9]{2})[-/.](1[0-2]|0?[1-9])(?![0-9]|[-/.][0-9])"
)
_MONTH_YEAR = re.compile(
    r"(?<![0-9])(?<![0-9][-/.])(1[0-2]|0?[1-9])[-/.](20[0-9]{2})(?![-/.]?[0-9])"
)
_SHORT_YEAR = re.compile(r"[^\W\d_]{3,10}\.?[\s'’-]{1,2}([0-9]{2})")
_WEEK_NUMBER = re.compile(
    r"(?:\b(?:kw|cw|wk|week|woche|semaine|semana|w)[\s.:]*|(?<=[0-9])[-\s/]?W)"
    r"([0-9]{1,2})(?![0-9]|[./-][0-9]{1,2}[./-])",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/.]\s?[0-9]{1,2}[-/.]\s?[0-9]{4}"
    r"|(?<![0-9][-–])(?<![0-9])[0-9]{1,2}(?:\.|st|nd|rd|th)?\s(?:de\s)?[^\W\d_]{3,10}\.?,?\s(?:de\s)?[0-9]{4}"
    r"|[^\W\d_]{3,10}\.?\s[0-9]{1,2}(?:st|nd|rd|th)?,?\s[0-9]{4}"
)

Moment = dt.date | Triple


class WeekSaid(Struct, frozen=True):
    """A week named by a date in it, at its end or beginning, or by its number."""

    where: str
    date: Moment | None = None
    side: str = ""
    """`begin`, `end`, or empty for any day of it."""
    number: int = 0
    year: int = 0


class Said(Struct):
    """Everything that titles and the sheet's name say, each with where it stands."""

    months: dict[tuple[int, int], str] = field(default_factory=dict)
    """Year and month named together."""
    names: dict[int, str] = field(default_factory=dict)
    """Months named without a year."""
    years: dict[int, str] = field(default_factory=dict)
    weeks: list[WeekSaid] = field(default_factory=list)


def said_by(rows: Iterable[tuple[int, Sequence[Any]]], sheet: str) -> Said:
    """Read titles, each row with its number, and the name of the sheet."""
    said = Said()
    for number, row in rows:
        cells = [cell for cell in row if not is_blank(cell)]
        for at, cell in enumerate(cells):
            before = rendered(cells[at - 1]) if at else ""
            _read_cell(cell, before, _where(cell, f"row {number}"), said)
    if sheet:
        _read_cell(sheet, "", f"the sheet's name “{visible(sheet, _SHOWN)}”", said)
    return said


def person_in(rows: Iterable[Sequence[Any]], labels: frozenset[str]) -> str:
    """Return the one person whom a title names behind a label such as `Employee:`."""
    found = {person for row in rows for person in _labelled(row, labels)}
    return found.pop() if len(found) == 1 else ""


def _labelled(row: Sequence[Any], labels: frozenset[str]) -> Iterator[str]:
    cells = [rendered(cell).strip(EDGES) for cell in row if not is_blank(cell)]
    for at, cell in enumerate(cells):
        label, colon, value = cell.partition(":")
        behind = cells[at + 1] if at + 1 < len(cells) else ""
        if label.strip(EDGES).casefold() not in labels:
            continue
        named = value.strip(EDGES) or (behind if colon or len(cells) == 2 else "")
        if named and named.casefold().rstrip(":") not in labels and not named[0].isdigit():
            yield named


def _where(cell: Any, place: str) -> str:
    return f"“{visible(rendered(cell).strip(EDGES), _SHOWN)}” in {place}"


def _read_cell(cell: Any, before: str, where: str, said: Said) -> None:
    if isinstance(cell, dt.date):
        _read_date(dt.date(cell.year, cell.month, cell.day), before, where, said)
        return
    text = f"{before} {rendered(cell)}" if _is_label(before) else rendered(cell)
    text = " ".join(text.replace("_", " ").split())
    _weeks(text, where, said)
    _months(_DATE.sub(" ", text), where, said)


def _is_label(text: str) -> bool:
    return not any(map(str.isdigit, text)) and bool(
        _words(text) & (_WEEK_WORDS | _MONTH_WORDS | _YEAR_WORDS | _END | _BEGIN)
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _read_date(date: dt.date, before: str, where: str, said: Said) -> None:
    """A date cell is a week's beside that word, and a month's on its first day."""
    words = _words(before)
    if words & _WEEK_WORDS:
        said.weeks.append(WeekSaid(where, date, _side(words)))
    elif date.day == 1 or words & _MONTH_WORDS:
        said.months.setdefault((date.year, date.month), where)


def _weeks(text: str, where: str, said: Said) -> None:
    words = _words(text)
    dates = [day for found in _DATE.findall(text) if (day := _moment(found)) is not None]
    if len(dates) == 2:
        _range(dates[0], dates[1], where, said)
    elif dates and (words & _WEEK_WORDS or len(text) <= len("30. September 2026")):
        side = _side(words) if words & _WEEK_WORDS else ""
        if words & _WEEK_WORDS or where.startswith("the sheet"):
            said.weeks.append(WeekSaid(where, dates[0], side))
    elif number := _WEEK_NUMBER.search(text):
        years = _YEAR.findall(text)
        if 1 <= int(number[1]) <= _LAST_WEEK:
            year = int(years[0]) if len(years) == 1 else 0
            said.weeks.append(WeekSaid(where, number=int(number[1]), year=year))


def _range(first: Moment, last: Moment, where: str, said: Said) -> None:
    """From the first to the last day is a month, a week is anything shorter."""
    if isinstance(first, dt.date) and isinstance(last, dt.date):
        after = last + dt.timedelta(1)
        if first.day == after.day == 1 and (after - first).days < _LONGER_THAN_A_MONTH:
            said.months.setdefault((first.year, first.month), where)
            return
    said.weeks.append(WeekSaid(where, first, "begin"))


def _side(words: frozenset[str]) -> str:
    if words & _END and not words & _BEGIN:
        return "end"
    return "begin" if words & _BEGIN or "wc" in words else ""


def _moment(text: str) -> Moment | None:
    day = day_of(text)
    if day is None or isinstance(day, Triple):
        return day
    return dt.date(1970, 1, 1) + dt.timedelta(day)


def _months(text: str, where: str, said: Said) -> None:
    words: list[str] = _WORD.findall(text)
    names = list({month for word in words if (month := month_number(word))})
    years = list({int(year) for year in _YEAR.findall(text)})
    numeric = [(int(found[1]), int(found[2])) for found in _YEAR_MONTH.finditer(text)]
    numeric += [(int(found[2]), int(found[1])) for found in _MONTH_YEAR.finditer(text)]
    if not years and names and (short := _SHORT_YEAR.fullmatch(text)):
        years = [2000 + int(short[1])]
    for both in numeric:
        said.months.setdefault(both, where)
    if len(names) == 1 and len(years) == 1:
        said.months.setdefault((years[0], names[0]), where)
    elif len(names) == 1 and not years and len(words) <= _FEW_WORDS:
        said.names.setdefault(names[0], where)
    elif len(years) == 1 and not numeric and not _WEEK_NUMBER.search(text):
        said.years.setdefault(years[0], where)
