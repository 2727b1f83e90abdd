"""Plugins run only if somebody installed or named them; each is known by where it came from."""

import os
import py_compile
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pmrules import __version__
from pmrules.cli.main import guarded

PLUGIN = """
from pmrules import Fit, hookimpl

class Importer:
    def __init__(self, name):
        self.name = name
        self.title = "Times of " + name
    def detect(self, sample):
        return Fit.none("no")
    def read(self, source):
        return ()

@hookimpl
def pmrules_importers():
    return [Importer(name) for name in NAMES]

NAMES = {names!r}
"""

Write = Callable[..., Path]


@pytest.fixture
def plugin(tmp_path: Path) -> Write:
    """Write a plugin that offers importers of these names."""

    def write(*names: str, source: str = PLUGIN, file: str = "acme.py") -> Path:
        path = tmp_path / file
        path.write_text(source.format(names=names), encoding="utf-8")
        return path

    return write


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Install a distribution `acme-time` 1.2 whose entry point `aaa` is this plugin."""

    def install(*names: str, source: str = PLUGIN) -> Path:
        site = tmp_path / "site"
        (site / "acme_time-1.2.dist-info").mkdir(parents=True)
        about = site / "acme_time-1.2.dist-info"
        about.joinpath("METADATA").write_text("Name: acme-time\nVersion: 1.2\n")
        about.joinpath("entry_points.txt").write_text("[pmrules]\naaa = acme_time_plugin\n")
        (site / "acme_time_plugin.py").write_text(source.format(names=names), encoding="utf-8")
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, "acme_time_plugin", raising=False)
        return site

    return install


@pytest.fixture
def listed(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """Return what `importers list` says, to stdout and to stderr."""

    def run(*arguments: object, code: int = 0) -> tuple[str, str]:
        assert guarded(["importers", "list", *map(str, arguments)]) == code
        return tuple(capsys.readouterr())  # type: ignore[return-value]

    return run


def _line(name: str, out: str) -> str:
    return next((line for line in out.splitlines() if line.split()[0] == name), "")


def test_the_list_says_where_each_came_from(
    plugin: Write, installed: Write, listed: Callable[..., tuple[str, str]]
) -> None:
    """A distribution and its version, or a file; ours are of pmrules."""
    installed("acme")
    out, err = listed("--plugin", plugin("other"))
    assert _line("toggl", out).endswith(f"toggl of pmrules {__version__}")
    assert " ".join(_line("acme", out).split()) == "acme Times of acme aaa of acme-time 1.2"
    assert _line("other", out).endswith("acme.py")
    assert err == ""


def test_a_broken_one_is_named_and_left_out(
    installed: Write, listed: Callable[..., tuple[str, str]]
) -> None:
    """Name, distribution, version and what is wrong; the others work."""
    installed(source="import no_such_module")
    out, err = listed()
    assert _line("toggl", out)
    assert "The plugin “aaa of acme-time 1.2” cannot be loaded: ModuleNotFoundError" in err


def test_nobody_takes_the_name_of_ours(
    installed: Write, listed: Callable[..., tuple[str, str]]
) -> None:
    """Whatever a foreign plugin is called, our importers keep their names; the rest is taken."""
    installed("toggl", "acme")
    out, err = listed()
    assert "of pmrules" in _line("toggl", out)
    assert "aaa of acme-time" in _line("acme", out)
    assert "“toggl”, which toggl of pmrules" in err


def test_a_variable_names_files(
    plugin: Write, listed: Callable[..., tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files parted as the system parts paths are plugins; empty parts are none."""
    paths = [plugin("one", file="one.py"), plugin("two", file="two.py")]
    monkeypatch.setenv("PMRULES_PLUGINS", os.pathsep.join(["", *map(str, paths), ""]))
    out, _ = listed("--plugin", paths[0])
    assert _line("one", out).endswith("one.py")
    assert _line("two", out).endswith("two.py")


def test_a_file_named_by_the_variable_must_be_there(
    tmp_path: Path, listed: Callable[..., tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a plugin wants it."""
    monkeypatch.setenv("PMRULES_PLUGINS", str(tmp_path / "lost.py"))
    assert "There is no plugin file “lost.py”" in listed(code=1)[1]


@pytest.mark.parametrize("off", ["1", "all", "ALL", "aaa, acme", "acme-time,acme.py"])
def test_foreign_plugins_are_turned_off(
    plugin: Write,
    installed: Write,
    listed: Callable[..., tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    off: str,
) -> None:
    """None of their code runs, and it is said; ours stay."""
    installed(source="raise SystemExit('ran')")
    monkeypatch.setenv("PMRULES_PLUGINS", str(plugin(source="raise SystemExit('ran')")))
    monkeypatch.setenv("PMRULES_DISABLE_PLUGINS", off)
    out, err = listed()
    assert [line.split()[0] for line in out.splitlines()] == ["excel", "harvest", "toggl"]
    assert err.splitlines() == [
        "Turned off by PMRULES_DISABLE_PLUGINS: aaa of acme-time 1.2.",
        "Turned off by PMRULES_DISABLE_PLUGINS: acme.py.",
    ]


@pytest.mark.parametrize("off", ["", "0", "no", "toggl", "pmrules", "bbb"])
def test_nothing_else_is_turned_off(
    installed: Write,
    listed: Callable[..., tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    off: str,
) -> None:
    """An empty variable, another's name or one of ours turns nothing off."""
    installed("acme")
    monkeypatch.setenv("PMRULES_DISABLE_PLUGINS", off)
    out, err = listed()
    assert [line.split()[0] for line in out.splitlines()] == ["acme", "excel", "harvest", "toggl"]
    assert err == ""


def test_a_file_both_named_and_turned_off_is_refused(
    plugin: Write, listed: Callable[..., tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The switch is stronger than the option, and never silent."""
    monkeypatch.setenv("PMRULES_DISABLE_PLUGINS", "1")
    _, err = listed("--plugin", plugin(source="raise SystemExit('ran')"), code=1)
    assert "The plugin file “acme.py” is turned off by PMRULES_DISABLE_PLUGINS." in err
    assert "ran" not in err


def test_titles_are_shown_harmless(plugin: Write, listed: Callable[..., tuple[str, str]]) -> None:
    """What a plugin calls itself moves no cursor."""
    source = PLUGIN.replace("Times of ", "\\x1b[31m")
    assert "\x1b" not in listed("--plugin", plugin("acme", source=source))[0]


def test_no_bytecode_beside_a_plugin_is_run(
    plugin: Write, listed: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    """A file is read as it stands; what somebody compiled beside it is not."""
    path = plugin("evil")
    os.utime(path, (1, 1))
    py_compile.compile(str(path))
    plugin("good")
    os.utime(path, (1, 1))
    assert path.stat().st_size == len(PLUGIN.format(names=("good",)).encode())
    out, _ = listed("--plugin", path)
    assert _line("good", out)
    assert not _line("evil", out)
