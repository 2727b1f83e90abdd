"""The saved workbook, read back: nine sheets, exact totals, texts as texts, equal bytes."""

import datetime as dt
import html
import io
import re
import zipfile
from itertools import takewhile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from pmrules.analysis.model import Analysis
from pmrules.errors import OutputError
from pmrules.model import Quadrant
from pmrules.report import workbook
from pmrules.report.content import summary
from pmrules.report.content.kinds import Sentences
from pmrules.report.drawing.tables import CHOICES
from pmrules.report.workbook import write
from pmrules.rules.rulebook import RulesSource
from pmrules.wording.languages.en import TEXTS

SHEETS = [
    "Summary", "People", "Trend", "Flags", "Activities", "Unclassified", "Entries", "Rules",
    "About",
]  # fmt: skip
DIGITS = 1e-14
"""openpyxl writes sixteen digits of a number."""
HOSTILE = (
    '=HYPERLINK("http://evil.example","Admin")', "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1",
    "bell\x07 and \x1b[31mred", "noncharacter \uffff and \ufffe", "literal _x0041_ stays",
    "<b>&amp;</b>", "line\nbreak", "  edges  ", "عربي", "漢字", "😀", "'quoted",
)  # fmt: skip


def _read(path: Path) -> Any:
    return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), rich_text=True, data_only=True)


def _table(book: Any, sheet: str, first_header: str) -> list[dict[str, Any]]:
    """The rows below the first header of that name, up to the first empty one."""
    rows = list(book[sheet].iter_rows(values_only=True))
    at = next(number for number, row in enumerate(rows) if row[0] == first_header)
    names = [str(name) for name in takewhile(bool, rows[at])]
    found = []
    for row in rows[at + 1 :]:
        if row[0] is None and row[1] is None:
            break
        found.append(dict(zip(names, row, strict=False)))
    return found


