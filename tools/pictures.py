"""Render every sheet of the example and of the extreme cases, to be looked at."""

import sys
import tempfile
from pathlib import Path

from tools import extremes, office

import pmrules_examples
from pmrules import pipeline
from pmrules.report import workbook

PAGES = 9
"""Printed pages of a workbook that are looked at: the sheets before Entries, and some of it."""


def main(folder: Path) -> None:
    """Write a PNG a page into a folder, named after the case."""
    if missing := office.missing():
        sys.exit(f"Not installed: {', '.join(missing)} (Debian: libreoffice-calc, poppler-utils).")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        _render("example", pmrules_examples.exports(), pmrules_examples.rules(), Path(made), folder)
        for name, extreme in extremes.EXTREMES.items():
            export = extreme().export(Path(made) / f"{name}.csv")
            rules = extreme().rules(Path(made) / f"{name}.yaml")
            _render(name, export, rules, Path(made), folder)


def _render(name: str, exports: Path | list[Path], rules: Path, made: Path, folder: Path) -> None:
    analysis = pipeline.analyze(exports, rules)
    path = workbook.write(analysis, made / f"{name}.xlsx", title=name)
    office.pictures(office.printed(path, made), folder / name, ("-r", "90", "-l", str(PAGES)))
    sys.stdout.write(f"{name}: {folder / name}-*.png\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures"))
