"""A German report end to end: nothing of its fixed text is left in English."""

import json
import re
import string
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

import pmrules_examples
from pmrules import pipeline
from pmrules.analysis.model import Analysis
from pmrules.model import DEFAULT_LABELS, TEXT_FIELDS
from pmrules.report import json_report, terminal, workbook
from pmrules.rules.load import load_rules
from pmrules.rules.spoken import in_language
from pmrules.wording.language import codes, known

ENGLISH, GERMAN = known("en").texts, known("de").texts
_WORDY = 12
"""Shorter texts may as well be data: Team, Limit, Deals."""


@pytest.fixture(scope="module")
def german() -> Analysis:
    """The example organisation in German."""
    rules = load_rules(pmrules_examples.rules())
    return pipeline.analyze(pmrules_examples.exports(), rules, language="de")


@pytest.fixture(scope="module")
def report(german: Analysis, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its workbook."""
    return workbook.write(german, tmp_path_factory.mktemp("de") / "bericht.xlsx", title="Larkfield")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield what long English texts become with whatever values."""
    for key, text in ENGLISH.items():
        parts = [*string.Formatter().parse(text)]
        if "{" in text and sum(len(literal) for literal, *_ in parts) >= _WORDY:
            values = [_value(spec) if name else "" for _, name, spec, _ in parts]
            literals = [re.escape(literal) for literal, *_ in parts]
            yield key, re.compile("".join(map(str.__add__, literals, values)))


def _value(spec: str | None) -> str:
    return f"(?:{'|'.join(map(re.escape, spec.split('|')))})" if "|" in (spec or "") else ".+"


def texts_of(report: Path) -> set[str]:
    """Return every text of every cell."""
    book = load_workbook(report)
    return {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }


def test_no_cell_speaks_english(german: Analysis, report: Path) -> None:
    """No text of the English catalogue is in a cell, whole or with values in it."""
    texts = texts_of(report)
    plain = {text for key, text in ENGLISH.items() if text != GERMAN[key] and "{" not in text}
    assert plain & texts <= _own_words(german)
    found = {
        (key, text) for key, pattern in patterns() for text in texts if pattern.fullmatch(text)
    }
    assert found == set()


def _own_words(analysis: Analysis) -> set[str]:
    """What entries say, and what rules call themselves, activities and owners, is data."""
    entries = analysis.classified.entries
    said = {str(text) for name in TEXT_FIELDS for text in entries[name].unique()}
    said |= set(analysis.classified.matched_words())
    rules = analysis.rulebook.rules
    return said | {text for rule in rules for text in (rule.name, rule.activity, rule.owner)}


def test_sheets_footers_and_formats_are_german(report: Path) -> None:
    """What is no cell follows, too."""
    book = load_workbook(report)
    sheets = [text for key, text in GERMAN.items() if key.startswith("sheet.")]
    assert book.sheetnames == sheets
    assert all("Seite &P von &N" in sheet.oddFooter.right.text for sheet in book)
    formats = {cell.number_format for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {r"0\ %", "dd.mm.yyyy", '+0" PP";"−"0" PP";0" PP"'} <= formats
    assert not any("pts" in each or each == "0%" for each in formats)
    with ZipFile(report) as package:
        said = "".join(
            package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name
        )
    assert GERMAN["chart.limits"] in said


def test_formulas_quote_what_excel_can_hold() -> None:
    """A text inside a formula has at most 255 characters, in every language."""
    for code in codes():
        assert len(known(code).texts["summary.corrected"]) <= 255
        assert not any("{" in known(code).texts[f"format.{kind}"] for kind in ("share", "points"))


@pytest.mark.parametrize("code", codes())
def test_names_of_sheets_are_names(code: str) -> None:
    """Excel takes 31 characters and some signs not; each is another."""
    names = [text for key, text in known(code).texts.items() if key.startswith("sheet.")]
    assert len({name.casefold() for name in names}) == 9
    assert not any(len(name) > 27 or re.search(r"[\\/?*\[\]:']", name) for name in names)


def test_the_terminal_speaks_german(german: Analysis) -> None:
    """Matrix, sentences, flags and accounting; made at once, whoever reads it later."""
    text = "\n".join(terminal.lines(german))
    assert text.startswith(
        "Einzelne Kunden beanspruchen inzwischen 40\u00a0% der Produktzeit\n1.786,6 h"
    )
    assert not re.search(r"\b(product time|certain|Flags|Records|customer at a time)\b", text)


def test_json_has_german_sentences_under_english_keys(german: Analysis) -> None:
    """Programs find everything where it was."""
    report = json.loads(json_report.dumps(german))
    assert report["findings"][0]["key"] == "one-customer"
    assert report["findings"][0]["headline"].startswith("Einzelne Kunden")


def test_default_labels_are_those_of_the_catalogue() -> None:
    """Else nobody would translate them."""
    labels = {place.value: ENGLISH[f"label.{place.value}"] for place in DEFAULT_LABELS}
    assert labels == {place.value: label for place, label in DEFAULT_LABELS.items()}


def test_the_packs_advice_is_known_in_every_language() -> None:
    """To the letter, else a German report would advise in English."""
    english = {text for key, text in ENGLISH.items() if key.startswith("advice.")}
    advice = {limit.advice for limit in load_rules().limits}
    assert advice <= english
    translated = {limit.advice for limit in in_language(load_rules(), "de").limits}
    assert not translated & english
    assert len(translated) == len(advice)


RULES = """\
language: de
matrix: {one-future: Extrawünsche}
rules: [{name: a, keywords: [x], audience: one, horizon: future}]
limits: [{of: one, max: 35 %, advice: Talk to sales.}]
"""


def test_a_rules_file_states_the_language(tmp_path: Path) -> None:
    """Its own words stay as they are; the command line's word goes above it."""
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, encoding="utf-8")
    book = load_rules(path)
    said = in_language(book)
    assert sorted(said.labels.values()) == [
        "Extrawünsche",
        "Produktmanagement",
        "Produktmarketing",
        "Vertrieb und Support",
    ]
    assert [limit.advice for limit in said.limits] == ["Talk to sales."]
    assert "Product marketing" in in_language(book, "en").labels.values()
