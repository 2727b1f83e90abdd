"""The fixed texts, said with their values in the language that is spoken."""

import string
from collections.abc import Callable, Mapping
from typing import Any

from pmrules.wording.dates import full_day, full_month
from pmrules.wording.language import DEFAULT, codes, known, spoken
from pmrules.wording.numbers import count, hours, length, percent, share

_SPECS: Mapping[str, Callable[[Any], str]] = {
    "h": hours,
    "H": length,
    "p": percent,
    "P": share,
    "n": count,
    "M": full_month,
    "D": full_day,
}


class _Speaker(string.Formatter):
    """Format with the specs of `Language.texts`."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in _SPECS:
            return _SPECS[format_spec](value)
        one, bar, many = format_spec.partition("|")
        if bar:
            return one if value == 1 else many
        return str(super().format_field(value, format_spec))


_SPEAKER = _Speaker()


def say(key: str, **values: Any) -> str:
    """Return a text of the catalogue with its values."""
    return _SPEAKER.vformat(spoken().texts[key], (), values)


def texts(prefix: str) -> Mapping[str, str]:
    """Return the texts of the catalogue below a prefix, by the rest of their names."""
    return {
        key[len(prefix) :]: text for key, text in spoken().texts.items() if key.startswith(prefix)
    }


def spoken_in_any(key: str) -> frozenset[str]:
    """Return what a text without values may be in a report of any language."""
    return frozenset(known(code).texts[key] for code in codes())


def translated(prefix: str, text: str) -> str:
    """Return a text that the default language has below a prefix; any other stays as it is."""
    for key, default in known(DEFAULT).texts.items():
        if default == text and key.startswith(prefix):
            return say(key)
    return text