@pytest.fixture(scope="module")
def path(ordinary: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ordinary report."""
    return write(ordinary, tmp_path_factory.mktemp("report") / "report.xlsx", title="Fernhill")


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    """Return the ordinary report, read back."""
    return _read(path)


def test_nine_sheets_in_order(book: Any) -> None:
    """The sheets are the nine that were promised, in their order."""
    assert book.sheetnames == SHEETS


def test_titles_are_the_findings_of_the_content(book: Any, ordinary: Analysis) -> None:
    """A1 of each sheet holds its computed sentence."""
    titles = [sheet.title for sheet in workbook.sheets(ordinary)]
    assert [str(book[name]["A1"].value) for name in SHEETS] == titles
    assert titles[0] == ordinary.findings[0].headline


def test_formulas_are_ours_alone(path: Path) -> None:
    """No formula holds a text from outside: only functions, names and codes of the report."""
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        found = [html.unescape(each.decode()) for name in sheets
                 for each in re.findall(rb"<f[^>]*>([^<]*)</f>", package.read(name))]  # fmt: skip
    said = TEXTS["summary.corrected"]
    words = {word for each in found for word in re.findall(r"[^\W\d]\w*", each.replace(said, ""))}
    ours = {"DATE", "COUNTIF", "SUM", "SUMIFS", "IF", "IFERROR", "ISERR", "SEARCH", "ABS"}
    codes = {"mc", "mf", "oc", "of", "x", "m", "o", "m_", "o_", "_c", "_f", "__", "_", "c", "f"}
    cells = {word for word in words if re.fullmatch(r"[A-Z]{1,2}\d+", word)}
    named = {word for word in words if word.startswith(("Entry", "Label_"))}
    assert found
    assert words - ours - codes - cells - named == set()


def test_summary_totals_equal_the_analysis(book: Any, ordinary: Analysis) -> None:
    """Hours and shares of the table on Summary are those of the analysis."""
    rows = {str(row["Quadrant"]).strip(): row for row in _table(book, "Summary", "Quadrant")}
    for place in Quadrant:
        amount = ordinary.whole.amounts[place]
        label = ordinary.rulebook.labels[place]
        row = next(row for name, row in rows.items() if name.endswith(label))
        assert row["Hours"] == amount.seconds / 3600
        shown = (row["Share"], row["Low"], row["High"])
        assert shown == pytest.approx((amount.share, amount.low, amount.high), rel=DIGITS)
    assert rows["On the matrix"]["Hours"] == ordinary.whole.on_matrix / 3600
    assert rows["All hours"]["Hours"] == ordinary.whole.seconds / 3600


def test_people_totals_equal_the_analysis(book: Any, ordinary: Analysis) -> None:
    """Everyone is there with their hours, capacity and load."""
    rows = {row["Person"]: row for row in _table(book, "People", "Person")}
    for person in ordinary.people:
        row = rows[person.name]
        assert row["Total"] == person.totals.seconds / 3600
        assert row["Capacity"] == (person.capacity or 0) / 3600
        assert row["Load"] == pytest.approx(person.load, rel=DIGITS)
        assert row["One customer"] == pytest.approx(person.totals.amounts["one"].share, rel=DIGITS)
    assert rows["Everyone"]["Total"] == ordinary.whole.seconds / 3600


def test_months_are_real_dates_with_their_hours(book: Any, ordinary: Analysis) -> None:
    """Trend names months by dates and has their hours."""
    rows = _table(book, "Trend", "Month")
    for month, row in zip(ordinary.months, rows, strict=False):
        assert row["Month"] == dt.datetime.fromisoformat(f"{month.key}-01")
        assert row["Total"] == month.seconds / 3600


def test_every_entry_is_there_with_its_verdict(book: Any, ordinary: Analysis) -> None:
    """Entries hold the exact hours of the analysis, per verdict as a whole."""
    rows = _table(book, "Entries", "Date")
    assert len(rows) == ordinary.whole.entries
    assert sum(round(row["Hours"] * 3600) for row in rows) == ordinary.whole.seconds
    for place in Quadrant:
        label = ordinary.rulebook.labels[place]
        hours = sum(row["Hours"] for row in rows if row["Counts as"] == label)
        assert round(hours * 3600) == ordinary.whole.seconds_of(place)
    assert [row["Date"] for row in rows] == sorted(row["Date"] for row in rows)


def test_every_flag_is_there(book: Any, ordinary: Analysis) -> None:
    """Flags hold a row a flag, in order, with its measure."""
    rows = _table(book, "Flags", "Certainty")
    assert len(rows) == len(ordinary.flags)
    for row, flag in zip(rows, ordinary.flags, strict=True):
        scale = 3600 if flag.kind == "capacity" else 1
        assert flag.certainty in row["Certainty"]
        assert row["Measured"] == pytest.approx(flag.value / scale, rel=DIGITS)
        assert row["Hours at stake"] == flag.at_stake / 3600


def test_records_add_up_on_about(book: Any) -> None:
    """Records are entries, skipped and rejected ones."""
    row = _table(book, "About", "File")[0]
    assert row["Records"] == row["Entries"] + row["Skipped"] + row["Rejected"] == 531
    assert row["SHA-256"] == "9c1d" * 16


def test_tables_have_unique_headers_and_names(book: Any) -> None:
    """Real tables have unique names, and headers that equal their cells."""
    names = [table.displayName for sheet in book for table in sheet.tables.values()]
    assert len(names) == len(set(names)) == 5
    for sheet in book:
        for table in sheet.tables.values():
            header = [str(cell.value) for cell in sheet[table.ref][0]]
            assert header == table.column_names
            assert len(set(header)) == len(header)
        assert not sheet.merged_cells.ranges


def test_corrections_are_offered_by_drop_down(book: Any, ordinary: Analysis) -> None:
    """The drop-downs offer the organisation's labels and Outside."""
    sheet, _, cells = book.defined_names[CHOICES].attr_text.partition("!")
    offered = [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]
    assert offered == [*(ordinary.rulebook.labels[place] for place in Quadrant), "Outside"]
    for name, column in (("Entries", "Correct to ▼"), ("Unclassified", "Your quadrant ▼")):
        (validation,) = book[name].data_validations.dataValidation
        header = next(cell for row in book[name].iter_rows(max_row=8) for cell in row
                      if cell.value == column)  # fmt: skip
        assert validation.formula1 == CHOICES
        assert f"{header.column_letter}{header.row + 1}" in validation.sqref


def test_sheets_are_set_up_to_be_read_and_printed(book: Any) -> None:
    """Every sheet prints as A4 landscape, one page wide, without gridlines, with a footer."""
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert not sheet.sheet_view.showGridLines
        assert sheet.oddFooter.left.text == "Fernhill · Jul – Sep 2026"
    for name in ("Summary", "People", "Trend"):
        assert book[name].page_setup.fitToHeight == 1
    for name in ("Flags", "Entries", "Rules"):
        assert book[name].print_title_rows
        assert book[name].freeze_panes


def test_charts_are_native(book: Any) -> None:
    """Summary and Trend have two charts each, People one."""
    with_charts = {sheet.title: len(sheet._charts) for sheet in book if sheet._charts}
    assert with_charts == {"Summary": 2, "People": 1, "Trend": 2}


def test_charts_are_told_to_people_who_cannot_see_them(path: Path, ordinary: Analysis) -> None:
    """Every chart has its alternative text, in the order of the charts."""
    with zipfile.ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if "drawings/drawing" in name)
        parts = [package.read(name).decode() for name in names if name.endswith(".xml")]
    found = [re.findall(r'name="Chart \d" descr="([^"]+)"', part) for part in parts]
    assert found == [
        [TEXTS["chart.limits"], TEXTS["chart.month.share"]],
        [TEXTS["chart.people"]],
        [TEXTS["chart.month.hours"], TEXTS["chart.month.share"]],
    ]


