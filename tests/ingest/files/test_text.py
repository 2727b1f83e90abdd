"""Delimited text to grids: encodings, delimiters, widths, quotes, row numbers."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmrules.errors import InputError
from pmrules.ingest.files.charset import plain
from pmrules.ingest.files.exact_text import read_exactly
from pmrules.ingest.files.layout import layout_of
from pmrules.ingest.files.text import _OddError, _read_fast, read_text
from pmrules.ingest.grid import Grid

HEADER = "Who,What,When\n"
ROWS = "Ada,plan,2026-03-16\nBea,ship,2026-03-17\n"


def read(text: str | bytes) -> Grid:
    """Read a text as a file would be read."""
    decoded = plain(text if isinstance(text, bytes) else text.encode(), "export.csv")
    layout = layout_of(decoded.data, decoded.start)
    assert layout is not None
    return read_text(decoded.data, layout, "export.csv")


def cells(grid: Grid) -> list[tuple[Any, ...]]:
    """Return all rows of a grid."""
    return list(grid.head(grid.height))


def refused(text: str | bytes) -> str:
    """Return code and line of the refusal."""
    with pytest.raises(InputError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.place
    return f"{problem.code}:{problem.place.line}"


GOOD = [("Who", "What", "When"), ("Ada", "plän", "1"), ("Bea", "", "2")]
GOOD_TEXT = "Who,What,When\nAda,plän,1\nBea,,2\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (GOOD_TEXT.encode(), "utf-8"),
        (GOOD_TEXT.encode("utf-8-sig"), "utf-8"),
        (GOOD_TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + GOOD_TEXT.encode("utf-16-be"), "utf-16"),
        (GOOD_TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_every_encoding_gives_the_same_cells(data: bytes, encoding: str) -> None:
    """A byte order mark or strict UTF-8 proves the encoding; the rest is Windows-1252, said."""
    decoded = plain(data, "export.csv")
    assert cells(read(data)) == GOOD
    assert decoded.encoding == encoding
    assert [notice.code for notice in decoded.notices] == ["encoding-guessed"] * (
        encoding == "cp1252"
    )


def test_a_guess_shows_the_word_that_made_it_one() -> None:
    """Whoever knows the word sees at once whether the guess is right."""
    (notice,) = plain(GOOD_TEXT.encode("cp1252"), "export.csv").notices
    assert "“plän”" in notice.what
    assert notice.place
    assert notice.place.line == 2


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (GOOD_TEXT.encode("utf-16-le"), 1),
        (b"Who,What\nAda,pl\0n\n", 2),
        (b"\0" * 4096, 1),
        ("Who,What\nÄda,plän\n".encode() + "Béa,ship\n".encode("cp1252"), 2),
        (b"Who,What\nAda,\xed\xa0\x80\n", 2),
        (b"Who,What\nAda,pl\x81n\n", 2),
        (b"\xff\xfeW\x00h\x00o", None),
    ],
)
def test_what_no_encoding_explains_is_refused(data: bytes, line: int | None) -> None:
    """Letters are never replaced: rules would miss words without anybody knowing."""
    with pytest.raises(InputError) as caught:
        plain(data, "export.csv")
    (problem,) = caught.value.problems
    assert problem.code == "encoding-unreadable"
    assert problem.place
    assert problem.place.line == line


def test_quotation_marks_after_capitals_are_still_windows_1252() -> None:
    """“MENÜ” in Windows-1252 looks like UTF-8 in two bytes; the file as a whole does not."""
    text = "Who,What\nÄda,“MENÜ” für Söhne\n"
    assert plain(text.encode("cp1252"), "x").data.decode() == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    """Four delimiters, three line ends, with and without an end after the last record."""
    text = GOOD_TEXT.replace(",", delimiter).replace("\n", end)
    assert cells(read(text)) == cells(read(text.rstrip("\r\n"))) == GOOD


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Who;What;Hours\nAda;a, b, c;1,5\nBea;d, e, f;2,5\n", ";"),
        ("Report: a, b, c, d, e\n\nWho;What;Hours\nAda;x;1,5\nBea;y;2,5\n", ";"),
        ('Who,"What; how; why",When\nAda,x,1\nBea,"y; z",2\n', ","),
        ('"Who","What","When"\n"Ada","a;b;c;d;e;f","1"\n', ","),
        ("Who\tWhat\tWhen\nAda\ta, b, c, d\t1\n", "\t"),
        ("sep=|\nWho|What\nAda|a,b,c,d\n", "|"),
        ("SEP=;\r\nWho;What\r\nAda;a,b,c,d\r\n", ";"),
    ],
)
def test_the_delimiter_that_explains_the_file_is_found(text: str, delimiter: str) -> None:
    """Titles, texts and decimal commas do not mislead; a `sep=` line is believed."""
    layout = layout_of(text.encode())
    assert layout
    assert layout.delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        ('[{"start":"9:00","end":"10:00"},\n{"start":"9:00","end":"10:00"}]\n', False),
        ('[\n{"start":"9:00","end":"10:00"}\n]\n', False),
        ('{"entries":[1,2],\n"more":[3,4]}\n', False),
        ("[Date],[Hours]\n2026-03-02,1\n", True),
        ("{Date},{Hours}\n2026-03-02,1\n", True),
    ],
)
def test_json_is_no_table(text: str, is_table: bool) -> None:
    """Commas part the members of JSON too; a header may stand in brackets."""
    assert (layout_of(text.encode()) is not None) == is_table


def test_a_sep_line_is_no_record() -> None:
    """Excel writes and hides it: the header stays row 1, lines are counted with it."""
    assert list(read("sep=;\nWho;What\nAda;x\n").rows) == [1, 2]
    assert refused('sep=;\nWho;What\nAda;x\nBea;"y\n') == "quote-unclosed:4"


@pytest.mark.parametrize(
    "text", ["just words\nand more words\n", "One\n1\n2\n", '"""""""', "a" * 3000, " \n \n"]
)
def test_what_is_no_table_is_none(text: str) -> None:
    """One column is no table of entries."""
    assert layout_of(text.encode()) is None


def test_a_thousand_delimiters_in_a_line_take_no_time() -> None:
    """No delimiter is found by trying patterns that track back."""
    layout = layout_of(b'"' + b'a","' * 50_000)
    assert layout is not None


def test_titles_above_the_header_are_rows() -> None:
    """They are padded, keep their numbers, and change no width; blank lines are no records."""
    grid = read("Detailed report\nMarch,2026\n\n" + HEADER + ROWS)
    assert cells(grid)[:3] == [
        ("Detailed report", "", ""),
        ("March", "2026", ""),
        ("Who", "What", "When"),
    ]
    assert list(grid.rows) == [1, 2, 4, 5, 6]
    assert (grid.skipped, grid.rejected) == ((), ())


def test_titles_wider_than_the_table_stay_whole() -> None:
    """Nothing above the header is cut off."""
    grid = read("2026,a,b,c,d\n" + HEADER + ROWS)
    assert cells(grid)[0] == ("2026", "a", "b", "c", "d")
    assert cells(grid)[1] == ("Who", "What", "When", "", "")


def test_rows_of_another_width_are_rejected() -> None:
    """One field too many or too few means that columns cannot be told apart."""
    grid = read(HEADER + ROWS + "Cleo,a, b,2026-03-18\nDora,x\n" + ROWS)
    assert [(each.row, each.value, each.expected) for each in grid.rejected] == [
        (4, "Cleo,a, b,2026-03-18", "3 fields, as in the header"),
        (5, "Dora,x", "3 fields, as in the header"),
    ]
    assert list(grid.rows) == [1, 2, 3, 6, 7]


def test_an_empty_field_too_many_in_one_row_is_rejected() -> None:
    """An unquoted comma before an empty last column must not shift the columns."""
    grid = read("Who,What,When,Tags\nAda,x,1,\nBea,y, z,2,\n")
    assert [each.row for each in grid.rejected] == [3]


def test_an_empty_field_too_many_in_every_row_shifts_nothing() -> None:
    """Some tools end data rows in a delimiter, but not the header."""
    grid = read(HEADER + ROWS.replace("\n", ",\n"))
    assert cells(grid) == cells(read(HEADER + ROWS))
    assert (grid.rejected, len(grid.columns)) == ((), 3)


@pytest.mark.parametrize(
    "rows",
    [
        "Ada,7,5,\nBea,8,0,\n",  # 7,5 hours without quotes, and an empty last column
        "Ada,1:00,b,c\nBea,2:00,e,f\n",
        "Ada,7,5,x\nBea,8,0,\n",
    ],
)
def test_filled_fields_too_many_in_every_row_are_rejected(rows: str) -> None:
    """Rather no row than columns shifted by one."""
    grid = read("Who,Hours,Tags\n" + rows)
    assert [each.row for each in grid.rejected][:1] == [2]
    assert list(grid.rows)[:1] == [1]


def test_blank_lines_count_in_row_numbers_only() -> None:
    """An empty line is no record, blanks are a skipped one, delimiters a row of empty cells."""
    grid = read(HEADER + "\n   \n,,\nAda,plan,1\n\n\n")
    assert list(grid.rows) == [1, 4, 5]
    assert cells(grid)[1] == ("", "", "")
    assert [(each.row, each.reason) for each in grid.skipped] == [(3, "blank line")]


def test_cells_are_kept_as_they_are_written() -> None:
    """Line ends inside CRLF records, doubled quotes, backslashes, `NA` and blanks survive."""
    row = ['one\ntwo\r\nthree "quoted"', "back\\slash\\", " NA "]
    written = ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
    grid = read("Who,What,When\r\n" + written + "\r\n007,1E5,null\r\n")
    assert cells(grid)[1:] == [tuple(row), ("007", "1E5", "null")]
    assert list(grid.rows) == [1, 2, 3]


def test_a_cell_may_be_longer_than_a_block() -> None:
    """A note of a megabyte is a note."""
    note = "long, " * 200_000
    assert cells(read(HEADER + f'Ada,"{note}",1\n'))[1][1] == note


WIDE = "Who,Client,Project,Task,What,When,Hours\n"
WIDE_ROW = "Ada,Acme,Site,Build,{},2026-03-16,1\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + ROWS + 'Cleo,"x,1\n' + ROWS, 4),
        (HEADER + ROWS + 'Cleo,x,"1', 4),
        (HEADER + ROWS + 'Cleo,x,"1\n', 4),
        (WIDE + WIDE_ROW.format('"a') + WIDE_ROW.format("b") + WIDE_ROW.format('"c'), 2),
        (WIDE + WIDE_ROW.format('"a') + WIDE_ROW.format("b") * 3 + WIDE_ROW.format('c"'), 2),
        (WIDE.replace("Who", '"Who') + WIDE_ROW.format("a") + WIDE_ROW.format('"b'), 1),
    ],
)
def test_a_quote_that_swallows_records_is_refused(text: str, line: int) -> None:
    """A stray quotation mark must not make two entries one."""
    assert refused(text) == f"quote-unclosed:{line}"


@pytest.mark.parametrize(
    "note",
    [
        "First, second, third,\nfourth, fifth, sixth, seventh, eighth,\nninth, tenth",
        "a line\n\nanother\n",
        'He said ""stop, now"",\nand left, quickly, by bus, train, plane, boat, foot',
    ],
)
def test_prose_of_several_lines_swallows_nothing(note: str) -> None:
    """Commas with a blank behind them do not end fields."""
    grid = read(WIDE + WIDE_ROW.format(f'"{note}"') + WIDE_ROW.format("b"))
    assert cells(grid)[1][4] == note.replace('""', '"')
    assert list(grid.rows) == [1, 2, 3]


def test_too_many_columns_are_refused() -> None:
    """A header wider than any spreadsheet is no export."""
    with pytest.raises(InputError, match="16,384 columns"):
        read(",".join(f"c{at}" for at in range(20_000)) + "\n")


_cell = st.text(alphabet='ab1",;\n\r é', max_size=6)


@st.composite
def _field(draw: st.DrawFn) -> str:
    cell = draw(_cell)
    quoted = draw(st.booleans()) or bool(set(cell) & set('",\n\r'))
    return '"' + cell.replace('"', '""') + '"' if quoted else cell


_record = st.lists(_field(), min_size=3, max_size=3).map(",".join)
_ragged = st.lists(_field(), min_size=1, max_size=5).map(",".join)
_noise = st.text(alphabet='ab,"\n\r 1', max_size=40)
_body = st.lists(st.one_of(_record, _record, _record, _ragged, _noise, st.just("")), max_size=8)


def _whole(grid: Grid) -> tuple[Any, ...]:
    return cells(grid), list(grid.rows), grid.skipped, grid.rejected


@given(
    _body,
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\n\n"]),
    st.sampled_from(["", "Title\n", "a b,\n\n", "sep=,\n"]),
)
def test_both_readers_say_the_same(body: list[str], end: str, last: str, top: str) -> None:
    """Whenever the fast reader answers at all, it answers what the exact one does."""
    data = (top + "Who,What,When" + end + end.join(body) + last).encode()
    layout = layout_of(data)
    if layout is None:
        return
    try:
        fast = _whole(_read_fast(data, layout))
    except _OddError:
        return
    assert fast == _whole(read_exactly(data, layout, "export.csv"))


_table = st.lists(st.lists(st.text(max_size=6), min_size=3, max_size=3), max_size=8)


@given(_table, st.sampled_from(["\n", "\r\n"]))
def test_written_records_come_back(records: list[list[str]], end: str) -> None:
    """Whatever cells a table holds, quoted as everybody quotes, they are read as they were."""
    kept = [[cell.replace("\0", "") for cell in record] for record in records]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in record] for record in kept]
    grid = read(end.join(["Who,What,When", *(",".join(record) for record in quoted), ""]))
    assert cells(grid)[1:] == [tuple(record) for record in kept]


def test_ordinary_files_take_the_fast_reader() -> None:
    """Multi-line notes, empty cells, short rows and titles are no reason to be slow."""
    text = HEADER + ROWS + 'Cleo,"two\nlines",1\nDora,x\nEve,,\n\n'
    for data in (text.encode(), b"Title\n\n" + text.encode()):
        layout = layout_of(data)
        assert layout
        assert _read_fast(data, layout).height >= 5
