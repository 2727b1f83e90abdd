"""Rules and names as lines of a rules file, written so that they are read as they are meant."""

import re
from collections.abc import Iterator

from pmrules.model import Strength
from pmrules.rules.language.keys import KEYWORD_FIELDS, REGEX
from pmrules.rules.rulebook import Keyword, Rule

WIDTH = 100
_PLAIN = re.compile(r"[^\W_](?:[\w \-./&+'()*]*[\w.)*])?")
_MEANS_ELSE = re.compile(
    r"(?:[~]|null|true|false|yes|no|on|off|y|n|[-+.\d][\d_.,:eE+\-]*)", re.IGNORECASE
)
_LIKE_PREFIX = re.compile(rf"(?:{'|'.join((*KEYWORD_FIELDS, REGEX))})\s*:", re.IGNORECASE)


def scalar(text: str, quote: str = "") -> str:
    """Return a text as YAML: plain where that is safe, else (or if asked) in quotes."""
    plain = _PLAIN.fullmatch(text) and not _MEANS_ELSE.fullmatch(text) and " #" not in text
    if plain and not quote:
        return text
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    return f"\\U{ord(char):08x}"


def keyword(each: Keyword, quote: str = "") -> str:
    """Return a keyword as an item of a list: with its field, in quotes if it needs them."""
    written = str(each)
    if each.field and not each.regex and not quote and scalar(each.text) == each.text:
        return written
    return scalar(written, quote or ('"' if _LIKE_PREFIX.match(written) else ""))


def rule_lines(rule: Rule) -> Iterator[str]:
    """Yield the lines of a rule in block style; the first belongs behind a dash."""
    yield f"name: {scalar(rule.name)}"
    if rule.keywords:
        yield from wrapped("keywords: ", [keyword(each) for each in rule.keywords])
    if rule.all:
        groups = (f"[{', '.join(map(keyword, group))}]" for group in rule.all)
        yield from wrapped("all: ", list(groups))
    yield from says(rule)


def wrapped(start: str, parts: list[str], indent: str = "  ") -> Iterator[str]:
    """Yield a flow list behind its key, broken where a line grows too long."""
    line = f"{start}["
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        text = part + ("]" if last else ",")
        if len(line) + len(text) + 1 > WIDTH - 10 and not line.endswith("["):
            yield line
            line = indent + text
        else:
            line += text if line.endswith("[") else f" {text}"
    yield line


def rule_flow(rule: Rule) -> str:
    """Return a rule as one flow mapping."""
    parts = [f"name: {scalar(rule.name)}"]
    if rule.keywords:
        parts.append(f"keywords: [{', '.join(map(keyword, rule.keywords))}]")
    if rule.all:
        groups = (f"[{', '.join(map(keyword, group))}]" for group in rule.all)
        parts.append(f"all: [{', '.join(groups)}]")
    return f"{{{', '.join((*parts, *says(rule)))}}}"


def says(rule: Rule) -> Iterator[str]:
    """Yield the lines that say how loudly a rule speaks, and what."""
    if rule.strength is not Strength.NORMAL:
        yield f"strength: {rule.strength.name.lower()}"
    for axis in ("audience", "horizon"):
        if value := getattr(rule, axis):
            yield f"{axis}: {value}"
    if rule.outside:
        yield "outside: true"
