"""`pmrules rules to-excel`: a rules file as a workbook."""

from pathlib import Path

import click

from pmrules.cli.options import PATH, offered, plugin_option, say


@click.command("to-excel")
@click.argument("rules", type=PATH)
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("rules.xlsx"),
    show_default=True,
    help="Where the workbook goes.",
)
@click.option("--force", is_flag=True, help="Replace a workbook that is there.")
@plugin_option
def to_excel(rules: Path, output: Path, force: bool, plugins: tuple[Path, ...]) -> None:
    """Write a rules file as a workbook to edit: sheets Rules, Examples, Customers, People, Limits.

    Every value stands there as it was typed, with drop-downs for what has fixed words. Lists stand
    in one cell, one a line (Alt+Enter). `from-excel` makes a rules file of it again; comments of
    the file are not in the workbook.

    \b
    pmrules rules to-excel acme.yaml -o rules.xlsx
    pmrules rules from-excel rules.xlsx -o acme-new.yaml
    """
    if output.suffix.casefold() != ".xlsx":
        raise click.BadParameter("name a file that ends in .xlsx.", param_hint="--output")
    from pmrules.cli.rules.fresh import refuse_existing
    from pmrules.rules.load import load_rules
    from pmrules.tuning.excel.write import rows_of, save, workbook

    load_rules(rules, packs={pack.name: pack.path for pack in offered(plugins).packs})
    refuse_existing(output, force=force)
    data = rules.read_bytes()
    save(workbook(rows_of(data, str(rules)), str(rules)), output)
    say(f"Workbook: {output}")
    if b"#" in data:
        say(f"Comments stay in {rules} alone: a workbook has no place for them.")
