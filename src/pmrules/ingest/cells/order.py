"""The order of day, month and year: proven by all dates of a file together, or asked for."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.days import ORDERS, Triple
from pmrules.ingest.cells.occurrences import Seen, each, seen
from pmrules.ingest.cells.parsed import Named

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class Order(Struct, frozen=True):
    """What comes first in dates between slashes or hyphens, and why; empty: none to decide."""

    name: str = ""
    evidence: str = ""
    asked: bool = False

    def day(self, triple: Triple) -> int | None:
        """Return the day of a date in this order."""
        return _possible(triple, self.asked).get(self.name)


def decide_order(
    columns: Sequence[Named], readings: Sequence[Sequence[Any]], asked: str | Order = ""
) -> Order:
    """Decide the order from every open date that occurs, unless it is settled.

    Raises InputError where two dates contradict each other, where one contradicts the order asked
    for, and where both orders would fit all dates and make a difference.
    """
    if isinstance(asked, Order):
        return asked
    if asked and asked not in ORDERS:
        raise ValueError(f"date order {asked!r} is none of {', '.join(ORDERS)}")
    left = [asked] if asked else list(ORDERS)
    ruled_out: dict[str, Seen] = {}
    for column, index, possible in _open_dates(columns, readings, bool(asked)):
        for order in [order for order in left if order not in possible]:
            left.remove(order)
            ruled_out[order] = seen(column, index)
        if not left:
            raise InputError(_contradiction(ruled_out, asked))
    if asked:
        return Order(asked, f"{ORDERS[asked]}, as asked", asked=True)
    if len(left) == 1:
        proof = ruled_out["mdy" if left[0] != "mdy" else "dmy"]
        return Order(left[0], f"{ORDERS[left[0]]}, as {proof} shows")
    _refuse_difference(left, _open_dates(columns, readings, False))
    return Order(left[0])


def _refuse_difference(
    left: list[str], open_dates: Iterator[tuple[Named, int, dict[str, int]]]
) -> None:
    """Raise InputError unless all orders left give the same days, as they do of 04/04/2026."""
    for column, index, possible in open_dates:
        if len({possible[order] for order in left}) > 1:
            example = seen(column, index)
            raise InputError(_unknown(example, {order: possible[order] for order in left}))


def _open_dates(
    columns: Sequence[Named], readings: Sequence[Sequence[Any]], asked: bool
) -> Iterator[tuple[Named, int, dict[str, int]]]:
    for column, index, triple in each(columns, readings, Triple):
        possible = _possible(triple, asked)
        if possible:
            yield column, index, possible


def _possible(triple: Triple, asked: bool) -> dict[str, int]:
    """Return the readings in question: nobody writes 26/03/13 year first unless they say so."""
    readings = triple.readings()
    if triple.hyphens or asked:
        return readings
    return {order: day for order, day in readings.items() if order != "ymd"}


def _unknown(example: Seen, possible: dict[str, int]) -> Problem:
    meanings = " or ".join(dict.fromkeys(map(_written, possible.values())))
    options = " or ".join(f"--date-order {order} ({ORDERS[order]})" for order in possible)
    return Problem(
        "date-order-unknown",
        f"“{example.shown}” is {meanings}, and no date of the file shows which.",
        f"Say which: {options}.",
        example.place,
    )


def _contradiction(ruled_out: dict[str, Seen], asked: str) -> Problem:
    if asked:
        found = ruled_out[asked]
        return Problem(
            "date-order-contradictory",
            f"“{found.shown}” is no date {ORDERS[asked]}, as --date-order {asked} asks.",
            "Leave the option out, or correct the date.",
            found.place,
        )
    by_first = ruled_out["mdy"]
    by_second = ruled_out["dmy"]
    return Problem(
        "date-order-contradictory",
        f"The dates contradict each other: “{by_first.shown}” in {by_first.where} is no date "
        f"month first, “{by_second.shown}” in {by_second.where} none day first.",
        "Correct the dates, or export the file again with dates such as 2026-03-13.",
        by_second.place,
    )


def _written(days: int) -> str:
    day = dt.date(1970, 1, 1) + dt.timedelta(days)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
