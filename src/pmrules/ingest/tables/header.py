"""The header of a table: which row it is and which columns stand for which part of an entry."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pmrules.tabular import (
    HEADER_WITHIN,
    Column,
    Duration,
    FullName,
    TabularImporter,
    header_name,
)

_FIRST_SERVED = ("date", "start", "end_date", "end", "duration", "minutes", "seconds")
_MANY = frozenset({"person"})
"""Roles of which every column is read: an e-mail address stands in where the name is empty."""
_NAMING = frozenset({"person", "first_name", "last_name"})
_MINUTES = frozenset({"min", "mins", "minutes", "minuten", "minutos", "minuti", "minuut"})
_SECONDS = frozenset({"sec", "secs", "seconds", "sekunden", "secondes", "segundos", "seconden"})


class Header(Struct, frozen=True):
    """A header row found."""

    index: int
    """Row of the grid, from 0."""
    names: tuple[str, ...]
    """The header cells as written, one a column; empty where the cell is no text."""
    columns: Mapping[str, tuple[int, ...]]
    """Columns by role: the importer's fields, and `first_name`, `last_name`, `minutes`,
    `seconds`."""
    twice: tuple[tuple[str, int, int], ...] = ()
    """Roles whose header name stands again further right: role, column read, other column."""

    @property
    def ignored(self) -> tuple[str, ...]:
        """Header names that nothing reads."""
        read = {column for columns in self.columns.values() for column in columns}
        return tuple(name for at, name in enumerate(self.names) if name and at not in read)


def find_header(rows: Iterable[Sequence[Any]], importer: TabularImporter) -> Header | None:
    """Return the row that names most of an importer's fields, the first of equals.

    A header names at least a duration, or a start and an end, and a date or a start.
    """
    found = _headers(rows, _roles(importer))
    fitting = [header for header in found if not missing(header)]
    return max(fitting, key=lambda header: len(header.columns), default=None)


def nearest_header(rows: Iterable[Sequence[Any]], importer: TabularImporter) -> Header | None:
    """Return the row that names most of an importer's fields, enough of them or not."""
    found = _headers(rows, _roles(importer))
    return max(found, key=lambda header: len(header.columns), default=None)


def missing(header: Header) -> tuple[str, ...]:
    """Return which of the fields that every table needs a header does not name."""
    roles = header.columns.keys()
    timed = {"duration", "minutes", "seconds"} & roles or {"start", "end"} <= roles
    dated = {"date", "start"} & roles
    return (*(() if dated else ("date",)), *(() if timed else ("duration",)))


def header_of(index: int, row: Sequence[Any], importer: TabularImporter) -> Header:
    """Return what a row names of an importer's fields, whether that is enough or not."""
    return _header(index, row, _roles(importer))


def wanted_names(importer: TabularImporter, field: str) -> tuple[str, ...]:
    """Return the header names that an importer's field answers to, for a message."""
    return importer.columns()[field].all_names()


def named_in(column: Column, names: tuple[str, ...]) -> Column:
    """Return a column under the names that a user gave; `Minutes` in a name counts minutes."""
    if not isinstance(column, Duration):
        return column.renamed(names)
    return Duration(
        *(name for name in names if not _words(name) & (_MINUTES | _SECONDS)),
        minutes=tuple(name for name in names if _words(name) & _MINUTES),
        seconds=tuple(name for name in names if _words(name) & _SECONDS - _MINUTES),
    )


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(c if c.isalpha() else " " for c in header_name(name)).split())


def _roles(importer: TabularImporter) -> dict[str, tuple[str, ...]]:
    """Return the normalised names of every role, those that share no column first."""
    names = dict(_role_names(importer.columns()))
    order = [*_FIRST_SERVED, *(role for role in names if role not in _FIRST_SERVED)]
    return {role: tuple(map(header_name, names[role])) for role in order if names.get(role)}


def _role_names(columns: Mapping[str, Column]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field, column in columns.items():
        yield field, column.names
        if isinstance(column, FullName):
            yield "first_name", column.first
            yield "last_name", column.last
        if isinstance(column, Duration):
            yield "minutes", column.minutes
            yield "seconds", column.seconds


def _headers(rows: Iterable[Sequence[Any]], wanted: Mapping[str, tuple[str, ...]]) -> list[Header]:
    return [
        _header(index, row, wanted)
        for index, row in enumerate(rows)
        if index < HEADER_WITHIN and any(isinstance(cell, str) for cell in row)
    ]


def _header(index: int, row: Sequence[Any], wanted: Mapping[str, tuple[str, ...]]) -> Header:
    first: dict[str, int] = {}
    again: dict[str, int] = {}
    for at, name in enumerate(map(header_name, row)):
        if name:
            (again if name in first else first).setdefault(name, at)
    columns = _columns(first, wanted)
    names = tuple(cell.strip() if isinstance(cell, str) else "" for cell in row)
    twice = tuple(
        (role, at[0], again[header_name(names[at[0]])])
        for role, at in columns.items()
        if header_name(names[at[0]]) in again
    )
    return Header(index, names, columns, twice)


def _columns(
    first: Mapping[str, int], wanted: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[int, ...]]:
    """Give every role its columns; a column serves one role, except among those of the name."""
    taken: dict[int, str] = {}
    columns: dict[str, tuple[int, ...]] = {}
    for role, names in wanted.items():
        found = [first[name] for name in names if name in first]
        free = [at for at in found if at not in taken or {taken[at], role} <= _NAMING]
        free = list(dict.fromkeys(free)) if role in _MANY else free[:1]
        if free:
            columns[role] = tuple(free)
            taken.update(dict.fromkeys(free, role))
    return columns
