"""An edit of a rules file that is not made yet: its bytes, its rulebook, its effect."""

import difflib
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from pmrules.rules.classify import classify
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Rulebook
from pmrules.rules.verdict import Classified
from pmrules.tuning.additions import Additions
from pmrules.tuning.effect import Effect, effect
from pmrules.tuning.insertion import begun, inserted
from pmrules.visible import visible
from pmrules.writing.atomic import replacing_unchanged


class RulesText(Struct, frozen=True):
    """A rules file as it was read."""

    path: Path
    data: bytes
    packs: Mapping[str, Path]

    @classmethod
    def read(cls, path: Path, packs: Mapping[str, Path]) -> "RulesText":
        """Read the bytes of a file; one that is not there is for `load_rules` to refuse."""
        return cls(path, path.read_bytes() if path.is_file() else b"", packs)

    @property
    def sha256(self) -> str:
        """The hash of the bytes that were read."""
        return hashlib.sha256(self.data).hexdigest()

    def rulebook(self) -> Rulebook:
        """Return what the file says; an empty one extends the default pack."""
        data = begun(self.data) if self.path.is_file() and not self.data.strip() else None
        return load_rules(self.path, packs=self.packs, data=data)


class Change(Struct, frozen=True):
    """What a rules file would become."""

    before: RulesText
    data: bytes
    rulebook: Rulebook

    @classmethod
    def of(cls, before: RulesText, additions: Additions) -> "Change":
        """Put additions into a file, in memory; raises `RulesError` if it were not valid."""
        data = inserted(begun(before.data), additions)
        return cls(before, data, load_rules(before.path, packs=before.packs, data=data))

    def diff(self) -> Iterator[str]:
        """Yield the lines that come and go, each harmless to show."""
        old, new = (_lines(data) for data in (self.before.data, self.data))
        name = visible(self.before.path.name)
        yield from difflib.unified_diff(old, new, name, f"{name}, changed", n=2, lineterm="")

    def effect(self, classified: Classified) -> Effect:
        """Judge the same entries anew and say what moves."""
        return effect(classified, classify(classified.entries, self.rulebook))

    def write(self) -> None:
        """Replace the file, if nobody changed it meanwhile; raises `OutputError`."""
        with replacing_unchanged(self.before.path, self.before.sha256) as file:
            file.write(self.data)


def _lines(data: bytes) -> list[str]:
    marks = (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if data.startswith(marks) else "utf-8-sig", "replace")
    return [visible(line) for line in text.splitlines()]
