"""Rules files in, rulebook out: a file, what it extends, and all problems of both at once."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from pmrules.errors import Place, Problem
from pmrules.model import DEFAULT_LABELS, ImporterOptions
from pmrules.rules.language.consistency import check_joined
from pmrules.rules.language.document import Text
from pmrules.rules.language.keys import TARGET
from pmrules.rules.language.problems import Problems, did_you_mean, quoted
from pmrules.rules.language.rulesfile import RulesFile, read_bytes, read_file
from pmrules.rules.language.sections.people import StatedPerson
from pmrules.rules.rulebook import Keyword, Limit, Rule, Rulebook, Target

DEFAULT_PACK = "product-management"
_PATH = re.compile(r"[/\\]|\.ya?ml$", re.IGNORECASE)


def load_rules(
    path: str | Path | None = None,
    *,
    packs: Mapping[str, Path] | None = None,
    data: bytes | None = None,
) -> Rulebook:
    """Read a rules file with everything that it extends; without a path the default pack alone.

    `packs` are rule packs by name, as a rule those that plugins offer; `data` is read in place of
    the file's bytes, as if it had been edited. Raises `RulesError` with every problem of every
    file.
    """
    if packs is None:
        from pmrules.registry.load import load as load_plugins  # who names packs needs no plugins

        packs = {pack.name: pack.path for pack in load_plugins().packs}
    problems = Problems()
    files = _chain(path, packs, problems, data)
    if not files:
        problems.raise_any()
    book = _joined(files)
    limits = next((file.limits for file in files if file.limits), ())
    book = replace(book, limits=tuple(_as_named(each.limit, book.rules) for each in limits))
    check_joined(book, files, limits, problems)
    if not (book.rules or book.customers) and not len(problems):
        what = "There are no rules here: nothing could be judged."
        mend = f"Add “extends: {DEFAULT_PACK}” or rules of your own."
        problems.add_file(Problem("no-rules", what, mend, Place(files[0].source.name)))
    problems.raise_any()
    return book


def _chain(
    path: str | Path | None,
    packs: Mapping[str, Path],
    problems: Problems,
    data: bytes | None = None,
) -> list[RulesFile]:
    """Read the file and what it extends, one after the other."""
    if path is None:
        if DEFAULT_PACK not in packs:
            what = f"The rule pack {quoted(DEFAULT_PACK)} is not installed."
            mend = "Install pmrules again, or name a rules file with --rules."
            problems.add_file(Problem("pack-missing", what, mend))
            return []
        where, name = packs[DEFAULT_PACK], DEFAULT_PACK
    else:
        where, name = Path(path), str(path)
    files: list[RulesFile] = []
    seen = {_identity(where): name}
    file = read_file(where, name, problems) if data is None else read_bytes(data, name, problems)
    while file:
        files.append(file)
        found = _extended(file.extends, where, name, packs, problems) if file.extends else None
        if not found or not file.extends:
            break
        where, name = found
        if first := seen.get(_identity(where)):
            what = f"The file extends itself: {' → '.join([*seen.values(), first])}."
            mend = "Take one “extends” out."
            problems.add("extends-circle", what, mend, file.extends.at)
            break
        seen[_identity(where)] = name
        file = read_file(where, name, problems)
    return files


def _extended(
    extends: Text, where: Path, name: str, packs: Mapping[str, Path], problems: Problems
) -> tuple[Path, str] | None:
    """Find what `extends:` names: a pack, or a file beside this one."""
    wanted = extends.value
    if "://" in wanted:
        what, mend = "Rules are not read over the network.", "Save the file, and name its path."
        problems.add("extends-address", what, mend, extends.at)
        return None
    if wanted in packs:
        return packs[wanted], wanted
    if not _PATH.search(wanted):
        what = f"There is no rule pack {quoted(wanted)}."
        mend = did_you_mean(wanted, sorted(packs), "Installed packs")
        mend += " A file is named by its path, such as ./rules.yaml."
        problems.add("unknown-pack", what, mend, extends.at)
        return None
    beside = where.parent / wanted
    if not _is_file(beside):
        what = f"There is no file {quoted(str(beside))}."
        mend = "A path counts from the folder of the file that names it."
        problems.add("extends-missing", what, mend, extends.at)
        return None
    # A pack is called by its name, but a file that it extends by the path.
    return beside, str(Path(name).parent / wanted) if name == str(where) else str(beside)


def _joined(files: Sequence[RulesFile]) -> Rulebook:
    """Join the files; what stands nearer to the organisation comes first and wins."""
    return Rulebook(
        rules=_rules(files),
        customers=_names([keyword for file in files for keyword, _ in file.customers]),
        internal=tuple(
            name.text for name in _names([each for file in files for each, _ in file.internal])
        ),
        people=tuple(stated.person for stated in _people(files)),
        labels={
            quadrant: next(
                (file.labels[quadrant][0] for file in files if quadrant in file.labels), label
            )
            for quadrant, label in DEFAULT_LABELS.items()
        },
        importers=_importers(files),
        language=next((file.language for file in files if file.language), ""),
        sources=tuple(file.source for file in files),
    )


def _rules(files: Sequence[RulesFile]) -> tuple[Rule, ...]:
    """A rule replaces the one of the same name in what its file extends."""
    found: dict[str, Rule] = {}
    for file in files:
        for rule in file.rules:
            found.setdefault(rule.name.casefold(), rule)
    return tuple(found.values())


def _as_named(limit: Limit, rules: Sequence[Rule]) -> Limit:
    """Write an activity or owner as the rules write it: totals go by that name."""
    kind, name = limit.of.kind, limit.of.value
    if kind not in TARGET.names:
        return limit
    named = (str(getattr(rule, kind)) for rule in rules)
    same = next((each for each in named if each.casefold() == name.casefold()), name)
    return replace(limit, of=Target(kind, same))


def _names(names: Sequence[Keyword]) -> tuple[Keyword, ...]:
    found: dict[str, Keyword] = {}
    for name in names:
        found.setdefault(name.text.casefold(), name)
    return tuple(found.values())


def _people(files: Sequence[RulesFile]) -> tuple[StatedPerson, ...]:
    found: dict[str, StatedPerson] = {}
    for file in files:
        for stated in file.people:
            found.setdefault(stated.person.name.casefold(), stated)
    return tuple(found.values())


def _importers(files: Sequence[RulesFile]) -> dict[str, ImporterOptions]:
    joined: dict[str, ImporterOptions] = {}
    for file in files:
        for name, far in file.importers.items():
            near = joined.get(name, ImporterOptions())
            joined[name] = ImporterOptions(
                columns={**far.columns, **near.columns},
                sheets=near.sheets or far.sheets,
                person=near.person or far.person,
                date_order=near.date_order or far.date_order,
                month=near.month or far.month,
                week=near.week or far.week,
                person_from=near.person_from or far.person_from,
                zone=near.zone or far.zone,
            )
    return joined


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
