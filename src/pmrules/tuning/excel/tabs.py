"""Which sheet and column holds what: drawn from the table of keys, so that nothing is left out."""

from collections.abc import Sequence

from msgspec import Struct

from pmrules.model import Strength
from pmrules.rules.language import keys
from pmrules.rules.language.keys import KNOWN_FAILING, Key
from pmrules.rules.language.sections.limits import KNOWN_TARGETS

SETTINGS, CUSTOMERS, INTERNAL, PEOPLE = "Settings", "Customers", "Internal", "People"
RULES, EXAMPLES, LIMITS, IMPORTERS = "Rules", "Examples", "Limits", "Importers"
NAMES = (RULES, EXAMPLES, CUSTOMERS, INTERNAL, PEOPLE, LIMITS, SETTINGS, IMPORTERS)
"""The sheets in their order."""

RULE, WANTED = "rule", "expected"
FEWEST_GROUPS = 2
"""Columns for groups of `all`, however few there are."""
_GROUP = "all-"
_COLUMN = "column-"


class Column(Struct, frozen=True):
    """One column: its key in the sheet, and what may stand in it."""

    key: str
    what: str
    holds: str = "text"
    choices: tuple[str, ...] = ()
    open: bool = False
    """Whether other words than the choices may stand there."""

    @property
    def title(self) -> str:
        """What the header says: `Known failing`."""
        return (self.key[:1].upper() + self.key[1:]).replace("-", " ")

    @property
    def many(self) -> bool:
        """Whether a cell holds a list."""
        return self.holds in ("texts", "keywords", "headers")


def columns(sheet: str, groups: int = FEWEST_GROUPS) -> tuple[Column, ...]:
    """Return the columns of a sheet; Rules has as many for groups of `all` as asked for."""
    name = Column("name", "One name a row.")
    match sheet:
        case "Settings":
            return Column("setting", "What is set."), Column("value", "To what.")
        case "Customers" | "Internal":
            return (name,)
        case "People":
            return name, *_columns(keys.PERSON.keys)
        case "Rules":
            return tuple(
                column
                for key in keys.RULE.keys
                for column in (_groups(key, groups) if key.name == "all" else _columns([key]))
                if key.name != "examples"
            )
        case "Examples":
            rule = Column(RULE, "The name of a rule on the sheet Rules.")
            wanted = ("match", "miss")
            expected = Column(WANTED, "match: the rule decides it; miss: it does not.", "", wanted)
            return rule, expected, *_columns(_example_keys())
        case "Limits":
            return _columns(keys.LIMIT.keys)
        case _:
            how = [key for key in keys.IMPORTER.keys if key.name != "columns"]
            headers = [Column(_COLUMN + key.name, key.what, key.holds) for key in keys.COLUMNS.keys]
            return Column("name", "The name of an importer."), *_columns(how), *headers


def group(key: str) -> bool:
    """Whether a column holds a group of `all`."""
    return key == "all" or (key.startswith(_GROUP) and key.removeprefix(_GROUP).isdecimal())


def header_field(key: str) -> str:
    """Return the entry field of which a column of Importers names the headers; empty if none."""
    return key.removeprefix(_COLUMN) if key.startswith(_COLUMN) else ""


def key_of(title: str) -> str:
    """Return the key that a header means, however it is written."""
    return "-".join(title.casefold().replace(":", " ").replace("_", " ").replace("-", " ").split())


def settings() -> tuple[str, ...]:
    """Return what the sheet Settings may set."""
    return "extends", *keys.MATRIX.names


def _columns(of: Sequence[Key]) -> tuple[Column, ...]:
    return tuple(_column(key) for key in of)


def _column(key: Key) -> Column:
    choices = KNOWN_TARGETS if key.holds == "target" else key.choices
    if key.name == "strength":
        choices = tuple(each.name.lower() for each in Strength if each.name.lower() in choices)
    return Column(key.name, key.what, key.holds, choices, open=key.holds == "target")


def _groups(key: Key, count: int) -> tuple[Column, ...]:
    what = f"{key.what} One group a column."
    return tuple(Column(f"{_GROUP}{number + 1}", what, "keywords") for number in range(count))


def _example_keys() -> list[Key]:
    """The fields of an example once each, the description first; the mark last."""
    names = ("description", "client", "project", "task", "tags", "person", KNOWN_FAILING)
    return [keys.EXAMPLE[name] for name in names]
