"""Where plugins come from: installed ones, files that were named; and which are turned off."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from importlib.metadata import Distribution, EntryPoint, entry_points
from pathlib import Path

from pmrules.errors import Place, PluginError, Problem
from pmrules.hookspecs import ENTRY_POINT_GROUP, PROJECT
from pmrules.registry.modules import module
from pmrules.registry.offers import Offers, Plugins
from pmrules.visible import visible

FILES = "PMRULES_PLUGINS"
"""Files to load beside those named, parted as the system parts paths."""
DISABLE = "PMRULES_DISABLE_PLUGINS"
"""Foreign plugins to leave out: names parted by commas, or `all`; `1` means all too."""

_ALL = frozenset({"1", "all", "true", "yes"})
_NONE = frozenset({"", "0", "false", "no"})


def load(
    plugin_files: Sequence[Path] = (), *, environment: Mapping[str, str] = os.environ
) -> Plugins:
    """Load every installed plugin, and the files named; a broken installed one is left out.

    Raises `PluginError` if a file that was asked for by name cannot be used.
    """
    offers = Offers()
    off = _Off(environment.get(DISABLE, ""))
    for entry in _installed():
        if off.has(entry.name, _distribution(entry)):
            offers.disabled.append(_called(entry))
        else:
            offers.add(_called(entry), entry.load)
    installed = len(offers.broken)
    variable = filter(None, environment.get(FILES, "").split(os.pathsep))
    _add_files(offers, plugin_files, map(Path, variable), off)
    if asked := offers.broken[installed:]:
        raise PluginError(asked)
    return offers.plugins()


def load_alone(path: Path) -> Plugins:
    """Load one plugin file and nothing that is installed; raises `PluginError` if it is broken."""
    offers = Offers()
    _add_file(offers, path)
    if offers.broken:
        raise PluginError(offers.broken)
    return offers.plugins()


def _add_files(offers: Offers, named: Sequence[Path], further: Iterable[Path], off: "_Off") -> None:
    for path in dict.fromkeys((*named, *further)):
        if not (off.has(path.stem) or off.has(path.name)):
            _add_file(offers, path)
        elif path in named:
            offers.broken.append(_disabled(path))
        else:
            offers.disabled.append(path.name)


def _add_file(offers: Offers, path: Path) -> None:
    if path.is_file():
        offers.add(path.name, partial(module, path), Place(str(path)))
    else:
        offers.broken.append(_missing(path))


def _installed() -> list[EntryPoint]:
    """Our own first: nobody takes a name from them."""
    entries = entry_points(group=ENTRY_POINT_GROUP)
    return sorted(entries, key=lambda each: (_distribution(each) != PROJECT, each.name))


def _distribution(entry: EntryPoint) -> str:
    return _named(entry.dist)[0] if entry.dist else ""


@cache
def _named(distribution: Distribution) -> tuple[str, str]:
    """Name and version; each look parses the whole metadata, README included."""
    about = distribution.metadata
    return about["Name"], about["Version"]


def _called(entry: EntryPoint) -> str:
    """Name an entry point as its user knows it, with the distribution that brought it."""
    if not entry.dist:
        return entry.name
    return f"{entry.name} of {' '.join(_named(entry.dist))}"


class _Off:
    """Which plugins are turned off; ours never are."""

    def __init__(self, said: str) -> None:
        names = {name.strip().lower() for name in said.split(",")} - _NONE
        self._all, self._names = bool(names & _ALL), names

    def has(self, name: str, distribution: str = "") -> bool:
        if distribution == PROJECT:
            return False
        return self._all or not self._names.isdisjoint({name.lower(), distribution.lower()})


def _missing(path: Path) -> Problem:
    what = f"There is no plugin file “{visible(path.name, 80)}”."
    return Problem("plugin-missing", what, "Check the name and the folder.", Place(str(path)))


def _disabled(path: Path) -> Problem:
    what = f"The plugin file “{visible(path.name, 80)}” is turned off by {DISABLE}."
    return Problem("plugin-disabled", what, f"Take it out of {DISABLE}.", Place(str(path)))
