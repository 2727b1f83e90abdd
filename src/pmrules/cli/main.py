"""The door: the group of commands, and the one boundary where errors become words."""

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from pmrules.cli.lazy import LazyGroup
from pmrules.errors import PmrulesError, Stopped
from pmrules.version import __version__
from pmrules.writing.failures import NO_SPACE

MENDABLE = 1
WRONG_USAGE = 2
INTERRUPTED = 130
_ALLOCATIONS = 1_000_000
"""Between two looks for garbage: most of what a command makes lives until it ends."""


@click.group(
    cls=LazyGroup,
    table={
        "analyze": "analyze:analyze",
        "classify": "classify:classify",
        "demo": "demo:demo",
        "explain": "explain:explain",
        "importers": "importers.group:importers",
        "rules": "rules.group:rules",
        "verify": "verify:verify",
        "watch": "watch:watch",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="pmrules", message="%(prog)s %(version)s")
def cli() -> None:
    """Are our product managers doing product management, and whose work are they doing instead?

    Drop last month's time entries (Toggl Track, Harvest, Excel), get an Excel workbook: hours on a
    2x2 matrix of audience and horizon, limits that are passed, and a reason for every hour.

    \b
    Start here:
      pmrules demo                          the report of an example organisation
      pmrules analyze september.csv         your own
      pmrules explain "roadmap for Globex"  why an entry stands where it stands

    Exit codes: 0 done; 1 you can mend it; 2 wrong usage; 3 done, and --strict, rules diff
    or verify found something.
    """


def run() -> NoReturn:
    """Run the program and end the process with its exit code."""
    gc.set_threshold(_ALLOCATIONS)  # looking as often as usual took 7 % of a month's report
    _stop_cleanly_by("SIGTERM", "SIGHUP")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # an old console must not end the program
    _end(guarded(sys.argv[1:]))


def guarded(arguments: list[str]) -> int:
    """Run a command line and return its exit code; a bug keeps its traceback."""
    try:
        return _code(cli.main(arguments, prog_name="pmrules", standalone_mode=False))
    except PmrulesError as error:
        click.echo(str(error), err=True)
        return MENDABLE
    except click.ClickException as error:
        error.show()
        return WRONG_USAGE
    except (click.Abort, KeyboardInterrupt) as stop:
        during = stop if isinstance(stop, Stopped) else stop.__cause__
        said = f" {during}" if isinstance(during, Stopped) else ""
        click.echo(f"Stopped. Nothing was half written.{said}", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # the reader of our output went away
        return 0
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        click.echo(f"There is no room left to write: {error.strerror}. Free some space.", err=True)
        _drop_output()
        return MENDABLE


def _end(code: int) -> NoReturn:
    """End the process without freeing what it holds: a fifth of the time of every command."""
    atexit._run_exitfuncs()
    with suppress(OSError):  # what the command itself said is written
        _flush()
    os._exit(code)


def _flush() -> None:
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()


def _stop_cleanly_by(*signals: str) -> None:
    """Have these end the program as Ctrl-C does: what is half written goes."""
    for name in signals:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, signal.default_int_handler)


def _drop_output() -> None:
    """Silence the interpreter, which would complain at its end that output was not written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _code(returned: Any) -> int:
    _flush()  # here a full disk can still be told
    return returned if isinstance(returned, int) else 0
