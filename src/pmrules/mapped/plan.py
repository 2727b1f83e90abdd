"""How a file is to be read: in pieces where that gives what the whole would, else whole."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pmrules.errors import InputError, PluginError
from pmrules.hookspecs import Importer
from pmrules.ingest.daytable import LostDays
from pmrules.ingest.detect import decide
from pmrules.ingest.files.addresses import is_remote, name_of, opened, stamp_of
from pmrules.ingest.files.cutting import cut
from pmrules.ingest.files.opening import Opened, open_text, opened_grid
from pmrules.ingest.files.parquet import MAGIC
from pmrules.ingest.files.paths import LOCK
from pmrules.ingest.named import renamed
from pmrules.ingest.piece import Piece, group_pieces, text_pieces
from pmrules.ingest.read import OpenedSource, as_settled
from pmrules.ingest.tables.known import Found, Known
from pmrules.ingest.tables.piecewise import header_of_pieces, spotted
from pmrules.ingest.tables.reading import TableReading
from pmrules.ingest.tally import UnlikeError
from pmrules.mapped.job import Job, Source
from pmrules.model import ImporterOptions, Notice
from pmrules.tabular import TabularImporter

_SMALL = 2
"""A file of fewer pieces is read whole."""


class Plan(Struct, frozen=True):
    """How a file is read in pieces."""

    source: Source
    pieces: tuple[Piece, ...]
    importer: TabularImporter
    options: ImporterOptions
    sha256: str
    notices: tuple[Notice, ...]
    known: Known
    found: Found
    """What the first piece tells."""
    stamp: tuple[int, int]
    """Size and time of the file: a change while it is read is refused."""

    def asked(self, known: Known) -> "tuple[PieceAsked, ...]":
        """Return what to ask of every piece; it carries the plan without all other pieces."""
        alone = replace(self, pieces=())
        return tuple(PieceAsked(alone, piece, known) for piece in self.pieces)


class PieceAsked(Struct, frozen=True):
    """One piece to be read, with what is known of its file."""

    plan: Plan
    piece: Piece
    known: Known
    lost: LostDays | None = None
    """Days that another file replaces, once that is known."""

    @property
    def name(self) -> str:
        """What a person calls its file."""
        return self.plan.source.name


class WholeAsked(Struct, frozen=True):
    """A file to be read whole."""

    source: Source
    lost: LostDays | None = None

    @property
    def name(self) -> str:
        """What a person calls it."""
        return self.source.name


def plan(job: Job, source: Source) -> Plan | None:
    """Return how to read a file in pieces; None where it is read whole."""
    try:
        return _plan(job, source)
    except (UnlikeError, InputError, PluginError):
        return None  # whatever is wrong with it, reading the whole says so


def is_large(job: Job, address: str) -> bool:
    """Whether a file has more than one piece."""
    try:
        return stamp_of(address)[0] >= _SMALL * job.piece
    except OSError:
        return False  # reading says what is wrong


def _plan(job: Job, source: Source) -> Plan:
    stamp = _stamp_of_large(job, source.address)
    pieces, start = _pieces(job, source)
    choice = decide(start.sample, as_settled(job.importers, job.options), job.wanted)
    table = _table(start, choice.importer, job)
    grid = pieces[0].grid(source.name)
    known = Known(header_of_pieces(grid, table.importer))
    return Plan(
        source=source,
        pieces=pieces,
        importer=table.importer,
        options=table.options,
        sha256=start.sha256,
        notices=tuple(renamed(each, source.name) for each in (*start.notices, *choice.notices)),
        known=known,
        found=spotted(source.name, grid, table.importer, known),
        stamp=stamp,
    )


def _pieces(job: Job, source: Source) -> tuple[tuple[Piece, ...], Opened]:
    """Cut a file; return its pieces and its beginning as an opened file."""
    address, path = source.address, Path(name_of(source.address))
    with opened(address) as file:
        parquet = file.read(len(MAGIC)) == MAGIC
    if parquet:
        groups = group_pieces(address, source.name, job.piece)
        _refuse_few(groups)
        return groups, opened_grid(path, _digest(address), groups[0].grid(source.name))
    with opened(address) as file:
        cuts = cut(file, job.piece)
    texts = text_pieces(address, cuts)
    _refuse_few(texts)
    return texts, open_text(path, texts[0].data(), cuts.sha256)


def _refuse_few(pieces: Sequence[Piece]) -> None:
    if len(pieces) < _SMALL:
        raise UnlikeError


def _digest(address: str) -> str:
    with opened(address) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _stamp_of_large(job: Job, address: str) -> tuple[int, int]:
    """Refuse to cut what is small, or no plain file."""
    if not is_remote(address) and not Path(address).is_file():
        raise UnlikeError
    if not is_large(job, address) or name_of(address).startswith(LOCK):
        raise UnlikeError
    return stamp_of(address)


def _table(start: Opened, importer: Importer, job: Job) -> TableReading:
    """Return how the importer describes the table; one that reads by itself wants it whole."""
    settled = job.options.get(importer.name, ImporterOptions())
    given: object = importer.read(OpenedSource(start, settled))
    if start.sample.container not in ("csv", "parquet") or not isinstance(given, TableReading):
        raise UnlikeError
    return given
