"""Whatever is tracked and however a tool writes it: nothing is lost, nothing counts twice."""

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.properties.exports import (
    BLANK,
    HARVEST,
    RUNNING,
    TOGGL,
    TOOLS,
    UNREADABLE,
    Tool,
    Tracked,
    expected,
    files,
    found,
    histories,
)

from pmrules import analyze, classify
from pmrules.model import FileAccount
from pmrules.rules.rulebook import Rulebook

NOTHING = Rulebook()
Fresh = Callable[[], Path]

any_tool = st.sampled_from(TOOLS)


def read(paths: Iterable[Path]) -> list[tuple[Any, ...]]:
    """Return the entries that remain of these files."""
    return found(classify(list(paths), NOTHING).entries)


def counts(account: FileAccount) -> tuple[int, int, int]:
    """Return how many entries, skipped and rejected records a file has."""
    return account.entries, len(account.skipped), len(account.rejected)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_every_record_is_accounted_for(fresh: Fresh, data: st.DataObject) -> None:
    """Records are entries, skipped and rejected; every entry is read as it was tracked."""
    tool = data.draw(any_tool)
    records = data.draw(files(tool))
    analysis = analyze(tool.save(fresh(), "file", records), NOTHING)
    (account,) = analysis.files
    fates = [record.fate for record in records]
    # A row of a workbook that has no cell is no record; one of a CSV file has empty fields.
    blank = 0 if tool.suffix == ".xlsx" else fates.count(BLANK)
    put_aside = fates.count(RUNNING) + blank + tool.totals
    assert counts(account) == (fates.count(""), put_aside, fates.count(UNREADABLE))
    assert account.records == sum(counts(account))
    assert found(analysis.classified.entries) == expected(records)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_seconds_are_those_of_the_file(fresh: Fresh, data: st.DataObject) -> None:
    """Seconds of the file, of its entries and of the whole report are what was tracked."""
    tool = data.draw(any_tool)
    records = data.draw(files(tool))
    analysis = analyze(tool.save(fresh(), "file", records), NOTHING)
    seconds = sum(record.seconds for record in records if not record.fate)
    assert analysis.files[0].seconds == analysis.whole.seconds == seconds


@settings(max_examples=10, deadline=None)
@given(st.data(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(
    fresh: Fresh, data: st.DataObject, chance: random.Random
) -> None:
    """The same records in another order give the same entries and the same accounting."""
    tool = data.draw(any_tool)
    records = data.draw(files(tool))
    mixed = records[:]
    chance.shuffle(mixed)
    one, two = (analyze(tool.save(fresh(), "file", rows), NOTHING) for rows in (records, mixed))
    assert counts(one.files[0]) == counts(two.files[0])
    assert found(one.classified.entries) == found(two.classified.entries)
    assert (one.whole, one.people, one.months) == (two.whole, two.people, two.months)
    assert one.person_months == two.person_months


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_order_of_files_changes_nothing(fresh: Fresh, data: st.DataObject) -> None:
    """Files of several tools, overlapping or not, give the same entries in any order."""
    folder = fresh()
    tools = data.draw(st.lists(any_tool, min_size=2, max_size=4))
    history = [data.draw(histories(tool, 5)) for tool in tools]
    assume(_each_reaches_elsewhere(tools, history))
    paths = [
        tool.save(folder, f"{at}", records)
        for at, (tool, records) in enumerate(zip(tools, history, strict=True))
    ]
    assert read(paths) == read(data.draw(st.permutations(paths)))


def _each_reaches_elsewhere(tools: Sequence[Tool], history: Sequence[Sequence[Tracked]]) -> bool:
    """Whether no two files of an importer end on the same day: there the order given may decide."""
    ends = [
        (tool.name.split("-")[0], max(record.day for record in records))
        for tool, records in zip(tools, history, strict=True)
    ]
    return len(set(ends)) == len(ends)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_split_by_day_changes_nothing(fresh: Fresh, data: st.DataObject) -> None:
    """A file a day holds together what the whole file holds."""
    tool = data.draw(st.sampled_from((*TOGGL, *HARVEST)))
    records = sorted(data.draw(histories(tool)), key=lambda record: record.day)
    folder = fresh()
    parts = [
        tool.save(folder, f"{day}", list(rows))
        for day, rows in groupby(records, key=lambda record: record.day)
    ]
    assert read(parts) == expected(records)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_same_file_twice_changes_nothing(fresh: Fresh, data: st.DataObject) -> None:
    """A file and its copy under another name count once; twins inside the file stay twins."""
    tool = data.draw(any_tool)
    records = data.draw(histories(tool))
    records += records[:1]
    folder = fresh()
    paths = [tool.save(folder, name, records) for name in ("one", "two")]
    assert read(paths) == read(paths[:1]) == expected(records)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_longer_export_replaces_the_shorter(fresh: Fresh, data: st.DataObject) -> None:
    """January to February beside January is January to February, though the past was edited."""
    tool = data.draw(any_tool)
    records = sorted(data.draw(histories(tool)), key=lambda record: record.day)
    until = data.draw(st.sampled_from(records)).day
    january = [record for record in records if record.day <= until]
    assume(len(january) < len(records))
    edited = data.draw(st.lists(st.sampled_from(january), min_size=1, max_size=len(january)))
    longer = tool.save(fresh(), "longer", records)
    for shorter in (january, edited):
        path = tool.save(fresh(), "shorter", shorter)
        assert read([path, longer]) == read([longer, path]) == expected(records)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_part_beside_the_whole_changes_nothing(fresh: Fresh, data: st.DataObject) -> None:
    """Any rows of a file in a file of their own, beside the whole, add nothing."""
    tool = data.draw(any_tool)
    records = data.draw(histories(tool))
    chosen = data.draw(st.lists(st.booleans(), min_size=len(records), max_size=len(records)))
    part = [record for record, taken in zip(records, chosen, strict=True) if taken]
    assume(part)
    folder = fresh()
    paths = [tool.save(folder, "whole", records), tool.save(folder, "part", part)]
    assert read(paths) == read(paths[::-1]) == expected(records)
