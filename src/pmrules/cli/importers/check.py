"""`pmrules importers check`: how a file is read, or how well an importer keeps the contract."""

from pathlib import Path

import click

from pmrules.cli.importers.contract import kept
from pmrules.cli.options import PATH, How, how_options, rules_option

_MENDABLE = 1


@click.command()
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="FILE | PLUGIN_FILE SAMPLE...")
@rules_option
@how_options
@click.option(
    "--update-expected",
    is_flag=True,
    help="Write what samples give now beside them, as NAME.expected.json.",
)
def check(
    files: tuple[Path, ...],
    rules: Path | None,
    how: How,
    update_expected: bool,
) -> int:
    """Read FILE without judging anything, and say how it was understood.

    Who reads it and why, where the header stands, which columns are taken, what decided the order
    of day and month and the decimal sign, what became of every record, the first entries.

    With PLUGIN_FILE (it ends in .py), hold an importer of your own to the contract with samples of
    its tool's exports: who claims them, what is read, what becomes of damaged ones. Exit 1 where
    something is to be mended.
    """
    if files[0].suffix == ".py":
        reading = how.reading(importers=None)
        held = kept(files[0], files[1:], rules, reading, update_expected=update_expected)
        return 0 if held else _MENDABLE
    if len(files) > 1 or update_expected:
        raise click.UsageError("One FILE is read; an importer is checked by PLUGIN_FILE SAMPLE.")
    _read(files[0], rules, how)
    return 0


def _read(file: Path, rules: Path | None, how: How) -> None:
    """Say how a file was understood; its refusal comes last."""
    from pmrules import pipeline
    from pmrules.cli.checked import lines
    from pmrules.rules.load import load_rules

    rulebook = load_rules(rules, packs=how.packs)
    checked = pipeline.check(file, rulebook, reading=how.reading())
    click.echo("\n".join(lines(checked)))
    if checked.refusal:
        raise checked.refusal
