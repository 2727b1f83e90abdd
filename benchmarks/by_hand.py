"""What people write by hand for the same work: pandas, `str.contains` a keyword, `to_excel`."""

import re
import sys

import pandas as pd

from benchmarks.generate import keywords


def main(export: str, count: int, report: str) -> None:
    """Read the export, judge it with that many keywords, write totals and entries."""
    entries = pd.read_csv(export, dtype=str).fillna("")
    entries["hours"] = pd.to_timedelta(entries["Duration"]).dt.total_seconds() / 3600
    text = entries[["Client", "Project", "Task", "Description", "Tags"]].agg(" ".join, axis=1)
    entries["quadrant"] = ""
    for phrase, audience, horizon in reversed(keywords(count)):
        hit = text.str.contains(rf"\b{re.escape(phrase)}\b", case=False, regex=True)
        entries.loc[hit, "quadrant"] = f"{audience}-{horizon}"
    with pd.ExcelWriter(report, engine="openpyxl") as book:
        entries.pivot_table(
            index="User", columns="quadrant", values="hours", aggfunc="sum"
        ).to_excel(book, sheet_name="People")
        entries.to_excel(book, sheet_name="Entries", index=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
