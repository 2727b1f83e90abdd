"""`pmrules importers`: what can be read, and how a file is."""

from pathlib import Path

import click

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
    say,
    week_option,
)
from pmrules.visible import visible


@click.group()
def importers() -> None:
    """See which tools' exports can be read, and how a file of theirs is."""


@importers.command(name="list")
@plugin_option
def list_(plugins: tuple[Path, ...]) -> None:
    """List every importer by the name that --importer takes, and say where it came from.

    Broken plugins are named with what is wrong; pmrules works without them. The variable
    PMRULES_PLUGINS names plugin files, PMRULES_DISABLE_PLUGINS turns foreign plugins off: all, or
    names parted by commas.
    """
    found = offered(plugins)
    rows = sorted((each.name, visible(each.title, 60)) for each in found.importers)
    names, titles = (max((len(row[at]) for row in rows), default=0) for at in (0, 1))
    for name, title in rows:
        origin = visible(found.owners[name], 120)
        click.echo(f"{name:<{names}}  {title:<{titles}}  {origin}")
    for plugin in found.disabled:
        say(f"Turned off by PMRULES_DISABLE_PLUGINS: {visible(plugin, 120)}.")


@importers.command()
@click.argument("file", type=PATH)
@rules_option
@importer_option
@date_order_option
@person_option
@person_from_option
@month_option
@week_option
@plugin_option
def check(
    file: Path,
    rules: Path | None,
    importer: str,
    date_order: str | None,
    person: str,
    person_from: str | None,
    month: str,
    week: str,
    plugins: tuple[Path, ...],
) -> None:
    """Read FILE without judging anything, and say how it was understood.

    Who reads it and why, where the header stands, which columns are taken, what decided the order
    of day and month and the decimal sign, what became of every record, the first entries.
    """
    found = offered(plugins)
    from pmrules import pipeline
    from pmrules.cli.checked import lines
    from pmrules.rules.load import load_rules

    reading = pipeline.Reading(
        importer=importer,
        date_order=date_order or "",
        person=person,
        person_from=person_from or "",
        month=month,
        week=week,
        importers=found.importers,
    )
    packs = {pack.name: pack.path for pack in found.packs}
    checked = pipeline.check(file, load_rules(rules, packs=packs), reading=reading)
    click.echo("\n".join(lines(checked)))
    if checked.refusal:
        raise checked.refusal
