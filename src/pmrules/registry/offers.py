"""What plugins offer: taken one by one, checked, and blamed by name where it is not sound."""

import difflib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pluggy
from msgspec import Struct, field

from pmrules.errors import Place, Problem, at_work
from pmrules.hookspecs import PROJECT, Hooks, Importer, RulePack
from pmrules.registry.soundness import NAME, unsound
from pmrules.visible import visible

_HOOKS = tuple(name for name in vars(Hooks) if name.startswith(PROJECT))
_MEND = "Update it or uninstall it; if it is your own, mend it there."


class Plugins(Struct, frozen=True):
    """What all plugins offer."""

    importers: tuple[Importer, ...] = ()
    packs: tuple[RulePack, ...] = ()
    broken: tuple[Problem, ...] = ()
    """Plugins, or things they offer, that were left out."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Importer's name to the plugin that offers it."""
    disabled: tuple[str, ...] = ()
    """Plugins that were turned off."""


class _Refused(Exception):  # noqa: N818 - a step of the loader, never seen outside
    """A plugin that cannot be used, and why."""


class Offers:
    """What plugins offer, as they are added; each one stands or falls alone."""

    def __init__(self) -> None:
        self.broken: list[Problem] = []
        self.disabled: list[str] = []
        self._importers: dict[str, Importer] = {}
        self._packs: dict[str, RulePack] = {}
        self._owners: dict[str, str] = {}
        self._pack_owners: dict[str, str] = {}
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(Hooks)

    def add(self, plugin: str, load: Callable[[], object], place: Place | None = None) -> None:
        """Load one plugin and take what it offers; whatever goes wrong is noted by its name."""
        try:
            with at_work(f"The plugin “{visible(plugin, 80)}”"):
                module = _guarded("cannot be loaded", load)
                hooks = _guarded("breaks the contract", partial(self._register, plugin, module))
                offers = {name: _guarded(f"failed in {name}", hook) for name, hook in hooks.items()}
        except _Refused as why:
            self._blame(plugin, why, place)
            return
        for importer in offers.get("pmrules_importers", ()):
            self._take(importer, _check_importer, self._importers, self._owners, plugin, place)
        for pack in offers.get("pmrules_rulepacks", ()):
            self._take(pack, _check_pack, self._packs, self._pack_owners, plugin, place)

    def plugins(self) -> Plugins:
        """Everything that was offered and is sound."""
        return Plugins(
            importers=tuple(self._importers.values()),
            packs=tuple(self._packs.values()),
            broken=tuple(self.broken),
            owners=dict(self._owners),
            disabled=tuple(self.disabled),
        )

    def _register(self, plugin: str, module: object) -> dict[str, Callable[[], list[Any]]]:
        """Let pluggy check the hooks of one plugin; give each as a call that returns a list."""
        self._manager.register(module, f"{len(self._manager.get_plugins())}: {plugin}")
        callers = self._manager.get_hookcallers(module) or []
        unknown = [caller.name for caller in callers if not caller.has_spec()]
        if unknown or not callers:
            self._manager.unregister(module)
            raise _Refused(_misspelt(unknown[0]) if unknown else _without_hook(module))
        return {
            caller.name: partial(_listed, impl.function)
            for caller in callers
            for impl in caller.get_hookimpls()
            if impl.plugin is module
        }

    def _take(
        self,
        offered: Any,
        check: Callable[[Any], str],
        taken: dict[str, Any],
        owners: dict[str, str],
        plugin: str,
        place: Place | None,
    ) -> None:
        """Keep what is sound; of two things of one name the first stays."""
        try:
            name = _guarded("failed while it was looked at", partial(check, offered))
        except _Refused as why:
            self._blame(plugin, why, place)
            return
        if name in taken:
            first = visible(owners[name], 80)
            self._blame(plugin, _Refused(f"offers “{name}”, which {first} offers already"), place)
            return
        taken[name], owners[name] = offered, plugin

    def _blame(self, plugin: str, why: _Refused, place: Place | None) -> None:
        end = "" if str(why).endswith("?") else "."
        what = f"The plugin “{visible(plugin, 80)}” {why}{end}"
        self.broken.append(Problem("plugin-broken", what, _MEND, place))


def _listed(hook: Callable[..., Any]) -> list[Any]:
    return list(hook())


def _guarded(failed: str, call: Callable[[], Any]) -> Any:
    """Call a plugin's code; SystemExit would end the program as if all were well."""
    try:
        return call()
    except (_Refused, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise _Refused(f"{failed}: {type(error).__name__}: {_words(error)}") from error


def _words(error: BaseException) -> str:
    try:
        return visible(" ".join(str(error).split()), 200)
    except Exception:
        return "(no message)"


def _misspelt(hook: str) -> str:
    close = difflib.get_close_matches(hook, _HOOKS, 1)
    meant = f"; did you mean {close[0]}?" if close else f"; there are {' and '.join(_HOOKS)}"
    return f"implements “{visible(hook, 60)}”, which is no hook{meant}"


def _without_hook(module: object) -> str:
    unmarked = [name for name in _HOOKS if callable(getattr(module, name, None))]
    if unmarked:
        return f"defines {unmarked[0]} without marking it: put @hookimpl above it"
    return f"implements no hook: define {' or '.join(_HOOKS)}"


def _check_importer(offered: Any) -> str:
    """Return the importer's name if it keeps the form of the contract."""
    if why := unsound(offered):
        raise _Refused(why)
    name: str = offered.name
    return name


def _check_pack(offered: Any) -> str:
    """Return the pack's name if there is such a file."""
    if not isinstance(offered, RulePack):
        raise _Refused(f"offers {visible(type(offered).__name__, 60)} instead of a RulePack")
    if not isinstance(offered.name, str) or not NAME.fullmatch(offered.name):
        raise _Refused("offers a rule pack without a name of one lower-case word")
    path: Any = offered.path
    if not isinstance(path, Path):
        kind, mend = type(path).__name__, 'Path(__file__).parent / "NAME.yaml"'
        raise _Refused(
            f"offers the rule pack “{offered.name}” with {kind} as its path: write {mend}"
        )
    if not path.is_file():
        raise _Refused(f"offers the rule pack “{offered.name}”, whose file is missing")
    return offered.name
