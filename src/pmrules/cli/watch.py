"""`pmrules watch`: a finished download dropped into a folder becomes a report."""

import time
from pathlib import Path

import click

from pmrules.cli import madewith
from pmrules.cli.options import PATH, How, how_options, rules_option, say
from pmrules.errors import InputError, OutputError, Place, Problem

_POLLS = 2
"""A file must stand still from one look to the next."""
REFUSED = 1


@click.command()
@click.argument("folder", type=PATH)
@click.option("--to", type=PATH, metavar="FOLDER", help="Where reports go. Without it: beside.")
@click.option(
    "--interval",
    type=click.FloatRange(min=0.1),
    default=5.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait between two looks.",
)
@click.option("--once", is_flag=True, help="Make the reports of what is there, and end.")
@rules_option
@how_options
@click.pass_context
def watch(
    context: click.Context,
    folder: Path,
    to: Path | None,
    interval: float,
    once: bool,
    rules: Path | None,
    how: How,
) -> int:
    """Make a report of every export that is dropped into a folder.

    september.csv becomes september.csv.pmrules.xlsx as soon as it has stood still for one
    interval; a file that cannot be read gets september.csv.pmrules.txt, which says why. Each
    content is done once. The rules file is read anew for each file; reports that stand are not
    remade. Ctrl-C ends the watch (exit code 130). With --once: exit 0, or 1 if a file has no
    report.

    \b
    pmrules watch ~/Downloads/exports --rules acme.yaml
    """
    _refuse_missing(folder, to)
    from pmrules.rules.load import load_rules
    from pmrules.watching.making import Maker
    from pmrules.watching.watcher import Watcher

    load_rules(rules, packs=how.packs)
    make = Maker(rules, how.packs, how.reading(), madewith.given(context))
    watcher = Watcher(folder, make, say, to=to, rules=rules)
    if not once:
        say(f"Watching {folder}. Ctrl-C ends it.")
    watcher.watch(lambda: time.sleep(interval), polls=_POLLS if once else 0)
    return REFUSED if watcher.left else 0


def _refuse_missing(folder: Path, to: Path | None) -> None:
    if not folder.is_dir():
        mend = "Name the folder into which exports are dropped."
        what = "There is no such folder to watch."
        raise InputError(Problem("folder-missing", what, mend, Place(str(folder))))
    if to is not None and not to.is_dir():
        what = "There is no such folder to write into."
        mend = "Make the folder, or name another with --to."
        raise OutputError(Problem("output-folder-missing", what, mend, Place(str(to))))
