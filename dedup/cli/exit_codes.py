"""What the exit code of every command means."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0 accepted or clean; 1 the policy objects; 2 the question could not be answered."""

    CLEAN = 0
    OBJECTION = 1
    UNANSWERED = 2


EPILOG = "Exit codes: 0 accepted or clean; 1 the policy objects; 2 the question could not be answered."
