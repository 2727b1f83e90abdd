"""`pmrules rules init`: an organisation's rules file, begun from its own exports."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmrules.cli.options import PATH, How, how_options, say
from pmrules.visible import visible

if TYPE_CHECKING:
    from pmrules.pipeline import Reading
    from pmrules.tuning.beginning import Seen


@click.command()
@click.argument("files", nargs=-1, type=PATH)
@click.option(
    "-o",
    "--output",
    type=PATH,
    default=Path("rules.yaml"),
    show_default=True,
    help="Where the rules file goes; the schema for editors goes beside it.",
)
@click.option("--force", is_flag=True, help="Replace files that are there.")
@how_options
def init(
    files: tuple[Path, ...],
    output: Path,
    force: bool,
    how: How,
) -> None:
    """Begin a rules file from your own exports: ten minutes of questions to answer.

    It holds, as comments to take in, the clients found (which are customers, which are
    ourselves?), the commonest words without a place, labels and limits, and the people found with
    room for team and capacity. It can be used as it is. Without FILES it is a skeleton.

    \b
    pmrules rules init exports/ -o acme.yaml
    pmrules rules suggest exports/ --rules acme.yaml     the next step
    """
    from pmrules.cli.rules.fresh import refuse_existing
    from pmrules.rules.load import load_rules
    from pmrules.tuning.beginning import Seen, beginning
    from pmrules.tuning.schema import FILE_NAME, schema
    from pmrules.writing.atomic import replacing

    beside = output.parent / FILE_NAME
    refuse_existing(output, force=force)
    drawn = (json.dumps(schema(), ensure_ascii=False, indent=2) + "\n").encode()
    if not _is_ours(beside):
        refuse_existing(beside, force=force)
    seen = _seen(files, how.reading()) if files else Seen()
    data = beginning(seen, load_rules(packs=how.packs).limits).encode()
    load_rules(output, packs=how.packs, data=data)
    for path, content in ((output, data), (beside, drawn)):
        with replacing(path) as file:
            file.write(content)
    _next(output, files)


def _seen(files: tuple[Path, ...], reading: "Reading") -> "Seen":
    from pmrules import pipeline
    from pmrules.tuning.observed import observed

    return observed(pipeline.analyze(files, reading=reading))


def _is_ours(path: Path) -> bool:
    """Whether a schema of ours stands there, which a newer one may replace."""
    from pmrules.tuning.schema import TITLE

    try:
        return f'"title": "{TITLE}"'.encode() in path.read_bytes()[:300]
    except OSError:
        return False


def _next(output: Path, files: tuple[Path, ...]) -> None:
    name = visible(str(output))
    exports = " ".join(visible(str(path)) for path in files) or "EXPORTS"
    say(f"Rules file: {name}. Answer its questions in an editor, then:")
    say(f"  pmrules rules check {name}")
    say(f"  pmrules rules suggest {exports} --rules {name}")
