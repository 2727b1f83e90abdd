"""What an importer's own reading gives is checked, and its faults are its own, by name."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from pmrules import Entry, InputError, PluginError, Rejected, Skipped
from pmrules.hookspecs import Record
from pmrules.ingest import records
from pmrules.ingest.records import collect, records_of
from pmrules.ingest.taken import Taken
from pmrules.model import ENTRY_COLUMNS

DAY = dt.date(2026, 3, 2)
GOOD = Entry(
    1,
    "Ada",
    DAY,
    3600,
    client="Globex",
    tags=("a", "b"),
    start=dt.datetime(2026, 3, 2, 9),
    billable=True,
    sheet="S",
)


def take(*given: Any, person: str = "") -> Taken:
    """Collect what an importer gives."""
    return collect(lambda: given, "odd", "f.ics", person)


def test_records_become_columns() -> None:
    """Entries stand in the table, others in the accounting, and all come back as given."""
    given = [GOOD, Skipped(2, "all-day", "S"), Rejected(3, "DTSTART", "x", "a date", "S")]
    taken = take(*given)
    assert tuple(taken.entries.columns) == ENTRY_COLUMNS
    assert taken.seconds == 3600
    assert list(taken.entries["importer"]) == ["odd"]
    assert list(records_of(taken)) == given


def test_nothing_gives_an_empty_table() -> None:
    """An importer that gives nothing gives a table without rows, of the same types."""
    empty, full = take().entries, take(GOOD).entries
    assert len(empty) == 0
    assert [str(kind) for kind in empty.dtypes] == [str(kind) for kind in full.dtypes]


def changed(**fields: Any) -> Entry:
    """Change the good entry; types are not checked here."""
    values = {name: getattr(GOOD, name) for name in Entry.__struct_fields__}
    return Entry(**(values | fields))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (None, "NoneType"),
        ({"seconds": 1}, "dict"),
        (changed(seconds=-1), "-1"),
        (changed(seconds=1.5), "1.5"),
        (changed(seconds=True), "True"),
        (changed(seconds=float("nan")), "nan"),
        (changed(seconds=2**63), "seconds"),
        (changed(seconds=36_000_001), "36,000,000"),
        (changed(date=dt.date(9999, 12, 31)), "2100"),
        (changed(date="2026-03-02"), "date"),
        (changed(date=dt.datetime(2026, 3, 2)), "datetime"),
        (changed(row="1"), "row"),
        (changed(client=None), "client"),
        (changed(tags="a, b"), "tags"),
        (changed(tags=("a", 1)), "tags"),
        (changed(start=dt.datetime(2026, 3, 2, tzinfo=dt.UTC)), "zone"),
        (changed(billable="yes"), "billable"),
        (Skipped("1", "x"), "row"),  # type: ignore[arg-type]
        (Rejected(1, "x", None, "y"), "text"),  # type: ignore[arg-type]
    ],
)
def test_broken_record_blames_the_importer(record: object, said: str) -> None:
    """A record that breaks the contract names the importer, the value and what was expected."""
    with pytest.raises(PluginError) as caught:
        take(GOOD, record)
    assert "“odd”" in str(caught.value)
    assert "expected" in str(caught.value)
    assert said in str(caught.value)


class EvilError(Exception):
    """An error that fails when it is shown."""

    def __str__(self) -> str:
        raise ValueError


def failing(error: BaseException) -> Callable[[], Iterable[Record]]:
    """Make an importer that fails after one entry."""

    def read() -> Iterator[Record]:
        yield GOOD
        raise error

    return read


@pytest.mark.parametrize(
    "error", [ValueError("no\x1b[31m"), KeyError("x"), SystemExit(0), RecursionError(), EvilError()]
)
def test_failure_blames_the_importer(error: BaseException) -> None:
    """Whatever an importer raises is its own fault, also an exit, and shown harmless."""
    with pytest.raises(PluginError) as caught:
        collect(failing(error), "odd", "f.ics")
    assert type(error).__name__ in str(caught.value)
    assert "\x1b" not in str(caught.value)


def test_nothing_iterable_blames_the_importer() -> None:
    """A reading that returns None is the importer's fault."""
    with pytest.raises(PluginError, match="odd"):
        collect(lambda: None, "odd", "f.ics")  # type: ignore[arg-type, return-value]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), InputError([])])
def test_what_is_no_fault_passes(error: BaseException) -> None:
    """Ctrl-C and what the user can mend pass unchanged."""
    with pytest.raises(type(error)):
        collect(failing(error), "odd", "f.ics")


def test_endless_importer_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """An importer without an end is stopped and named."""

    def endless() -> Iterator[Record]:
        while True:
            yield GOOD

    monkeypatch.setattr(records, "MOST", 10)
    with pytest.raises(PluginError, match="without an end"):
        collect(endless, "odd", "f.ics")


def test_person_may_come_from_the_user() -> None:
    """An entry without a person is the user's to mend with --person."""
    nobody = changed(person=" ")
    assert list(take(nobody, person="Ben").entries["person"]) == ["Ben"]
    with pytest.raises(InputError, match="--person"):
        take(nobody)
