"""The command line: one file a command, no logic."""

from dedup.cli.app import app, main

__all__ = ["app", "main"]
