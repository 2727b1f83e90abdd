"""Days that two files cover: settled within one tool, reported between tools.

A file covers every day from its first to its last entry, whoever's they are, for each person who
occurs in it. Not only the days on which that person has entries: tools let the past be edited, so
a day that the newer export leaves empty was emptied, and its old entries must not come back from
an older export. Not for persons who do not occur: their absence may as well be a filter.

Of two files that cover a person's day, the one that reaches further (its last day is later; then
it has more entries on the days from where all files that end with it cover; then it was named
later) replaces the other. This is one order of all files, so no circle can lose a day.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.cells.texts import in_hours
from pmrules.ingest.daytable import DayTable, LostDays
from pmrules.model import FileAccount, Notice, Overlap
from pmrules.visible import visible

EVERYONE = "everyone"
"""The person of an overlap of two files with the same bytes."""

Numbers = npt.NDArray[np.int64]


class Settled(Struct, frozen=True):
    """What remains, and what was found."""

    kept: Bools
    """Which rows of the table of days remain."""
    overlaps: tuple[Overlap, ...] = ()
    notices: tuple[Notice, ...] = ()

    def lost(self, table: DayTable, file: int) -> LostDays | None:
        """Return the days that a file loses; None where it loses none."""
        lost = ~self.kept & (table.file == file)
        return LostDays.of(table.at(lost)) if lost.any() else None


class _Table(Struct, frozen=True):
    """The days of all files, their persons under the names that the report shows."""

    files: Sequence[FileAccount]
    days: DayTable
    person: Numbers
    names: Sequence[str]

    @property
    def file(self) -> Numbers:
        return self.days.file

    @property
    def day(self) -> Numbers:
        return self.days.day


def settle_overlaps(
    days: DayTable,
    files: Sequence[FileAccount],
    *,
    how: str = "replace",
    aliases: Mapping[str, str] | None = None,
) -> Settled:
    """Find the days that two files cover, and leave out what is replaced.

    `days` holds those of all files, numbered as in `files`. `how` is `replace`, `keep` or
    `error`; the last raises InputError that lists every overlap. Entries of one person from two
    importers are never replaced; their days are reported.
    """
    table = _table(days, files, aliases or {})
    replaced, overlaps = _within_importers(table, "kept" if how == "keep" else "replaced")
    if overlaps and how == "error":
        raise InputError([_refusal(overlap) for overlap in overlaps])
    kept = ~replaced if how == "replace" else np.ones_like(replaced)
    doubles = tuple(_between_importers(table, kept))
    return Settled(kept, (*overlaps, *doubles), tuple(_notices(doubles)))


def _table(days: DayTable, files: Sequence[FileAccount], aliases: Mapping[str, str]) -> _Table:
    """Give all spellings of a person one number, in the order in which persons first occur."""
    shown: dict[str, int] = {}
    names: list[str] = []
    places = np.zeros(len(days.names), dtype=np.int64)
    for at in _by_first(days):
        name = _resolved(days.names[at], aliases)
        places[at] = shown.setdefault(_folded(name), len(shown))
        names += [name] if places[at] == len(names) else []
    return _Table(files, days, person=places[days.person], names=names)


def _by_first(days: DayTable) -> list[int]:
    """Return persons in the order in which they first occur, in files as named, then in rows."""
    order = np.lexsort((days.first, days.file))
    return list(dict.fromkeys(days.person[order].tolist()))


def _resolved(name: str, aliases: Mapping[str, str]) -> str:
    return aliases.get(_folded(name), name.strip())


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


class _Cover(Struct, frozen=True):
    """What one file covers."""

    file: int
    first: int
    last: int
    persons: frozenset[int]
    rank: tuple[int, int, int] = (0, 0, 0)

    def meets(self, other: "_Cover") -> tuple[int, int] | None:
        """Return the days that both cover, first and last."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return (first, last) if first <= last and self.persons & other.persons else None


def _within_importers(table: _Table, kind: str) -> tuple[Bools, list[Overlap]]:
    replaced = np.zeros(len(table.day), dtype=np.bool_)
    overlaps: list[Overlap] = []
    for importer in dict.fromkeys(file.importer for file in table.files):
        covers = _ranked(table, importer)
        for at, loser in enumerate(covers):
            for winner in reversed(covers[at + 1 :]):
                lost = _lost(table, winner, loser) & ~replaced
                if lost.any():
                    replaced |= lost
                    overlaps += _reported(table, lost, winner, loser, kind)
    return replaced, overlaps


def _ranked(table: _Table, importer: str) -> list[_Cover]:
    """Return an importer's files in one order, the one that reaches furthest last."""
    covers = [
        _cover(table, at) for at, file in enumerate(table.files)
        if file.importer == importer and file.entries
    ]  # fmt: skip
    first_of = {
        last: max(cover.first for cover in covers if cover.last == last)
        for last in {cover.last for cover in covers}
    }
    ranked = [
        _Cover(
            cover.file, cover.first, cover.last, cover.persons,
            (cover.last, _count(table, cover, first_of[cover.last]), cover.file),
        )
        for cover in covers
    ]  # fmt: skip
    return sorted(ranked, key=lambda cover: cover.rank)


def _cover(table: _Table, file: int) -> _Cover:
    rows = table.file == file
    days = table.day[rows]
    persons = frozenset(np.unique(table.person[rows]).tolist())
    return _Cover(file, int(days.min()), int(days.max()), persons)


