"""Where product management is lost: other people's work, managing development, product support."""

from pmrules.analysis.model import Analysis, Finding, Slice
from pmrules.analysis.wording import name, sentence
from pmrules.model import Quadrant
from pmrules.wording.catalogue import say
from pmrules.wording.phrases import joined

_OWN_WORK = "product management"
_WORTH_SAYING = 0.05
_OTHERS_NAMED = 2


def whose_work(analysis: Analysis) -> Finding | None:
    """Name the largest owner whose work is being done, and the next ones."""
    own = {_OWN_WORK, _folded(analysis.rulebook.labels[Quadrant.MARKET_FUTURE])}
    others = [each for each in analysis.owners if each.key and each.on_matrix]
    others = [each for each in others if _folded(each.key) not in own]
    if not others:
        return None
    others.sort(key=lambda each: (-each.on_matrix, each.key))
    largest, total = others[0], sum(each.on_matrix for each in others)
    share = total / analysis.whole.on_matrix
    numbers = {"seconds": largest.on_matrix, "others_seconds": total, "others_share": share}
    numbers |= _next_numbers(others)
    return Finding(
        key="whose-work",
        headline=say("find.whose-work", seconds=largest.on_matrix, owner=name(largest.key)),
        detail=sentence(say("find.whose-work.all", seconds=total, share=share), _next(others)),
        mark="flag",
        numbers=numbers,
    )


def development_management(analysis: Analysis) -> Finding | None:
    """Say how much goes into running development."""
    return _activity(analysis, "development management")


def product_support(analysis: Analysis) -> Finding | None:
    """Say how much goes into supporting the product and those who sell it."""
    return _activity(analysis, "product support")


def _activity(analysis: Analysis, activity: str) -> Finding | None:
    seconds = sum(
        each.seconds
        for each in analysis.activities
        if _folded(each.activity) == activity and each.cell != "outside"
    )
    whole = analysis.whole.on_matrix
    if not whole or seconds / whole < _WORTH_SAYING:
        return None
    key = activity.replace(" ", "-")
    return Finding(
        key=key,
        headline=say(f"find.{key}", share=seconds / whole),
        detail=sentence(say("find.is", seconds=seconds), say(f"find.{key}.advice")),
        mark="flag",
        numbers={"share": seconds / whole, "seconds": seconds},
    )


def _next(others: list[Slice]) -> str:
    following = others[1 : 1 + _OTHERS_NAMED]
    if not following:
        return ""
    owners = [
        say("find.whose-work.owner", owner=name(each.key), seconds=each.on_matrix)
        for each in following
    ]
    return say("find.whose-work.next", number=len(owners), owners=joined(owners))


def _next_numbers(others: list[Slice]) -> dict[str, float]:
    following = others[1 : 1 + _OTHERS_NAMED]
    return {f"next_seconds_{rank}": each.on_matrix for rank, each in enumerate(following, 2)}


def _folded(text: str) -> str:
    return " ".join(text.replace("-", " ").casefold().split())
