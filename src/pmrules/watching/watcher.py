"""The watch: look, try what stands still, say what became of it, sleep, and never end by itself."""

import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from pmrules.errors import OutputError, PmrulesError
from pmrules.ingest.files.own import is_own
from pmrules.visible import visible
from pmrules.watching import folder as disk
from pmrules.watching.ledger import Ledger, Outcome

Make = Callable[[Path, Path], str]
"""Make the report of a file at a place; return its headline."""
Say = Callable[[str], None]


class Watcher:
    """Watches one folder."""

    def __init__(
        self,
        folder: Path,
        make: Make,
        say: Say,
        *,
        to: Path | None = None,
        rules: Path | None = None,
    ) -> None:
        """Reports go beside the files, or into `to`; `rules` is looked at for changes."""
        self._folder = folder
        self._to = to or folder
        self._rules = rules
        self._make = make
        self._say = say
        self._ledger = Ledger()
        self._made: dict[str, Path] = {}
        self._told: dict[str, str] = {}

    @property
    def left(self) -> list[str]:
        """The files that have no report: refused, waiting or not yet standing still."""
        files = self._ledger.files.items()
        return [name for name, known in files if known.outcome is not Outcome.DONE]

    def watch(self, sleep: Callable[[], None], *, polls: int = 0) -> None:
        """Look again and again, and sleep between; so often, or for ever."""
        looked = 0
        while True:
            self.poll()
            looked += 1
            if looked == polls:
                return
            sleep()

    def poll(self) -> None:
        """Look once, and make what has become due."""
        try:
            stamps = disk.stamps(self._folder)
        except OSError as error:
            reason = error.strerror or "it is away"
            self._tell("", f"{self._folder}: the folder cannot be read ({reason}); still watching.")
            return
        self._told.pop("", None)
        before, self._ledger = self._ledger, self._ledger.seen(stamps)
        for name in self._ledger.gone(before):
            disk.remove_note(self._folder / name)
        rules = disk.stamp_of(self._rules)
        for name in self._ledger.due(before, rules):
            self._ledger = self._ledger.tried(name, self._try(self._folder / name), rules)

    def _try(self, path: Path) -> Outcome:
        try:
            digest = disk.digest(path)
        except OSError as error:
            reason = error.strerror or "it is held"
            self._tell(path.name, f"{visible(path.name)}: cannot be opened yet ({reason}).")
            return Outcome.WAITS
        if is_own(path) or self._has_report(path, digest):
            return Outcome.DONE
        return self._made_of(path, digest)

    def _has_report(self, path: Path, digest: str) -> bool:
        """Whether a report of the same content stands already, made by this run or an earlier."""
        own = disk.report_beside(path, self._to)
        made = self._made.get(digest)
        if made is None or not made.is_file():
            made = own if digest in disk.made_from(own) else None
        if made is None:
            return False
        self._made[digest] = made
        if made != own:
            self._tell(
                path.name, f"{visible(path.name)}: the same content as {visible(made.name)}."
            )
        disk.remove_note(path)
        return True

    def _made_of(self, path: Path, digest: str) -> Outcome:
        target = disk.report_beside(path, self._to)
        try:
            headline = self._make(path, target)
        except OutputError as error:
            self._tell(path.name, str(error))
            return Outcome.WAITS
        except PmrulesError as error:
            return self._refused(path, [each.with_code for each in error.problems])
        except Exception as error:
            # One file must not end the watch: our own mistake is shown, and the next file is next.
            said = f"pmrules failed, which is its own mistake: {type(error).__name__}: {error}"
            return self._refused(path, [visible(said, 1000)], traceback.format_exc())
        self._made[digest] = target
        self._told.pop(path.name, None)
        disk.remove_note(path)
        self._say(f"{visible(path.name)} → {visible(str(target))}: {visible(headline)}")
        return Outcome.DONE

    def _refused(self, path: Path, reasons: Iterable[str], trace: str = "") -> Outcome:
        reasons = list(reasons)
        self._tell(path.name, "\n".join((f"{visible(path.name)}: no report.", *reasons, trace)))
        try:
            disk.write_note(path, reasons)
        except OutputError as error:
            self._say(str(error))
        return Outcome.REFUSED

    def _tell(self, name: str, words: str) -> None:
        """Say something of a file once, until something else is to be said."""
        if self._told.get(name) != words:
            self._told[name] = words
            self._say(words.rstrip())
