"""Distinct texts by number, held by Arrow: millions of them are bytes, and no Python objects."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pmrules.analysis.sums import Ints

_AT_ONCE = 100_000


def arrow(texts: object) -> pa.Array:
    """Return texts as one Arrow array."""
    made = pa.array(texts, pa.large_string())
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def coded(column: "pd.Series[str]") -> tuple[pd.Index, Ints]:
    """Return the distinct texts of a column and, for every entry, which of them it holds."""
    values = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    return values.cat.categories, np.asarray(values.cat.codes, dtype=np.int32)


def occurring(column: "pd.Series[str]") -> tuple[pa.Array, Ints]:
    """Return the texts that occur in a column, ascending, and every entry's number among them."""
    values, codes = coded(column)
    occurs = np.zeros(len(values), dtype=bool)
    occurs[codes] = True
    found = np.flatnonzero(occurs)
    texts = arrow(values).take(pa.array(found))
    order = np.asarray(pc.sort_indices(texts))
    number = np.zeros(len(values), dtype=np.int64)
    number[found[order]] = np.arange(len(order))
    return texts.take(pa.array(order)), number[codes]


def united(one: pa.Array, other: pa.Array) -> tuple[pa.Array, Ints, Ints]:
    """Return all texts of two arrays, ascending, and which numbers those of each become."""
    both = joined(one, other).dictionary_encode()
    order = np.asarray(pc.sort_indices(both.dictionary))
    number = np.zeros(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    numbers = number[np.asarray(both.indices)]
    return both.dictionary.take(pa.array(order)), numbers[: len(one)], numbers[len(one) :]


def retold(texts: pa.Array, said: Callable[[str], str]) -> tuple[pa.Array, Ints]:
    """Return texts said otherwise, distinct and ascending, and which number each becomes."""
    return united(each_said(texts, said), arrow([]))[:2]


def joined(*arrays: pa.Array) -> pa.Array:
    """Return arrays of texts one after the other."""
    return pa.concat_arrays(arrays)


def spelt_alike(texts: pa.Array) -> Ints:
    """Return numbers that texts share where they differ in case alone."""
    found = pa.chunked_array(_by_slice(texts, _folded), pa.large_string()).dictionary_encode()
    indices = [np.asarray(chunk.indices) for chunk in found.chunks]
    return np.concatenate([np.zeros(0, dtype=np.int64), *indices])


def folded(texts: pa.Array) -> pa.Array:
    """Return texts without regard to case, as `str.casefold` does it."""
    return joined(*_by_slice(texts, _folded))


def each_said(texts: pa.Array, said: Callable[[str], str]) -> pa.Array:
    """Return texts said otherwise, in their order."""
    return joined(*_by_slice(texts, lambda some: arrow(list(map(said, some.to_pylist())))))


def _by_slice(texts: pa.Array, change: Callable[[pa.Array], pa.Array]) -> list[pa.Array]:
    """Change texts some at a time, so that Python never holds all of them."""
    starts = range(0, max(len(texts), 1), _AT_ONCE)
    return [change(texts.slice(start, _AT_ONCE)) for start in starts]


def _folded(texts: pa.Array) -> pa.Array:
    plain = pc.string_is_ascii(texts)
    lower = pc.ascii_lower(texts)
    if plain.false_count == 0:
        return lower
    others = pc.invert(plain)
    # Arrow has no casefold; ASCII, which most texts are, needs none.
    spoken = [text.casefold() for text in texts.filter(others).to_pylist()]
    return pc.replace_with_mask(lower, others, arrow(spoken))
