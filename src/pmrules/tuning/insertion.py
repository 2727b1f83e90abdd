"""Text inserted into a rules file at the right place, while every other byte of it stays."""

import codecs
import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml
from msgspec import Struct
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from pmrules.rules.language.keys import TOP
from pmrules.rules.rulebook import Rule
from pmrules.tuning.additions import Additions
from pmrules.tuning.writing import WIDTH, keyword, rule_flow, rule_lines, scalar

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_FIRST_LINE = "extends: product-management"
_CODECS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def inserted(data: bytes, additions: Additions) -> bytes:
    """Return the bytes of a rules file, which must be a valid one or empty, with the additions.

    A rule whose name the file has already gives its keywords to that rule.
    """
    mark, codec = next(((m, c) for m, c in _CODECS if data.startswith(m)), (b"", "utf-8"))
    text = data[len(mark) :].decode(codec)
    for section in ("customers", "internal"):
        names: tuple[str, ...] = getattr(additions, section)
        if names:
            text = _with_items(text, section, [_Item.name(each) for each in names])
    for rule in additions.rules:
        text = _with_rule(text, rule)
    return mark + text.encode(codec)


def begun(data: bytes) -> bytes:
    """Return the bytes of a file that says nothing yet with a first line; others as they are."""
    mark, codec = next(((m, c) for m, c in _CODECS if data.startswith(m)), (b"", "utf-8"))
    text = data[len(mark) :].decode(codec)
    if yaml.compose(text, Loader=_LOADER) is not None:
        return data
    newline = _newline(text)
    before = text + newline if text and not _BREAK.search(text[-1]) else text
    return mark + f"{before}{_FIRST_LINE}{newline}".encode(codec)


class _Item(Struct, frozen=True):
    """What is added to a list, as it is written in each style."""

    flow: Callable[[str], str]
    """On one line, with the quote that the list uses."""
    block: tuple[str, ...] = ()
    """Lines behind a dash, if they are more than the one of `flow`."""

    @classmethod
    def name(cls, text: str) -> "_Item":
        return cls(lambda quote: scalar(text, quote))

    @classmethod
    def rule(cls, rule: Rule) -> "_Item":
        return cls(lambda _: rule_flow(rule), tuple(rule_lines(rule)))


