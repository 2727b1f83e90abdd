"""Pitfalls of whole files: overlaps, encodings, containers, wrong reports, size, what goes out."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.importers.books import book
from tests.importers.pitfalls.conftest import Give, Refuse
from tests.importers.pitfalls.outcome import saved

from pmrules import analyze, classify
from pmrules.report import workbook
from pmrules.rules.rulebook import Rulebook

TOGGL = "User,Email,Description,Start date,Start time,Duration,Tags\n"
SHEET = "Date,Who,What,Hours\n"


def toggl(day: int, text: str, tags: str = "") -> str:
    """Make a row of an hour."""
    return f"Ada,a@x.example,{text},2026-03-{day:02d},09:00:00,1:00:00,{tags}\n"


def test_04_overlapping_exports_replace_the_days_that_both_cover(give: Give) -> None:
    """The export that reaches further wins day by day, although tags and texts were changed."""
    older = TOGGL + toggl(2, "a", "old tag") + toggl(3, "") + toggl(3, "deleted since")
    newer = TOGGL + toggl(3, "filled in") + toggl(4, "c", "new tag")
    found = give(older, newer)
    assert [(day, seconds) for _, day, seconds in found.entries] == [
        ("2026-03-02", 3600), ("2026-03-03", 3600), ("2026-03-04", 3600),
    ]  # fmt: skip
    assert found.column("description") == ["a", "filled in", "c"]
    (overlap,) = found.intake.overlaps
    assert (overlap.kind, overlap.person, overlap.rows, overlap.seconds) == (
        "replaced", "Ada", 2, 7200,
    )  # fmt: skip


def test_04_exports_of_different_days_are_both_taken(give: Give) -> None:
    """Files that share no day of a person lose nothing."""
    found = give(TOGGL + toggl(2, "a"), TOGGL + toggl(3, "b"))
    assert found.column("description") == ["a", "b"]
    assert found.intake.overlaps == ()


TEXT = SHEET + "2026-03-02,Zoë,Prüfung – 5 €,1\n"


@pytest.mark.parametrize(
    ("encoding", "notices"),
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("cp1252", ["encoding-guessed"])],
)
def test_09_encoding_is_found(give: Give, encoding: str, notices: list[str]) -> None:
    """UTF-8 with and without a mark and UTF-16 are known, cp1252 is read with a notice."""
    found = give(TEXT.encode(encoding))
    assert found.entries == [(2, "2026-03-02", 3600)]
    assert found.column("person") == ["Zoë"]
    assert found.column("description") == ["Prüfung – 5 €"]
    assert found.notices == notices


def test_09_what_no_encoding_reads_is_refused(refuse: Refuse) -> None:
    """Letters are never replaced: keyword rules would miss them."""
    assert refuse(TEXT.encode("cp1252") + b"\x81\x8d").code == "encoding-unreadable"


LOG = [
    ["Date", "Who", "What", "Hours"],
    ["2026-03-02", "Ada", "a", 1],
    ["2026-03-03", "Ada", "b", 2],
]
ODD = ["2026-03-05", "Ada", "d", 8]
WEEK = [LOG[0], ["2026-03-09", "Ada", "c", 4]]


def test_26_hidden_sheet_is_named_and_not_read(give: Give, tmp_path: Path) -> None:
    """A hidden sheet that looks like entries is named with how to include it, and then read."""
    path = book(tmp_path / "t.xlsx", {"Log": LOG, "Old": WEEK}, hidden=["Old"])
    found = give(path)
    assert found.fates == ([3600, 7200], [], [])
    assert found.notices == ["hidden-sheet"]
    assert "sheets: [Old]" in found.said("hidden-sheet")
    assert give(path, sheets=("Log", "Old")).fates == ([3600, 7200, 14400], [], [])


def test_26_hidden_rows_and_columns_are_read_and_said(give: Give, tmp_path: Path) -> None:
    """Filtered rows count like all others; a notice says how many, of columns too."""
    path = book(tmp_path / "t.xlsx", {"Log": LOG}, hidden_rows=[3], hidden_columns=["C"])
    found = give(path)
    assert found.fates == ([3600, 7200], [], [])
    assert found.column("description") == ["a", "b"]
    assert found.notices == ["hidden-cells"]
    assert "1 hidden row and 1 hidden column" in found.said("hidden-cells")


def test_26_hidden_rows_without_anything_are_not_said(give: Give, tmp_path: Path) -> None:
    """Empty rows and columns that a template hides are no news."""
    path = book(tmp_path / "t.xlsx", {"Log": LOG}, hidden_rows=[9], hidden_columns=["H"])
    assert give(path).notices == []


def test_27_sheets_that_repeat_others_are_left_out(give: Give, tmp_path: Path) -> None:
    """Every sheet with the header is read; one whose entries all stand elsewhere is a repeat."""
    path = book(tmp_path / "t.xlsx", {"W1": LOG, "W2": WEEK, "Final": LOG})
    found = give(path)
    assert found.fates == ([3600, 7200, 14400], ["repeats other sheets"] * 2, [])
    assert found.notices == ["sheet-repeats"]
    assert found.column("sheet") == ["W1", "W1", "W2"]


def test_27_sheet_with_one_entry_more_is_no_repeat(give: Give, tmp_path: Path) -> None:
    """What occurs elsewhere only in part is read."""
    path = book(tmp_path / "t.xlsx", {"W1": [*LOG, ODD], "W2": [*LOG, WEEK[1]]})
    assert give(path).intake.seconds == 3600 * (1 + 2 + 8 + 1 + 2 + 4)


FORMULAS = ["=D2-C2", "=SUM(D2-C2)", "=(D2-C2)*24"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_28_difference_without_a_stored_result_is_computed(
    give: Give, tmp_path: Path, formula: str
) -> None:
    """Where nobody stored the result, start and end tell it, and a notice says so."""
    rows = [
        ["Date", "Who", "Start", "End", "Hours"],
        ["2026-03-02", "Ada", "9:00", "10:30", formula],
    ]
    found = give(book(tmp_path / "t.xlsx", {"Log": rows}))
    assert found.fates == ([5400], [], [])
    assert "formula-computed" in found.notices


@pytest.mark.parametrize("formula", ["=D2-C2-0.5", "=3+3", "=SUM(E3:E9)", "=SUM(D2,C2)"])
def test_28_other_formulas_without_a_stored_result_are_rejected(
    give: Give, tmp_path: Path, formula: str
) -> None:
    """A formula that is more than end − start is rejected with its text, never 0."""
    rows = [
        ["Date", "Who", "Start", "End", "Hours"],
        ["2026-03-02", "Ada", "9:00", "10:30", formula],
        ["2026-03-03", "Ada", "9:00", "10:30", 1.5],
    ]
    assert give(book(tmp_path / "t.xlsx", {"Log": rows})).fates == ([5400], [], [formula])


def test_28_container_is_known_by_content(give: Give, refuse: Refuse, tmp_path: Path) -> None:
    """A text named like a workbook is read as text; a damaged workbook is a plain sentence."""
    found = give(TEXT, name="Arbeitszeiten.xlsx")
    assert found.entries == [(2, "2026-03-02", 3600)]
    assert found.notices == ["misleading-name"]
    whole = book(tmp_path / "t.xlsx", {"Log": LOG}).read_bytes()
    assert refuse(whole[: len(whole) // 2], name="t.xlsx").code == "workbook-damaged"
    secret = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refuse(secret, name="t.xlsx").code == "password-protected"


WRONG = {
    "Toggl summary of 2018": "Client,Project,Registered time,Billable time,Amount ()",
    "older, with a name missing": "Client,Project,Registered time,,Amount ()",
    "Toggl summary of 2026": "Member,Email,Project,Task,Duration",
    "Toggl weekly": "User,Email,Mon,Tue,Wed,Thu,Fri,Sat,Sun,Total",
    "Harvest time summary": "Client,Project,Hours,Billable Hours,Billable Amount",
    "Harvest invoices": "Issue Date,Client,Invoice ID,Invoice Amount,Balance",
    "Harvest expenses": "Date,Client,Project,Expense Category,Amount,First Name,Last Name",
}


@pytest.mark.parametrize("report", WRONG)
def test_32_wrong_report_is_told_which_one_to_export(refuse: Refuse, report: str) -> None:
    """Reports without single entries are known by their header; the message names the right one."""
    header = WRONG[report]
    problem = refuse(header + "\n" + ",".join("1" for _ in header.split(",")) + "\n")
    assert problem.code == "wrong-report"
    assert report.split(" ", maxsplit=1)[0] in (*problem.what.split(" "), "older,")
    assert "Detailed" in problem.mend


@pytest.mark.parametrize(
    "header", ["Client,Address,Currency", "Name,Client,Code,Budget", "Project"]
)
def test_32_list_without_time_is_no_export(refuse: Refuse, header: str) -> None:
    """Lists of clients or projects are refused, saying that they have neither day nor duration."""
    problem = refuse(header + "\n" + header + "\n")
    assert problem.code == "format-unknown"
    assert "a date and a duration" in problem.what
    assert "one row an entry" in problem.mend


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('[{"start": "20260405T160000Z"}]', "JSON"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "a calendar"),
        ("Dear all,\n\nhere it is.\n", "begins with “Dear all,”"),
    ],
)
def test_32_text_that_is_no_table_gets_no_advice_about_columns(
    refuse: Refuse, text: str, kind: str
) -> None:
    """JSON, calendars and prose are named as what they are; an importer or a table is asked for."""
    problem = refuse(text)
    assert problem.code == "format-unknown"
    assert kind in problem.what
    assert "columns" not in problem.mend
    assert "--plugin" in problem.mend


def test_32_missing_column_is_named(refuse: Refuse) -> None:
    """A table with days but no lengths is told what it lacks and how to name it."""
    problem = refuse("Date,Who,What\n2026-03-02,Ada,work\n")
    assert "names a duration (or a start and an end); the" in problem.what
    assert "columns Date, Who, What" in problem.what
    assert "{excel: {columns: {duration: YOUR COLUMN}}}" in problem.mend


def test_33_size_that_a_sheet_claims_is_not_believed(give: Give, tmp_path: Path) -> None:
    """A thousand blank rows below the entries are no records; rows after a gap are."""
    gap: list[list[object]] = [[] for _ in range(1000)]
    path = book(tmp_path / "t.xlsx", {"Log": [*LOG, *gap, WEEK[1]]})
    resaved = tmp_path / "claims.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(resaved, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"A1:D1004", b"A1:D900000"))
    found = give(resaved)
    assert found.entries[-1] == (1004, "2026-03-09", 14400)
    assert found.fates == ([3600, 7200, 14400], [], [])


def test_33_size_when_unpacked_is_bounded(refuse: Refuse, tmp_path: Path) -> None:
    """A small file that unpacks to more than a workbook may hold is refused before it is read."""
    path = book(tmp_path / "t.xlsx", {"Log": LOG})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for at in range(6):
            archive.writestr(f"xl/media/{at}.bin", bytes(100 << 20))
    assert refuse(path).code == "unsafe-archive"


FORMULA_TEXTS = ["=1+1", "+41 79 000 00 00", "-call", "@ada", "=HYPERLINK(0)"]


def test_34_formulas_stay_texts_on_the_way_out(give: Give, tmp_path: Path) -> None:
    """Descriptions that begin like formulas are read as texts and written as texts."""
    rows = "".join(f'2026-03-02,Ada,"{text}",1\n' for text in FORMULA_TEXTS)
    path = saved(tmp_path, SHEET + rows, "t.csv")
    assert give(path).column("description") == FORMULA_TEXTS
    report = workbook.write(analyze(path, Rulebook()), tmp_path / "r.xlsx")
    cells = [
        cell
        for sheet in openpyxl.load_workbook(report)
        for cells in sheet.iter_rows()
        for cell in cells
        if any(text in str(cell.value) for text in FORMULA_TEXTS)
    ]
    assert set(FORMULA_TEXTS) <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} == {"s"}


def test_34_addresses_of_people_are_not_put_into_reports(give: Give, tmp_path: Path) -> None:
    """An e-mail address beside a name is not read into entries."""
    path = saved(tmp_path, TOGGL + toggl(2, "work"), "t.csv")
    assert "a@x.example" not in classify(path, Rulebook()).entries.to_csv()
    assert give(path).column("person") == ["Ada"]


def test_34_a_text_that_was_cut_is_said_once(give: Give, tmp_path: Path) -> None:
    """What is longer than a cell stands once among the notices of the About sheet."""
    path = saved(tmp_path, SHEET + f"2026-03-02,Ada,{'long ' * 7000},1\n", "t.csv")
    assert give(path).notices == ["long-text"]
    report = workbook.write(analyze(path, Rulebook()), tmp_path / "r.xlsx")
    about = openpyxl.load_workbook(report)["About"]
    cells = [str(cell.value) for cells in about.iter_rows() for cell in cells]
    assert cells.count("long-text") == 1
    assert "text-cut" not in cells
