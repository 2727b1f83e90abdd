"""A stable Id for every entry, made of what the entry says and not of where it stands."""

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

_TEXTS = ("person", "client", "project", "task", "description", "tags")
_DIGITS = 12
Hashes = npt.NDArray[np.uint64]


def ids(entries: pd.DataFrame) -> list[str]:
    """Return an Id a row: equal content gives equal Ids but for the ordinal among equals.

    Texts are hashed once a distinct value; rows are mixed as whole columns.
    """
    mixed = np.zeros(len(entries), dtype=np.uint64)
    for name in _TEXTS:
        mixed = _mix(mixed, _of_texts(entries[name]))
    for name in ("date", "start", "end"):
        mixed = _mix(mixed, entries[name].to_numpy("datetime64[s]").view(np.int64))
    mixed = _mix(mixed, entries["seconds"].to_numpy(np.int64))
    ordinal = pd.Series(mixed).groupby(mixed, sort=False).cumcount()
    mixed = _mix(mixed, ordinal.to_numpy(np.int64))
    return [f"{number:016x}"[:_DIGITS] for number in mixed.tolist()]


def _of_texts(column: "pd.Series[str]") -> Hashes:
    coded = column.astype("category").cat
    hashed = np.array([_of_text(str(text)) for text in coded.categories], dtype=np.uint64)
    return hashed[coded.codes.to_numpy()]


def _of_text(text: str) -> int:
    raw = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big")


def _mix(state: Hashes, values: npt.NDArray[Any]) -> Hashes:
    """Stir one more column in (the finaliser of splitmix64, on wrapping 64-bit numbers)."""
    mixed = state * np.uint64(0x9E3779B97F4A7C15) + values.astype(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))
