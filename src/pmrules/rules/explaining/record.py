"""An explanation as plain values, for programs."""

from typing import Any

from pmrules.rules.explaining.change import to_win
from pmrules.rules.explaining.entry import Judged
from pmrules.rules.explaining.near import Near, near
from pmrules.rules.explaining.why_not import WhyNot
from pmrules.rules.matching.judge import Hit
from pmrules.rules.verdict import Match, Reason


def record(judged: Judged) -> dict[str, Any]:
    """Return a verdict with the reasons of each axis and the rules that nearly matched."""
    verdict = judged.verdict
    return {
        "texts": {field: text for field, text in judged.texts.items() if text},
        "status": verdict.status.value,
        "audience": verdict.audience and verdict.audience.value,
        "horizon": verdict.horizon and verdict.horizon.value,
        "quadrant": verdict.quadrant and verdict.quadrant.value,
        "activity": verdict.activity,
        "owner": verdict.owner,
        "contested": verdict.contested,
        "reasons": [_reason(reason, judged) for reason in verdict.reasons],
        "near": [_near(each) for each in near(judged)],
    }


def why_not_record(found: WhyNot) -> dict[str, Any]:
    """Return the first condition of a rule that failed."""
    return {
        "rule": found.tried.rule.name,
        "origin": found.tried.rule.origin,
        "failed": found.condition or None,
        "what": found.what,
        "hints": list(found.hints),
    }


def _reason(reason: Reason, judged: Judged) -> dict[str, Any]:
    winner = reason.winner
    losers = [
        {
            **_match(each.match, judged),
            "lost": each.lost,
            "to_win": (to_win(each, winner, judged) if winner else "").removeprefix("to win: "),
        }
        for each in reason.runners_up
    ]
    return {
        "axis": reason.axis,
        "value": reason.value or None,
        "contested": reason.contested,
        "winner": winner and _match(winner, judged),
        "losers": losers,
    }


def _match(match: Match, judged: Judged) -> dict[str, Any]:
    rule = judged.tried_by(match.rule).rule
    return {
        "rule": match.rule,
        "origin": rule.origin,
        "line": rule.place.line if rule.place else None,
        "keyword": match.keyword,
        "says": match.says,
        "strength": match.strength.name.lower(),
        "length": match.length,
        "words": [_hit(hit) for hit in judged.hits_of(match)],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {"field": hit.field, "text": hit.text, "start": hit.start, "end": hit.end}


def _near(each: Near) -> dict[str, Any]:
    tried = each.tried
    missing = tried.groups[each.missing] if each.missing is not None else ()
    return {
        "rule": tried.rule.name,
        "origin": tried.rule.origin,
        "stopped_by": tried.stopped and {"keyword": tried.stopped.keyword, **_hit(tried.stopped)},
        "missing": [term.name for term in missing],
        "would_decide": list(each.decides),
    }
