"""What is known of the files of a watched folder, poll after poll: a state machine without I/O."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

_LONGEST_WAIT = 64
"""Polls after which a file that could not be opened is tried again at the latest."""


class Stamp(Struct, frozen=True):
    """By what a change of a file is seen without reading it."""

    size: int
    modified: int
    """In nanoseconds."""


class Outcome(StrEnum):
    """What became of a file that was tried."""

    DONE = "done"
    REFUSED = "refused"
    """It cannot be read as it is: tried again when it, or the rules file, changes."""
    WAITS = "waits"
    """Something that may pass was in the way: tried again after a while."""


class Known(Struct, frozen=True):
    """One file as it was at the last poll."""

    stamp: Stamp
    outcome: Outcome | None = None
    """None: not tried since it changed."""
    rules: Stamp | None = None
    """The rules file when it was tried."""
    tries: int = 0
    wait: int = 0
    """Polls until it is tried again."""

    def is_due(self, rules: Stamp | None) -> bool:
        """Whether a file that stands still is to be tried."""
        if self.outcome is Outcome.WAITS:
            return not self.wait
        return self.outcome is None or (self.outcome is Outcome.REFUSED and self.rules != rules)


class Ledger(Struct, frozen=True):
    """All files of a folder by name."""

    files: Mapping[str, Known] = field(default_factory=dict)

    def seen(self, stamps: Mapping[str, Stamp]) -> "Ledger":
        """Return the ledger after one more look: what changed begins anew, what is gone goes."""
        return Ledger({name: self._next(name, stamp) for name, stamp in stamps.items()})

    def due(self, before: "Ledger", rules: Stamp | None) -> list[str]:
        """Return the files that stood still between two looks and are to be tried."""
        return [
            name
            for name, known in self.files.items()
            if name in before.files
            and before.files[name].stamp == known.stamp
            and known.is_due(rules)
        ]

    def tried(self, name: str, outcome: Outcome, rules: Stamp | None) -> "Ledger":
        """Return the ledger with what became of a file."""
        known = self.files[name]
        wait = min(2**known.tries, _LONGEST_WAIT) if outcome is Outcome.WAITS else 0
        tried = replace(known, outcome=outcome, rules=rules, tries=known.tries + 1, wait=wait)
        return Ledger({**self.files, name: tried})

    def gone(self, before: "Ledger") -> list[str]:
        """Return the refused files that are no longer there."""
        return [
            name
            for name, known in before.files.items()
            if name not in self.files and known.outcome is Outcome.REFUSED
        ]

    def _next(self, name: str, stamp: Stamp) -> Known:
        known = self.files.get(name)
        if known is None or known.stamp != stamp:
            return Known(stamp)
        return replace(known, wait=max(0, known.wait - 1))
