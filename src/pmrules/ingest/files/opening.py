"""A file opened: its bytes read once, its container and encoding known, its first rows shown."""

import hashlib
import io
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from pmrules.errors import InputError, Place, Problem
from pmrules.hookspecs import Row, Sample, SheetSample
from pmrules.ingest.files.charset import Plain, plain
from pmrules.ingest.files.layout import SAMPLED, Layout, layout_of, read_cells
from pmrules.ingest.files.parquet import read_parquet
from pmrules.ingest.files.preflight import take
from pmrules.ingest.files.text import read_text
from pmrules.ingest.files.workbooks import read_workbook
from pmrules.ingest.grid import CellError, Grid
from pmrules.model import Notice
from pmrules.visible import visible

_HEAD = 4096
_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
_NO_TABLES = ("{", "[{", '["', "[[", "BEGIN:V", "<")


class Opened(Struct, frozen=True, dict=True):
    """A file whose container is known; its tables are read when they are asked for."""

    path: Path
    sha256: str
    sample: Sample
    notices: tuple[Notice, ...]
    _text: Plain | None
    _layout: Layout | None
    _sheets: tuple[Grid, ...]

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def delimiter(self) -> str:
        """What parts the fields of a text file; empty for any other."""
        return self._layout.delimiter if self._layout else ""

    def grids(self, sheets: Sequence[str] = ()) -> tuple[Grid, ...]:
        """Read all tables in full: every sheet, hidden ones marked, or the sheets named."""
        if self._text is not None:
            return self._text_grids
        _refuse_unknown(sheets, self._sheets, self.name)
        return tuple(grid for grid in self._sheets if not sheets or grid.sheet in sheets)

    def rows(self, sheets: Sequence[str] = ()) -> Iterator[Row]:
        """Yield every row: of a text as its records stand, of a workbook by sheet.

        Hidden sheets are left out unless they are named.
        """
        if self._text is not None:
            yield from self._text_rows(self._text)
            return
        for grid in self.grids(sheets):
            if sheets or not grid.hidden:
                for at, number in enumerate(grid.rows.tolist()):
                    yield Row(grid.sheet, number, tuple(map(_plain, grid.row(at))))

    def _text_rows(self, text: Plain) -> Iterator[Row]:
        start = self._layout.start if self._layout else text.start
        lines = io.TextIOWrapper(io.BytesIO(text.data[start:]), encoding="utf-8", newline="")
        for number, cells in enumerate(read_cells(lines, self.delimiter or ","), 1):
            yield Row("", number, tuple(cells))

    @cached_property
    def _text_grids(self) -> tuple[Grid, ...]:
        if self._text is None or self._layout is None:
            return ()
        return (read_text(self._text.data, self._layout, self.name),)

    def open(self) -> IO[str]:
        """Open a text file with its encoding decided; line ends are untouched."""
        if self._text is None:
            mend = "An importer for workbooks reads them with `source.table`."
            raise InputError(Problem("no-text", "This is no text file.", mend, Place(self.name)))
        data = io.BytesIO(self._text.data)
        data.seek(self._text.start)
        return io.TextIOWrapper(data, encoding="utf-8", newline="")


def open_file(path: Path) -> Opened:
    """Open a file of whatever kind; refuse what cannot hold entries, saying why."""
    taken = take(path)
    digest = hashlib.sha256(taken.data).hexdigest()
    misnamed = _misnamed(path, taken.container)
    if taken.container == "text":
        return open_text(path, taken.data, digest)
    if taken.container == "parquet":
        return opened_grid(path, digest, read_parquet(io.BytesIO(taken.data), path.name))
    grids = read_workbook(taken, path.name)
    if not any(grid.height for grid in grids):
        mend = "Check that it is the file you meant."
        problem = Problem("workbook-empty", "All its sheets are empty.", mend, Place(path.name))
        raise InputError(problem)
    sample = Sample(path.name, taken.container, sheets=tuple(map(_shown, grids)))
    return Opened(path, digest, sample, misnamed, None, None, grids)


def opened_grid(path: Path, digest: str, grid: Grid) -> Opened:
    """Return a Parquet file, or a piece of it, whose grid is read."""
    sample = Sample(path.name, "parquet", sheets=(_shown(grid),))
    return Opened(path, digest, sample, (), None, None, (grid,))


def open_text(path: Path, data: bytes, digest: str) -> Opened:
    """Open the bytes of a text file, or of its beginning."""
    misnamed, text = _misnamed(path, "text"), plain(data, path.name)
    head = text.data[text.start : 4 * _HEAD].decode("utf-8", "ignore")[:_HEAD]
    if not head.strip():
        mend = "Export it again; perhaps the download was cut off."
        problem = Problem("file-empty", "Nothing is written in it.", mend, Place(path.name))
        raise InputError(problem)
    layout = None if head.lstrip().startswith(_NO_TABLES) else layout_of(text.data, text.start)
    sample = Sample(
        name=path.name,
        container="csv" if layout else "text",
        encoding=text.encoding,
        head=head,
        sheets=(SheetSample("", _first_rows(layout)),) if layout else (),
    )
    return Opened(path, digest, sample, (*misnamed, *text.notices), text, layout, ())


def _first_rows(layout: Layout) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(record.cells) for record in layout.first if not record.is_blank)


def _plain(cell: Any) -> Any:
    """A cell as an importer may use it: an error or an empty formula as its text."""
    return cell.text if isinstance(cell, CellError) else cell


def _shown(grid: Grid) -> SheetSample:
    return SheetSample(grid.sheet, grid.head(SAMPLED), hidden=grid.hidden)


def _misnamed(path: Path, container: str) -> tuple[Notice, ...]:
    named_workbook = path.suffix.lower() in _WORKBOOKS
    if named_workbook == (container != "text"):
        return ()
    is_what = "a text file" if named_workbook else f"a workbook ({container})"
    what = f"Its name ends in “{visible(path.suffix)}”, but it is {is_what}; read as what it is."
    return (Notice("misleading-name", what, place=Place(path.name)),)


def _refuse_unknown(sheets: Sequence[str], grids: Sequence[Grid], name: str) -> None:
    there = [grid.sheet for grid in grids]
    problems = [
        Problem(
            "no-such-sheet",
            f"There is no sheet “{visible(sheet, 60)}”.",
            "Its sheets are: " + ", ".join(f"“{visible(each, 40)}”" for each in there) + ".",
            Place(name),
        )
        for sheet in sheets
        if sheet not in there
    ]
    if problems:
        raise InputError(problems)
