"""The watch on a real folder, with reports made by a fake and a sleep that changes files."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pmrules.errors import InputError, OutputError, Place, Problem
from pmrules.watching import watcher as module
from pmrules.watching.watcher import Watcher

REFUSED = InputError(Problem("format-unknown", "No importer knows this file.", "Export it again."))
LOCKED = OutputError(Problem("output-locked", "It is open.", "Close it.", Place("x")))


@dataclass
class Maker:
    """Makes reports that hold the hash of their export, or fails as it is told."""

    fails: dict[str, Exception] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)

    def __call__(self, path: Path, report: Path) -> str:
        """Fail for some files by name, else write."""
        if error := self.fails.get(path.name):
            raise error
        self.made.append(path.name)
        report.write_text(hashlib.sha256(path.read_bytes()).hexdigest(), encoding="utf-8")
        return "40% goes to one customer"


@pytest.fixture
def maker() -> Maker:
    """Return the fake."""
    return Maker()


@pytest.fixture(autouse=True)
def hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the reports of the fake."""

    def made_from(report: Path) -> frozenset[str]:
        return frozenset({report.read_text(encoding="utf-8")} if report.is_file() else ())

    monkeypatch.setattr(module.disk, "made_from", made_from)


@dataclass
class Scene:
    """A folder that is watched while things happen to it."""

    folder: Path
    maker: Maker
    to: Path | None = None
    rules: Path | None = None
    said: list[str] = field(default_factory=list)

    def play(self, *events: Callable[[], object]) -> Watcher:
        """Watch, with one event in each sleep."""
        pending = list(events)
        watcher = Watcher(self.folder, self.maker, self.said.append, to=self.to, rules=self.rules)

        def sleep() -> None:
            pending.pop(0)()

        watcher.watch(sleep, polls=len(events) + 1)
        return watcher

    def put(self, name: str, text: str = "Date,Hours\n") -> Path:
        """Write a file of the folder."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def names(self) -> set[str]:
        """What is in the folder."""
        return {each.name for each in self.folder.iterdir()}


def nothing() -> None:
    """Let time pass."""


@pytest.fixture
def scene(tmp_path: Path, maker: Maker) -> Scene:
    """Return an empty folder."""
    (tmp_path / "drop").mkdir()
    return Scene(tmp_path / "drop", maker)


def test_a_file_that_stands_still_becomes_a_report(scene: Scene) -> None:
    """It is made after the second look, beside the file, and once."""
    scene.play(lambda: scene.put("may.csv"))
    assert scene.maker.made == []
    scene.play(nothing, nothing, nothing)
    assert scene.maker.made == ["may.csv"]
    assert scene.names == {"may.csv", "may.csv.pmrules.xlsx"}
    (line,) = scene.said
    assert line.startswith("may.csv → ")
    assert line.endswith("40% goes to one customer")


def test_a_growing_file_is_waited_for(scene: Scene) -> None:
    """Nothing is made as long as a download goes on."""
    grow = [lambda number=number: scene.put("may.csv", "x" * number) for number in range(1, 6)]
    assert scene.play(*grow).left == ["may.csv"]
    assert scene.maker.made == []
    scene.play(nothing)
    assert scene.maker.made == ["may.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "may.csv.crdownload", "may.csv.part", "may.tmp", "~$may.xlsx", ".~lock.may.xlsx#",
        ".may.csv", "may.pdf", "may.csv.pmrules.txt", "may.csv.pmrules.xlsx",
        "MAY.CSV.PMRULES.XLSX",
    ],
)  # fmt: skip
def test_what_is_no_finished_export_is_left_alone(scene: Scene, name: str) -> None:
    """Unfinished downloads, locks, hidden and foreign files, our own reports and notes."""
    scene.put(name)
    assert scene.play(nothing, nothing).left == []
    assert scene.maker.made == []
    assert scene.names == {name}


def test_a_download_that_is_not_whole_yet(scene: Scene) -> None:
    """An empty file, and one beside its unfinished part, are waited for."""
    scene.put("empty.csv", "")
    scene.put("half.csv")
    part = scene.put("half.csv.part")
    scene.play(nothing, nothing)
    assert scene.maker.made == []
    part.unlink()
    scene.put("empty.csv", "now it is here")
    scene.play(nothing)
    assert scene.maker.made == ["empty.csv", "half.csv"]


def test_each_content_once(scene: Scene) -> None:
    """A copy or a touched file makes no second report; a changed file does."""
    path = scene.put("may.csv")
    scene.play(
        nothing,
        lambda: os.utime(path, (1, 1)),
        nothing,
        lambda: scene.put("copy of may.csv"),
        nothing,
    )
    assert scene.maker.made == ["may.csv"]
    assert any("copy of may.csv: the same content as may.csv" in each for each in scene.said)
    scene.play(nothing, lambda: scene.put("may.csv", "corrected"), nothing)
    assert scene.maker.made[-1] == "may.csv"
    assert len(scene.maker.made) == 3  # the copy has no report of its own for a new run


def test_a_report_that_stands_is_enough_after_a_restart(scene: Scene) -> None:
    """A new run reads from the report what it was made from; without a report it makes one."""
    scene.put("may.csv")
    scene.play(nothing)
    scene.play(nothing)
    assert scene.maker.made == ["may.csv"]
    (scene.folder / "may.csv.pmrules.xlsx").unlink()
    scene.play(nothing)
    assert scene.maker.made == ["may.csv", "may.csv"]


def test_reports_go_elsewhere(scene: Scene, tmp_path: Path) -> None:
    """With another folder for reports nothing but notes comes into the watched one."""
    scene.to = tmp_path / "reports"
    scene.to.mkdir()
    scene.put("may.csv")
    scene.play(nothing)
    assert scene.names == {"may.csv"}
    assert [each.name for each in scene.to.iterdir()] == ["may.csv.pmrules.xlsx"]


def test_a_refused_file_gets_a_note_until_it_is_mended(scene: Scene) -> None:
    """The note says why, stays one, and goes with the reason or with the file."""
    scene.maker.fails = {"bad.csv": REFUSED, "worse.csv": REFUSED}
    scene.put("bad.csv")
    worse = scene.put("worse.csv")
    scene.put("good.csv", "other")
    note = scene.folder / "bad.csv.pmrules.txt"

    def told() -> None:
        text = note.read_text("utf-8-sig")
        assert "pmrules made no report of bad.csv." in text
        assert "No importer knows this file." in text
        assert "[format-unknown]" in text
        worse.unlink()

    def mended() -> None:
        assert not (scene.folder / "worse.csv.pmrules.txt").exists()
        scene.maker.fails = {}
        scene.put("bad.csv", "mended")

    scene.play(nothing, told, mended, nothing)
    assert scene.maker.made == ["good.csv", "bad.csv"]
    assert not note.exists()
    assert sum("no report" in each for each in scene.said) == 2


def test_a_refused_file_is_tried_when_the_rules_change(scene: Scene, tmp_path: Path) -> None:
    """Files that have their report are not made again."""
    scene.rules = tmp_path / "rules.yaml"
    scene.rules.write_text("a", encoding="utf-8")
    scene.put("good.csv", "other")
    scene.put("bad.csv")
    scene.maker.fails = {"bad.csv": REFUSED}

    def edited() -> None:
        assert scene.rules is not None
        scene.maker.fails = {}
        scene.rules.write_text("another text", encoding="utf-8")

    scene.play(nothing, nothing, edited)
    assert scene.maker.made == ["good.csv", "bad.csv"]


def test_a_report_that_is_open_is_written_later(scene: Scene) -> None:
    """What may pass gets no note, is said once, and is tried again."""
    scene.put("may.csv")
    scene.maker.fails = {"may.csv": LOCKED}

    def closed() -> None:
        assert scene.names == {"may.csv"}
        scene.maker.fails = {}

    scene.play(*[nothing] * 5, closed, *[nothing] * 4)
    assert scene.maker.made == ["may.csv"]
    assert sum("It is open." in each for each in scene.said) == 1


def test_our_own_mistake_in_one_file_does_not_end_the_watch(scene: Scene) -> None:
    """It is shown with its traceback, noted, and the other files go on."""
    scene.maker.fails = {"a.csv": ZeroDivisionError("oh")}
    scene.put("a.csv")
    scene.put("b.csv", "other")
    scene.play(nothing)
    assert scene.maker.made == ["b.csv"]
    assert "ZeroDivisionError: oh" in (scene.folder / "a.csv.pmrules.txt").read_text("utf-8-sig")
    assert any("Traceback" in each for each in scene.said)


def test_ctrl_c_ends_the_watch(scene: Scene) -> None:
    """Nothing catches it, in a sleep or at work."""
    scene.maker.fails = {"a.csv": KeyboardInterrupt()}  # type: ignore[dict-item]
    scene.put("a.csv")
    with pytest.raises(KeyboardInterrupt):
        scene.play(nothing)


def test_a_folder_that_is_away_for_a_while(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network drive may go and come back: it is said once, and nothing is forgotten."""
    scene.put("may.csv")
    look, away = module.disk.stamps, iter((False, False, True, True, False, False))

    def stamps(folder: Path) -> object:
        if next(away):
            raise OSError(5, "network is down")
        return look(folder)

    monkeypatch.setattr(module.disk, "stamps", stamps)
    scene.play(*[nothing] * 5)
    assert scene.maker.made == ["may.csv"]
    assert [each for each in scene.said if "network is down" in each] == [
        f"{scene.folder}: the folder cannot be read (network is down); still watching."
    ]


def test_a_note_that_is_not_ours_stays(scene: Scene) -> None:
    """What somebody wrote under that name is not removed."""
    scene.put("may.csv.pmrules.txt", "my own words")
    scene.put("may.csv")
    scene.play(nothing)
    assert (scene.folder / "may.csv.pmrules.txt").read_text(encoding="utf-8") == "my own words"
