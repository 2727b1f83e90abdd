"""The bytes of a rules file as text; what cannot be text of a person is refused with its place."""

import codecs
import re

from pmrules.errors import Place, Problem
from pmrules.rules.language.positions import Source
from pmrules.rules.language.problems import Problems

_MARKS = (
    # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_SAVE_AS = "Save the file as UTF-8: in Notepad or Excel, “Save as”, encoding UTF-8."


def decoded(data: bytes, name: str, problems: Problems) -> tuple[Source, str] | None:
    """Return the file's lines and text, or None after saying why it cannot be read."""
    encoding = next((each for mark, each in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        _not_text(data, error.start, encoding, name, problems)
        return None
    source = Source.of(name, text)
    if odd := _UNREADABLE.search(text):
        before = Source.of(name, text[: odd.start()]).lines
        problems.add(
            "control-character",
            f"An invisible character ({ascii(odd.group())[1:-1]}) stands here.",
            "Delete it; if another program made the file, save it there as plain UTF-8 text.",
            source.span(len(before) - 1, len(before[-1])),
        )
        return None
    return source, text


def _not_text(data: bytes, start: int, encoding: str, name: str, problems: Problems) -> None:
    if encoding != "utf-8":
        what = "The file cannot be read as the text that its first bytes announce."
        problems.add_file(Problem("rules-encoding", what, _SAVE_AS, Place(name)))
        return
    # Shown as Windows would: that is where files that are not UTF-8 mostly come from.
    before = Source.of(name, data[:start].decode("cp1252", "replace")).lines
    source = Source.of(name, data.decode("cp1252", "replace"))
    span = source.span(len(before) - 1, len(before[-1]))
    problems.add("rules-encoding", "The file is not UTF-8 text.", _SAVE_AS, span)
