"""The table of pitfalls in the documentation names all that are tested, and only those."""

import re
from pathlib import Path

HERE = Path(__file__).parent
FILES = HERE.parents[2] / "docs" / "files.md"


def test_every_pitfall_has_a_row_and_a_test() -> None:
    """The numbers 1 to 35 stand once each, in order, and tests bear each of them."""
    section = FILES.read_text("utf-8").partition("## Thirty-five pitfalls")[2].partition("\n## ")[0]
    rows = [int(number) for number in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)]
    sources = "".join(path.read_text("utf-8") for path in sorted(HERE.glob("test_*.py")))
    tested = {int(number) for number in re.findall(r"^def test_(\d\d)_", sources, re.MULTILINE)}
    assert rows == list(range(1, 36))
    assert tested == set(rows)
