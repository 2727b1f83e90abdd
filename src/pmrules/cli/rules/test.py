"""`pmrules rules test`: the examples of rules and labelled samples, run like tests."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli.options import PATH, offered, plugin_option
from pmrules.visible import visible

if TYPE_CHECKING:
    from pmrules.rules.rulebook import Rulebook
    from pmrules.tuning.trials import Tried

_FAILED = 1
_WIDTH = 60
_SAMPLES = (".csv", ".tsv", ".txt")
_WORDS = {
    "PASSED": "passed",
    "FAILED": "failed",
    "MENDED": "marked known-failing and passed",
    "KNOWN": "known to fail",
    "OVERRULED": "of the pack overruled by the file, which is its right",
}


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[RULES] [TESTS.csv]...")
@click.option("--coverage", is_flag=True, help="Say which rules have no examples.")
@click.option("-v", "--verbose", is_flag=True, help="List every test.")
@plugin_option
def test(paths: tuple[Path, ...], coverage: bool, verbose: bool, plugins: tuple[Path, ...]) -> int:
    """Try every example of a rules file and of what it extends, and labelled samples besides.

    Without RULES the default pack is tried. A sample is a CSV file with a header: text (or client,
    project, task, description, tags, person), what is expected (audience, horizon, quadrant or
    outside; "open" where nobody is to know), and known-failing with the reason where it fails for
    now. Marks: . passed, F failed, x known to fail, X known to fail and passed, o overruled by the
    file. Exit 1 when something fails, or passes although it is marked.

    \b
    pmrules rules test acme.yaml
    pmrules rules test acme.yaml expected.csv --coverage
    """
    samples = [path for path in paths if path.suffix.casefold() in _SAMPLES]
    files = [path for path in paths if path not in samples]
    if len(files) > 1:
        raise click.BadArgumentUsage("One rules file at a time; samples end in .csv.")
    from pmrules.rules.load import load_rules
    from pmrules.tuning.expected import read_expected
    from pmrules.tuning.trials import try_examples, try_sample

    packs = {pack.name: pack.path for pack in offered(plugins).packs}
    rulebook = load_rules(files[0] if files else None, packs=packs)
    read = [read_expected(path, rulebook) for path in samples]
    tried = [*try_examples(rulebook), *(t for rows in read for t in try_sample(rows, rulebook))]
    own = rulebook.sources[0].name
    for line in _all(tried) if verbose else _marks(tried, own):
        click.echo(line)
    for line in (*_failures(tried), *(_uncovered(rulebook) if coverage else ())):
        click.echo(line)
    click.echo(_sum(tried))
    from pmrules.tuning.trials import BAD

    return _FAILED if any(each.outcome in BAD for each in tried) else 0


def _all(tried: Sequence["Tried"]) -> Iterator[str]:
    """Yield every test under its rule or sample."""
    for (origin, group), members in groupby(tried, key=lambda each: (each.origin, each.group)):
        yield visible(origin if origin == group else f"{origin} · {group}")
        for each in members:
            reason = f"  ({visible(each.reason, 60)})" if each.reason else ""
            yield f"  {each.outcome} {each.wanted:<14} {visible(each.text, 100)}{reason}"


def _marks(tried: Sequence["Tried"], own: str) -> Iterator[str]:
    """Yield a line of marks a rule of the own file, and one block for each pack and sample."""
    for origin, members in groupby(tried, key=lambda each: each.origin):
        yield visible(origin)
        listed = list(members)
        if origin != own:
            yield from _wrapped("".join(each.outcome for each in listed), "")
            continue
        width = min(40, max(len(visible(each.group, 40)) for each in listed))
        for group, tests in groupby(listed, key=lambda each: each.group):
            name = f"{visible(group, 40):<{width}}  "
            yield from _wrapped("".join(each.outcome for each in tests), name)


def _wrapped(marks: str, name: str) -> Iterator[str]:
    for begin in range(0, len(marks), _WIDTH):
        yield f"  {name if not begin else ' ' * len(name)}{marks[begin : begin + _WIDTH]}"


def _failures(tried: Sequence["Tried"]) -> Iterator[str]:
    from pmrules.tuning.trials import BAD

    for each in tried:
        if each.outcome in BAD and each.problem:
            yield ""
            yield f"{each.outcome} {each.problem.with_code}"
    yield ""


def _uncovered(rulebook: "Rulebook") -> Iterator[str]:
    """Yield the rules that lack examples: those of the file by name, those below it counted."""
    from pmrules.rules.checks import own_rules
    from pmrules.tuning.trials import uncovered

    own = own_rules(rulebook)
    lacking = list(uncovered(own))
    yield f"{len(own) - len(lacking):,} of {len(own):,} rules of the file have match and miss"
    for rule, what in lacking:
        line = f", line {rule.place.line}" if rule.place and rule.place.line else ""
        yield f"  no {what}: {visible(rule.name, 60)}{line}"
    others = [rule for rule in rulebook.rules if rule not in own]
    if others:
        below = len(list(uncovered(others)))
        yield f"{len(others) - below:,} of {len(others):,} rules of what it extends"
    yield ""


def _sum(tried: Sequence["Tried"]) -> str:
    counts = Counter(each.outcome.name for each in tried)
    parts = [f"{counts[name]:,} {words}" for name, words in _WORDS.items() if counts[name]]
    rules = len({(each.origin, each.group) for each in tried if each.origin != each.group})
    if not parts:
        return "There are no examples here: add “examples:” to rules."
    return f"{', '.join(parts)}. {rules:,} rules with examples."
