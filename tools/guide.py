"""Run the commands of a guide in a fresh folder, and put what they really print below them.

In the Markdown, a `console` block holds commands behind `$ `, each with its output; a comment
`<!-- file NAME -->` before a block makes its text a file; `<!-- correct REPORT: TEXT to LABEL -->`
chooses a label in the drop-down of every entry with that description, as a person would.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import openpyxl

import pmrules_examples

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "rules" / "README.md"
_STEP = re.compile(
    r"(?P<console>```console\n(?P<commands>.*?)```)"
    r"|<!-- file (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)```"
    r"|<!-- correct (?P<report>\S+): (?P<description>.*?) to (?P<label>.*?) -->",
    re.DOTALL,
)


def rerun(guide: str, folder: Path) -> str:
    """Return a guide with what its commands print in a folder that holds the example's exports."""
    (folder / "exports").mkdir()
    for path in pmrules_examples.exports():
        shutil.copy(path, folder / "exports")
    return _STEP.sub(lambda match: _taken(match, folder), guide)


def _taken(match: re.Match[str], folder: Path) -> str:
    if match["console"]:
        commands = [line for line in match["commands"].splitlines() if line.startswith("$ ")]
        return f"```console\n{''.join(_ran(each, folder) for each in commands)}```"
    if match["file"]:
        (folder / match["file"]).write_text(match["text"], encoding="utf-8")
    else:
        _correct(folder / match["report"], match["description"], match["label"])
    return match[0]


def _ran(line: str, folder: Path) -> str:
    """A command with its output; `| head -3` keeps as many lines, as it would in a shell."""
    command, _, head = line.removeprefix("$ ").partition(" | head -")
    name, *arguments = shlex.split(command, comments=True)
    if name == "cp":
        shutil.copy(*(folder / each for each in arguments))
        return f"{line}\n"
    done = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        check=False,
    )
    printed = [each.rstrip() for each in done.stdout.strip().splitlines()]
    shown = printed[: int(head)] if head else printed
    return "".join(f"{each}\n" for each in (line, *shown))


def _correct(report: Path, description: str, label: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that openpyxl reads past
        book = openpyxl.load_workbook(report)
    rows = list(book["Entries"].iter_rows())
    header = next(row for row in rows if row[0].value == "Date")
    at = {str(cell.value): number for number, cell in enumerate(header)}
    chosen = [row for row in rows if row[at["Description"]].value == description]
    if not chosen:
        sys.exit(f"No entry in {report.name} is described as “{description}”.")
    for row in chosen:
        row[at["Correct to ▼"]].value = label
    book.save(report)


def main() -> None:
    """Write the guide anew."""
    with tempfile.TemporaryDirectory() as folder:
        GUIDE.write_text(rerun(GUIDE.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")


if __name__ == "__main__":
    main()
