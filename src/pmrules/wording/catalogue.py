"""The fixed texts, said with their values in the language that is spoken."""

import string
from collections.abc import Callable, Mapping
from functools import cache
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
    text = spoken().texts[key]
    return _SPEAKER.vformat(text, (), values) if "{" in text or "}" in text else text


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
    key = _default_keys(prefix).get(text)
    return say(key) if key else text


@cache
def _default_keys(prefix: str) -> Mapping[str, str]:
    """Keys below a prefix by their texts, the first of equal ones: reports ask by the thousand."""
    found = [(key, text) for key, text in known(DEFAULT).texts.items() if key.startswith(prefix)]
    return {text: key for key, text in reversed(found)}
