"""A file's dry reading as lines for a person; all texts from outside made harmless."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pmrules.ingest.checked import Checked
from pmrules.ingest.told import SheetTold
from pmrules.model import Entry, FileAccount, Rejected
from pmrules.visible import visible

_NAMES = {"first_name": "first name", "last_name": "last name", "end_date": "end date"}
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAID_ELSEWHERE = frozenset({"decided-by-values"})
_WIDTH = 11
_REJECTED_SHOWN = 5
_IGNORED_SHOWN = 30
_TEXT = 60
_NO_QUESTION = "nothing to decide: no other reading fits"


def lines(checked: Checked) -> Iterator[str]:
    """Yield what is known of a file; its refusal is the caller's to show."""
    yield visible(checked.file)
    yield from _block("read by", _importer(checked))
    yield from _block("written as", _container(checked))
    for sheet in checked.told.sheets:
        yield from _sheet(sheet)
    if checked.told.sheets:
        yield from _block("dates", checked.told.dates or [_NO_QUESTION])
        yield from _block("durations", checked.told.durations or [_NO_QUESTION])
    yield from _block("hidden", _hidden(checked))
    if checked.account:
        yield from _block("records", _fates(checked.account))
    yield from _block("notices", _notices(checked))
    yield from _block("first", map(_entry, checked.entries))


def _block(name: str, content: Iterable[str]) -> Iterator[str]:
    """Yield lines with their name in front of the first."""
    for at, line in enumerate(content):
        yield f"  {'' if at else name:<{_WIDTH}}{line}"


def _importer(checked: Checked) -> Iterator[str]:
    if checked.importer:
        yield f"{visible(checked.importer)}: {visible(checked.title)}"
        yield visible(checked.reason, 3 * _TEXT)


def _container(checked: Checked) -> Iterator[str]:
    parts = [checked.container, checked.encoding]
    if checked.delimiter:
        delimiter = _DELIMITERS.get(checked.delimiter) or f"“{visible(checked.delimiter)}”"
        parts.append(f"fields parted by {delimiter}")
    if checked.container:
        yield ", ".join(filter(None, parts))


def _sheet(sheet: SheetTold) -> Iterator[str]:
    where = (
        f"sheet “{visible(sheet.sheet)}”, row {sheet.row}" if sheet.sheet else f"row {sheet.row}"
    )
    yield from _block("header", [where])
    yield from _block("taken", _columns(sheet))
    if sheet.ignored:
        shown = ", ".join(visible(name, _TEXT) for name in sheet.ignored[:_IGNORED_SHOWN])
        more = len(sheet.ignored) - _IGNORED_SHOWN
        yield from _block("ignored", [shown + (f" and {more} more" if more > 0 else "")])


def _columns(sheet: SheetTold) -> Iterator[str]:
    for role, headers in sheet.columns:
        names = ", ".join(visible(name, _TEXT) for name in headers)
        yield f"{_NAMES.get(role, role):<12}<- {names}"


def _hidden(checked: Checked) -> Iterator[str]:
    read = {sheet.sheet for sheet in checked.told.sheets}
    for name in checked.hidden:
        yield f"sheet “{visible(name)}”, {'read' if name in read else 'not read'}"


def _fates(account: FileAccount) -> Iterator[str]:
    skipped, rejected = len(account.skipped), len(account.rejected)
    yield (
        f"{account.records:,} = {account.entries:,} entries + {skipped:,} skipped + "
        f"{rejected:,} rejected"
    )
    reasons = Counter(each.reason for each in account.skipped)
    for reason, count in reasons.most_common():
        yield f"skipped {count:,}: {visible(reason, _TEXT)}"
    yield from map(_rejected, account.rejected[:_REJECTED_SHOWN])
    if rejected > _REJECTED_SHOWN:
        yield f"and {rejected - _REJECTED_SHOWN:,} more rejected"


def _rejected(record: Rejected) -> str:
    sheet = f"sheet “{visible(record.sheet)}”, " if record.sheet else ""
    column = f", column “{visible(record.column, _TEXT)}”" if record.column else ""
    return (
        f"rejected {sheet}row {record.row}{column}: “{visible(record.value, _TEXT)}”; expected "
        f"{visible(record.expected, 2 * _TEXT)}"
    )


def _notices(checked: Checked) -> Iterator[str]:
    for notice in checked.notices:
        if notice.code not in _SAID_ELSEWHERE:
            yield f"{visible(notice.what, 5 * _TEXT)} [{notice.code}]"


def _entry(entry: Entry) -> str:
    sheet = f"sheet “{visible(entry.sheet)}”, " if entry.sheet else ""
    tags = ", ".join(entry.tags)
    texts = (entry.person, entry.client, entry.project, entry.task, entry.description, tags)
    shown = " | ".join(visible(text, _TEXT) for text in texts if text)
    minutes, seconds = divmod(entry.seconds, 60)
    length = f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return f"{sheet}row {entry.row}: {entry.date} {length} h | {shown}"
