"""A verdict in plain lines, for a person."""

from collections.abc import Iterator, Mapping

from pmrules.model import TEXT_FIELDS, Status
from pmrules.rules.explaining.change import to_win
from pmrules.rules.explaining.entry import Judged
from pmrules.rules.explaining.near import Near, near
from pmrules.rules.explaining.wording import Mark, any_of, brackets, loud, marked, named
from pmrules.rules.verdict import Reason, RunnerUp, Verdict
from pmrules.visible import visible

_OPEN = {
    Status.HALF: "Half-classified",
    Status.UNCLASSIFIED: "Unclassified",
    Status.OUTSIDE: "Outside the matrix",
}
_NEAR_SHOWN = 6


def texts_told(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield the texts of an entry, a line each."""
    for field in ("person", *TEXT_FIELDS):
        if text := texts.get(field):
            yield f"  {field}: {visible(text)}"


def explained(judged: Judged, mark: Mark = brackets) -> list[str]:
    """Return the lines that tell a verdict; no line needs a terminal."""
    verdict = judged.verdict
    lines = [_head(judged)]
    if verdict.activity or verdict.owner:
        lines.append(f"  {_work(verdict)}")
    for reason in verdict.reasons:
        lines += _reason(reason, judged, mark)
    return [*lines, *_nearly(near(judged), mark)]


def _head(judged: Judged) -> str:
    verdict = judged.verdict
    contested = ", contested" if verdict.contested else ""
    if quadrant := verdict.quadrant:
        label = judged.rulebook.labels.get(quadrant, quadrant.value)
        return f"{visible(label)} ({quadrant.value}){contested}"
    return f"{_OPEN[verdict.status]}{contested}"


def _work(verdict: Verdict) -> str:
    activity = f"activity: {visible(verdict.activity)}" if verdict.activity else ""
    owner = f"whose work: {visible(verdict.owner)}" if verdict.owner else ""
    return ", ".join(filter(None, (activity, owner)))


def _reason(reason: Reason, judged: Judged, mark: Mark) -> Iterator[str]:
    winner = reason.winner
    if winner is None:
        yield f"{reason.axis}: unknown, no rule speaks for it"
        yield f"  to settle it: a keyword of this text in a rule that says “{reason.axis}:”"
        return
    title = reason.axis if reason.axis == reason.value else f"{reason.axis}: {reason.value}"
    yield f"{title}{' (contested)' if reason.contested else ''}"
    yield f"  by {loud(winner, judged.tried_by(winner.rule).rule)}"
    yield from (f"     {each}" for each in marked(judged.hits_of(winner), mark))
    for loser in reason.runners_up:
        yield f"  not {_loser(loser, judged)}"
        yield from (f"     {each}" for each in marked(judged.hits_of(loser.match), mark))
        if change := to_win(loser, winner, judged):
            yield f"     {change}"


def _loser(loser: RunnerUp, judged: Judged) -> str:
    rule = judged.tried_by(loser.match.rule).rule
    return f"{loud(loser.match, rule)}, which says {loser.match.says}: {loser.lost}"


def _nearly(found: tuple[Near, ...], mark: Mark) -> Iterator[str]:
    if found:
        yield "Nearly:"
    for each in found[:_NEAR_SHOWN]:
        yield f"  {_near(each, mark)}"
        given = "otherwise" if each.missing is None else "with one of them"
        yield f"     {given} it would {_outcome(each.decides)}"
    if len(found) > _NEAR_SHOWN:
        yield f"  and {len(found) - _NEAR_SHOWN} more; --why-not RULE tells of any"


def _outcome(decides: tuple[str, ...]) -> str:
    if decides == ("outside",):
        return "put the entry outside the matrix"
    return f"decide the {' and the '.join(decides)}" if decides else "match, and lose"


def _near(each: Near, mark: Mark) -> str:
    tried = each.tried
    keyword = next(hit.keyword for hit in tried.hits if hit)
    start = f"{named(tried.rule)}, “{visible(keyword)}”"
    if stop := tried.stopped:
        words = f"{mark(visible(stop.words))} in {stop.field}"
        return f"{start}: stopped by unless “{visible(stop.keyword)}”, {words}"
    missing = tried.groups[each.missing or 0]
    return f"{start}: {any_of(term.name for term in missing)} is missing"
