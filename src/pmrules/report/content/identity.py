"""A stable Id for every entry, made of what the entry says and not of where it stands."""

import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

_TEXTS = ("person", "client", "project", "task", "description", "tags")
_DIGITS = 12
Hashes = npt.NDArray[np.uint64]
Signs = npt.NDArray[np.bytes_]


def ids(entries: pd.DataFrame) -> list[str]:
    """Return an Id a row: equal content gives equal Ids but for the ordinal among equals."""
    return [sign.decode() for sign in signs(entries).tolist()]


def signs(entries: pd.DataFrame) -> Signs:
    """Return the same as ASCII of one width.

    Texts are hashed once a distinct value; rows are mixed as whole columns.
    """
    mixed = np.zeros(len(entries), dtype=np.uint64)
    for name in _TEXTS:
        mixed = _mix(mixed, _of_texts(entries[name]))
    for name in ("date", "start", "end"):
        mixed = _mix(mixed, entries[name].to_numpy("datetime64[s]").view(np.int64))
    mixed = _mix(mixed, entries["seconds"].to_numpy(np.int64))
    ordinal = pd.Series(mixed).groupby(mixed, sort=False).cumcount()
    return _hexadecimal(_mix(mixed, ordinal.to_numpy(np.int64)))


def _hexadecimal(numbers: Hashes) -> Signs:
    """The first digits of each number: all columns of digits at once, and no Python text a row."""
    places = np.arange(60, 60 - 4 * _DIGITS, -4, dtype=np.uint64)
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)
    drawn = np.empty((len(numbers), _DIGITS), np.uint8)
    for column, place in enumerate(places):
        drawn[:, column] = digits[(numbers >> place) & np.uint64(15)]
    return drawn.view(f"S{_DIGITS}").ravel()


def _of_texts(column: "pd.Series[str]") -> Hashes:
    coded = column.astype("category").cat
    hashed = np.array([*map(_of_text, coded.categories.tolist())], dtype=np.uint64)
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
