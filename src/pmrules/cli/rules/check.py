"""`pmrules rules check`: everything that is wrong or doubtful in a rules file, at once."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli.options import PATH, How, how_options
from pmrules.errors import Problem
from pmrules.visible import visible

if TYPE_CHECKING:
    from pmrules.rules.linting.hours import Hours
    from pmrules.rules.rulebook import Rulebook

STRICT = 3
_WEAK_SHOWN = 5
_KINDS = {
    "never-wins": "Keywords that can never win",
    "duplicate-keyword": "Keywords that stand in two rules",
    "needless-keyword": "Keywords that add nothing to their list",
    "opposite-outcomes": "Keywords on which two rules disagree",
    "ambiguous-word": "Words that can mean two things and decide alone",
    "limits-apart": "Limits that cannot be kept together",
    "never-fired": "Rules that match nothing",
    "never-decided": "Rules that match and decide nothing",
    "broad-keyword": "Keywords that decide much alone",
}


def _share(_context: click.Context, _option: click.Parameter, typed: str) -> float:
    """Read a share of hours as people write it: `10%`, `10 %` or `0.1`."""
    try:
        number = float(typed.strip().removesuffix("%")) / (100 if "%" in typed else 1)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        shown = visible(typed, 40)
        raise click.BadParameter(f"“{shown}” is no share; write 10%.")
    return number


@click.command()
@click.argument("file", type=PATH, required=False)
@click.argument("files", nargs=-1, type=PATH)
@click.option(
    "--broad",
    callback=_share,
    default="10%",
    metavar="SHARE",
    show_default=True,
    help="With FILES: warn of a keyword that decides more than this share of all hours alone.",
)
@click.option("--strict", is_flag=True, help="Exit 3 when there are warnings.")
@how_options
def check(
    file: Path | None,
    files: tuple[Path, ...],
    broad: float,
    strict: bool,
    how: How,
) -> int:
    """Say all that is wrong or doubtful in a rules FILE, each with its line and a caret.

    Errors end in exit 1: what cannot be read, and examples that fail. Warnings are what can hardly
    be meant. With exports (FILES, folders too) it also says what each rule does with their hours.
    Without FILE the default pack is checked.

    \b
    pmrules rules check acme.yaml
    pmrules rules check acme.yaml exports/ --broad 5% --strict

    A comment at the end of a line accepts a warning there: # accepted: ambiguous-word
    """
    from pmrules.errors import RulesError
    from pmrules.rules.checks import check as problems_of
    from pmrules.rules.checks import unknown_importers
    from pmrules.rules.linting.warnings import warnings_of
    from pmrules.rules.load import load_rules

    rulebook = load_rules(file, packs=how.packs)
    warnings = warnings_of(rulebook)
    if files:
        from pmrules import pipeline
        from pmrules.rules.linting.hours import Hours, add_hours

        hours = Hours(pipeline.classify(files, rulebook, reading=how.reading()))
        add_hours(hours, warnings, broad=broad)
        click.echo("\n".join(_hours(hours)))
    if warnings.in_order:
        click.echo("\n".join(_warnings(warnings.in_order)))
    settled = rulebook.importers and [each.name for each in how.found.importers]
    if problems := (*unknown_importers(rulebook, sorted(settled)), *problems_of(rulebook)):
        raise RulesError(problems)
    click.echo(_sum(file, rulebook, len(warnings.in_order), warnings.accepted))
    return STRICT if strict and warnings.in_order else 0


def _warnings(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield the warnings under the name of their kind."""
    for code, group in groupby(problems, key=lambda each: each.code):
        each_of = list(group)
        yield f"{_KINDS[code]}: {len(each_of)}  [{code}]"
        for problem in each_of:
            yield from (f"  {line}" for line in str(problem).splitlines())
        yield ""


def _hours(hours: "Hours") -> Iterator[str]:
    """Yield what the own rules did with the hours, the most first, then the rest in one line."""
    from pmrules.rules.checks import own_rules

    own = {rule.name for rule in own_rules(hours.classified.rulebook)}
    did = sorted(hours.evidence.values(), key=lambda each: -each.decided)
    yield f"What the rules did with {hours.total / 3600:,.1f} h"
    yield f"  {'decided':>11} {'alone':>11} {'matches':>9}  rule"
    for each in did:
        if each.name in own:
            yield (
                f"  {each.decided / 3600:9,.1f} h {each.decided_alone / 3600:9,.1f} h "
                f"{each.hits:9,}  {visible(each.name)}"
            )
    others = [each for each in did if each.name not in own and each.hits]
    if others:
        yield f"  and {len(others):,} rules of what it extends matched"
    yield from _weak_words(hours)
    yield ""


def _weak_words(hours: "Hours") -> Iterator[str]:
    weak = [each for each in hours.alone if each.weak_word]
    if not weak:
        return
    seconds = sum(each.seconds for each in weak)
    shown = (f"“{visible(str(each.keyword), 40)}” {each.seconds / 3600:,.1f} h" for each in weak)
    more = ["…"] if len(weak) > _WEAK_SHOWN else []
    first = ", ".join([*list(shown)[:_WEAK_SHOWN], *more])
    yield (
        f"  {seconds / 3600:,.1f} h ({seconds / max(hours.total, 1):.0%}) are decided alone by one "
        f"weak word: {first}"
    )


def _sum(file: Path | None, rulebook: "Rulebook", warnings: int, accepted: int) -> str:
    from pmrules.rules.checks import own_rules

    own = own_rules(rulebook)
    examples = sum(len(rule.examples.match) + len(rule.examples.miss) for rule in own)
    result = "all is well"
    if warnings:
        result = f"no errors, {_counted(warnings, 'warning')}"
    beside = f" {_counted(accepted, 'warning')} accepted." if accepted else ""
    return (
        f"{visible(str(file or 'product-management'))}: {result}. "
        f"{_counted(len(own), 'rule')} of its own with {_counted(examples, 'example')}, "
        f"{len(rulebook.rules) - len(own):,} from what it extends, "
        f"{_counted(len(rulebook.limits), 'limit')}.{beside}"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
