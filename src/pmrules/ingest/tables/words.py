"""The texts of a sheet's records: who, for whom, on what, in which words."""

from collections.abc import Callable, Mapping

import numpy as np

from pmrules.errors import InputError, Problem
from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import read_texts
from pmrules.ingest.grid import Coded
from pmrules.ingest.tables.body import Body
from pmrules.ingest.tables.kinds import NAMES, TEXT_ROLES
from pmrules.ingest.taken import constant


def read_persons(body: Body, default: str) -> tuple[Coded, Bools]:
    """Return whose each record is, and which records say it nowhere.

    First and last name are joined; where the name is empty, the next column of a person (an
    e-mail address) stands in, then the default. Raises InputError where neither exists.
    """
    columns = [_text(body, at) for at in body.header.columns.get("person", ())]
    if body.has("first_name") and body.has("last_name"):
        columns.insert(
            0, _joined(*(_text(body, body.header.columns[role][0]) for role in NAMES[1:]))
        )
    elif not columns:
        columns = [
            _text(body, body.header.columns[role][0]) for role in NAMES[1:] if body.has(role)
        ]
    if default:
        columns.append(constant(default, body.height))
    if not columns:
        raise InputError(_no_person(body))
    persons = columns[0]
    for further in columns[1:]:
        if "" not in persons.values:
            break
        persons = combined(persons, further, lambda own, other: own or other)
    empty = np.array([not value for value in persons.values], dtype=np.bool_)
    return persons, empty[persons.codes]


def read_words(body: Body, goes_on: Mapping[int, int]) -> dict[str, Coded]:
    """Return the text columns that the sheet has, continued descriptions joined to their entry."""
    words = {
        role: _text(body, body.header.columns[role][0]) for role in TEXT_ROLES if body.has(role)
    }
    if goes_on:
        words["description"] = _continued(words["description"], goes_on)
    return words


def combined(one: Coded, other: Coded, join: Callable[[str, str], str]) -> Coded:
    """Return two text columns as one, joined once a pair of distinct values."""
    width = max(len(other.values), 1)
    pairs, codes = np.unique(one.codes.astype(np.int64) * width + other.codes, return_inverse=True)
    places: dict[str, int] = {}
    moved = [
        places.setdefault(join(one.values[pair // width], other.values[pair % width]), len(places))
        for pair in pairs.tolist()
    ]
    return Coded(np.array(moved, dtype=np.int32)[codes], list(places))


def _text(body: Body, column: int) -> Coded:
    return read_texts(body.grid.columns[column].take(body.at), body.empty)


def _joined(first: Coded, last: Coded) -> Coded:
    return combined(first, last, lambda one, other: f"{one} {other}".strip())


def _continued(texts: Coded, goes_on: Mapping[int, int]) -> Coded:
    codes, values = texts.codes.copy(), list(texts.values)
    for record, above in goes_on.items():
        values.append(f"{values[codes[above]]}\n{values[codes[record]]}".strip())
        codes[above] = len(values) - 1
    return Coded(codes, values)


def _no_person(body: Body) -> Problem:
    return Problem(
        "person-missing",
        "The table has no column that says whose the entries are.",
        'Say it: --person "Ada Lovelace", or importers: NAME: columns: person in the rules file.',
        body.place(),
    )
