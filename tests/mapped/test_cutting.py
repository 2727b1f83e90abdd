"""Texts are cut between records, wherever quotes and line ends stand."""

import csv
import hashlib
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules.ingest.files import cutting
from pmrules.ingest.files.cutting import cut
from pmrules.ingest.tally import UnlikeError

CELLS = st.sampled_from(["a", "", "b,c", 'say "hi"', "two\nlines", "\r\n", '"', "é😀", "x" * 30])
HEAD = "Date,Person,Notes\n"


def records(data: bytes) -> list[list[str]]:
    """Return what every reader sees in a text."""
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


@settings(deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=2, max_size=40),
    st.integers(1, 200),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([7, 64, 1 << 20]),
)
def test_pieces_are_whole_records(
    rows: list[tuple[str, str, str]], size: int, end: str, block: int
) -> None:
    """The pieces together are the text, each begins with a record, and its number is right."""
    text = io.StringIO()
    csv.writer(text, lineterminator=end).writerows([("Date", "Person", "Notes"), ("1", "2", "3")])
    csv.writer(text, lineterminator=end).writerows(rows)
    data = text.getvalue().encode("utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cutting, "_BLOCK", block)
        patched.setattr(cutting, "HEAD", 1 << 12)
        found = cut(io.BytesIO(data), size)
    assert found.head + b"".join(data[each.start : each.stop] for each in found.cuts) == data
    whole = records(data)
    number = 2
    for each in found.cuts:
        assert each.row == number
        own = records(data[each.start : each.stop])
        assert own == whole[number - 1 : number - 1 + len(own)]
        number += len(own)
    assert number == len(whole) + 1
    assert found.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "data",
    [
        b'1,5" screen,x\n' * 9,
        b'1,"a"b,x\n' * 9,
        b'1,"open,x\n' * 9,
        b"1,a\rb,x\n" * 9,
        b"1,a,x\r" * 9,
        b"1,\xff,x\n" * 9,
        b"1,\0,x\n" * 9,
        b"1,a,\xc3",
    ],
)
def test_what_readers_may_see_differently_is_not_cut(data: bytes) -> None:
    """Odd quotes, bare returns and bytes that are no UTF-8 leave the text whole."""
    with pytest.raises(UnlikeError):
        cut(io.BytesIO(HEAD.encode() + b"1,2,3\n" + data), 20)


@pytest.mark.parametrize("data", [b"", b"{}", b"PAR1", b"PK\x03\x04", b"a,b\n", b"<html>\n<p>\n"])
def test_what_is_no_table_is_not_cut(data: bytes) -> None:
    """Other files, and those of a header alone, are read whole."""
    with pytest.raises(UnlikeError):
        cut(io.BytesIO(data), 20)


def test_a_mark_and_a_hint_stand_before_the_first_record() -> None:
    """A byte order mark and a line `sep=;` are no records."""
    data = b"\xef\xbb\xbfsep=;\nDate;Notes\n" + b'1;"a;b"\n' * 20
    found = cut(io.BytesIO(data), 40)
    assert found.head == b"\xef\xbb\xbfsep=;\nDate;Notes\n"
    assert [each.row for each in found.cuts][:2] == [2, 7]
