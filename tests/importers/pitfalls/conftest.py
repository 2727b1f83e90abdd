"""Files given as texts, read or refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.importers.pitfalls.outcome import IMPORTERS, Content, Outcome, outcome, saved

from pmrules.errors import InputError, Problem
from pmrules.ingest.read import read
from pmrules.model import ImporterOptions

Give = Callable[..., Outcome]
Refuse = Callable[..., Problem]


def _options(given: dict[str, Any]) -> dict[str, ImporterOptions]:
    return {each.name: ImporterOptions(**given) for each in IMPORTERS}


@pytest.fixture
def give(tmp_path: Path) -> Give:
    """Read files, each given as text, bytes or path; further words are importers' options."""

    def give(*contents: Content, name: str = "export.csv", **options: Any) -> Outcome:
        paths = [
            saved(tmp_path, content, f"{at}-{name}" if at else name)
            for at, content in enumerate(contents)
        ]
        return outcome(read(paths, IMPORTERS, options=_options(options)))

    return give


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    """Return the one problem for which a file is refused, once it says where and how to mend."""

    def refuse(content: Content, *, name: str = "export.csv", **options: Any) -> Problem:
        path = saved(tmp_path, content, name)
        with pytest.raises(InputError) as caught:
            read([path], IMPORTERS, options=_options(options))
        (problem,) = caught.value.problems
        assert problem.mend
        assert problem.place
        assert problem.place.file == path.name
        return problem

    return refuse
