"""About: where the numbers come from, what the words mean, and how to correct them."""

from collections import Counter
from collections.abc import Sequence

from pmrules.analysis.model import Analysis
from pmrules.model import FileAccount, Overlap, Quadrant, Rejected
from pmrules.report import theme
from pmrules.report.content import marks
from pmrules.report.content.entries import corrections
from pmrules.report.content.kinds import Cell, Column, Heading, Part, Sheet, Space, Table
from pmrules.report.content.names import file_name
from pmrules.version import __version__
from pmrules.wording.catalogue import say, texts, translated
from pmrules.wording.dates import period
from pmrules.wording.numbers import count, hours
from pmrules.wording.phrases import shortened

CHOICES = "Choices"
"""The table from which the drop-downs read."""
REJECTED_SHOWN = 50
_ONE_PAGE = 20
"""So many rows of accounting have a page to themselves; more run on into the definitions."""
Options = Sequence[tuple[str, str]]
_WIDTHS = (36.0, 20.0, 12.0, 12.0, 12.0, 12.0, 12.0, 70.0)


def about(analysis: Analysis, *, live: bool = False, made_with: Options = ()) -> Sheet:
    """Return the sheet of accounting and definitions.

    `made_with` are options as they stood on the command line, without those of input and output.
    """
    sections = (
        ("about.files", _files(analysis)),
        ("about.skipped", _skipped(analysis)),
        ("about.rejected", _rejected(analysis)),
        ("about.overlaps", _overlaps(analysis)),
        ("about.notices", _notices(analysis)),
        ("about.rules", _rules(analysis)),
        ("about.made-with", _made_with(analysis, made_with)),
        ("about.choices", _choices(analysis)),
        ("about.words", _words("define.", "word", "meaning")),
        ("about.correct", _words("correct.", "where", "how")),
    )
    parts: list[Part] = []
    for heading, table in sections:
        if table.rows:
            new_page = heading == "about.choices" and _rows(parts) <= _ONE_PAGE
            parts += [Heading(say(heading), new_page=new_page), table, Space()]
    return Sheet(
        name=say("sheet.about"),
        title=title(analysis),
        lines=(
            _made(analysis),
            say("about.private"),
            say("about.live" if live else "about.values"),
        ),
        parts=tuple(parts),
        widths=_WIDTHS,
    )


def _rows(parts: Sequence[Part]) -> int:
    return sum(len(part.rows) for part in parts if isinstance(part, Table))


def title(analysis: Analysis) -> str:
    """Return what became of the records that were read."""
    files = analysis.files
    records = sum(file.records for file in files)
    if not records:
        return say("about.empty")
    return say(
        "about.title",
        records=records,
        entries=sum(file.entries for file in files),
        skipped=sum(len(file.skipped) for file in files),
        rejected=sum(len(file.rejected) for file in files),
    )


def _made(analysis: Analysis) -> str:
    if analysis.period is None:
        return say("about.made", version=__version__)
    span = period(analysis.period.first, analysis.period.last)
    return say("about.made-for", version=__version__, period=span)


def _row(*values: str | int | float | None) -> tuple[Cell, ...]:
    return tuple(Cell(value) for value in values)


def _files(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.source"), tone="strong", wrap=True, range=marks.FILE_NAME),
        Column(say("column.importer"), tone="muted"),
        Column(say("column.records"), "count"),
        Column(say("column.entries"), "count"),
        Column(say("column.skipped"), "count"),
        Column(say("column.rejected"), "count"),
        Column(say("column.hours"), "hours"),
        Column(say("column.sha256"), tone="faint", range=marks.FILE_HASH),
    )
    rows = tuple(_file(file) for file in analysis.files)
    total = _total(analysis.files)
    many = len(rows) > 1
    return Table("FilesTable", columns, (*rows, total) if many else rows, totals=int(many))


def _total(files: tuple[FileAccount, ...]) -> tuple[Cell, ...]:
    return _row(
        say("about.all-files"),
        "",
        sum(file.records for file in files),
        sum(file.entries for file in files),
        sum(len(file.skipped) for file in files),
        sum(len(file.rejected) for file in files),
        sum(file.seconds for file in files) / 3600,
        "",
    )


def _file(file: FileAccount) -> tuple[Cell, ...]:
    rejected = len(file.rejected)
    return (
        *_row(file.file, file.importer, file.records, file.entries, len(file.skipped)),
        Cell(rejected, tone="alarm" if rejected else ""),
        *_row(file.seconds / 3600, file.sha256),
    )


