"""Entries found again in their files: by row, or by the Id that a report shows."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd
from msgspec import Struct

from pmrules import pipeline
from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.intake import Intake
from pmrules.model import TEXT_FIELDS, Rejected, Skipped
from pmrules.report.content.identity import ids
from pmrules.rules.rulebook import Rulebook
from pmrules.tuning.address import Address
from pmrules.visible import visible

_TEXTS = ("person", *TEXT_FIELDS)


class Found(Struct, frozen=True):
    """An entry and where it stands."""

    place: Place
    day: str
    seconds: int
    texts: dict[str, str]

    def __str__(self) -> str:
        return f"{self.place}: {self.day}, {self.seconds / 3600:.2f} h"


def by_row(where: Address, rulebook: Rulebook, reading: pipeline.Reading) -> list[Found]:
    """Return the entries of a row, one of those that have the same texts.

    Raises `InputError` where the row is no entry, with the reason.
    """
    if where.row is None:
        what = "Which entry of this file?"
        mend = f"Name its row: {where.path}:12, or {where.path}:Sheet:12."
        raise InputError(Problem("row-missing", what, mend, Place(str(where.path))))
    intake = pipeline.intake(where.path, rulebook, reading=reading)
    entries = intake.entries
    rows = entries[(entries["row"] == where.row) & _on(entries["sheet"], where.sheet)]
    if rows.empty:
        raise InputError(list(_no_entry(where, intake)))
    return _found(rows)


def by_id(
    wanted: str, files: Sequence[Path], rulebook: Rulebook, reading: pipeline.Reading
) -> list[Found]:
    """Return the entry that a report of these files and rules shows with this Id."""
    entries = pipeline.classify(files, rulebook, reading=reading).entries
    rows = entries[[each == wanted for each in ids(entries)]]
    if rows.empty:
        what = f"None of {len(entries):,} entries has the Id {wanted}."
        mend = (
            "Name the files and the --rules that the report was made from; an entry that was "
            "edited since has another Id."
        )
        raise InputError(Problem("unknown-id", what, mend))
    return _found(rows)


def _on(sheets: "pd.Series[str]", sheet: str) -> "pd.Series[bool]":
    return sheets.astype(str).str.casefold() == sheet.casefold() if sheet else sheets.notna()


def _found(rows: pd.DataFrame) -> list[Found]:
    by_texts: dict[tuple[str, ...], Found] = {}
    for row in rows.to_dict("records"):
        texts = {field: str(row[field]) for field in _TEXTS}
        place = Place(str(row["source"]), str(row["sheet"]), int(row["row"]))
        found = Found(place, f"{row['date']:%Y-%m-%d}", int(row["seconds"]), texts)
        by_texts.setdefault((place.sheet, *texts.values()), found)
    return list(by_texts.values())


def _no_entry(where: Address, intake: Intake) -> Iterator[Problem]:
    """Say what became of a row that is no entry."""
    (account,) = intake.files
    skipped = [each for each in account.skipped if _is(each, where)]
    rejected = [each for each in account.rejected if _is(each, where)]
    for record in skipped:
        what = f"This record is no entry, it was skipped: {visible(record.reason, 100)}."
        place = Place(account.file, record.sheet, record.row)
        yield Problem("row-skipped", what, "Name the row of an entry.", place)
    for each in rejected:
        what = (
            f"This record was rejected: “{visible(each.value, 60)}” in column "
            f"“{visible(each.column, 60)}”; expected {visible(each.expected, 120)}."
        )
        place = Place(account.file, each.sheet, each.row)
        yield Problem("row-rejected", what, "Mend it in the file.", place)
    if not skipped and not rejected:
        yield _nowhere(where, intake)


def _is(record: Skipped | Rejected, where: Address) -> bool:
    return record.row == where.row and where.sheet.casefold() in ("", record.sheet.casefold())


def _nowhere(where: Address, intake: Intake) -> Problem:
    rows = intake.entries[_on(intake.entries["sheet"], where.sheet)]["row"]
    place = Place(intake.files[0].file, where.sheet, where.row)
    if rows.empty:
        sheets = dict.fromkeys(intake.entries["sheet"].astype(str))
        known = ", ".join(f"“{visible(each, 40)}”" for each in list(sheets)[:10] if each)
        what = "No entries were read from a sheet of this name."
        return Problem("sheet-unknown", what, f"Sheets with entries: {known or 'none'}.", place)
    what = f"Nothing stands in this row. Entries are in rows {rows.min()} to {rows.max()}."
    return Problem("row-unknown", what, "Count as the file does: a header is a row too.", place)
