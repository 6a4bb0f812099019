"""What exports are made of: the provenance graph of an audit with its claims and the parties behind them.

In: an audit. Out: nodes and edges of one kind each for every exporter, ids that stay the same from run to run, and
the time that formats ask for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID, uuid5

from dedup.attribution import load_catalogue
from dedup.model import Audit, Claim, DocumentSummary, ProvenanceGraph, Root, RootEdge, Roots
from dedup.provenance import build_graph
from dedup.provenance.principal_names import principal_name
from dedup.report.roots_words import describe_interval

NAMESPACE = UUID("6f0d4c1c-3c83-5b62-9e7c-7f9f3c5d8f14")
"""What the program derives its ids from; another value would give every export new ids."""

_UNDATED = "1970-01-01"
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def derive_id(*parts: str) -> str:
    """An id that is the same for the same parts.

    >>> derive_id("claim", "c1") == derive_id("claim", "c1")
    True
    """
    return str(uuid5(NAMESPACE, "\x1f".join(parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A principal that a claim rests on, that denies it, interprets it or states it."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ExportParts:
    """An audit as exporters look at it."""

    audit: Audit

    @cached_property
    def graph(self) -> ProvenanceGraph:
        """The provenance graph of the audit."""
        return build_graph(self.audit.documents, self.audit.citations, self.audit.overlaps, load_catalogue())

    @cached_property
    def articles(self) -> dict[str, DocumentSummary]:
        """The articles by id."""
        return {document.id: document for document in self.audit.documents}

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Everybody whom claims name, by id, under the name that says most."""
        names: dict[str, str] = {}
        for _, roots in self.counted():
            for root in (*roots.direct, *roots.inherited):
                names[root.id] = root.name
            for ident in (*roots.analysis, *roots.narrators, *roots.denials):
                names.setdefault(ident, principal_name(ident, load_catalogue()) or ident)
        return tuple(Party(id=ident, name=names[ident]) for ident in sorted(names))

    @cached_property
    def edges(self) -> tuple[RootEdge, ...]:
        """The edges between parties of all claims, each once."""
        edges = {edge for _, roots in self.counted() for edge in roots.edges}
        return tuple(sorted(edges, key=lambda edge: (edge.left, edge.right, edge.prior or 0.0, edge.why)))

    @cached_property
    def day(self) -> str:
        """The day of the newest article; the beginning of time where none is dated."""
        days = [day for document in self.audit.documents if (day := full_day(document.published))]
        return max(days, default=_UNDATED)

    def counted(self) -> Iterator[tuple[Claim, Roots]]:
        """The claims whose roots are counted, with them."""
        for claim in self.audit.claims:
            if claim.roots is not None:
                yield claim, claim.roots


def full_day(published: str | None) -> str | None:
    """A date with month and day, the first where they are not known.

    >>> full_day("2024-06"), full_day("2024-06-18T10:00"), full_day(None)
    ('2024-06-01', '2024-06-18', None)
    """
    match = _DAY.match(published or "")
    return f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}" if match else None


def describe_roots(roots: Roots) -> str:
    """Say what a claim rests on and which digit that gives, in one text."""
    rests = [_named(root) for root in roots.direct]
    inherited = [_named(root) for root in roots.inherited]
    parts = [
        f"{describe_interval(roots)} (expected {roots.expected:.2f}).",
        f"Rests on {'; '.join(rests)}." if rests else "",
        f"From the article's context: {'; '.join(inherited)}." if inherited else "",
        f"Interpreted by {', '.join(roots.analysis)}." if roots.analysis else "",
        f"Stated without a source by {', '.join(roots.narrators)}." if roots.narrators else "",
        f"Denied by {', '.join(roots.denials)}." if roots.denials else "",
        f"Credibility {roots.credibility}: {roots.reason}.",
    ]
    return " ".join(part for part in parts if part)


def _named(root: Root) -> str:
    return f"{root.id} ({', '.join(root.names)})"


def documents_of(claim: Claim) -> tuple[str, ...]:
    """The articles that state a claim, each once."""
    return tuple(sorted({mention.location.document for mention in claim.mentions}))
