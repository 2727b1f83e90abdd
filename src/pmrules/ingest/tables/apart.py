"""Records told apart: entries, what is put aside with its reason, what cannot be read."""

import numpy as np
from msgspec.structs import replace

from pmrules.ingest.cells.parsed import Bools
from pmrules.ingest.tables.body import Body, Rows
from pmrules.ingest.tables.footers import footer_notice, footers
from pmrules.ingest.tables.kinds import (
    BELOW,
    ELSEWHERE,
    ENTRY,
    GOES_ON,
    LENGTHS,
    NAMES,
    NO_TIME,
    NOTE,
    RUNNING,
    TEXT_ROLES,
    TOTAL,
    ZERO,
    Kinds,
)
from pmrules.ingest.tables.known import Known, Neighbours, NeighboursNeededError
from pmrules.ingest.tables.parts import Part, When
from pmrules.ingest.tables.spans import Spans
from pmrules.ingest.tables.totals import (
    closing_total,
    dated_totals,
    find_totals,
    perhaps_dated,
    total_grade,
)
from pmrules.ingest.tally import UnlikeError
from pmrules.tabular import TabularImporter


def first_kinds(
    body: Body,
    when: When,
    length: Part,
    words: tuple[Bools, Bools],
    importer: TabularImporter,
    known: Known | None = None,
) -> Kinds:
    """Put aside running timers, totals and rows without anything to read; carry dates down.

    `known` is given of a piece of a file. Raises `UnlikeError` where dates are carried in it, and
    `NeighboursNeededError` where a row may be a total and what stands in other pieces is unknown.
    """
    kinds = Kinds(body, when, length, np.zeros(body.height, dtype=np.int8))
    if importer.running_without_end:
        _running(kinds, ends=bool(when.end.ok.any()) if known is None else known.ends)
    _empty(kinds)
    if known and importer.blank_date_repeats and (kinds.dateless & when.date.blank).any():
        raise UnlikeError
    neighbours = known.neighbours if known else Neighbours()
    _totals(kinds, words, neighbours, carries=importer.blank_date_repeats)
    if importer.blank_date_repeats:
        _carry_dates(kinds)
    return kinds


def last_kinds(
    kinds: Kinds, spans: Spans, nameless: Bools, importer: TabularImporter
) -> dict[int, int]:
    """Put aside notes, then reject what is left unread.

    Returns the records whose text goes on from a record above, with that record.
    """
    notes = kinds.dateless & kinds.timeless
    when = kinds.when
    for role, part in (("date", when.date), ("start", when.start), ("end_date", when.end_date)):
        kinds.reject(part.bad & ~notes, role, part.expected)
    kinds.reject(when.end.bad, "end", when.end.expected)
    kinds.reject(spans.length.bad, _length_role(kinds.body), spans.length.expected)
    kinds.reject(when.date.blank & ~notes, _date_role(kinds.body), _date_expected(kinds))
    kinds.reject(spans.backwards, "end", spans.expected)
    kinds.reject(spans.length.blank & ~notes, _length_role(kinds.body), _LENGTH_EXPECTED)
    kinds.reject(nameless & ~notes, "person", _NAME_EXPECTED)
    return _notes(kinds, np.flatnonzero(notes & kinds.open), importer)


_NAME_EXPECTED = "a name, or --person NAME for all that have none"
_LENGTH_EXPECTED = "a duration such as 1:30, or a start and an end"


def _length_role(body: Body) -> str:
    return next((role for role in (*LENGTHS, "end") if body.has(role)), "duration")


def _date_role(body: Body) -> str:
    return "date" if body.has("date") else "start"


def _date_expected(kinds: Kinds) -> str:
    if kinds.body.has("date"):
        return kinds.when.date.expected or "a date"
    return "a date with a time, such as 2026-03-13 09:00"


def _running(kinds: Kinds, *, ends: bool) -> None:
    """An end that is missing, beside a duration of zero, of nothing, or counted from 1970.

    A duration that has grown runs too, where other rows show that ends are written.
    """
    length, dated = kinds.length, kinds.when.date.ok
    if not kinds.body.has("end"):
        kinds.put(dated & length.blank & kinds.filled(dated & length.blank, TEXT_ROLES), NO_TIME)
        return
    endless = dated & kinds.when.end.blank
    kinds.put(endless & ~kinds.when.start.blank & ends & length.ok, RUNNING)
    at = np.flatnonzero(endless & ~(length.ok & (length.values > 0)))
    kinds.put(at[~length.bad[at] | _negative(kinds.body, at)], RUNNING)


def _negative(body: Body, records: Rows) -> Bools:
    if not body.has("duration") or not len(records):
        return np.zeros(len(records), dtype=np.bool_)
    cells = body.named("duration", records).coded
    negative = [str(value).strip().startswith("-") for value in cells.values]
    return np.array(negative, dtype=np.bool_)[cells.codes]


