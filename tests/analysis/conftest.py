"""Classified entries made by hand: each row says where it stands and where else it could."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import pytest

from pmrules.analysis.model import Analysis
from pmrules.analysis.of import analyse
from pmrules.analysis.totals import Totals
from pmrules.ingest.intake import Accounting
from pmrules.model import ENTRY_COLUMNS, VERDICT_COLUMNS, FileAccount, Notice, Overlap
from pmrules.rules.evidence import Evidence
from pmrules.rules.rulebook import Rulebook
from pmrules.rules.verdict import CELLS, Classified, Verdict

TEXTS = (
    "source", "sheet", "importer", "person", "client", "project", "task", "description", "tags",
    *(name for name in VERDICT_COLUMNS if name != "contested"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """An entry by what matters to analysis."""

    place: str
    """A quadrant, `half one`, `half future` ..., `unclassified` or `outside`."""
    seconds: int = 3600
    day: str = "2026-09-07"
    person: str = "Ada"
    client: str = ""
    project: str = ""
    description: str = ""
    rule_audience: str = ""
    activity: str = ""
    owner: str = ""
    also: tuple[str, ...] = ()
    """Where else it could end, because an equal match says so."""

    @property
    def known(self) -> tuple[str, str]:
        """Audience and horizon, empty where unknown."""
        if "-" in self.place:
            audience, _, horizon = self.place.partition("-")
            return audience, horizon
        axis = self.place.removeprefix("half ")
        return (
            axis if axis in {"one", "market"} else "",
            axis if axis in {"current", "future"} else "",
        )

    @property
    def status(self) -> str:
        """As `Status` has it."""
        return "classified" if "-" in self.place else self.place.split()[0]

    @property
    def cells(self) -> set[str]:
        """All cells in which the entry may end."""
        if self.place == "outside":
            return {"outside", *self.also}
        parts = {part for part in self.known if part}
        return {cell for cell in CELLS[:4] if parts <= set(cell.split("-"))} | set(self.also)


def _refuse(_: int) -> Verdict:
    raise AssertionError("analysis asks for no verdicts")


def _classified(rows: Sequence[Row], rulebook: Rulebook | None = None) -> Classified:
    table = {name: [""] * len(rows) for name in (*ENTRY_COLUMNS, *VERDICT_COLUMNS)}
    for name in (
        "person",
        "client",
        "project",
        "description",
        "rule_audience",
        "activity",
        "owner",
        "status",
    ):
        table[name] = [getattr(row, name) for row in rows]
    table["audience"] = [row.known[0] for row in rows]
    table["horizon"] = [row.known[1] for row in rows]
    table["quadrant"] = [row.place if "-" in row.place else "" for row in rows]
    frame = pd.DataFrame(table)
    for name in TEXTS:
        frame[name] = frame[name].astype("str").astype("category")
    frame["row"] = range(2, len(rows) + 2)
    frame["seconds"] = pd.Series([row.seconds for row in rows], dtype="int64")
    for name, values in (
        ("date", [row.day for row in rows]),
        ("start", [None] * len(rows)),
        ("end", [None] * len(rows)),
    ):
        frame[name] = pd.to_datetime(pd.Series(values, dtype="object")).astype("datetime64[s]")
    frame["billable"] = pd.Series([pd.NA] * len(rows), dtype="boolean")
    frame["contested"] = pd.Series([bool(row.also) for row in rows], dtype="bool")
    bits = [sum(1 << CELLS.index(cell) for cell in row.cells) for row in rows]
    frame["possible"] = pd.Series(bits, dtype="uint8")
    frame["case"] = pd.Series(range(len(rows)), dtype="int32")
    return Classified(
        entries=frame,
        rulebook=rulebook or Rulebook(),
        verdict=_refuse,
        runners_up=lambda: (),
        matched_words=lambda: (),
        did=lambda: Evidence.nothing(1 + len((rulebook or Rulebook()).rules)),
    )


def _analysed(
    rows: Sequence[Row],
    rulebook: Rulebook | None = None,
    *,
    files: tuple[FileAccount, ...] = (),
    overlaps: tuple[Overlap, ...] = (),
    notices: tuple[Notice, ...] = (),
    asked: tuple[dt.date | None, dt.date | None] = (None, None),
) -> Analysis:
    classified = _classified(rows, rulebook)
    accounting = Accounting(files, overlaps, notices)
    totals = Totals.of(classified)
    return analyse(totals, accounting, classified.rulebook, asked=asked, classified=classified)


@pytest.fixture(scope="session")
def row() -> type[Row]:
    """Make one entry."""
    return Row


@pytest.fixture(scope="session")
def analysed() -> Callable[..., Analysis]:
    """Analyse rows with a rulebook."""
    return _analysed
