"""The records of a sample: valid, all accounted for, each where it says it stands."""

from collections import Counter
from collections.abc import Iterator

from pmrules.testing.case import Case, Reading
from pmrules.testing.comparing import first_difference
from pmrules.testing.fault import Fault, NotMade
from pmrules.testing.plausible import as_tracked
from pmrules.testing.table import Table, table_of

_SHOWN = 5
_NUMBER = "Number records as a person counts them: the header of a plain CSV is row 1."

_REFUSED = {
    "person-missing": (
        "Name the column that says it in `person`; where the tool never says it, hold it with "
        "options = ImporterOptions(person=...), or check it with --person."
    ),
    "date-order-unknown": (
        "Ship a sample with a day after the 12th, as people's exports of a month have one."
    ),
    "format-unknown": "Have it claim its sample first.",
    "no-entries": "Name the columns of date and duration as the sample's header writes them.",
}


def records(case: Case) -> Iterator[Fault]:
    """Its entries are valid, seconds are whole, and every record of the file is accounted for."""
    reading = case.plain
    if reading.refusal:
        problem = reading.refusal.problems[0]
        mend = _REFUSED.get(problem.code, problem.mend)
        yield Fault(problem.what, _mend(problem.what) if reading.broken else mend)
        return
    if not reading.entries:
        yield Fault("Its sample gives no entry.", "Ship a sample that holds some.")
        return
    yield from as_tracked(reading)
    yield from _sheets_exist(case, reading)
    try:
        table = table_of(case)
    except NotMade:
        yield from _rows_at_all(reading)
        return
    yield from _rows_exist(table, reading)
    yield from _all_accounted(table, reading)
    yield from _rows_hold(table, reading)


def _mend(what: str) -> str:
    if "“seconds”" in what:
        return "Hand over round(hours * 3600), or what the tool calls seconds, as an int."
    if "without a zone" in what:
        return "Hand over local times: moment.astimezone(zone).replace(tzinfo=None)."
    if "Entry, Skipped" in what:
        return "Yield pmrules.Entry, Skipped or Rejected, one for every record."
    if " failed: " in what:
        return "Mend what it stumbles over; yield Rejected for a record that cannot be read."
    return "Hand over what is expected; for what cannot be read, yield Rejected."


def _sheets_exist(case: Case, reading: Reading) -> Iterator[Fault]:
    names = {sheet.name for sheet in case.opened.sample.sheets} | {""}
    for sheet in sorted({record.sheet for record in reading.records} - names):
        yield Fault(f"It names a sheet “{sheet}”, which is not there.", "Give `sheet` as read.")


def _rows_at_all(reading: Reading) -> Iterator[Fault]:
    if any(record.row < 1 for record in reading.records):
        yield Fault("A record stands in row 0.", "Count records, lines or items from 1.")
    rows = {record.row for record in reading.records}
    if len(rows) == 1 and len(reading.records) > _SHOWN:
        yield Fault(f"All records stand in row {rows.pop()}.", "Give each its own number.")


def _rows_exist(table: Table, reading: Reading) -> Iterator[Fault]:
    last = len(table.records)
    lost = [record.row for record in reading.records if not 1 <= record.row <= last]
    if lost:
        yield Fault(f"Row {lost[0]} is named, but the file has rows 1 to {last}.", _NUMBER)


def _all_accounted(table: Table, reading: Reading) -> Iterator[Fault]:
    named = Counter(record.row for record in reading.records)
    for row in range(table.header + 2, len(table.records) + 1):
        if not named[row] and any(cell.strip() for cell in table.records[row - 1]):
            cells = ", ".join(table.records[row - 1])
            what = f"Row {row} is lost: it is no entry, not skipped, not rejected: {cells[:200]}"
            mend = "Yield Skipped(row, reason) for what is no entry, Rejected for the unreadable."
            yield Fault(what, mend)
            return


def _rows_hold(table: Table, reading: Reading) -> Iterator[Fault]:
    """Texts of an entry that stand in another row than its own show rows counted wrongly."""
    for entry in reading.entries:
        texts = {entry.person, entry.client, entry.project, entry.task, entry.description} - {""}
        at = [row for row, cells in enumerate(table.stripped, 1) if texts and texts <= cells]
        if at and entry.row not in at:
            what = (
                f"The entry of row {at[0]} (“{entry.description}”) says it stands in {entry.row}."
            )
            yield Fault(what, _NUMBER)
            return


def again(case: Case) -> Iterator[Fault]:
    """Reading twice gives the same."""
    first, second = case.plain, case.read(case.data)
    if first.refusal and second.refusal:
        raise NotMade("the sample is not read")
    if difference := first_difference(first, second):
        mend = "Keep nothing on the importer between two readings; use no clock and no chance."
        yield Fault(f"Read again, the sample gives something else: {difference}", mend)
