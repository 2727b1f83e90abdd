"""Finds plugins, one by one; a broken one is named and left out."""

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from pmrules.errors import Problem
from pmrules.hookspecs import ENTRY_POINT_GROUP, PROJECT, Hooks, Importer, RulePack
from pmrules.visible import visible

_MEND = "Mend, update or uninstall the plugin; the others are used meanwhile."
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Plugins:
    """What all plugins together offer."""

    importers: tuple[Importer, ...] = ()
    packs: tuple[RulePack, ...] = ()
    broken: tuple[Problem, ...] = ()
    """Why a plugin was left out, one problem each."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A plugin before it is loaded: its name, and how to import its module."""

    name: str
    load: Callable[[], ModuleType]


def load(plugin_files: Sequence[Path] = ()) -> Plugins:
    """Load every installed plugin, and the Python files named on the command line."""
    installed = metadata.entry_points(group=ENTRY_POINT_GROUP)
    candidates = [
        *(_Candidate(f"{each.name} ({each.value})", each.load) for each in installed),
        *(_Candidate(str(path), _from_file(path)) for path in plugin_files),
    ]
    return gather((each.name, each.load) for each in candidates)


def gather(candidates: Iterable[tuple[str, Callable[[], ModuleType]]]) -> Plugins:
    """Ask each candidate, given by its name and how to import it, for what it offers."""
    importers: dict[str, Importer] = {}
    packs: dict[str, RulePack] = {}
    broken: list[Problem] = []
    for name, imported in candidates:
        try:
            offered = _offered(name, imported)
            _refuse_twins(offered, importers, packs)
        except (Exception, SystemExit) as error:  # a stranger's code may raise anything
            broken.append(_named(name, error))
            continue
        importers |= {each.name: each for each in offered.importers}
        packs |= {each.name: each for each in offered.packs}
    return Plugins(tuple(importers.values()), tuple(packs.values()), tuple(broken))


def _offered(name: str, imported: Callable[[], ModuleType]) -> Plugins:
    """Register one plugin alone, so that nothing it does keeps another from being asked."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    manager.register(imported(), name)
    manager.check_pending()
    if not any(hook.get_hookimpls() for hook in vars(manager.hook).values()):
        raise TypeError("it defines no hook: mark pmrules_importers or pmrules_rulepacks @hookimpl")
    return Plugins(
        tuple(_checked_importers(manager.hook.pmrules_importers())),
        tuple(_checked_packs(manager.hook.pmrules_rulepacks())),
    )


def _checked_importers(answers: Iterable[Iterable[Any]]) -> Iterator[Importer]:
    for importer in (each for answer in answers for each in answer):
        name = getattr(importer, "name", None)
        if not (isinstance(name, str) and name.isidentifier() and name == name.lower()):
            raise TypeError(f"an importer's name is one lower-case word, not {name!r}")
        if isinstance(importer, type) or not isinstance(importer, Importer):
            raise TypeError(f"{name} is no importer object with title, detect and read")
        yield importer


def _checked_packs(answers: Iterable[Iterable[Any]]) -> Iterator[RulePack]:
    for pack in (each for answer in answers for each in answer):
        if not isinstance(pack, RulePack):
            raise TypeError(f"pmrules_rulepacks gives RulePack values, not {type(pack).__name__}")
        yield pack


def _refuse_twins(
    offered: Plugins, importers: dict[str, Importer], packs: dict[str, RulePack]
) -> None:
    for what, names, taken in (
        ("importer", [each.name for each in offered.importers], importers),
        ("rule pack", [each.name for each in offered.packs], packs),
    ):
        for name in names:
            if name in taken or names.count(name) > 1:
                raise ValueError(f"there is another {what} of the name {name!r}")


def _named(name: str, error: BaseException) -> Problem:
    said = visible(str(error) or type(error).__name__, _LONGEST)
    what = f"The plugin {visible(name)} was left out: {type(error).__name__}: {said}"
    return Problem("plugin-broken", what, _MEND)


def _from_file(path: Path) -> Callable[[], ModuleType]:
    def imported() -> ModuleType:
        name = f"pmrules_plugin_{path.stem}"
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise ImportError("it is no Python file; its name must end in .py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module  # dataclasses and pickling look a module up by its name
        spec.loader.exec_module(module)
        return module

    return imported
