"""`pmrules rules check`: everything that is wrong with a rules file, at once."""

from pathlib import Path

import click

from pmrules.cli.options import PATH, offered, plugin_option


@click.command()
@click.argument("file", type=PATH, required=False)
@plugin_option
def check(file: Path | None, plugins: tuple[Path, ...]) -> None:
    """Read a rules FILE and what it extends, and try every example; without FILE the default pack.

    All problems are shown at once, each with its line.
    """
    from pmrules.errors import RulesError
    from pmrules.rules.checks import check as problems_of
    from pmrules.rules.checks import own_rules, unknown_importers
    from pmrules.rules.load import load_rules

    found = offered(plugins)
    rulebook = load_rules(file, packs={pack.name: pack.path for pack in found.packs})
    names = sorted(importer.name for importer in found.importers)
    if problems := (*unknown_importers(rulebook, names), *problems_of(rulebook)):
        raise RulesError(problems)
    own = own_rules(rulebook)
    examples = sum(len(rule.examples.match) + len(rule.examples.miss) for rule in own)
    click.echo(
        f"{file or 'product-management'}: all is well. {len(own)} rules of its own with {examples} "
        f"examples, {len(rulebook.rules) - len(own)} from what it extends, "
        f"{len(rulebook.limits)} limits."
    )
