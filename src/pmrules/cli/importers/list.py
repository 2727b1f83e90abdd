"""`pmrules importers list`: every importer, and where it came from."""

from pathlib import Path

import click

from pmrules.cli.options import offered, plugin_option, say
from pmrules.visible import visible


@click.command(name="list")
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
