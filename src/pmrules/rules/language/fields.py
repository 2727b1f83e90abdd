"""Reading values out of the tree: each returns what is there, or says what is wrong and goes on."""

import unicodedata
from collections.abc import Iterator

from pmrules.rules.language.document import Fields, Items, Node, Text
from pmrules.rules.language.keys import MEANT, Section
from pmrules.rules.language.positions import Span
from pmrules.rules.language.problems import Problems, did_you_mean, nearest, quoted

_KINDS = {Text: "a text", Items: "a list", Fields: "a mapping"}
_YES = frozenset({"true", "yes", "on"})
_NO = frozenset({"false", "no", "off"})


def wrong_type(node: Node, what: str, expected: str, mend: str, problems: Problems) -> None:
    """Say that something else stands here than what is expected."""
    said = f"{what} must be {expected}; this is {_KINDS[type(node)]}."
    problems.add("wrong-type", said, mend, node.at)


def section(node: Node, known: Section, problems: Problems) -> dict[str, tuple[Text, Node]]:
    """Return the keys of a mapping with their values; unknown and empty ones are reported."""
    if not isinstance(node, Fields):
        example = f"{known.names[0]}: …"
        mend = _no_blank(node, known) or f"Write names with values, such as “{example}”."
        wrong_type(node, _title(known), "a mapping", mend, problems)
        return {}
    found: dict[str, tuple[Text, Node]] = {}
    for key, value in node.pairs:
        if key.value not in known.names:
            unknown_key(key, known, problems)
        elif not nothing(key, value, problems):
            found[key.value] = (key, value)
    for each in known.keys:
        if each.required and all(key.value != each.name for key, _ in node.pairs):
            what = f"{_title(known)} needs “{each.name}:”."
            problems.add("missing-key", what, f"Add it: {each.what}", node.at)
    return found


def unknown_key(key: Text, known: Section, problems: Problems) -> None:
    """Say that a key is not known, with the one that was probably meant."""
    word = key.value.strip().casefold()
    mend = known.instead.get(word) or did_you_mean(word, known.names)
    if word[:1].isdigit():
        mend = "Between braces a comma ends a value: write decimals with a point."
    what = f"{quoted(key.value)} is no part of {known.title}."
    problems.add("unknown-key", what, mend, key.at)


def nothing(key: Text, value: Node, problems: Problems) -> bool:
    """Return whether a key holds nothing, after reporting it."""
    empty = value.empty if isinstance(value, Text) else not _members(value)
    if empty:
        what = f"{quoted(key.value)} holds nothing."
        problems.add("empty-value", what, "Give it a value, or take the line out.", key.at)
    return empty


def text(node: Node, what: str, problems: Problems) -> str:
    """Return a text on one line; empty if it is none, which is then reported."""
    if not isinstance(node, Text):
        mend = "Write one text; if it has brackets, braces or a colon, put it in quotes."
        wrong_type(node, what, "a text", mend, problems)
        return ""
    if node.cut is not None:
        _cut_off(node, node.cut, problems)
    value = " ".join(node.value.split())
    if not value or node.empty:
        problems.add(
            "empty-text", f"{what} is empty.", "Write something, or leave it out.", node.at
        )
        return ""
    if odd := _control(value):
        said = f"{what} has an invisible character ({ascii(odd)[1:-1]}) in it."
        mend = "In double quotes a backslash begins an escape: use single quotes."
        problems.add("control-character", said, mend, node.at)
        return ""
    return value


def _control(value: str) -> str:
    """Return the first control character or lone surrogate; nearly no text has one."""
    if value.isprintable():
        return ""
    return next((char for char in value if unicodedata.category(char) in {"Cc", "Cs"}), "")


def _cut_off(node: Text, lost: Span, problems: Problems) -> None:
    whole = f"{node.value} {lost.words}"
    problems.add(
        "cut-text",
        f"YAML reads from {quoted(lost.words)} on as a comment; only {quoted(node.value)} is left.",
        f'Put the whole text in quotes: "{whole}"; a comment has a blank after its “#”.',
        lost,
    )


def items(node: Node, what: str, problems: Problems) -> tuple[Node, ...]:
    """Return the items of a list; anything else is reported."""
    if isinstance(node, Items):
        return node.items
    mend = "Put it in a list: [one, two], or each on a line of its own after “- ”."
    wrong_type(node, what, "a list", mend, problems)
    return ()


def texts(node: Node, what: str, problems: Problems) -> tuple[tuple[str, Text], ...]:
    """Return the texts of a list, each with its node."""
    return tuple(_texts(items(node, what, problems), what, problems))


def _texts(nodes: tuple[Node, ...], what: str, problems: Problems) -> Iterator[tuple[str, Text]]:
    for node in nodes:
        value = text(node, f"An item of {what}", problems)
        if value and isinstance(node, Text):
            yield value, node


def choice(node: Node, key: str, known: tuple[str, ...], problems: Problems) -> str:
    """Return one of the known words, or empty text after saying which there are."""
    value = text(node, f"“{key}”", problems)
    word = value.casefold()
    if not value or word in known:
        return word
    problems.add(
        "unknown-value", f"“{key}” cannot be {quoted(value)}.", _likely(word, known), node.at
    )
    return ""


def _likely(word: str, known: tuple[str, ...]) -> str:
    if (meant := MEANT.get(word, "")) in known:
        return f"Did you mean {quoted(meant)}?"
    if close := nearest(word, [each for each in known if len(each) > 3]):
        return f"Did you mean {quoted(close)}?"
    return f"It is one of: {', '.join(known)}."


def flag(node: Node, key: str, problems: Problems) -> bool:
    """Return true or false as people write them."""
    value = text(node, f"“{key}”", problems).casefold()
    if value and value not in _YES | _NO:
        what = f"“{key}” cannot be {quoted(value)}."
        problems.add("unknown-value", what, "It is true or false.", node.at)
    return value in _YES


def _members(node: Node) -> tuple[object, ...]:
    if isinstance(node, Fields):
        return node.pairs
    return node.items if isinstance(node, Items) else ()


def _no_blank(node: Node, known: Section) -> str:
    """The likely reason why a text stands where a mapping is expected: `name:a`."""
    name, colon, rest = node.value.partition(":") if isinstance(node, Text) else ("", "", "")
    if colon and rest and name.strip() in known.names:
        return f"After “{name}:” a blank is missing: write “{name.strip()}: …”."
    return ""


def _title(known: Section) -> str:
    return known.title[:1].upper() + known.title[1:]
