"""Files become one table with an account of each; all that is wrong is said at once."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from pmrules import Entry, Fit, InputError, PluginError, Sample, Skipped, Source, TabularImporter
from pmrules.hookspecs import Record
from pmrules.ingest.intake import Intake
from pmrules.ingest.read import read
from pmrules.model import ENTRY_COLUMNS, ImporterOptions
from pmrules_importers.excel import Excel
from pmrules_importers.harvest import Harvest
from pmrules_importers.toggl import Toggl

IMPORTERS = (Toggl(), Harvest(), Excel())
TOGGL = "User,Email,Start date,Start time,Duration,Description,Project"
HARVEST = "Date,Client,Project,Task,Notes,Hours,First name,Last name"


def write(folder: Path, name: str, *lines: str) -> Path:
    """Write a file of lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def toggl(folder: Path, name: str, *days: int) -> Path:
    """Write a Toggl file with an hour on each day."""
    rows = [f"Ada,a@x.example,2026-03-{day:02d},09:00:00,01:00:00,work,P" for day in days]
    return write(folder, name, TOGGL, *rows)


def only(intake: Intake, column: str) -> list[object]:
    """Return a column as a list."""
    return list(intake.entries[column])


def test_files_of_several_tools_are_one_table(tmp_path: Path) -> None:
    """Files are read in their order, each by its importer, into one table."""
    one = toggl(tmp_path, "one.csv", 1, 2)
    two = write(tmp_path, "two.csv", HARVEST, "2026-03-09,Globex,P,T,notes,1.5,Ben,Okoro")
    intake = read([one, two], IMPORTERS)
    assert tuple(intake.entries.columns) == ENTRY_COLUMNS
    assert only(intake, "source") == ["one.csv", "one.csv", "two.csv"]
    assert only(intake, "importer") == ["toggl", "toggl", "harvest"]
    assert list(intake.entries.index) == [0, 1, 2]
    assert [(each.file, each.records, each.seconds) for each in intake.files] == [
        ("one.csv", 2, 7200),
        ("two.csv", 1, 5400),
    ]
    assert intake.overlaps == intake.notices == ()


def test_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Files of one name in two folders are called by as much of their path as differs."""
    for folder in ("ada", "ben"):
        (tmp_path / folder / "sub").mkdir(parents=True)
    ada = toggl(tmp_path / "ada" / "sub", "t.csv", 1, 2)
    ben = toggl(tmp_path / "ben" / "sub", "t.csv", 2, 2, 3)
    other = write(tmp_path, "h.csv", HARVEST, "2026-03-09,Globex,P,T,notes,1.5,Ben,Okoro")
    intake = read([ada, ben, other], IMPORTERS)
    assert [each.file for each in intake.files] == ["ada/sub/t.csv", "ben/sub/t.csv", "h.csv"]
    assert only(intake, "source") == ["ada/sub/t.csv", *["ben/sub/t.csv"] * 3, "h.csv"]
    (overlap,) = intake.overlaps
    assert (overlap.kept_file, overlap.other_file) == ("ben/sub/t.csv", "ada/sub/t.csv")
    (notice,) = intake.files[1].notices
    assert str(notice).startswith("ben/sub/t.csv, row 3:")


def test_refusals_of_two_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """What is wrong with either is said under its own path."""
    paths = []
    for folder in ("ada", "ben"):
        (tmp_path / folder).mkdir()
        paths.append(write(tmp_path / folder, "t.csv", "Client,Address", "a,b"))
    with pytest.raises(InputError) as caught:
        read(paths, IMPORTERS)
    assert [str(each.place) for each in caught.value.problems] == ["ada/t.csv", "ben/t.csv"]


def test_replaced_entries_leave_table_and_categories(tmp_path: Path) -> None:
    """After an overlap was settled, neither entries nor texts of the replaced file remain."""
    old = write(tmp_path, "old.csv", TOGGL, "Ada,a@x.example,2026-03-01,09:00:00,1:00:00,old,P")
    new = toggl(tmp_path, "new.csv", 1, 2)
    intake = read([old, new], IMPORTERS)
    assert only(intake, "source") == ["new.csv", "new.csv"]
    assert list(intake.entries["description"].cat.categories) == ["work"]
    assert [each.entries for each in intake.files] == [1, 2]
    assert [each.kind for each in intake.overlaps] == ["replaced"]


def test_all_refusals_are_said_at_once(tmp_path: Path) -> None:
    """Two files that cannot be read are two problems of one error."""
    bad = [write(tmp_path, "a.csv", "Room,Size", "1,2"), write(tmp_path, "b.csv", TOGGL)]
    with pytest.raises(InputError) as caught:
        read([*bad, toggl(tmp_path, "c.csv", 1)], IMPORTERS)
    assert [each.place and each.place.file for each in caught.value.problems] == ["a.csv", "b.csv"]


def test_nothing_read_shows_the_first_rows(tmp_path: Path) -> None:
    """A file of which no record can be read is refused with the first of them."""
    path = write(tmp_path, "a.csv", TOGGL, "Ada,a@x.example,2026-03-01,09:00:00,soon\x1b,x,P")
    with pytest.raises(InputError, match="row 2, column “Duration”") as caught:
        read([path], IMPORTERS)
    assert "\x1b" not in str(caught.value)


def test_columns_of_the_user_replace_the_importers(tmp_path: Path) -> None:
    """Mapped columns are read under the user's names, each as the kind that it is."""
    path = write(tmp_path, "a.csv", "Wann,Wer war es,Minuten am Tag,Date", "2026-03-01,Ada,90,x")
    columns = {
        "date": ("Wann",),
        "person": ("wer war es",),
        "duration": ("Minuten am Tag",),
    }
    options = {"excel": ImporterOptions(columns=columns)}
    intake = read([path], IMPORTERS, options=options)
    assert (only(intake, "person"), only(intake, "seconds")) == (["Ada"], [5400])
    assert Excel.duration.names[0] == "Duration"


