"""Write anew what the README shows of the example: the terminal's words, and pictures."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools import office

ROOT = Path(__file__).parents[1]
SHEETS = ("Summary", "People", "Trend", "Flags", "Activities", "Unclassified", "Entries")
BEGIN, END = "<!-- demo -->\n", "<!-- /demo -->"


def said() -> str:
    """Return what `pmrules demo` prints before it names files of this machine."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "pmrules", "demo"],
            cwd=folder,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        pictures(Path(folder))
    return "\n".join(line.rstrip() for line in done.stdout.partition("\nThe files")[0].splitlines())


def pictures(folder: Path) -> None:
    """Render the first page of each sheet into docs/ where the programs for it are installed."""
    if office.missing():
        return
    pdf = office.printed(folder / "pmrules-demo.xlsx", folder)
    for sheet in SHEETS:
        page = str(office.first_page(pdf, sheet))
        sharpness = "110" if sheet == SHEETS[0] else "75"
        options = ("-r", sharpness, "-f", page, "-l", page, "-singlefile")
        office.pictures(pdf, ROOT / "docs" / "pictures" / sheet.lower(), options)


def main() -> None:
    """Replace the block in the README."""
    path = ROOT / "README.md"
    head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    path.write_text(f"{head}{BEGIN}```text\n{said()}\n```\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
