"""Importers of texts that are no tables, with one planted fault each: the kit names it."""

from pathlib import Path

import pytest

from pmrules.registry.modules import module
from pmrules.testing import POINTS, Result, hold

HEAD = """
import datetime as dt, json, re
import xml.etree.ElementTree as tree
from pmrules import *

class Odd:
    name = "odd"
    title = "Odd tool"

    def detect(self, sample):
        return Fit.exact("odd") if "odd-export" in sample.head else Fit.none("not odd")

importer = Odd()
"""
NESTED = """\
{"kind": "odd-export", "workers": [
  {"name": "Ada Moss", "days": [
    {"day": "2026-09-01", "items": [
      {"running": true, "minutes": null, "text": "now"},
      {"minutes": 180, "text": "Escalation call"}, {"minutes": 45, "text": "Roadmap review"}]}]},
  {"name": "Ben Ray", "days": [
    {"day": "2026-09-02", "items": [{"minutes": 30, "text": "Demo"}]}]}
]}
"""
JSON = """
    def read(self, source):
        row = 0
        for worker in self.workers(source):
            for day in worker["days"]:
                for item in day["items"]:
                    row += 1
                    yield self.record(row, worker["name"], day["day"], item)

    def workers(self, source):
        try:
            return json.load(source.open())["workers"]
        except ValueError as error:
            raise InputError(Problem("odd-broken", str(error), "Export it again.")) from error

    def record(self, row, person, day, item):
        if item.get("running"):
            return Skipped(row, "running timer")
        try:
            date = dt.date.fromisoformat(day)
            seconds = item["minutes"] * 60 + 0
        except (KeyError, TypeError, ValueError):
            return Rejected(row, "minutes", str(item), "a day and minutes")
        return Entry(row, person, date, seconds, description=item.get("text") or "")
"""
MARKED = """\
<?xml version="1.0" encoding="UTF-8"?>
<odd-export>
  <worker name="Ada Moss">
    <item day="2026-09-01" minutes="180">
      <text>Escalation call</text>
    </item>
    <item day="2026-09-14" minutes="45">
      <text>Roadmap review</text>
    </item>
  </worker>
</odd-export>
"""
XML = """
    def read(self, source):
        root = self.root(source)
        row = 0
        for worker in root.iter("worker"):
            for item in worker.iter("item"):
                row += 1
                yield self.record(row, worker.get("name", ""), item)

    def root(self, source):
        try:
            return tree.fromstring(source.open().read())
        except tree.ParseError as error:
            what = f"It is not whole: {error}."
            raise InputError(Problem("odd-broken", what, "Export it again.")) from error

    def record(self, row, person, item):
        try:
            date = dt.date.fromisoformat(item.get("day", ""))
            seconds = int(item.get("minutes", "")) * 60
        except ValueError:
            return Rejected(row, "minutes", str(item.attrib), "a day and minutes")
        return Entry(row, person, date, seconds, description=item.findtext("text", ""))
"""
LOGGED = """\
odd-export V2
A001 20260901 0900 1130 0150 Escalation call
A001 20260914 1300 1445 0105 Roadmap review
B002 20260916 2300 0100 0120 Release
"""
LOG = """
    def read(self, source):
        for row, line in enumerate(source.open(), 1):
            if row > 1 and line.strip():
                yield self.record(row, line.rstrip())

    def record(self, row, line):
        try:
            date = dt.datetime.strptime(line[5:13], "%Y%m%d").date()
            seconds = int(line[24:26]) * 3600 + int(line[26:28]) * 60
        except ValueError:
            return Rejected(row, "", line, "a day and a length")
        return Entry(row, line[:4], date, seconds, description=line[29:])
"""
KINDS = {"odd.json": (JSON, NESTED), "odd.xml": (XML, MARKED), "odd.txt": (LOG, LOGGED)}


def held(folder: Path, sample: str, old: str, new: str, *points: str) -> dict[str, Result]:
    """Hold the sound importer of a sample to points, one thing in it changed."""
    methods, text = KINDS[sample]
    assert not old or old in methods
    source = HEAD.replace("\nimporter", methods + "\nimporter").replace(old, new) if old else ""
    plugin, export = folder / "planted.py", folder / sample
    plugin.write_text(source or HEAD.replace("\nimporter", methods + "\nimporter"), "utf-8")
    export.write_text(text, "utf-8")
    results = hold(module(plugin).importer, export, points=points or tuple(POINTS))
    return {each.point: each for each in results}


