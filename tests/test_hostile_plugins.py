"""Plugins that fail in every way: named, left out or refused, and nothing is half written."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pmrules.cli.main import guarded

EXPORT = "tool,day,worked\nx,2026-03-16,1\n"
HEAD = """
import datetime as dt, sys
from pmrules import Entry, Fit, Rejected, Skipped, hookimpl
ENTRY = dict(row=2, person="Ada", date=dt.date(2026, 3, 16), seconds=5400, description="roadmap")

class Odd:
    name = "odd"
    title = "Odd tool"
    def detect(self, sample):
        DETECT
    def read(self, source):
        READ

@hookimpl
def pmrules_importers():
    OFFER
"""
GOOD = {
    "DETECT": "return Fit.exact('a tool')",
    "READ": "yield Entry(**ENTRY)",
    "OFFER": "return [Odd()]",
}


def plugin(tmp_path: Path, source: str = "", **parts: str) -> Path:
    """Write a plugin: whole, or the good one with other parts."""
    text = source or HEAD
    for name, body in {**GOOD, **parts}.items():
        at = text.find(name)
        indent = at - text.rfind("\n", 0, at) - 1
        text = text.replace(name, textwrap.indent(body, " " * indent).lstrip(), 1)
    path = tmp_path / "odd.py"
    path.write_text(text, encoding="utf-8")
    return path


def analyze(tmp_path: Path, path: Path) -> int:
    """Analyse an export with a plugin."""
    export = tmp_path / "export.csv"
    export.write_text(EXPORT, encoding="utf-8")
    arguments = ["analyze", str(export), "--plugin", str(path), "-q"]
    return guarded([*arguments, "-o", str(tmp_path / "report.xlsx")])


def test_the_good_one_is_read(tmp_path):
    """The plugin that all others here differ from in one thing works."""
    assert analyze(tmp_path, plugin(tmp_path)) == 0
    assert (tmp_path / "report.xlsx").exists()


LOADED = [
    "raise RuntimeError('cannot start')",
    "def broken(:",
    "import pmrules_no_such_dependency",
    "import sys; sys.exit(3)",
    "raise BaseException('all is lost')",
    "raise type('Evil', (Exception,), {'__str__': lambda self: 1 / 0})()",
    "class B(type):\n    def __getattr__(c, n): raise ValueError(n)\nclass X(metaclass=B): ...",
    "from pmrules import hookimpl\n@hookimpl\ndef pmrules_raed(path): ...",
    "from pmrules import hookimpl\n@hookimpl\ndef pmrules_importers(colour): return []",
    "",
    "\0",
]


@pytest.mark.parametrize("source", LOADED)
def test_what_cannot_be_loaded_is_refused_by_name(tmp_path, capsys, source):
    """A plugin asked for must work; the message names it, and nothing is written."""
    path = plugin(tmp_path)
    path.write_text(source, encoding="utf-8")
    assert analyze(tmp_path, path) == 1
    assert "odd.py" in capsys.readouterr().err
    assert not (tmp_path / "report.xlsx").exists()


@pytest.mark.parametrize(
    "parts",
    [
        {"OFFER": "raise KeyError('x')"},
        {"OFFER": "sys.exit(0)"},
        {"OFFER": "return None"},
        {"OFFER": "return 7"},
        {"OFFER": "return [Odd]"},
        {"OFFER": "return ['odd']"},
        {"OFFER": "return [Odd(), Odd()]"},
        {"OFFER": "while True:\n    raise SystemExit"},
        {"DETECT": "return 1 // 0"},
        {"DETECT": "return None"},
        {"DETECT": "return 10 ** 9"},
        {"DETECT": "sys.exit(0)"},
        {"DETECT": "raise BaseException"},
        {"READ": "raise KeyError('Duration')"},
        {"READ": "yield Entry(**ENTRY)\nraise ValueError('row 3')"},
        {"READ": "return 'done'"},
        {"READ": "return None"},
        {"READ": "return 7"},
        {"READ": "yield None"},
        {"READ": "yield ENTRY"},
        {"READ": "yield Entry(**{**ENTRY, 'seconds': -5400})"},
        {"READ": "yield Entry(**{**ENTRY, 'seconds': float('nan')})"},
        {"READ": "yield Entry(**{**ENTRY, 'seconds': True})"},
        {"READ": "yield Entry(**{**ENTRY, 'seconds': '1:30'})"},
        {"READ": "yield Entry(**{**ENTRY, 'seconds': 10 ** 30})"},
        {"READ": "yield Entry(**{**ENTRY, 'date': '2026-03-16'})"},
        {"READ": "yield Entry(**{**ENTRY, 'date': dt.date(1, 1, 1)})"},
        {"READ": "yield Entry(**{**ENTRY, 'description': object()})"},
        {"READ": "yield Entry(**{**ENTRY, 'tags': 'a, b'})"},
        {"READ": "yield Skipped('x', 7)"},
        {"READ": "sys.exit(0)"},
        {"READ": "raise BaseException"},
        {"READ": "class E:\n    def __str__(self): raise RuntimeError\n    __repr__ = __str__\n"
                 "yield Entry(**{**ENTRY, 'description': E()})"},
    ],
)  # fmt: skip
def test_what_breaks_the_contract_is_refused_by_name(tmp_path, capsys, parts):
    """Errors, exits and wrong types are the plugin's own, and never look like success."""
    assert analyze(tmp_path, plugin(tmp_path, **parts)) == 1
    assert "odd" in capsys.readouterr().err
    assert not (tmp_path / "report.xlsx").exists()


