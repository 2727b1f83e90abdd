"""The sample as other programs save it: byte order mark, line ends, delimiter, encoding."""

from collections.abc import Iterator

from pmrules.testing.case import Case, Reading
from pmrules.testing.comparing import first_difference
from pmrules.testing.fault import Fault, NotMade
from pmrules.testing.items import Item, item_of
from pmrules.testing.table import Table, headed, table_of
from pmrules.visible import visible

_OPEN = "Read through `source.table(self)` or `source.open()`, which decide it; never `open(path)`."
_DELIMITER = (
    "Read a table through `source.table(self)` or `source.rows()`: they find the delimiter."
)
_REJECT = "What cannot be read is Rejected, or no file of yours; never 0, never lost."
_FOREIGN = " für Zoë"
_BY_NAME = "Find columns by their names in the header, never by their place."


def variants(case: Case) -> Iterator[Fault]:
    """Byte order mark, line ends, delimiter, Windows-1252 and quotes change nothing."""
    if case.plain.refusal:
        raise NotMade("the sample is not read")
    if case.opened.sample.container not in ("csv", "text"):
        raise NotMade("the sample is no text file")
    with case.opened.open() as opened:
        text = opened.read()
    unix = text.replace("\r\n", "\n")
    for name, data in (
        ("with a byte order mark", unix.encode("utf-8-sig")),
        ("with Windows line ends", unix.replace("\n", "\r\n").encode()),
        ("with Unix line ends", unix.encode()),
    ):
        yield from _same(case, name, data, _OPEN)
    if case.opened.delimiter and not unix.lower().startswith("sep="):
        yield from _tables(case, table_of(case))


def _tables(case: Case, table: Table) -> Iterator[Fault]:
    other = ";" if table.delimiter != ";" else ","
    yield from _same(case, f"with “{other}”", table.written(delimiter=other), _DELIMITER)
    yield from _texts(case, table)


def _texts(case: Case, table: Table) -> Iterator[Fault]:
    """Write texts that tax a reader into a cell that an entry shows."""
    quoted = f'{table.delimiter} "so" to say\nand on'
    for shown in _shown_texts(case, table):
        yield from _spelt(case, table, shown, _FOREIGN, "In UTF-8")
        yield from _spelt(case, table, shown, _FOREIGN, "In Windows-1252", "cp1252")
        yield from _spelt(case, table, shown, quoted, "In quotes")
        return


def _shown_texts(case: Case, table: Table) -> Iterator[tuple[int, int, str]]:
    """Yield row, column and field of each text that an entry shows as its cell holds it."""
    for entry in case.plain.entries:
        cells = table.records[entry.row - 1] if entry.row <= len(table.records) else ()
        for field in ("description", "project", "client", "task", "person"):
            text = getattr(entry, field)
            if text and text in cells:
                yield entry.row, cells.index(text), field


def _spelt(
    case: Case,
    table: Table,
    shown: tuple[int, int, str],
    more: str,
    how: str,
    encoding: str = "utf-8",
) -> Iterator[Fault]:
    row, column, field = shown
    text = table.records[row - 1][column] + more
    made = table.changed(row - 1, column, text)
    try:
        reading = case.read(made.written(encoding=encoding))
    except UnicodeEncodeError:
        return
    got = [getattr(entry, field) for entry in reading.entries if entry.row == row]
    if text not in map(_unix, got):
        yield Fault(f"{how}, “{text}” is read as {visible(reading.why or str(got), 200)}.", _OPEN)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def columns(case: Case) -> Iterator[Fault]:
    """With columns in another order, one more or one less, it reads the same or says why not."""
    if not case.plain.refusal and case.opened.sample.container == "text":
        yield from _keys(case, item_of(case))
        return
    table = headed(case)
    order = sorted(range(len(table.names)), key=lambda at: table.names[at].casefold())
    if order == list(range(len(table.names))) and len(set(table.names)) == len(order):
        order.reverse()
    yield from _same(case, "with columns reordered", table.with_columns(order).written(), _BY_NAME)
    more = table.with_column("Colour", "green")
    yield from _same(case, "with one more column", more.written(), _BY_NAME)
    for at, name in enumerate(table.names):
        left = [column for column in range(len(table.names)) if column != at]
        yield from _survives(case, name, case.read(table.with_columns(left).written()))


def _keys(case: Case, item: Item) -> Iterator[Fault]:
    """What columns are to a table, keys are to JSON; their order says nothing there."""
    yield from _same(case, "with one more key", item.with_key("colour", "green"), _BY_NAME)
    for name, data in item.without():
        reading = case.read(data)
        yield from _survives(case, name, reading)
        if not reading.refusal and len(reading.records) < len(case.plain.records):
            yield Fault(f"Without the key “{name}” records are lost.", _REJECT)
        if _empty(reading) > _empty(case.plain):
            yield Fault(f"Without the key “{name}” entries have 0 seconds.", _REJECT)


def _survives(case: Case, name: str, reading: Reading) -> Iterator[Fault]:
    """A column less may be refused; it never fails, and lengths never become 0."""
    if reading.broken:
        what = f"Without the column “{name}” it fails: {reading.why}"
        mend = "Tools leave columns out: read them with row.get(NAME, ''), or answer Fit.none."
        yield Fault(what, mend)
    elif reading.entries and _empty(reading) == len(reading.entries) > _empty(case.plain):
        yield Fault(f"Without the column “{name}” every entry has 0 seconds.", _REJECT)


def _empty(reading: Reading) -> int:
    return sum(not entry.seconds for entry in reading.entries)


def _same(case: Case, name: str, data: bytes, mend: str) -> Iterator[Fault]:
    if difference := first_difference(case.plain, case.read(data)):
        yield Fault(f"The sample {name} is not read the same: {difference}", mend)
