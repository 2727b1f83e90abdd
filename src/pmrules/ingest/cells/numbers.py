"""Numbers as people write them, and which sign is the decimal one in a column."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.occurrences import Seen, seen
from pmrules.ingest.cells.parsed import Named

# [0-9] and not \d: digits of other scripts are not read.
_PLAIN = re.compile(r"([0-9]{1,40})(?:([.,])([0-9]{1,40}))?")
_MARKED = re.compile(
    r"""
    (?P<whole>
        [0-9]{0,40}
      | [0-9]{1,3} (?: (?P<group> [.,'’ \xa0\u2009\u202f] ) [0-9]{3} ) (?: (?P=group) [0-9]{3} )*
    )
    (?: (?P<mark> [.,] ) (?P<rest> [0-9]{1,40} ) )?
    """,
    re.VERBOSE,
)
_NO_DIGIT = re.compile(r"[^0-9]")
_OTHER = {".": ",", ",": "."}
_GROUP = 3


class Amount(NamedTuple):
    """A number as written; what its sign means may only show in the whole column."""

    whole: str
    mark: str
    """The decimal sign that this number proves, or its doubtful sign; empty: neither."""
    rest: str
    sure: bool
    """False where the sign may also part the thousands: `1.500`."""

    def scaled(self, factor: int, mark: str) -> int:
        """Return number times factor, rounded half up, where `mark` is the decimal sign."""
        whole, rest = self.whole, self.rest
        if not self.sure and self.mark != mark:
            whole, rest = whole + rest, ""
        unit: int = 10 ** len(rest)
        return (2 * int(whole + rest or "0") * factor + unit) // (2 * unit)


def amount(text: str) -> Amount | None:
    """Read a number of zero or more without an exponent; None where it is none."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        whole, mark, rest = plain.groups()
        if mark is None:
            return Amount(whole, "", "", True)
        return Amount(whole, mark, rest, not _doubtful(whole, rest))
    return _grouped(text)


def _doubtful(whole: str, rest: str) -> bool:
    return len(rest) == _GROUP and len(whole) <= _GROUP and whole[0] != "0"


def _grouped(text: str) -> Amount | None:
    match = _MARKED.fullmatch(text)
    if match is None:
        return None
    whole, group, mark, rest = match.group("whole", "group", "mark", "rest")
    if group is not None and (group == mark or whole[0] == "0"):
        return None
    if not whole and not rest:
        return None
    digits = _NO_DIGIT.sub("", whole)
    return Amount(digits, mark or _OTHER.get(group, ""), rest or "", True)


def decimal_mark(marks: Iterable[tuple[str, Named, int]]) -> tuple[str, Seen | None]:
    """Return the decimal sign that all numbers prove and the first that does, or no sign.

    Each number comes as its proven sign, its column and its index. Two signs are an InputError.
    """
    found: dict[str, tuple[Named, int]] = {}
    for mark, column, index in marks:
        if mark and mark not in found:
            found[mark] = column, index
    proofs = {mark: seen(column, index) for mark, (column, index) in found.items()}
    if len(proofs) > 1:
        raise InputError(_contradiction(proofs["."], proofs[","]))
    return next(iter(proofs.items()), ("", None))


def _contradiction(point: Seen, comma: Seen) -> Problem:
    return Problem(
        "decimal-sign-contradictory",
        f"The column has two decimal signs: “{point.shown}” in {point.where} has a point, "
        f"“{comma.shown}” in {comma.where} a comma.",
        "Write all numbers of the column with the same decimal sign.",
        comma.place,
    )
