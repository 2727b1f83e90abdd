"""Says what pmrules.wording says; this door goes soon."""

from pmrules.wording.catalogue import say, texts
from pmrules.wording.dates import day, month, period, period_key
from pmrules.wording.numbers import count, hours, percent, points
from pmrules.wording.phrases import joined, shortened

__all__ = [
    "count", "day", "hours", "joined", "month", "percent", "period", "period_key", "points", "say",
    "shortened", "texts",
]  # fmt: skip
