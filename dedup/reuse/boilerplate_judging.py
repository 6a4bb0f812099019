"""Judging pieces of standing text, here or in other processes.

In: pieces of standing text and the documents they stand in. Out: for each piece how sure it is that it is a site's.
Each piece is judged alone, so that other processes may do it: they read what they need from finished stages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from dedup.reuse.boilerplate_evidence import Judge, Origins
from dedup.reuse.boilerplate_outlook import look_over
from dedup.reuse.columns import open_words
from dedup.reuse.elsewhere import Job, finished, work_on
from dedup.reuse.files import Array
from dedup.reuse.headers import Header
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.relatedness import Floats
from dedup.reuse.sites import UNKNOWN, Sites
from dedup.reuse.standing_text import Bools, StandingText, Stretches
from dedup.reuse.texts import keep_texts, open_texts
from dedup.reuse.words import Int64s
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings

_STAGE = "standing-text"
_PIECES_PER_PART = 100
"""Pieces that another process judges together. Chosen by hand."""

_Pieces = list[tuple[int, float, float]]
"""Numbers of pieces with what their places say and the standing part of their documents."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """For each piece the confidence that it is site text and the number of its site, -1 where none is known.

    `at_edge` says which stand at the head or the foot of their documents, nearly always.
    """

    confidence: Floats
    sites: Int64s
    at_edge: Bools


def judge_pieces(
    standing: StandingText,
    headers: Sequence[Header],
    sites: Sites,
    places: WordPlaces,
    *,
    settings: ReuseSettings,
    stages: Stages,
    ranks: Int64s,
) -> Judgement:
    """Judge every piece; only those that stand where site text does are looked into.

    They are looked into by the rank of their first document (`ranks`, shape (documents,)): those of one story ask
    for the same documents.
    """
    words = places.words
    outlook = look_over(words, standing, settings)
    origins = Origins.of(sites, (header.published for header in headers))
    chosen = np.flatnonzero(outlook.worth)
    chosen = chosen[np.argsort(ranks[standing.documents[standing.offsets[chosen]]], kind="stable")]
    pieces: _Pieces = list(
        zip(chosen.tolist(), outlook.edges[chosen].tolist(), outlook.covered[chosen].tolist(), strict=True)
    )
    parts = [pieces[first : first + _PIECES_PER_PART] for first in range(0, len(pieces), _PIECES_PER_PART)]
    is_spread = bool(stages.workers) and len(parts) > 1
    if is_spread:
        keep_texts(places.documents, stages)
        stages.columns(_STAGE, lambda: _columns(standing, outlook.aside, origins))
    judge = Judge(words, standing, origins, aside=outlook.aside, settings=settings, spans=places.spans)
    job = Job(function=_judge, tools=judge, reopen=_reopen, detail=(settings, origins.long))
    confidence = np.zeros(len(standing))
    numbers = np.full(len(standing), UNKNOWN, np.int64)
    if is_spread:
        with work_on(parts, job, stages) as judged:
            found = [verdict for part in judged for verdict in part]
    else:
        found = _judge(pieces, judge)
    for piece, (sure, site) in zip(chosen.tolist(), found, strict=True):
        confidence[piece], numbers[piece] = sure, site
    return Judgement(confidence, numbers, outlook.at_edge)


def _judge(pieces: _Pieces, judge: Judge) -> list[tuple[float, int]]:
    return [judge.judge(*piece) for piece in pieces]


def _columns(standing: StandingText, aside: Stretches, origins: Origins) -> dict[str, Array]:
    """What other processes need to judge pieces."""
    stretches = {"covered": standing.covered, "aside": aside}
    return {
        **{name: getattr(standing, name) for name in _of(StandingText, "covered")},
        **{name: getattr(origins, name) for name in _of(Origins, "long")},
        **{f"{kind}_{name}": getattr(found, name) for kind, found in stretches.items() for name in _of(Stretches)},
    }


def _reopen(stages: Stages, detail: tuple[ReuseSettings, float]) -> Judge:
    settings, long = detail
    columns = finished(stages, _STAGE)
    covered, aside = (
        Stretches(*(columns[f"{kind}_{name}"] for name in _of(Stretches))) for kind in ("covered", "aside")
    )
    words = open_words(stages, at_random=True)
    return Judge(
        words,
        StandingText(**{name: columns[name] for name in _of(StandingText, "covered")}, covered=covered),
        Origins(**{name: columns[name] for name in _of(Origins, "long")}, long=long),
        aside=aside,
        settings=settings,
        spans=WordPlaces(words, open_texts(stages, at_random=True)).spans,
    )


def _of(kind: type, *left_out: str) -> list[str]:
    """The names of the columns of a kind."""
    return [field.name for field in fields(kind) if field.name not in left_out]
