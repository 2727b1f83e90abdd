"""Spans of time that a sheet shows as days of 1900 or 1904, where its calendar begins."""

import datetime as dt

_NEW, _OLD = 1900, 1904
# The sheet's 1900 has a 29 February: from March on its days are one ahead.
_SHIFTED = dt.datetime(1900, 3, 1)


def since_calendar_start(value: dt.date) -> int:
    """Return seconds of a span, rounded half up: 1900-01-01 06:00 is 30 hours.

    A real date gives a span of decades: it is for the caller to refuse.
    """
    moment = dt.datetime(value.year, value.month, value.day)
    if isinstance(value, dt.datetime):
        moment = value.replace(tzinfo=None)
    if moment.year >= _OLD:
        return whole_seconds(moment - dt.datetime(_OLD, 1, 1))
    return whole_seconds(moment - dt.datetime(_NEW - 1, 12, 31 if moment < _SHIFTED else 30))


def whole_seconds(span: dt.timedelta) -> int:
    """Return a span in seconds, rounded half up."""
    half_up = span + dt.timedelta(microseconds=500_000)
    return half_up.days * 86_400 + half_up.seconds
