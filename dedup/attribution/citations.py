"""Citations of one document: who is credited with what.

In: a `TextView`. Out: `Citation` values sorted by their claim, numbered from 1 within the document. Statements
are found by rule frames over cue words (see `scan`), their sources named (`sources`), pronouns resolved
(`speakers`) and chains built (`chains`). One pass, linear in the text.
"""

from collections.abc import Iterator
from dataclasses import replace

from dedup.attribution.chains import Relay, find_relay
from dedup.attribution.confidence import confidence_of
from dedup.attribution.frames.statement import Statement
from dedup.attribution.institutions_named import NamedInstitutions
from dedup.attribution.lexicon import LANGUAGES, CueGroup, load_lexicon
from dedup.attribution.reading import MARKS, Range, Reading, read
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
    found = sorted(
        scan_citations(view, settings), key=lambda citation: (citation.claim, citation.mention, citation.rule)
    )
    document = view.document.id
    return tuple(replace(citation, id=f"{document}:c{number}") for number, citation in enumerate(found, start=1))


def scan_citations(view: TextView, settings: AttributionSettings) -> Iterator[Citation]:
    """Find the same citations one by one as the text is read, without numbers: who has enough reads no further."""
    language = view.language if view.language in LANGUAGES else LANGUAGES[0]
    mentions = load_catalogue().find_mentions(view.normalized.text)
    reading = read(view, load_lexicon(language), mentions)
    for citation in _citations(reading):
        if citation.confidence >= settings.min_confidence:
            yield citation


def _citations(reading: Reading) -> Iterator[Citation]:
    speakers = Speakers(reading)
    institutions = NamedInstitutions(reading)
    for number, sentence, statement in find_statements(reading):
        for source in _sources(reading, statement):
            resolved = speakers.resolve(number, _as_unknown_outlet(reading, statement, source))
            speakers.note(number, resolved)
            relay = find_relay(reading, statement, sentence, resolved)
            if relay.inner:
                relay = replace(relay, inner=tuple(speakers.resolve(number, hop) for hop in relay.inner))
            yield _citation(reading, statement, relay, resolved, institutions)


def _sources(reading: Reading, statement: Statement) -> tuple[NamedSource, ...]:
    """Name the sources of a statement; where nobody is named, the words that say so stand for them."""
    if statement.source is not None:
        return name_sources(reading, statement.source)
    cues = sorted(statement.cue)
    hop = " ".join(reading.printed(cue) for cue in cues)  # wird ... vermutet
    mention = reading.cut((cues[0][0], cues[-1][1]))
    return (NamedSource(mention=mention, hop=hop, kind=SourceKind.GROUP, anonymous=True),)


def _as_unknown_outlet(reading: Reading, statement: Statement, source: NamedSource) -> NamedSource:
    """Take a name in quotation marks that reports something for an outlet the catalogue does not know."""
    start, end = source.mention
    text = reading.text
    in_marks = text[start - 1 : start] in MARKS and text[end : end + 1] in MARKS and start > 0 and end < len(text)
    reports = any(
        form.group is CueGroup.REPORT
        for first, last in statement.cue
        for index in range(first, last)
        for form in reading.lexicon.cues.get(reading.lowered[index], ())
    )
    if source.outlet is not None or not (source.is_name and in_marks and reports):
        return source
    return replace(source, kind=SourceKind.OUTLET, is_name=False)


def _citation(
    reading: Reading,
    statement: Statement,
    relay: Relay,
    source: NamedSource,
    institutions: NamedInstitutions,
) -> Citation:
    nearest = relay.outer or source
    hops = tuple(hop for hop in (relay.outer, source, *relay.inner) if hop is not None)
    medium = (relay.medium.outlet,) if relay.medium else ()
    ids = {id(hop): hop.outlet or institutions.resolve(hop.institution) for hop in hops}
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
        anonymous=any(hop.anonymous for hop in hops),
        type=statement.type,
        chain=(*medium, *(hop.hop for hop in hops)),
        chain_ids=(*medium, *(ids[id(hop)] for hop in hops)),
        institution=ids[id(nearest)] if nearest.outlet is None else None,
        medium=relay.medium.outlet if relay.medium else None,
        confidence=confidence_of(
            statement.rule,
            has_source=statement.source is not None,
            pieces=len(statement.claims),
            words=sum(end - start for start, end in statement.claims),
        ),
        rule=statement.rule,
    )


def _speaker(relay: Relay, source: NamedSource) -> str | None:
    """Name the person or body that speaks: the source itself, or whom its outlet passes on."""
    if source.outlet is None:
        return source.hop
    return relay.inner[0].hop if relay.inner and relay.inner[0].outlet is None else None


def _span(reading: Reading, words: Range) -> Span:
    return reading.view.original(*reading.cut(words))
