"""What a frame finds: a statement, its source and its cue, as ranges of words."""

from dataclasses import dataclass

from dedup.attribution.cue_search import Cue
from dedup.attribution.reading import Range
from dedup.model import CitationType


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that the text gives to somebody.

    `scope` is where further hops and media may be named: the words of the frame itself. `source` is None where
    the frame names nobody ("heißt es"); `inherited` where it was named in an earlier sentence.
    """

    rule: str
    type: CitationType
    claims: tuple[Range, ...]
    source: Range | None
    cue: tuple[Range, ...]
    scope: Range
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the cues in it. `opens_paragraph` tells that a line break stands before it."""

    words: Range
    cues: tuple[Cue, ...]
    opens_paragraph: bool


def indirect_statement(
    rule: str, claims: tuple[Range, ...], source: Range | None, cue: tuple[Range, ...], scope: Range
) -> Statement:
    """Make a statement in indirect speech."""
    return Statement(rule=rule, type=CitationType.INDIRECT, claims=claims, source=source, cue=cue, scope=scope)
