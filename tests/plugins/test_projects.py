"""The importers under `plugins/` that are projects of their own, as a stranger's would be."""

import ast
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from pmrules import Importer
from pmrules.hookspecs import Grade
from pmrules.ingest.detect import ask, choose
from pmrules.ingest.files.opening import open_file
from pmrules.registry.load import load
from pmrules.testing import samples_in

PLUGINS = Path(__file__).parents[2] / "plugins"
PROJECTS = sorted(path.parent for path in PLUGINS.glob("*/pyproject.toml"))
MODULES = [project / f"{project.name.replace('-', '_')}.py" for project in PROJECTS]
NAMES = ["clockify", "icalendar", "kimai", "timewarrior", "worklog"]


@pytest.fixture(scope="module")
def importers() -> tuple[Importer, ...]:
    """Every importer, installed all at once."""
    for library in ("icalendar", "recurring_ical_events"):
        assert find_spec(library), f"{library} is missing: make test installs it"
    return load(MODULES).importers


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_its_own_tests_pass(project: Path) -> None:
    """Each passes from its own folder, as its README says; `make plugins` lets samples grow too."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-k", "not growth"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr


def test_nobody_takes_anothers_samples(importers: tuple[Importer, ...]) -> None:
    """With all of them installed, each sample is claimed by its own importer alone."""
    assert {*NAMES, "toggl", "harvest", "excel"} <= {each.name for each in importers}
    for project, name in zip(PROJECTS, NAMES, strict=True):
        for sample in samples_in(project / "tests/samples"):
            shown = open_file(sample).sample
            assert choose(shown, importers).name == name, sample
            exact = [each.name for each in importers if ask(each, shown).grade == Grade.EXACT]
            assert exact == [name], sample


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_it_enters_by_the_door(module: Path) -> None:
    """A project imports `pmrules` and nothing below it."""
    tree = ast.walk(ast.parse(module.read_text("utf-8")))
    froms = [node.module or "" for node in tree if isinstance(node, ast.ImportFrom)]
    ours = [name for name in froms if name.partition(".")[0].startswith("pmrules")]
    assert ours == ["pmrules"]


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.name)
def test_its_declaration_holds(project: Path) -> None:
    """The entry point names the one module, which the wheel holds."""
    told = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    module = project.name.replace("-", "_")
    assert told["project"]["name"] == project.name
    assert list(told["project"]["entry-points"]["pmrules"].values()) == [module]
    assert told["tool"]["hatch"]["build"]["targets"]["wheel"]["only-include"] == [f"{module}.py"]
    assert "pmrules" in told["project"]["dependencies"]
