"""Every key that a rules file may have, in one table: read by the parsers and drawn as a schema."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct, field

from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.rulebook import Over, Per
from pmrules.wording.language import codes


class Key(Struct, frozen=True):
    """One key: what it holds and what it is for."""

    name: str
    holds: str
    """`text`, `texts`, `choice`, `flag`, `amount`, `capacity`, `keywords`, `groups`, `examples`,
    `target`, `headers` (one text or several), `names` (a mapping whose keys are the user's),
    `fields` (a mapping of one section) or `sections` (a list of those)."""
    what: str
    choices: tuple[str, ...] = ()
    required: bool = False


class Section(Struct, frozen=True, dict=True):
    """A mapping of the file: what a person calls it and the keys that it may have."""

    title: str
    keys: tuple[Key, ...]
    instead: Mapping[str, str] = field(default_factory=dict)
    """Words that people try, and what to write instead."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the keys, in the order in which they are best written."""
        return tuple(key.name for key in self.keys)

    def __getitem__(self, name: str) -> Key:
        return next(key for key in self.keys if key.name == name)


STRENGTHS = ("strong", "normal", "weak")
KEYWORD_FIELDS: Mapping[str, str] = {
    "client": "client",
    "project": "project",
    "task": "task",
    "tag": "tags",
    "tags": "tags",
    "description": "description",
    "person": "person",
}
"""Prefix of a keyword to the entry column that it reads."""
REGEX = "re"
IMPORTER_FIELDS = (
    "person", "client", "project", "task", "description", "tags",
    "date", "start", "end", "end_date", "duration", "billable",
)  # fmt: skip

MEANT: Mapping[str, str] = {
    "many": "market",
    "all customers": "market",
    "single": "one",
    "customer": "one",
    "now": "current",
    "present": "current",
    "existing": "current",
    "next": "future",
    "new": "future",
    "high": "strong",
    "medium": "normal",
    "low": "weak",
    "everybody": "everyone",
    "all": "everyone",
    "people": "person",
    "each": "person",
}
"""Words that people try as a value, and what they mean by them."""

TOP = Section(
    "a rules file",
    (
        Key("extends", "text", "The pack, or the file by its path, that this file adds to."),
        Key("language", "choice", "Language of the report's fixed texts.", codes()),
        Key("matrix", "fields", "What the four quadrants are called."),
        Key("customers", "texts", "Names of single customers, wherever they stand."),
        Key("internal", "texts", "Client values that mean ourselves."),
        Key("people", "names", "People with their aliases, team and capacity."),
        Key("rules", "sections", "Keywords and what they say about an entry."),
        Key("limits", "sections", "Bounds on shares and hours."),
        Key("importers", "names", "How files are to be read where they do not say."),
    ),
    {
        "labels": "Labels of the quadrants stand under “matrix”.",
        "version": "A rules file has no version; take the line out.",
        "clients": "Names of customers stand under “customers”, our own under “internal”.",
        "teams": "The team stands with each person under “people”.",
        "include": "Write “extends: FILE”.",
    },
)
MATRIX = Section(
    "“matrix”",
    tuple(
        Key(each.value, "text", f"Label of {each.audience} and {each.horizon}.")
        for each in (
            Quadrant.MARKET_FUTURE,
            Quadrant.MARKET_CURRENT,
            Quadrant.ONE_CURRENT,
            Quadrant.ONE_FUTURE,
        )
    ),
    {f"{each.horizon}-{each.audience}": f"Did you mean “{each.value}”?" for each in Quadrant},
)
PERSON = Section(
    "a person",
    (
        Key("aliases", "texts", "Other names and addresses of the same person."),
        Key("team", "text", "The team whose hours are counted together."),
        Key("capacity", "capacity", "Hours a week, 32 h/week, or a day, 6.4 h/day."),
    ),
)
RULE = Section(
    "a rule",
    (
        Key("name", "text", "What reports call the rule.", required=True),
        Key("keywords", "keywords", "Words and phrases; any one of them matches."),
        Key("all", "groups", "Groups of keywords; of every group one must occur too."),
        Key("unless", "keywords", "Keywords of which none may occur."),
        Key("strength", "choice", "How loudly the rule speaks.", STRENGTHS),
        Key("audience", "choice", "Whom the work helps.", tuple(Audience)),
        Key("horizon", "choice", "Which products the work is about.", tuple(Horizon)),
        Key("outside", "flag", "Whether the work is not on the matrix.", ("true", "false")),
        Key("activity", "text", "A line in the report below the quadrant."),
        Key("owner", "text", "Whose work it ought to be."),
        Key("examples", "fields", "Texts that the rule decides, and texts that it does not."),
        Key("source", "text", "Where the terms come from."),
    ),
    {
        "quadrant": "Write its two halves: “one-future” is “audience: one” and “horizon: future”.",
        "regex": 'Write it among the keywords: "re: …".',
        "pattern": 'Write it among the keywords: "re: …".',
        "priority": "Write “strength: strong”, “normal” or “weak”.",
        "weight": "Write “strength: strong”, “normal” or “weak”.",
        "any": "Write “keywords:”; any one of them matches.",
        "not": "Write “unless:”.",
        "except": "Write “unless:”.",
        "exclude": "Write “unless:”.",
        "label": "Write “activity:” for a line below the quadrant, “name:” for the rule itself.",
    },
)
EXAMPLES = Section(
    "“examples”",
    (
        Key("match", "examples", "Texts that the rule must decide."),
        Key("miss", "examples", "Texts that it must leave alone."),
    ),
)
KNOWN_FAILING = "known-failing"
EXAMPLE = Section(
    "an example",
    (
        *(Key(name, "text", f"The {name} of the entry.") for name in KEYWORD_FIELDS),
        Key(KNOWN_FAILING, "text", "Why it fails for now; tests complain once it passes."),
    ),
)
LIMIT = Section(
    "a limit",
    (
        Key("of", "target", "What is measured: a quadrant, an axis value ...", required=True),
        Key("max", "amount", "At most: 35 %, 40 h, or capacity."),
        Key("min", "amount", "At least: 40 %, 10 h."),
        Key("per", "choice", "Whose hours are measured together.", tuple(Per)),
        Key("over", "choice", "Over which time.", tuple(Over)),
        Key("advice", "text", "What to do when the limit is passed."),
        Key("source", "text", "Where the figure comes from."),
    ),
    {
        "quadrant": "Write “of:”.",
        "name": "A limit has no name; what it is about stands after “of:”.",
        "activity": "Write “of: {activity: …}”.",
        "owner": "Write “of: {owner: …}”.",
        "period": "Write “over:”.",
    },
)
TARGET = Section(
    "“of”",
    (
        Key("activity", "text", "An activity that a rule names."),
        Key("owner", "text", "An owner that a rule names."),
    ),
)
IMPORTER = Section(
    "an importer",
    (
        Key("columns", "fields", "Which header names hold which field."),
        Key("sheets", "texts", "Sheets to read; hidden ones must be named."),
        Key("person", "text", "Whose entries they are where the file does not say."),
        Key("date-order", "choice", "Where a file cannot prove it.", ("dmy", "mdy", "ymd")),
        Key("month", "text", "Month (2026-09) or year of grids that do not say it."),
        Key("week", "text", "Week (2026-W37) of grids of weekdays that do not say it."),
        Key(
            "person-from",
            "choice",
            "What names the people where nothing is called so.",
            ("sheet", "rows", "columns"),
        ),
        Key("zone", "text", "Time zone (Europe/Berlin) for files that tell times in UTC."),
    ),
    {
        "date_order": "Write “date-order:”.",
        "person_from": "Write “person-from:”.",
        "timezone": "Write “zone:”.",
    },
)
COLUMNS = Section(
    "“columns”",
    tuple(Key(each, "headers", f"Header names of the {each} column.") for each in IMPORTER_FIELDS),
    {
        "hours": "Write “duration:”.",
        "notes": "Write “description:”.",
        "user": "Write “person:”.",
        "tag": "Write “tags:”.",
        "customer": "Write “client:”.",
    },
)

ALL_NAMES = frozenset(
    name
    for section in (TOP, MATRIX, PERSON, RULE, EXAMPLES, LIMIT, TARGET, IMPORTER, COLUMNS)
    for name in section.names
)
"""Every key of every section."""
