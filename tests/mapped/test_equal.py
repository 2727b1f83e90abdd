"""Whatever engine does the work, and however large its pieces are, the report is the same."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mapped.written import Row, Way, rows, ways, written

from pmrules import InputError, PmrulesError, Reading, analyze
from pmrules.mapped import run
from pmrules.mapped.condense import sources_of
from pmrules.mapped.engine import InProcess
from pmrules.mapped.job import Job
from pmrules.mapped.plan import plan
from pmrules.mapped.rounds import in_pieces
from pmrules.registry.load import load
from pmrules.report import json_report
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Rulebook

Fresh = Callable[[], Path]
NOTHING = Rulebook()
PLAIN = Way("toggl", "%Y-%m-%d", ("1:30:00",), ",", "\n", False, "")


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Return what makes an empty folder each time that it is called."""
    return lambda: tmp_path_factory.mktemp("example")


def outcome(files: Sequence[Path], engine: str, **how: Any) -> tuple[Any, ...]:
    """Return the report and every record that is no entry, or the refusal."""
    reading = Reading(**how)
    try:
        analysis = analyze(files, NOTHING, reading=reading, entries=False, engine=engine)
    except PmrulesError as error:
        return type(error), error.problems
    return json_report.dumps(analysis), analysis.files


def in_pieces_of(path: Path, size: int) -> int:
    """Return how many pieces a file was read in; none where it was read whole."""
    job = Job(NOTHING, tuple(load().importers), piece=size)
    (source,) = sources_of([path])
    planned = plan(job, source)
    done = in_pieces([planned], job, InProcess()) if planned else {}
    return len(done[0].asked) if done else 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(ways, st.lists(rows, min_size=1, max_size=60)), min_size=1, max_size=3),
    st.sampled_from((150, 400, 1500)),
    st.sampled_from(("replace", "keep", "error")),
)
def test_pieces_give_what_the_whole_gives(
    fresh: Fresh, files: list[tuple[Way, list[Row]]], size: int, overlap: str
) -> None:
    """Totals, accounting, notices, overlaps and refusals are equal, whatever the files hold."""
    folder = fresh()
    paths = [folder / f"{at}.csv" for at in range(len(files))]
    for path, file in zip(paths, files, strict=True):
        path.write_bytes(written(*file))
    whole = outcome(paths, "memory", overlap=overlap)
    assert outcome(paths, "pieces", overlap=overlap, piece=size) == whole


def a_row(at: int, **other: Any) -> Row:
    """Return a record like any other."""
    return replace(Row("Ada", at % 28, 540, 90, at, "work", ""), **other)


@pytest.mark.parametrize(
    ("way", "odd"),
    [
        ({}, {}),
        ({}, {7: "blank line", 30: "too few", 50: "bad date", 51: "running", 52: "backwards"}),
        ({}, {40: "control", 41: "unclear flag", 42: "long", 43: "long", 44: "empty fields"}),
        ({}, {59: "total"}),
        ({"closing": "total"}, {}),
        ({"days": "%d/%m/%Y"}, {}),
        ({"days": "%m/%d/%Y", "bom": True, "line_end": "\r\n"}, {}),
        ({"tool": "harvest", "lengths": ("1.25", "0.5")}, {}),
        ({"tool": "harvest", "lengths": tuple(f"{m / 60:.2f}" for m in range(1, 60))}, {}),
        ({"tool": "excel", "delimiter": ";", "lengths": ("1,25", "0,5")}, {}),
        ({"tool": "clock"}, {33: "backwards"}),
    ],
)
def test_large_files_are_read_in_pieces(
    tmp_path: Path, way: dict[str, Any], odd: dict[int, str]
) -> None:
    """What a whole file decides, and what is odd about rows, keeps none from being cut."""
    path = tmp_path / "export.csv"
    of = [a_row(at, odd=odd.get(at, "")) for at in range(60)]
    path.write_bytes(written(replace(PLAIN, **way), of))
    assert in_pieces_of(path, 600) > 2
    assert outcome([path], "pieces", piece=600) == outcome([path], "memory")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Date;Person;Hours\n" + b"1/3;Ada;1,5\n" * 50, "dates without a year"),
        (b"Date,Person,Hours\n" + b"2026-03-01,Ada,1\n,Ada,2\n" * 30, "dates carried down"),
        (b"Date,Person,Hours\n" + b'2026-03-01,5" Ada,1\n' * 50, "a quote inside a field"),
        (b"Date,Person,Hours\r" + b"2026-03-01,Ada,1\r" * 50, "lines ended by returns"),
        (b"Date,Person,Hours\n" + b"2026-03-01,J\xfcrg,1\n" * 50, "no UTF-8"),
        (b"Date,Person,Hours,Minutes\n" + b"2026-03-01,Ada,1,30\n" * 50, "a length in two columns"),
        (b"Date,Person,Hours\n" + b"2026-03-01,Ada,1\n,,9\n" * 30, "totals all over"),
    ],
)
def test_what_needs_the_whole_is_read_whole(tmp_path: Path, content: bytes, why: str) -> None:
    """A file whose rows explain each other is not cut, and the result is the same."""
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    assert in_pieces_of(path, 200) == 0, why
    assert outcome([path], "pieces", piece=200) == outcome([path], "memory")


