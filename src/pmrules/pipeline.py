"""The whole program, step under step: files in, analysis out."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pandas as pd
from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.model import Analysis
from pmrules.analysis.nameless import nameless
from pmrules.analysis.of import Asked, analyse
from pmrules.analysis.since import Earlier, since
from pmrules.analysis.totals import Totals
from pmrules.hookspecs import Importer
from pmrules.ingest.checked import Checked, check_file
from pmrules.ingest.files.cutting import PIECE
from pmrules.ingest.intake import Accounting, Intake
from pmrules.ingest.period import within
from pmrules.ingest.read import read
from pmrules.mapped.condense import condense, sources_of
from pmrules.mapped.job import Job
from pmrules.model import ImporterOptions
from pmrules.registry.load import load as load_plugins
from pmrules.rules.classify import classify as judge
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Over, Rulebook
from pmrules.rules.spoken import in_language
from pmrules.rules.teams import refuse_unknown
from pmrules.rules.verdict import Classified

Paths = str | Path | Iterable[str | Path]
Rules = Rulebook | str | Path | None
Progress = Callable[[int, int, str], None]
Told = Callable[[str], None]


class Reading(Struct, frozen=True):
    """How files are to be read; the defaults trust nothing but what the files prove."""

    importer: str = ""
    """The one importer to use for every file; empty: the one that claims it."""
    date_order: str = ""
    """`dmy`, `mdy` or `ymd` where a file cannot prove it."""
    person: str = ""
    """Whose entries they are where a file does not say."""
    person_from: str = ""
    """`sheet`, `rows` or `columns`: what names the people where no column is called so."""
    month: str = ""
    """`2026-09`, or `2026`, where a grid of a month's days does not say which."""
    week: str = ""
    """`2026-W37` or `2026-09-07` where a grid of weekdays does not say which."""
    overlap: str = "replace"
    """`replace`, `keep` or `error`."""
    importers: Sequence[Importer] | None = None
    """None: every installed importer."""
    last: dt.date | None = None
    """The last day asked for, for files that have no end of their own."""
    progress: Progress | None = None
    """Called with files done, files in all and the name of the next."""
    told: Told | None = None
    """Called with what a person should know of how files are read."""
    piece: int = PIECE
    """Bytes of text that are read at a time where files are read in pieces."""


def analyze(
    paths: Paths,
    rules: Rules = None,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    teams: Sequence[str] = (),
    by: str = "",
    names: bool = True,
    language: str = "",
    earlier: Earlier | None = None,
    reading: Reading | None = None,
    entries: bool = True,
    engine: str = "auto",
    scheduler: str = "",
) -> Analysis:
    """Read exports, judge every entry and total the hours from `start` to `end` (both included).

    `rules` is a rulebook, a rules file, or None for the default pack. `teams` keeps the entries of
    some teams' people alone; `by` tells time by `week`, `month` or `quarter`, else by what suits
    the period; without `names` people are called P1, P2 ...; `language` is that of fixed texts,
    else the rules file's; `earlier` is a report to compare with. `entries` says whether every one
    is kept, to be listed; `engine` is `auto`, `memory`, `pieces` or `dask`, with equal results, and
    `scheduler` the address of a Dask cluster. Raises `InputError`, `RulesError` or `PluginError`
    for what the user can mend.
    """
    rulebook, how = in_language(_rulebook(rules), language), _until(end, reading)
    refuse_unknown(rulebook, teams)
    condensed = condense(
        sources_of(_several(paths)),
        _job(rulebook, how, start, end, teams),
        engine=engine,
        listed=entries and names,
        scheduler=scheduler,
        progress=how.progress,
        told=how.told,
    )
    return analyze_totals(
        condensed.totals,
        rulebook,
        condensed.accounting,
        asked=(start, end),
        teams=teams,
        by=by,
        names=names,
        earlier=earlier,
        classified=condensed.classified,
    )


