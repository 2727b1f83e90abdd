"""Importers with one planted fault each: the kit names it, and finds none in the sound ones."""

import textwrap
from pathlib import Path

import pytest

from pmrules.hookspecs import Importer
from pmrules.registry.modules import module
from pmrules.testing import POINTS, Result, hold

SAMPLE = """\
Worker,Worked on,Job,What,From,Until,Spent
Ada Moss,2026-09-01,Phoenix,Escalation call,09:00,12:00,3:00
Ada Moss,2026-09-02,Planning,Roadmap review,13:00,13:45,0:45
Ben Ray,2026-09-02,Planning,Interview notes,22:30,00:15,1:45
,,,,,,
Total,,,,,,5:30
"""
TABLE = """
from pmrules import *

class Punch(TabularImporter):
    name = "punch"
    title = "Punch Clock"
    signs = (("Worker", "Worked on", "Spent"),)
    person = Text("Worker")
    project = Text("Job")
    description = Text("What")
    date = Date("Worked on")
    start = Time("From")
    end = Time("Until")
    duration = Duration("Spent")
    MORE

importer = Punch()
"""
OWN = """
import csv, datetime as dt
from pmrules import *

WANTED = {"Worker", "Worked on", "Spent"}

def clock(day, text):
    return dt.datetime.combine(day, dt.time.fromisoformat(text)) if text else None

class Punch:
    name = "punch"
    title = "Punch Clock"

    def detect(self, sample):
        DETECT

    def read(self, source):
        READ

    def record(self, number, row):
        if not any(row.values()):
            return Skipped(number, "blank row")
        if row["Worker"] == "Total":
            return Skipped(number, "total row")
        try:
            day = dt.date.fromisoformat(row["Worked on"])
            hours, minutes = row["Spent"].split(":")
            seconds = SECONDS
            start, end = clock(day, row.get("From")), clock(day, row.get("Until"))
        except (KeyError, ValueError):
            UNREADABLE
        if start and end and end < start:
            end += dt.timedelta(days=1)
        ENTRY

importer = Punch()
"""
GOOD = {
    "DETECT": """\
for sheet in sample.sheets:
    for row in sheet.rows:
        if WANTED <= {str(cell).strip() for cell in row}:
            return Fit.exact("has Punch's columns")
return Fit.none("has not Punch's columns")""",
    "READ": """\
names = None
for row in source.rows():
    if names is None:
        if WANTED <= set(row.cells):
            names = row.cells
        continue
    yield self.record(row.number, dict(zip(names, row.cells + ("",) * 20)))""",
    "SECONDS": "int(hours) * 3600 + int(minutes) * 60",
    "UNREADABLE": 'return Rejected(number, "Spent", str(row), "a day and hours")',
    "ENTRY": """\
return Entry(number, row["Worker"], day, seconds, project=row.get("Job", ""),
             description=row.get("What", ""), start=start, end=end)""",
}
WITHOUT_GROWTH = tuple(point for point in POINTS if point not in ("expected", "growth"))


def importer(folder: Path, source: str, **parts: str) -> Importer:
    """Load an importer: the good one, with some of its parts planted."""
    for name, body in parts.items():
        at = source.index(name)
        indent = at - source.rfind("\n", 0, at) - 1
        lines = textwrap.indent(textwrap.dedent(body), " " * indent).lstrip()
        source = source.replace(name, lines, 1)
    path = folder / "planted.py"
    path.write_text(source, encoding="utf-8")
    made: Importer = module(path).importer
    return made


def held(folder: Path, planted: Importer, *points: str) -> dict[str, Result]:
    """Hold an importer to points with the sample."""
    sample = folder / "punch.csv"
    sample.write_text(SAMPLE, encoding="utf-8")
    return {each.point: each for each in hold(planted, sample, points=points or WITHOUT_GROWTH)}


@pytest.mark.parametrize(("source", "parts"), [(TABLE, {"MORE": "pass"}), (OWN, GOOD)])
def test_the_sound_ones_have_no_fault(tmp_path: Path, source: str, parts: dict[str, str]) -> None:
    """Every point holds and says something: a table, and an importer that reads by itself."""
    results = held(tmp_path, importer(tmp_path, source, **parts))
    assert {name: str(each) for name, each in results.items() if each.faults} == {}
    assert {name: each.left_out for name, each in results.items() if each.left_out} == {}


