"""A saved report held against one made anew of its inputs: what differs, kind by kind."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.since import PLACES
from pmrules.model import Quadrant
from pmrules.report.content import live, marks
from pmrules.report.saved import Named, Saved, SavedEntry
from pmrules.visible import visible
from pmrules.wording.catalogue import say
from pmrules.wording.numbers import hours

_SHOWN = 5
_SLACK = 1
"""Seconds by which hours may miss what they are the sum of, stored as fractions."""


class Difference(Struct, frozen=True):
    """What differs of one kind, line by line."""

    kind: str
    """`version`, `files`, `rules`, `period`, `totals`, `people` or `entries`."""
    lines: tuple[str, ...]


class Verdict(Struct, frozen=True):
    """What a report was found to be."""

    differences: tuple[Difference, ...]
    corrections: tuple[str, ...]
    """What was corrected by hand, which is no difference."""


def verify(saved: Saved, remade: Saved) -> Verdict:
    """Hold a report against the same report made anew; corrections made since are allowed for."""
    corrected = {key: each for key, each in saved.entries.items() if each.corrected}
    expected = _moved(remade, corrected) if saved.moves else remade
    kinds: tuple[tuple[str, Callable[[Saved, Saved], Iterator[str]]], ...] = (
        ("version", _version),
        ("files", lambda one, other: _hashes(one.files, other.files)),
        ("rules", lambda one, other: _hashes(one.rules, other.rules)),
        ("period", _period),
        ("totals", _totals),
        ("people", _people),
        ("entries", _entries),
    )
    found = (Difference(kind, tuple(lines(saved, expected))) for kind, lines in kinds)
    return Verdict(
        tuple(each for each in found if each.lines),
        tuple(_corrections(saved, corrected)),
    )


def _version(saved: Saved, remade: Saved) -> Iterator[str]:
    before, now = saved.option(marks.VERSION), remade.option(marks.VERSION)
    if before != now:
        yield f"made by pmrules {visible(before, 40)}; this is {now}"


def _period(saved: Saved, remade: Saved) -> Iterator[str]:
    if saved.days != remade.days:
        yield f"the report has {_days(saved)}; the files have {_days(remade)}"


def _days(saved: Saved) -> str:
    return f"{saved.days[0]} to {saved.days[1]}" if saved.days else "no days"


def _hashes(before: Named, now: Named) -> Iterator[str]:
    """Tell files by their content: one under another name is the same file."""
    known, given = {digest for _, digest in before}, {digest for _, digest in now}
    lacking = {name: digest for name, digest in before if digest not in given}
    further = {name: digest for name, digest in now if digest not in known}
    for name, digest in lacking.items():
        if name in further:
            yield f"{visible(name)}: {_short(digest)} then, {_short(further[name])} now"
        else:
            yield f"{visible(name)}: {_short(digest)} then, not given now"
    for name, digest in further.items():
        if name not in lacking:
            yield f"{visible(name)}: {_short(digest)} now, not in the report"


def _short(digest: str) -> str:
    return f"{digest[:12]}…" if digest else "no hash"


def _totals(saved: Saved, remade: Saved) -> Iterator[str]:
    for place in PLACES:
        before, now = saved.totals.get(place), remade.totals.get(place, 0)
        if before is None:
            yield f"{_place(place, remade)}: the report no longer names it"
        elif abs(before - now) > _SLACK:
            yield f"{_place(place, remade)}: {_amounts(before, now)}"


def _people(saved: Saved, remade: Saved) -> Iterator[str]:
    lines = []
    for name in dict.fromkeys((*saved.people, *remade.people)):
        before, now = saved.people.get(name), remade.people.get(name)
        if before is None or now is None:
            lines.append(f"{visible(name)}: {'not in the report' if now else 'not in the files'}")
            continue
        moved = [place for place in marks.PERSON_PLACES if _apart(before, now, place)]
        said = (f"{_place(place, remade)} {_amounts(before[place], now[place])}" for place in moved)
        if moved:
            lines.append(f"{visible(name)}: {'; '.join(said)}")
    yield from _first(lines)


def _apart(before: Mapping[str, int], now: Mapping[str, int], place: str) -> bool:
    return place in before and place in now and abs(before[place] - now[place]) > _SLACK


def _entries(saved: Saved, remade: Saved) -> Iterator[str]:
    if not saved.entries:
        return
    if gone := saved.entries.keys() - remade.entries.keys():
        yield f"{len(gone):,} in the report and not in the files: {_ids(gone)}"
    if new := remade.entries.keys() - saved.entries.keys():
        yield f"{len(new):,} in the files and not in the report: {_ids(new)}"
    both = saved.entries.keys() & remade.entries.keys()
    yield from _judged(saved, remade, both)
    if apart := [key for key in both if _longer(saved.entries[key], remade.entries[key])]:
        yield f"{len(apart):,} of another length: {_ids(apart)}"


def _judged(saved: Saved, remade: Saved, both: Collection[str]) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for key in both:
        before, now = saved.entries[key].placed, remade.entries[key].placed
        if before != now:
            found.setdefault((before, now), []).append(key)
    for (before, now), keys in sorted(found.items(), key=lambda each: (-len(each[1]), each[0])):
        said = f"{_place(before, saved)} in the report, {_place(now, remade)} now"
        yield f"{len(keys):,} judged otherwise: {said} ({_ids(keys)})"


def _longer(one: SavedEntry, other: SavedEntry) -> bool:
    return abs(one.seconds - other.seconds) > _SLACK


def _corrections(saved: Saved, corrected: Mapping[str, SavedEntry]) -> Iterator[str]:
    for key, entry in corrected.items():
        before, after = (_place(each, saved) for each in (entry.placed, entry.corrected))
        who = visible(entry.person, 60)
        yield f"{visible(key)}: {before} to {after}, {hours(entry.seconds, 1)} h of {who}"
    for text, chosen in saved.open_corrections:
        yield f"Unclassified, {_place(text, saved)}: to {_place(chosen, saved)}"


def _moved(remade: Saved, corrected: Mapping[str, SavedEntry]) -> Saved:
    """The report as it must be once its corrections have moved its totals."""
    totals = Counter(remade.totals)
    people = {name: Counter(places) for name, places in remade.people.items()}
    for key, chosen in corrected.items():
        entry = remade.entries.get(key)
        if entry is None or chosen.corrected not in live.CODES:
            continue
        person = people.get(entry.person, Counter())
        for code, seconds in (
            (entry.code, -entry.seconds),
            (live.CODES[chosen.corrected], entry.seconds),
        ):
            totals.update(dict.fromkeys(_PLACES[code], seconds))
            person[_COLUMNS.get(code, "open")] += seconds
    return replace(remade, totals=totals, people=people)


def _places() -> dict[str, tuple[str, ...]]:
    """In which totals an entry counts, by the code of where it stands."""
    found: dict[str, tuple[str, ...]] = {live.OUTSIDE: ("outside",), "__": ("unclassified",)}
    for quadrant in Quadrant:
        found[live.CODES[quadrant]] = (quadrant, quadrant.audience, quadrant.horizon)
        for axis in (quadrant.audience, quadrant.horizon):
            found[live.code("half", "", axis, "")] = (axis, "half")
    return found


_PLACES = _places()
_COLUMNS = {code: place for place, code in live.CODES.items()}


def _place(place: str, report: Saved) -> str:
    """What a place is called; a text that is none stays."""
    if place in report.labels:
        return f"“{visible(report.labels[place], 40)}”"
    return (
        say(f"place.{place}") if place in PLACES or place == "open" else f"“{visible(place, 40)}”"
    )


def _amounts(before: int, now: int) -> str:
    return f"{hours(before, 2)} h in the report, {hours(now, 2)} h now"


def _ids(keys: Collection[str]) -> str:
    shown = sorted(keys)[:_SHOWN]
    return ", ".join(map(visible, shown)) + (", …" if len(keys) > len(shown) else "")


def _first(lines: list[str]) -> Iterator[str]:
    yield from lines[:_SHOWN]
    if more := len(lines[_SHOWN:]):
        yield f"… and {more:,} more"
