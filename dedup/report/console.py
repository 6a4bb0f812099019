"""The terminal that reports are printed on.

In: nothing. Out: a console of rich that leaves it to the command line what happens when its reader has left.
"""

from typing import NoReturn

from rich.console import Console as RichConsole


class Console(RichConsole):
    """Rich would exit with 1, which says that the policy objects."""

    def on_broken_pipe(self) -> NoReturn:
        """Say that nobody reads on."""
        raise BrokenPipeError
