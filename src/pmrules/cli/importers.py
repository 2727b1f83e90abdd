"""`pmrules importers`: what can be read."""

from pathlib import Path

import click

from pmrules.cli.options import offered, plugin_option


@click.group()
def importers() -> None:
    """See which tools' exports can be read."""


@importers.command(name="list")
@plugin_option
def list_(plugins: tuple[Path, ...]) -> None:
    """List every importer by the name that --importer takes."""
    found = offered(plugins).importers
    width = max((len(importer.name) for importer in found), default=0)
    for importer in sorted(found, key=lambda each: each.name):
        click.echo(f"{importer.name:<{width}}  {importer.title}")