def _empty(kinds: Kinds) -> None:
    """Rows made in advance: formulas that give zero, dates without anything beside them."""
    idle = kinds.open & kinds.when.start.blank & kinds.when.end.blank
    idle &= kinds.length.blank | (kinds.length.ok & (kinds.length.values == 0))
    dated = ~kinds.when.date.blank
    texts = kinds.filled(idle, (*NAMES, *TEXT_ROLES))
    nothing = idle & ~dated & ~texts
    kinds.put(nothing & kinds.length.ok, ZERO)
    in_side_columns = np.zeros(kinds.body.height, dtype=np.bool_)
    at = np.flatnonzero(nothing & kinds.length.blank)
    in_side_columns[at] = kinds.body.cells(at) > 1
    kinds.put(in_side_columns & ~_with_words(kinds, in_side_columns), ELSEWHERE)
    dates_alone = idle & kinds.when.date.ok
    kinds.put(dates_alone & ~texts, NO_TIME)
    named_dates = dates_alone & kinds.length.blank
    kinds.put(named_dates & ~kinds.filled(named_dates, TEXT_ROLES), NO_TIME)


def _with_words(kinds: Kinds, records: Bools) -> Bools:
    at = np.flatnonzero(records)
    words = np.zeros(kinds.body.height, dtype=np.bool_)
    words[at] = kinds.body.grades(at, total_grade) > 0
    return words


def _totals(
    kinds: Kinds, words: tuple[Bools, Bools], neighbours: Neighbours | None, *, carries: bool
) -> None:
    """A label settles it where no entry can be meant; elsewhere the sum has to fit."""
    sure, perhaps = (each & kinds.open for each in words)
    may_be_entry = kinds.dateless & kinds.when.date.blank & carries
    sure |= perhaps & ~may_be_entry
    possible = kinds.dateless & kinds.when.date.blank & kinds.length.ok & ~sure
    texts = kinds.filled(possible, (*NAMES, *TEXT_ROLES))
    possible &= perhaps | ~texts
    counted = kinds.open & ~sure & (kinds.when.date.ok | (may_be_entry & texts))
    labelled = may_be_entry & texts & kinds.length.ok
    if neighbours is None:
        if (sure | possible | perhaps_dated(kinds.body, counted, kinds.length)).any():
            raise NeighboursNeededError
        neighbours = Neighbours()
    sums = closing_total(labelled, counted, kinds.length)
    sums |= dated_totals(kinds.body, counted, kinds.length, neighbours)
    sure |= sums
    counted &= ~sums
    found = find_totals(kinds.body, sure, possible, counted, kinds.length, neighbours)
    kinds.added = int(kinds.length.values[counted & kinds.length.ok].sum())
    kinds.put(found.records, TOTAL)
    kinds.remarks.append(found.differing)


def _carry_dates(kinds: Kinds) -> None:
    """A blank date means the day above where a row has a time of its own and says anything.

    No day is carried over a total row, nor to a footer: what stands below one without a date is
    none of its work.
    """
    date = kinds.when.date
    wanting = kinds.dateless & date.blank & ~kinds.timeless
    says = (*NAMES, *TEXT_ROLES)
    if any(kinds.body.has(role) for role in says):
        wanting &= kinds.filled(wanting, says)
    records = np.arange(len(wanting))
    above = np.maximum.accumulate(np.where(date.blank, -1, records))
    total = np.maximum.accumulate(np.where(kinds.kind == TOTAL, records, -1))
    kinds.put(wanting & (total > above), BELOW)
    _footers(kinds, wanting & kinds.open)
    wanting &= kinds.open
    carried = wanting & (above >= total) & (above >= 0) & date.ok[above]
    kinds.when = replace(
        kinds.when,
        date=replace(
            date,
            values=np.where(carried, date.values[above], date.values),
            ok=date.ok | carried,
            blank=date.blank & ~carried,
        ),
    )


def _footers(kinds: Kinds, candidates: Bools) -> None:
    persons = next((role for role in NAMES if kinds.body.has(role)), "")
    found = footers(kinds.body, kinds.when.date, candidates, persons)
    kinds.put(found, NOTE)
    kinds.remarks += footer_notice(kinds.body, found, kinds.length)


def _notes(kinds: Kinds, notes: Rows, importer: TabularImporter) -> dict[int, int]:
    """Join texts to the entry right above, put single cells aside, reject the rest.

    A number alone where a date should stand is no note: it may be an entry that was cut off.
    """
    goes_on: dict[int, int] = {}
    body = kinds.body
    alone = body.cells(notes) == 1
    described = body.filled(notes, ("description",))
    worded = body.grades(notes, _has_letters) | ~body.filled(notes, ("date", "end_date"))
    for record, single, says, word in zip(notes.tolist(), alone, described, worded, strict=True):
        above = goes_on.get(record - 1, record - 1)
        if importer.blank_date_repeats and single and says and _follows(kinds, record, above):
            goes_on[record] = above
            kinds.kind[record] = GOES_ON
        elif single and word:
            kinds.kind[record] = NOTE
    left = kinds.dateless & kinds.timeless
    kinds.reject(left, _date_role(kinds.body), _date_expected(kinds))
    return goes_on


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _follows(kinds: Kinds, record: int, above: int) -> bool:
    """Whether the row above is an entry, with no blank row between."""
    at = kinds.body.at
    return bool(above >= 0 and kinds.kind[above] == ENTRY and at[record] - at[record - 1] == 1)
