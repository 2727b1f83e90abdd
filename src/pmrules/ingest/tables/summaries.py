"""Sheets that sum up other sheets of their file: left out where their name says so."""

from collections.abc import Sequence
from typing import TypeAlias

import pandas as pd
from msgspec.structs import replace

from pmrules.errors import Place
from pmrules.ingest.cells.texts import span
from pmrules.ingest.tables.totals import IS_TOTAL, TOLERANCE, total_grade
from pmrules.ingest.taken import Taken, no_entries
from pmrules.model import Notice, Skipped

_SUMMED = "sums up other sheets"
_WORDS = frozenset({
    "summary", "overview", "all", "year", "yearly", "übersicht", "zusammenfassung", "jahr",
    "jahresübersicht", "alle", "auswertung", "résumé", "synthèse", "récapitulatif", "année",
    "resumen", "año", "overzicht", "samenvatting", "jaar", "jaaroverzicht",
})  # fmt: skip

Days: TypeAlias = "pd.Series[int]"


def leave_out_summaries(file: str, parts: Sequence[Taken]) -> list[Taken]:
    """Leave out sheets called a total or an overview whose days other sheets hold as well.

    A sheet of that name that agrees with the others on no day holds work of its own.
    """
    named = [bool(len(part.entries)) and _says_summary(_sheet(part)) for part in parts]
    others = [part for part, summary in zip(parts, named, strict=True) if not summary]
    if not any(named) or not any(len(part.entries) for part in others):
        return list(parts)
    known = _by_day(pd.concat([part.entries[["date", "seconds"]] for part in others]))
    return [
        _judged(file, part, known) if summary else part
        for part, summary in zip(parts, named, strict=True)
    ]


def _says_summary(sheet: str) -> bool:
    words = {word for word in sheet.casefold().split() if word.isalpha()}
    return total_grade(sheet) == IS_TOTAL or bool(words & _WORDS)


def _sheet(part: Taken) -> str:
    return str(part.entries["sheet"].iloc[0])


def _by_day(entries: pd.DataFrame) -> Days:
    return entries.groupby("date")["seconds"].sum()


def _judged(file: str, part: Taken, known: Days) -> Taken:
    own = _by_day(part.entries)
    there = known.reindex(own.index, fill_value=0)
    agree = (own - there).abs() <= TOLERANCE
    if not 2 * int(agree.sum()) > len(agree):
        return part
    return _left_out(file, part, int(own.sum()), int(there.sum()))


def _left_out(file: str, part: Taken, own: int, there: int) -> Taken:
    sheet = _sheet(part)
    skipped = tuple(Skipped(int(row), _SUMMED, sheet) for row in part.entries["row"])
    adds_up = "they add up" if own == there else f"these hold {span(there)} on the same days"
    notice = Notice(
        "sheet-sums-up",
        f"The sheet sums up other sheets ({span(own)} hours; {adds_up}): it is left out.",
        "If it holds entries of its own, name all sheets: importers: excel: sheets: [...].",
        Place(file, sheet),
    )
    return replace(
        part,
        entries=no_entries(),
        skipped=(*part.skipped, *skipped),
        remarks=(*part.remarks, notice),
    )
