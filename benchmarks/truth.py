"""What the same run proves: verdicts equal the slow reference's, totals the sum of seconds."""

import csv
import random
import sys
from pathlib import Path

from tests.rules import reference

import pmrules

_PAIRS = 450_000
"""So many texts times keywords are held against the reference: all of a month, else a sample."""
_TEXTS = ("client", "project", "task", "description", "tags")


def main(export: Path, rules: Path, count: int) -> str:
    """Return what was found equal; ends the bench where something is not."""
    analysis = pmrules.analyze([export], rules)
    seconds, rows = summed(export)
    _equal((analysis.whole.seconds, analysis.whole.entries), (seconds, rows), "totals")
    frame = analysis.classified.entries
    _equal(int(frame["seconds"].sum()), seconds, "seconds of all entries")
    distinct = frame.drop_duplicates("case")
    chosen = random.Random(1).sample(range(len(distinct)), min(len(distinct), _PAIRS // count))
    for row in distinct.iloc[chosen].to_dict("records"):
        texts = {name: row[name] for name in (*_TEXTS, "person")}
        wanted = reference.judged(texts, analysis.rulebook)
        for name in ("audience", "horizon", "status", "quadrant", "rule_audience", "rule_horizon"):
            _equal(row[name], wanted[name], f"{name} of {texts}")
    return (
        f"{len(chosen):,} of {len(distinct):,} distinct texts judged as the slow reference judges; "
        f"{rows:,} entries and {seconds:,} seconds as added up by hand."
    )


def _equal(found: object, wanted: object, what: str) -> None:
    if found != wanted:
        raise SystemExit(f"{what}: {found} instead of {wanted}")


def summed(export: Path) -> tuple[int, int]:
    """Return seconds and rows of an export, added up one row at a time."""
    seconds = rows = 0
    with export.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            hours, minutes, rest = map(int, row["Duration"].split(":"))
            seconds += 3600 * hours + 60 * minutes + rest
            rows += 1
    return seconds, rows


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
