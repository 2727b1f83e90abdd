"""The workbook: nine sheets of content drawn, saved whole, and never over a stranger's file."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName

from pmrules.analysis.model import Analysis
from pmrules.errors import OutputError, Place, Problem
from pmrules.ingest.files.own import CREATOR, is_report
from pmrules.report.content import about, entries
from pmrules.report.content import live as names
from pmrules.report.content.activities import activities
from pmrules.report.content.flags import flags
from pmrules.report.content.kinds import Sheet
from pmrules.report.content.people import people
from pmrules.report.content.rules import rules
from pmrules.report.content.summary import summary
from pmrules.report.content.trend import trend
from pmrules.report.content.unclassified import unclassified
from pmrules.report.drawing import package
from pmrules.report.drawing.canvas import Canvas, Placed
from pmrules.report.drawing.cells import default_font
from pmrules.report.drawing.charts import draw_chart
from pmrules.report.drawing.safe import clean
from pmrules.report.drawing.sheets import draw_sheet, footer_text, long_parts
from pmrules.report.drawing.styles import Styles
from pmrules.report.drawing.tables import CHOICES
from pmrules.version import __version__
from pmrules.wording.catalogue import say
from pmrules.wording.dates import period
from pmrules.wording.language import speaking
from pmrules.writing.atomic import replacing

_NO_DAY = dt.date(2000, 1, 1)


def write(
    analysis: Analysis,
    path: Path,
    *,
    force: bool = False,
    title: str = "",
    formulas: bool = True,
    listed: bool = True,
    made_with: about.Options = (),
) -> Path:
    """Write the report and return where it stands.

    Totals are formulas over the entries, with their results stored, unless `formulas` is false,
    there are too many entries, or these are not `listed` on a sheet of their own, as where they
    were not kept. `made_with` are the options that About names. An existing file is replaced only
    if pmrules wrote it, or with `force`; any failure leaves it as it was. Raises `OutputError` for
    what the user can mend.
    """
    path = Path(path)
    if not force:
        _refuse_strangers(path)
    listed = listed and analysis.classified is not None
    live = formulas and listed and 0 < analysis.whole.entries <= names.LIMIT
    made = dt.datetime.combine(analysis.period.last if analysis.period else _NO_DAY, dt.time())
    with speaking(analysis.rulebook.language):
        contents = [*sheets(analysis, title, live=live, listed=listed, made_with=made_with)]
        workbook, late = draw(contents, analysis, title, live=live)
        workbook.properties = _properties(contents[0].title, title, made)
    raw = package.saved(workbook)
    with replacing(path) as target:
        package.finish(raw, target, made, late)
    return path


def sheets(
    analysis: Analysis,
    title: str = "",
    *,
    live: bool = False,
    listed: bool = True,
    made_with: about.Options = (),
) -> Iterator[Sheet]:
    """Yield the sheets as plain content, in order: nine, or without the one of entries."""
    yield summary(analysis, title)
    yield people(analysis)
    yield trend(analysis)
    yield flags(analysis)
    yield activities(analysis)
    yield unclassified(analysis)
    if listed:
        yield entries.entries(analysis, live=live)
    yield rules(analysis)
    yield about.about(analysis, live=live, made_with=made_with)


def draw(
    contents: Sequence[Sheet], analysis: Analysis, title: str = "", *, live: bool = False
) -> tuple[Workbook, package.Late]:
    """Draw sheets into a new workbook; return it with what is put in on saving."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    default_font(workbook)
    span = period(analysis.period.first, analysis.period.last) if analysis.period else ""
    footer = footer_text(title, span)
    drawing = _Drawing(workbook, live=live)
    for sheet in contents:
        for number, rows in enumerate(long_parts(sheet), start=1):
            name = sheet.name if number == 1 else f"{sheet.name} {number}"
            draw_sheet(drawing.canvas(sheet, name), sheet, footer, rows if rows else None)
    drawing.draw_charts()
    drawing.name_choices(len(entries.corrections(analysis.rulebook)))
    drawing.name_ranges()
    return workbook, drawing.late


class _Drawing:
    """What all sheets of one workbook share: styles, and where tables stand."""

    def __init__(self, workbook: Workbook, *, live: bool) -> None:
        self._workbook = workbook
        self._live = live
        self._placed: dict[str, Placed] = {}
        self._canvases: list[Canvas] = []
        self._styles: Styles | None = None

    def canvas(self, sheet: Sheet, name: str) -> Canvas:
        worksheet = self._workbook.create_sheet(name)
        self._styles = self._styles or Styles(worksheet)
        canvas = Canvas(worksheet, self._styles, sheet.widths, self._placed, [], live=self._live)
        self._canvases.append(canvas)
        return self._canvases[-1]

    def draw_charts(self) -> None:
        for canvas in self._canvases:
            for chart, row in canvas.waiting:
                draw_chart(canvas, chart, row)

    @property
    def late(self) -> package.Late:
        sheets = enumerate(self._canvases, start=1)
        rows = {number: canvas.spliced for number, canvas in sheets if canvas.spliced}
        results = {number: canvas.results for number, canvas in enumerate(self._canvases, start=1)}
        charts = [[chart for chart, _ in canvas.waiting] for canvas in self._canvases]
        said = [[each.says for each in sheet] for sheet in charts if sheet]
        return package.Late(rows, said, results)

    def name_choices(self, count: int) -> None:
        """Name the labels on About, from which the drop-downs read."""
        placed = self._placed[about.CHOICES]
        column = get_column_letter(placed.column)
        first, last = placed.header + 1, placed.header + count
        self._name(CHOICES, placed.sheet, f"${column}${first}:${column}${last}")
        if self._live:
            for row, place in enumerate(names.CODES, start=first):
                self._name(names.label(place), placed.sheet, f"${column}${row}")

    def name_ranges(self) -> None:
        """Name the cells of which formulas speak, and by which a saved report is read again."""
        for canvas in self._canvases:
            for name, cells in canvas.ranges.items():
                self._name(name, canvas.sheet.title, cells)

    def _name(self, name: str, sheet: str, cells: str) -> None:
        reference = f"{quote_sheetname(sheet)}!{cells}"
        self._workbook.defined_names[name] = DefinedName(name, attr_text=reference)


def _properties(headline: str, title: str, made: dt.datetime) -> DocumentProperties:
    return DocumentProperties(
        creator=f"{CREATOR} {__version__}",
        title=clean(" ".join(title.split())[:200]) or say("report"),
        subject=clean(headline)[:200],
        keywords="pmrules",
        created=made,
        modified=made,
    )


def _refuse_strangers(path: Path) -> None:
    try:
        if not path.is_file():
            return
        with path.open("rb") as file:
            if is_report(file):
                return
    except OSError:
        return  # Saving will say what is wrong with it.
    raise OutputError(
        Problem(
            "output-not-ours",
            "The file is there already, and pmrules did not write it.",
            "Choose another name with -o, or add --force to replace it.",
            Place(str(path)),
        )
    )