def test_the_order_of_overlapping_files_is_kept(tmp_path: Path) -> None:
    """Files that cover the same days lose the same ones on each engine, in every order."""
    older = [a_row(at, text=f"old {at}") for at in range(60)]
    newer = [a_row(at, day=10 + at % 30, text=f"new {at}") for at in range(60)]
    for name, of in (("older.csv", older), ("newer.csv", newer)):
        (tmp_path / name).write_bytes(written(PLAIN, of))
    paths = [tmp_path / "older.csv", tmp_path / "newer.csv"]
    for files in (paths, paths[::-1]):
        whole = outcome(files, "memory")
        assert "replaced" in whole[0]
        assert outcome(files, "pieces", piece=700) == whole


def test_days_and_teams_are_kept_on_each_engine(tmp_path: Path) -> None:
    """What is left out is said with the same numbers."""
    path, rules = tmp_path / "export.csv", tmp_path / "rules.yaml"
    people = ("Ada", "Ben")
    path.write_bytes(written(PLAIN, [a_row(at, person=people[at % 2]) for at in range(60)]))
    rules.write_text(
        "extends: product-management\npeople: {Ada: {team: North}, Ben: {team: South}}\n", "utf-8"
    )
    asked: dict[str, Any] = {"start": dt.date(2026, 3, 5), "teams": ["North"], "entries": False}
    book = load_rules(rules)
    whole = analyze(path, book, **asked)
    pieces = analyze(path, book, reading=Reading(piece=600), engine="pieces", **asked)
    assert json_report.dumps(pieces) == json_report.dumps(whole)
    assert {notice.code for notice in whole.notices} == {"outside-period", "outside-teams"}


def test_nameless_reports_are_equal(tmp_path: Path) -> None:
    """People are numbered alike when names are left out."""
    path = tmp_path / "export.csv"
    names = ("Ada", "Ben", "Zoë")
    path.write_bytes(written(PLAIN, [a_row(at, person=names[at % 3]) for at in range(60)]))
    whole = analyze(path, NOTHING, names=False)
    pieces = analyze(path, NOTHING, names=False, reading=Reading(piece=600), engine="pieces")
    assert json_report.dumps(pieces) == json_report.dumps(whole)
    assert "Ada" not in json_report.dumps(pieces)


def test_what_is_read_whole_is_said(tmp_path: Path) -> None:
    """A person learns which large file takes memory, and of no other."""
    path, said = tmp_path / "export.csv", list[str]()
    for content, expected in (
        (b"Date,Person,Hours\n" + b"2026-03-01,J\xfcrg,1\n" * 50, 1),
        (b"Date,Person,Hours\n" + b"2026-03-01,Ada,1\n" * 50, 1),
        (b"Date,Person,Hours\n2026-03-01,Ada,1\n", 1),
    ):
        path.write_bytes(content)
        analyze(path, NOTHING, reading=Reading(piece=200, told=said.append), entries=False,
                engine="pieces")  # fmt: skip
        assert len(said) == expected
    assert said[0].startswith("export.csv cannot be read in pieces")


def test_a_file_that_changes_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pieces of two states of a file are no file."""
    path = tmp_path / "export.csv"
    path.write_bytes(written(PLAIN, [a_row(at) for at in range(60)]))

    def written_to(*asked: Any) -> Any:
        with path.open("ab") as file:
            file.write(b"\n")
        return in_pieces(*asked)

    monkeypatch.setattr(run, "in_pieces", written_to)
    kind, problems = outcome([path], "pieces", piece=600)
    assert (kind, [each.code for each in problems]) == (InputError, ["changed-while-reading"])
