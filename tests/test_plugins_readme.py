"""plugins/README.md is true: its code runs, its signatures are those of the code."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pmrules
from pmrules import errors, hookspecs, model, tabular
from pmrules.registry.load import load_alone
from pmrules.rules.load import load_rules
from pmrules.tabular import TabularImporter
from pmrules.testing import POINTS, contract, fault, hold, kit

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+) (\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FILES = {name: text for _, name, text in BLOCKS if name != "signatures"}
SIGNATURES = "\n".join(text for _, name, text in BLOCKS if name == "signatures")
SOURCES = (hookspecs, model, errors, tabular, kit, contract, fault)
UNTOLD = {
    "Fit": {"grade", "reason", "mend"},
    "Problem": {"with_code"},
    "WrongReport": {"fit", "fits"},
    "ImporterContract": {
        "pytest_generate_tests",
        "test_it_ships_samples",
        "test_it_keeps_the_contract",
    },
}
"""Members that plugins have no use for."""
KINDS = ("Text", "FullName", "Tags", "Date", "Time", "Duration", "Flag")
IN_TABLES = ("detect", "detect_header", "read")
"""What of `TabularImporter` stands as a signature; its attributes stand in tables of the page."""

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


def members(node: ast.ClassDef) -> list[tuple[str, str]]:
    """Every member of a class with its signature, in the order that places count by."""
    found = []
    for each in node.body:
        if isinstance(each, ast.AnnAssign):
            found.append((ast.unparse(each.target), attribute(each)))
        elif isinstance(each, ast.FunctionDef) and not each.name.startswith("_"):
            found.append((each.name, signature(each)))
    return found


def attribute(node: ast.AnnAssign) -> str:
    """The type of an attribute and its default, unless it is made anew each time."""
    kind = ast.unparse(node.annotation)
    if not node.value or "default_factory" in ast.unparse(node.value):
        return kind
    return f"{kind} = {ast.unparse(node.value)}"


def signature(node: ast.FunctionDef) -> str:
    """Arguments with their defaults, and result; a property is told as an attribute."""
    returns = ast.unparse(node.returns).strip("'") if node.returns else ""
    marks = {ast.unparse(each) for each in node.decorator_list}
    if "property" in marks:
        return returns
    arguments = ast.unparse(node.args).removeprefix("self, ").removeprefix("self")
    bound = "classmethod " if "classmethod" in marks else ""
    return f"{bound}({arguments}) -> {returns}"


def classes(text: str) -> dict[str, list[tuple[str, str]]]:
    """Every class of a source with its members."""
    tree = ast.parse(text)
    return {each.name: members(each) for each in tree.body if isinstance(each, ast.ClassDef)}


def functions(text: str) -> dict[str, str]:
    """Every function of a source with its signature."""
    tree = ast.parse(text)
    return {each.name: signature(each) for each in tree.body if isinstance(each, ast.FunctionDef)}


def sources() -> list[str]:
    """The modules of the contract as they are."""
    return [Path(str(module.__file__)).read_text("utf-8") for module in SOURCES]


def actual() -> dict[str, list[tuple[str, str]]]:
    """The classes of the contract as they are."""
    return {name: found for text in sources() for name, found in classes(text).items()}


@pytest.mark.parametrize("name", classes(SIGNATURES))
def test_classes_are_told_as_they_are(name: str) -> None:
    """Every member of a class stands on the page with its signature, and in its order."""
    told, found = classes(SIGNATURES)[name], actual()[name]
    if name == "TabularImporter":
        found = [(member, how) for member, how in found if member in IN_TABLES]
    assert told == [(member, how) for member, how in found if member not in UNTOLD.get(name, ())]


def test_hooks_and_functions_are_told_as_they_are() -> None:
    """The page has every hook, and every function that plugins may call, with its signature."""
    found = {name: how for text in sources() for name, how in functions(text).items()}
    hooks = dict(actual()["Hooks"])
    told = functions(SIGNATURES)
    assert told == hooks | {name: found[name] for name in ("header_name", "hold")}


def test_what_plugins_import_is_told() -> None:
    """Whatever the door offers to plugins stands on the page with its signature."""
    own = {name for text in sources() for name in classes(text)} & set(pmrules.__all__)
    others = {"PmrulesError", "OutputError", "PluginError", "RulesError", "Quadrant"}
    assert own - others - {*KINDS, "InputError"} == set(classes(SIGNATURES)) & own


@pytest.mark.parametrize("kind", KINDS)
def test_cell_kinds_are_told_as_they_are(kind: str) -> None:
    """The table has every kind with what it may be given, in its order."""
    told = re.search(rf"^\| `{kind}\((.*?)\)` \|", TEXT, re.MULTILINE)
    assert told
    names = [part.strip("* ").partition("=")[0] for part in told[1].split(", ")]
    assert names == list(inspect.signature(getattr(pmrules, kind)).parameters)


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
