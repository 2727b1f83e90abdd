"""`pmrules rules learn`: the corrections of a report as rules, in the rules file."""

from pathlib import Path

import click

from pmrules.cli.options import PATH, How, how_options, say
from pmrules.cli.rules.dialogue import show, write_if_wanted


@click.command()
@click.argument("report", type=PATH)
@click.argument("files", nargs=-1, type=PATH)
@click.option(
    "-r",
    "--rules",
    type=PATH,
    required=True,
    metavar="FILE",
    help="Your organisation's rules file; what is learnt is inserted there.",
)
@click.option("-y", "--yes", is_flag=True, help="Write without asking.")
@how_options
def learn(
    report: Path,
    files: tuple[Path, ...],
    rules: Path,
    yes: bool,
    how: How,
) -> None:
    """Turn the corrections made in REPORT into rules, and insert them into the rules file.

    Corrections are what you chose in “Correct to” on Entries and “Your quadrant” on Unclassified,
    however the sheets are sorted or filtered since. Each becomes the shortest keyword that
    explains it and changes nothing that is settled, or else a rule for that entry alone. With
    FILES their entries are judged, without them those of the report. You see the edit and what it
    does to the hours before anything is written; all else in the file stays as it is.

    \b
    pmrules rules learn board.xlsx --rules acme.yaml
    pmrules rules learn board.xlsx exports/ --rules acme.yaml --yes
    """
    from pmrules.tuning.change import Change, RulesText
    from pmrules.tuning.lesson import taught
    from pmrules.tuning.telling import lessons

    text = RulesText.read(rules, how.packs)
    taken = taught(report, files, text.rulebook(), how.reading())
    for line in taken.notes:
        say(line)
    for line in lessons(taken.learned, taken.classified.rulebook):
        click.echo(line)
    if not taken.learned.additions:
        return
    change = Change.of(text, taken.learned.additions)
    taken.verify(change.rulebook)
    show(change, taken.classified)
    write_if_wanted(change, yes=yes)
