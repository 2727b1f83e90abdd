"""Last month's report from a scheduled job: run it as often as you like, it does no harm.

    python examples/scheduled_report.py exports/ reports/ --rules acme.yaml

Cron, on the second of each month at six:

    0 6 2 * *  cd /srv/time && python scheduled_report.py exports/ reports/ --rules acme.yaml

It writes `reports/pmrules-2026-09.xlsx` and one line to stderr. A report is replaced only by a
whole new one that differs; the same exports and rules give the same report, byte for byte.

Exit codes: 0 done; 1 you can mend it, the message says how, the old report stays; 2 wrong usage;
3 done, and a certain flag or a rejected record was found.
"""

import argparse
import datetime as dt
import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

DONE, MENDABLE, FOUND = 0, 1, 3
log = logging.getLogger("pmrules.scheduled")


def main(arguments: list[str] | None = None) -> int:
    """Make the report and say in one line what came of it."""
    asked = _parser().parse_args(arguments)
    first, last = month_before(asked.today)
    name = f"pmrules-{first:%Y-%m}.xlsx"
    asked.reports.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.reports, prefix=".pmrules-") as folder:
        made = Path(folder) / name
        code, told = analyzed(asked.exports, asked.rules, first, last, made)
        if code not in (DONE, FOUND):
            return code
        if not told["total_seconds"]:
            log.error("%s: no entries; has the export of the month arrived?", f"{first:%Y-%m}")
            return MENDABLE
        news = put(made, asked.reports / name)
    flags = sum(flag["certainty"] == "certain" for flag in told["flags"])
    hours = told["total_seconds"] / 3600
    log.info("%s %s: %.1f h, %d certain flags", asked.reports / name, news, hours, flags)
    return code


def month_before(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of the month before the one that a day is in."""
    last = day.replace(day=1) - dt.timedelta(days=1)
    return last.replace(day=1), last


def analyzed(
    exports: Path, rules: Path | None, first: dt.date, last: dt.date, output: Path
) -> tuple[int, dict]:
    """Run pmrules; its messages go where ours go, its JSON (docs/json.md) is returned."""
    command = [sys.executable, "-m", "pmrules", "analyze", exports, "--strict", "--json", "--quiet"]
    command += [f"--from={first}", f"--to={last}", f"--output={output}"]
    command += [f"--rules={rules}"] if rules else []
    done = subprocess.run(
        list(map(str, command)), stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    return done.returncode, json.loads(done.stdout or "{}")


def put(made: Path, place: Path) -> str:
    """Move a new report to its place where it differs from the one there; say what was done."""
    if not place.exists():
        made.replace(place)
        return "written"
    if made.read_bytes() == place.read_bytes():
        return "unchanged"
    made.replace(place)
    return "replaced"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Write last month's report.")
    parser.add_argument("exports", type=Path, help="file or folder of exports")
    parser.add_argument("reports", type=Path, help="folder of reports")
    parser.add_argument("--rules", type=Path, help="rules file")
    parser.add_argument(
        "--today", type=dt.date.fromisoformat, default=dt.date.today(), help="for a later run"
    )
    return parser


if __name__ == "__main__":
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
    sys.exit(main())
