"""`pmrules importers check`: how a file is read, or how well an importer keeps the contract."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli.importers.contract import kept
from pmrules.cli.options import (
    PATH,
    date_order_option,
    importer_option,
    month_option,
    offered,
    person_from_option,
    person_option,
    plugin_option,
    rules_option,
    week_option,
)

if TYPE_CHECKING:
    from pmrules.pipeline import Reading

_MENDABLE = 1


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE | PLUGIN_FILE SAMPLE...")
@rules_option
@importer_option
@date_order_option
@person_option
@person_from_option
@month_option
@week_option
@plugin_option
@click.option(
    "--update-expected",
    is_flag=True,
    help="Write what samples give now beside them, as NAME.expected.json.",
)
def check(
    files: tuple[Path, ...],
    rules: Path | None,
    importer: str,
    date_order: str | None,
    person: str,
    person_from: str | None,
    month: str,
    week: str,
    plugins: tuple[Path, ...],
    update_expected: bool,
) -> int:
    """Read FILE without judging anything, and say how it was understood.

    Who reads it and why, where the header stands, which columns are taken, what decided the order
    of day and month and the decimal sign, what became of every record, the first entries.

    With PLUGIN_FILE (it ends in .py), hold an importer of your own to the contract with samples of
    its tool's exports: who claims them, what is read, what becomes of damaged ones. Exit 1 where
    something is to be mended.
    """
    from pmrules.pipeline import Reading

    how = Reading(
        importer=importer,
        date_order=date_order or "",
        person=person,
        person_from=person_from or "",
        month=month,
        week=week,
    )
    if files[0].suffix == ".py":
        held = kept(files[0], files[1:], rules, how, update_expected=update_expected)
        return 0 if held else _MENDABLE
    if len(files) > 1 or update_expected:
        raise click.UsageError("One FILE is read; an importer is checked by PLUGIN_FILE SAMPLE.")
    _read(files[0], rules, how, plugins)
    return 0


def _read(file: Path, rules: Path | None, how: "Reading", plugins: tuple[Path, ...]) -> None:
    """Say how a file was understood; its refusal comes last."""
    from dataclasses import replace

    from pmrules import pipeline
    from pmrules.cli.checked import lines
    from pmrules.rules.load import load_rules

    found = offered(plugins)
    packs = {pack.name: pack.path for pack in found.packs}
    reading = replace(how, importers=found.importers)
    checked = pipeline.check(file, load_rules(rules, packs=packs), reading=reading)
    click.echo("\n".join(lines(checked)))
    if checked.refusal:
        raise checked.refusal
