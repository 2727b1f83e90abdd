"""A keyword as people write it: text, perhaps with a field or `re:` in front."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from pmrules.rules.language.document import Fields, Items, Node, Text
from pmrules.rules.language.fields import items, text
from pmrules.rules.language.keys import KEYWORD_FIELDS, REGEX
from pmrules.rules.language.problems import Problems, did_you_mean, quoted
from pmrules.rules.matching.phrases import words
from pmrules.rules.rulebook import Keyword

_PREFIX = re.compile(r"(\w+)\s*:(\s*)(.*)", re.DOTALL)
_PREFIXES = (*KEYWORD_FIELDS, REGEX)
# A pattern that finds each of these finds something in nearly every entry.
_COMMONPLACE = ("q", "e", "7")


def keywords(node: Node, key: str, problems: Problems) -> tuple[Keyword, ...]:
    """Return the keywords of a list."""
    return tuple(_each(items(node, f"“{key}”", problems), problems))


def group(node: Node, problems: Problems) -> tuple[Keyword, ...]:
    """Return the keywords of one group of `all:`, which may be a single keyword."""
    if isinstance(node, Items) and not node.items:
        _say("empty-keyword", "This group is empty.", "Fill it, or take it out.", node, problems)
    return tuple(_each(node.items if isinstance(node, Items) else (node,), problems))


def plain_keyword(node: Node, what: str, problems: Problems) -> Keyword | None:
    """Return a keyword that has neither field nor pattern: a name."""
    value = text(node, what, problems)
    return _phrase(value, "", node, problems) if value else None


def _each(nodes: tuple[Node, ...], problems: Problems) -> Iterator[Keyword]:
    for node in nodes:
        if found := _keyword(node, problems):
            yield found


def _keyword(node: Node, problems: Problems) -> Keyword | None:
    if isinstance(node, Fields):
        return _from_mapping(node, problems)
    if isinstance(node, Text) and node.empty:
        _say("empty-keyword", "Nothing stands here.", _quote_it(node), node, problems)
        return None
    value = text(node, "A keyword", problems)
    return _prefixed(value, "", node, problems) if value else None


def _from_mapping(node: Fields, problems: Problems, column: str = "") -> Keyword | None:
    """Read `project: Time off`, which is a mapping of one key to YAML."""
    if len(node.pairs) != 1:
        what = "Several names stand in one keyword."
        mend = "Write each as an item of its own; what must occur together goes under “all:”."
        _say("bad-keyword", what, mend, node, problems)
        return None
    key, value = node.pairs[0]
    prefix = key.value.strip().casefold()
    if prefix not in _PREFIXES or (column and prefix != REGEX):
        what = f"{quoted(key.value)} is no field that a keyword can name."
        mend = f"{did_you_mean(prefix, _PREFIXES)} If it is text with a colon, put it in quotes."
        _say("unknown-field", what, mend, key, problems)
        return None
    if prefix != REGEX and isinstance(value, Fields):
        return _from_mapping(value, problems, KEYWORD_FIELDS[prefix])
    typed = text(value, f"The keyword after “{prefix}:”", problems)
    if not typed:
        return None
    if prefix == REGEX:
        return _regex(typed, column, value, problems)
    return _prefixed(typed, KEYWORD_FIELDS[prefix], value, problems)


def _prefixed(value: str, column: str, node: Node, problems: Problems) -> Keyword | None:
    """Take the prefixes off: at most one field, then perhaps `re:`."""
    found = _PREFIX.fullmatch(value) if ":" in value else None
    prefix = found[1].casefold() if found else ""
    if not found or prefix not in _PREFIXES or (column and prefix != REGEX):
        return _phrase(value, column, node, problems)
    rest = found[3]
    if not rest:
        what, mend = f"Nothing follows “{found[1]}:”.", "Write what is to be looked for there."
        _say("empty-keyword", what, mend, node, problems)
        return None
    if not found[2]:
        # "re:Invent" is a conference, "client:Globex" can only be a slip.
        if prefix == REGEX:
            return _phrase(value, column, node, problems)
        what = f"After “{found[1]}:” a blank is missing."
        _say("no-blank", what, f"Write “{prefix}: {rest}”.", node, problems)
        return None
    if prefix == REGEX:
        return _regex(rest, column, node, problems)
    return _prefixed(rest, KEYWORD_FIELDS[prefix], node, problems)


def _phrase(value: str, column: str, node: Node, problems: Problems) -> Keyword | None:
    if not words(value):
        what = f"{quoted(value)} has no letter and no digit: it would match everything or nothing."
        _say("empty-keyword", what, "Write a word or a phrase.", node, problems)
        return None
    if "*" in value and any("*" in word[1:-1] or word == "**" for word in value.split()):
        what = f"In {quoted(value)} a “*” stands inside a word."
        mend = "A “*” stands at the beginning or end of a word, or alone for any one word."
        _say("bad-keyword", what, mend, node, problems)
        return None
    return Keyword(value, column, place=node.at.place)


def _regex(pattern: str, column: str, node: Node, problems: Problems) -> Keyword | None:
    compiled, refused = _compiler()
    try:
        matcher = compiled(pattern)
    except refused as error:
        reason = error.args[0].decode("utf-8", "replace")
        what = f"{quoted(pattern)} is no regular expression that can be read: {reason}."
        mend = "Look-arounds and back-references do not exist here; quote a literal sign with “\\”."
        _say("bad-regex", what, mend, node, problems)
        return None
    if any(not found.group() for text in ("", "a 1") for found in matcher.finditer(text)):
        what = f"{quoted(pattern)} finds the empty text, which is everywhere."
        mend = "Let it ask for at least one letter: “+” instead of “*”."
    elif all(matcher.search(each) for each in _COMMONPLACE):
        what = f"{quoted(pattern)} finds something in nearly every text."
        mend = "Name the words that you mean."
    else:
        return Keyword(pattern, column, regex=True, place=node.at.place)
    _say("regex-matches-all", what, mend, node, problems)
    return None


@cache
def _compiler() -> tuple[Callable[[str], Any], type[Exception]]:
    import re2  # only files with patterns pay for loading it

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    return lambda pattern: re2.compile(pattern, options), re2.error


def _quote_it(node: Text) -> str:
    if node.value:
        return f'If the word is meant, put it in quotes: "{node.value}"; if not, take the line out.'
    return "Write a keyword, or take the line out."


def _say(code: str, what: str, mend: str, node: Node, problems: Problems) -> None:
    problems.add(code, what, mend, node.at)
