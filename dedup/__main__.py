"""Run the command line with `python -m dedup`."""

from dedup.cli import main

main()
