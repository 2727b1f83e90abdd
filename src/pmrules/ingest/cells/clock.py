"""Times of day as text, on clocks of 24 and of 12 hours."""

import re

DAY = 86_400

_HALF = r"(?P<half>[ap])\.?\s?m\.?"
_CLOCK = re.compile(
    rf"""
    (?P<hour>[0-9]{{1,2}})
    (?: : (?P<minute>[0-9]{{2}})
        (?: : (?P<second>[0-9]{{2}}) (?: [.,] (?P<tenth>[0-9]) [0-9]{{0,8}} )? )? )?
    (?: \s? {_HALF} )?
    (?P<zone> \s? (?: z | utc | gmt | [+-][0-9]{{2}} (?: :?[0-9]{{2}} )? ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# 9h30, 9 h, 9.00 Uhr, 9:00 Uhr, 9 uur
_SPOKEN = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:\s?h\s?(?P<after>[0-9]{2})?|(?:[.:](?P<minute>[0-9]{2}))?\s?(?:uhr|uur))",
    re.IGNORECASE,
)
_HALF_DAY = re.compile(r"[0-9]+:[0-9:]+\s?" + _HALF, re.IGNORECASE)
_LONGEST = 40
_PLAIN = len("09:30:00")


def clock_seconds(text: str) -> int | None:
    """Return seconds since midnight, 24:00 as 86,400; None where it is no time of day."""
    if len(text) > _LONGEST:
        return None
    # Most clocks of most exports, in a sixth of the time.
    digits = text[:2] + text[3:5] + text[6:]
    if len(text) == _PLAIN and text[2] == text[5] == ":" and text.isascii() and digits.isdecimal():
        return _within(int(text[:2]), int(text[3:5]), int(text[6:]), False)
    match = _CLOCK.fullmatch(text)
    if match is None:
        return _spoken(text)
    hour, minute, second, tenth, half = match.group("hour", "minute", "second", "tenth", "half")
    if minute is None and half is None:
        return None
    hours: int | None = int(hour)
    if half is not None:
        hours = _of_half(int(hour), half in "pP")
    return _within(hours, int(minute or 0), int(second or 0), bool(tenth and tenth >= "5"))


def on_half_day_clock(text: str) -> bool:
    """Whether a text is a time with minutes and with AM or PM behind."""
    return _HALF_DAY.fullmatch(text) is not None


def _spoken(text: str) -> int | None:
    match = _SPOKEN.fullmatch(text)
    if match is None:
        return None
    return _within(int(match["hour"]), int(match["minute"] or match["after"] or 0), 0, False)


def _of_half(hour: int, after_noon: bool) -> int | None:
    # Some programs write 13:15 PM and 00:20 AM, which can mean one thing only.
    if after_noon:
        return None if hour in (0, 24) else hour % 12 + 12 if hour <= 12 else hour
    return hour % 12 if hour <= 12 else None


def _within(hour: int | None, minute: int, second: int, round_up: bool) -> int | None:
    if hour is None or minute > 59 or second > 59:
        return None
    seconds = hour * 3600 + minute * 60 + second + round_up
    return seconds if seconds <= DAY else None
