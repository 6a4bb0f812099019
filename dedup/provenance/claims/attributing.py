"""Whom a statement is credited to: the citation that covers it, how far away that is, and how its source knows.

In: the citations of one document. Out: for a statement a citation with scope and kind of evidence, or nobody. A
citation covers a statement in its own sentence; where speech goes on, in its paragraph; and where the whole article
rests on one outlet, in the article: then a statement that is hedged or reported and names nobody is that outlet's.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.model import Citation, CitationType, Evidence, Scope, SourceKind, Span
from dedup.statements import Statement, families_of
from dedup.statements.words import LANGUAGES, load_markers
from dedup.text.stems import stem

_COVERED = 0.5
_REPORT = re.compile(r"bericht|report|meldung", re.IGNORECASE)
_EXPERT = re.compile(
    r"(?:[Ee]xpert(?:e|en|in|s)?|[Aa]nal[yi]st(?:en|in|s)?|[Ff]orscher(?:in|s)?|wissenschaftler(?:in)?|historian|"
    r"\W(?:Prof(?:essor|essorin|\.)?|Politolog(?:e|en|in)|Historiker(?:in)?|Ökonom(?:en|in)?|scholar|researcher|fellow|"
    r"think tank|Denkfabrik|Institut(?:e|s)?|University|Universität|Kenner|Fachleute))\b"
)
"""Words that end so, or that are so; a `\\b` for the `\\W` would take longer. A line needs a space in front."""
_EXPERT_WINDOW = 60
_TREATY = re.compile(r"vertrag|abkommen|treaty|gesetz|resolution|urteil|dokument|document", re.IGNORECASE)
_CONTINUED = "-continued"
_COLON = "clause-colon"
_FIRST_WORD = re.compile(r"\w+")
_ADVERBIAL = frozenset({
    "denn", "weil", "da", "obwohl", "obgleich", "wenngleich", "während", "nachdem", "bevor", "indem", "because",
    "since", "although", "though", "while", "whereas", "after", "before",
})  # fmt: skip
_PARTED = 120
"""Characters behind a verb in which its particle may stand: streiten den Handel ab."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A citation that stands behind a statement; `denies` where it says that the statement is not so."""

    citation: Citation
    scope: Scope
    evidence: Evidence
    denies: bool = False


