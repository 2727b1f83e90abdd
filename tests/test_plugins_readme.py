"""plugins/README.md is true: its code runs, its signatures are those of the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pmrules
from pmrules import errors, hookspecs, model
from pmrules.registry.load import load_alone
from pmrules.rules.load import load_rules
from pmrules.tabular import TabularImporter
from pmrules.testing import POINTS, hold

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+) (\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FILES = {name: text for _, name, text in BLOCKS if name != "signatures"}
SIGNATURES = "\n".join(text for _, name, text in BLOCKS if name == "signatures")
UNTOLD = {"Fit": {"grade", "reason", "mend"}}
"""Members that plugins have no use for."""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files of the page."""

    def written(*names: str) -> Path:
        for name in names:
            (tmp_path / name).write_text(FILES[name], encoding="utf-8", newline="\n")
        return tmp_path

    return written


@pytest.mark.parametrize(
    ("plugin", "sample", "entries"),
    [("punch.py", "punch.csv", 3), ("dial.py", "dial.json", 2), ("ledger.py", "ledger.csv", 3)],
)
def test_examples_keep_the_contract(write: Write, plugin: str, sample: str, entries: int) -> None:
    """Every importer on the page reads the sample above it and has no fault."""
    folder = write(plugin, sample)
    (importer,) = load_alone(folder / plugin).importers
    slow = "expected" if plugin == "dial.py" else "growth"
    points = [point for point in POINTS if point not in ("expected", slow)]
    for result in hold(importer, folder / sample, points=points):
        assert not result.faults, str(result)
    hold(importer, folder / sample, points=(), update_expected=True)
    written = (folder / f"{sample}.expected.json").read_text("utf-8")
    assert written.count('"seconds"') == entries


def test_the_test_file_passes(write: Write, tmp_path: Path) -> None:
    """The test and the conftest on the page hold the importer to its sample."""
    write("punch.py", "test_punch.py", "conftest.py", "punch.csv")
    (tmp_path / "samples").mkdir()
    (tmp_path / "punch.csv").rename(tmp_path / "samples" / "punch.csv")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    missing = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert missing.returncode == 1
    assert "“punch.csv.expected.json” is missing" in missing.stdout
    again = subprocess.run([*command, "--update-expected"], cwd=tmp_path, check=False)
    assert again.returncode == 0


def test_the_pack_can_be_extended(write: Write, tmp_path: Path) -> None:
    """The rule pack on the page is found, and a rules file extends it by name."""
    folder = write("pack.py", "agency.yaml")
    (pack,) = load_alone(folder / "pack.py").packs
    rules = tmp_path / "rules.yaml"
    rules.write_text("extends: agency\n", encoding="utf-8")
    packs = {each.name: each.path for each in (*load_packs(), pack)}
    assert "Pitches" in {rule.name for rule in load_rules(rules, packs=packs).rules}


def load_packs() -> tuple[pmrules.RulePack, ...]:
    """The installed packs."""
    from pmrules.registry.load import load

    return load().packs


def members(node: ast.ClassDef) -> dict[str, str]:
    """Every member of a class with its signature, in one spelling."""
    found = {}
    for each in node.body:
        if isinstance(each, ast.AnnAssign):
            made = each.value and "default_factory" in ast.unparse(each.value)
            default = f" = {ast.unparse(each.value)}" if each.value and not made else ""
            found[ast.unparse(each.target)] = ast.unparse(each.annotation) + default
        elif isinstance(each, ast.FunctionDef) and not each.name.startswith("__"):
            found[each.name] = signature(each)
    return found


def signature(node: ast.FunctionDef) -> str:
    """Arguments and result of a function; a property is told as an attribute."""
    returns = ast.unparse(node.returns).strip("'") if node.returns else ""
    if "property" in map(ast.unparse, node.decorator_list):
        return returns
    arguments = [ast.unparse(each) for each in node.args.args if each.arg != "self"]
    return f"({', '.join(arguments)}) -> {returns}"


def classes(text: str) -> dict[str, dict[str, str]]:
    """Every class of a source with its members."""
    tree = ast.parse(text)
    return {each.name: members(each) for each in tree.body if isinstance(each, ast.ClassDef)}


def actual() -> dict[str, dict[str, str]]:
    """The classes of the contract as they are."""
    sources = (Path(str(module.__file__)) for module in (hookspecs, model, errors))
    return {name: found for path in sources for name, found in classes(path.read_text()).items()}


@pytest.mark.parametrize("name", classes(SIGNATURES))
def test_classes_are_told_as_they_are(name: str) -> None:
    """Every member of a class on the page has that signature, and none is left untold."""
    told, found = classes(SIGNATURES)[name], actual()[name]
    assert told == {
        member: how for member, how in found.items() if member not in UNTOLD.get(name, ())
    }


def test_hooks_are_told_as_they_are() -> None:
    """The page has every hook, with its exact signature."""
    told = {
        each.name: signature(each)
        for each in ast.parse(SIGNATURES).body
        if isinstance(each, ast.FunctionDef)
    }
    assert told == actual()["Hooks"]


def test_every_point_is_told() -> None:
    """The table of the kit has the kit's points, in their order."""
    section = TEXT.split("## The contract kit")[1].split("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE) == list(POINTS)


def test_every_column_and_attribute_is_told() -> None:
    """Whatever a `TabularImporter` may declare stands on the page."""
    section = TEXT.split("## Everything about `TabularImporter`")[1].split("\n## ")[0]
    named = set(re.findall(r"`([a-z_]+)`", section))
    public = {name for name in vars(TabularImporter) if name[0] in "abcdefghijklmnopqrstuvwxyz"}
    untold = {"FIELDS", "columns", "read", "reads_grids", "detect", "detect_header"}
    assert public - untold <= named
    assert set(TabularImporter.FIELDS) <= named


def test_what_the_page_imports_is_public() -> None:
    """Names imported on the page stand in the door's list."""
    for name, text in FILES.items():
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.ImportFrom) and node.module == "pmrules":
                    assert {each.name for each in node.names} <= set(pmrules.__all__)
