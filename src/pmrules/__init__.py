"""Are our product managers doing product management? Time exports in, a 2x2 workbook out.

This is the public door. Importing it loads neither pandas nor an Excel library; the names below
load what they need when they are first used.
"""

import sys

if sys.argv[:1] == ["-m"] and not sys.flags.safe_path:
    # `python -m` looks for modules in the current folder first; what lies there is data to us.
    del sys.path[0]

import importlib
from typing import TYPE_CHECKING, Any

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
from pmrules.model import Entry, ImporterOptions, Quadrant, Rejected, Skipped
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
from pmrules.version import __version__

if TYPE_CHECKING:
    from pmrules.analysis.totals import Totals
    from pmrules.ingest.intake import Accounting
    from pmrules.pipeline import Reading, analyze, analyze_totals, classify
    from pmrules.rules.load import load_rules

_LAZY = {
    "Accounting": "pmrules.ingest.intake",
    "Reading": "pmrules.pipeline",
    "Totals": "pmrules.analysis.totals",
    "analyze": "pmrules.pipeline",
    "analyze_totals": "pmrules.pipeline",
    "classify": "pmrules.pipeline",
    "load_rules": "pmrules.rules.load",
}

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
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_LAZY[name]), name)
