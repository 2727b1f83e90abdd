"""A group that imports a command when it is called for: `--version` loads none of them."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands stand in a table, by name: `module:attribute` below `pmrules.cli`."""

    def __init__(self, *arguments: Any, table: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._table = table

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(self._table)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Import the command of that name; None where there is none."""
        if name not in self._table:
            return None
        module, attribute = self._table[name].split(":")
        command: click.Command = getattr(import_module(f"pmrules.cli.{module}"), attribute)
        return command
