"""`rules:`: keywords, and what they say about an entry."""

from collections.abc import Iterator, Mapping

from pmrules.model import Audience, Horizon, Strength
from pmrules.rules.language import keywords
from pmrules.rules.language.document import Fields, Node, Text
from pmrules.rules.language.fields import choice, flag, items, section, text, unknown_key
from pmrules.rules.language.keys import (
    EXAMPLE,
    EXAMPLES,
    KEYWORD_FIELDS,
    KNOWN_FAILING,
    RULE,
    STRENGTHS,
)
from pmrules.rules.language.problems import Problems, quoted
from pmrules.rules.rulebook import NAMED_CUSTOMER, Example, Examples, Keyword, Rule

Found = Mapping[str, tuple[Text, Node]]


def rules(node: Node, origin: str, problems: Problems) -> tuple[Rule, ...]:
    """Return the rules of a file in their order."""
    found: dict[str, Rule] = {}
    for item in items(node, "“rules”", problems):
        rule = _rule(item, origin, problems)
        if not rule:
            continue
        first = found.setdefault(rule.name.casefold(), rule)
        if first is not rule and first.place:
            what = (
                f"Two rules are called {quoted(rule.name)}, the first on line {first.place.line}."
            )
            problems.add("duplicate-name", what, "Rename one, or make one of the two.", item.at)
    return tuple(found.values())


def _rule(node: Node, origin: str, problems: Problems) -> Rule | None:
    found = section(node, RULE, problems)
    if not found:
        return None
    name = _text(found, "name", problems)
    if name.casefold() == NAMED_CUSTOMER.casefold():
        what = f"{quoted(name)} is what reports call the names under “customers”."
        problems.add("reserved-name", what, "Give the rule another name.", found["name"][1].at)
    _must_speak(node, found, problems)
    audience = _choice(found, "audience", tuple(Audience), problems)
    horizon = _choice(found, "horizon", tuple(Horizon), problems)
    strength = _choice(found, "strength", STRENGTHS, problems)
    return Rule(
        name=name,
        keywords=_keywords(found, "keywords", problems),
        all=_groups(found, problems),
        unless=_keywords(found, "unless", problems),
        strength=Strength[strength.upper()] if strength else Strength.NORMAL,
        audience=Audience(audience) if audience else None,
        horizon=Horizon(horizon) if horizon else None,
        outside=flag(found["outside"][1], "outside", problems) if "outside" in found else False,
        activity=_text(found, "activity", problems),
        owner=_text(found, "owner", problems),
        examples=_examples(found, problems),
        origin=origin,
        source=_text(found, "source", problems),
        place=node.at.place,
    )


def _must_speak(node: Node, found: Found, problems: Problems) -> None:
    """A rule must listen to something, and say something that does not contradict itself."""
    typed = {key.value for key, _ in node.pairs} if isinstance(node, Fields) else set()
    at = found["name"][1].at if "name" in found else node.at
    # A key that was misspelt is reported as such, and its absence not once more.
    if not typed & {"keywords", "all"} and typed <= set(RULE.names):
        what, mend = "This rule has no keywords.", "Add “keywords:” or “all:”."
        problems.add("rule-without-keywords", what, mend, at)
    axes = [axis for axis in ("audience", "horizon") if axis in found]
    outside = "outside" in found and _is_true(found["outside"][1])
    if outside and axes:
        what = f"What is outside the matrix has no “{axes[0]}”."
        mend = "Take one of the two out."
        problems.add("outside-and-axis", what, mend, found[axes[0]][0].at)
    if not outside and not typed & {"audience", "horizon"} and typed <= set(RULE.names):
        what = "This rule decides nothing."
        mend = "Add “audience:”, “horizon:” or both, or “outside: true”."
        problems.add("rule-decides-nothing", what, mend, at)


def _is_true(node: Node) -> bool:
    return flag(node, "outside", Problems())


def _keywords(found: Found, key: str, problems: Problems) -> tuple[Keyword, ...]:
    return keywords.keywords(found[key][1], key, problems) if key in found else ()


def _groups(found: Found, problems: Problems) -> tuple[tuple[Keyword, ...], ...]:
    if "all" not in found:
        return ()
    nodes = items(found["all"][1], "“all”", problems)
    return tuple(group for node in nodes if (group := keywords.group(node, problems)))


def _text(found: Found, key: str, problems: Problems) -> str:
    return text(found[key][1], f"“{key}”", problems) if key in found else ""


def _choice(found: Found, key: str, known: tuple[str, ...], problems: Problems) -> str:
    return choice(found[key][1], key, known, problems) if key in found else ""


def _examples(found: Found, problems: Problems) -> Examples:
    if "examples" not in found:
        return Examples()
    given = section(found["examples"][1], EXAMPLES, problems)
    return Examples(
        **{
            key: tuple(
                example
                for item in items(node, f"“{key}”", problems)
                if (example := _example(item, problems))
            )
            for key, (_, node) in given.items()
        }
    )


def _example(node: Node, problems: Problems) -> Example | None:
    reason = ""
    if isinstance(node, Fields):
        texts = tuple(_fields(node, problems))
        reason = dict(texts).get(KNOWN_FAILING, "")
        texts = tuple(each for each in texts if each[0] != KNOWN_FAILING)
        if reason and not texts:
            what, mend = "This example has no text.", "Add “description:” or another field."
            problems.add("missing-key", what, mend, node.at)
    else:
        value = text(node, "An example", problems)
        texts = (("description", value),) if value else ()
    return Example(texts, node.at.place, node.at.quote, reason) if texts else None


def _fields(node: Fields, problems: Problems) -> Iterator[tuple[str, str]]:
    for key, given in node.pairs:
        if key.value not in EXAMPLE.names:
            unknown_key(key, EXAMPLE, problems)
        elif typed := text(given, f"“{key.value}”", problems):
            yield KEYWORD_FIELDS.get(key.value, KNOWN_FAILING), typed
