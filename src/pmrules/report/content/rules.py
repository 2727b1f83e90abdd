"""Rules: what each rule did, from its strength to the hours that it decided alone."""

import datetime as dt

from pmrules.analysis.model import Analysis
from pmrules.model import Strength
from pmrules.report import theme
from pmrules.report.content.kinds import Cell, Column, Lines, Part, Sheet, Table
from pmrules.report.content.names import file_name, place_name
from pmrules.rules.evidence import RuleEvidence
from pmrules.rules.rulebook import Keyword, Rule, Rulebook
from pmrules.wording.catalogue import say, translated

_WIDTHS = (6.0, 28.0, 10.0, 50.0, 27.0, 9.5, 12.5, 14.0, 11.5, 15.5, 24.0, 20.0)
_KEYWORDS_SHOWN = 64


def rules(analysis: Analysis) -> Sheet:
    """Return the sheet of rules with their evidence."""
    evidence = analysis.evidence
    parts: tuple[Part, ...] = (Lines((say("rules.how"),)),)
    if evidence:
        parts = (_table(analysis.rulebook, evidence),)
    return Sheet(
        name=say("sheet.rules"),
        title=title(analysis, evidence),
        lines=(say("rules.precedence"), _sources(analysis.rulebook)),
        parts=parts,
        widths=_WIDTHS,
        repeat=True,
        keep=2,
    )


def title(analysis: Analysis, evidence: tuple[RuleEvidence, ...]) -> str:
    """Return how many rules spoke, and how many never did."""
    never = sum(not each.hits for each in evidence)
    if not evidence:
        return say("rules.none")
    if not analysis.whole.entries:
        return say("rules.idle", rules=len(evidence))
    key = "rules.some" if never else "rules.all"
    return say(key, matched=len(evidence) - never, rules=len(evidence), never=never)


def _sources(rulebook: Rulebook) -> str:
    names = [f"{file_name(each.name)} (sha256 {each.sha256[:12]}…)" for each in rulebook.sources]
    return say("rules.sources", sources=" · ".join(names)) if names else ""


def _table(rulebook: Rulebook, evidence: tuple[RuleEvidence, ...]) -> Table:
    columns = (
        Column(say("column.number"), "count", "muted"),
        Column(say("column.rule"), tone="strong", wrap=True),
        Column(say("column.strength"), tone="muted"),
        Column(say("column.keywords"), wrap=True),
        Column(say("column.place")),
        Column(say("column.hits"), "count"),
        Column(say("column.decided"), "hours", bar=True),
        Column(say("column.alone"), "hours"),
        Column(say("column.last"), "day", "muted"),
        Column(say("column.never"), tone="warning-text"),
        Column(say("column.shadowed"), tone="warning-text", wrap=True),
        Column(say("column.origin"), tone="muted"),
    )
    known = {(rule.name, rule.origin): rule for rule in rulebook.rules}
    rows = tuple(
        _row(rulebook, number, each, known.get((each.name, each.origin)))
        for number, each in enumerate(evidence, start=1)
    )
    return Table("RulesTable", columns, rows, filters=True)


def _row(
    rulebook: Rulebook, number: int, evidence: RuleEvidence, rule: Rule | None
) -> tuple[Cell, ...]:
    return (
        Cell(number),
        Cell(translated("rule.", evidence.name)),
        Cell(say(f"strength.{(rule.strength if rule else Strength.CUSTOMER).name.lower()}")),
        Cell(_keywords(rule.keywords if rule else rulebook.customers, rule)),
        _says(rulebook, rule),
        Cell(evidence.hits),
        Cell(evidence.decided / 3600),
        Cell(evidence.decided_alone / 3600),
        Cell(dt.date.fromisoformat(evidence.last[:10]) if evidence.last else None),
        Cell(None if evidence.hits else say("rules.never")),
        Cell(_shadow(evidence)),
        Cell(file_name(evidence.origin)),
    )


def _keywords(keywords: tuple[Keyword, ...], rule: Rule | None) -> str:
    """As many keywords as a line or two hold, and how many more there are."""
    texts = [str(keyword) for keyword in keywords]
    shown: list[str] = []
    for text in texts:
        if shown and len(", ".join([*shown, text])) > _KEYWORDS_SHOWN:
            break
        shown.append(text)
    more = len(texts) - len(shown)
    parts = [", ".join(shown) + (say("rules.more", more=more) if more else "")]
    if rule and rule.all:
        parts.append(say("rules.all-of", groups=len(rule.all)))
    if rule and rule.unless:
        parts.append(say("rules.unless", words=len(rule.unless)))
    return "; ".join(filter(None, parts))


def _says(rulebook: Rulebook, rule: Rule | None) -> Cell:
    if rule and rule.outside:
        return Cell(_with_glyph(rulebook, "outside"), tone="outside")
    if rule and rule.quadrant:
        return Cell(_with_glyph(rulebook, rule.quadrant), tone=rule.quadrant)
    axes = [rule.audience, rule.horizon] if rule else ["one"]
    return Cell(" · ".join(say(f"place.{axis}") for axis in axes if axis) or "—")


def _with_glyph(rulebook: Rulebook, place: str) -> str:
    return f"{theme.SWATCHES[place].glyph}  {place_name(rulebook, place)}"


def _shadow(evidence: RuleEvidence) -> str | None:
    """The rule to which this one always loses."""
    if not evidence.hits or not evidence.shadowed_by:
        return None
    return say("rules.shadowed", rule=translated("rule.", evidence.shadowed_by))
