"""Lines made from a workbook, checked by the loader: its line numbers become cells again."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from pmrules.errors import Place, Problem, RulesError
from pmrules.rules.load import load_rules
from pmrules.rules.rulebook import Rulebook
from pmrules.tuning.excel.lines import Line, lines
from pmrules.tuning.excel.read import Sheets
from pmrules.visible import visible

_LINE = re.compile(r"“[^”]*”|\((?:on )?line (\d+)\)|(?:on )?\bline (\d+)")


def rules_file(sheets: Sheets, path: Path, packs: Mapping[str, Path]) -> tuple[bytes, Rulebook]:
    """Return the rules file that a workbook holds, as it would stand at a path.

    Raises `RulesError` or `InputError` with the cell of everything that cannot be meant.
    """
    head = Line(f"# Made from {visible(sheets.name)} by pmrules rules from-excel.")
    made = [head, *lines(sheets)]
    data = "\n".join(line.text for line in made).rstrip("\n").encode() + b"\n"
    try:
        return data, load_rules(path, packs=packs, data=data)
    except RulesError as error:
        problems = [_in_cell(each, made, str(path), sheets.name) for each in error.problems]
        raise RulesError(problems) from None


def _in_cell(problem: Problem, made: Sequence[Line], file: str, name: str) -> Problem:
    place = problem.place
    if not place or place.file != file:
        return problem

    def cell(number: int) -> str:
        return made[number - 1].at if 0 < number <= len(made) else ""

    def named(found: re.Match[str]) -> str:
        number = found[1] or found[2]
        if not number:
            return found[0]  # The user's own words stay.
        at = cell(int(number)) or "another cell"
        return f"({at})" if found[1] else f"in {at}"

    at = cell(place.line) if place.line else ""
    where = Place(f"{name}, {at}" if at else name)
    return replace(problem, what=_LINE.sub(named, problem.what), place=where, quote="")