def test_parts_of_texts_have_their_looks_in_the_order_of_the_schema(path: Path) -> None:
    """Runs begin with bold, size and colour, and end with the font."""
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    looks = [re.findall(r"<(\w+) ", each) for each in re.findall(r"<rPr>(.*?)</rPr>", sheet)]
    assert looks
    assert all(look in (["b", "sz", "color", "rFont"], ["sz", "color", "rFont"]) for look in looks)
    with zipfile.ZipFile(path) as package:
        styles = package.read("xl/styles.xml").decode()
    fonts = [re.findall(r"<(\w+) ", each) for each in re.findall(r"<font>(.*?)</font>", styles)]
    assert len(fonts) > 20
    assert all(font in (["b", "sz", "color", "name"], ["sz", "color", "name"]) for font in fonts)


def test_rules_say_all_that_is_known_of_them(book: Any) -> None:
    """Every column of a rule's evidence has its own name and its own value."""
    rows = {row["Rule"]: row for row in _table(book, "Rules", "#")}
    assert list(rows["Legacy"]) == [
        "#", "Rule", "Strength", "Keywords", "Quadrant", "Hits", "Hours decided",
        "Hours decided alone", "Last hit", "Never matched", "Shadowed by", "From",
    ]  # fmt: skip
    assert (rows["Legacy"]["Never matched"], rows["Legacy"]["Shadowed by"]) == ("▷ never", None)
    loser = rows["Escalations"]
    assert (loser["Never matched"], loser["Shadowed by"]) == (None, "▷ Deals")


def test_rules_files_are_named_without_their_folders(organisation: Any, tmp_path: Path) -> None:
    """A long path would run over the checksum beside it."""
    sources = (
        RulesSource("/home/ada/a very long way/to the/rules.yaml", "3f" * 32),
        RulesSource(r"C:\Users\Ada\team.yaml", "4f" * 32),
    )
    book = _read(write(organisation.quarter(sources=sources), tmp_path / "report.xlsx"))
    names = [row["Rules file"] for row in _table(book, "About", "Rules file")]
    assert names == ["rules.yaml", "team.yaml"]
    assert "Read from rules.yaml (sha256" in str(book["Rules"]["A3"].value)


def test_further_pages_of_activities_have_their_header(book: Any) -> None:
    """The header that is repeated is that of the table by quadrant, not of the owners."""
    rows = book["Activities"].print_title_rows
    header = [cell.value for cell in book["Activities"][int(rows.split(":")[0].strip("$"))]]
    assert header[:3] == ["Quadrant", "Activity", "Owner"]


def test_what_makes_numbers_doubtful_is_on_summary(ordinary: Analysis) -> None:
    """Hours that may count twice are told there, however many findings stand before them."""
    double = replace(ordinary.findings[0], key="double-tracking", headline="9 may count twice")
    others = [replace(double, key=f"f{number}", headline=f"{number}") for number in range(7)]
    sheet = summary.summary(replace(ordinary, findings=(*others, double)))
    told = next(part for part in sheet.parts if isinstance(part, Sentences))
    headlines = [each.headline for each in told.sentences if each.headline]
    assert headlines == ["1.", "2.", "3.", "9 may count twice."]


