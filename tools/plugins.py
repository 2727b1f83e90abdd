"""Try every project under plugins/ as its users do: installed beside the built wheel.

One fresh environment a run, outside this folder: nothing in it comes from the working tree.
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
        venv.create(home / "env", with_pip=True)
        bin_ = home / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        pip = (bin_ / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
        run(*pip, "install", "--upgrade", "pip>=25.1")
        run(*pip, "wheel", "--no-deps", "--wheel-dir", home, ROOT)
        run(*pip, "install", *home.glob("pmrules-*.whl"))
        for project in projects:
            say(f"{project.name}:")
            run(*pip, "install", "--group", f"{project}/pyproject.toml:test", project)
            run(bin_ / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=project)
        listed = run(bin_ / "pmrules", "importers", "list", cwd=home, stdout=subprocess.PIPE)
        lost = [each.name for each in projects if each.name not in listed]
        sys.exit(f"Installed and not listed: {', '.join(lost)}\n{listed}" if lost else 0)


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
