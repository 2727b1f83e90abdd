"""One importer with one of its samples, read as it is or changed."""

from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from pmrules.errors import PluginError, PmrulesError, Problem
from pmrules.hookspecs import Fit, Importer, Record, Sample
from pmrules.ingest.detect import ask, decide
from pmrules.ingest.files.opening import Opened, open_file
from pmrules.ingest.read import as_settled, take_in
from pmrules.ingest.records import records_of
from pmrules.model import Entry, ImporterOptions, Rejected, Skipped
from pmrules.testing.watching import Deeds, watched
from pmrules.visible import visible


class Reading(Struct, frozen=True):
    """What reading a file gave, or why it was refused."""

    records: tuple[Record, ...] = ()
    header: int = 0
    """Row of the header, counted from 1, where reading told it."""
    refusal: PmrulesError | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Records that are entries."""
        return tuple(record for record in self.records if isinstance(record, Entry))

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Records that are none, with the reason."""
        return tuple(record for record in self.records if isinstance(record, Skipped))

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Records that could not be read."""
        return tuple(record for record in self.records if isinstance(record, Rejected))

    @property
    def broken(self) -> bool:
        """Whether the importer is to blame, and not the file."""
        return isinstance(self.refusal, PluginError)

    @property
    def why(self) -> str:
        """What was refused, in the words of the first problem."""
        return self.refusal.problems[0].what if self.refusal else ""


class Case(Struct, frozen=True, dict=True):
    """An importer and a sample; made files are written to `scratch` and nowhere else."""

    importer: Importer
    sample: Path
    scratch: Path
    options: ImporterOptions = field(default_factory=ImporterOptions)
    others: tuple[Importer, ...] = ()
    """The other importers that are installed."""
    seen: Deeds = field(default_factory=list)
    """What the importer did beside reading."""

    @cached_property
    def data(self) -> bytes:
        """The sample's bytes."""
        return self.sample.read_bytes()

    @cached_property
    def opened(self) -> Opened:
        """The sample opened; raises InputError where it cannot be."""
        return open_file(self.sample)

    @cached_property
    def plain(self) -> Reading:
        """The sample read as it is, from a copy: an importer under test may do anything."""
        return self.read(self.data)

    def ask(self, sample: Sample) -> Fit:
        """Ask the importer whether a sample is its own; raises PluginError where it fails."""
        with watched(self.seen):
            return ask(self.importer, sample)

    def made(self, data: bytes, name: str = "") -> Path:
        """Write a changed sample, under its own name or another."""
        path = self.scratch / (name or self.sample.name)
        path.write_bytes(data)
        return path

    def read(self, data: bytes, name: str = "") -> Reading:
        """Read a changed sample."""
        try:
            opened = open_file(self.made(data, name))
        except PmrulesError as refusal:
            return Reading(refusal=refusal)
        with watched(self.seen, opened.path):
            return self._read(opened)

    def _read(self, opened: Opened) -> Reading:
        options = {self.importer.name: self.options}
        try:
            choice = decide(opened.sample, as_settled([self.importer], options))
            taken = take_in(opened, choice, options)
        except PmrulesError as refusal:
            return Reading(refusal=refusal)
        except Exception as error:  # a declaration that the core stumbles over
            return Reading(refusal=_failed(self.importer, error))
        header = taken.told.sheets[0].row if taken.told.sheets else 0
        return Reading(tuple(records_of(taken)), header)


def _failed(importer: Importer, error: Exception) -> PluginError:
    what = f"Reading with “{importer.name}” fails: {type(error).__name__}: "
    return PluginError(
        Problem("importer-failed", what + visible(str(error), 200), "Look at its columns.")
    )
