"""The version, in one place: the wheel, `--version` and every report read it here."""

__version__ = "0.1.0"
