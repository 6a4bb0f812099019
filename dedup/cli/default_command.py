"""A group of commands of which one needs no name: `dedup gate FILE` is `dedup gate check FILE`."""

from typing import Any, ClassVar

from typer.core import TyperGroup


class DefaultCommand(TyperGroup):
    """Runs `default` where the first argument names no command; a file of such a name is written ./list."""

    default: ClassVar[str] = "check"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the command where the user did not."""
        names = {*self.commands, *self.get_help_option_names(ctx)}
        if not args or args[0] not in names:
            args = [self.default, *args]
        return super().parse_args(ctx, args)
