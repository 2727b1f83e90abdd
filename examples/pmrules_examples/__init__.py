"""Example exports and rules of a fictional organisation, as `pmrules demo` analyses them."""

from pathlib import Path

FOLDER = Path(__file__).with_name("larkfield")
"""Where the files of Larkfield lie."""


def exports() -> tuple[Path, ...]:
    """Return the time exports: Toggl Track, Harvest and a sheet kept by hand."""
    return tuple(path for path in sorted(FOLDER.iterdir()) if path.suffix in {".csv", ".xlsx"})


def rules() -> Path:
    """Return the organisation's rules file."""
    return FOLDER / "rules.yaml"
