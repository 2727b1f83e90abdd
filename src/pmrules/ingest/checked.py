"""A dry reading of one file: who reads it, what was found where, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from pmrules.errors import InputError, PluginError, PmrulesError
from pmrules.hookspecs import Importer
from pmrules.ingest.detect import Choice, decide
from pmrules.ingest.files.opening import Opened, open_file
from pmrules.ingest.read import accounted, as_settled, take_in
from pmrules.ingest.records import records_of
from pmrules.ingest.taken import Taken
from pmrules.ingest.told import Told
from pmrules.model import Entry, FileAccount, ImporterOptions, Notice

_ENTRIES_SHOWN = 3


class Checked(Struct, frozen=True):
    """What is known of a file: everything, or what was before it was refused."""

    file: str
    container: str = ""
    encoding: str = ""
    delimiter: str = ""
    hidden: tuple[str, ...] = ()
    """Hidden sheets, in their order."""
    importer: str = ""
    title: str = ""
    reason: str = ""
    """Why the importer fits."""
    told: Told = field(default_factory=Told)
    entries: tuple[Entry, ...] = ()
    """The first three."""
    notices: tuple[Notice, ...] = ()
    account: FileAccount | None = None
    refusal: PmrulesError | None = None


def check_file(
    path: Path,
    importers: Sequence[Importer],
    *,
    wanted: str = "",
    options: Mapping[str, ImporterOptions] | None = None,
) -> Checked:
    """Read a file as `read` does and say how; a refusal is part of the answer."""
    settled = options or {}
    checked = Checked(path.name)
    try:
        for known in _steps(path, as_settled(importers, settled), wanted, settled):
            checked = known
    except (InputError, PluginError) as error:
        return replace(checked, refusal=error)
    return checked


def _steps(
    path: Path, importers: Sequence[Importer], wanted: str, options: Mapping[str, ImporterOptions]
) -> Iterator[Checked]:
    """Yield what is known after each step of reading."""
    opened = open_file(path)
    checked = _opened(opened)
    yield checked
    choice = decide(opened.sample, importers, wanted)
    checked = _chosen(checked, choice)
    yield checked
    taken = take_in(opened, choice, options)
    checked = _taken(checked, taken)
    yield checked
    account = accounted(opened, choice, taken)
    yield replace(checked, account=account, notices=account.notices)


def _opened(opened: Opened) -> Checked:
    sample = opened.sample
    return Checked(
        file=opened.name,
        container=sample.container,
        encoding=sample.encoding,
        delimiter=opened.delimiter,
        hidden=tuple(sheet.name for sheet in sample.sheets if sheet.hidden),
        notices=opened.notices,
    )


def _chosen(checked: Checked, choice: Choice) -> Checked:
    return replace(
        checked,
        importer=choice.importer.name,
        title=choice.importer.title,
        reason=choice.reason,
        notices=(*checked.notices, *choice.notices),
    )


def _taken(checked: Checked, taken: Taken) -> Checked:
    first = replace(taken, entries=taken.entries.head(_ENTRIES_SHOWN), skipped=(), rejected=())
    entries = tuple(record for record in records_of(first) if isinstance(record, Entry))
    notices = (*checked.notices, *taken.notices)
    return replace(checked, told=taken.told, entries=entries, notices=notices)
