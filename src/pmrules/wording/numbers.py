"""How numbers are said: hours, shares, differences and counts, in tables and in sentences."""

from pmrules.wording.language import spoken

MINUS = "\u2212"


def hours(seconds: float, decimals: int = 0) -> str:
    """Return seconds as hours: `1,153`; below ten hours with one decimal, unless whole."""
    value = seconds / 3600
    if not decimals and abs(value) < 10 and round(value, 1) != round(value):
        decimals = 1
    return _written(f"{value:,.{decimals}f}")


def length(seconds: float) -> str:
    """Return a length of time: `1,234 hours`, `1.5 hours`, `1 hour`, `20 minutes`."""
    minutes = round(seconds / 60)
    if seconds > 0 and minutes < 60:
        return _with_unit(max(minutes, 1), "unit.minute")
    if seconds < 36_000 and (tenths := f"{seconds / 3600:.1f}")[-1] != "0":
        return f"{_written(tenths)} {_unit(2, 'unit.hour')}"
    return _with_unit(round(seconds / 3600), "unit.hour")


def percent(share: float) -> str:
    """Return a fraction as whole per cents: `40%`."""
    return _written(f"{100 * share:.0f}") + spoken().percent


def share(fraction: float) -> str:
    """Return a fraction in whole per cents; what is nearly nothing or nearly all says so."""
    if 0 < fraction < 0.005:
        return spoken().texts["share.nearly-none"]
    if 0.995 <= fraction < 1:
        return spoken().texts["share.nearly-all"]
    return percent(fraction)


def count(number: int) -> str:
    """Return a whole number with thousands apart: `1,204`."""
    return _written(f"{number:,}")


def _written(number: str) -> str:
    """A number as the language writes it."""
    language = spoken()
    return number.translate(str.maketrans(",.-", language.thousands + language.decimal + MINUS))


def _with_unit(number: int, unit: str) -> str:
    return f"{count(number)} {_unit(number, unit)}"


def _unit(number: int, unit: str) -> str:
    one, _, many = spoken().texts[unit].partition("|")
    return one if number == 1 else many
