"""Are our product managers doing product management? Time exports in, a 2x2 workbook out.

This is the public door. Importing it loads next to nothing; a name below loads what it needs when
it is first used, pandas only for what reads files.
"""

import sys

if sys.argv[:1] == ["-m"] and not sys.flags.safe_path:
    # `python -m` looks for modules in the current folder first; what lies there is data to us.
    del sys.path[0]

import importlib
from typing import TYPE_CHECKING, Any

from pmrules.version import __version__

if TYPE_CHECKING:
    from pmrules.analysis.totals import Totals
    from pmrules.errors import (
        InputError,
        OutputError,
        Place,
        PluginError,
        PmrulesError,
        Problem,
        RulesError,
    )
    from pmrules.hookspecs import Fit, Importer, Row, RulePack, Sample, Source, hookimpl
    from pmrules.ingest.intake import Accounting
    from pmrules.model import Entry, ImporterOptions, Quadrant, Rejected, Skipped
    from pmrules.pipeline import Reading, analyze, analyze_totals, classify
    from pmrules.rules.load import load_rules
    from pmrules.tabular import (
        Date,
        Duration,
        Flag,
        FullName,
        TabularImporter,
        Tags,
        Text,
        Time,
        WrongReport,
        header_name,
    )

_NAMES = {
    "analysis.totals": "Totals",
    "errors": "InputError OutputError Place PluginError PmrulesError Problem RulesError",
    "hookspecs": "Fit Importer Row RulePack Sample Source hookimpl",
    "ingest.intake": "Accounting",
    "model": "Entry ImporterOptions Quadrant Rejected Skipped",
    "pipeline": "Reading analyze analyze_totals classify",
    "rules.load": "load_rules",
    "tabular": "Date Duration Flag FullName TabularImporter Tags Text Time WrongReport header_name",
}
_MODULE = {name: module for module, names in _NAMES.items() for name in names.split()}

__all__ = [
    "Accounting",
    "Date",
    "Duration",
    "Entry",
    "Fit",
    "Flag",
    "FullName",
    "Importer",
    "ImporterOptions",
    "InputError",
    "OutputError",
    "Place",
    "PluginError",
    "PmrulesError",
    "Problem",
    "Quadrant",
    "Reading",
    "Rejected",
    "Row",
    "RulePack",
    "RulesError",
    "Sample",
    "Skipped",
    "Source",
    "TabularImporter",
    "Tags",
    "Text",
    "Time",
    "Totals",
    "WrongReport",
    "__version__",
    "analyze",
    "analyze_totals",
    "classify",
    "header_name",
    "hookimpl",
    "load_rules",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(importlib.import_module(f"pmrules.{_MODULE[name]}"), name)
    globals()[name] = found  # from now on it is simply there
    return found
