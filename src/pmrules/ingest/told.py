"""How a file was understood: its headers, its columns, what its own values decided."""

from msgspec import Struct


class SheetTold(Struct, frozen=True):
    """How one sheet was understood."""

    sheet: str
    """Its name; empty in a text file."""
    row: int
    """Row of the header as a person counts it."""
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    """Parts of an entry (`person`, `date`, ...), each with the headers that give it."""
    ignored: tuple[str, ...] = ()
    """Headers that nothing reads."""


class Told(Struct, frozen=True):
    """How a table was understood; empty where an importer reads by itself."""

    sheets: tuple[SheetTold, ...] = ()
    dates: tuple[str, ...] = ()
    """What the values decided: `day first, as 23/09/2026 in row 14 shows`."""
    durations: tuple[str, ...] = ()
    """The same for the decimal sign."""
