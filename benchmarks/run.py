"""`make bench`: whole processes in turn, every figure beside its reference of the same run."""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from benchmarks.engines import engines, large
from benchmarks.generate import write_export, write_rules
from benchmarks.measure import PMRULES, Commands, Figures, medians, table
from benchmarks.peers import peers
from benchmarks.workbooks import write_workbook

BARE = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str)"
EXCEL = "import sys, pandas; pandas.read_excel(sys.argv[1], engine='openpyxl')"
INTAKE = "import sys; from pmrules.pipeline import intake; intake(sys.argv[1])"
READ, IMPORTS, PANDAS = "pandas.read_csv(dtype=str)", "import pandas, openpyxl", "import pandas"
MONTH = 10_000
"""Up to so many entries are a month, measured against the imports alone."""
TOTALS, ENTRIES = "pmrules, no entries", "pmrules, all sheets with Entries"


def python(code: str, *arguments: object) -> list[str]:
    """Return the command that runs a line of Python."""
    return [sys.executable, "-c", code, *map(str, arguments)]


def start_up(folder: Path, runs: int) -> list[str]:
    """Measure what needs no entries."""
    rules = folder / "few.yaml"
    write_rules(rules, 50)
    asked = {
        "--version": ["--version"],
        "--help": ["--help"],
        "rules check": ["rules", "check", str(rules)],
        "importers list": ["importers", "list"],
    }
    ours = {f"pmrules {name}": [*PMRULES, *words] for name, words in asked.items()}
    commands = {PANDAS: python(PANDAS), **ours}
    return table("Start-up", medians(commands, max(runs, 5)), PANDAS)


def size(
    folder: Path, entries: int, options: argparse.Namespace, seen: dict[tuple[int, int], Figures]
) -> Iterator[str]:
    """Measure one size with every number of keywords, and prove what came out."""
    export = folder / f"{entries}.csv"
    write_export(export, entries)
    for count in options.keywords:
        rules = folder / f"{count}.yaml"
        write_rules(rules, count)
        figures = medians(_ours(folder, export, rules), options.runs)
        others, absent = _peers(folder, export, entries * count, count, options)
        reference = IMPORTS if entries <= MONTH else READ
        titled = f"{entries:,} entries, {count:,} keywords"
        yield from table(titled, {**figures, **others}, reference)
        yield from ("", *_times(figures, others), *_grown(entries, count, figures, seen))
        yield from (f"Not installed here: {name}." for name in absent)
        yield _said("benchmarks.truth", export, rules)
        yield _matching(export, rules, count, options.runs)
        seen[entries, count] = figures


