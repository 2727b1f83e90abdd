"""What is wrong where YAML itself gives up, in plain words for the commonest slips."""

import re
from collections.abc import Callable

import yaml

from pmrules.rules.language.keys import ALL_NAMES
from pmrules.rules.language.positions import Source
from pmrules.rules.language.problems import Problems, quoted

_TAB = re.compile(r"[ -]*(\t)")
_CUT = re.compile(r"\S[ \t]+(#\w\S*)")
# A value that begins with a sign to which YAML gives a meaning.
_SIGN = re.compile(r"(?:^\s*|[\[,{]\s*|[-:]\s+)([*&!%@`|>][^,\]}]*)")
_AFTER_CLOSING = re.compile(
    r"""(?:^\s*|[\[,]\s*|[-:]\s+)((?:"[^"]*"|'[^']*'|\[[^\]]*\])\s*[^\s,\]}#:].*)"""
)
_NO_BLANK = re.compile(r"\s*(?:- +)*(([A-Za-z_-]+):)(?!//)\S")
_QUOTES = "Put the whole text in quotes"
DEEPEST = 20
TOO_DEEP = f"Lists and mappings lie more than {DEEPEST} deep in each other here."
_SEARCHED = 2_000  # letters of a line: nobody typed more, and patterns must not crawl


class _Slip:
    """An error of the parser with the lines that it is about."""

    def __init__(self, error: yaml.MarkedYAMLError, source: Source) -> None:
        mark = error.problem_mark or error.context_mark
        self.source = source
        self.said = f"{error.context or ''} {error.problem or ''}"
        self.line, self.column = (mark.line, mark.column) if mark else (0, 0)
        begun = error.context_mark or mark
        self.first, self.first_column = (begun.line, begun.column) if begun else (0, 0)
        self.at_end = not source.line(self.line).strip()
        # Where the file simply ends, the slip is where the parser had begun.
        if self.at_end:
            self.line, self.column = self.first, self.first_column

    def text(self, line: int) -> str:
        return self.source.line(line)[:_SEARCHED]


Finding = tuple[str, str, str, int, int, int]
"""Code, what, mend, line, column, length."""


def explain(error: yaml.MarkedYAMLError, source: Source, problems: Problems) -> None:
    """Add the one problem that an error of the parser stands for."""
    slip = _Slip(error, source)
    code, what, mend, line, column, length = next(
        found for look in _LOOKS if (found := look(slip)) is not None
    )
    problems.add(code, what, mend, source.span(line, column, length))


def suspect_lines(source: Source, first: int, last: int, problems: Problems) -> None:
    """Report lines that YAML took as the rest of the text above and that are hardly meant so."""
    for number in range(first + 1, last + 1):
        line = source.line(number)
        dash = re.match(r"\s*(-) ", line)
        if dash or _TAB.match(line):
            what = "YAML reads this line as the rest of the text above it."
            mend = "Begin it under the first letter of its neighbours, with blanks and no tabs."
            column = dash.start(1) if dash else 0
            problems.add("indentation", what, mend, source.span(number, column))
        elif (key := _NO_BLANK.match(line)) and key[2] in ALL_NAMES:
            problems.add(*_blank_missing(key), source.span(number, key.start(1), len(key[1])))


def _blank_missing(key: re.Match[str]) -> tuple[str, str, str]:
    what = f"After {quoted(key[1])} a blank is missing."
    return "no-blank", what, f"Write “{key[1]} …” with a blank after the colon."


def _deep(slip: _Slip) -> Finding | None:
    """Newer parsers give up on depth by themselves."""
    if "nesting depth" not in slip.said:
        return None
    return "too-deep", TOO_DEEP, "No rule needs that.", slip.line, slip.column, 1


def _tab(slip: _Slip) -> Finding | None:
    for number in range(min(slip.first, slip.line), slip.line + 1):
        if found := _TAB.match(slip.source.line(number)):
            what = "A tab stands here where only blanks may indent a line."
            return "tab", what, "Replace it by blanks.", number, found.start(1), 1
    return None


def _sign(slip: _Slip) -> Finding | None:
    before = [
        found for found in _SIGN.finditer(slip.text(slip.line)) if found.start(1) <= slip.column
    ]
    if not before:
        return None
    word, column = before[-1][1].strip(), before[-1].start(1)
    what = f"A text cannot begin with “{word[0]}” without quotes."
    return "unquoted-sign", what, f'Put it in quotes: "{word}"', slip.line, column, len(word)


