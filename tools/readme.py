"""Write anew what the README shows of the example: the terminal's words, and a picture."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tools import office

ROOT = Path(__file__).parents[1]
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
        picture(Path(folder))
    return "\n".join(line.rstrip() for line in done.stdout.partition("\nThe files")[0].splitlines())


def picture(folder: Path) -> None:
    """Render the first sheet to docs/summary.png where LibreOffice and pdftoppm are installed."""
    if office.missing():
        return
    options = ("-r", "110", "-f", "1", "-l", "1", "-singlefile")
    office.pictures(
        office.printed(folder / "pmrules-demo.xlsx", folder), ROOT / "docs" / "summary", options
    )


def main() -> None:
    """Replace the block in the README."""
    path = ROOT / "README.md"
    head, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    path.write_text(f"{head}{BEGIN}```text\n{said()}\n```\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
