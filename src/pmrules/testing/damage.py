"""The sample damaged: empty, only a header, cut off, cells that nobody can read."""

from collections import Counter
from collections.abc import Iterator

from pmrules.model import Entry, Skipped
from pmrules.testing.case import Case, Reading
from pmrules.testing.fault import Fault, NotMade
from pmrules.testing.notation import Notation, notation_of
from pmrules.testing.repeated import repeated
from pmrules.testing.table import headed
from pmrules.visible import visible

_NEVER_FAIL = (
    "Raise InputError(Problem(code, what, mend)) where the file as a whole cannot be read, yield "
    "Rejected for a record that cannot."
)
_REJECT = "Yield Rejected(row, column, value, expected): nothing unreadable is dropped or made 0."


def damage(case: Case) -> Iterator[Fault]:
    """Empty, header-only, cut off or with unreadable cells: refused or rejected, never a crash."""
    if case.plain.refusal:
        raise NotMade("the sample is not read")
    yield from _refuses(case, "an empty file", b"")
    if case.opened.sample.container in ("csv", "text"):
        cut = case.data[: len(case.data) * 2 // 3]
        yield from _bears(case.read(cut), "cut off in the middle")
    try:
        table = headed(case)
    except NotMade:
        yield from _unreadable(case)
        return
    head = table.first(table.header + 1)
    yield from _refuses(case, "a file with a header alone", head.written())
    yield from _bears(case.read(table.inserted(len(table.records), ("x",)).written()), "with “x”")
    yield from _unreadable(case)


def _refuses(case: Case, what: str, data: bytes) -> Iterator[Fault]:
    reading = case.read(data)
    if reading.broken:
        yield Fault(f"It fails with {what}: {reading.why}", "Yield nothing where nothing is.")
    elif reading.entries:
        yield Fault(f"It makes {len(reading.entries)} entries from {what}.", "Yield nothing there.")


def _bears(reading: Reading, what: str) -> Iterator[Fault]:
    if reading.broken:
        yield Fault(f"It fails with the sample {what}: {reading.why}", _NEVER_FAIL)


def _unreadable(case: Case) -> Iterator[Fault]:
    if case.opened.sample.container == "text":
        yield from _unreadable_text(case)
        return
    try:
        notation = notation_of(case)
    except NotMade:
        return
    for columns in (notation.lengths, notation.days or notation.starts):
        if columns:
            yield from _rejects(case, notation, tuple(columns))


def _rejects(case: Case, notation: Notation, columns: tuple[int, ...]) -> Iterator[Fault]:
    cells = list(notation.table.records[notation.model.row - 1])
    for column in columns:
        cells[column] = "soon"
    names = " and ".join(f"“{notation.table.names[column]}”" for column in columns)
    reading = case.read(notation.below_model(tuple(cells)).written())
    yield from _bears(reading, f"with “soon” under {names}")
    if reading.refusal:
        return
    found = [each for each in reading.records if each.row == notation.made_row]
    if not found:
        yield Fault(f"A record with “soon” under {names} is lost.", _REJECT)
    elif isinstance(found[0], Skipped):
        reason = visible(found[0].reason, 60)
        yield Fault(f"A record with “soon” under {names} is skipped as “{reason}”.", _REJECT)
    elif isinstance(found[0], Entry):
        entry = found[0]
        what = f"“soon” under {names} becomes {entry.date}, {entry.seconds} seconds."
        yield Fault(what, _REJECT)


def _unreadable_text(case: Case) -> Iterator[Fault]:
    try:
        part = repeated(case)
    except NotMade:
        return
    for what, data in part.unreadable():
        yield from _kept(case, what, case.read(data))


def _kept(case: Case, what: str, reading: Reading) -> Iterator[Fault]:
    """Whatever cannot be read leaves the records as many, and no other length or day of its own."""
    yield from _bears(reading, f"with {what}")
    if reading.refusal:
        return
    if len(reading.records) < len(case.plain.records):
        yield Fault(f"A record with {what} is lost.", _REJECT)
    told = Counter((entry.date, entry.seconds) for entry in case.plain.entries)
    for date, seconds in Counter((each.date, each.seconds) for each in reading.entries) - told:
        yield Fault(f"A record with {what} becomes {date}, {seconds} seconds.", _REJECT)
