"""Try every project under plugins/ as its users do: installed beside the built wheel.

A fresh environment a project, outside this folder: nothing in it comes from the working tree, nor
from what another project needs.
"""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Build, install, test each project; end with the first that fails."""
    projects = sorted(path.parent for path in (ROOT / "plugins").glob("*/pyproject.toml"))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        run(*pip(Path(sys.executable)), "wheel", "--no-deps", "--wheel-dir", home, ROOT)
        (wheel,) = home.glob("pmrules-*.whl")
        for project in projects:
            say(f"{project.name}:")
            tried(project, wheel, home / project.name)


def tried(project: Path, wheel: Path, home: Path) -> None:
    """Install one project beside the wheel, run its tests, see that pmrules finds it."""
    venv.create(home, with_pip=True)
    bin_ = home / ("Scripts" if sys.platform == "win32" else "bin")
    python = bin_ / "python"
    run(*pip(python), "install", "--upgrade", "pip>=25.1")
    run(*pip(python), "install", "--group", f"{project}/pyproject.toml:test", wheel, project)
    run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=project)
    listed = run(bin_ / "pmrules", "importers", "list", cwd=home, stdout=subprocess.PIPE)
    if project.name not in listed:
        sys.exit(f"Installed and not listed: {project.name}\n{listed}")


def pip(python: Path) -> tuple[object, ...]:
    """Return how an environment's pip is called."""
    return (python, "-m", "pip", "--quiet", "--disable-pip-version-check")


def run(*command: object, cwd: Path = ROOT, stdout: int | None = None) -> str:
    """Run a command and return what it printed where that is asked for; end where it fails."""
    words = list(map(str, command))
    done = subprocess.run(words, cwd=cwd, stdout=stdout, text=True, check=False)
    if done.returncode:
        sys.exit(f"Failed: {' '.join(words)}")
    return done.stdout or ""


def say(words: str) -> None:
    """Tell a person how far it is."""
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    main()
