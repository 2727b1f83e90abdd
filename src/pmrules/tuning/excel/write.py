"""A rules file as a workbook: every value as it was typed, in a cell of its own."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pmrules.errors import Place, Problem, RulesError
from pmrules.report import theme
from pmrules.report.drawing.safe import LIMIT, clean
from pmrules.rules.language.decoding import decoded
from pmrules.rules.language.document import Fields, Items, Node, Text, parse
from pmrules.rules.language.keys import KEYWORD_FIELDS
from pmrules.rules.language.problems import Problems, quoted
from pmrules.tuning.excel import tabs
from pmrules.tuning.excel.cells import joined, one_line
from pmrules.tuning.excel.tabs import Column
from pmrules.writing.atomic import replacing

_ROWS = 2_000
"""Rows that have drop-downs."""
_WIDE, _NARROW = 44.0, 15.0
_LISTED = 255
"""Characters of a drop-down's own list."""

Row = Mapping[str, str]
_Values = dict[str, Node]


def rows_of(data: bytes, name: str) -> dict[str, list[Row]]:
    """Return the rows of every sheet, by column; the file must be one that can be loaded."""
    problems = Problems()
    found = decoded(data, name, problems)
    root = parse(found[1], found[0], problems) if found else None
    problems.raise_any()
    top = _fields(root)
    return {
        tabs.RULES: [dict(_rule(each)) for each in _items(top.get("rules"))],
        tabs.EXAMPLES: [row for each in _items(top.get("rules")) for row in _examples(each)],
        tabs.CUSTOMERS: [{"name": _text(each)} for each in _items(top.get("customers"))],
        tabs.INTERNAL: [{"name": _text(each)} for each in _items(top.get("internal"))],
        tabs.PEOPLE: [
            {"name": name, **{key: _cell(value) for key, value in _fields(person).items()}}
            for name, person in _fields(top.get("people")).items()
        ],
        tabs.LIMITS: [
            {key: _cell(value) for key, value in _fields(each).items()}
            for each in _items(top.get("limits"))
        ],
        tabs.SETTINGS: [
            {"setting": name, "value": _text(value)}
            for name, value in (
                {"extends": top.get("extends")} | _fields(top.get("matrix"))
            ).items()
            if value
        ],
        tabs.IMPORTERS: [
            {"name": name, **dict(_importer(value))}
            for name, value in _fields(top.get("importers")).items()
        ],
    }


def _rule(node: Node) -> Iterator[tuple[str, str]]:
    for key, value in _fields(node).items():
        if key == "all":
            groups = (group if isinstance(group, Items) else (group,) for group in _items(value))
            for number, group in enumerate(groups, 1):
                members = group.items if isinstance(group, Items) else group
                yield f"all-{number}", joined([_keyword(each) for each in members])
        elif key != "examples":
            yield key, _cell(value)


def _examples(rule: Node) -> Iterator[Row]:
    fields = _fields(rule)
    name = _text(fields["name"])
    for wanted, examples in _fields(fields.get("examples")).items():
        for each in _items(examples):
            row = {tabs.RULE: name, tabs.WANTED: wanted}
            if isinstance(each, Text):
                yield {**row, "description": _text(each)}
                continue
            texts = {
                KEYWORD_FIELDS.get(key, key): _text(text) for key, text in _fields(each).items()
            }
            yield {**row, **texts}


def _importer(node: Node) -> Iterator[tuple[str, str]]:
    for key, value in _fields(node).items():
        if key != "columns":
            yield key, _cell(value)
            continue
        for field, headers in _fields(value).items():
            each = _items(headers) if isinstance(headers, Items) else (headers,)
            yield f"column-{field}", joined([_text(header) for header in each])


def _cell(node: Node) -> str:
    if isinstance(node, Items):
        return joined([_keyword(each) for each in node.items])
    return _keyword(node)


def _keyword(node: Node) -> str:
    """A keyword with its field, or a limit's `activity: X`, which YAML reads as a mapping."""
    if isinstance(node, Fields):
        return ": ".join(f"{key}: {_keyword(value)}" for key, value in _fields(node).items())
    return _text(node)


def _text(node: Node) -> str:
    return one_line(node.value) if isinstance(node, Text) else ""


def _fields(node: Node | None) -> _Values:
    return {key.value: value for key, value in node.pairs} if isinstance(node, Fields) else {}


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Items) else ()


def workbook(rows: Mapping[str, Sequence[Row]], name: str) -> Workbook:
    """Draw the rows; raises `RulesError` for lists that no cell can hold."""
    _refuse_long(rows, name)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in tabs.NAMES:
        groups = [key for row in rows[sheet] for key in row if tabs.group(key)]
        count = max(tabs.FEWEST_GROUPS, *(int(key.removeprefix("all-")) for key in groups), 0)
        _draw(book.create_sheet(sheet), tabs.columns(sheet, count), rows[sheet])
    return book


def _refuse_long(rows: Mapping[str, Sequence[Row]], name: str) -> None:
    problems = [
        Problem(
            "excel-too-long",
            f"{quoted(next(iter(row.values())))} has more in “{key}” than a cell of Excel holds.",
            "Make two of it, or keep this file in YAML.",
            Place(name),
        )
        for listed in rows.values()
        for row in listed
        for key, text in row.items()
        if len(text.encode("utf-16-le")) // 2 > LIMIT - 100
    ]
    if problems:
        raise RulesError(problems)


def _draw(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place)
        _put(head, column.title)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=theme.INPUT)
        head.alignment = Alignment(vertical="top", wrap_text=True)
        wide = column.many or column.key in ("name", "advice", "value", "description", "rule")
        sheet.column_dimensions[letter].width = _WIDE if wide else _NARROW
        # As text: else Excel makes 0.35 of 35 % and a day of 2026-09.
        sheet.column_dimensions[letter].number_format = "@"
        if listed := _validation(sheet.title, column):
            sheet.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}{_ROWS}")
        for number, row in enumerate(rows, 2):
            cell = sheet.cell(number, place)
            cell.number_format = "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if text := row.get(column.key):
                _put(cell, text)


def _put(cell: Cell | MergedCell, text: str) -> None:
    """Write a text as text, whatever it begins with."""
    cell.value = clean(text)
    cell.data_type = "s"


def _validation(sheet: str, column: Column) -> DataValidation | None:
    """Return the drop-down of a column, which a hint explains."""
    formula = ""
    if sheet == tabs.EXAMPLES and column.key == tabs.RULE:
        formula = f"{tabs.RULES}!$A$2:$A${_ROWS}"
    elif sheet == tabs.SETTINGS and column.key == "setting":
        formula = f'"{",".join(tabs.settings())}"'
    elif column.choices and len(",".join(column.choices)) <= _LISTED:
        formula = f'"{",".join(column.choices)}"'
    hint = column.what + (" Several: one a line (Alt+Enter) or between “;”." if column.many else "")
    found = DataValidation(type="list" if formula else None, formula1=formula or None)
    found.prompt, found.promptTitle, found.showInputMessage = hint[:250], column.title, True
    found.showErrorMessage = bool(formula) and not column.open
    return found


def save(book: Workbook, path: Path) -> None:
    """Write the workbook whole or not at all."""
    with replacing(path) as file:
        book.save(file)
