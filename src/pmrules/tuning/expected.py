"""A labelled sample as CSV: texts of entries, and where each is expected to stand."""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.language.keys import KEYWORD_FIELDS, KNOWN_FAILING
from pmrules.rules.language.problems import did_you_mean, nearest, quoted
from pmrules.rules.rulebook import Rulebook

OPEN = "open"
"""What a column says where nobody is expected to know."""
_OUTSIDE = "outside"
_FIELDS = {"text": "description", **KEYWORD_FIELDS}
_WANTED = ("audience", "horizon", "quadrant", _OUTSIDE)
_COLUMNS = (*_FIELDS, *_WANTED, KNOWN_FAILING)
_YES = frozenset({"true", "yes", "x", "1", "outside"})
_NO = frozenset({"", "false", "no", "0"})
_DELIMITERS = ",;\t"


class Expected(Struct, frozen=True):
    """One row of a sample."""

    texts: tuple[tuple[str, str], ...]
    """Entry column and text."""
    wanted: tuple[tuple[str, str], ...]
    """`audience` and `horizon` with a value or `open`, or `outside` alone; what is not named may
    be anything."""
    known_failing: str
    place: Place

    def __str__(self) -> str:
        return " · ".join(text for _, text in self.texts)


class _WrongError(Exception):
    """A cell cannot be meant."""

    def __init__(self, column: str, typed: str, mend: str) -> None:
        super().__init__(column)
        self.column, self.typed, self.mend = column, typed, mend


def read_expected(path: Path, rulebook: Rulebook) -> tuple[Expected, ...]:
    """Read a sample; raises `InputError` with every cell that cannot be meant.

    Quadrants go by their key or by the label that the rules file gives them.
    """
    rows = _rows(path)
    header = [_key(name) for name in rows[0]] if rows else []
    _check_header(header, path)
    problems: list[Problem] = []
    found: list[Expected] = []
    for number, cells in enumerate(rows[1:], 2):
        row = {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False)}
        if not any(row.values()):
            continue
        try:
            found.append(_expected(row, rulebook, Place(str(path), row=number)))
        except _WrongError as wrong:
            place = Place(str(path), row=number, column=wrong.column)
            typed = quoted(wrong.typed)
            what = f"{typed} cannot be meant here." if wrong.typed else "Nothing stands here."
            problems.append(Problem("expected-cell", what, wrong.mend, place))
    if not found and not problems:
        what, mend = "No row says what is expected.", "Add a row below the header."
        problems.append(Problem("expected-empty", what, mend, Place(str(path))))
    if problems:
        raise InputError(problems)
    return tuple(found)


def _rows(path: Path) -> list[list[str]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        mend = "Check the name and the folder."
        raise InputError(Problem("file-unreadable", what, mend, Place(str(path)))) from error
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error as error:
        what, mend = f"This is no CSV file: {error}.", "Save it as CSV with a header."
        raise InputError(Problem("expected-columns", what, mend, Place(str(path)))) from error


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what Excel's plain “CSV” mostly is


def _key(name: str) -> str:
    return "-".join(name.strip().casefold().replace("_", "-").split())


def _check_header(header: Sequence[str], path: Path) -> None:
    """Other columns may stand there for people; misspelt ones would be silently unread."""
    place = Place(str(path), row=1)
    problems = [
        Problem("expected-columns", f"{quoted(name)} is no column that is read here.", mend, place)
        for name in header
        if name not in _COLUMNS and nearest(name, _COLUMNS)
        for mend in (did_you_mean(name, _COLUMNS),)
    ]
    for group, what in ((_FIELDS, "text"), (_WANTED, "verdict")):
        if not problems and not set(header) & set(group):
            mend = f"Name one in the header: {', '.join(dict.fromkeys(group))}."
            said = f"No column holds the {what} of a row."
            problems.append(Problem("expected-columns", said, mend, place))
    if problems:
        raise InputError(problems)


def _expected(row: Mapping[str, str], rulebook: Rulebook, place: Place) -> Expected:
    texts = tuple((_FIELDS[name], text) for name, text in row.items() if name in _FIELDS and text)
    if not texts:
        raise _WrongError("text", "", "Write the text of an entry.")
    wanted = dict(_wanted(row, rulebook))
    if not wanted:
        mend = "Say what is expected: audience, horizon, quadrant or outside."
        raise _WrongError("quadrant", "", mend)
    return Expected(texts, tuple(wanted.items()), row.get(KNOWN_FAILING, ""), place)


def _wanted(row: Mapping[str, str], rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Say what each axis is to be; the quadrant stands for both."""
    said = {name: row.get(name, "") for name in _WANTED}
    axes = [said["audience"].casefold(), said["horizon"].casefold()]
    outside = said[_OUTSIDE].casefold()
    if outside not in _YES | _NO:
        raise _WrongError(_OUTSIDE, said[_OUTSIDE], "It is yes or no.")
    if outside in _YES or said["quadrant"].casefold() == _OUTSIDE or axes == ["none", "none"]:
        yield _OUTSIDE, _OUTSIDE
        return
    if said["quadrant"]:
        yield from _cell(said["quadrant"], rulebook)
    for axis, known, value in (("audience", Audience, axes[0]), ("horizon", Horizon, axes[1])):
        if value and value not in (*known, OPEN):
            mend = did_you_mean(value, (*known, OPEN), "It is one of")
            raise _WrongError(axis, said[axis], mend)
        if value:
            yield axis, value


def _cell(typed: str, rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    cells = {each.value: each for each in Quadrant}
    cells |= {label.casefold(): cell for cell, label in rulebook.labels.items()}
    word = " ".join(typed.casefold().split())
    if word == OPEN:
        yield from (("audience", OPEN), ("horizon", OPEN))
        return
    if word not in cells:
        known = (*(each.value for each in Quadrant), *rulebook.labels.values(), _OUTSIDE, OPEN)
        raise _WrongError("quadrant", typed, did_you_mean(typed, known, "It is one of"))
    yield "audience", cells[word].audience.value
    yield "horizon", cells[word].horizon.value
