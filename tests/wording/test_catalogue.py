"""The catalogue: every language says the same things, and nothing else than what is asked for."""

import ast
import datetime as dt
import re
import string
from pathlib import Path
from typing import Any

import pytest

import pmrules
from pmrules.wording.catalogue import say, spoken_in_any, texts, translated
from pmrules.wording.language import DEFAULT, codes, known, speaking

SOURCE = Path(pmrules.__file__).parent
ENGLISH = known(DEFAULT).texts
OTHERS = [code for code in codes() if code != DEFAULT]
VALUES: dict[str, Any] = {"D": dt.date(2026, 9, 7), "M": "2026-09"}


def placeholders(text: str) -> dict[str, set[str]]:
    """Return the values of a text with how each is said, plural forms aside."""
    found: dict[str, set[str]] = {}
    for _, name, spec, _ in string.Formatter().parse(text):
        if name and "|" not in (spec or ""):
            found.setdefault(name, set()).add(spec or "")
    return found


def patterns() -> list[re.Pattern[str]]:
    """Return every literal of the source, and what each text with braces in it may become."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if path.parent.name == "languages":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.escape(node.value))
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                    for part in node.values
                ]
                found.add("".join(parts))
    # A text that is nothing but a value says nothing about keys.
    return [re.compile(each) for each in found if re.match(r"[a-z-]+(\\\.|$)", each)]


def prefixes() -> set[str]:
    """Return the prefixes below which the source reads texts by other ways than a key."""
    calls = r"""(?:texts|_words|translated)\(\s*["']([a-z.-]+\.)["']"""
    source = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    return set(re.findall(calls, source))


@pytest.mark.parametrize("code", OTHERS)
def test_languages_have_the_same_texts(code: str) -> None:
    """No key is missing and none is left over."""
    assert list(known(code).texts) == list(ENGLISH)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("key", ENGLISH)
def test_texts_say_the_same_values(code: str, key: str) -> None:
    """Each value of a text is said in every language, in the same way but for plural forms."""
    assert placeholders(known(code).texts[key]) == placeholders(ENGLISH[key])


@pytest.mark.parametrize("code", codes())
def test_every_text_can_be_said(code: str) -> None:
    """No text has a broken brace or an unknown specification."""
    with speaking(code):
        for key, text in known(code).texts.items():
            fields = [each for each in string.Formatter().parse(text) if each[1]]
            values = {str(name): VALUES.get(spec or "", 2) for _, name, spec, _ in fields}
            assert "{" not in say(key, **values), key


@pytest.mark.parametrize("code", codes())
def test_every_language_has_twelve_months(code: str) -> None:
    """In full and in short, each by another name."""
    language = known(code)
    assert len(set(language.months)) == len(set(language.short_months)) == 12


def test_every_text_is_used() -> None:
    """A key stands in the source, or is made there of parts."""
    known_patterns, known_prefixes = patterns(), prefixes()
    unused = [
        key
        for key in ENGLISH
        if not any(each.fullmatch(key) for each in known_patterns)
        and not key.startswith(tuple(known_prefixes))
    ]
    assert unused == []


def test_every_key_in_the_source_is_a_text() -> None:
    """What is said by a plain key is there."""
    said = {
        node.args[0].value
        for path in SOURCE.rglob("*.py")
        if path.is_relative_to(SOURCE) and "cli" not in path.relative_to(SOURCE).parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"say", "spoken_in_any"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(said) > 100
    assert said - set(ENGLISH) == set()


def test_a_language_is_spoken_for_a_while() -> None:
    """Inside the block, and the one before again behind it, even after an error."""
    with speaking("de"):
        assert say("and") == "und"
        with pytest.raises(KeyError), speaking("en"):
            say("there is no such text")
        assert say("and") == "und"
    assert say("and") == "and"


def test_a_text_is_known_in_every_language() -> None:
    """Who looks up a column finds it in a report of any language."""
    assert {"Hours", "Stunden"} <= spoken_in_any("column.hours")


def test_texts_below_a_prefix_follow_the_language() -> None:
    """The rest of each key, with the text."""
    with speaking("de"):
        assert texts("label.")["market-future"] == "Produktmanagement"


def test_known_reasons_are_translated_and_others_stay() -> None:
    """A reason of somebody else's importer is not ours to translate."""
    with speaking("de"):
        assert translated("skipped.", "running timer") == "laufende Zeitmessung"
        assert translated("skipped.", "draft of the boss") == "draft of the boss"
    assert translated("skipped.", "running timer") == "running timer"
