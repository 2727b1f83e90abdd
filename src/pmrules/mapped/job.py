"""What is asked of every file, in one value that any engine can carry to where files are read."""

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct, field

from pmrules.hookspecs import Importer
from pmrules.ingest.files.cutting import PIECE
from pmrules.model import ImporterOptions
from pmrules.rules.rulebook import Rulebook


class Job(Struct, frozen=True):
    """How files are to be read and judged."""

    rulebook: Rulebook
    importers: tuple[Importer, ...]
    options: Mapping[str, ImporterOptions] = field(default_factory=dict)
    wanted: str = ""
    """The one importer to use for every file; empty: the one that claims it."""
    overlap: str = "replace"
    """`replace`, `keep` or `error`."""
    start: dt.date | None = None
    end: dt.date | None = None
    teams: tuple[str, ...] = ()
    piece: int = PIECE
    """Bytes of text that are read at a time."""


class Source(Struct, frozen=True):
    """A file to be read."""

    number: int
    """In the order in which files were named."""
    address: str
    name: str
    """What a person calls it."""