def _skipped(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.source")),
        Column(" "),
        Column(say("column.skipped"), "count"),
        Column(say("column.reason"), flows=True),
    )
    rows = tuple(
        _row(file.file, "", number, translated("skipped.", reason))
        for file in analysis.files
        for reason, number in Counter(each.reason for each in file.skipped).most_common()
    )
    return Table("SkippedTable", columns, rows)


def _rejected(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.source")),
        Column(say("column.sheet"), tone="muted"),
        Column(say("column.row"), "count"),
        Column(say("column.column")),
        Column(" "),
        Column(say("column.value")),
        Column("  "),
        Column(say("column.expected")),
    )
    every = [(file, each) for file in analysis.files for each in file.rejected]
    rows = [_refused(file, each) for file, each in every[:REJECTED_SHOWN]]
    if more := len(every[REJECTED_SHOWN:]):
        rows.append(_row(say("about.more", more=more)))
    return Table("RejectedTable", columns, tuple(rows))


def _refused(file: FileAccount, each: Rejected) -> tuple[Cell, ...]:
    value = shortened(each.value, 26)
    column = shortened(each.column, 26)
    return _row(file.file, each.sheet, each.row, column, "", value, "", each.expected)


def _overlaps(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.person"), tone="strong"),
        Column(say("column.overlap"), flows=True),
    )
    rows = tuple(_row(each.person, _overlap(each)) for each in analysis.overlaps)
    return Table("OverlapsTable", columns, rows)


def _overlap(each: Overlap) -> str:
    return say(
        f"overlap.{each.kind}",
        span=period(each.first, each.last),
        days=each.days,
        kept=each.kept_file,
        other=each.other_file,
        rows=each.rows,
        hours=hours(each.seconds, 1),
    )


def _notices(analysis: Analysis) -> Table:
    columns = (Column(say("column.code"), tone="muted"), Column(say("column.what"), flows=True))
    notices = [*analysis.notices]
    notices += [each for file in analysis.files for each in file.notices]
    rows = [
        _row(each.code, " ".join(str(each).replace("→", " ").split()))
        for each in dict.fromkeys(notices)
    ]
    said = any(each.code == "long-text" for each in notices)
    if not said and (cut := analysis.totals.cut):
        rows.append(_row("text-cut", say("about.cut", cells=cut, number=count(cut))))
    return Table("NoticesTable", columns, tuple(rows))


def _rules(analysis: Analysis) -> Table:
    columns = (
        Column(say("column.rules-file"), tone="strong", range=marks.RULES_NAME),
        Column(say("column.sha256"), tone="faint", flows=True, range=marks.RULES_HASH),
    )
    rows = tuple(_row(file_name(each.name), each.sha256) for each in analysis.rulebook.sources)
    return Table("SourcesTable", columns, rows)


def _made_with(analysis: Analysis, options: Options) -> Table:
    columns = (
        Column(say("column.option"), tone="strong", range=marks.OPTION),
        Column(say("column.value"), range=marks.OPTION_VALUE),
    )
    span = analysis.period
    days = ((marks.FIRST_DAY, str(span.first)), (marks.LAST_DAY, str(span.last))) if span else ()
    rows = ((marks.VERSION, __version__), *days, *options)
    return Table("MadeWithTable", columns, tuple(_row(*row) for row in rows))


def _choices(analysis: Analysis) -> Table:
    columns = (Column(say("column.label"), wrap=True), Column(say("column.sign"), flows=True))
    places = (*(quadrant.value for quadrant in Quadrant), "outside")
    rows = tuple(
        (
            Cell(label, tone=f"fill-{place}"),
            Cell(f"{theme.SWATCHES[place].glyph}  {say(f'says.{place}')}", tone="muted"),
        )
        for label, place in zip(corrections(analysis.rulebook), places, strict=True)
    )
    return Table(CHOICES, columns, rows)


def _words(prefix: str, name: str, says: str) -> Table:
    columns = (
        Column(say(f"column.{name}"), tone="strong"),
        Column(say(f"column.{says}"), flows=True),
    )
    rows = tuple(_row(*text.split(": ", 1)) for text in texts(prefix).values())
    return Table(f"{prefix.strip('.').title()}Table", columns, rows)
