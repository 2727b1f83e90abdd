"""What else people use for the same work, where it is installed."""

import importlib.util
import shutil
import sys
from pathlib import Path

from benchmarks.generate import HEADER, keywords

_COLUMNS = {"Start date": "date", "Duration": "amount", "Description": "description"}


def peers(folder: Path, export: Path, count: int) -> tuple[dict[str, list[str]], list[str]]:
    """Return the commands of the peers, and the names of those that are not installed."""
    found = {
        "by hand: pandas, str.contains, to_excel": [
            sys.executable, "-m", "benchmarks.by_hand", str(export), str(count),
            str(folder / "hand.xlsx"),
        ],
    }  # fmt: skip
    absent = []
    if shutil.which("hledger"):
        rules = folder / f"hledger-{count}.rules"
        _write_hledger(rules, count)
        found["hledger, CSV rules with `if`"] = [
            "hledger", "-f", str(export), "--rules-file", str(rules), "balance",
        ]  # fmt: skip
    else:
        absent.append("hledger")
    if importlib.util.find_spec("aw_transform"):
        found["aw-core, categorize"] = [
            sys.executable, "-m", "benchmarks.by_aw_core", str(export), str(count),
        ]  # fmt: skip
    else:
        absent.append("aw-core")
    return found, absent


def _write_hledger(path: Path, count: int) -> None:
    """The same keywords as regular expressions; hours stand for amounts."""
    fields = [_COLUMNS.get(name, f"c{number}") for number, name in enumerate(HEADER)]
    lines = ["skip 1", "separator ,", f"fields {', '.join(fields)}", "date-format %Y-%m-%d"]
    lines += ["amount 1", "account1 time", "account2 open"]
    for phrase, audience, horizon in reversed(keywords(count)):
        bare = phrase.replace("/", "[/]")
        lines += ["", f"if \\b{bare}\\b", f"  account2 {audience}:{horizon}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
