"""Bytes of a text file to UTF-8: what proves its encoding, and a notice where nothing does."""

import re

import pyarrow as pa
from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.model import Notice
from pmrules.visible import visible

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
# Half a character pair in UTF-8's clothes: in cp1252 it would read "í", a blank and a symbol.
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_HIGH = re.compile(rb"[\x80-\xff]")
_MEND = "Export the file again, or open it in a spreadsheet and save it as “CSV UTF-8”."


class Plain(Struct, frozen=True):
    """A text file as UTF-8."""

    data: bytes
    start: int
    """Byte behind a byte order mark; cutting it off would copy the file."""
    encoding: str
    """What the file was written in: `utf-8`, `utf-16` or `cp1252`."""
    notices: tuple[Notice, ...] = ()


def plain(data: bytes, name: str) -> Plain:
    """Return the bytes as UTF-8; what no encoding explains is refused, no letter is replaced."""
    if data.startswith(_UTF16_BOMS):
        return Plain(_utf16(data, name), 0, "utf-16")
    start = len(_UTF8_BOM) if data.startswith(_UTF8_BOM) else 0
    _refuse_zero_bytes(data, name)
    if _is_utf8(data):
        return Plain(data, start, "utf-8")
    return _cp1252(data[start:], name)


def _utf16(data: bytes, name: str) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        what = "The file begins as UTF-16 text, but what follows is not: it is damaged or cut off."
        raise _unreadable(what, Place(name)) from None
    utf8 = text.encode("utf-8")
    _refuse_zero_bytes(utf8, name)
    return utf8


def _refuse_zero_bytes(data: bytes, name: str) -> None:
    at = data.find(b"\0")
    if at < 0:
        return
    what = "The file holds zero bytes: it is damaged, or UTF-16 text without its mark."
    raise _unreadable(what, Place(name, line=_line(data, at)))


def _is_utf8(data: bytes) -> bool:
    if data.isascii():
        return True
    offsets = pa.array([0, len(data)], pa.int64()).buffers()[1]
    whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, offsets, pa.py_buffer(data)])
    try:
        whole.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _cp1252(data: bytes, name: str) -> Plain:
    first = _HIGH.search(data)
    assert first is not None  # noqa: S101 - ASCII would have been UTF-8
    place = Place(name, line=_line(data, first.start()))
    if _mixed(data):
        what = "The file mixes UTF-8 with another encoding: no reading is right for all of it."
        raise _unreadable(what, place)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        what = "The file is neither UTF-8 nor Windows-1252 text."
        raise _unreadable(what, Place(name, line=_line(data, error.start))) from None
    return Plain(text.encode("utf-8"), 0, "cp1252", (_guessed(text, place),))


def _mixed(data: bytes) -> bool:
    """Whether most letters beyond ASCII are proper UTF-8, or one is a broken piece of it."""
    if _SURROGATE.search(data):
        return True
    proper = sum(len(found) for found in _MULTIBYTE.findall(data))
    return proper * 2 > len(_HIGH.findall(data))


def _guessed(text: str, place: Place) -> Notice:
    match = re.search(r"\w*[^\x00-\x7f]\w*", text)
    word = visible(match.group(), 30) if match else ""
    return Notice(
        "encoding-guessed",
        f"Not UTF-8; read as Windows-1252 (Western European), as in “{word}”.",
        "If that word looks wrong, save the file as “CSV UTF-8”.",
        place,
    )


def _unreadable(what: str, place: Place) -> InputError:
    return InputError(Problem("encoding-unreadable", what, _MEND, place))


def _line(data: bytes, at: int) -> int:
    ends = data.count(b"\n", 0, at) or data.count(b"\r", 0, at)
    return ends + 1
