"""Expected files: what a sample gives, as text beside it, to be read by people in a diff."""

import difflib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from pmrules.model import Entry
from pmrules.testing.case import Case, Reading
from pmrules.testing.fault import Fault, NotMade

SUFFIX = ".expected.json"
_UPDATE = "--update-expected"
_LINES = 12
_TEXTS = ("sheet", "person", "client", "project", "task", "description")


def expected_path(sample: Path) -> Path:
    """Return where the entries expected of a sample stand: `NAME.csv.expected.json`."""
    return sample.with_name(sample.name + SUFFIX)


def expected(case: Case) -> Iterator[Fault]:
    """The sample gives the entries that stand beside it, one by one."""
    if case.plain.refusal:
        raise NotMade("the sample is not read")
    path, now = expected_path(case.sample), written(case.plain)
    if not path.exists():
        what = f"“{path.name}” is missing: what the sample ought to give."
        yield Fault(what, f"Run again with {_UPDATE}, then read what it wrote.")
    elif path.read_text("utf-8") != now:
        then = path.read_text("utf-8").splitlines()
        lines = difflib.unified_diff(then, now.splitlines(), "expected", "read", "", "", 0, "")
        shown = "\n".join(f"    {line}" for line in islice(lines, _LINES))
        mend = f"Mend the importer; where the new reading is right, run again with {_UPDATE}."
        yield Fault(f"The sample gives something else than “{path.name}” says:\n{shown}", mend)


def update(case: Case) -> None:
    """Write what the sample gives now beside it, where it differs and can be read."""
    path = expected_path(case.sample)
    if not case.plain.refusal and (not path.exists() or path.read_text("utf-8") != _now(case)):
        path.write_text(_now(case), "utf-8", newline="\n")


def _now(case: Case) -> str:
    return written(case.plain)


def written(reading: Reading) -> str:
    """Return a reading as text: an entry a line, without what is empty."""
    lists = {
        "entries": [_entry(each) for each in reading.entries],
        "skipped": [_where(each) | {"reason": each.reason} for each in reading.skipped],
        "rejected": [
            _where(each) | {"column": each.column, "value": each.value} for each in reading.rejected
        ],
    }
    return (
        "{\n" + ",\n".join(f'  "{name}": {_listed(rows)}' for name, rows in lists.items()) + "\n}\n"
    )


def _listed(rows: list[dict[str, Any]]) -> str:
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n  ]" if rows else "[]"


def _entry(entry: Entry) -> dict[str, Any]:
    known: dict[str, Any] = {"row": entry.row, "date": str(entry.date)}
    known |= {name: getattr(entry, name) for name in _TEXTS if getattr(entry, name)}
    known |= {"tags": list(entry.tags)} if entry.tags else {}
    moments = {name: getattr(entry, name) for name in ("start", "end")}
    known |= {name: str(moment) for name, moment in moments.items() if moment}
    known["seconds"] = int(entry.seconds)
    return known | ({} if entry.billable is None else {"billable": entry.billable})


def _where(record: Any) -> dict[str, Any]:
    return {"row": record.row} | ({"sheet": record.sheet} if record.sheet else {})
