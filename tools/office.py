"""LibreOffice and pdftoppm: a workbook as pictures of its printed pages."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

NEEDED = ("soffice", "pdftoppm", "pdftotext")


def missing() -> list[str]:
    """Return which of the programs are not installed."""
    return [name for name in NEEDED if not shutil.which(name)]


def printed(workbook: Path, folder: Path) -> Path:
    """Print a workbook into a PDF in a folder."""
    profile = (folder / "office").resolve().as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless",
         "--convert-to", "pdf", "--outdir", folder, workbook],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return folder / f"{workbook.stem}.pdf"


def pictures(pdf: Path, stem: Path, options: Sequence[str] = ()) -> None:
    """Write pages of a PDF as PNG files whose names begin with a stem."""
    subprocess.run(["pdftoppm", "-png", *options, pdf, stem], check=True)


def first_page(pdf: Path, sheet: str) -> int:
    """Return the number of the first page whose footer names a sheet, from 1."""
    done = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True)
    pages = done.stdout.decode().split("\f")
    return next(at for at, text in enumerate(pages, start=1) if f"{sheet} · page" in text)
