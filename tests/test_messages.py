"""Every message has a stable code, and docs/messages.md says of each what to do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pmrules.errors import InputError, Place, Problem

ROOT = Path(__file__).parents[1]
LISTED = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
KEBAB = re.compile(r"[a-z]+(-[a-z0-9]+)*")


def trees() -> list[ast.Module]:
    """The program and the importers that ship with it."""
    files = [*(ROOT / "src").rglob("*.py"), *(ROOT / "plugins" / "pmrules_importers").rglob("*.py")]
    return [ast.parse(file.read_text(encoding="utf-8")) for file in files]


def texts(node: ast.AST | None) -> Iterator[str]:
    """The texts that an expression may have: one, or one of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))


def places(found: list[ast.Module]) -> dict[str, int]:
    """By function with a parameter `code`: which of the arguments it is."""
    known = {"Problem": 0, "Notice": 0}
    for tree in found:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [each.arg for each in node.args.args if each.arg not in ("self", "cls")]
                known |= {node.name: names.index("code")} if "code" in names else {}
    return known


def called(tree: ast.Module, known: dict[str, int]) -> Iterator[str]:
    """Codes handed to whatever takes one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            at = known.get(name, len(node.args))
            given = [*node.args[at : at + 1], *(k.value for k in node.keywords if k.arg == "code")]
            yield from (text for each in given for text in texts(each))


def named(tree: ast.Module) -> Iterator[str]:
    """Codes in tuples: before a `what`, given to a variable `code`, or rows of a table of it."""
    tables = {
        getattr(node.target if isinstance(node, ast.AnnAssign) else node.targets[0], "id", ""): node
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple):
            for one, two in zip(node.elts, node.elts[1:], strict=False):
                yield from texts(one) if getattr(two, "id", "") == "what" else ()
        if isinstance(node, ast.Assign):
            yield from assigned(node.targets[0], node.value)
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Name):
            table = getattr(tables.get(node.iter.id), "value", None)
            for row in getattr(table, "elts", ()):
                yield from assigned(node.target, row)


def assigned(target: ast.AST, value: ast.AST | None) -> Iterator[str]:
    """What a variable called `code` is given."""
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    values = value.elts if isinstance(value, ast.Tuple) else [value]
    for name, each in zip(names, values, strict=False):
        yield from texts(each) if getattr(name, "id", "") == "code" else ()


def raised() -> set[str]:
    """Every code that the program can show."""
    found = trees()
    known = places(found)
    several = (codes for tree in found for codes in (called(tree, known), named(tree)))
    return {code for codes in several for code in codes if KEBAB.fullmatch(code)}


def test_every_code_is_listed():
    """What the program can say stands in the list, so that it can be looked up."""
    assert sorted(raised() - set(dict(listed()))) == []


def test_no_code_is_listed_that_nobody_says():
    """The list holds no code that is gone."""
    assert sorted(set(dict(listed())) - raised()) == []


def listed() -> list[tuple[str, str]]:
    """Codes of the list with what to do."""
    return [(code, mend) for code, _, mend in ROW.findall(LISTED)]


def test_codes_are_listed_once_and_in_order():
    """One row a code, each table in alphabetical order."""
    codes = [code for code, _ in listed()]
    assert len(codes) == len(set(codes))
    for room in LISTED.split("\n## ")[1:]:
        own = [code for code, _, _ in ROW.findall(room)]
        assert own == sorted(own)
        assert own


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("Problem('a-b', what)", "a-b"),
        ("Notice(code='a-b')", "a-b"),
        ("def say(self, what, code): ...\nx.say(1, 'a-b')", "a-b"),
        ("code, mend = ('a-b' if x else 'c', 1)", "a-b"),
        ("T = ((1, 'a-b'),)\nfor at, code in T: ...", "a-b"),
        ("def f():\n    return 'a-b', what, 1", "a-b"),
    ],
)
def test_codes_are_found_in_every_form(source: str, code: str):
    """The search of this test sees each way in which the program names a code."""
    tree = ast.parse(source)
    assert code in {*called(tree, places([tree])), *named(tree)}


def test_a_refusal_shows_its_code():
    """The code stands at the end of a message, where it can be copied."""
    problem = Problem("date-order-unknown", "Which?", "Say it.", Place("f.csv", row=2))
    assert str(InputError(problem)) == "f.csv, row 2: Which?\n  → Say it. [date-order-unknown]"
