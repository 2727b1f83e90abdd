"""Plugins are found one by one; a broken one is named and harms no other."""

import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from pmrules import __version__
from pmrules.errors import PluginError
from pmrules.registry import load as loading
from pmrules.registry.load import load

GOOD = """
from pmrules import Fit, hookimpl

class Acme:
    name = "{name}"
    title = "Acme time"
    def detect(self, sample):
        return Fit.none("no")
    def read(self, source):
        return ()

@hookimpl
def pmrules_importers():
    yield Acme()
"""


LOST_PACK = """
from pathlib import Path
from pmrules import RulePack, hookimpl

@hookimpl
def pmrules_rulepacks():
    return [RulePack("mine", Path("/no/such/file"))]
"""


@pytest.fixture
def plugin(tmp_path: Path) -> Callable[[str], Path]:
    """Write a plugin file."""

    def write(source: str, name: str = "acme.py") -> Path:
        path = tmp_path / name
        path.write_text(source, encoding="utf-8")
        return path

    return write


def test_installed_plugins_are_found() -> None:
    """What ships with pmrules enters by the strangers' door, and none of it is broken."""
    found = load()
    assert {importer.name for importer in found.importers} >= {"toggl", "harvest", "excel"}
    assert [pack.name for pack in found.packs] == ["product-management"]
    assert found.broken == ()
    assert found.owners["toggl"] == f"toggl of pmrules {__version__}"


def test_finding_plugins_loads_no_heavy_library() -> None:
    """Listing importers must be quick."""
    heavy = {"pandas", "numpy", "pyarrow", "openpyxl", "python_calamine"}
    program = (
        "import sys; from pmrules.registry.load import load; load(); "
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_plugin_file_offers_its_importer(plugin: Callable[..., Path], tmp_path: Path) -> None:
    """A single Python file is a plugin; nothing is written beside it."""
    found = load([plugin(GOOD.format(name="acme"))])
    assert "acme" in {importer.name for importer in found.importers}
    assert found.owners["acme"] == "acme.py"
    assert [path.name for path in tmp_path.iterdir()] == ["acme.py"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise ValueError('boom')", "cannot be loaded: ValueError: boom"),
        ("def broken(:", "cannot be loaded: SyntaxError"),
        ("import nowhere_to_be_found", "ModuleNotFoundError: No module named"),
        ("import sys; sys.exit(0)", "SystemExit: 0"),
        ("x = 1", "implements no hook"),
        ("def pmrules_importers(): return []", "put @hookimpl above it"),
        (
            "from pmrules import hookimpl\n@hookimpl\ndef pmrules_importer(): return []",
            "“pmrules_importer”, which is no hook; did you mean pmrules_importers?",
        ),
        (
            "from pmrules import hookimpl\n@hookimpl\ndef pmrules_importers(colour): return []",
            "breaks the contract",
        ),
        (
            "from pmrules import hookimpl\n@hookimpl\ndef pmrules_importers(): return None",
            "failed in pmrules_importers: TypeError",
        ),
        (
            "from pmrules import hookimpl\n@hookimpl\ndef pmrules_importers(): return 1 / 0",
            "failed in pmrules_importers: ZeroDivisionError",
        ),
        (GOOD.replace("yield Acme()", "yield Acme").format(name="acme"), "an instance of it"),
        (GOOD.replace("yield Acme()", "yield 'acme'").format(name="acme"), "offers str without a"),
        (GOOD.format(name="Acme Time"), "without a name of one lower-case word"),
        (GOOD.replace("title", "label").format(name="acme"), "“acme” without a title"),
        (GOOD.replace("def read", "def reed").format(name="acme"), "without the method read"),
        (
            GOOD.format(name="toggl"),
            "offers “toggl”, which toggl of pmrules {version} offers already",
        ),
        (
            "from pmrules import hookimpl\n@hookimpl\ndef pmrules_rulepacks(): return ['x']",
            "offers str instead of a RulePack",
        ),
        (
            LOST_PACK,
            "“mine”, whose file is missing",
        ),
        (
            LOST_PACK.replace('Path("/no/such/file")', "__file__"),
            'Path(__file__).parent / "NAME.yaml"',
        ),
        (LOST_PACK.replace('Path("/no/such/file")', "None"), "“mine” with NoneType as its path"),
        (
            LOST_PACK.replace('Path("/no/such/file")', "Path(__file__).parent"),
            "“mine”, whose file is missing",
        ),
        (LOST_PACK.replace('"mine"', '"Mine"'), "without a name of one lower-case word"),
        ("raise ValueError('\\x1b[31m')", r"\x1b[31m"),
    ],
)
def test_a_broken_plugin_file_is_refused_by_name(
    plugin: Callable[..., Path], source: str, words: str
) -> None:
    """Whoever names a plugin wants it: without it the program does not go on."""
    with pytest.raises(PluginError) as caught:
        load([plugin(source)])
    (problem,) = caught.value.problems
    assert problem.code == "plugin-broken"
    assert problem.what.startswith("The plugin “acme.py” ")
    assert words.format(version=__version__) in problem.what
    assert "?." not in problem.what


def test_a_missing_plugin_file_is_refused(tmp_path: Path) -> None:
    """A path that leads nowhere, or to a folder, is a slip of the name, not a broken plugin."""
    with pytest.raises(PluginError) as caught:
        load([tmp_path / "acme.py", tmp_path])
    assert [problem.what for problem in caught.value.problems] == [
        "There is no plugin file “acme.py”.",
        f"There is no plugin file “{tmp_path.name}”.",
    ]
    assert caught.value.problems[0].mend == "Check the name and the folder."


def test_all_broken_plugin_files_are_named_at_once(plugin: Callable[..., Path]) -> None:
    """One round of mending is enough."""
    paths = [plugin("x = 1", "one.py"), plugin(GOOD.format(name="ok"), "two.py")]
    with pytest.raises(PluginError) as caught:
        load([*paths, plugin("1 / 0", "three.py")])
    assert len(caught.value.problems) == 2


def test_two_files_of_one_name_are_two_plugins(plugin: Callable[..., Path], tmp_path: Path) -> None:
    """Their folders tell them apart; the same file twice is one."""
    (tmp_path / "other").mkdir()
    one = plugin(GOOD.format(name="one"))
    two = plugin(GOOD.format(name="two"), "other/acme.py")
    assert {"one", "two"} <= {importer.name for importer in load([one, two, one]).importers}


def test_a_broken_installed_plugin_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are used, and the broken one is named."""
    entries = EntryPoints(
        [
            EntryPoint("broken", "no.such.module", "pmrules"),
            EntryPoint("toggl", "pmrules_importers.toggl", "pmrules"),
        ]
    )
    monkeypatch.setattr(loading, "entry_points", lambda **_: entries)
    found = load()
    assert [importer.name for importer in found.importers] == ["toggl"]
    (problem,) = found.broken
    assert "“broken” cannot be loaded: ModuleNotFoundError" in problem.what