class _Page:
    """A text with the offsets of its lines, and its tree."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = _newline(text)
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]
        self.root: Node | None = yaml.compose(text, Loader=_LOADER)

    def offset(self, mark: Any) -> int:
        line = min(int(mark.line), len(self._starts) - 1)
        return self._starts[line] + int(mark.column)

    def value(self, key: str) -> tuple[Node, Node] | None:
        """The key and the value of a section."""
        return _pair(self.root, key)

    def end(self, node: Node) -> int:
        """Where the last word of a node ends; the parser's own mark of a block lies far beyond."""
        if isinstance(node, MappingNode) and not node.flow_style:
            return self.end(node.value[-1][1])
        if isinstance(node, SequenceNode) and not node.flow_style:
            return self.end(node.value[-1])
        end = self.offset(node.end_mark)
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return len(self.text[:end].rstrip())
        if isinstance(node, ScalarNode) and not node.value and node.style is None:
            return len(self.text[:end].rstrip(" \t\r\n"))
        return end

    def line_end(self, offset: int) -> int:
        """Where the line ends, its comment included and its break not."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def column(self, offset: int) -> int:
        return offset - max(start for start in self._starts if start <= offset)

    def after_line(self, offset: int, lines: Sequence[str]) -> str:
        """Put lines below the line of an offset."""
        at = self.line_end(offset)
        return self.text[:at] + "".join(self.newline + line for line in lines) + self.text[at:]

    def at(self, offset: int, new: str) -> str:
        return self.text[:offset] + new + self.text[offset:]


def _newline(text: str) -> str:
    found = re.search("\r\n|\n|\r", text)
    return found[0] if found else "\n"


def _pair(node: Node | None, key: str) -> tuple[Node, Node] | None:
    if not isinstance(node, MappingNode):
        return None
    return next(((name, value) for name, value in node.value if name.value == key), None)


def _with_rule(text: str, rule: Rule) -> str:
    page = _Page(text)
    found = page.value("rules")
    for each in found[1].value if found and isinstance(found[1], SequenceNode) else ():
        named, listed = _pair(each, "name"), _pair(each, "keywords")
        if named and listed and _folded(named[1].value) == _folded(rule.name):
            items = [_Item(lambda quote, k=new: keyword(k, quote)) for new in rule.keywords]  # type: ignore[misc]
            return _into(page, listed[1], items)
    return _with_items(text, "rules", [_Item.rule(rule)])


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _with_items(text: str, section: str, items: list[_Item]) -> str:
    page = _Page(text)
    if found := page.value(section):
        return _into(page, found[1], items)
    return _new_section(page, section, items)


def _into(page: _Page, node: Node, items: list[_Item]) -> str:
    """Add items to a list, whatever style it is written in."""
    if isinstance(node, CollectionNode) and node.flow_style:
        return _into_flow(page, node, items)
    return _into_block(page, node, items)


def _into_flow(page: _Page, node: Node, items: list[_Item]) -> str:
    quote = _quote(node)
    parts = [item.flow(quote) for item in items]
    last = page.end(node.value[-1])
    deep = page.newline + " " * _flow_indent(page, node)
    new, width = "", page.column(last)
    one_a_line = len(node.value) > 1 and _line(node.value[-1]) > _line(node.value[-2])
    for part in parts:
        if one_a_line or width + len(part) + 3 > WIDTH:
            new, width = f"{new},{deep}{part}", len(deep) + len(part)
        else:
            new, width = f"{new}, {part}", width + len(part) + 2
    return page.at(last, new)


def _flow_indent(page: _Page, node: Node) -> int:
    """Where lines of a list begin: as its own do, or two deeper than the line of its bracket."""
    for each in node.value:
        if _line(each) > int(node.start_mark.line):
            begin = page.offset(each.start_mark)
            line = page.text[begin - int(each.start_mark.column) : begin]
            return len(line) - len(line.lstrip())
    begin = page.offset(node.start_mark) - int(node.start_mark.column)
    line = page.text[begin : page.line_end(begin)]
    inside = line.lstrip(" -")
    return len(line) - len(inside) + 2


def _line(node: Node) -> int:
    return int(node.start_mark.line)


def _into_block(page: _Page, node: Node, items: list[_Item]) -> str:
    dash = " " * int(node.start_mark.column)
    last = node.value[-1]
    inner = int(last.start_mark.column) - len(dash)
    lines: list[str] = []
    for item in items:
        lines += _gap(page, node) if item.block else []
        lines += _dashed(item, dash, inner, _quote(node))
    return page.after_line(page.end(last), lines)


def _gap(page: _Page, node: Node) -> list[str]:
    """A blank line, if the file's own rules are set apart by one."""
    if len(node.value) < 2:
        return [""]
    before = page.text[page.end(node.value[-2]) : page.offset(node.value[-1].start_mark)]
    return [""] if re.search(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)", before) else []


def _dashed(item: _Item, dash: str, inner: int, quote: str) -> list[str]:
    inner = max(inner, 2)
    first, *more = item.block or (item.flow(quote),)
    return [f"{dash}-{' ' * (inner - 1)}{first}", *(f"{dash}{' ' * inner}{line}" for line in more)]


def _quote(node: Node) -> str:
    """The quote that all texts of a list stand in, if they do."""
    styles = {each.style for each in node.value if isinstance(each, ScalarNode)}
    if len(styles) == 1 and all(isinstance(each, ScalarNode) for each in node.value):
        return {"'": "'", '"': '"'}.get(styles.pop() or "", "")
    return ""


def _new_section(page: _Page, section: str, items: list[_Item]) -> str:
    root = page.root
    if not isinstance(root, MappingNode) or not root.value:
        msg = "the file has no section to stand beside"
        raise ValueError(msg)
    if root.flow_style:
        listed = ", ".join(item.flow("") for item in items)
        return page.at(page.end(root.value[-1][1]), f", {section}: [{listed}]")
    lines = [f"{section}:"]
    for place, item in enumerate(items):
        lines += [""] if item.block and place else []
        lines += _dashed(item, "  ", 2, "")
    base = " " * int(root.start_mark.column)
    end = page.end(_neighbour(root, section))
    return page.after_line(end, ["", *(f"{base}{line}".rstrip() for line in lines)])


def _neighbour(root: MappingNode, section: str) -> Node:
    """The section behind which another customarily stands; else the last."""
    order = TOP.names
    before: dict[str, Node] = {key.value: each for key, each in root.value if key.value in order}
    for name in reversed(order[: order.index(section)]):
        if name in before and name != "extends":
            return before[name]
    if section != "rules" and "extends" in before:
        return before["extends"]
    last: Node = root.value[-1][1]
    return last
