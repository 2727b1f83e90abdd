"""`pmrules rules from-excel`: a workbook of rules as a rules file."""

from pathlib import Path

import click

from pmrules.cli.options import PATH, offered, plugin_option, say
from pmrules.visible import visible


@click.command("from-excel")
@click.argument("workbook", type=PATH)
@click.option(
    "-o",
    "--output",
    type=PATH,
    required=True,
    metavar="RULES.yaml",
    help="Where the rules file goes.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there, with its comments.")
@plugin_option
def from_excel(workbook: Path, output: Path, force: bool, plugins: tuple[Path, ...]) -> None:
    """Make a rules file of a workbook that `to-excel` wrote and somebody edited.

    Everything is checked before anything is written; each problem names its sheet and cell.

    \b
    pmrules rules from-excel rules.xlsx -o acme-new.yaml
    pmrules rules diff acme.yaml acme-new.yaml exports/
    """
    from pmrules.cli.rules.fresh import refuse_existing
    from pmrules.tuning.excel.loading import rules_file
    from pmrules.tuning.excel.read import read_sheets
    from pmrules.writing.atomic import replacing

    packs = {pack.name: pack.path for pack in offered(plugins).packs}
    refuse_existing(output, force=force, lost="; its comments would be lost")
    sheets = read_sheets(workbook)
    data, rulebook = rules_file(sheets, output, packs)
    with replacing(output) as file:
        file.write(data)
    for name in sheets.ignored:
        say(f"The sheet “{visible(name, 60)}” was not read.")
    own = sum(rule.origin == rulebook.sources[0].name for rule in rulebook.rules)
    say(f"Rules file: {output}, {own:,} rules of its own. Try it: pmrules rules check {output}")
