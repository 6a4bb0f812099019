"""Citations of one document: who is credited with what.

In: a `TextView`. Out: `Citation` values sorted by their claim, numbered from 1 within the document. Statements
are found by rule frames over cue words (see `scan`), their sources named (`sources`), pronouns resolved
(`speakers`) and chains built (`chains`). One pass, linear in the text.
"""

from collections.abc import Iterator
from dataclasses import replace

from dedup.attribution.chains import Relay, find_relay
from dedup.attribution.confidence import confidence_of
from dedup.attribution.frames.statement import Sentence, Statement
from dedup.attribution.lexicon import LANGUAGES, load_lexicon
from dedup.attribution.reading import Range, Reading, read
from dedup.attribution.registry import load_catalogue
from dedup.attribution.scan import find_statements
from dedup.attribution.sources import NamedSource, name_sources
from dedup.attribution.speakers import Speakers
from dedup.model import Citation, SourceKind, Span
from dedup.settings import AttributionSettings
from dedup.text import TextView


def find_citations(view: TextView, settings: AttributionSettings) -> tuple[Citation, ...]:
    """Find the citations of a document in German or English; other languages are read as German.

    >>> from dedup.model import Document
    >>> from dedup.text import view_text
    >>> view = view_text(Document(id="a", language="de", text="Der Pakt sei fertig, teilte der Kreml mit."))
    >>> [(c.speaker, c.type.value) for c in find_citations(view, AttributionSettings())]
    [('Kreml', 'indirect')]
    """
    language = view.language if view.language in LANGUAGES else LANGUAGES[0]
    mentions = load_catalogue().find_mentions(view.normalized.text)
    reading = read(view, load_lexicon(language), mentions)
    found = [citation for citation in _citations(reading) if citation.confidence >= settings.min_confidence]
    found.sort(key=lambda citation: (citation.claim, citation.mention, citation.rule))
    document = view.document.id
    return tuple(replace(citation, id=f"{document}:c{number}") for number, citation in enumerate(found, start=1))


def _citations(reading: Reading) -> Iterator[Citation]:
    speakers = Speakers(reading)
    for number, sentence, statement in find_statements(reading):
        for source in _sources(reading, statement):
            resolved = speakers.resolve(number, source)
            speakers.note(number, resolved)
            yield _citation(reading, sentence, statement, resolved)


def _sources(reading: Reading, statement: Statement) -> tuple[NamedSource, ...]:
    if statement.source is not None:
        return name_sources(reading, statement.source)
    cue = statement.cue[-1]
    return (NamedSource(mention=reading.cut(cue), hop=reading.printed(cue), kind=SourceKind.GROUP, anonymous=True),)


def _citation(reading: Reading, sentence: Sentence, statement: Statement, source: NamedSource) -> Citation:
    relay = find_relay(reading, statement, sentence, source)
    nearest = relay.outer or source
    hops = (relay.outer, source, *relay.inner)
    chain = tuple(hop.hop for hop in hops if hop is not None)
    claim_spans = tuple(_span(reading, claim) for claim in statement.claims)
    return Citation(
        id="",
        document=reading.view.document.id,
        mention=reading.view.original(*nearest.mention),
        cue=_span(reading, statement.cue[0]) if statement.cue else None,
        claim=Span(claim_spans[0].start, claim_spans[-1].end),
        claim_spans=claim_spans,
        outlet=nearest.outlet,
        speaker=_speaker(relay, source),
        source_kind=nearest.kind,
        anonymous=any(hop.anonymous for hop in hops if hop is not None),
        type=statement.type,
        chain=(relay.medium.outlet, *chain) if relay.medium else chain,
        medium=relay.medium.outlet if relay.medium else None,
        confidence=confidence_of(statement.rule, has_source=statement.source is not None),
        rule=statement.rule,
    )


def _speaker(relay: Relay, source: NamedSource) -> str | None:
    """Name the person or body that speaks: the source itself, or whom its outlet passes on."""
    if source.outlet is None:
        return source.hop
    return relay.inner[0].hop if relay.inner and relay.inner[0].outlet is None else None


def _span(reading: Reading, words: Range) -> Span:
    return reading.view.original(*reading.cut(words))
