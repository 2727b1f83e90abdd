"""Pieces deflated side by side: the same bytes whoever does it, and one sound stream."""

import io
import zipfile
import zlib
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pmrules.report.drawing.deflate import Deflated


class _AtOnce(Executor):
    """Does everything itself, when it is asked."""

    def submit(self, do: Any, /, *values: Any, **named: Any) -> "Future[Any]":
        done: Future[Any] = Future()
        done.set_result(do(*values, **named))
        return done


def _stream(pieces: list[bytes], executor: Executor) -> bytes:
    deflated = Deflated(executor)
    return b"".join([*map(deflated.compress, pieces), deflated.flush()])


@settings(deadline=None)
@given(st.lists(st.binary(max_size=400), max_size=12))
def test_threads_change_no_byte(pieces: list[bytes]) -> None:
    """Three threads and none give the same stream, and it holds the pieces in order."""
    with ThreadPoolExecutor(3) as executor:
        streams = {_stream(pieces, executor), _stream(pieces, _AtOnce())}
    (stream,) = streams
    reader = zlib.decompressobj(-15)
    assert reader.decompress(stream) == b"".join(pieces)
    assert reader.eof
    assert reader.unused_data == b""


def test_a_package_with_such_a_part_is_sound() -> None:
    """The checksum and both sizes are those of the whole part."""
    raw, pieces = io.BytesIO(), [b"row" * 5000, b"", b"cell" * 9000]
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("part", "w") as part:
            written: Any = part
            written._compressor = Deflated(_AtOnce())
            for piece in pieces:
                part.write(piece)
        package.writestr("next", "behind it")
    with zipfile.ZipFile(raw) as package:
        assert package.testzip() is None
        assert package.read("part") == b"".join(pieces)
        assert package.getinfo("part").flag_bits & 8 == 0
