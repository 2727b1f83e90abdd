"""What only shows when a file is joined with what it extends: clashing names, idle limits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from pmrules.model import Quadrant
from pmrules.rules.language.positions import Span
from pmrules.rules.language.problems import Problems, did_you_mean, quoted
from pmrules.rules.language.rulesfile import RulesFile
from pmrules.rules.language.sections.limits import StatedLimit
from pmrules.rules.language.sections.names import Labels, Names
from pmrules.rules.matching.phrases import words
from pmrules.rules.rulebook import Limit, Measure, Per, Rulebook


def check_joined(
    book: Rulebook, files: Sequence[RulesFile], limits: Sequence[StatedLimit], problems: Problems
) -> None:
    """Add every problem that no file has by itself."""
    _labels(book.labels, _first(file.labels for file in files), problems)
    _own_and_foreign(
        tuple(name for file in files for name in file.customers),
        tuple(name for file in files for name in file.internal),
        problems,
    )
    _aliases(book, files, problems)
    for stated in limits:
        _named_somewhere(stated, book, problems)
    own = {files[0].source.name}
    _teams([stated for stated in limits if stated.limit.origin in own], book, problems)
    _contradictions(limits, problems)
    _too_much(limits, problems)


def _first(given: Iterable[Labels]) -> Labels:
    joined: Labels = {}
    for labels in given:
        joined = {**labels, **joined}
    return joined


def _labels(all_labels: Mapping[Quadrant, str], typed: Labels, problems: Problems) -> None:
    for one, other in combinations(all_labels, 2):
        if _folded(all_labels[one]) == _folded(all_labels[other]):
            # One of the two may be a default, which stands in no file.
            at = typed[other if other in typed else one][1]
            what = f"“{one}” and “{other}” are both called {quoted(all_labels[one])}."
            problems.add("duplicate-label", what, "Give each quadrant a label of its own.", at)


def _own_and_foreign(customers: Names, internal: Names, problems: Problems) -> None:
    foreign = {words(name.text): at for name, at in customers}
    for name, at in internal:
        if first := foreign.get(words(name.text)):
            what = (
                f"{quoted(name.text)} is named as a customer (line {first.line + 1}) "
                "and as ourselves."
            )
            problems.add("customer-and-internal", what, "Take it out of one of the lists.", at)


def _aliases(book: Rulebook, files: Sequence[RulesFile], problems: Problems) -> None:
    known = {person.name for person in book.people}
    owners: dict[str, tuple[str, Span]] = {}
    for file in files:
        for stated in file.people:
            name = stated.person.name
            for word, at in stated.words if name in known else ():
                owner, first = owners.setdefault(_folded(word), (name, at))
                if owner != name:
                    what = f"{quoted(word)} belongs to {quoted(owner)} already"
                    where = f"{what} (line {first.line + 1})."
                    mend = "A name or alias belongs to one person."
                    problems.add("alias-of-two", where, mend, at)


def _named_somewhere(stated: StatedLimit, book: Rulebook, problems: Problems) -> None:
    kind, name = stated.limit.of.kind, stated.limit.of.value
    if kind not in ("activity", "owner"):
        return
    known = sorted({getattr(rule, kind) for rule in book.rules} - {""})
    if name.casefold() not in map(str.casefold, known):
        what = f"No rule has the {kind} {quoted(name)}."
        mend = did_you_mean(name, known) if known else f"Give a rule “{kind}: {name}” first."
        problems.add(f"unknown-{kind}", what, mend, stated.of)


def _teams(limits: Iterable[StatedLimit], book: Rulebook, problems: Problems) -> None:
    if any(person.team for person in book.people):
        return
    for stated in limits:
        if stated.limit.per is Per.TEAM:
            what = "Nobody is in a team."
            mend = "Add “team:” to somebody under “people”, or write “per: everyone”."
            problems.add("no-team", what, mend, stated.per)


def _contradictions(limits: Iterable[StatedLimit], problems: Problems) -> None:
    """Report a bound that no hours can keep beside one that the file states above it."""
    strictest: dict[tuple[object, ...], dict[str, StatedLimit]] = {}
    for stated in limits:
        limit = stated.limit
        bounds = strictest.setdefault((*_scope(limit), limit.measure), {})
        other = bounds.get("min" if limit.bound == "max" else "max")
        if other and _apart(limit, other.limit):
            line = other.bound.line + 1
            what = f"This contradicts “{other.limit.bound}: {other.bound.words}” (line {line})."
            mend = "For the same hours, “min” is not above “max”."
            problems.add("limit-contradiction", what, mend, stated.bound)
        bounds.setdefault(limit.bound, stated)


def _apart(one: Limit, other: Limit) -> bool:
    least, most = (one, other) if one.bound == "min" else (other, one)
    return least.amount > most.amount


def _too_much(limits: Sequence[StatedLimit], problems: Problems) -> None:
    """Report minimum shares that cannot all be kept: together they are more than everything."""
    sums: dict[tuple[str, str, str], float] = {}
    for stated in _minimum_shares(limits):
        limit = stated.limit
        group = (limit.of.kind, limit.per, limit.over)
        before = sums.get(group, 0.0)
        sums[group] = before + limit.amount
        if before <= 1 < round(sums[group], 9):
            what = f"With the minimum shares above this makes {100 * sums[group]:g} %."
            mend = "All together they are at most 100 %."
            problems.add("limit-contradiction", what, mend, stated.bound)


def _minimum_shares(limits: Sequence[StatedLimit]) -> Iterator[StatedLimit]:
    seen: set[tuple[object, ...]] = set()
    for stated in limits:
        limit = stated.limit
        exclusive = limit.of.kind in ("quadrant", "audience", "horizon")
        if limit.bound == "min" and limit.measure is Measure.SHARE and exclusive:
            if _scope(limit) not in seen:
                yield stated
            seen.add(_scope(limit))


def _scope(limit: Limit) -> tuple[object, ...]:
    return limit.of.kind, _folded(limit.of.value), limit.per, limit.over


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
