"""Tables are read record by record's fate: entry, skipped with its reason, or rejected."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pmrules import Date, Duration, Entry, Flag, FullName, InputError, TabularImporter, Tags, Text
from pmrules.ingest.grid import CellError, Coded, Grid
from pmrules.ingest.tables.reading import TableReading, read_table
from pmrules.ingest.taken import Taken
from pmrules.model import ENTRY_COLUMNS, ImporterOptions, Rejected, Skipped
from pmrules_importers.excel import Excel
from pmrules_importers.toggl import Toggl

HEADER = ["Date", "Name", "Client", "Description", "From", "To", "Hours"]


class Tool(TabularImporter):
    """A tool whose every date must be there."""

    name = "tool"
    person = FullName("Person", first=("First",), last=("Last",))
    client = Text("Client")
    tags = Tags("Tags")
    date = Date("Date")
    duration = Duration("Hours")
    billable = Flag("Billable")


def grid(
    rows: Sequence[Sequence[Any]], sheet: str = "", *, hidden: bool = False, **more: Any
) -> Grid:
    """Make a grid of rows; None is an empty cell."""
    width = max(map(len, rows))
    filled = [[*("" if cell is None else cell for cell in row)] for row in rows]
    columns = [[*(row[at] if at < len(row) else "" for row in filled)] for at in range(width)]
    numbers = np.arange(1, len(rows) + 1, dtype=np.int64)
    return Grid(sheet, tuple(map(coded, columns)), numbers, hidden, **more)


def coded(cells: Iterable[Any]) -> Coded:
    """Make a column; equal values of different types stay apart."""
    places: dict[tuple[type, Any], int] = {}
    codes = [places.setdefault((type(cell), cell), len(places)) for cell in cells]
    return Coded(np.array(codes, dtype=np.int32), [value for _, value in places])


def taken(
    rows: Sequence[Sequence[Any]], importer: TabularImporter | None = None, **options: Any
) -> Taken:
    """Read one sheet of rows."""
    return read_table("f.csv", [grid(rows)], importer or Excel(), ImporterOptions(**options))


def sheet(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    """Put rows below the usual header."""
    return [HEADER, *rows]


def entry(day: int = 2, hours: Any = "1:00", text: str = "work") -> list[Any]:
    """Make a good row."""
    return [f"2026-03-{day:02d}", "Ada", "Globex", text, "", "", hours]


def skipped(result: Taken) -> list[tuple[int, str]]:
    """Return what was skipped, by row."""
    return [(each.row, each.reason) for each in result.skipped]


def rejected(result: Taken) -> list[tuple[int, str, str]]:
    """Return what was rejected, by row."""
    return [(each.row, each.column, each.value) for each in result.rejected]


def codes(result: Taken) -> list[str]:
    """Return the codes of the notices."""
    return [notice.code for notice in result.notices]


def test_types_hold_the_contract() -> None:
    """Texts are categorical without missing values, numbers int64, times datetime64[s]."""
    entries = taken(sheet(entry())).entries
    assert tuple(entries.columns) == ENTRY_COLUMNS
    texts = ["source", "sheet", "importer", "person", "client", "project", "task", "description"]
    assert all(isinstance(entries[name].dtype, pd.CategoricalDtype) for name in [*texts, "tags"])
    assert not entries[texts].isna().any(axis=None)
    assert {str(entries[name].dtype) for name in ("row", "seconds")} == {"int64"}
    assert {str(entries[name].dtype) for name in ("date", "start", "end")} == {"datetime64[s]"}
    assert str(entries["billable"].dtype) == "boolean"
    assert list(entries["description"].cat.categories) == ["work"]


@pytest.mark.parametrize(
    ("start", "end", "hours", "expected"),
    [
        ("9:00", "10:30", "", ("2026-03-02 09:00:00", "2026-03-02 10:30:00", 5400)),
        ("9:00", "10:30", "1:00", ("2026-03-02 09:00:00", "2026-03-02 10:30:00", 3600)),
        ("22:00", "1:00", "", ("2026-03-02 22:00:00", "2026-03-03 01:00:00", 10800)),
        ("9:20", "5:00", "7:40", ("2026-03-02 09:20:00", "2026-03-02 17:00:00", 27600)),
        ("9:00", "24:00", "", ("2026-03-02 09:00:00", "2026-03-03 00:00:00", 54000)),
        ("9:00", "9:00", "", ("2026-03-02 09:00:00", "2026-03-02 09:00:00", 0)),
        ("9:00", "", "2", ("2026-03-02 09:00:00", "NaT", 7200)),
    ],
)
def test_duration_is_above_the_clock(
    start: str, end: str, hours: str, expected: tuple[str, str, int]
) -> None:
    """The duration given counts; start and end tell it only where none is given."""
    row = ["2026-03-02", "Ada", "", "x", start, end, hours]
    (found,) = taken(sheet(row)).entries[["start", "end", "seconds"]].to_dict("records")
    assert (str(found["start"]), str(found["end"]), found["seconds"]) == expected


def test_long_wrap_is_no_night() -> None:
    """From 9:20 to 5:00 without a total is not 19:40 hours through the night."""
    result = taken(sheet(["2026-03-02", "Ada", "", "x", "9:20", "5:00", ""], entry()))
    assert rejected(result) == [(2, "To", "5:00")]


@pytest.mark.parametrize(
    ("header", "hours", "seconds"),
    [("Break", "", None), ("Break", "7:30", 27000), ("Room", "", 28800)],
)
def test_break_is_not_worked(header: str, hours: str, seconds: int | None) -> None:
    """Beside a break, start and end alone do not tell the duration."""
    names = ["Date", "Name", "From", "To", header, "Total"]
    result = taken([names, ["2026-03-02", "Ada", "9:00", "17:00", "0:30", hours]])
    assert list(result.entries["seconds"]) == ([] if seconds is None else [seconds])
    assert len(result.rejected) == (seconds is None)


@pytest.mark.parametrize("nothing", ["", " ", "0", "0:00", 0.0, dt.time(0)])
def test_blank_break_is_no_break(nothing: Any) -> None:
    """A row whose break is blank or zero was worked from start to end; a filled one is not."""
    names = ["Date", "Name", "From", "To", "Pause"]
    rows = [["2026-03-02", "Ada", "9:00", "17:00", cell] for cell in (nothing, "0:30")]
    result = taken([names, *rows])
    assert list(result.entries["seconds"]) == [28800]
    assert rejected(result) == [(3, "To", "17:00")]


def test_end_date_decides_the_day() -> None:
    """An end before the start on a date of its own stays there, and is said."""
    header = ["User", "Start date", "Start time", "End date", "End time", "Duration"]
    row = ["Ada", "2026-10-25", "02:45:00", "2026-10-25", "02:15:00", "00:30:00"]
    result = taken([header, row], Toggl())
    assert str(result.entries["end"][0]) == "2026-10-25 02:15:00"
    assert codes(result) == ["end-before-start"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([None] * 7, "blank row"),
        ([" ", "\xa0", "", "", "", "", "  "], "blank row"),
        (HEADER, "header repeated"),
        (["", "", "", "", "", "", 0.0], "nothing but a zero duration"),
        (["2026-03-31", "", "", "", "", "", ""], "no time entered"),
        (["2026-03-31", "Ada", "", "", "", "", ""], "no time entered"),
        (["2026-03-31", "", "", "", "", "", 0.0], "no time entered"),
        (["Total", "", "", "", "", "", "1:00"], "total row"),
        (["", "", "", "Weekley Total", "", "", "1:00"], "total row"),
        (["", "", "", "", "", "Total Hours Overall:", "7:00"], "total row"),
        (["", "", "Gesamtsumme", "", "", "", "1:00"], "total row"),
        (["", "Total Ada", "", "", "", "", "1:00"], "total row"),
        (["", "", "", "", "", "", "1:00"], "total row"),
        (["Generated on 13/05/2026", "", "", "", "", "", ""], "note or footer"),
        (["", "", "Signature", "", "", "", ""], "note or footer"),
    ],
)
def test_skipped_with_its_reason(row: list[Any], reason: str) -> None:
    """What is no entry is skipped, and says why."""
    result = taken(sheet(entry(), row))
    assert skipped(result) == [(3, reason)]
    assert len(result.entries) == 1
    assert not result.rejected


def test_rows_of_a_workbook_without_cells_are_no_records() -> None:
    """As an empty line of a text; blanks that somebody typed are a row, and said."""
    rows = sheet(entry(), [None] * 7, [" ", None], entry(3))
    result = read_table("f.xlsx", [grid(rows, "Log")], Excel(), ImporterOptions())
    assert skipped(result) == [(4, "blank row")]
    assert list(result.entries["row"]) == [2, 5]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (["2026-02-30", "Ada", "", "x", "", "", "1:00"], "Date", "2026-02-30"),
        (["2026-03-02", "Ada", "", "x", "", "", "soon"], "Hours", "soon"),
        (["2026-03-02", "Ada", "", "x", "", "", ""], "Hours", ""),
        (["2026-03-02", "Ada", "", "x", "", "", "-1:00"], "Hours", "-1:00"),
        (["2026-03-02", "Ada", "", "x", "", "", True], "Hours", "TRUE"),
        (["2026-03-02", "Ada", "", "x", "", "", CellError("#REF!")], "Hours", "#REF!"),
        (["2026-03-02", "Ada", "", "x", "3:00OPM", "", "1:00"], "From", "3:00OPM"),
        (["2026-03-02", "", "", "x", "", "", "1:00"], "Name", ""),
        (["someday", "Ada", "", "x", "later", "", "soon"], "Date", "someday"),
        (["", "", "", "", "", "", "3:00"], "Date", ""),
        ([1.0, "", "", "", "", "", ""], "Date", "1"),
        (["17", "", "", "", "", "", ""], "Date", "17"),
    ],
)
def test_rejected_with_its_address(row: list[Any], column: str, value: str) -> None:
    """What should be an entry and is not readable is rejected at its first bad column."""
    result = taken(sheet(entry(), row))
    assert rejected(result) == [(3, column, value)]
    assert result.rejected[0].expected
    assert len(result.entries) == 1


@pytest.mark.parametrize(
    "text", ["total cost review", "Summer party", "sum up the interviews", "finals", "Somme visit"]
)
def test_no_total(text: str) -> None:
    """An entry whose text merely holds a total word, on the day above, is an entry."""
    result = taken(sheet(entry(hours="2:00"), ["", "Ada", "", text, "", "", "1:00"]))
    assert list(result.entries["seconds"]) == [7200, 3600]


def test_totals_of_groups() -> None:
    """Sums of a group and of everything are totals, labelled or not."""
    rows = [entry(2), entry(3), ["", "", "", "", "", "", "2:00"], entry(4, "0:30"),
            ["", "", "", "", "", "", "0:30"], ["Total", "", "", "", "", "", "2:30"]]  # fmt: skip
    result = taken(sheet(*rows))
    assert skipped(result) == [(4, "total row"), (6, "total row"), (7, "total row")]
    assert result.seconds == 9000
    assert not codes(result)


@pytest.mark.parametrize("label", ["Gesamtergebnis", "Worked", "Σ", "March"])
def test_a_closing_sum_is_a_total_whatever_it_is_called(label: str) -> None:
    """The last row, dateless and the sum of all above it, is a total in any language."""
    rows = [entry(2), entry(3, "0:30"), entry(4), ["", "Ada", "", label, "", "", "2:30"]]
    result = taken(sheet(*rows))
    assert skipped(result) == [(5, "total row")]
    assert result.seconds == 9000


@pytest.mark.parametrize(
    ("name", "hours", "entries"), [("Total", "1:30", 2), ("Total", "1:00", 3), ("Ada", "1:30", 3)]
)
def test_a_total_row_may_carry_a_date(name: str, hours: str, entries: int) -> None:
    """A dated row is a total only if it says so and is the sum of the rows above."""
    total = ["2026-03-31", name, "", "", "", "", hours]
    assert len(taken(sheet(entry(2), entry(3, "0:30"), total)).entries) == entries


@pytest.mark.parametrize("hours", ["2:00", "2:31"])
def test_a_closing_row_that_is_no_sum_is_an_entry(hours: str) -> None:
    """A dateless last row that adds nothing up is work of the day above."""
    rows = [entry(2), entry(3, "0:30"), entry(4), ["", "Ada", "", "call", "", "", hours]]
    assert len(taken(sheet(*rows)).entries) == 4


def test_a_closing_row_among_dateless_ones_is_an_entry() -> None:
    """Where other rows leave their date out too, the last one is work like theirs."""
    more = ["", "Ada", "", "more", "", "", "0:30"]
    rows = [entry(2), more, entry(3), ["", "Ada", "", "call", "", "", "2:30"]]
    assert len(taken(sheet(*rows)).entries) == 4


def test_a_sum_by_chance_further_up_is_an_entry() -> None:
    """A dateless row between entries is work, even if it happens to be the sum of those above."""
    rows = [entry(2), entry(3), entry(4), ["", "Ada", "", "call", "", "", "3:00"], entry(5)]
    assert len(taken(sheet(*rows)).entries) == 5


def test_no_day_is_carried_over_a_total() -> None:
    """Target and balance below the total are its footer; a new date begins entries again."""
    rows = [entry(2), ["", "", "", "Total", "", "", "1:00"], ["", "Ada", "", "Target", "", "", 40],
            entry(5), ["", "Ada", "", "more", "", "", "0:30"]]  # fmt: skip
    result = taken(sheet(*rows))
    assert skipped(result) == [(3, "total row"), (4, "below a total row")]
    assert result.seconds == 3600 + 3600 + 1800


def test_total_that_differs_is_said() -> None:
    """A total row that is not the sum of the entries above is skipped and said."""
    result = taken(sheet(entry(), ["Total", "", "", "", "", "", "2:00"]))
    assert codes(result) == ["total-differs"]


def test_blank_date_means_the_day_above() -> None:
    """A row with a time of its own takes the day above, also over a blank row."""
    rows = [entry(2), ["", "Ada", "", "more", "", "", "0:30"], [""], ["", "Ada", "", "", "", "", 2]]
    result = taken(sheet(*rows))
    assert list(result.entries["date"].dt.day) == [2, 2, 2]


def test_blank_date_takes_no_day_over_a_bad_one() -> None:
    """Below a date that cannot be read, a blank date is not the day further above."""
    bad = ["2026-02-31", "Ada", "", "x", "", "", "1:00"]
    result = taken(sheet(entry(), bad, ["", "Ada", "", "more", "", "", "0:30"]))
    assert rejected(result) == [(3, "Date", "2026-02-31"), (4, "Date", "")]


@pytest.mark.parametrize("hours", ["0:30", "1:00"])
def test_blank_date_is_rejected_where_no_tool_leaves_it_blank(hours: str) -> None:
    """An importer that does not say so gets no dates carried down, and no total without a word."""
    rows = [["Date", "Person", "Hours"], ["2026-03-02", "Ada", "1:00"], ["", "Ada", hours]]
    assert rejected(taken(rows, Tool())) == [(3, "Date", "")]


def test_text_goes_on() -> None:
    """A text alone below an entry is the rest of its description, and is counted."""
    rows = [
        entry(text="first"),
        ["", "", "", "second", "", "", ""],
        ["", "", "", "third"],
        entry(3),
    ]
    result = taken(sheet(*rows))
    assert list(result.entries["description"]) == ["first\nsecond\nthird", "work"]
    reason = "text goes on from the row above"
    assert skipped(result) == [(3, reason), (4, reason)]


def test_text_after_a_blank_row_is_a_note() -> None:
    """Below a blank row a text belongs to no entry."""
    result = taken(sheet(entry(), [""], ["", "", "", "Approved", "", "", ""]))
    assert skipped(result) == [(3, "blank row"), (4, "note or footer")]


@pytest.mark.parametrize(
    ("end", "duration", "fate"),
    [
        ("", "00:00:00", "skipped"),
        ("", "-", "skipped"),
        ("", "", "skipped"),
        ("", "-1773648000", "skipped"),
        ("", "00:10:00", "entry"),
        ("09:00:00", "00:00:00", "entry"),
        ("09:00:00", "-", "entry"),
        ("09:10:00", "-1773648000", "rejected"),
    ],
)
def test_running_timer(end: str, duration: str, fate: str) -> None:
    """A timer runs where the end is missing and no duration stands there."""
    header = ["User", "Start date", "Start time", "End time", "Duration"]
    result = taken([header, ["Ada", "2026-03-02", "09:00:00", end, duration]], Toggl())
    fates = {"entry": len(result.entries), "skipped": len(result.skipped)}
    assert fates | {"rejected": len(result.rejected)} == {
        name: int(name == fate) for name in ("entry", "skipped", "rejected")
    }


@pytest.mark.parametrize(
    ("header", "row", "options", "person"),
    [
        (["First", "Last"], ["Ada", "Quill"], {}, "Ada Quill"),
        (["First", "Last"], ["", "St.Hubert"], {}, "St.Hubert"),
        (["First", "Last", "Person"], ["", "", "ada@x.example"], {}, "ada@x.example"),
        (["Last"], ["Quill"], {}, "Quill"),
        (["Person"], [" Ada "], {"person": "Ben"}, "Ada"),
        (["Person"], [""], {"person": "Ben"}, "Ben"),
        (["Room"], ["1"], {"person": "Ben"}, "Ben"),
    ],
)
def test_person(header: list[str], row: list[str], options: dict[str, str], person: str) -> None:
    """Names are joined; what stands nowhere is whom the user names."""
    rows = [["Date", "Hours", *header], ["2026-03-02", "1:00", *row]]
    assert list(taken(rows, Tool(), **options).entries["person"]) == [person]


def test_person_missing_is_refused() -> None:
    """A table that says nowhere whose the entries are needs --person."""
    with pytest.raises(InputError, match="--person") as caught:
        taken([["Date", "Hours"], ["2026-03-02", "1:00"]], Tool())
    assert caught.value.problems[0].code == "person-missing"


def test_flag_that_says_nothing_is_unknown() -> None:
    """A word that is neither yes nor no rejects nothing and is said."""
    rows = [["Date", "Person", "Hours", "Billable"]]
    rows += [["2026-03-02", "Ada", "1:00", word] for word in ("yes", "no", "", "perhaps")]
    result = taken(rows, Tool())
    assert result.entries["billable"].fillna(value=False).tolist() == [True, False, False, False]
    assert result.entries["billable"].isna().tolist() == [False, False, True, True]
    assert codes(result) == ["billable-unknown"]


def test_same_name_twice_with_other_values_is_refused() -> None:
    """Two columns of hours that differ leave open which count."""
    rows = [["Date", "Person", "Hours", "Hours"], ["2026-03-02", "Ada", "1:00", "2:00"]]
    with pytest.raises(InputError, match="stands twice"):
        taken(rows, Tool())


@pytest.mark.parametrize(
    "rows",
    [
        [["Date", "Person", "Hours", "Hours"], ["2026-03-02", "Ada", "1:00", "1:00"]],
        [["Date", "Person", "Hours", "Room", "Room"], ["2026-03-02", "Ada", "1:00", "a", "b"]],
    ],
)
def test_same_name_twice_without_harm(rows: list[list[str]]) -> None:
    """Equal columns, and columns that nothing reads, may repeat their names."""
    assert taken(rows, Tool()).seconds == 3600


def test_titles_are_no_records() -> None:
    """What stands above the header is neither read nor counted."""
    put_aside = {
        "skipped": (Skipped(2, "blank row"), Skipped(4, "blank row")),
        "rejected": (Rejected(1, "", "x", "y"), Rejected(5, "", "x", "y")),
    }
    one = grid([["My hours"], HEADER, entry()], **put_aside)
    one = Grid(one.sheet, one.columns, np.array([1, 3, 6]), False, one.skipped, one.rejected)
    result = read_table("f.csv", [one], Excel(), ImporterOptions())
    assert ([each.row for each in result.skipped], [each.row for each in result.rejected]) == (
        [4],
        [5],
    )


def test_typed_cells() -> None:
    """Cells of a workbook are read by their type."""
    rows = sheet(
        [dt.date(2026, 3, 2), "Ada", 7.0, "x", dt.time(9), dt.time(10), dt.timedelta(hours=30)],
        [dt.datetime(2026, 3, 3, 0, 0, 4), "Ada", "", "y", "", "", 0.25],
    )
    result = taken(rows)
    assert list(result.entries["seconds"]) == [108000, 900]
    assert list(result.entries["client"]) == ["7", ""]
    assert list(result.entries["date"].dt.day) == [2, 3]


def books(*grids: Grid, **options: Any) -> Taken:
    """Read a workbook."""
    return read_table("f.xlsx", grids, Excel(), ImporterOptions(**options))


def test_every_sheet_is_read() -> None:
    """Sheets with the header are read, others named."""
    result = books(
        grid(sheet(entry(2)), "W1"), grid([["Notes"]], "Cover"), grid(sheet(entry(9)), "W2")
    )
    assert list(result.entries["sheet"]) == ["W1", "W2"]
    assert codes(result) == ["sheet-without-entries"]


def test_repeating_sheet_is_left_out() -> None:
    """A sheet whose entries all stand on others is left out, counted and named."""
    week, twins = entry(2), [entry(3), entry(3)]
    result = books(
        grid(sheet(week), "W1"),
        grid(sheet(*twins), "W2"),
        grid(sheet(week, ["Project Total", "", "", "", "", "", "1:00"]), "Final"),
    )
    assert result.seconds == 3 * 3600
    assert skipped(result) == [(3, "total row"), (2, "repeats other sheets")]
    assert codes(result) == ["sheet-repeats"]


def test_sheet_with_one_more_entry_is_no_repeat() -> None:
    """What only partly occurs elsewhere is read, twins counted."""
    result = books(grid(sheet(entry(2)), "W1"), grid(sheet(entry(2), entry(2)), "W2"))
    assert list(result.entries["sheet"]) == ["W2", "W2"]


def test_sheets_asked_for_are_all_read() -> None:
    """Whoever names the sheets gets them all, hidden and repeating ones too."""
    result = books(
        grid(sheet(entry(2)), "W1"),
        grid(sheet(entry(2)), "Old", hidden=True),
        grid(sheet(entry(2)), "W3"),
        sheets=("w1", "Old"),
    )
    assert list(result.entries["sheet"]) == ["W1", "Old"]


def test_hidden_sheet_is_named() -> None:
    """A hidden sheet of entries is not read, but named with how to include it."""
    result = books(grid(sheet(entry(2)), "W1"), grid(sheet(entry(3)), "Old", hidden=True))
    assert list(result.entries["sheet"]) == ["W1"]
    assert codes(result) == ["hidden-sheet"]
    assert "sheets: [Old]" in result.notices[0].mend


@pytest.mark.parametrize(
    ("grids", "options", "code"),
    [
        (
            [grid(sheet(entry()), "Old", hidden=True), grid([["Sums"]], "S")],
            {},
            "only-hidden-sheets",
        ),
        ([grid([["Project", "Mon", "Tue"]], "S")], {}, "layout-unsupported"),
        ([grid(sheet(entry()), "S")], {"sheets": ("T",)}, "sheet-missing"),
    ],
)
def test_no_sheet_to_read(grids: list[Grid], options: dict[str, Any], code: str) -> None:
    """Where no sheet can be read, the file is refused with what to do."""
    with pytest.raises(InputError) as caught:
        books(*grids, **options)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert caught.value.problems[0].mend


def test_dates_of_all_sheets_are_decided_together() -> None:
    """A date on one sheet proves the order on another."""
    one, two = entry(), entry()
    one[0], two[0] = "03/04/2026", "14/04/2026"
    result = books(grid(sheet(one), "A"), grid(sheet(two), "B"))
    assert [str(day.date()) for day in result.entries["date"]] == ["2026-04-03", "2026-04-14"]


def test_dates_without_proof_need_the_option() -> None:
    """`03/04/2026` alone is refused; the date order asked for settles it."""
    row = entry()
    row[0] = "03/04/2026"
    with pytest.raises(InputError, match="date-order"):
        taken(sheet(row))
    assert str(taken(sheet(row), date_order="mdy").entries["date"][0].date()) == "2026-03-04"


def hours(*values: Any) -> list[int]:
    """Read hours and return seconds."""
    rows = [entry(2, value) for value in values]
    return [int(value) for value in taken(sheet(*rows)).entries["seconds"]]


MINUTES = ["0.33", "0.67", "1.17", "1.83", "2.08", "2.42", "3.58", "3.92"]


def test_hundredths_that_were_minutes() -> None:
    """Where eight different hundredths all are rounded minutes, they are read as minutes."""
    assert hours(*MINUTES, "1.5", "2:01")[:2] == [1200, 2400]
    assert hours(*map(float, MINUTES))[:2] == [1200, 2400]


@pytest.mark.parametrize("other", ["0.34", "0.3333"])
def test_hundredths_that_were_none(other: str) -> None:
    """One value that no whole minute gives, or a finer one, leaves all as they stand."""
    assert hours(*MINUTES, other)[:2] == [1188, 2412]


def test_few_hundredths_prove_nothing() -> None:
    """A few values may fit by chance: what the tool says counts to the second."""
    assert hours(*MINUTES[:7])[:2] == [1188, 2412]


def test_reading_gives_records_too() -> None:
    """Iterating over a table gives every record in the order of the file."""

    class File:
        name = "f.csv"

        def grids(self) -> tuple[Grid, ...]:
            header = ["Date", "Person", "Hours", "Tags", "Billable"]
            good = ["2026-03-02", "Ada", "1:00", "a, b", "yes"]
            return (grid([header, good, [""], ["x", "Ada", "1:00"]]),)

    records = list(TableReading(File(), Tool(), ImporterOptions()))
    assert [type(record) for record in records] == [Entry, Skipped, Rejected]
    assert records[0] == Entry(2, "Ada", dt.date(2026, 3, 2), 3600, tags=("a", "b"), billable=True)


@pytest.mark.parametrize(
    "formula", ["=F3-E3", "=(F3-E3)*24", "=$F$3 - $E$3", "=SUM(F3-E3)", "=MOD(F3-E3,1)"]
)
def test_a_difference_without_a_result_is_computed(formula: str) -> None:
    """A formula that takes start from end is worth what they say, where nobody stored it."""
    row = ["2026-03-02", "Ada", "", "x", "9:00", "10:30", CellError(formula)]
    result = taken(sheet(entry(), row))
    assert result.seconds == 3600 + 5400
    assert codes(result) == ["formula-computed"]


@pytest.mark.parametrize(
    "formula", ["=SUM(A1:A9)", "=F3-E3-0.5", "=E3-F3", "=F2-E2", "=G3-E3", "=SUM(F3-E3", "#REF!"]
)
def test_other_formulas_without_a_result_are_rejected(formula: str) -> None:
    """Nothing but a plain difference is computed."""
    row = ["2026-03-02", "Ada", "", "x", "9:00", "10:30", CellError(formula)]
    assert len(taken(sheet(entry(), row)).rejected) == 1
