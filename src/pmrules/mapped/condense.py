"""Files to totals, whichever engine does the work."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pmrules.analysis.totals import Totals
from pmrules.ingest.files.addresses import expanded, is_remote
from pmrules.ingest.files.paths import told_apart
from pmrules.ingest.intake import Accounting
from pmrules.ingest.period import within
from pmrules.ingest.read import read
from pmrules.mapped.choice import DASK, MEMORY, chosen
from pmrules.mapped.engine import Engine, InProcess, Progress, Told
from pmrules.mapped.job import Job, Source
from pmrules.rules.classify import classify
from pmrules.rules.teams import of_teams
from pmrules.rules.verdict import Classified


class Condensed(Struct, frozen=True):
    """What a set of files comes to."""

    totals: Totals
    accounting: Accounting
    classified: Classified | None = None
    """Every entry, where all were held at once."""


def sources_of(paths: Iterable[Path | str]) -> tuple[Source, ...]:
    """Return the files that paths and addresses name, folders replaced by the exports in them."""
    addresses = expanded(paths)
    named = enumerate(zip(addresses, told_apart(addresses), strict=True))
    return tuple(Source(number, *each) for number, each in named)


def condense(
    sources: Sequence[Source],
    job: Job,
    *,
    engine: str,
    listed: bool,
    scheduler: str = "",
    progress: Progress | None = None,
    told: Told | None = None,
) -> Condensed:
    """Read files, judge their entries and sum them; `listed` keeps every entry as well.

    `progress` and `told` are for a person who waits.
    """
    name = chosen(engine, sources, listed=listed, scheduler=scheduler)
    if name == MEMORY:
        return _at_once(sources, job, progress)
    from pmrules.mapped.run import run  # a month of a team never needs it

    with _engine(name, job, scheduler, progress) as mapping:
        return Condensed(*run(list(map(_found_anywhere, sources)), job, mapping, told))


def _found_anywhere(source: Source) -> Source:
    """Workers have folders of their own, from which a relative path leads elsewhere."""
    if is_remote(source.address):
        return source
    return replace(source, address=str(Path(source.address).absolute()))


@contextmanager
def _engine(name: str, job: Job, scheduler: str, progress: Progress | None) -> Iterator[Engine]:
    if name != DASK:
        yield InProcess(progress)
        return
    from pmrules.mapped.cluster import on_dask

    with on_dask(scheduler, job.importers, progress) as cluster:
        yield cluster


def _at_once(sources: Sequence[Source], job: Job, progress: Progress | None) -> Condensed:
    """Hold every entry: what lists them needs all, and small files are done sooner so."""
    read_in = read(
        [each.address for each in sources],
        job.importers,
        wanted=job.wanted,
        options=job.options,
        overlap=job.overlap,
        aliases=job.rulebook.aliases,
        progress=progress,
    )
    intake = of_teams(within(read_in, job.start, job.end), job.rulebook, job.teams)
    classified = classify(intake.entries, job.rulebook)
    return Condensed(Totals.of(classified), intake.accounting, classified)
