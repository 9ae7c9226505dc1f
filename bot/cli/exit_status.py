"""Exit statuses of the commands, and one line on standard error for every failure."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from index import WhosaidError

FAILED = 1
WRONG_USAGE = 2
_INTERRUPTED = 130


def print_error(message: object) -> None:
    """Print one line on standard error."""
    print(f"whosaid: {message}", file=sys.stderr)  # noqa: T201


@contextmanager
def report_errors(*, debug: bool, own_logging: bool = False) -> Iterator[None]:
    """End the process with one line if the block fails; with ``debug`` the exception is raised instead.

    Warnings are logged to standard error, unless the command sets up logging of its own.
    """
    if not own_logging:
        logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="whosaid: %(message)s")
    try:
        yield
        sys.stdout.flush()
    except WhosaidError as error:
        if debug:
            raise
        print_error(error)
        raise SystemExit(FAILED) from None
    except KeyboardInterrupt:
        print_error("stopped; what was stored is kept, and the same command goes on from there")
        raise SystemExit(_INTERRUPTED) from None
    except BrokenPipeError:  # the reading program, such as `head`, has ended
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except Exception as error:
        if debug:
            raise
        print_error(f"this should not have happened ({type(error).__name__}): run it again with --debug to see where")
        raise SystemExit(FAILED) from None
