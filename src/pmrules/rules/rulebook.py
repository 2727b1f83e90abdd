"""A rules file as frozen values: what was typed, with its place, and nothing of YAML."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from pmrules.errors import Place
from pmrules.model import (
    DEFAULT_LABELS,
    Audience,
    Horizon,
    ImporterOptions,
    Quadrant,
    Strength,
)

NAMED_CUSTOMER = "Named customer"
"""The rule that a name under `customers:` and the client column speak for."""


class Keyword(Struct, frozen=True):
    """A word or phrase that speaks for a rule, as typed; `rules.phrases` compiles it."""

    text: str
    """Without its prefix: `customer visit`, `interview*`, `SUP *`, or a regular expression."""
    field: str = ""
    """The one field that is read: client, project, task, tags, description or person. Empty: all
    text fields but person."""
    regex: bool = False
    place: Place | None = None

    def __str__(self) -> str:
        prefix = {"": "", "tags": "tag: "}.get(self.field, f"{self.field}: ")
        return f"{prefix}{'re: ' if self.regex else ''}{self.text}"


class Example(Struct, frozen=True):
    """The texts of an entry that a rule is tried on; one text alone is its description."""

    texts: tuple[tuple[str, str], ...]
    """Entry column and text."""
    place: Place | None = None
    quote: str = ""
    """The line that holds it, with a caret under it."""
    known_failing: str = ""
    """Why it fails for the time being; empty: it must not."""

    def __str__(self) -> str:
        if [column for column, _ in self.texts] == ["description"]:
            return self.texts[0][1]
        return ", ".join(f"{column}: {text}" for column, text in self.texts)


class Examples(Struct, frozen=True):
    """Texts that a rule must decide, and texts that it must leave alone."""

    match: tuple[Example, ...] = ()
    miss: tuple[Example, ...] = ()


class Rule(Struct, frozen=True):
    """Keywords and what they say about an entry."""

    name: str
    keywords: tuple[Keyword, ...]
    """Any one of them matches."""
    all: tuple[tuple[Keyword, ...], ...] = ()
    """Of every group at least one must occur too."""
    unless: tuple[Keyword, ...] = ()
    """None of these may occur."""
    strength: Strength = Strength.NORMAL
    audience: Audience | None = None
    horizon: Horizon | None = None
    outside: bool = False
    activity: str = ""
    owner: str = ""
    examples: Examples = Examples()
    origin: str = ""
    """The rules file or pack that holds it, as a person calls it."""
    source: str = ""
    """Where the rule comes from in the literature of the field, if it says so."""
    place: Place | None = None

    @property
    def quadrant(self) -> Quadrant | None:
        """The cell, if the rule sets both axes."""
        if self.audience and self.horizon:
            return Quadrant.of(self.audience, self.horizon)
        return None


class Per(StrEnum):
    """Whose hours a limit measures together."""

    PERSON = "person"
    TEAM = "team"
    EVERYONE = "everyone"


class Over(StrEnum):
    """Over which time a limit measures."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    ALL = "all"


class Measure(StrEnum):
    """In what a limit is given."""

    SHARE = "share"
    """Of hours on the matrix; amount 0.35 is 35 %."""
    SECONDS = "seconds"
    CAPACITY = "capacity"
    """Of each person's own; the amount is a factor, 1.0."""


class Target(Struct, frozen=True):
    """What a limit is about: `kind` is quadrant, audience, horizon, activity, owner or total."""

    kind: str
    value: str = ""


class Limit(Struct, frozen=True):
    """A bound on hours or share; a `max` and a `min` in one item of the file are two limits."""

    of: Target
    bound: str
    """`max` or `min`."""
    measure: Measure
    amount: float
    per: Per
    over: Over
    advice: str = ""
    source: str = ""
    """Where the figure comes from; the default pack says `ours` where nobody else says it."""
    origin: str = ""
    place: Place | None = None


class Person(Struct, frozen=True):
    """Someone whose time is tracked, by the name that the report shows."""

    name: str
    aliases: tuple[str, ...] = ()
    team: str = ""
    capacity: int | None = None
    """Seconds a week."""


class RulesSource(Struct, frozen=True):
    """A file that the rulebook was read from."""

    name: str
    """As a person calls it: the path as given, or a pack's name."""
    sha256: str
    text: str = ""
    """What was read, for those who show a line of it."""


class Rulebook(Struct, frozen=True):
    """Everything that an organisation says about judging its hours.

    Rules stand in the order that settles ties: the organisation's own, then the pack's.
    """

    rules: tuple[Rule, ...] = ()
    customers: tuple[Keyword, ...] = ()
    internal: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    limits: tuple[Limit, ...] = ()
    labels: Mapping[Quadrant, str] = field(default_factory=lambda: dict(DEFAULT_LABELS))
    importers: Mapping[str, ImporterOptions] = field(default_factory=dict)
    language: str = ""
    """The language of the report's fixed texts; empty: the default one."""
    sources: tuple[RulesSource, ...] = ()
    """The organisation's file first, then what it extends."""

    @property
    def aliases(self) -> dict[str, str]:
        """Every alias and every name, case-folded, to the name that the report shows."""
        return {
            " ".join(text.casefold().split()): person.name
            for person in self.people
            for text in (person.name, *person.aliases)
        }
