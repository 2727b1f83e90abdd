"""What became of one file, small enough to be compared whole."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from pmrules.errors import Problem
from pmrules.ingest.intake import Intake
from pmrules_importers.excel import Excel
from pmrules_importers.harvest import Harvest
from pmrules_importers.toggl import Toggl

IMPORTERS = (Toggl(), Harvest(), Excel())

Content = str | bytes | Path
"""A file's text, its bytes, or where it lies."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows by fate, notices by code; compared with what formats ask for."""

    entries: list[tuple[int, str, int]]
    """Row, day and seconds of every entry."""
    skipped: list[tuple[int, str]]
    rejected: list[tuple[int, str, str]]
    """Row, column and value."""
    notices: list[str]
    intake: Intake
    problem: Problem | None = None

    @property
    def fates(self) -> tuple[list[int], list[str], list[str]]:
        """Return seconds of entries, reasons of skipped records, values of rejected ones."""
        return (
            [seconds for *_, seconds in self.entries],
            [reason for _, reason in self.skipped],
            [value for *_, value in self.rejected],
        )

    def column(self, name: str) -> list[str]:
        """Return a column of the entries as texts."""
        return [str(value) for value in self.intake.entries[name]]

    def said(self, code: str) -> str:
        """Return the one notice with a code."""
        accounts = (notice for account in self.intake.files for notice in account.notices)
        (found,) = (each for each in (*accounts, *self.intake.notices) if each.code == code)
        return str(found)


def outcome(intake: Intake) -> Outcome:
    """Return what reading gave, once its accounting was checked."""
    for account in intake.files:
        fates = (account.entries, len(account.skipped), len(account.rejected))
        assert account.records == sum(fates)
    frame = intake.entries
    days = [str(day.date()) for day in frame["date"]]
    accounts = intake.files
    return Outcome(
        entries=list(zip(frame["row"], days, frame["seconds"], strict=True)),
        skipped=[(each.row, each.reason) for file in accounts for each in file.skipped],
        rejected=[
            (each.row, each.column, each.value) for file in accounts for each in file.rejected
        ],
        notices=[
            notice.code
            for notice in (*(each for file in accounts for each in file.notices), *intake.notices)
        ],
        intake=intake,
    )


def saved(folder: Path, content: Content, name: str) -> Path:
    """Write a text without the indentation of the test that holds it; a path stays."""
    if isinstance(content, Path):
        return content
    path = folder / name
    data = content if isinstance(content, bytes) else dedent(content).lstrip("\n").encode()
    path.write_bytes(data)
    return path