def test_long_days_are_named(tmp_path: Path) -> None:
    """More than 24 hours of one person on one day are said by name."""
    path = write(
        tmp_path,
        "a.csv",
        HARVEST,
        *(f"2026-03-0{day},G,P,T,n,{hours},Ada,Quill" for day, hours in [(1, 13), (1, 12), (2, 9)]),
    )
    (notice,) = read([path], IMPORTERS).notices
    assert "Ada Quill on 2026-03-01 25.0 h" in notice.what


def test_progress_counts_files(tmp_path: Path) -> None:
    """Whoever asks is told how many files are done and which comes next."""
    told: list[tuple[int, int, str]] = []
    paths = [toggl(tmp_path, "a.csv", 1), toggl(tmp_path, "b.csv", 2)]
    read(paths, IMPORTERS, progress=lambda *step: told.append(step))
    assert told[:2] == [(0, 2, "a.csv"), (1, 2, "b.csv")]


class Json:
    """An importer that reads by itself."""

    name = "jsonl"
    title = "JSON"

    def detect(self, sample: Sample) -> Fit:
        """Claim what begins with a bracket."""
        return Fit.exact("JSON") if sample.head.startswith("[") else Fit.none("no JSON")

    def read(self, source: Source) -> Iterable[Record]:
        """Read entries from JSON."""
        with source.open() as file:
            for at, each in enumerate(json.load(file)):
                yield Entry(at, each["who"], dt.date.fromisoformat(each["day"]), each["seconds"])


def test_importer_may_read_by_itself(tmp_path: Path) -> None:
    """An importer of another format gives records, which become the same table."""
    path = tmp_path / "a.json"
    path.write_text('[{"who": "Ada", "day": "2026-03-01", "seconds": 60}]', "utf-8")
    intake = read([path], (*IMPORTERS, Json()))
    assert only(intake, "seconds") == [60]
    assert intake.files[0].importer == "jsonl"


def test_failing_importer_is_named(tmp_path: Path) -> None:
    """What an importer raises names it and the file."""
    path = tmp_path / "a.json"
    path.write_text('[{"day": "2026-03-01"}]', "utf-8")
    with pytest.raises(PluginError, match="“jsonl” failed: KeyError"):
        read([path], (Json(),))


class Picky(Toggl):
    """An importer that works on the records that the core read."""

    name = "picky"

    def read(self, source: Source) -> Iterable[Record]:
        """Skip what is on the second."""
        for record in source.table(self):
            second = isinstance(record, Entry) and record.date.day == 2
            yield Skipped(record.row, "second") if second else record


def test_importer_may_work_on_the_table(tmp_path: Path) -> None:
    """A tabular importer may change the records that the core reads."""
    intake = read([toggl(tmp_path, "a.csv", 1, 2)], (Picky(),))
    assert only(intake, "row") == [2]
    assert [each.reason for each in intake.files[0].skipped] == ["second"]


def test_tool_of_fifteen_lines(tmp_path: Path) -> None:
    """A new tool is a table of its columns."""

    class Clockwork(TabularImporter):
        name = "clockwork"
        title = "Clockwork"
        signs = (("Person", "Date", "Duration", "Cog"),)

    path = write(tmp_path, "a.csv", "Cog,Person,Date,Duration", "7,Ada,2026-03-01,1h 30m")
    intake = read([path], (*IMPORTERS, Clockwork()))
    assert (only(intake, "importer"), only(intake, "seconds")) == (["clockwork"], [5400])
