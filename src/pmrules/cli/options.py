"""Options that several commands share, and what they are gathered into."""

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from pmrules.cli.progress import Progress
from pmrules.errors import Problem
from pmrules.model import is_month, is_week
from pmrules.wording.language import codes

if TYPE_CHECKING:
    from pmrules.pipeline import Reading
    from pmrules.registry.offers import Plugins
    from pmrules.rules.rulebook import Rulebook

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path, readable=False)
"""A file; whether it can be read is found by reading it, which says how to mend it."""


class _Exports(click.Path):
    """A file or folder, or the address of one elsewhere, such as `s3://bucket/exports/`."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """Leave an address as it is written: as a path it would lose a slash."""
        return value if "://" in str(value) else super().convert(value, param, ctx)


DAY = click.DateTime(formats=["%Y-%m-%d"])

rules_option = click.option(
    "-r",
    "--rules",
    type=PATH,
    metavar="FILE",
    help="Your organisation's rules file. Without it the default pack judges alone.",
)
plugin_option = click.option(
    "--plugin",
    "plugins",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="A Python file with an importer of your own. It runs as code: name only what you trust.",
)
importer_option = click.option(
    "--importer",
    default="",
    metavar="NAME",
    help="Read every file with this importer instead of asking all.",
)
date_order_option = click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy", "ymd"]),
    help="Order of day and month where a file cannot prove it.",
)
person_option = click.option(
    "--person",
    default="",
    metavar="NAME",
    help="Whose entries they are where a file does not say.",
)
person_from_option = click.option(
    "--person-from",
    type=click.Choice(["sheet", "rows", "columns"]),
    help="What names the people where nothing is called so: sheets, or a grid's rows or columns.",
)


def _month(_context: click.Context, _option: click.Parameter, text: str) -> str:
    if text and not is_month(text):
        raise click.BadParameter("a month reads 2026-09, a year alone 2026.")
    return text


def _week(_context: click.Context, _option: click.Parameter, text: str) -> str:
    if text and not is_week(text):
        raise click.BadParameter("a week reads 2026-W37, or is one of its days: 2026-09-07.")
    return text


month_option = click.option(
    "--month",
    default="",
    metavar="MONTH",
    callback=_month,
    help="Month of a grid that does not say it, 2026-09; or 2026 where only the year is missing.",
)
week_option = click.option(
    "--week",
    default="",
    metavar="WEEK",
    callback=_week,
    help="Week of a grid of weekdays that does not say it, 2026-W37 or 2026-09-07.",
)
language_option = click.option(
    "--language",
    type=click.Choice(codes()),
    help="Language of the report's own words. Without it the rules file's, else English.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")

_HOW = (
    importer_option,
    date_order_option,
    person_option,
    person_from_option,
    month_option,
    week_option,
    plugin_option,
)
_READING = (
    click.argument("files", nargs=-1, required=True, type=_Exports(path_type=Path, readable=False)),
    rules_option,
    click.option(
        "--overlap",
        type=click.Choice(["replace", "keep", "error"]),
        default="replace",
        show_default=True,
        help="Days that two files cover: take the file that reaches further, keep both, or refuse.",
    ),
    click.option("--from", "start", type=DAY, metavar="DATE", help="First day, 2026-09-01."),
    click.option("--to", "end", type=DAY, metavar="DATE", help="Last day, included."),
    quiet_option,
)


class How(Struct, frozen=True, dict=True):
    """How files are to be read, as far as the command line says, and what plugins offer."""

    plugins: tuple[Path, ...]
    said: Mapping[str, str]
    """Fields of `pipeline.Reading`; empty where nothing is said."""

    @functools.cached_property
    def found(self) -> "Plugins":
        """What plugins offer, looked for when it is first asked for."""
        return offered(self.plugins)

    @functools.cached_property
    def packs(self) -> Mapping[str, Path]:
        """What a rules file may extend, by name; a file that extends nothing loads no plugin."""
        return _Packs(self)

    def reading(self, **more: Any) -> "Reading":
        """Return the same as reading wants it. Loads pandas: from here on files are read."""
        from pmrules.pipeline import Reading

        return Reading(**{**self.said, "importers": self.found.importers, **more})


class _Packs(Mapping[str, Path]):
    """The rule packs that plugins offer, by name."""

    def __init__(self, how: How) -> None:
        self._how = how

    @functools.cached_property
    def _paths(self) -> dict[str, Path]:
        return {pack.name: pack.path for pack in self._how.found.packs}

    def __getitem__(self, name: str) -> Path:
        return self._paths[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def how_options(command: Command) -> Command:
    """Add the options of how files are read to a command and hand them over gathered, as `how`."""
    names = ("importer", "date_order", "person", "person_from", "month", "week")

    @functools.wraps(command)
    def gathered(*context: click.Context, plugins: tuple[Path, ...], **options: Any) -> Any:
        said = {name: options.pop(name) or "" for name in names}
        how = How(plugins, said)
        if plugins:
            _ = how.found  # what was named must work, whether it is needed or not
        return command(*context, how=how, **options)

    made: Command = _with(gathered, _HOW)
    return made


def _with(command: Any, options: Sequence[Callable[[Any], Any]]) -> Any:
    for option in reversed(options):
        command = option(command)
    return command


class Asked(Struct, frozen=True):
    """What the command line asks of every command that reads files."""

    files: tuple[Path | str, ...]
    rulebook: "Rulebook"
    start: dt.date | None
    end: dt.date | None
    quiet: bool
    reading: "Reading"
    rules: Path | None
    """The rules file as named; None: the default pack judges."""
    packs: Mapping[str, Path]
    """What a rules file may extend, by name."""


def reading_options(command: Command) -> Command:
    """Add the options of reading to a command and hand them over gathered, as `asked`."""

    @functools.wraps(command)
    def gathered(**options: Any) -> Any:
        names = ("how", "files", "rules", "overlap", "start", "end", "quiet")
        asked = _gather(**{name: options.pop(name) for name in names})
        return command(asked=asked, **options)

    made: Command = _with(how_options(gathered), _READING)
    return made


def _gather(
    *,
    how: How,
    files: tuple[Path | str, ...],
    rules: Path | None,
    overlap: str,
    start: dt.datetime | None,
    end: dt.datetime | None,
    quiet: bool,
) -> Asked:
    if start and end and start > end:
        raise click.BadParameter(f"{start:%Y-%m-%d} is after {end:%Y-%m-%d}.", param_hint="--from")
    from pmrules.rules.load import load_rules

    return Asked(
        files=files,
        rulebook=load_rules(rules, packs=how.packs),
        start=start.date() if start else None,
        end=end.date() if end else None,
        quiet=quiet,
        reading=how.reading(
            overlap=overlap,
            progress=None if quiet else Progress(),
            told=None if quiet else say,
        ),
        rules=rules,
        packs=how.packs,
    )


def offered(plugins: tuple[Path, ...] = ()) -> "Plugins":
    """Find what plugins offer; broken ones are named on stderr and left out."""
    from pmrules.registry.load import load

    found = load(plugins)
    for problem in found.broken:
        say(problem)
    return found


def say(words: Problem | str) -> None:
    """Tell a person something beside the data, on stderr."""
    click.echo(words if isinstance(words, str) else words.with_code, err=True)
