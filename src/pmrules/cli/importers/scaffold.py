"""An importer's project made from templates: what each file is called and what stands in it."""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import PurePath
from string import Template

NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""Names that are an importer's, a distribution's and, with underscores, a module's."""

_FILES = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    ".gitattributes": "gitattributes",
    ".gitignore": "gitignore",
    ".github/workflows/test.yml": "test.yml",
    "$module.py": "module.py",
    "tests/conftest.py": "conftest.py",
    "tests/test_$module.py": "test_importer.py",
    "tests/samples/september.csv": "september.csv",
    "tests/samples/september.csv.expected.json": "september.csv.expected.json",
}


def proposed(name: str) -> str:
    """Return the nearest good name to one that is none; empty where there is none."""
    words = re.findall(r"[a-z0-9]+", name.lower())
    joined = "-".join(words)
    return joined if NAME.fullmatch(joined) else ""


def project(name: str) -> dict[PurePath, str]:
    """Return every file of an importer's project with its text."""
    words = _words(name)
    return {
        PurePath(Template(path).substitute(words)): _filled(template, words)
        for path, template in _FILES.items()
    }


def single_file(name: str) -> tuple[str, str]:
    """Return the name and the text of an importer in one file."""
    return f"{name.replace('-', '_')}.py", _filled("module.py", _words(name))


def _words(name: str) -> Mapping[str, str]:
    parts = name.split("-")
    return {
        "name": name,
        "title": " ".join(part.capitalize() for part in parts),
        "klass": "".join(part.capitalize() for part in parts),
        "module": "pmrules_" + "_".join(parts),
        "distribution": f"pmrules-{name}",
    }


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = files(__package__).joinpath("templates", f"{template}.txt").read_text("utf-8")
    return Template(text).substitute(words)