def test_open_texts_are_short_and_of_one_line(organisation: Any, tmp_path: Path) -> None:
    """Whole texts stand on Entries; here they would make rows higher than a workbook can."""
    works = [organisation.work("odd " * 5000), organisation.work("two\nlines")]
    rows = [(dt.date(2026, 9, 1), "Ada", work, 3600) for work in works]
    book = _read(write(organisation.analysis_of(rows), tmp_path / "open.xlsx"))
    texts = [row["Text"] for row in _table(book, "Unclassified", "Text")]
    assert len(texts[0]) == 240
    assert texts[1] == "two lines"
    heights = [row.height for row in book["Unclassified"].row_dimensions.values() if row.height]
    assert max(heights) <= 120


def test_no_keyword_is_proposed_that_nobody_would_type(organisation: Any, tmp_path: Path) -> None:
    """Short plain texts are proposed; long ones, numbers and formulas are not."""
    works = [organisation.work(text) for text in ("Budget round", "a" * 300, "0012", "=1+1")]
    rows = [(dt.date(2026, 9, 1), "Ada", work, 3600) for work in works]
    book = _read(write(organisation.analysis_of(rows), tmp_path / "open.xlsx"))
    found = {row["Keyword to add"] for row in _table(book, "Unclassified", "Text")}
    assert found == {"budget round", None}


def test_definitions_begin_a_page_where_little_stands_before(
    organisation: Any, tmp_path: Path
) -> None:
    """After long lists they run on, instead of leaving most of a page empty."""
    analysis = organisation.quarter()
    many = replace(analysis, overlaps=analysis.overlaps * 30)
    for each, breaks in ((analysis, 1), (many, 0)):
        book = _read(write(each, tmp_path / "report.xlsx"))
        assert len(book["About"].row_breaks.brk) == breaks


def test_lines_stand_below_whole_texts_only(organisation: Any, tmp_path: Path) -> None:
    """A text of several lines has one line below it, from edge to edge."""
    analysis = organisation.quarter()
    long = replace(analysis.notices[0], what="A notice of many words. " * 20)
    book = _read(write(replace(analysis, notices=(long,)), tmp_path / "report.xlsx"))
    sheet = book["About"]
    first = next(row for row in sheet.iter_rows() if row[0].value == "odd")[0].row
    below = [[cell.border.bottom.style for cell in sheet[row]] for row in range(first, first + 5)]
    last = next(n for n, row in enumerate(range(first, first + 5)) if sheet.cell(row + 1, 1).value)
    assert last > 0
    assert all(styles == [None] * len(styles) for styles in below[:last])
    assert below[last] == ["thin"] * len(below[last])