class Page:
    """The citations of one document, to be asked about statements."""

    def __init__(self, text: str, citations: Sequence[Citation]) -> None:
        self._text = text
        self._citations = [
            each for each in citations if not self._is_wish(each) and not self._is_beyond_its_clause(each)
        ]
        self._reliance = _reliance(self._citations)
        self._experts = {each.speaker for each in citations if each.speaker and self._is_expert(each)}

    def credit(self, statement: Statement) -> Credit | None:
        """Say whom a statement is credited to."""
        best = max(
            (
                each
                for each in self._citations
                if _coverage(each, statement.span) >= _COVERED and not self._is_aside(each, statement)
            ),
            key=lambda each: (
                each.type is not CitationType.REPORTED,
                each.rule != "quoted-words",
                round(_coverage(each, statement.span), 3),
                each.confidence,
                -each.claim.start,
            ),
            default=None,
        ) or self._named_inside(statement)
        if best is not None and self._refers_to_reliance(best):
            best = None
        if best is not None:
            scope = Scope.PARAGRAPH if best.rule.endswith(_CONTINUED) else Scope.SENTENCE
            return Credit(best, scope, self._evidence(best), denies=self._denies(best))
        if self._reliance is not None and (statement.hedge or statement.is_reported):
            return Credit(self._reliance, Scope.ARTICLE, self._evidence(self._reliance))
        return None

    def _named_inside(self, statement: Statement) -> Citation | None:
        """The citation whose source and cue stand in the statement itself: Kim lobte das Abkommen als ...."""
        for each in self._citations:
            if each.cue is not None and statement.span.covers(each.cue) and statement.span.covers(each.mention):
                return each
        return None

    def _is_wish(self, citation: Citation) -> bool:
        """Whether what is told is what somebody wants, not what somebody says."""
        if citation.type is not CitationType.REPORTED or citation.cue is None:
            return False
        cue = stem(citation.cue.within(self._text).lower())
        return "a:want" in families_of(cue)

    def _denies(self, citation: Citation) -> bool:
        """Whether the cue is a verb of denying: what "bestritt, dass ..." brings is denied, not stated."""
        if citation.cue is None:
            return False
        word = citation.cue.within(self._text).lower()
        behind = self._text[citation.cue.end : citation.cue.end + _PARTED].lower()
        words = re.findall(r"\w+", re.split(r"[.!?\n]", behind)[0])
        return any(
            (
                markers.has("denial", word)
                or any(word == verb and particle in words for verb, particle in markers.denial_parted)
            )
            and not any(markers.has("negation", each) for each in words[:1])
            for markers in map(load_markers, LANGUAGES)
        )

    def _is_aside(self, citation: Citation, statement: Statement) -> bool:
        """Whether a clause beside a reported act is the article's own reason or circumstance: ab, denn ..."""
        if citation.type is not CitationType.REPORTED or citation.cue is None:
            return False
        first = _FIRST_WORD.match(self._text, statement.span.start)
        is_adverbial = first is not None and first[0].lower() in _ADVERBIAL
        return is_adverbial and not statement.span.overlaps(citation.cue)

    def _is_beyond_its_clause(self, citation: Citation) -> bool:
        """Whether a colon's statement follows another clause than the one of the cue, which says who knows it.

        An apposition to the name behind the cue is no other clause: sagte Ada Berg, die Sprecherin: ...
        """
        if citation.rule != _COLON or citation.cue is None or citation.cue.end > citation.claim.start:
            return False
        between = self._text[citation.cue.end : citation.claim.start]
        return "," in between and citation.mention.end <= citation.cue.start

    def _refers_to_reliance(self, citation: Citation) -> bool:
        """Whether "laut den Berichten" points back to the outlet that the article rests on."""
        return (
            self._reliance is not None
            and citation is not self._reliance
            and citation.outlet is None
            and citation.source_kind in {SourceKind.DOCUMENT, SourceKind.OUTLET}
            and _REPORT.search(citation.chain[-1]) is not None
        )

    def _evidence(self, citation: Citation) -> Evidence:
        is_voice = citation.source_kind in {SourceKind.PERSON, SourceKind.GROUP}
        if is_voice and (citation.speaker in self._experts or self._is_expert(citation)):
            return Evidence.ANALYSIS
        if citation.source_kind is SourceKind.DOCUMENT and _TREATY.search(citation.chain[-1]):
            return Evidence.DOCUMENT
        return Evidence.QUOTE if citation.type is CitationType.DIRECT else Evidence.TOLD

    def _is_expert(self, citation: Citation) -> bool:
        """Whether the words around a source call it an expert; another place may name it without."""
        mention = citation.mention
        around = self._text[max(0, mention.start - _EXPERT_WINDOW // 2) : mention.end + _EXPERT_WINDOW]
        line = around.partition("\n")[0]
        return _EXPERT.search(f" {line}") is not None


def _coverage(citation: Citation, span: Span) -> float:
    """The share of a statement that what is cited covers, or the reverse where that is more."""
    if citation.claim.end <= span.start or span.end <= citation.claim.start:
        return 0.0
    common = sum(max(0, min(piece.end, span.end) - max(piece.start, span.start)) for piece in citation.claim_spans)
    said = sum(map(len, citation.claim_spans))
    return max(common / max(1, len(span)), common / max(1, said) if common * 3 > len(span) else 0.0)


def _reliance(citations: Sequence[Citation]) -> Citation | None:
    """The citation of the one outlet that an article rests on; None where it rests on several or none."""
    outlets = Counter(each.outlet for each in citations if each.outlet is not None)
    if len(outlets) != 1:
        return None
    (outlet,) = outlets
    of_outlet = [each for each in citations if each.outlet == outlet]
    refers_back = any(
        each.outlet is None
        and each.source_kind in {SourceKind.DOCUMENT, SourceKind.OUTLET}
        and _REPORT.search(each.chain[-1])
        for each in citations
    )
    return of_outlet[0] if refers_back or 2 * len(of_outlet) > len(citations) else None
