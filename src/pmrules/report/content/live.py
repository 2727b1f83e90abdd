"""Formulas over the Entries sheet: what totals are computed from when somebody corrects an entry.

Every entry has two hidden codes. Its place is where it counts: `mc mf oc of` for the quadrants,
`m_ o_ _c _f` where one axis is open, `__` where both are, `x` outside. Its reach lists all places
where it may still end, so that low and high move too. Codes, not labels, are compared: a label may
hold characters that criteria read as wildcards. All sums are sums of whole seconds: a formula gives
the very number that Python computed.
"""

import datetime as dt

from pmrules.model import Quadrant
from pmrules.rules.verdict import CELLS

LIMIT = 20_000
"""Entries beyond which a workbook would recalculate too slowly, and values stand instead."""
SECONDS, PLACE, REACH = "EntrySeconds", "EntryPlace", "EntryReach"
PERSON, DATE, CORRECTION = "EntryPerson", "EntryDate", "EntryCorrection"
OUTSIDE = "x"
CODES: dict[str, str] = {
    Quadrant.MARKET_CURRENT: "mc",
    Quadrant.MARKET_FUTURE: "mf",
    Quadrant.ONE_CURRENT: "oc",
    Quadrant.ONE_FUTURE: "of",
    "outside": OUTSIDE,
}
_HALF = {"market": "m_", "one": "o_", "current": "_c", "future": "_f"}
_PLACES = {
    **CODES,
    **{axis: code.replace("_", "*") for axis, code in _HALF.items()},
    "unclassified": "__",
    "open": "*_*",
}


def code(status: str, quadrant: str, audience: str, horizon: str) -> str:
    """Return the code of where an entry counts."""
    if status == "half":
        return _HALF[audience or horizon]
    return CODES.get(quadrant or status, "__")


def reach(possible: int) -> str:
    """Return the codes of all places where an entry may still end, from its `possible` bits."""
    return " ".join(CODES[cell] for bit, cell in enumerate(CELLS) if possible >> bit & 1)


def label(place: str) -> str:
    """Return the name of the cell that holds the organisation's label of a place."""
    return f"Label_{CODES[place]}"


def seconds(place: str = "", criteria: str = "") -> str:
    """Return the formula of the seconds in a place, or of all, under further criteria."""
    if place == "half":
        return f"({seconds('open', criteria)}-{seconds('unclassified', criteria)})"
    if not place and not criteria:
        return f"SUM({SECONDS})"
    if place:
        criteria = f',{PLACE},"{_PLACES[place]}"{criteria}'
    return f"SUMIFS({SECONDS}{criteria})"


def hours(place: str = "", criteria: str = "") -> str:
    """Return the same in hours."""
    return f"{seconds(place, criteria)}/3600"


def on_matrix(criteria: str = "") -> str:
    """Return the formula of all seconds less those outside."""
    return f'SUMIFS({SECONDS},{PLACE},"<>{OUTSIDE}"{criteria})'


def share(place: str, criteria: str = "") -> str:
    """Return the formula of the share of what is on the matrix; empty where nothing is."""
    return f'IFERROR({seconds(place, criteria)}/{on_matrix(criteria)},"")'


def low(place: str) -> str:
    """Return the formula of the lowest share that a place can still come to."""
    inside = _inside(place)
    beside = [cell for cell in Quadrant if cell not in inside]
    least = _never(*beside, "outside")
    return _bound(least, f"({least}+SUM({SECONDS})-{_never(*beside)})")


def high(place: str) -> str:
    """Return the formula of the highest share that a place can still come to."""
    inside = _inside(place)
    most = f"(SUM({SECONDS})-{_never(*inside)})"
    return _bound(most, f"({most}+{_never(*inside, 'outside')})")


def person(number: int) -> str:
    """Return criteria for one person, by number: a name may hold wildcards."""
    return f",{PERSON},{number}"


def within(first: dt.date, days: int, months: int) -> str:
    """Return criteria for the days from a first one on, for so many days and months."""
    start = f"DATE({first.year},{first.month},{first.day})"
    after = f"DATE({first.year},{first.month + months},{first.day + days})"
    return f',{DATE},">="&{start},{DATE},"<"&{after}'


def correction(column: int, static: str) -> str:
    """Return the formula of a code: what was corrected to in a column, else as it was judged."""
    said = f'"{static}"'
    for place in reversed(CODES):
        said = f'IF([{column}]={label(place)},"{CODES[place]}",{said})'
    return f'IF([{column}]="","{static}",{said})'


def reached(column: int, place: int, static: str) -> str:
    """Return the formula of a reach: what is corrected stands still."""
    return f'IF([{column}]="","{static}",IF(ISERR(SEARCH("_",[{place}])),[{place}],"{static}"))'


def counts_as(column: int, judged: int) -> str:
    """Return the formula of the label of the place whose code stands in a column."""
    said = f"[{judged}]"
    for place in reversed(CODES):
        said = f'IF([{column}]="{CODES[place]}",{label(place)},{said})'
    return said


def corrected(text: str) -> str:
    """Return the formula that says a text behind the number of corrections, if there are any."""
    number = f'COUNTIF({CORRECTION},"?*")'
    quoted = text.replace('"', '""')
    return f'IF({number}=0,"",{number}&"{quoted}")'


def _inside(place: str) -> list[Quadrant]:
    return [cell for cell in Quadrant if place in {cell, cell.audience, cell.horizon}]


def _never(*cells: str) -> str:
    """The seconds of entries that can end in none of some places."""
    criteria = "".join(f',{REACH},"<>*{CODES[cell]}*"' for cell in cells)
    return f"SUMIFS({SECONDS}{criteria})"


def _bound(part: str, whole: str) -> str:
    return f'IF({on_matrix()}=0,"",IFERROR({part}/{whole},0))'
