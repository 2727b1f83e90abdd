"""What a file is that no importer knows, what it lacks to be a table, and how to mend that."""

from collections.abc import Iterable, Sequence

from pmrules.errors import Place, Problem
from pmrules.hookspecs import Importer, Sample
from pmrules.ingest.tables.header import Header, missing, nearest_header, wanted_names
from pmrules.tabular import HEADER_WITHIN, TabularImporter
from pmrules.visible import visible

_SHOWN_NAMES = 12
_KINDS = (
    (("BEGIN:VCALENDAR",), "a calendar (iCalendar)"),
    (("{", "["), "JSON"),
    (("<",), "XML"),
)
_EXPORT = "Export the entries as CSV or Excel, one row an entry below a header"
_ELSE = "an importer that reads this format can be given with --plugin FILE"


def unknown(sample: Sample, importers: Sequence[Importer]) -> Problem:
    """Return the refusal of a file that no importer claims."""
    titles = ", ".join(sorted(importer.title or importer.name for importer in importers))
    looked = f"Looked for: {titles or 'nothing'}."
    nearest = _nearest(sample, importers)
    if nearest:
        what, mend = _lacking(*nearest)
    else:
        what, mend = _seen(sample), f"{_EXPORT}; {_ELSE}."
    return Problem(
        "format-unknown", f"No importer knows this file: {what}. {looked}", mend, Place(sample.name)
    )


def _nearest(
    sample: Sample, importers: Iterable[Importer]
) -> tuple[Header, TabularImporter] | None:
    """Return the likeliest header, with the importer of any table that would read it best."""
    found = [
        (header, importer)
        for importer in importers
        if isinstance(importer, TabularImporter) and not importer.signs
        for sheet in sample.sheets
        if (header := nearest_header(sheet.rows, importer))
    ]
    return max(found, key=lambda each: _likelihood(each[0]), default=None)


def _likelihood(header: Header) -> tuple[int, int]:
    return len(header.columns), sum(map(bool, header.names))


def _lacking(header: Header, importer: TabularImporter) -> tuple[str, str]:
    wanted = [_NEEDED[field] for field in missing(header)]
    lack = " and ".join(wanted) or "what it needs"
    what = (
        f"none of its first {HEADER_WITHIN} rows names {lack}; the likeliest header has the "
        f"columns {_shown(header.names)}"
    )
    columns = ", ".join(f"{field}: YOUR COLUMN" for field in missing(header))
    example = ", ".join(f"“{wanted_names(importer, field)[0]}”" for field in ("date", "duration"))
    mend = f"{_EXPORT} such as {example}"
    if columns:
        mend += f", or say what yours are called: importers: {{{importer.name}: {{columns: "
        mend += f"{{{columns}}}}}}} in the rules file"
    return what, f"{mend}."


_NEEDED = {"date": "a date", "duration": "a duration (or a start and an end)"}


def _seen(sample: Sample) -> str:
    """The widest row of a table, or what a text begins with."""
    rows = [row for sheet in sample.sheets for row in sheet.rows]
    texts = [[cell.strip() for cell in row if isinstance(cell, str)] for row in rows]
    widest = max(texts, key=lambda cells: sum(map(bool, cells)), default=[])
    if any(widest):
        return f"it has the columns {_shown(widest)}"
    text = sample.head.strip()
    for beginnings, kind in _KINDS:
        if text.startswith(beginnings):
            return f"it is {kind}, no table"
    first = text.splitlines()[:1]
    begins = f" and begins with “{visible(first[0], 60)}”" if first else ""
    return f"it is no table with a date and a duration{begins}"


def _shown(names: Sequence[str]) -> str:
    shown = [visible(name, 40) for name in names if name]
    more = ", …" if len(shown) > _SHOWN_NAMES else ""
    return ", ".join(shown[:_SHOWN_NAMES]) + more
