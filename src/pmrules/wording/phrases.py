"""Names in a sentence: listed, and cut where they are too long."""

from collections.abc import Sequence

from pmrules.wording.catalogue import say


def joined(names: Sequence[str]) -> str:
    """Return names as a list in a sentence: `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {say('and')} {names[-1]}"


def shortened(text: str, limit: int) -> str:
    """Return a text on one line of at most so many characters, cut with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