@pytest.mark.parametrize(
    ("sample", "left_out"),
    [("odd.json", {"clocks"}), ("odd.xml", {"clocks", "columns"}),
     ("odd.txt", {"clocks", "columns"})],
)  # fmt: skip
def test_the_sound_ones_have_no_fault(tmp_path: Path, sample: str, left_out: set[str]) -> None:
    """JSON, XML and lines are repeated and damaged too; what cannot be made is said."""
    points = [point for point in POINTS if point != "expected"]
    results = held(tmp_path, sample, "", "", *points)
    assert {name: str(each) for name, each in results.items() if each.faults} == {}
    assert {name for name, each in results.items() if each.left_out} == left_out


ONCE = "for item in {str(each): each for each in day['items']}.values()"
SLOW = "date = dt.date.fromisoformat(day); sum(range(row ** 2 // 500))"
UNREAD = 'return Rejected(row, "", line, "a day and a length")'
UNREAD_ITEM = 'return Rejected(row, "minutes", str(item), "a day and minutes")'
UNREAD_MARK = 'return Rejected(row, "minutes", str(item.attrib), "a day and minutes")'
DAY = 'date = dt.date.fromisoformat(item.get("day", ""))'
PLANTED = [
    ("odd.json", 'for item in day["items"]', ONCE, "growth", "are read"),
    ("odd.json", "date = dt.date.fromisoformat(day)", SLOW, "growth", "times as long"),
    ("odd.json", "    yield self", "    if row < 5000: yield self", "growth", "are read"),
    ("odd.json", UNREAD_ITEM, "seconds = 0", "damage", "0 seconds"),
    ("odd.json", "(KeyError, TypeError, ValueError)", "KeyError", "damage", "under “minutes”"),
    ("odd.json", 'item["minutes"]', "item.get('minutes', 0)", "columns", "entries have 0 sec"),
    ("odd.json", "row += 1", 'if "text" not in item: continue\n                    row += 1',
     "columns", "Without the key “text” records are lost"),
    ("odd.json", 'item.get("text")', 'item["text"]', "columns", "“text” it fails"),
    ("odd.json", 'item.get("text") or ""', 'item.get("text", "")', "damage", "null under “text”"),
    ("odd.json", "Skipped(row, ", "Skipped(str(row), ", "records", "str '1' as “row”"),
    ("odd.xml", "except ValueError", "except KeyError", "damage", "it fails with the sample with"),
    ("odd.xml", UNREAD_MARK, "date, seconds = dt.date.today(), 60", "damage", "60 seconds"),
    ("odd.xml", DAY, f"sum(range(row ** 2 // 500)); {DAY}", "growth", "times as long"),
    ("odd.xml", "tree.ParseError", "KeyError", "damage", "fails with the sample cut off"),
    ("odd.xml", "                row += 1", "                row = 0", "records", "row 0"),
    ("odd.txt", "row > 1", "1 < row < 9000", "growth", "are read"),
    ("odd.txt", "if row > 1", "if row > 1 and line[24:28].isdigit()", "damage", "is lost"),
    ("odd.txt", UNREAD, "date, seconds = dt.date(2026, 1, 1), 0", "damage", "2026-01-01, 0 sec"),
    ("odd.txt", "source.open()", "source.path.read_text('utf-8').splitlines()",
     "quiet", "opens `source.path` itself"),
]  # fmt: skip


@pytest.mark.parametrize(("sample", "old", "new", "point", "words"), PLANTED)
def test_faults_are_named(
    tmp_path: Path, sample: str, old: str, new: str, point: str, words: str
) -> None:
    """Each is found by the point that is meant for it, and told how to be mended."""
    result = held(tmp_path, sample, old, new, point)[point]
    assert words.lower() in str(result).lower(), str(result)
    assert result.faults
    assert all(fault.mend for fault in result.faults)
