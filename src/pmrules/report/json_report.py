"""The report as one JSON object, for programs; the shape is versioned by `schema`."""

import json
from collections import Counter
from typing import Any

from pmrules.analysis.model import Analysis, Change, Flag, PersonTotals, Since, Slice
from pmrules.model import FileAccount, Overlap, Quadrant
from pmrules.rules.rulebook import Limit, Measure, Target
from pmrules.version import __version__

SCHEMA = "pmrules.report/1"
MATRIX = (*(quadrant.value for quadrant in Quadrant), "outside", "half", "unclassified")
AXES = ("market", "one", "current", "future")


def dumps(analysis: Analysis) -> str:
    """Return the report as indented JSON text."""
    return json.dumps(as_dict(analysis), ensure_ascii=False, indent=2)


def as_dict(analysis: Analysis) -> dict[str, Any]:
    """Return the report as plain values: seconds as whole numbers, shares as fractions."""
    period = analysis.period
    return {
        "schema": SCHEMA,
        "version": __version__,
        "period": {"from": str(period.first), "to": str(period.last)} if period else None,
        "rules": [{"name": each.name, "sha256": each.sha256} for each in analysis.rulebook.sources],
        "files": [_file(each) for each in analysis.files],
        "overlaps": [_overlap(each) for each in analysis.overlaps],
        "notices": [{"code": each.code, "what": each.what} for each in analysis.notices],
        "total_seconds": analysis.whole.seconds,
        "labels": {cell.value: label for cell, label in analysis.rulebook.labels.items()},
        "matrix": _amounts(analysis.whole, MATRIX),
        "axes": _amounts(analysis.whole, AXES),
        "people": [_person(each) for each in analysis.people],
        "teams": [_slice(each) for each in analysis.teams],
        "months": [_slice(each) for each in analysis.months],
        "weeks": [_slice(each) for each in analysis.weeks],
        "quarters": [_slice(each) for each in analysis.quarters],
        "clients": [_slice(each) for each in analysis.clients],
        "projects": [_slice(each) for each in analysis.projects],
        "activities": [
            {
                "cell": each.cell,
                "activity": each.activity,
                "owner": each.owner,
                "seconds": each.seconds,
                "entries": each.entries,
                "people": each.people,
            }
            for each in analysis.activities
        ],
        "owners": [_slice(each) for each in analysis.owners],
        "flags": [_flag(each) for each in analysis.flags],
        "findings": [
            {
                "key": each.key,
                "headline": each.headline,
                "detail": each.detail,
                "numbers": dict(each.numbers),
            }
            for each in analysis.findings
        ],
        "since": _since(analysis.since) if analysis.since else None,
    }


def _since(since: Since) -> dict[str, Any]:
    period = since.period
    return {
        "file": since.name,
        "title": since.title,
        "period": {"from": str(period.first), "to": str(period.last)} if period else None,
        "shared_days": since.shared_days,
        "remarks": list(since.remarks),
        "labels": {place.value: label for place, label in since.renamed},
        "places": {each.place: _change(each) for each in since.places},
        "people": [
            {
                "name": each.name,
                "seconds_before": each.before,
                "seconds": each.after,
                "one_share_before": each.one_before,
                "one_share": each.one_after,
            }
            for each in since.people
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "seconds_before": change.before,
        "seconds": change.after,
        "share_before": change.share_before,
        "share": change.share_after,
    }


def _file(account: FileAccount) -> dict[str, Any]:
    return {
        "file": account.file,
        "importer": account.importer,
        "records": account.records,
        "entries": account.entries,
        "skipped": len(account.skipped),
        "rejected": len(account.rejected),
        "seconds": account.seconds,
        "sha256": account.sha256,
        "skipped_reasons": dict(Counter(each.reason for each in account.skipped)),
        "rejected_records": [
            {
                "sheet": each.sheet,
                "row": each.row,
                "column": each.column,
                "value": each.value,
                "expected": each.expected,
            }
            for each in account.rejected
        ],
        "notices": [{"code": each.code, "what": each.what} for each in account.notices],
    }


def _overlap(overlap: Overlap) -> dict[str, Any]:
    return {
        "kind": overlap.kind,
        "person": overlap.person,
        "from": str(overlap.first),
        "to": str(overlap.last),
        "days": overlap.days,
        "kept_file": overlap.kept_file,
        "other_file": overlap.other_file,
        "entries": overlap.rows,
        "seconds": overlap.seconds,
    }


def _slice(totals: Slice) -> dict[str, Any]:
    return {
        "name": totals.key,
        "entries": totals.entries,
        "seconds": totals.seconds,
        "matrix": _amounts(totals, MATRIX),
        "axes": _amounts(totals, AXES),
    }


def _person(person: PersonTotals) -> dict[str, Any]:
    return _slice(person.totals) | {
        "name": person.name,
        "team": person.team,
        "capacity_seconds": person.capacity,
        "load": person.load,
    }


def _amounts(totals: Slice, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: {
            "seconds": amount.seconds,
            "share": amount.share,
            "low": amount.low,
            "high": amount.high,
        }
        for name in names
        for amount in [totals.amounts[name]]
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "of": _target(flag.limit.of),
        "kind": flag.kind,
        "certainty": flag.certainty,
        "bound": flag.limit.bound,
        "scope": flag.scope,
        "per": flag.limit.per.value,
        "period": flag.period_key,
        "from": str(flag.period.first),
        "to": str(flag.period.last),
        "unit": unit(flag.limit),
        "value": _measured(flag, flag.value),
        "low": _measured(flag, flag.low),
        "high": _measured(flag, flag.high),
        "limit": _measured(flag, flag.threshold),
        "seconds": flag.seconds,
        "at_stake_seconds": flag.at_stake,
        "advice": flag.limit.advice,
    }


def _measured(flag: Flag, value: float) -> float | int:
    return value if unit(flag.limit) == "share" else round(value)


def unit(limit: Limit) -> str:
    """In what a flag's value and limit are given: `share` or `seconds`."""
    return "share" if limit.measure is Measure.SHARE else "seconds"


def _target(target: Target) -> str:
    """`one`, `market-future` and `total` by their value, `activity: X` with its kind."""
    if target.kind in {"activity", "owner"}:
        return f"{target.kind}: {target.value}"
    return target.value or target.kind