def _peers(
    folder: Path, export: Path, work: int, count: int, options: argparse.Namespace
) -> tuple[Figures, list[str]]:
    """Measure the peers where they end this side of lunch, once where they take minutes."""
    if work > options.peers:
        return {}, []
    commands, absent = peers(folder, export, count)
    return medians(commands, options.runs if work <= options.peers // 20 else 1), absent


def _times(figures: Figures, others: Figures) -> Iterator[str]:
    """By how much all sheets come sooner than from the peers."""
    ours = figures[ENTRIES].wall
    told = ", ".join(f"{each.wall / ours:.1f} times {name}" for name, each in others.items())
    if told:
        yield f"All sheets take one part of {told} (wall)."


def _grown(
    entries: int, count: int, figures: Figures, seen: Mapping[tuple[int, int], Figures]
) -> Iterator[str]:
    """What more entries and more keywords cost."""
    for (fewer, keywords), before in seen.items():
        if keywords == count and entries == 10 * fewer:
            each = (figures[name].wall / before[name].wall for name in (TOTALS, ENTRIES))
            yield "Ten times the entries: {:.1f} and {:.1f} times the time.".format(*each)
        if fewer == entries and count == 10 * keywords:
            more = figures[TOTALS].wall / before[TOTALS].wall
            yield f"Ten times the keywords, no entries: {more:.2f} times the time."


def _ours(folder: Path, export: Path, rules: Path) -> Commands:
    analyze = [*PMRULES, "analyze", str(export), "--rules", str(rules), "-q"]
    target = str(folder / "report.xlsx")
    return {
        IMPORTS: python(IMPORTS),
        READ: python(BARE, export),
        TOTALS: [*analyze, "-o", target, "--no-entries"],
        ENTRIES: [*analyze, "-o", target],
    }


def german(folder: Path, entries: int, runs: int) -> list[str]:
    """Measure 5,000 German keywords, half of them parts of compounds, beside 500."""
    export = folder / f"{entries}.csv"
    commands = {READ: python(BARE, export)}
    for count in (500, 5_000):
        rules = folder / f"{count}.de.yaml"
        write_rules(rules, count, "de")
        target = str(folder / "report.xlsx")
        said = [str(export), "--rules", str(rules), "-q", "--no-entries", "-o", target]
        commands[f"pmrules, no entries, {count:,} keywords"] = [*PMRULES, "analyze", *said]
    return table(f"{entries:,} entries, German compounds", medians(commands, runs), READ)


def excel(folder: Path, rows: int, runs: int) -> Iterator[str]:
    """Measure how workbooks are read, with shared and with inline strings."""
    export = folder / "excel.csv"
    write_export(export, rows)
    for form in ("shared", "inline"):
        path = folder / f"{form}.xlsx"
        write_workbook(export, path, form)
        commands = {"pandas.read_excel": python(EXCEL, path), "pmrules": python(INTAKE, path)}
        figures = medians(commands, runs)
        yield from table(f"{rows:,} rows x 14 of XLSX, {form} strings", figures, "pmrules")


def _said(module: str, *arguments: object) -> str:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _matching(export: Path, rules: Path, count: int, runs: int) -> str:
    said = [_said("benchmarks.matching", export, rules, count).split() for _ in range(runs)]
    stage, grep = (statistics.median(float(each[n]) for each in said) for n in (3, 4))
    return (
        f"Match stage: {int(said[0][0]):,} distinct texts, {int(said[0][1]):,} hits, "
        f"{stage:.2f} s; grep -F -i -w -o {grep:.2f} s: {stage / max(grep, 0.001):.1f} times."
    )


def machine() -> str:
    """Return what the figures were measured on."""
    names = ("pandas", "pyarrow", "openpyxl", "ahocorasick-rs", "python-calamine")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {packages}; {os.cpu_count()} cores, {load}."


def asked(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return what is to be measured."""
    options = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--sizes", type=int, nargs="*", default=[5_000, 100_000, 1_000_000])
    options.add_argument("--keywords", type=int, nargs="+", default=[50, 500, 5_000])
    options.add_argument(
        "--peers", type=int, default=2_500_000, help="at most so many entries times keywords"
    )
    options.add_argument("--large", type=int, default=0, help="entries read in pieces; 0: none")
    options.add_argument("--excel", type=int, default=100_000, help="rows of XLSX; 0: none")
    options.add_argument("--note", default="", help="a sentence about the machine")
    options.add_argument("--save", type=Path, help="also write the tables to this file")
    return options.parse_args(words)


def main() -> None:
    """Measure, print as it comes, and save what was asked for."""
    options = asked()
    lines = [
        "# What was measured",
        "",
        f"Runs in turn: {options.runs}, of which medians. {machine()}",
    ]
    lines += [line for line in (options.note,) if line]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for found in _all(folder, options):
            print(found, flush=True)
            lines.append(found)
    if options.save:
        options.save.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _all(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    yield from start_up(folder, options.runs)
    seen: dict[tuple[int, int], Figures] = {}
    for entries in options.sizes:
        yield from size(folder, entries, options, seen)
        if entries == max(options.sizes):
            yield from german(folder, entries, options.runs)
    if options.excel:
        yield from excel(folder, options.excel, options.runs)
    if options.sizes:
        yield from engines(folder, max(options.sizes), options.runs)
    if options.large:
        yield from large(folder, options.large)


if __name__ == "__main__":
    main()
