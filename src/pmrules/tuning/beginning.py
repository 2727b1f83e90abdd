"""The text of an organisation's first rules file: what its exports show, as questions to answer.

Lines that begin with `# ` count once that is taken away; those with `## ` are for reading.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pmrules.model import DEFAULT_LABELS, Quadrant
from pmrules.rules.load import DEFAULT_PACK
from pmrules.rules.matching.phrases import words
from pmrules.rules.rulebook import Keyword, Limit, Measure
from pmrules.tuning.schema import FILE_NAME
from pmrules.tuning.writing import keyword, scalar
from pmrules.visible import visible

_MOST_NAMES = 60
_LONGEST = 120
_QUADRANTS = (
    Quadrant.MARKET_FUTURE,
    Quadrant.MARKET_CURRENT,
    Quadrant.ONE_CURRENT,
    Quadrant.ONE_FUTURE,
)


class Name(Struct, frozen=True):
    """A client, a person or a keyword with what the exports hold of it."""

    name: str
    seconds: int
    people: int = 1


class Seen(Struct, frozen=True):
    """What exports show of an organisation; nothing where there were none."""

    about: str = ""
    """Which files, which days, how many hours."""
    own: str = ""
    """The client that may be ourselves."""
    clients: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    open: tuple[tuple[Keyword, int], ...] = ()
    """Words and values that occur in entries without a place, with their seconds."""


def beginning(seen: Seen, limits: Sequence[Limit]) -> str:
    """Return the file; it can be loaded as it is."""
    parts = (
        _head(seen),
        _internal(seen),
        _customers(seen),
        _people(seen),
        _labels(),
        _rules(seen),
        _limits(limits),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(seen: Seen) -> Iterator[str]:
    yield f"# yaml-language-server: $schema=./{FILE_NAME}"
    yield "## How our organisation judges its hours."
    if seen.about:
        yield f"## Made from {visible(seen.about)}."
    yield "##"
    yield "## Each part asks a question. Where a line begins with one “#”, take “# ” away if it"
    yield "## is right, or delete the line. Lines with “##” only explain. Check it at any time:"
    yield "##     pmrules rules check THIS-FILE"
    yield ""
    yield "## What every organisation says alike stands in this pack; what stands here goes first."
    yield f"extends: {DEFAULT_PACK}"


def _internal(seen: Seen) -> Iterator[str]:
    yield "## 1. Which clients are ourselves? Every other client in the client column counts as one"
    yield "## customer, so this matters most."
    yield "# internal:"
    own = [each for each in _shown(seen.clients) if each.name == seen.own]
    for each in own:
        yield f"#   - {_name(each.name)}  # {_weight(each)}: nearly everybody. Ourselves?"
    if not own:
        yield "#   - Our own name"
    others = [each for each in _shown(seen.clients) if each.name != seen.own]
    if others:
        yield "## Less likely, but yours to say; a client stands in one of the two lists only:"
    for each in others[:5]:
        yield f"##   - {_name(each.name)}  # {_weight(each)}"


def _customers(seen: Seen) -> Iterator[str]:
    yield "## 2. Which names are single customers? Listed here they speak wherever they stand, in"
    yield "## descriptions too. Add prospects and the short names that people type."
    yield "# customers:"
    clients = [each for each in seen.clients if each.name != seen.own]
    for each in _shown(clients):
        yield f"#   - {_name(each.name)}  # {_weight(each)}"
    if not clients:
        yield "#   - Globex"
        yield '#   - "Initech: GmbH"  # quotes, where a name has a colon or another sign'
    yield from _more(clients)


def _people(seen: Seen) -> Iterator[str]:
    yield "## 3. Who is in which team, with how many hours? Write it between the braces:"
    yield "##   Ada Lovelace: {team: Platform, capacity: 32 h/week, aliases: [ada@acme.example]}"
    yield "## Without a capacity nobody is held to one; nothing is assumed."
    people = _shown(seen.people)
    yield "people:" if people else "# people:"
    if not people:
        yield "#   Ada Lovelace: {team: Platform, capacity: 32 h/week}"
    width = max((len(_name(each.name)) for each in people), default=0)
    for each in people:
        key = f"{_name(each.name)}:"
        yield f"  {key:<{width + 1}} {{}}  # {_hours(each.seconds)}{_same(each, people)}"
    yield from _more(seen.people)


def _labels() -> Iterator[str]:
    yield "## 4. What do you call the four quadrants? The words left of the colon are fixed."
    yield "# matrix:"
    for quadrant in _QUADRANTS:
        yield f"#   {quadrant}: {DEFAULT_LABELS[quadrant]}"


def _rules(seen: Seen) -> Iterator[str]:
    yield "## 5. What do your own words mean? Say for each whom the work helps (audience: one"
    yield "## customer or the market) and which products it is about (horizon: current or future);"
    yield "## one of the two will do. Work that is not on the matrix has “outside: true” instead."
    if seen.open:
        yield "## These stand in most of the hours that have no place yet:"
    yield "# rules:"
    for each, seconds in seen.open:
        yield f"#   - name: {scalar(visible(str(each), _LONGEST))}"
        yield f"#     keywords: [{keyword(each)}]  # {_hours(seconds)} open"
        yield "#     audience: ...  # one or market"
        yield "#     horizon: ...  # current or future"
    if not seen.open:
        yield "#   - name: Statements of work"
        yield "#     keywords: [statement of work, SOW, custom feature*]"
        yield "#     audience: one"
        yield "#     horizon: future"
        yield "#     owner: Professional services"
        yield "#     unless: [template]"
        yield '#     examples: {match: ["SOW for Globex, phase 2"], miss: [template for SOWs]}'


def _limits(limits: Sequence[Limit]) -> Iterator[str]:
    yield "## 6. What is too much, or too little? The pack's limits are in force now. As soon as"
    yield "## you take “# limits:” in, yours alone count. Shares are of hours on the matrix."
    yield "# limits:"
    for each in limits:
        of = each.of
        about = f"{of.kind}: {of.value}" if of.kind in ("activity", "owner") else of.value
        yield f"#   - of: {scalar(about or of.kind)}"
        yield f"#     {each.bound}: {_amount(each)}"
        yield f"#     per: {each.per}  # person, team or everyone"
        yield f"#     over: {each.over}  # week, month, quarter or all"
        if each.advice:
            yield f"#     advice: {scalar(each.advice)}"


def _amount(limit: Limit) -> str:
    if limit.measure is Measure.CAPACITY:
        return "capacity"
    share = limit.measure is Measure.SHARE
    figure = 100 * limit.amount if share else limit.amount / 3600
    return f"{round(figure, 6):g} {'%' if share else 'h'}"


def _shown(names: Sequence[Name]) -> list[Name]:
    """Return those that a rules file can hold, the first of many."""
    return [each for each in names if _can_stand(each.name)][:_MOST_NAMES]


def _more(names: Sequence[Name]) -> Iterator[str]:
    left = len(names) - len(_shown(names))
    if left:
        yield f"## … and {left:,} more."


def _can_stand(name: str) -> bool:
    odd = any(unicodedata.category(char) in {"Cc", "Cs"} for char in name)
    return bool(words(name)) and not odd and len(name) <= _LONGEST


def _name(name: str) -> str:
    # A star would stand for the rest of a word.
    return scalar(" ".join(name.replace("*", " ").split()))


def _same(one: Name, people: Sequence[Name]) -> str:
    """Ask whether a name alone is the first name of somebody else: tools spell people apart."""
    first = words(one.name)
    longer = [
        other.name
        for other in people
        if len(words(other.name)) > len(first) and words(other.name)[: len(first)] == first
    ]
    return f"; an alias of {visible(longer[0], 60)}?" if len(longer) == 1 else ""


def _weight(each: Name) -> str:
    people = "1 person" if each.people == 1 else f"{each.people:,} people"
    return f"{_hours(each.seconds)}, {people}"


def _hours(seconds: int) -> str:
    return f"{seconds / 3600:,.1f} h"