def _count(table: _Table, cover: _Cover, first: int) -> int:
    return int(table.days.rows[(table.file == cover.file) & (table.day >= first)].sum())


def _lost(table: _Table, winner: _Cover, loser: _Cover) -> Bools:
    """Return the loser's days of persons that the winner covers."""
    met = winner.meets(loser)
    if met is None:
        return np.zeros(len(table.day), dtype=np.bool_)
    shared = np.zeros(len(table.names), dtype=np.bool_)
    shared[list(winner.persons & loser.persons)] = True
    within = (table.day >= met[0]) & (table.day <= met[1])
    lost: Bools = (table.file == loser.file) & within & shared[table.person]
    return lost


def _reported(
    table: _Table, lost: Bools, winner: _Cover, loser: _Cover, kind: str
) -> Iterator[Overlap]:
    kept, other = table.files[winner.file], table.files[loser.file]
    persons = table.person[lost]
    alike = bool(kept.sha256) and kept.sha256 == other.sha256
    for person in np.unique(persons).tolist() if not alike else [None]:
        rows = lost if person is None else lost & (table.person == person)
        name = EVERYONE if person is None else table.names[person]
        yield _overlap(kind, name, table.days.at(rows), kept.file, other.file)


def _overlap(kind: str, person: str, days: DayTable, kept: str, other: str) -> Overlap:
    first, last = (np.datetime64(int(day), "D").item() for day in (days.day.min(), days.day.max()))
    return Overlap(
        kind=kind,
        person=person,
        first=first,
        last=last,
        days=len(np.unique(days.day)),
        kept_file=kept,
        other_file=other,
        rows=int(days.rows.sum()),
        seconds=int(days.seconds.sum()),
    )


def _between_importers(table: _Table, kept: Bools) -> Iterator[Overlap]:
    """Yield the days on which one person has entries of two importers, by pair of files."""
    importers = [file.importer for file in table.files]
    if len(set(importers)) < 2:
        return
    sums = _by_person(table, kept)
    pairs = sums.merge(sums, on=["person", "day"], suffixes=("", "_other"))
    tools = np.unique(importers, return_inverse=True)[1]
    apart = tools[pairs["file"]] != tools[pairs["file_other"]]
    pairs = pairs[apart & (pairs["file"] < pairs["file_other"])]
    for (person, one, two), shared in pairs.groupby(["person", "file", "file_other"], sort=True):
        yield _double(table, shared, int(person), int(one), int(two))


def _by_person(table: _Table, kept: Bools) -> pd.DataFrame:
    """Return the days that remain, those of all spellings of a person as one."""
    days = table.days.at(kept)
    frame = pd.DataFrame({
        "file": days.file, "person": table.person[kept], "day": days.day,
        "seconds": days.seconds, "rows": days.rows,
    })  # fmt: skip
    groups = frame.groupby(["file", "person", "day"], sort=True)
    return groups[["seconds", "rows"]].sum().reset_index()


def _double(table: _Table, shared: pd.DataFrame, person: int, one: int, two: int) -> Overlap:
    """Report the file with less time on those days: so much may count twice."""
    less = shared["seconds"].sum() >= shared["seconds_other"].sum()
    other, suffix = (two, "_other") if less else (one, "")
    days = shared["day"].to_numpy()
    first, last = (np.datetime64(int(day), "D").item() for day in (days.min(), days.max()))
    return Overlap(
        kind="two-importers",
        person=table.names[person],
        first=first,
        last=last,
        days=len(np.unique(days)),
        kept_file=table.files[one if other == two else two].file,
        other_file=table.files[other].file,
        rows=int(shared[f"rows{suffix}"].sum()),
        seconds=int(shared[f"seconds{suffix}"].sum()),
    )


def _notices(doubles: Sequence[Overlap]) -> Iterator[Notice]:
    """Say once a pair of files how much of their time may count twice."""
    by_pair: dict[tuple[str, str], list[Overlap]] = {}
    for each in doubles:
        by_pair.setdefault(tuple(sorted((each.kept_file, each.other_file))), []).append(each)  # type: ignore[arg-type]
    for (one, two), overlaps in by_pair.items():
        people = [visible(each.person, 40) for each in overlaps]
        named = ", ".join(people[:3]) + (f" and {len(people) - 3} more" if len(people) > 3 else "")
        seconds, rows = sum(each.seconds for each in overlaps), sum(each.rows for each in overlaps)
        yield Notice(
            "two-importers",
            f"“{visible(one, 60)}” and “{visible(two, 60)}” both hold entries of {named} on the "
            f"same days: {in_hours(seconds)} ({rows:,} entries) may count twice.",
            "If both record the same work, give only one of them.",
        )


def _refusal(overlap: Overlap) -> Problem:
    days = (
        str(overlap.first)
        if overlap.first == overlap.last
        else f"{overlap.first} to {overlap.last}"
    )
    return Problem(
        "overlap-found",
        f"“{visible(overlap.kept_file, 60)}” covers days of {visible(overlap.person, 40)} too: "
        f"{days}, {overlap.rows:,} entries, {in_hours(overlap.seconds)}.",
        "Leave one file out, or let the one that reaches further replace: --overlap replace.",
        Place(overlap.other_file),
    )