def _escape(slip: _Slip) -> Finding | None:
    if "escape" not in slip.said:
        return None
    column = max(0, slip.source.line(slip.line).rfind("\\", 0, slip.column + 1))
    what = "In double quotes a backslash begins an escape, and this one does not exist."
    mend = "Use single quotes: '…'."
    return "escape", what, mend, slip.line, column, 2


def _unclosed_quote(slip: _Slip) -> Finding | None:
    if "quoted scalar" not in slip.said:
        return None
    what, mend = "This quotation mark is never closed.", "Close it at the end of the text."
    return "unclosed", what, mend, slip.first, slip.first_column, 1


def _after_closing(slip: _Slip) -> Finding | None:
    found = _AFTER_CLOSING.search(slip.text(slip.line))
    if not found or "expected" not in slip.said:
        return None
    word = found[1].strip()
    what = "After the closing quotation mark or bracket the text goes on."
    mend = f"{_QUOTES}: {_in_quotes(word)}"
    return "unquoted-sign", what, mend, slip.line, found.start(1), len(word)


def _in_quotes(word: str) -> str:
    """Put a text that has quotes itself, some of them perhaps meant as such, in others."""
    bare = word[1:-1] if word[0] in "'\"" and word[-1] == word[0] else word
    return f"'{bare}'" if '"' in bare else f'"{bare}"'


def _cut(slip: _Slip) -> Finding | None:
    if "flow" not in slip.said:
        return None
    for number in range(slip.first, slip.line + 1):
        if found := _CUT.search(slip.text(number)):
            what = f"From {quoted(found[1])} on YAML reads a comment, and the list is never closed."
            mend = 'Put the text in quotes: "… #…".'
            return "cut-text", what, mend, number, found.start(1), len(found[1])
    return None


def _no_blank(slip: _Slip) -> Finding | None:
    for number in (slip.first, slip.line, slip.line - 1):
        key = _NO_BLANK.match(slip.text(max(0, number)))
        if key and (key[2] in ALL_NAMES or "could not find" in slip.said):
            return (*_blank_missing(key), max(0, number), key.start(1), len(key[1]))
    return None


def _unclosed_bracket(slip: _Slip) -> Finding | None:
    if "flow" not in slip.said or (slip.first == slip.line and not slip.at_end):
        return None
    what = "This bracket is never closed."
    mend = "Close it, and put a comma between the items."
    return "unclosed", what, mend, slip.first, slip.first_column, 1


def _colon(slip: _Slip) -> Finding | None:
    line = slip.source.line(slip.line)
    here = slip.column if line[slip.column : slip.column + 1] == ":" else -1
    if here < 0 or ("mapping values" not in slip.said and "flow" not in slip.said):
        return None
    if re.fullmatch(r"\s*(?:- +)*[A-Za-z_-]+", line[:here]):
        return None
    what = "A colon with a blank after it ends a name, and this line has had one already."
    mend = f'{_QUOTES}, for example "Q3: plan".'
    return "unquoted-sign", what, mend, slip.line, here, 1


def _no_colon(slip: _Slip) -> Finding | None:
    if "could not find" not in slip.said:
        return None
    line = slip.source.line(slip.first).rstrip()
    what = f"{quoted(line.strip())} stands alone where “name: value” is expected."
    mend = "Write a colon and a blank after the name, or “- ” in front of an item of a list."
    return "syntax", what, mend, slip.first, slip.first_column, len(line) - slip.first_column


def _indentation(slip: _Slip) -> Finding | None:
    line = slip.source.line(slip.line).rstrip()
    begin = len(line) - len(line.lstrip())
    if "flow" in slip.said or (slip.column > begin and "mapping values" not in slip.said):
        return None
    what = "This line does not fit those above it."
    mend = "Items and names of one group begin under one another; look at the blanks in front."
    return "indentation", what, mend, slip.line, begin, len(line) - begin


def _anything(slip: _Slip) -> Finding:
    what = "YAML cannot read on from here."
    mend = "Look for a missing comma, bracket or quotation mark; a text with signs needs quotes."
    return "syntax", what, mend, slip.line, slip.column, 1


_LOOKS: tuple[Callable[[_Slip], Finding | None], ...] = (
    _deep, _tab, _escape, _unclosed_quote, _sign, _after_closing, _cut, _no_blank,
    _unclosed_bracket, _colon, _no_colon, _indentation, _anything,
)  # fmt: skip
