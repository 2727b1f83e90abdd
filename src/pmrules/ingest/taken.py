"""What one file gave: its entries as a table, and what became of its other records."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from msgspec import Struct, field
from pandas.api.types import union_categoricals

from pmrules.ingest.grid import Coded
from pmrules.ingest.tally import Remark, worded
from pmrules.ingest.told import Told
from pmrules.model import ENTRY_COLUMNS, Notice, Rejected, Skipped

TEXTS = (
    "source", "sheet", "importer", "person", "client", "project", "task", "description", "tags",
)  # fmt: skip
"""The columns of the entries table that hold text."""


class Taken(Struct, frozen=True):
    """Everything that reading one file gave."""

    entries: pd.DataFrame
    """`ENTRY_COLUMNS` in the types of `Intake.entries`."""
    skipped: tuple[Skipped, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    remarks: tuple[Remark, ...] = ()
    told: Told = field(default_factory=Told)
    """How the file was understood."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is odd, in words."""
        return worded(self.remarks)

    @property
    def seconds(self) -> int:
        """Seconds of all entries."""
        return int(self.entries["seconds"].sum())


def category(coded: Coded) -> pd.Categorical:
    """Return texts as a categorical whose categories all occur, in their order."""
    occurs = np.bincount(coded.codes, minlength=len(coded.values)) > 0
    places = np.cumsum(occurs, dtype=np.int32) - 1
    values = [value for value, used in zip(coded.values, occurs, strict=True) if used]
    return pd.Categorical.from_codes(
        places[coded.codes], categories=pd.Index(values, dtype="str"), validate=False
    )


def constant(text: str, height: int) -> Coded:
    """Return one text in every row."""
    return Coded(np.zeros(height, dtype=np.int32), [text])


def entries_frame(
    texts: Mapping[str, Coded], others: Mapping[str, Any], height: int
) -> pd.DataFrame:
    """Build the entries table; texts that are not given are empty, other columns missing."""
    missing = np.full(height, np.datetime64("NaT", "s"), dtype="datetime64[s]")
    unknown = pd.array([pd.NA] * height, dtype="boolean") if "billable" not in others else None
    defaults: dict[str, Any] = {"start": missing, "end": missing, "billable": unknown}
    columns = {
        name: category(texts.get(name) or constant("", height))
        if name in TEXTS
        else others.get(name, defaults.get(name))
        for name in ENTRY_COLUMNS
    }
    return pd.DataFrame(columns, copy=False)


def concatenated(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return frames one below the other, text columns categorical over all values."""
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    if not frames:
        return no_entries()
    columns = {
        name: union_categoricals([frame[name] for frame in frames], ignore_order=True)
        if name in TEXTS
        else pd.concat([frame[name] for frame in frames], ignore_index=True)
        for name in ENTRY_COLUMNS
    }
    return pd.DataFrame(columns, copy=False)


def compact(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with a fresh index and only those categories that occur."""
    texts = {name: frame[name].cat.remove_unused_categories() for name in TEXTS}
    return frame.assign(**texts).reset_index(drop=True)


def no_entries() -> pd.DataFrame:
    """Return an entries table without rows."""
    days = np.empty(0, dtype="datetime64[s]")
    whole = np.empty(0, dtype=np.int64)
    return entries_frame({}, {"row": whole, "seconds": whole, "date": days}, 0)


def coded(texts: Iterable[str]) -> Coded:
    """Return texts as distinct values and codes."""
    places: dict[str, int] = {}
    codes = [places.setdefault(text, len(places)) for text in texts]
    return Coded(np.array(codes, dtype=np.int32), list(places))
