"""An importer of somebody's own held to the contract, told on the command line."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from pmrules.visible import visible

if TYPE_CHECKING:
    from pmrules.hookspecs import Importer
    from pmrules.model import ImporterOptions
    from pmrules.pipeline import Reading
    from pmrules.testing import Result

_INDENT = " " * 8


def kept(
    plugin: Path,
    samples: Sequence[Path],
    rules: Path | None,
    how: "Reading",
    *,
    update_expected: bool,
) -> bool:
    """Check a plugin file with each sample, say what came of it; whether all was well."""
    from pmrules.registry.load import load_alone

    if not samples:
        raise click.UsageError(f"Name a sample too: pmrules importers check {plugin} SAMPLE.")
    importers = load_alone(plugin).importers
    faults = []
    for sample in samples:
        importer = _reader(importers, plugin, sample, how.importer)
        options = _options(importer.name, rules, how)
        faults += _held(importer, sample, options, update_expected=update_expected)
    click.echo("Something is to be mended." if faults else "It keeps the contract.")
    return not faults


def _held(
    importer: "Importer", sample: Path, options: "ImporterOptions", *, update_expected: bool
) -> list[str]:
    """Say what comes of each point, then what is read; return the points with faults."""
    from pmrules.testing import POINTS, expected_path, held

    path, points = expected_path(sample), list(POINTS)
    if not path.exists() and not update_expected:
        points.remove("expected")
    click.echo(f"{visible(sample.name)}, read by {importer.name}")
    faults = []
    for result in held(importer, sample, points, options, update_expected=update_expected):
        click.echo("\n".join(_lines(result)))
        faults += [result.point] if result.faults else []
    if "expected" not in points:
        click.echo(f"  -     expected        no {visible(path.name)}: --update-expected")
    if "quiet" not in faults:
        _show(importer, sample, options)
    return faults


def _show(importer: "Importer", sample: Path, options: "ImporterOptions") -> None:
    """Say how the sample was understood: only its author can tell whether that is right."""
    from pmrules.cli.checked import lines
    from pmrules.ingest.checked import check_file

    settled = {importer.name: options}
    checked = check_file(sample, [importer], wanted=importer.name, options=settled)
    if checked.account:
        click.echo("\n".join(list(lines(checked))[1:]))


def _lines(result: "Result") -> Iterator[str]:
    mark = "FAULT" if result.faults else "-" if result.left_out else "ok"
    yield f"  {mark:<5} {result.point:<15} {result.left_out or result.promise}"
    for fault in result.faults:
        yield from (_INDENT + line for line in str(fault).splitlines())


def _reader(importers: "Sequence[Importer]", plugin: Path, sample: Path, wanted: str) -> "Importer":
    """The plugin's importer; of several the one wanted, or the one that fits the sample best."""
    from pmrules.ingest.detect import ask
    from pmrules.ingest.files.opening import open_file

    named = [each for each in importers if not wanted or each.name == wanted]
    if not named:
        there = ", ".join(each.name for each in importers) or "none"
        raise click.UsageError(f"{plugin.name} offers no such importer; there is: {there}.")
    shown = open_file(sample).sample
    if len(named) == 1:
        return named[0]
    return max(named, key=lambda each: ask(each, shown).grade)


def _options(name: str, rules: Path | None, how: "Reading") -> "ImporterOptions":
    """What the rules file settles for the importer, with the command line's word above it."""
    from pmrules.model import ImporterOptions
    from pmrules.rules.load import load_rules

    said = load_rules(rules).importers.get(name) if rules else None
    asked = {
        field: getattr(how, field)
        for field in ("date_order", "person", "person_from", "month", "week")
        if getattr(how, field)
    }
    return replace(said or ImporterOptions(), **asked)
