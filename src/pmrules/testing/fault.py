"""What an importer does against the contract, and how its author mends that."""

from msgspec import Struct


class Fault(Struct, frozen=True):
    """One thing that an importer does wrong with one sample."""

    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what}\n  → {self.mend}"


class NotMade(Exception):  # noqa: N818 - no failure: the sample does not lend itself to this
    """A variant cannot be made from this sample; its text says why."""
