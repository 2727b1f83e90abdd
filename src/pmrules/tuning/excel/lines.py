"""Rows of a workbook as lines of YAML; each line knows its cell."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.rules.language.problems import did_you_mean, quoted
from pmrules.tuning.excel import tabs
from pmrules.tuning.excel.cells import split
from pmrules.tuning.excel.read import Cell, Row, Sheets
from pmrules.tuning.writing import scalar, wrapped

_LISTS = frozenset(
    column.key for sheet in tabs.NAMES for column in tabs.columns(sheet) if column.many
)


class Line(Struct, frozen=True):
    """A line of the rules file and the cell that it comes from."""

    text: str
    at: str = ""


def lines(sheets: Sheets) -> Iterator[Line]:
    """Yield the lines of the whole file, section after section."""
    rows = sheets.rows
    yield from _settings(rows[tabs.SETTINGS], sheets.name)
    for key, sheet in (("customers", tabs.CUSTOMERS), ("internal", tabs.INTERNAL)):
        yield from _section(key, [Line(f"  - {scalar(c.text)}", c.at) for c in _names(rows[sheet])])
    yield from _section("people", [each for row in rows[tabs.PEOPLE] for each in _named(row)])
    examples = _by_rule(rows[tabs.EXAMPLES], rows[tabs.RULES], sheets.name)
    body: list[Line] = []
    for row in rows[tabs.RULES]:
        name = row["name"].text.casefold() if "name" in row else ""
        body += [*_item(row), *_examples(examples.pop(name, []))]
    yield from _section("rules", body)
    yield from _section("limits", [each for row in rows[tabs.LIMITS] for each in _item(row)])
    yield from _section("importers", [each for row in rows[tabs.IMPORTERS] for each in _named(row)])


def _section(key: str, body: Sequence[Line]) -> Iterator[Line]:
    if body:
        yield from (Line(f"{key}:"), *body, Line(""))


def _settings(rows: Sequence[Row], name: str) -> Iterator[Line]:
    found: dict[str, Cell] = {}
    problems = []
    for row in rows:
        said = row.get("setting", Cell("", ""))
        key = tabs.key_of(said.text)
        if key not in tabs.settings() or key in found:
            at = next(iter(row.values())).at
            twice = f"{quoted(said.text)} is set twice."
            what = twice if key in found else f"{quoted(said.text)} is no setting."
            mend = "Take one out." if key in found else did_you_mean(said.text, tabs.settings())
            problems.append(Problem("excel-setting", what, mend, Place(f"{name}, {at}")))
        elif "value" in row:
            found[key] = row["value"]
    if problems:
        raise InputError(problems)
    if cell := found.pop("extends", None):
        yield from (Line(f"extends: {scalar(cell.text)}", cell.at), Line(""))
    labels = [Line(f"  {key}: {scalar(cell.text)}", cell.at) for key, cell in found.items()]
    yield from _section("matrix", labels)


def _names(rows: Sequence[Row]) -> Iterator[Cell]:
    return (row["name"] for row in rows)


def _named(row: Row) -> Iterator[Line]:
    """Yield a mapping whose key is a name: a person, an importer."""
    cell = row.get("name") or Cell(next(iter(row.values())).at, "")
    fields = [each for key in row if not tabs.header_field(key) for each in _field(key, row, 4)]
    headers = {tabs.header_field(key): row[key] for key in row if tabs.header_field(key)}
    if headers:
        fields.append(Line("    columns:", next(iter(headers.values())).at))
        for field, header in headers.items():
            fields += _list(f"      {field}: ", header)
    yield Line(f"  {scalar(cell.text)}:{'' if fields else ' {}'}", cell.at)
    yield from fields


def _item(row: Row) -> Iterator[Line]:
    """Yield a mapping as an item of a list: a rule, a limit."""
    groups = [key for key in row if tabs.group(key)]
    order = [key for key in row if key not in groups]
    found = [each for key in order for each in _field(key, row, 4, names=True)]
    if groups:
        found.append(Line("    all:", row[groups[0]].at))
        for key in groups:
            found += _list("      - ", row[key])
    first, *rest = found
    yield Line(f"  - {first.text.strip()}", first.at)
    yield from rest


def _field(key: str, row: Row, indent: int, *, names: bool = False) -> Iterator[Line]:
    if key == "name" and not names:
        return
    start = f"{' ' * indent}{key}: "
    if key in _LISTS:
        yield from _list(start, row[key])
    else:
        yield Line(f"{start}{scalar(row[key].text)}", row[key].at)


def _list(start: str, cell: Cell) -> Iterator[Line]:
    texts = [scalar(text) for text in split(cell.text)]
    indent = " " * (len(start) - len(start.lstrip()) + 2)
    for line in wrapped(start, texts, indent) if texts else [f"{start}[]"]:
        yield Line(line, cell.at)


def _by_rule(examples: Sequence[Row], rules: Sequence[Row], name: str) -> dict[str, list[Row]]:
    """Return the examples of each rule; those of none are refused."""
    known = {row["name"].text.casefold(): row["name"].text for row in rules if "name" in row}
    found: dict[str, list[Row]] = defaultdict(list)
    problems = []
    for row in examples:
        rule, wanted = row.get(tabs.RULE, Cell("", "")), row.get(tabs.WANTED, Cell("", ""))
        at = rule.at or next(iter(row.values())).at
        if rule.text.casefold() not in known:
            what = f"There is no rule {quoted(rule.text)} on the sheet Rules."
            mend = did_you_mean(rule.text, list(known.values())[:20], "Rules")
            problems.append(Problem("excel-rule", what, mend, Place(f"{name}, {at}")))
        elif wanted.text.casefold() not in ("match", "miss"):
            what = f"{quoted(wanted.text)} is not expected here."
            place = Place(f"{name}, {wanted.at or at}")
            problems.append(Problem("excel-expected", what, "It is match or miss.", place))
        else:
            found[rule.text.casefold()].append(row)
    if problems:
        raise InputError(problems)
    return found


def _examples(rows: Sequence[Row]) -> Iterator[Line]:
    if not rows:
        return
    yield Line("    examples:", rows[0][tabs.RULE].at)
    for wanted in ("match", "miss"):
        mine = [row for row in rows if row[tabs.WANTED].text.casefold() == wanted]
        if mine:
            yield Line(f"      {wanted}:", mine[0][tabs.WANTED].at)
            yield from (_example(row) for row in mine)


def _example(row: Row) -> Line:
    texts: Mapping[str, Cell] = {
        key: cell for key, cell in row.items() if key not in (tabs.RULE, tabs.WANTED)
    }
    at = next(iter(texts.values()), row[tabs.RULE]).at
    if list(texts) == ["description"]:
        return Line(f"        - {scalar(texts['description'].text)}", at)
    fields = (f"{key}: {scalar(cell.text)}" for key, cell in texts.items())
    return Line(f"        - {{{', '.join(fields)}}}", at)
