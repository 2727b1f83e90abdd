"""A plugin from a single file: nothing is written beside it, nothing else is found there."""

import re
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

PREFIX = "pmrules_plugin_"
"""How such modules are called, so that they are told from those that can be imported."""


class _File(SourceFileLoader):
    """A module from a single file, beside which no bytecode is written or read."""

    def get_code(self, fullname: str) -> Any:
        """Compile the source as it is: a bytecode file beside it might be somebody else's."""
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def module(path: Path) -> ModuleType:
    """Load a single file as a module, known to pickling and dataclasses by its name."""
    name = PREFIX + re.sub(r"\W", "_", path.stem)
    spec = spec_from_loader(name, _File(name, str(path)))
    if spec is None or spec.loader is None:
        raise ImportError("it is no Python file")
    loaded = module_from_spec(spec)
    sys.modules[name] = loaded
    try:
        spec.loader.exec_module(loaded)
    except BaseException:
        del sys.modules[name]
        raise
    return loaded
