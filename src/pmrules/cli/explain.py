"""`pmrules explain`: why an entry stands where it stands, and what nearly decided."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmrules.cli.options import PATH, How, how_options, rules_option
from pmrules.errors import InputError, Problem

if TYPE_CHECKING:
    from pmrules.rules.explaining.entry import Judged
    from pmrules.rules.rulebook import Rulebook
    from pmrules.tuning.lookup import Found


@click.command()
@click.argument("what", metavar="TEXT|FILE:ROW|ID")
@click.argument("files", nargs=-1, type=PATH)
@rules_option
@click.option("--why-not", "rule", default="", metavar="RULE", help="Why not this rule?")
@click.option("--client", default="", help="The entry's client, with a TEXT.")
@click.option("--project", default="", help="The entry's project, with a TEXT.")
@click.option("--task", default="", help="The entry's task, with a TEXT.")
@click.option("--tags", default="", help="The entry's tags, separated by a comma and a blank.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON, a line an entry.")
@how_options
def explain(
    what: str,
    files: tuple[Path, ...],
    rules: Path | None,
    rule: str,
    as_json: bool,
    how: How,
    **typed: str,
) -> None:
    """Say how an entry is judged, and why: who decided, who lost and why, what came near.

    The entry is a TEXT, a row of a file (FILE:ROW, or FILE:SHEET:ROW), or the Id of a report's
    Entries sheet with the FILES that the report was made from.

    \b
    pmrules explain "roadmap review with Globex" --rules acme.yaml
    pmrules explain "weekly sync" --client Globex --project Support
    pmrules explain september.csv:12 --rules acme.yaml
    pmrules explain 0f3a9c21b7de exports/ --rules acme.yaml
    pmrules explain "demo for all" --why-not "Sales calls"
    """
    from pmrules.rules.explaining.entry import Judged
    from pmrules.rules.load import load_rules

    rulebook = load_rules(rules, packs=how.packs)
    found = _found(what, files, rulebook, how)
    texts = {**typed, "description": what, "person": how.said["person"]}
    for number, entry in enumerate(found or [None]):
        judged = Judged.of(entry.texts if entry else texts, rulebook)
        if as_json:
            click.echo(json.dumps(_record(entry, judged, rule), ensure_ascii=False))
        else:
            click.echo("\n".join((*[""][: bool(number)], *_lines(entry, judged, rule))))


def _found(
    what: str,
    files: tuple[Path, ...],
    rulebook: "Rulebook",
    how: How,
) -> "list[Found]":
    """Look an entry up in its files; a text needs none."""
    from pmrules.tuning.address import address, is_id

    where = None if files else address(what)
    if where is None and not files and not is_id(what):
        return []
    if is_id(what) and not files:
        said = "This looks like the Id of a report's entry."
        mend = f"Name the files that the report was made from: pmrules explain {what} exports/"
        raise InputError(Problem("files-missing", said, mend))
    if files and not is_id(what):
        message = "With FILES, what to explain is the Id of an entry: 12 signs, 0 to 9 and a to f."
        raise click.UsageError(message)
    from pmrules.tuning.lookup import by_id, by_row

    reading = how.reading()
    return by_row(where, rulebook, reading) if where else by_id(what, files, rulebook, reading)


def _lines(entry: "Found | None", judged: "Judged", rule: str) -> Iterator[str]:
    from pmrules.rules.explaining.lines import explained, texts_told
    from pmrules.rules.explaining.why_not import why_not
    from pmrules.rules.explaining.wording import brackets, named

    if entry:
        yield str(entry)
        yield from texts_told(entry.texts)
        yield ""
    if rule:
        told = why_not(rule, judged)
        yield f"{named(told.tried.rule)}: {told.what}"
        yield from (f"  → {hint}" for hint in told.hints)
    else:
        yield from explained(judged, _bold if _terminal() else brackets)


def _terminal() -> bool:
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _bold(words: str) -> str:
    return click.style(words, bold=True)


def _record(entry: "Found | None", judged: "Judged", rule: str) -> dict[str, Any]:
    from pmrules.rules.explaining.record import record, why_not_record
    from pmrules.rules.explaining.why_not import why_not

    told = {
        "entry": entry and {"place": str(entry.place), "date": entry.day, "seconds": entry.seconds},
        **record(judged),
    }
    return {**told, "why_not": why_not_record(why_not(rule, judged))} if rule else told
