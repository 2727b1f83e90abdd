"""Whole processes measured by the operating system: processor time, wall time, peak memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PMRULES = [str(Path(sys.executable).with_name("pmrules"))]
Commands = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Figure:
    """Seconds of the processor, seconds by the clock and MB of peak memory of one process."""

    cpu: float
    wall: float
    megabytes: float


Figures = Mapping[str, Figure]


def measure(command: Sequence[str]) -> Figure:
    """Run a command to its end; a failure ends the bench."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    per_megabyte = 1024 * (1024 if sys.platform == "darwin" else 1)
    cpu = usage.ru_utime + usage.ru_stime
    return Figure(cpu, time.perf_counter() - began, usage.ru_maxrss / per_megabyte)


def medians(commands: Commands, runs: int) -> dict[str, Figure]:
    """Run all commands in turn, as often as asked, and return the median of each."""
    figures: dict[str, list[Figure]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            figures[name].append(measure(command))
    return {name: _median(measured) for name, measured in figures.items()}


def _median(measured: Sequence[Figure]) -> Figure:
    columns = ([each.cpu, each.wall, each.megabytes] for each in measured)
    return Figure(*map(statistics.median, zip(*columns, strict=True)))


def table(title: str, figures: Figures, reference: str) -> list[str]:
    """Return a Markdown table, each row with its ratios to the reference."""
    base = figures[reference]
    lines = ["", f"## {title}", "", "| what | CPU s | wall s | MB | x CPU | x wall | x MB |"]
    lines.append("|---|---:|---:|---:|---:|---:|---:|")
    for name, each in figures.items():
        ratios = (each.cpu / base.cpu, each.wall / base.wall, each.megabytes / base.megabytes)
        own = f"{each.cpu:.2f} | {each.wall:.2f} | {each.megabytes:.0f}"
        lines.append(f"| {name} | {own} | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    return lines
