"""`pmrules rules diff`: what another version of the rules does to the hours."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli.options import DAY, PATH, How, how_options, say

if TYPE_CHECKING:
    from pmrules.rules.rulebook import Rulebook

_MOVES = 3


@click.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
@click.argument("files", nargs=-1, required=True, type=PATH)
@click.option("--from", "start", type=DAY, metavar="DATE", help="First day, 2026-09-01.")
@click.option("--to", "end", type=DAY, metavar="DATE", help="Last day, included.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="NUMBER",
    help="So many texts; --json has all.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
@how_options
def diff(
    old: Path,
    new: Path,
    files: tuple[Path, ...],
    start: dt.datetime | None,
    end: dt.datetime | None,
    most: int,
    as_json: bool,
    how: How,
) -> int:
    """Say what the rules NEW do to the hours in FILES that the rules OLD do not.

    OLD and NEW are rules files or names of packs. It shows the hours that move from place to
    place, the net of each place, the texts behind them, and the flags that appear and vanish. Exit
    3 when anything moves, 0 when nothing does.

    \b
    pmrules rules diff acme.yaml acme-new.yaml exports/
    pmrules rules diff product-management acme.yaml exports/ --json
    """
    from pmrules import pipeline
    from pmrules.ingest.period import within
    from pmrules.tuning.comparison import as_json as values
    from pmrules.tuning.comparison import compared, told

    before, after = (_load(each, how.packs) for each in (old, new))
    if before.importers != after.importers:
        say(f"The two read files differently; they are read as {new} says.")
    intake = pipeline.intake(files, after, reading=how.reading())
    entries = within(intake, start.date() if start else None, end.date() if end else None).entries
    comparison = compared(pipeline.classify(entries, before), pipeline.classify(entries, after))
    if as_json:
        click.echo(json.dumps(values(comparison), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(told(comparison, most)))
    return _MOVES if comparison else 0


def _load(name: Path, packs: Mapping[str, Path]) -> "Rulebook":
    """Read a rules file, or the pack of this name where no file is called so."""
    from pmrules.rules.load import DEFAULT_PACK, load_rules

    if str(name) in packs and not name.exists():
        path = None if str(name) == DEFAULT_PACK else packs[str(name)]
        return load_rules(path, packs=packs)
    return load_rules(name, packs=packs)
