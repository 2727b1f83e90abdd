"""Measure a rule pack on labelled entries: how often it is right where it speaks.

A folder holds, by organisation: exports; `ORG.labels.csv` (a row an entry: person, client, project,
task, description, tags, date, minutes, audience, horizon, hard; both axes `none` where an entry is
outside the matrix); and, if you like, `ORG.customers.yaml` (no more than `extends`, `customers` and
`internal`) and `ORG.rules.yaml` (the file that somebody who knows the organisation writes in ten
minutes). The two may also lie in a folder of their own.
"""

import argparse
import statistics
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from msgspec.structs import replace

from pmrules import PmrulesError, classify, load_rules
from pmrules.rules.rulebook import Rulebook

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "accuracy" / "sample"
PLACES = ("market-future", "market-current", "one-current", "one-future")
VERDICTS = (*PLACES, "half", "unclassified", "outside")
TEXTS = ("person", "client", "project", "task", "description", "tags")
KEY = (*TEXTS[:-1], "date")
MEASURES = {"seconds": "hours", "rows": "rows"}


@dataclass(frozen=True)
class Figures:
    """Shares from 0 to 1 of one measure (hours or rows); NaN where there is nothing to divide."""

    precision: float
    """Both axes right, of all that were placed, be it on the matrix or wrongly outside it."""
    coverage: float
    """Both axes known, of all that are on the matrix."""
    audience: float
    horizon: float
    outside_precision: float
    outside_recall: float

    @classmethod
    def of(cls, judged: pd.DataFrame, weight: str) -> "Figures":
        """Measure judged entries, those marked hard left out, by the column `weight`."""
        plain = judged[~judged["hard"]]
        weights = plain[weight]

        def share(part: pd.Series, whole: pd.Series) -> float:
            total = weights[whole].sum()
            return float(weights[part & whole].sum() / total) if total else float("nan")

        on, off = plain["label"] != "outside", plain["label"] == "outside"
        right, out = plain["verdict"] == plain["label"], plain["verdict"] == "outside"
        placed = plain["verdict"].isin(PLACES)
        axes = [
            share(plain[axis] == plain[f"{axis}_label"], on & (plain[axis] != "") & ~out)
            for axis in ("audience", "horizon")
        ]
        return cls(
            share(right, on & (placed | out)),
            share(placed, on),
            *axes,
            share(off, out),
            share(out, off),
        )


NAMES = tuple(name.replace("_", " ") for name in Figures.__dataclass_fields__)


@dataclass(frozen=True)
class Organisation:
    """Labelled entries and the settings in which to judge them."""

    name: str
    labels: pd.DataFrame
    exports: tuple[Path, ...]
    settings: dict[str, Rulebook | None]
    """None where the folders hold nothing from which to make it."""


def organisations(data: Path, rules: Path | None = None) -> Iterator[Organisation]:
    """Find every organisation that has labels in the folder or in a folder inside it."""
    for path in sorted(data.rglob("*.labels.csv")):
        name = path.name.removesuffix(".labels.csv")
        folders = [rules, path.parent] if rules else [path.parent]
        exports = tuple(
            each
            for each in sorted(path.parent.glob(f"{name}*"))
            if each.suffix in {".csv", ".xlsx", ".xls", ".ods"} and each != path
        )
        yield Organisation(name, read_labels(path), exports, _settings(name, folders))


def read_labels(path: Path) -> pd.DataFrame:
    """Read labels as entries: their texts, seconds, and where they belong."""
    labels = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    labels["seconds"] = labels["minutes"].astype(float) * 60
    labels["rows"] = 1
    labels["hard"] = labels["hard"].isin({"1", "true", "yes"})
    on = labels["audience"] != "none"
    labels["label"] = (labels["audience"] + "-" + labels["horizon"]).where(on, "outside")
    return labels.rename(columns={axis: f"{axis}_label" for axis in ("audience", "horizon")})


def _settings(name: str, folders: list[Path]) -> dict[str, Rulebook | None]:
    pack = load_rules()
    own = _first(folders, f"{name}.rules.yaml", "rules.yaml")
    customers = _first(folders, f"{name}.customers.yaml", "customers.yaml")
    if own and not customers:
        customers = replace(pack, customers=own.customers, internal=own.internal)
    return {"the pack alone": pack, "with customers": customers, "with a file": own}


def _first(folders: list[Path], *names: str) -> Rulebook | None:
    paths = (folder / name for folder in folders for name in names)
    found = next((path for path in paths if path.exists()), None)
    return load_rules(found) if found else None


def judge(labels: pd.DataFrame, book: Rulebook) -> pd.DataFrame:
    """Set the verdict of each labelled entry beside its label."""
    found = classify(labels[[*TEXTS, "seconds"]], book).entries
    axes = {axis: found[axis].astype(str) for axis in ("audience", "horizon")}
    status = found["status"].astype(str)
    quadrant = axes["audience"] + "-" + axes["horizon"]
    return labels.assign(
        **axes,
        verdict=quadrant.where(status == "classified", status),
        why=found["keyword_audience"].astype(str) + " / " + found["keyword_horizon"].astype(str),
    )