def test_ids_are_stable_and_unique(ordinary: Analysis, organisation: Any, tmp_path: Path) -> None:
    """Ids do not depend on the order of rows, and equal rows get different ones."""
    days = organisation.working_days(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    rows = organisation.rows_of(days, [person.name for person in ordinary.rulebook.people])
    doubled = [*rows, *rows[:40]]
    backwards = organisation.analysis_of(doubled[::-1])
    read = [
        {row["Id"] for row in _table(_read(write(each, tmp_path / f"{name}.xlsx")), "Entries",
                                     "Date")}
        for name, each in (
            ("a", organisation.analysis_of(rows)),
            ("b", organisation.analysis_of(doubled)),
            ("c", backwards),
        )
    ]  # fmt: skip
    assert len(read[0]) == len(rows)
    assert len(read[1]) == len(doubled)
    assert read[1] == read[2]
    assert read[0] < read[1]


def test_two_runs_give_the_same_bytes(ordinary: Analysis, path: Path, tmp_path: Path) -> None:
    """The same analysis is the same file, to the byte."""
    again = write(ordinary, tmp_path / "again.xlsx", title="Fernhill")
    assert again.read_bytes() == path.read_bytes()


def test_dates_of_the_package_come_from_the_data(book: Any) -> None:
    """Document dates are the day of the last entry."""
    assert book.properties.created == book.properties.modified == dt.datetime(2026, 9, 30)
    assert book.properties.creator.startswith("pmrules")


def test_no_data_descriptors_in_the_package(path: Path) -> None:
    """Every part says its size in front, as some programs need it."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        assert {entry.flag_bits & 0x08 for entry in package.infolist()} == {0}
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_texts_stay_texts(organisation: Any, tmp_path: Path) -> None:
    """Dangerous texts in every column are strings, and nothing of them is lost."""
    day = dt.date(2026, 9, 1)
    works = [
        organisation.work(text, "one", "current", activity=text, owner=text, rule="Deals",
                          client=text)
        for text in HOSTILE
    ] + [organisation.work(f"{text} open") for text in HOSTILE]  # fmt: skip
    rows = [(day, work.description, work, 3600) for work in works]
    analysis = organisation.analysis_of(rows)
    written = write(analysis, tmp_path / "hostile.xlsx", title='=1+1 & "Fern"\x07')
    book = _read(written)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not cell.hyperlink
    found = {str(row["Description"]) for row in _table(book, "Entries", "Date")}
    assert HOSTILE[0] in found
    assert "bell␇ and ␛[31mred" in found
    assert "noncharacter � and �" in found
    assert "literal _x0041_ stays" in found
    assert {"line\nbreak", "  edges  ", "عربي", "漢字", "😀"} <= found
    cell = next(cell for row in book["Entries"].iter_rows() for cell in row
                if str(cell.value) == "+1+1")  # fmt: skip
    assert cell.quotePrefix
    with zipfile.ZipFile(written) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert '=1+1 &amp;&amp; "Fern"␇' in sheet.partition("<oddFooter>")[2]


def test_texts_that_are_too_long_are_cut_and_counted(organisation: Any, tmp_path: Path) -> None:
    """A cell holds 32,767 units; what is cut ends in an ellipsis, and About counts it."""
    work = organisation.work("😀" * 20_000)
    analysis = organisation.analysis_of([(dt.date(2026, 9, 1), "Ada", work, 60)] * 3)
    book = _read(write(analysis, tmp_path / "long.xlsx"))
    text = str(_table(book, "Entries", "Date")[0]["Description"])
    assert text.endswith("…")
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    notices = [str(cell.value) for row in book["About"].iter_rows() for cell in row if cell.value]
    assert any(notice.startswith("3 texts are longer") for notice in notices)


def test_a_report_of_ours_is_replaced(ordinary: Analysis, tmp_path: Path) -> None:
    """What pmrules wrote may be replaced without asking."""
    path = write(ordinary, tmp_path / "report.xlsx", title="first")
    before = path.read_bytes()
    write(ordinary, path, title="second")
    assert path.read_bytes() != before


def _stranger() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"notes", b"PK\x03\x04 broken", _stranger()])
def test_a_foreign_file_is_kept(ordinary: Analysis, tmp_path: Path, content: bytes) -> None:
    """Any other file is kept unless replacing is asked for."""
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    with pytest.raises(OutputError) as caught:
        write(ordinary, path)
    assert caught.value.problems[0].code == "output-not-ours"
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["report.xlsx"]
    write(ordinary, path, force=True)
    assert _read(path).sheetnames == SHEETS


def test_long_tables_go_on_in_a_second_sheet(
    ordinary: Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries past the rows of a sheet stand on the next one."""
    monkeypatch.setattr("pmrules.report.drawing.sheets.ROWS", 309)
    book = _read(write(ordinary, tmp_path / "two.xlsx"))
    first, second = _table(book, "Entries", "Date"), _table(book, "Entries 2", "Date")
    assert book.sheetnames[6:8] == ["Entries", "Entries 2"]
    assert (len(first), len(second)) == (300, ordinary.whole.entries - 300)
    assert sum(round(row["Hours"] * 3600) for row in first + second) == ordinary.whole.seconds


def test_no_entries_is_still_a_report(organisation: Any, tmp_path: Path) -> None:
    """Without entries every sheet says so, and About still accounts for the records."""
    analysis = organisation.analysis_of([])
    book = _read(write(analysis, tmp_path / "empty.xlsx"))
    assert book.sheetnames == SHEETS
    assert str(book["Summary"]["A1"].value) == "There are no entries to report on"
    assert _table(book, "About", "File")[0]["Skipped"] == 2
    assert book["Summary"].max_row <= 5


def test_headline_without_findings(ordinary: Analysis) -> None:
    """An analysis without findings is headed by its hours."""
    bare = replace(ordinary, findings=())
    assert summary.headline(bare) == "8 people tracked 2,381 hours"
