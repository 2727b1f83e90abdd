"""Names of months and weekdays in English, German, French, Spanish and Dutch."""

import unicodedata

_MONTHS = (
    "jan january januar jänner janner janv janvier ene enero januari",
    "feb february februar févr fév février febrero februari",
    "mar march mär märz mrz mars marzo mrt maart maa",
    "apr april avr avril abr abril",
    "may mai mayo mei",
    "jun june juni juin junio",
    "jul july juli juil juillet julio",
    "aug august août ago agosto augustus",
    "sep sept september septembre septiembre set setiembre",
    "oct october okt oktober octobre octubre",
    "nov november novembre noviembre",
    "dec december dez dezember déc décembre dic diciembre",
)
_WEEKDAYS = (
    "mon monday mo montag lun lundi lunes ma maandag maa",
    "tue tues tuesday di dienstag mar mardi martes dinsdag din",
    "wed wednesday mi mittwoch mer mercredi mié miércoles wo woensdag woe",
    "thu thur thurs thursday do donnerstag jeu jeudi jue jueves donderdag don",
    "fri friday fr freitag ven vendredi vie viernes vr vrijdag vri vrij",
    "sat saturday sa samstag sonnabend sam samedi sáb sábado za zaterdag zat",
    "sun sunday so sonntag dim dimanche dom domingo zo zondag zon",
)


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation in any case; 0 for other words."""
    return _NUMBERS.get(_plain(name), 0)


def is_weekday(name: str) -> bool:
    """Whether a word is a weekday's name or abbreviation."""
    return _plain(name) in _DAYS


def weekday_numbers(name: str) -> frozenset[int]:
    """Return which weekdays a word may name, Monday as 0: `ma` is a Monday to some."""
    return _DAYS.get(_plain(name), frozenset())


def _plain(word: str) -> str:
    """Return the word without case and accents."""
    if word.isascii():
        return word.casefold()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


_NUMBERS = {
    _plain(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
_DAYS = {
    word: frozenset(
        number for number, names in enumerate(_WEEKDAYS) if word in map(_plain, names.split())
    )
    for word in {_plain(name) for names in _WEEKDAYS for name in names.split()}
}
