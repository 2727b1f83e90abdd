"""Whether an importer that is offered keeps the form of the contract, before it is ever used."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from pmrules.tabular import Column, Duration, TabularImporter, WrongReport
from pmrules.visible import visible

NAME = re.compile(r"[a-z][a-z0-9_-]*")
"""What importers and packs may be called."""

_SHOWN = 60
_SEVERAL = ("first", "last", "minutes", "seconds")


def unsound(offered: Any) -> str:
    """Return what is wrong with the importer, as the end of a sentence; empty if nothing is."""
    if isinstance(offered, type):
        return f"offers the class {visible(offered.__name__, _SHOWN)}: offer an instance of it"
    name = getattr(offered, "name", None)
    if not isinstance(name, str) or not NAME.fullmatch(name):
        what = visible(type(offered).__name__, _SHOWN)
        return f"offers {what} without a name of one lower-case word"
    if not isinstance(getattr(offered, "title", None), str):
        return f"offers the importer “{name}” without a title"
    for method in ("detect", "read"):
        if not callable(getattr(offered, method, None)):
            return f"offers the importer “{name}” without the method {method}"
    if isinstance(offered, TabularImporter):
        said = next(_misdeclared(offered), "")
        return f"offers the importer “{name}”, which {said}" if said else ""
    return ""


def _misdeclared(importer: TabularImporter) -> Iterator[str]:
    for field in importer.FIELDS:
        yield from _column(field, getattr(importer, field))
    yield from _unknown_columns(importer)
    yield from _texts("lacks", importer.lacks)
    yield from _texts("empty", importer.empty)
    for sign in _listed(importer.signs):
        if not _are_texts(sign):
            yield f'has the sign {_repr(sign)}: write signs = (("One", "Other"),)'
    for report in _listed(importer.wrong_reports):
        if not isinstance(report, WrongReport):
            yield f"has {_repr(report)} among wrong_reports: write (WrongReport(...),)"


def _column(field: str, column: Any) -> Iterator[str]:
    kind = getattr(TabularImporter, field)
    if not isinstance(column, type(kind) if isinstance(kind, Duration) else Column):
        yield f'declares {field} as {_repr(column)}: write {type(kind).__name__}("Name")'
        return
    wrong = [name for name in column.names if not isinstance(name, str)]
    if wrong:
        yield f'names {_repr(wrong[0])} for {field}: write names one by one, "One", "Other"'
    for part in _SEVERAL:
        if not _are_texts(getattr(column, part, ())):
            yield f'gives {field} {part}={_repr(getattr(column, part))}: write ({part}=("Name",))'


def _unknown_columns(importer: TabularImporter) -> Iterator[str]:
    for owner in type(importer).__mro__:
        for field, value in vars(owner).items():
            if isinstance(value, Column) and field not in importer.FIELDS:
                close = difflib.get_close_matches(field, importer.FIELDS, 1)
                meant = f"; did you mean {close[0]}?" if close else ""
                there = f"; there are {', '.join(importer.FIELDS)}" if not close else meant
                yield f"declares {visible(field, _SHOWN)}, which is no column of entries{there}"


def _texts(name: str, value: Any) -> Iterator[str]:
    if not _are_texts(value):
        yield f'has {name} = {_repr(value)}: write {name} = ("Text",)'


def _are_texts(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(each, str) for each in value)


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def _repr(value: Any) -> str:
    return visible(repr(value), _SHOWN)