def missing(organisation: Organisation) -> int:
    """Count the labelled entries that no export holds."""
    if not organisation.exports:
        return 0
    read = classify(organisation.exports).entries
    read["date"] = read["date"].astype(str)
    held = set(_keys(read))
    return sum(key not in held for key in _keys(organisation.labels))


def _keys(entries: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    columns = (entries[name].astype(str) for name in KEY)
    return (tuple(" ".join(text.split()) for text in row) for row in zip(*columns, strict=True))


def told(organisation: Organisation) -> Iterator[str]:
    """Return the lines about one organisation: every setting, its figures and its confusions."""
    labels = organisation.labels
    off, hard = labels["label"] == "outside", labels["hard"]
    hours = labels.loc[~off & ~hard, "seconds"].sum() / 3600
    yield f"{organisation.name}: {len(labels)} labelled entries, of which {hours:.0f} h in"
    yield f"{(~off & ~hard).sum()} entries on the matrix are measured ({hard.sum()} hard left out)."
    if lost := missing(organisation):
        yield f"{lost} of them are in no export."
    for setting, book in organisation.settings.items():
        if book is None:
            yield f"  {setting}: absent, there is no file for it"
            continue
        judged = judge(labels, book)
        yield f"  {setting}"
        figures = {by: Figures.of(judged, by) for by in MEASURES}
        yield from (f"    {line}" for line in _figures(figures))
        yield from (f"    {line}" for line in _confusion(judged))


def _figures(figures: dict[str, Figures]) -> Iterator[str]:
    yield f"{'':8}" + "".join(f"{name:>19}" for name in NAMES)
    for by, shares in figures.items():
        yield f"{MEASURES[by]:8}" + "".join(
            f"{_percent(each):>19}" for each in vars(shares).values()
        )


def _percent(share: float) -> str:
    return "-" if share != share else f"{share:.1%}"


def _confusion(judged: pd.DataFrame) -> Iterator[str]:
    plain = judged[~judged["hard"]]
    hours = plain.pivot_table("seconds", "label", "verdict", "sum", fill_value=0) / 3600
    hours = hours.reindex(index=[*PLACES, "outside"], columns=VERDICTS, fill_value=0)
    yield "is \\ said, h    " + "".join(f"{verdict:>16}" for verdict in VERDICTS)
    for label, row in hours.iterrows():
        yield f"{label:16} " + "".join(f"{each:16.1f}" for each in row)


def summed(found: Iterable[Organisation]) -> Iterator[str]:
    """Return the medians of all organisations, setting by setting."""
    by_setting: dict[str, list[pd.DataFrame]] = {}
    for each in found:
        for setting, book in each.settings.items():
            if book:
                by_setting.setdefault(setting, []).append(judge(each.labels, book))
    for setting, judged in by_setting.items():
        yield f"median of {len(judged)}, {setting}"
        figures = {by: median(judged, by) for by in MEASURES}
        yield from (f"    {line}" for line in _figures(figures))


def median(judged: Iterable[pd.DataFrame], weight: str) -> Figures:
    """Return the median of each figure over several organisations."""
    figures = [vars(Figures.of(each, weight)) for each in judged]
    middle = {
        name: statistics.median([each[name] for each in figures if each[name] == each[name]] or [0])
        for name in Figures.__dataclass_fields__
    }
    return Figures(**middle)


def listed(organisation: Organisation, setting: str) -> Iterator[str]:
    """Return a line for every text that is not where its label says, by hours, for who tunes."""
    book = organisation.settings.get(setting)
    if book is None:
        return
    judged = judge(organisation.labels, book)
    off = judged[~judged["hard"] & (judged["verdict"] != judged["label"])]
    texts = ["client", "project", "task", "description", "tags"]
    hours = off.groupby(["label", "verdict", *texts, "why"])["seconds"].sum() / 3600
    for (label, verdict, *fields, why), spent in hours.sort_values(ascending=False).items():
        written = " | ".join(filter(None, fields))
        yield f"{spent:6.1f} h  is {label}, said {verdict}: {written!r}  [{why}]"


def main(arguments: list[str] | None = None) -> int:
    """Print the figures of every organisation and their medians."""
    parser = argparse.ArgumentParser(description=__doc__, prog="accuracy")
    parser.add_argument("data", type=Path, nargs="?", default=SAMPLE)
    parser.add_argument("--rules", type=Path, help="where the organisations' YAML files are")
    parser.add_argument("--medians", action="store_true", help="print the medians alone")
    parser.add_argument("--list", metavar="SETTING", help="print what is wrong or open there")
    asked = parser.parse_args(arguments)
    try:
        found = list(organisations(asked.data, asked.rules))
    except PmrulesError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if not found:
        sys.stderr.write(f"{asked.data} holds no file whose name ends in .labels.csv.\n")
        return 1
    for each in () if asked.medians else found:
        lines = listed(each, asked.list) if asked.list else told(each)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.writelines(f"{line}\n" for line in summed(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
