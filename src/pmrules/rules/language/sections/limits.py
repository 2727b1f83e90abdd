"""`limits:`: bounds on shares and hours."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from pmrules.model import Audience, Horizon, Quadrant
from pmrules.rules.language.amounts import CAPACITY, amount
from pmrules.rules.language.document import Fields, Node, Text
from pmrules.rules.language.fields import choice, items, section, text
from pmrules.rules.language.keys import LIMIT, TARGET
from pmrules.rules.language.positions import Span
from pmrules.rules.language.problems import Problems, did_you_mean, quoted
from pmrules.rules.rulebook import Limit, Measure, Over, Per, Target

_KINDS = {
    **{each.value: "quadrant" for each in Quadrant},
    **{each.value: "audience" for each in Audience},
    **{each.value: "horizon" for each in Horizon},
    "total": "total",
}
KNOWN_TARGETS = tuple(_KINDS)
_OPEN_KINDS = TARGET.names
_KNOWN = (*_KINDS, *(f"{each}: …" for each in _OPEN_KINDS))

Found = Mapping[str, tuple[Text, Node]]


class StatedLimit(Struct, frozen=True):
    """A limit with the words that state it."""

    limit: Limit
    of: Span
    bound: Span
    per: Span


def limits(node: Node, origin: str, problems: Problems) -> tuple[StatedLimit, ...]:
    """Return the limits of a file; an item with `max` and `min` gives two."""
    return tuple(
        stated
        for item in items(node, "“limits”", problems)
        for stated in _stated(item, origin, problems)
    )


def _stated(node: Node, origin: str, problems: Problems) -> Iterator[StatedLimit]:
    found = section(node, LIMIT, problems)
    if not found:
        return
    if isinstance(node, Fields) and not {key.value for key, _ in node.pairs} & {"max", "min"}:
        what = "This limit has neither “max” nor “min”."
        problems.add("missing-key", what, "Add one, such as “max: 35 %”.", node.at)
    target = _target(found["of"][1], problems) if "of" in found else None
    per = _choice(found, "per", tuple(Per), problems)
    over = _choice(found, "over", tuple(Over), problems)
    advice, source = (_text(found, key, problems) for key in ("advice", "source"))
    for bound in ("max", "min"):
        given = amount(found[bound][1], bound, problems) if bound in found else None
        if not given or not target:
            continue
        value = found[bound][1]
        usual = Per.PERSON if given[0] is Measure.CAPACITY else Per.EVERYONE
        limit = Limit(
            of=target,
            bound=bound,
            measure=given[0],
            amount=given[1],
            per=Per(per) if per else usual,
            over=Over(over) if over else Over.MONTH,
            advice=advice,
            source=source,
            origin=origin,
            place=value.at.place,
        )
        if _sensible(limit, found, value, problems):
            of = _word_of(found["of"][1])
            yield StatedLimit(limit, of, value.at, _span(found, "per", value))


def _target(node: Node, problems: Problems) -> Target | None:
    """Read what a limit is about: a known word, `activity: X` or `owner: X`."""
    if isinstance(node, Fields):
        return _open_target(node, problems)
    typed = text(node, "“of”", problems)
    if not typed:
        return None
    kind, _, name = (part.strip() for part in typed.partition(":"))
    if name and kind.casefold() in _OPEN_KINDS:
        return Target(kind.casefold(), name)
    word = typed.casefold()
    if word not in _KINDS:
        mend = did_you_mean(typed, _KNOWN, "A limit can be about")
        problems.add("unknown-value", f"“of” cannot be {quoted(typed)}.", mend, node.at)
        return None
    return Target(_KINDS[word], "" if word == "total" else word)


def _open_target(node: Fields, problems: Problems) -> Target | None:
    found = section(node, TARGET, problems)
    if len(found) > 1:
        what, mend = "A limit is about one thing.", "Make two limits of it."
        problems.add("bad-limit", what, mend, node.at)
        return None
    for kind, (_, value) in found.items():
        if name := text(value, f"“{kind}”", problems):
            return Target(kind, name)
    return None


def _sensible(limit: Limit, found: Found, value: Node, problems: Problems) -> bool:
    """Report what is readable and cannot be meant."""
    total = limit.of.kind == "total"
    mend, at = "", value.at
    if limit.measure is Measure.CAPACITY:
        what = f"“{CAPACITY}” does not fit here."
        if limit.bound != "max":
            mend = "A capacity is an upper bound: write “max: capacity”."
        elif not total:
            mend = "A capacity bounds all hours of a person: write “of: total”."
        elif limit.per is not Per.PERSON:
            mend, at = "A capacity belongs to a person: write “per: person”.", found["per"][1].at
    elif total and limit.measure is Measure.SHARE:
        what = "A share of the total is always 100 %."
        mend = "Write hours, such as 40 h, or “max: capacity”."
    if mend:
        problems.add("bad-limit", what, mend, at)
    return not mend


def _choice(found: Found, key: str, known: tuple[str, ...], problems: Problems) -> str:
    return choice(found[key][1], key, known, problems) if key in found else ""


def _text(found: Found, key: str, problems: Problems) -> str:
    return text(found[key][1], f"“{key}”", problems) if key in found else ""


def _word_of(node: Node) -> Span:
    if isinstance(node, Fields) and node.pairs:
        return node.pairs[0][1].at
    return node.at


def _span(found: Found, key: str, otherwise: Node) -> Span:
    return found[key][1].at if key in found else otherwise.at
