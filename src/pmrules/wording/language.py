"""A language as a value, and the one that is spoken.

The language is a property of a report, set where a report is made or drawn, and constant below
that: `with speaking("de"):`. It is kept in a context variable, so threads do not meet; whoever
yields lines lazily must make them all inside the `with`.
"""

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct

from pmrules.wording import languages

DEFAULT = "en"
_SPOKEN: ContextVar[str] = ContextVar("language", default=DEFAULT)


class Language(Struct, frozen=True):
    """The fixed texts of a language, and how it writes numbers and days."""

    texts: Mapping[str, str]
    """By key. In braces stand values: `{x:h}` hours, `{x:H}` a length of time with its unit,
    `{x:p}` per cent, `{x:P}` per cent where nearly nothing is not nothing, `{x:n}` a count, `{x:M}`
    a month, `{x:D}` a day, both in full, `{x:one|many}` a word by the number."""
    months: tuple[str, ...]
    """In full."""
    short_months: tuple[str, ...]
    thousands: str = ","
    decimal: str = "."
    percent: str = "%"
    """What follows the number, with its blank."""
    day: str = "{day} {month} {year}"
    day_and_month: str = "{day} {month}"
    day_alone: str = "{day}"


def codes() -> tuple[str, ...]:
    """Return the languages that there are."""
    return tuple(sorted(each.name for each in pkgutil.iter_modules(languages.__path__)))


@functools.cache
def known(code: str) -> Language:
    """Return a language by its code."""
    language: Language = importlib.import_module(f"{languages.__name__}.{code}").LANGUAGE
    return language


def spoken() -> Language:
    """Return the language that is spoken here."""
    return known(_SPOKEN.get())


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language for a while; without a code the default one."""
    before = _SPOKEN.set(code or DEFAULT)
    try:
        yield
    finally:
        _SPOKEN.reset(before)
