"""The same entries through ActivityWatch's classifier: a rule a keyword, every event on its own."""

import csv
import datetime as dt
import re
import sys
from pathlib import Path

from aw_core.models import Event
from aw_transform.classify import Rule, categorize

from benchmarks.generate import keywords


def main(export: str, count: int) -> None:
    """Read the export and categorize every entry."""
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    texts = ("Client", "Project", "Task", "Description", "Tags")
    with Path(export).open(encoding="utf-8-sig", newline="") as file:
        events = [
            Event(timestamp=now, data={name: row[name] for name in texts})
            for row in csv.DictReader(file)
        ]
    classes = [
        ([audience, horizon], Rule({"regex": rf"\b{re.escape(phrase)}\b", "ignore_case": True}))
        for phrase, audience, horizon in keywords(count)
    ]
    categorize(events, classes)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