IN_TABLES = [
    ("MORE", 'duration = Text("Spent")', "declared", "write Duration"),
    ("MORE", 'client = "Customer"', "declared", 'write Text("Name")'),
    ("MORE", 'duraton = Duration("Spent")', "declared", "did you mean duration?"),
    ("MORE", 'signs = (("Worker", "Spent"))', "declared", "has the sign 'Worker'"),
    ("MORE", 'client = Text(("Customer", "Client"))', "declared", "one by one"),
    ("MORE", 'person = FullName(first="First", last="Last")', "declared", 'first=("Name",)'),
    ("MORE", 'empty = "-"', "declared", 'write empty = ("Text",)'),
    ("MORE", "name = 'Punch Clock'", "declared", "one lower-case word"),
    ("MORE", 'signs = (("Worker", "Worked at"),)', "claims", "does not claim its own sample"),
    ("MORE", "signs = ()", "claims", "Name in `signs`"),
    ("MORE", 'lacks = ("Job",)', "claims", "a column that this tool never has"),
    ("MORE", 'signs = (("Project",), ("Worker",))', "leaves-others", "of harvest"),
    ("MORE", 'signs = (("Date",), ("Worker",))', "leaves-others", "of excel"),
    ("MORE", 'signs = (("Description",), ("Worker",))', "leaves-others", "without entries"),
    ("MORE", 'date = Date("Spent")', "records", ""),
    ("MORE", 'person = Text("Whom")', "records", "whose the entries are"),
]
STRIPS = """\
cells = [cell.strip() for sheet in sample.sheets for row in sheet.rows for cell in row]
return Fit.exact("x") if "Worked on" in cells else Fit.none("no")"""
COUNTS = """\
self.n = getattr(self, "n", 0) + 1
return Entry(number, row["Worker"], day, seconds, description=str(self.n))"""
ZONED = """\
utc = start.replace(tzinfo=dt.timezone.utc)
return Entry(number, row["Worker"], day, seconds, start=utc)"""
MOVED = """\
week = dt.timedelta(7)
return Entry(number, row["Worker"], day, seconds, start=start + week, end=end + week)"""
TURNED = 'return Entry(number, row["Worker"], day, seconds, start=start, end=start - (end - start))'
IN_DETECT = [
    ('return Fit.exact("mine") if sample.name == "punch.csv" else Fit.none("no")',
     "claims", "by the name"),
    ('return Fit.exact("always")', "leaves-others", "It claims a file of"),
    ('return Fit.generic("any") if sample.sheets else Fit.none("no")', "leaves-others", "excel"),
    ('return Fit.exact("x") if "Worker" in sample.sheets[0].rows[0] else Fit.none("no")',
     "leaves-others", "IndexError"),
    (STRIPS,
     "leaves-others", "AttributeError"),
    ("return True", "claims", "bool instead of a Fit"),
    ("return None", "claims", "NoneType instead of a Fit"),
    (f"import msgspec\nmsgspec.structs.force_setattr(sample, 'head', '')\n{GOOD['DETECT']}",
     "claims", "changes the sample"),
    ("print('mine?')\n" + GOOD["DETECT"], "quiet", "prints: mine?"),
    ("try: open('cache', 'w')\nexcept OSError: pass\n" + GOOD["DETECT"], "quiet", "writes a file"),
]  # fmt: skip
LOOP = GOOD["READ"]
IN_READ = [
    ("SECONDS", "int(hours) * 3600.0 + int(minutes) * 60", "records", "whole seconds"),
    ("SECONDS", "int(hours) * 3600", "clocks", "gets 0 seconds; expected 1,800"),
    ("SECONDS", "int((clock(day, row['Until']) - clock(day, row['From'])).total_seconds())",
     "records", ""),
    ("SECONDS", "int((clock(day, row['Until']) - clock(day, row['From'])).total_seconds()) % 86400",
     "clocks", "the clocks go forward"),
    ("SECONDS", "(int(hours) * 3600 + int(minutes) * 60) % 86400", "clocks", "25 hours"),
    ("SECONDS", "[][int(hours)]", "records", "IndexError"),
    ("READ", "yield from self.read(source)", "records", "Mend what it stumbles over"),
    ("READ", "return None", "records", "is not iterable"),
    ("READ", "return 'rows'", "records", "str 'r' as a record"),
    ("READ", "yield [1, 2]", "records", "list [1, 2] as a record"),
    ("READ", "raise SystemExit(0)", "records", "SystemExit"),
    ("SECONDS", "True", "records", "bool True as “seconds”"),
    ("SECONDS", "__import__('numpy').int64(7200)", "records", "int64"),
    ("SECONDS", "-3600 * int(hours)", "records", "whole seconds from 0"),
    ("SECONDS", "int(hours)", "records", "longest entry of the sample takes 3 seconds"),
    ("SECONDS", "int(hours) * 60 + int(minutes)", "records", "entry of the sample takes 180 s"),
    ("SECONDS", "(int(hours) * 3600 + int(minutes) * 60) * 20", "records", "09:00:00 to 2026"),
    ("SECONDS", "(int(hours) * 3600 + int(minutes) * 60) * 60", "records", "shortest entry"),
    ("UNREADABLE", "return Skipped(number, 'odd')", "damage", "Rejected"),
    ("UNREADABLE", "day, seconds, start, end = dt.date(2026, 1, 1), 0, None, None",
     "damage", "becomes 2026-01-01"),
    ("UNREADABLE", "raise", "damage", "ValueError"),
    ("ENTRY", "return Entry(number - 1, row['Worker'], day, seconds, description=row['What'])",
     "records", "says it stands in"),
    ("ENTRY", "return Entry(2, row['Worker'], day, seconds, description=row['What'])",
     "records", "says it stands in"),
    ("ENTRY", "return Entry(number, row['Worker'], end.date(), seconds, start=start, end=end)",
     "clocks", "falls on"),
    ("ENTRY", "return Entry(number, row['Worker'], str(day), seconds)", "records", "datetime.date"),
    ("ENTRY", "return dict(row)", "records", "Entry, Skipped or Rejected"),
    ("ENTRY", "return Entry(number, row['Worker'], day, seconds, sheet='One')", "records", "sheet"),
    ("ENTRY", ZONED, "records", "without a zone"),
    ("ENTRY", COUNTS, "again", "was '1'"),
    ("ENTRY", MOVED, "records", "is on 2026-09-01 but starts on 2026-09-08"),
    ("ENTRY", TURNED, "records", "ends before it starts"),
    ("READ", LOOP + "\n    yield self.record(row.number, dict(zip(names, row.cells + ('',) * 20)))",
     "records", "Row 2 gives the same entry 2 times"),
    ("ENTRY", "return Entry(number, row['Worker'], day, seconds, project=row['Job'])",
     "columns", "Without the column “Job”"),
    ("READ", LOOP.replace("    yield", "    if row.number == 3: continue\n    yield"),
     "records", "Row 3 is lost"),
    ("READ", LOOP.replace("for row in source.rows():", "rows = csv.reader(source.open())\n"
     "from types import SimpleNamespace as N\n"
     "for row in (N(number=i, cells=tuple(c)) for i, c in enumerate(rows, 1)):"),
     "variants", "with “;”"),
    ("READ", LOOP.replace("for row in source.rows():",
     "text = source.path.read_text('utf-8')\nrows = csv.reader(text.splitlines())\n"
     "from types import SimpleNamespace as N\n"
     "for row in (N(number=i, cells=tuple(c)) for i, c in enumerate(rows, 1)):"),
     "variants", "byte order mark"),
    ("READ", LOOP.replace("names = row.cells",
     "names = ('Worker', 'Worked on', 'Job', 'What', 'From', 'Until', 'Spent')"),
     "columns", "reordered"),
    ("READ", "rows = list(source.rows())[1:]\n"
     "if not rows: raise ValueError('nothing')\n" + LOOP, "damage", "a header alone"),
    ("READ", "(source.path.parent / 'cache').write_text('x')\n" + LOOP,
     "quiet", "writes a file"),
    ("READ", "import socket\nsocket.getaddrinfo('tool.example', 443)\n" + LOOP,
     "quiet", "connects to a network"),
    ("READ", "import socket\ns = socket.socket(type=socket.SOCK_DGRAM)\n"
     "try: s.sendto(b'x', ('127.0.0.1', 9))\nexcept OSError: pass\ns.close()\n" + LOOP,
     "quiet", "connects to a network"),
    ("READ", "import subprocess\nsubprocess.run(['true'])\n" + LOOP, "quiet", "starts a program"),
    ("READ", "import sys\nsys.stderr.write('3 rows')\n" + LOOP, "quiet", "prints: 3 rows"),
    ("READ", "source.path.read_bytes()\n" + LOOP, "quiet", "opens `source.path` itself"),
    ("READ", LOOP.replace("for row in source.rows():",
     "lines = source.open().read().splitlines()\nby = ';' if ';' in lines[0] else ','\n"
     "from types import SimpleNamespace as N\n"
     "for row in (N(number=i, cells=tuple(c.split(by))) for i, c in enumerate(lines, 1)):"),
     "variants", "quotes"),
    ("READ", "source.path.unlink()\n" + LOOP, "quiet", "removes"),
    ("READ", "print('reading')\nimport random\n" + LOOP.replace(
     "row.number, dict", "row.number + random.randrange(10**6), dict"), "records", "is named"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "point", "words"), IN_TABLES)
