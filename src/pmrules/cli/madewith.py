"""The options that shape a report, from the command line to its About sheet and back."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from click.core import ParameterSource

Options = tuple[tuple[str, str], ...]

_SHAPING = (
    "title", "start", "end", "teams", "by", "language", "no_names", "no_entries", "values",
    "importer", "date_order", "person", "person_from", "month", "week", "overlap",
)  # fmt: skip
"""By the names of their parameters; files, rules and plugins are named anew by who verifies."""
_ON = "on"
_LEFT_OUT = "(left out)"


def given(context: click.Context) -> Options:
    """Return the options of a command that shape its report, as they were typed."""
    nameless = bool(context.params.get("no_names"))
    return tuple(
        (option.opts[-1], _LEFT_OUT if nameless and option.name == "person" else value)
        for option in _options(context.command)
        if context.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE
        for value in _values(option, context.params[str(option.name)])
    )


def arguments(options: Iterable[tuple[str, str]], command: click.Command) -> list[str]:
    """Return the command line that has these options; what shapes no report is left out."""
    known = {option.opts[-1]: option for option in _options(command)}
    found: list[str] = []
    for name, value in options:
        option = known.get(name)
        if option is not None and value != _LEFT_OUT:
            found += [name] if option.is_flag else [f"{name}={value}"]
    return found


def _options(command: click.Command) -> Iterator[click.Option]:
    for option in command.params:
        if isinstance(option, click.Option) and option.name in _SHAPING:
            yield option


def _values(option: click.Option, value: Any) -> Sequence[str]:
    if option.is_flag:
        return [_ON]
    if option.multiple:
        return [str(each) for each in value]
    return [f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)]
