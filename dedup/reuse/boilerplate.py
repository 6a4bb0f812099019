"""Site text: wording that a site puts into many of its articles.

In: the places of frequent shingles, and documents with what they say of their site and day. Out: where site text
stands, so that it makes no overlaps and no near-duplicates, and the same as `Boilerplate` for the reader. Pieces of
standing text are found, judged and put together to blocks; each step has its module.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dedup.model import Boilerplate, Document, Location, Span
from dedup.reuse.boilerplate_blocks import Blocks, find_blocks
from dedup.reuse.boilerplate_judging import judge_pieces
from dedup.reuse.elsewhere import finished, mapped
from dedup.reuse.headers import Header
from dedup.reuse.overlaps import WordPlaces
from dedup.reuse.sites import number_sites
from dedup.reuse.standing_text import MAX_VARIABLE_WORDS, Bools, find_standing_text
from dedup.reuse.words import Int64s, UInt64s, Words
from dedup.reuse.workspace import Stages
from dedup.settings import ReuseSettings

Locate = Callable[[int, int, int], Location]
"""Translate a document's number and a range of words, numbered through the collection, into a location."""

_GREATER_PART = 0.5
_STAGE = "site-text"
_MARKS = re.compile(r"[^\w\s]+")


@dataclass(frozen=True, slots=True)
class SiteText:
    """Where site text stands.

    `covers`, shape (words,), says which words are part of it; `starts`, shape (words,), at which words a shingle
    starts that holds any of those. `site_names` belong to the templates of `blocks`; None where none is known.
    """

    covers: npt.NDArray[np.bool_]
    starts: npt.NDArray[np.bool_]
    blocks: Blocks
    site_names: tuple[str | None, ...]


def find_boilerplate(
    frequent: UInt64s,
    headers: Sequence[Header],
    places: WordPlaces,
    settings: ReuseSettings,
    stages: Stages,
    *,
    ranks: Int64s,
) -> SiteText:
    """Find the site text of a collection; time and memory follow the number of frequent shingles' places.

    `frequent` are those places, as `find_standing_text` takes them; `places` are asked for a few documents of each
    piece of text in doubt, in order of `ranks`, shape (documents,).
    """
    words = places.words
    standing = find_standing_text(words, frequent, settings)
    sites = number_sites(header.site for header in headers)
    judgement = judge_pieces(standing, headers, sites, places, settings=settings, stages=stages, ranks=ranks)
    blocks = find_blocks(words, standing, judgement, settings)
    covers = np.zeros(len(words.hashes), np.bool_)
    starts = np.zeros(len(words.hashes), np.bool_)
    lows = np.maximum(blocks.starts - settings.shingle_size + 1, words.offsets[blocks.documents])
    for low, start, end in zip(lows.tolist(), blocks.starts.tolist(), blocks.ends.tolist(), strict=True):
        covers[start:end] = True
        starts[low:end] = True
    names = tuple(sites.names[site] if site >= 0 else None for site in blocks.sites.tolist())
    return SiteText(covers, starts, blocks, names)


def keep_site_text(site_text: SiteText, stages: Stages) -> SiteText:
    """Finish a stage with what other processes need to know of site text, where there are any.

    Its columns are mapped from there on: two bytes for each word of the collection are much.
    """
    if not stages.workers:
        return site_text
    stages.columns(_STAGE, lambda: {"covers": site_text.covers, "starts": site_text.starts})
    covers, starts = open_site_text(mapped(stages))
    return replace(site_text, covers=covers, starts=starts)


def open_site_text(stages: Stages) -> tuple[Bools, Bools]:
    """`covers` and `starts` of a finished stage."""
    columns = finished(stages, _STAGE)
    return columns["covers"], columns["starts"]


def list_boilerplate(
    site_text: SiteText, words: Words, documents: Sequence[Document], locate: Locate
) -> tuple[Boilerplate, ...]:
    """List each text of a site with all its places, in order of first places.

    A place grows to the borders of its line where only a few words are missing: a template's date or name.
    """
    blocks = site_text.blocks
    covered = np.bincount(blocks.documents, blocks.ends - blocks.starts, len(documents))
    is_stub = covered > _GREATER_PART * words.counts
    owners = blocks.documents.tolist()
    places = [
        locate(document, start, end)
        for document, start, end in zip(owners, blocks.starts.tolist(), blocks.ends.tolist(), strict=True)
    ]
    members: dict[int, list[int]] = defaultdict(list)
    for number, template in enumerate(blocks.templates.tolist()):
        members[template].append(number)
    listed = []
    for template, numbers in sorted(members.items()):
        found = [_whole_place(number, owners, places, documents) for number in numbers]
        listed.append(
            Boilerplate(
                id=f"b{template + 1}",
                text=found[0].span.within(documents[owners[numbers[0]]].text),
                site=site_text.site_names[template],
                locations=tuple(found),
                stubs=tuple(
                    documents[document].id
                    for document in sorted({owners[number] for number in numbers})
                    if is_stub[document]
                ),
                confidence=round(float(blocks.confidence[template]), 3),
            )
        )
    return tuple(listed)


def _whole_place(
    number: int, owners: Sequence[int], places: Sequence[Location], documents: Sequence[Document]
) -> Location:
    """A block's place with the rest of its line, up to the blocks next to it."""
    place, text = places[number], documents[owners[number]].text
    low, high = 0, len(text)
    if number and owners[number - 1] == owners[number]:
        low = places[number - 1].span.end
    if number + 1 < len(owners) and owners[number + 1] == owners[number]:
        high = places[number + 1].span.start
    begin = max(text.rfind("\n", 0, place.span.start) + 1, low)
    stop = text.find("\n", place.span.end)
    stop = min(len(text) if stop < 0 else stop, high)
    before, after = text[begin : place.span.start], text[place.span.end : stop]
    first, *lines = place.span.within(text).splitlines(keepends=True)
    start, end = place.span.start, place.span.end
    if _is_short(before):
        start -= len(before.lstrip())
    elif lines and _is_short(first):  # the last words of the line above
        start += len(first)
    if _is_short(after):
        end += len(after.rstrip())
    elif len(lines) > 1 and _is_short(lines[-1]):  # the first words of the line below
        end -= len(lines[-1])
    else:
        end += len(_marks_after(after))
    shown = text[start:end]
    return Location(place.document, Span(end - len(shown.lstrip()), start + len(shown.rstrip())))


def _is_short(rest: str) -> bool:
    return len(rest.split(maxsplit=MAX_VARIABLE_WORDS + 1)) <= MAX_VARIABLE_WORDS


def _marks_after(rest: str) -> str:
    """The marks that close a sentence: not white space, no letters."""
    match = _MARKS.match(rest)
    return match.group() if match else ""
