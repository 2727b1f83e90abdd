"""Samples of export files, each with what reading it gives beside it.

`python tests/importers/test_samples.py NAME.csv` prints what a sample gives now.
"""

import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pmrules import InputError
from pmrules.hookspecs import Grade, Importer
from pmrules.ingest.files.opening import open_file
from pmrules.ingest.intake import Intake
from pmrules.ingest.read import read
from pmrules_importers.excel import Excel
from pmrules_importers.harvest import Harvest
from pmrules_importers.toggl import Toggl

HERE = Path(__file__).parent
IMPORTERS: dict[str, Importer] = {each.name: each for each in (Toggl(), Harvest(), Excel())}
TEXTS = ("sheet", "person", "client", "project", "task", "description", "tags")


def samples(folder: str) -> list[Any]:
    """Return every sample in a folder of each importer."""
    found = [path for name in IMPORTERS for path in sorted((HERE / name / folder).glob("*.csv"))]
    return [pytest.param(path, id=str(path.relative_to(HERE))) for path in found]


def told(intake: Intake) -> dict[str, Any]:
    """Return what reading one file gave, as plain values without those that are empty."""
    (account,) = intake.files
    return {
        "importer": account.importer,
        "entries": [entry(row) for row in intake.entries.to_dict("records")],
        "skipped": [[each.row, each.reason] for each in account.skipped],
        "rejected": [[each.row, each.column, each.value] for each in account.rejected],
        "notices": [notice.code for notice in (*account.notices, *intake.notices)],
    }


def entry(row: dict[Any, Any]) -> dict[str, Any]:
    """Return one entry without what is empty."""
    known: dict[str, Any] = {"row": row["row"], "date": str(row["date"].date())}
    known |= {name: row[name] for name in TEXTS if row[name]}
    known |= {name: str(row[name]) for name in ("start", "end") if pd.notna(row[name])}
    known["seconds"] = row["seconds"]
    return known | ({"billable": bool(row["billable"])} if pd.notna(row["billable"]) else {})


def written(expected: dict[str, Any]) -> str:
    """Return what is expected as text, an entry a line."""
    lines = ",\n".join(
        "    " + json.dumps(each, ensure_ascii=False) for each in expected["entries"]
    )
    rest = ",\n".join(
        f'  "{name}": {json.dumps(value, ensure_ascii=False)}'
        for name, value in expected.items()
        if name != "entries"
    )
    return f'{{\n  "entries": [\n{lines}\n  ],\n{rest}\n}}\n'


@pytest.mark.parametrize("path", samples("."))
def test_sample_gives_what_stands_beside_it(path: Path) -> None:
    """A sample is read by the importer of its folder, entry for entry as expected."""
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert expected["importer"] == path.parent.name
    assert told(read([path], tuple(IMPORTERS.values()))) == expected


@pytest.mark.parametrize("path", samples("."))
def test_records_add_up(path: Path) -> None:
    """Records are entries, skipped and rejected; seconds are those of the entries."""
    intake = read([path], tuple(IMPORTERS.values()))
    (account,) = intake.files
    parts = (account.entries, len(account.skipped), len(account.rejected))
    assert account.records == sum(parts)
    assert account.seconds == intake.entries["seconds"].sum() == intake.seconds


@pytest.mark.parametrize("path", samples("not_mine"))
def test_look_alike_is_not_claimed(path: Path) -> None:
    """A file of another tool is never certainly this importer's."""
    importer = IMPORTERS[path.parent.parent.name]
    fit = importer.detect(open_file(path).sample)
    assert fit.grade in (Grade.NONE, Grade.WRONG_REPORT)
    assert fit.reason


@pytest.mark.parametrize("path", samples("refused"))
def test_refused_sample_says_why(path: Path) -> None:
    """A file that cannot be read is refused with the code that its name begins with."""
    with pytest.raises(InputError) as caught:
        read([path], tuple(IMPORTERS.values()))
    assert [problem.code for problem in caught.value.problems] == [path.name.split(".")[0]]
    assert caught.value.problems[0].mend
    assert path.name in str(caught.value)


if __name__ == "__main__":
    sys.stdout.write(written(told(read(sys.argv[1:2], tuple(IMPORTERS.values())))))