def analyze_totals(
    totals: Totals,
    rules: Rules = None,
    accounting: Accounting | None = None,
    *,
    asked: Asked = (None, None),
    teams: Sequence[str] = (),
    by: str = "",
    names: bool = True,
    language: str = "",
    earlier: Earlier | None = None,
    classified: Classified | None = None,
) -> Analysis:
    """Say what totals mean, those of one chunk of judged entries or of many that were merged.

    `rules` must be what judged them; `accounting` is of the files that they come from, `asked` the
    days and `teams` the teams that they were kept for. `classified` holds the entries themselves
    where they are to be listed; with names left out they are not. All else is as with `analyze`.
    """
    rulebook = in_language(_rulebook(rules), language)
    told = accounting or Accounting()
    if not names:
        totals, told, rulebook = nameless(totals, told, rulebook)
    kept = classified if names else None
    over = Over(by) if by else None
    analysis = analyse(totals, told, rulebook, asked=asked, by=over, classified=kept)
    if earlier is None:
        return analysis
    return replace(analysis, since=since(analysis, earlier, named=names, teams=frozenset(teams)))


def classify(
    entries: Paths | pd.DataFrame,
    rules: Rules = None,
    *,
    start: dt.date | None = None,
    end: dt.date | None = None,
    reading: Reading | None = None,
) -> Classified:
    """Judge entries: those of exports from `start` to `end`, or a frame with any entry columns.

    The result's `entries` has a row an entry with its verdict; raises what `analyze` raises.
    """
    rulebook = _rulebook(rules)
    if isinstance(entries, pd.DataFrame):
        return judge(entries, rulebook)
    read_in = within(_read(entries, rulebook, _until(end, reading)), start, end)
    return judge(read_in.entries, rulebook)


def intake(paths: Paths, rules: Rules = None, *, reading: Reading | None = None) -> Intake:
    """Read exports and account for every record; judge nothing."""
    return _read(paths, _rulebook(rules), reading or Reading())


def check(path: Path, rules: Rules = None, *, reading: Reading | None = None) -> Checked:
    """Read one file and say how it was understood; judge nothing. A refusal is in the answer."""
    rulebook, how = _rulebook(rules), reading or Reading()
    importers = _importers(how)
    options = _all_options(rulebook, importers, how)
    return check_file(path, importers, wanted=how.importer, options=options)


def _until(end: dt.date | None, reading: Reading | None) -> Reading:
    how = reading or Reading()
    return replace(how, last=end or how.last)


def _rulebook(rules: Rules) -> Rulebook:
    return rules if isinstance(rules, Rulebook) else load_rules(rules)


def _several(paths: Paths) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)


def _job(
    rulebook: Rulebook,
    how: Reading,
    start: dt.date | None,
    end: dt.date | None,
    teams: Sequence[str],
) -> Job:
    if how.piece < 1:
        raise ValueError(f"a piece has one byte or more, not {how.piece}")
    importers = _importers(how)
    return Job(
        rulebook=rulebook,
        importers=importers,
        options=_all_options(rulebook, importers, how),
        wanted=how.importer,
        overlap=how.overlap,
        start=start,
        end=end,
        teams=tuple(teams),
        piece=how.piece,
    )


def _read(paths: Paths, rulebook: Rulebook, how: Reading) -> Intake:
    importers = _importers(how)
    return read(
        _several(paths),
        importers,
        wanted=how.importer,
        options=_all_options(rulebook, importers, how),
        overlap=how.overlap,
        aliases=rulebook.aliases,
        progress=how.progress,
    )


def _importers(how: Reading) -> tuple[Importer, ...]:
    return load_plugins().importers if how.importers is None else tuple(how.importers)


def _all_options(
    rulebook: Rulebook, importers: Iterable[Importer], how: Reading
) -> dict[str, ImporterOptions]:
    return {each.name: _options(rulebook, each.name, how) for each in importers}


def _options(rulebook: Rulebook, name: str, how: Reading) -> ImporterOptions:
    """What the rules file says of an importer, with the command line's word above it."""
    said = rulebook.importers.get(name, ImporterOptions())
    return replace(
        said,
        date_order=how.date_order or said.date_order,
        person=how.person or said.person,
        person_from=how.person_from or said.person_from,
        month=how.month or said.month,
        week=how.week or said.week,
        last=how.last,
    )
