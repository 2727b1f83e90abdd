"""`make bench`: time and peak memory of whole processes, interleaved, as ratios of one run."""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.generate import write_export, write_rules

KEYWORDS = 500
BARE = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str)"
IMPORTS = "import pandas, openpyxl"


@dataclass(frozen=True)
class Figure:
    """Seconds of wall time and MB of peak memory of one process."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str]) -> Figure:
    """Run a command to its end; a failure ends the bench."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    per_megabyte = 1024 * (1024 if sys.platform == "darwin" else 1)
    return Figure(time.perf_counter() - began, usage.ru_maxrss / per_megabyte)


def medians(commands: dict[str, Sequence[str]], runs: int) -> dict[str, Figure]:
    """Run all commands in turn, as often as asked, and return the median of each."""
    figures: dict[str, list[Figure]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            figures[name].append(measure(command))
    return {
        name: Figure(
            statistics.median(each.seconds for each in measured),
            statistics.median(each.megabytes for each in measured),
        )
        for name, measured in figures.items()
    }


def commands(folder: Path, entries: int) -> dict[str, Sequence[str]]:
    """Write the input of one size and return what is run on it."""
    export, rules = folder / f"{entries}.csv", folder / "rules.yaml"
    write_export(export, entries)
    write_rules(rules, KEYWORDS)
    pmrules = [sys.executable, "-m", "pmrules"]
    return {
        "import pandas, openpyxl": [sys.executable, "-c", IMPORTS],
        "pandas.read_csv(dtype=str)": [sys.executable, "-c", BARE, str(export)],
        "pmrules analyze, totals only": [
            *pmrules, "analyze", str(export), "--rules", str(rules), "--json",
        ],
        "pmrules analyze, whole workbook": [
            *pmrules, "analyze", str(export), "--rules", str(rules), "-q",
            "-o", str(folder / "pmrules.xlsx"),
        ],
        "written by hand, str.contains": [
            sys.executable, "-m", "benchmarks.by_hand", str(export), str(KEYWORDS),
            str(folder / "hand.xlsx"),
        ],
    }  # fmt: skip


def table(entries: int, figures: dict[str, Figure]) -> list[str]:
    """Return a Markdown table of one size, each row with its ratio to the bare reading."""
    bare = figures["pandas.read_csv(dtype=str)"]
    lines = [
        f"## {entries:,} entries, {KEYWORDS} keywords",
        "",
        "| what | seconds | MB at most | x bare reading |",
        "|---|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {each.seconds:.2f} | {each.megabytes:.0f} "
        f"| {each.seconds / bare.seconds:.2f} |"
        for name, each in figures.items()
    ]
    return [*lines, ""]


def machine() -> str:
    """Return what the figures were measured on."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("pandas", "pyarrow", "openpyxl"))
    return f"Python {platform.python_version()}, {packages}, {os.cpu_count()} cores."


def main(say: Callable[[str], None] = print) -> None:
    """Measure every size and print, or write with `--save`, the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--sizes", type=int, nargs="+", default=[5_000, 100_000])
    options.add_argument("--save", type=Path, help="also write the tables to this file")
    asked = options.parse_args()
    lines = ["# What was measured", "", f"Medians of {asked.runs} runs in turn. {machine()}", ""]
    with tempfile.TemporaryDirectory() as folder:
        for entries in asked.sizes:
            lines += table(entries, medians(commands(Path(folder), entries), asked.runs))
    say("\n".join(lines))
    if asked.save:
        asked.save.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
