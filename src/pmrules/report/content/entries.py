"""Entries: every entry with its verdict and why, held by column and by distinct text."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from msgspec.structs import replace

from pmrules.analysis.model import Analysis
from pmrules.model import Quadrant
from pmrules.report.content import live as formulas
from pmrules.report.content import marks
from pmrules.report.content.identity import signs
from pmrules.report.content.kinds import Lines, LongColumn, LongTable, Part, Sheet
from pmrules.report.content.names import place_name
from pmrules.rules.matching.lexicon import folded
from pmrules.rules.rulebook import Rulebook
from pmrules.wording.catalogue import say, translated

Codes = npt.NDArray[Any]
_WIDTHS = (
    11.0, 18.0, 20.0, 16.0, 42.0, 8.5, 22.0, 20.0, 22.0, 40.0,
    30.0, 44.0, 11.0, 14.0, 14.0, 24.0, 12.0, 8.0, 15.0,
)  # fmt: skip
_HIDDEN = (0.0,) * 4
_PRINTED = 10
_CORRECTION = 7
_PLACE = 21
"""Columns of which formulas speak, from 0."""


def entries(analysis: Analysis, *, live: bool = False) -> Sheet:
    """Return the sheet of all entries, by day and person; live: with what totals are made of."""
    frame = analysis.judged.entries
    parts: tuple[Part, ...] = (Lines((say("entries.empty.how"),)),)
    if len(frame):
        parts = (_table(analysis, frame, live=live),)
    return Sheet(
        name=say("sheet.entries"),
        title=title(analysis),
        lines=(say("entries.how"),) if len(frame) else (),
        parts=parts,
        widths=(*_WIDTHS, *_HIDDEN) if live else _WIDTHS,
        repeat=True,
        printed=_PRINTED,
        keep=2,
    )


def title(analysis: Analysis) -> str:
    """Return how many entries there are and how many of their hours a rule placed."""
    whole = analysis.whole
    if not whole.entries:
        return say("entries.empty")
    open_ = whole.seconds_of("half") + whole.seconds_of("unclassified")
    placed = 1 - open_ / whole.seconds if whole.seconds else 0
    return say("entries.title", entries=whole.entries, seconds=whole.seconds, share=placed)


def _order(frame: pd.DataFrame) -> Codes:
    """By day and person; the rows of the frame themselves stay where they are."""
    by_name = frame["person"].astype("category").cat
    rank = pd.Series(by_name.categories).rank(method="first").to_numpy(np.int64)
    days = _days(frame) * (len(rank) + 1) + rank[by_name.codes]
    return np.argsort(days, kind="stable").astype(np.int32)


def _days(frame: pd.DataFrame) -> Codes:
    return (frame["date"].to_numpy("datetime64[D]") - np.datetime64("1899-12-30", "D")).astype(int)


def _table(analysis: Analysis, frame: pd.DataFrame, *, live: bool) -> LongTable:
    places, standing = _combined(frame, "status", "quadrant", "audience", "horizon")
    verdict = _verdict(analysis.rulebook, places, standing)
    case = frame["case"].to_numpy()
    words, losers = analysis.judged.matched_words(), analysis.judged.runners_up()
    days, day = _distinct(_days(frame))
    seconds, length = _distinct(frame["seconds"].to_numpy())
    return LongTable(
        "EntriesTable",
        (
            LongColumn(
                say("column.date"), "day", numbers=days.tolist(), codes=day, range=formulas.DATE
            ),
            replace(_texts(frame, "person", "strong"), range=marks.ENTRY_PERSON),
            _texts(frame, "client"),
            _texts(frame, "project"),
            _texts(frame, "description"),
            LongColumn(
                say("column.hours"),
                "hours-exact",
                numbers=(seconds / 3600).tolist(),
                codes=length,
                range=marks.ENTRY_HOURS,
            ),
            replace(verdict, title=say("column.placed"), range=marks.ENTRY_PLACED),
            _corrections(len(frame)),
            replace(
                verdict,
                title=say("column.counts-as"),
                formulas=[formulas.counts_as(_PLACE, 6)] * len(places),
            ),
            _rules(frame),
            _per_case("column.words", words, case),
            _per_case("column.runners-up", losers, case),
            _contested(frame),
            _texts(frame, "task"),
            _texts(frame, "tags"),
            _texts(frame, "source", "muted"),
            _texts(frame, "sheet", "muted"),
            LongColumn(say("column.row"), "count", ("muted",), own=frame["row"].to_numpy()),
            LongColumn(
                say("column.id"),
                tones=("faint",),
                own=signs(frame),
                range=marks.ENTRY_ID,
            ),
            *(_summed(analysis, frame, places, standing) if live else ()),
        ),
        _order(frame),
    )


def _summed(
    analysis: Analysis, frame: pd.DataFrame, places: Sequence[tuple[str, ...]], standing: Codes
) -> tuple[LongColumn, ...]:
    """The hidden columns from which formulas make every total."""
    number = {folded(person.name): at for at, person in enumerate(analysis.people)}
    people = frame["person"].astype("category").cat
    numbers = np.array([number[folded(str(name))] for name in people.categories])[people.codes]
    possible, reach = np.unique(frame["possible"].to_numpy(), return_inverse=True)
    codes = [formulas.code(*place) for place in places]
    reaches = [formulas.reach(int(bits)) for bits in possible]
    return (
        LongColumn(
            say("column.seconds"),
            "count",
            ("faint",),
            own=frame["seconds"].to_numpy(),
            range=formulas.SECONDS,
        ),
        LongColumn(
            say("column.person-number"),
            "count",
            ("faint",),
            own=numbers,
            range=formulas.PERSON,
        ),
        LongColumn(
            say("column.place-code"),
            tones=("faint",),
            texts=codes,
            codes=standing,
            formulas=[formulas.correction(_CORRECTION, each) for each in codes],
            range=formulas.PLACE,
        ),
        LongColumn(
            say("column.reach-code"),
            tones=("faint",),
            texts=reaches,
            codes=reach.astype(np.int64),
            formulas=[formulas.reached(_CORRECTION, _PLACE, each) for each in reaches],
            range=formulas.REACH,
        ),
    )


def _texts(frame: pd.DataFrame, name: str, tone: str = "plain") -> LongColumn:
    coded = frame[name].astype("category").cat
    return LongColumn(
        say(f"column.{name}"),
        tones=(tone,),
        texts=coded.categories.tolist(),
        codes=coded.codes.to_numpy(),
    )


def _corrections(rows: int) -> LongColumn:
    return LongColumn(
        say("column.correct"),
        tones=("input",),
        texts=("",),
        codes=np.zeros(rows, np.int8),
        choices=True,
        range=formulas.CORRECTION,
    )


def _per_case(title_key: str, texts: Sequence[str], case: Codes) -> LongColumn:
    number = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    code = np.fromiter(map(number.__getitem__, texts), np.int32, len(texts))
    return LongColumn(say(title_key), tones=("muted",), texts=[*number], codes=code[case])


def _contested(frame: pd.DataFrame) -> LongColumn:
    return LongColumn(
        say("column.contested"),
        tones=("warning-text",),
        texts=("", say("entries.contested")),
        codes=frame["contested"].to_numpy(np.int8),
    )


def _combined(frame: pd.DataFrame, *names: str) -> tuple[list[tuple[str, ...]], Codes]:
    """The distinct combinations of some coded columns, and which of them each row has."""
    columns = [frame[name].astype("category").cat for name in names]
    sizes = [len(coded.categories) for coded in columns]
    codes = [coded.codes.to_numpy() for coded in columns]
    found, code = _distinct(np.ravel_multi_index(codes, sizes))
    texts = (
        coded.categories[each]
        for coded, each in zip(columns, np.unravel_index(found, sizes), strict=True)
    )
    return [*zip(*texts, strict=True)], code


def _distinct(values: Codes) -> tuple[Codes, Codes]:
    """The distinct values, and which of them each row has."""
    codes, found = pd.factorize(values)
    return found, codes.astype(np.int32)


def _rules(frame: pd.DataFrame) -> LongColumn:
    rows, codes = _combined(frame, "rule_audience", "rule_horizon")
    texts = [
        " / ".join(dict.fromkeys(translated("rule.", each) for each in rules if each)) or "—"
        for rules in rows
    ]
    return LongColumn(say("column.rule"), tones=("muted",), texts=texts, codes=codes)


def _verdict(rulebook: Rulebook, rows: Sequence[tuple[str, ...]], codes: Codes) -> LongColumn:
    places = [quadrant or status for status, quadrant, _, _ in rows]
    texts = [
        say(f"half.{audience or horizon}") if status == "half" else place_name(rulebook, place)
        for place, (status, _, audience, horizon) in zip(places, rows, strict=True)
    ]
    return LongColumn(say("column.placed"), tones=places, texts=texts, codes=codes)


def corrections(rulebook: Rulebook) -> tuple[str, ...]:
    """Return what an entry can be corrected to: the four labels, and outside."""
    return (*(rulebook.labels[quadrant] for quadrant in Quadrant), say("place.outside"))
