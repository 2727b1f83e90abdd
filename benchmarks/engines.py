"""The engines beside each other: equal reports, and what each takes of time and memory."""

import importlib.util
import json
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.generate import write_export, write_rules
from benchmarks.measure import PMRULES, Commands, measure, medians, table
from benchmarks.truth import summed

_MEMORY = "pmrules --engine memory"


def engines(folder: Path, entries: int, runs: int) -> Iterator[str]:
    """Measure one export on every engine; their reports must be the same to the byte."""
    export, rules = _made(folder, entries, 500)
    commands = _commands(export, rules)
    said = {name: _printed(command) for name, command in commands.items()}
    different = [name for name, each in said.items() if each != said[_MEMORY]]
    if different:
        raise SystemExit(f"not the report that the engine memory gives: {', '.join(different)}")
    yield from table(f"{entries:,} entries, engines", medians(commands, runs), _MEMORY)
    yield from ("", f"{len(said)} engines printed the same {len(said[_MEMORY]):,} bytes of JSON.")
    yield "MB are those of the process that asks; a cluster's workers have their own."


def large(folder: Path, entries: int) -> Iterator[str]:
    """Measure an export that is read in pieces, once, and add its seconds up by hand."""
    export, rules = _made(folder, entries, 5_000)
    command = [*_analyze(export, rules), "--engine", "pieces"]
    report = json.loads(_printed(command))
    seconds, rows = summed(export)
    found = report["total_seconds"], report["files"][0]["entries"]
    if found != (seconds, rows):
        raise SystemExit(f"{found} instead of {(seconds, rows)}")
    name = "pmrules --engine pieces"
    yield from table(f"{entries:,} entries, 5,000 keywords", {name: measure(command)}, name)
    size = export.stat().st_size / (1 << 20)
    yield from ("", f"{size:,.0f} MB of CSV; {rows:,} entries and {seconds:,} seconds as by hand.")


def _made(folder: Path, entries: int, keywords: int) -> tuple[Path, Path]:
    export, rules = folder / f"{entries}.csv", folder / f"{keywords}.yaml"
    if not export.exists():
        write_export(export, entries)
    write_rules(rules, keywords)
    return export, rules


def _commands(export: Path, rules: Path) -> Commands:
    names = ["memory", "pieces", *(["dask"] if importlib.util.find_spec("distributed") else [])]
    analyze = _analyze(export, rules)
    return {f"pmrules --engine {name}": [*analyze, "--engine", name] for name in names}


def _analyze(export: Path, rules: Path) -> list[str]:
    return [*PMRULES, "analyze", str(export), "--rules", str(rules), "-q", "--json", "--no-entries"]


def _printed(command: Sequence[str]) -> bytes:
    return subprocess.run(command, capture_output=True, check=True).stdout
