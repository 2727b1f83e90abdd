"""Two rulebooks over the same entries: what moves from where to where, which flags come and go."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from pmrules.analysis.hours import Hours
from pmrules.analysis.limits import flags
from pmrules.analysis.model import Flag
from pmrules.analysis.wording import amount, target
from pmrules.rules.rulebook import Rulebook
from pmrules.rules.verdict import Classified
from pmrules.tuning.effect import PLACES, Effect, effect
from pmrules.tuning.telling import hours, moves, place
from pmrules.visible import visible

SCHEMA = "pmrules.diff/1"


class Comparison(Struct, frozen=True):
    """What the new rulebook does to the hours that the old one judged."""

    effect: Effect
    appeared: tuple[Flag, ...]
    vanished: tuple[Flag, ...]
    turned: tuple[tuple[Flag, Flag], ...]
    """Flags that were possible and are certain, or the other way round: before and after."""
    old: Rulebook
    new: Rulebook

    def __bool__(self) -> bool:
        return bool(self.effect.moved or self.appeared or self.vanished or self.turned)

    @property
    def matrix(self) -> dict[tuple[str, str], int]:
        """Seconds that moved, by place before and place after, in the order of `PLACES`."""
        sums: Counter[tuple[str, str]] = Counter()
        for each in self.effect.moved:
            sums[each.before, each.after] += each.seconds
        order = {name: number for number, name in enumerate(PLACES)}
        return {key: sums[key] for key in sorted(sums, key=lambda k: (order[k[0]], order[k[1]]))}


def compared(old: Classified, new: Classified) -> Comparison:
    """Compare two judgements of the same entries in the same order."""
    before, after = _flags(old), _flags(new)
    both = [(before[key], after[key]) for key in before if key in after]
    return Comparison(
        effect(old, new),
        tuple(flag for key, flag in after.items() if key not in before),
        tuple(flag for key, flag in before.items() if key not in after),
        tuple(pair for pair in both if pair[0].certainty != pair[1].certainty),
        old.rulebook,
        new.rulebook,
    )


def _flags(classified: Classified) -> dict[tuple[object, ...], Flag]:
    """Return the flags by what makes them the same; the figure of a limit may change."""
    found = flags(Hours.of(classified), classified.rulebook)
    return {
        (
            flag.kind,
            flag.limit.of.kind,
            flag.limit.of.value.casefold(),
            flag.limit.bound,
            flag.limit.measure,
            flag.limit.per,
            flag.limit.over,
            flag.scope,
            flag.period_key,
        ): flag
        for flag in found
    }


def told(found: Comparison, most: int) -> Iterator[str]:
    """Yield the comparison as lines: from where to where, net by place, texts, flags."""
    if not found:
        yield "Nothing moves: every entry stands where it stood, and so do the flags."
        return
    texts = len(found.effect.moved)
    yield f"{hours(found.effect.seconds)} move, {texts:,} {'text' if texts == 1 else 'texts'}"
    if texts:
        yield from _grid(found)
        yield ""
        yield from (f"  {moves(each, found.new)}" for each in found.effect.moved[:most])
        if texts > most:
            rest = sum(each.seconds for each in found.effect.moved[most:])
            yield f"  … and {texts - most:,} more texts, {hours(rest)}"
    yield from _flag_lines("Flags that appear", found.appeared, found.new)
    yield from _flag_lines("Flags that vanish", found.vanished, found.old)
    turned = [after for _, after in found.turned]
    yield from _flag_lines("Flags that are now certain, or now only possible", turned, found.new)


def _grid(found: Comparison) -> Iterator[str]:
    """Yield the places that hours left, each with where they went, and the net of each place."""
    called = {name: place(name, found.new) for key in found.matrix for name in key}
    width = max(map(len, called.values()))
    yield ""
    yield f"  {'from':<{width}}  {'to':<{width}} {'hours':>9}"
    for (before, after), seconds in found.matrix.items():
        yield f"  {called[before]:<{width}}  {called[after]:<{width}} {seconds / 3600:9,.1f}"
    yield ""
    yield f"  {'net':<{width}} {'hours':>9}"
    for name, seconds in found.effect.net.items():
        yield f"  {called[name]:<{width}} {seconds / 3600:+9,.1f}"


def _flag_lines(title: str, listed: Iterable[Flag], rulebook: Rulebook) -> Iterator[str]:
    shown = [f"  {_flag(flag, rulebook)}" for flag in listed]
    if shown:
        yield from ("", f"{title}: {len(shown)}", *shown)


def _flag(flag: Flag, rulebook: Rulebook) -> str:
    about = visible(target(flag.limit.of, rulebook.labels))
    bounds = f"{amount(flag, flag.value)}, {flag.limit.bound} {amount(flag, flag.threshold)}"
    scope = visible(flag.scope, 30)
    return f"{flag.certainty:<9} {about}: {scope}, {flag.period_key}: {bounds}"


def as_json(found: Comparison) -> dict[str, Any]:
    """Return the comparison as plain values; seconds are whole numbers."""
    return {
        "schema": SCHEMA,
        "moved_seconds": found.effect.seconds,
        "moved": [
            {
                "text": each.text,
                "from": each.before,
                "to": each.after,
                "seconds": each.seconds,
                "entries": each.entries,
            }
            for each in found.effect.moved
        ],
        "matrix": [
            {"from": before, "to": after, "seconds": seconds}
            for (before, after), seconds in found.matrix.items()
        ],
        "net_seconds": found.effect.net,
        "flags": {
            "appeared": [_flag_json(flag) for flag in found.appeared],
            "vanished": [_flag_json(flag) for flag in found.vanished],
            "turned": [
                {"from": before.certainty, **_flag_json(after)} for before, after in found.turned
            ],
        },
    }


def _flag_json(flag: Flag) -> dict[str, Any]:
    of = flag.limit.of
    return {
        "of": f"{of.kind}: {of.value}" if of.kind in ("activity", "owner") else of.value or of.kind,
        "certainty": flag.certainty,
        "bound": flag.limit.bound,
        "scope": flag.scope,
        "per": flag.limit.per.value,
        "period": flag.period_key,
        "unit": "share" if flag.limit.measure == "share" else "seconds",
        "value": flag.value,
        "limit": flag.threshold,
    }