def test_faults_of_a_table_are_named(
    tmp_path: Path, name: str, body: str, point: str, words: str
) -> None:
    """A wrong declaration is found by the point that it breaks, and told how to be mended."""
    result = held(tmp_path, importer(tmp_path, TABLE, **{name: body}))[point]
    assert result.faults
    assert words.lower() in str(result).lower()


@pytest.mark.parametrize(("body", "point", "words"), IN_DETECT)
def test_faults_of_detection_are_named(tmp_path: Path, body: str, point: str, words: str) -> None:
    """Claims too many, too few, or by the name."""
    result = held(tmp_path, importer(tmp_path, OWN, **{**GOOD, "DETECT": body}), point)[point]
    assert result.faults
    assert words in str(result)
    assert all(fault.mend for fault in result.faults)


@pytest.mark.parametrize(("name", "body", "point", "words"), IN_READ)
def test_faults_of_reading_are_named(
    tmp_path: Path, name: str, body: str, point: str, words: str
) -> None:
    """Each mistake that importers make is found by the point that is meant for it."""
    result = held(tmp_path, importer(tmp_path, OWN, **{**GOOD, name: body}), point)[point]
    assert result.faults
    assert words in str(result)
    assert all(fault.mend for fault in result.faults)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (LOOP.replace("    yield", "    if row.number > 5000: return\n    yield"), "are read"),
        ("seen = []\n" + LOOP.replace(
            "    yield",
            "    if row.cells in seen: continue\n    seen.append(row.cells)\n    yield",
        ), "are read"),
        ("seen = []\n" + LOOP.replace(
            "    yield", "    seen.append(sum(range(len(seen) ** 2 // 500)))\n    yield"
        ), "times as long"),
    ],
)  # fmt: skip
def test_faults_with_long_files_are_named(tmp_path: Path, body: str, words: str) -> None:
    """A limit, rows taken for duplicates, and a time that outgrows the file."""
    result = held(tmp_path, importer(tmp_path, OWN, **{**GOOD, "READ": body}), "growth")["growth"]
    assert words in str(result)


def test_an_expected_file_shows_what_changed(tmp_path: Path) -> None:
    """The difference is shown line by line, and updating mends it."""
    sound = importer(tmp_path, OWN, **GOOD)
    assert "is missing" in str(held(tmp_path, sound, "expected")["expected"])
    hold(sound, tmp_path / "punch.csv", points=(), update_expected=True)
    assert not held(tmp_path, sound, "expected")["expected"].faults
    other = importer(tmp_path, OWN, **{**GOOD, "SECONDS": "int(hours) * 3600"})
    said = str(held(tmp_path, other, "expected")["expected"])
    assert '+    {"row": 3' in said
    assert "--update-expected" in said
