"""The roots of an audit's claims.

In: claims, denials and what the audit knows of citations, shared wording and articles. Out: the claims with their
roots. The chain of the citation that covers a mention is followed to its last node; a mention without one is the
article's own voice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dedup.attribution import Catalogue
from dedup.model import (
    Citation,
    CitationType,
    Claim,
    ClaimKind,
    Denial,
    Document,
    Evidence,
    Mention,
    Overlap,
    Root,
    RootEdge,
    Roots,
    Scope,
    Stance,
)
from dedup.provenance.principal_ids import outlet_principal
from dedup.provenance.principal_names import principal_name
from dedup.provenance.principal_parties import Party
from dedup.provenance.principals import Principals
from dedup.provenance.publications import article_outlets
from dedup.provenance.ratings import NO_RATINGS, Ratings, best
from dedup.provenance.roots.case import RootCase, RootMention
from dedup.provenance.roots.counting import resolve_roots
from dedup.provenance.roots.merging import merge
from dedup.provenance.roots.ties import SharedPlaces, hard_edges, soft_edges
from dedup.settings import RootSettings

_FORECASTS = frozenset({ClaimKind.FORECAST, ClaimKind.INTENTION})
_OUTLET = "OUT:"


def count_roots(
    claims: Sequence[Claim],
    denials: Sequence[Denial],
    *,
    citations: Iterable[Citation],
    overlaps: Iterable[Overlap],
    documents: Sequence[Document],
    catalogue: Catalogue,
    settings: RootSettings,
    ratings: Ratings = NO_RATINGS,
    dates: Mapping[str, str | None] | None = None,
) -> tuple[Claim, ...]:
    """Give every claim its roots, in the order of the claims; `RootCounter` says what the rest is."""
    counter = RootCounter(
        citations=citations,
        overlaps=overlaps,
        documents=documents,
        catalogue=catalogue,
        settings=settings,
        ratings=ratings,
        dates=dates,
    )
    return tuple(counter.count(claims, denials))


class RootCounter:
    """What is known of a collection while the roots of its claims are counted."""

    def __init__(
        self,
        *,
        citations: Iterable[Citation],
        overlaps: Iterable[Overlap],
        documents: Sequence[Document],
        catalogue: Catalogue,
        settings: RootSettings,
        ratings: Ratings = NO_RATINGS,
        dates: Mapping[str, str | None] | None = None,
    ) -> None:
        """`dates` are those of the articles where the texts give them; else those of the records count."""
        citations = tuple(citations)
        self._citations = {citation.id: citation for citation in citations}
        self._shared = SharedPlaces(overlaps)
        self._catalogue = catalogue
        self._settings = settings
        self._ratings = ratings
        self._addresses = {document.id: document.url for document in documents}
        self._outlets = article_outlets(documents, citations, catalogue)
        self._principals = Principals(citations, documents, catalogue, dates)

    def count(self, claims: Iterable[Claim], denials: Iterable[Denial]) -> list[Claim]:
        """Give claims their roots, in their order; the denials are all that are tied to them."""
        deniers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for denial in denials:
            for claim in denial.of:
                deniers[claim][denial.location.document].update(self._denying(denial))
        return [replace(claim, roots=self._count(claim, deniers.get(claim.id, {}))) for claim in claims]

    def _count(self, claim: Claim, deniers: Mapping[str, set[str]]) -> Roots:
        """Count the roots of one claim; `deniers` are those of each article."""
        placed = [(mention.location, self._parties(mention)) for mention in claim.mentions]
        copies = self._shared.group([location for location, _ in placed])
        narrators = self._narrators(claim.mentions, copies)
        mentions = tuple(
            self._mention(mention, parties, narrator)
            for mention, (_, parties), narrator in zip(claim.mentions, placed, narrators, strict=True)
        )
        case = RootCase(
            mentions=mentions,
            hard=_distinct(hard_edges(placed, copies, self._catalogue)),
            soft=_distinct(
                soft_edges((party for _, parties in placed for party in parties), self._settings, _direct(mentions))
            ),
            deniers=_others(deniers, mentions),
            is_speech_act=claim.kind is ClaimKind.SPEECH_ACT,
            is_forecast=claim.forecast or claim.kind in _FORECASTS,
            is_settled=claim.kind is ClaimKind.BACKGROUND,
        )
        return self._with_letters(self._with_names(resolve_roots(case, self._settings)), claim)

    def _parties(self, mention: Mention) -> tuple[Party, ...]:
        citation = self._citations.get(mention.citation) if mention.citation is not None else None
        return self._principals.parties_of(citation) if citation else ()

    def _mention(self, mention: Mention, parties: Sequence[Party], narrator: str) -> RootMention:
        citation = self._citations.get(mention.citation or "")
        is_direct = citation is not None and citation.type is CitationType.DIRECT
        # A document speaks for itself; an expert's reading is one even where the sentence does not say so.
        return RootMention(
            document=mention.location.document,
            narrator=narrator,
            ends=tuple(dict.fromkeys(party.end for party in parties)),
            stance=mention.stance,
            scope=mention.scope,
            evidence=mention.evidence,
            quoted=is_direct or mention.evidence is Evidence.QUOTE,
        )

    def _narrators(self, mentions: Sequence[Mention], copies: Sequence[int]) -> list[str]:
        """Whose voice each article has; articles that share the wording at their mentions have one voice."""
        voices = [self._voice(mention.location.document) for mention in mentions]
        groups = merge(voices, ((voice, voices[copy]) for voice, copy in zip(voices, copies, strict=True)))
        return [groups.find(voice) for voice in voices]

    def _voice(self, document: str) -> str:
        outlet = self._outlets.get(document)
        return outlet_principal(outlet, self._catalogue) if outlet else f"{_OUTLET}{document}?"

    def _denying(self, denial: Denial) -> Iterator[str]:
        """Name who denies: as printed where that says whom it is, else by the citation, else as printed."""
        document = denial.location.document
        known = [each for phrase in denial.deniers for each in self._principals.known(phrase, document)]
        citation = self._citations.get(denial.citation or "")
        if not known and citation is not None:
            parties = self._principals.parties_of(citation)
            known = [party.end.principal for party in parties if party.end.level]
        yield from known or (self._principals.as_person(phrase, document) for phrase in denial.deniers)

    def _with_names(self, roots: Roots) -> Roots:
        """Call the roots what the catalogue calls them; the names as printed stay beside."""
        return replace(
            roots, direct=tuple(map(self._named, roots.direct)), inherited=tuple(map(self._named, roots.inherited))
        )

    def _named(self, root: Root) -> Root:
        return replace(root, name=principal_name(root.id, self._catalogue) or root.name)

    def _with_letters(self, roots: Roots, claim: Claim) -> Roots:
        """Add the letters of the outlets that bring the claim, and of the roots that are outlets or bodies."""
        if not self._ratings.letters:
            return roots
        documents = dict.fromkeys(mention.location.document for mention in claim.mentions)
        channels = (self._letter(self._outlets.get(each), self._addresses.get(each)) for each in documents)
        parties = (*roots.direct, *roots.inherited)
        return replace(
            roots,
            channel_letter=best(channels),
            root_letter=best(self._letter(root.id.partition(":")[2]) or self._letter(root.id) for root in parties),
        )

    def _letter(self, outlet: str | None, address: str | None = None) -> str | None:
        return self._ratings.of(outlet, address, self._catalogue)


def _others(deniers: Mapping[str, set[str]], mentions: Sequence[RootMention]) -> tuple[str, ...]:
    """Who denies a claim; a party that states it in the very article has been taken for the denier in error."""
    found = set()
    for document, denying in deniers.items():
        found |= denying - _direct(mention for mention in mentions if mention.document == document)
    return tuple(sorted(found))


def _direct(mentions: Iterable[RootMention]) -> frozenset[str]:
    """The principals that supporting mentions name themselves, not the article around them."""
    return frozenset(
        end.principal
        for mention in mentions
        if mention.stance is Stance.SUPPORTS
        and mention.scope is not Scope.ARTICLE
        and mention.evidence is not Evidence.ANALYSIS
        for end in mention.ends
    )


def _distinct(edges: Iterable[RootEdge]) -> tuple[RootEdge, ...]:
    """Each pair once, with its strongest reason."""
    found: dict[tuple[str, str], RootEdge] = {}
    for edge in edges:
        known = found.get((edge.left, edge.right))
        if known is None or (edge.prior or 1) > (known.prior or 1):
            found[edge.left, edge.right] = edge
    return tuple(found[pair] for pair in sorted(found))