@pytest.mark.parametrize(
    "parts",
    [
        {"READ": "print('debug'); yield Entry(**ENTRY)"},
        {"READ": "yield Entry(**ENTRY); print('debug')"},
        {"DETECT": "print('debug'); return Fit.exact('a tool')"},
        {"OFFER": "print('debug'); return [Odd()]"},
        {"OFFER": "return [Odd()]\nfinally_said = print('debug')"},
    ],
)
def test_prints_of_a_plugin_are_not_our_output(tmp_path, capsys, parts):
    """What stands on stdout is data: what a plugin prints goes to stderr, and nothing is lost."""
    path = plugin(tmp_path, **parts)
    text = path.read_text("utf-8")
    path.write_text(text.replace("    finally_said", "finally_said"), "utf-8")
    export = tmp_path / "export.csv"
    export.write_text(EXPORT, encoding="utf-8")
    assert guarded(["analyze", str(export), "--plugin", str(path), "--json", "-q"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)
    assert "debug" in told.err


def test_what_breaks_off_leaves_stdout_as_it_was(tmp_path, capsys):
    """A record that is refused ends the reading at once; what is printed then is ours again."""
    body = "print('debug'); yield 7"
    assert analyze(tmp_path, plugin(tmp_path, READ=body)) == 1
    sys.stdout.write("mine\n")
    assert capsys.readouterr().out == "mine\n"


def test_records_without_end_are_cut_off(tmp_path, capsys, monkeypatch):
    """An importer that never stops yielding is refused."""
    monkeypatch.setattr("pmrules.ingest.records.MOST", 1000)
    body = "while True:\n    yield Entry(**ENTRY)"
    assert analyze(tmp_path, plugin(tmp_path, READ=body)) == 1
    assert "without an end" in capsys.readouterr().err


def test_a_file_that_a_plugin_writes_to_is_read_as_it_was(tmp_path):
    """The core has read the bytes before a plugin sees the file."""
    body = "lines = source.open().read()\nopen(source.path, 'w').close()\nyield Entry(**ENTRY)\n"
    body += "assert 'worked' in lines"
    assert analyze(tmp_path, plugin(tmp_path, READ=body)) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to a whole console")
@pytest.mark.parametrize(
    ("parts", "who"),
    [
        ({"READ": "print('here', flush=True)\nwhile True: pass"}, "The importer “odd”"),
        ({"READ": "print('here', flush=True)\nimport time\ntime.sleep(60)\nyield"},
         "The importer “odd”"),
        ({"DETECT": "print('here', flush=True)\nwhile True: pass"}, "The importer “odd”"),
        ({"OFFER": "print('here', flush=True)\nwhile True: pass"}, "The plugin “odd.py”"),
    ],
)  # fmt: skip
def test_ctrl_c_ends_a_plugin_that_hangs_and_names_it(tmp_path, parts, who):
    """A plugin that hangs is not fenced in: the user stops it, and learns which it was."""
    path, export = plugin(tmp_path, **parts), tmp_path / "export.csv"
    export.write_text(EXPORT, encoding="utf-8")
    command = [sys.executable, "-m", "pmrules", "analyze", str(export), "--plugin", str(path)]
    with subprocess.Popen(
        [*command, "-q", "-o", str(tmp_path / "report.xlsx")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        assert process.stderr.readline() == "here\n"
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert said.strip() == f"Stopped. Nothing was half written. {who} was at work."
    assert not (tmp_path / "report.xlsx").exists()
