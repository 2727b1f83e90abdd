"""The rules language as a JSON Schema, drawn from the table of keys that the parsers read.

Editors complete and check a file by it; what only a parser can know (names that clash, limits that
contradict each other) it leaves to `rules check`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from pmrules.rules.language import keys
from pmrules.rules.language.keys import KEYWORD_FIELDS, REGEX, Key, Section
from pmrules.rules.language.sections.limits import KNOWN_TARGETS

Schema = dict[str, Any]

FILE_NAME = "pmrules.schema.json"
TITLE = "Rules of pmrules"
WITHIN: Mapping[str, Section] = {
    "matrix": keys.MATRIX,
    "people": keys.PERSON,
    "rules": keys.RULE,
    "limits": keys.LIMIT,
    "importers": keys.IMPORTER,
    "examples": keys.EXAMPLES,
    "columns": keys.COLUMNS,
}
"""What stands below a key that holds a mapping or a list of them."""

# Unquoted, YAML reads 2026 as a number and yes as a truth; both are texts to us.
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_WORDED = r"[^\s!-/:-@\[-`{-~]"
"""A sign that is no blank and no punctuation."""
_NUMBER = r"\d{1,6}(\.\d{1,6})?"
_HOURS = rf"{_NUMBER}\s*[hH]([oO][uU][rR][sS]?)?"
_SHARE = r"(100(\.0{1,6})?|0{0,4}\d{1,2}(\.\d{1,6})?)\s*%"
_CAPACITY = "[cC][aA][pP][aA][cC][iI][tT][yY]"


def schema() -> Schema:
    """Return the schema of a rules file, draft 7."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": TITLE,
        "description": "How an organisation judges its hours.",
        **_mapping(keys.TOP),
        "minProperties": 1,
        "definitions": {
            "keyword": _keyword(),
            "keywords": _list({"$ref": "#/definitions/keyword"}),
            "example": _example(),
        },
    }


def _mapping(section: Section) -> Schema:
    found: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key.name: _described(key) for key in section.keys},
    }
    if required := [key.name for key in section.keys if key.required]:
        found["required"] = required
    return found | _CONDITIONS.get(section.title, {})


def _described(key: Key) -> Schema:
    drawn = _HOLDS[key.holds](key)
    # Beside "$ref" a draft 7 schema reads nothing else.
    return {"description": key.what, **({"allOf": [drawn]} if "$ref" in drawn else drawn)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": of}


def _texts(key: Key) -> Schema:
    name = _name() if key.name in ("customers", "internal") else _TEXT
    if key.name == "internal":
        name = {**name, "not": {"type": "string", "pattern": r"\*"}}
    return _list(name)


def _name() -> Schema:
    return {**_TEXT, "pattern": _WORDED}


def _flag(_key: Key) -> Schema:
    return {"enum": [True, False, "true", "false", "yes", "no", "on", "off"]}


def _amount(key: Key) -> Schema:
    bounds = [_SHARE, _HOURS, *([_CAPACITY] if key.name == "max" else [])]
    examples = ["35 %", "40 h", *(["capacity"] if key.name == "max" else [])]
    return {"type": "string", "pattern": rf"^\s*({'|'.join(bounds)})\s*$", "examples": examples}


def _capacity(_key: Key) -> Schema:
    return {
        "type": ["string", "number"],
        "pattern": rf"^\s*({_NUMBER}|{_HOURS}(\s*/\s*([dD][aA][yY]|[wW][eE][eE][kK]))?)\s*$",
        "exclusiveMinimum": 0,
        "maximum": 168,
        "examples": ["32 h/week", "6.4 h/day"],
    }


def _groups(_key: Key) -> Schema:
    one = [{"$ref": "#/definitions/keyword"}, {"$ref": "#/definitions/keywords"}]
    return _list({"anyOf": one})


def _target(_key: Key) -> Schema:
    named = {**_mapping(keys.TARGET), "minProperties": 1, "maxProperties": 1}
    written = rf"^\s*([aA]ctivity|[oO]wner)\s*:\s*{_WORDED}"
    return {"anyOf": [{"enum": list(KNOWN_TARGETS)}, {"type": "string", "pattern": written}, named]}


def _names(key: Key) -> Schema:
    below = _mapping(WITHIN[key.name])
    # A person of whom nothing is known stands there with a name alone.
    values = {**below, "type": ["object", "null"]} if key.name == "people" else below
    return {"type": "object", "minProperties": 1, "additionalProperties": values}


_HOLDS: Mapping[str, Callable[[Key], Schema]] = {
    "text": lambda _key: _TEXT,
    "texts": _texts,
    "choice": lambda key: {"enum": list(key.choices)},
    "flag": _flag,
    "amount": _amount,
    "capacity": _capacity,
    "keywords": lambda _key: {"$ref": "#/definitions/keywords"},
    "groups": _groups,
    "examples": lambda _key: _list({"$ref": "#/definitions/example"}),
    "target": _target,
    "headers": lambda _key: {"anyOf": [_TEXT, _list(_TEXT)]},
    "names": _names,
    "fields": lambda key: {**_mapping(WITHIN[key.name]), "minProperties": 1},
    "sections": lambda key: _list(_mapping(WITHIN[key.name])),
}


def _keyword() -> Schema:
    fields = tuple(KEYWORD_FIELDS)
    written = rf"^\s*(({'|'.join(fields)})\s*:\s+)?re:\s"
    phrase = {
        "type": ["string", "number", "boolean"],
        "pattern": _WORDED,
        "anyOf": [
            {"type": "string", "pattern": written},
            {"not": {"type": "string", "pattern": r"[^\s*]\*[^\s*]|\*\*"}},
        ],
    }
    pattern = {"type": "object", "required": [REGEX], "properties": {REGEX: _TEXT}}
    value = {"anyOf": [phrase, {**pattern, "additionalProperties": False}]}
    return {
        "description": "A word or phrase, * for the rest of a word, perhaps with a field in front.",
        "anyOf": [
            phrase,
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
                "properties": {**dict.fromkeys(fields, value), REGEX: _TEXT},
            },
        ],
    }


def _example() -> Schema:
    texts = [{"required": [name]} for name in KEYWORD_FIELDS]
    return {
        "description": "A description, or the fields of an entry by name.",
        "anyOf": [_TEXT, {**_mapping(keys.EXAMPLE), "anyOf": texts}],
    }


def _any(*names: str) -> Schema:
    return {"anyOf": [{"required": [name]} for name in names]}


_IS_OUTSIDE: Schema = {
    "required": ["outside"],
    "properties": {"outside": {"enum": [True, "true", "yes", "on"]}},
}
_CONDITIONS: Mapping[str, Schema] = {
    keys.RULE.title: {
        "allOf": [
            _any("keywords", "all"),
            {
                "if": _IS_OUTSIDE,
                "then": {"not": _any("audience", "horizon")},
                "else": _any("audience", "horizon"),
            },
        ]
    },
    keys.LIMIT.title: _any("max", "min"),
}
