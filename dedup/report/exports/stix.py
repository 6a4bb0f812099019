"""Claims as a STIX 2.1 bundle: a note for each claim, identities for its parties, a report for each story.

In: an audit. Out: JSON that the `stix2` library parses. The credibility digit becomes the confidence by the
Admiralty table of the specification (1 -> 90 ... 5 -> 10); a 6 cannot be judged and has none.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from dedup import __version__
from dedup.model import Audit, Claim, Root, RootEdge, Roots, Story
from dedup.report.exports.parts import ExportParts, Party, derive_id, describe_roots, documents_of, full_day
from dedup.report.exports.written import write_json_text
from dedup.report.roots_words import describe_edge, describe_interval

CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
"""STIX 2.1, appendix A, Admiralty credibility; 6 is absent."""

_CLASSES = {
    "GOV": "organization",
    "INS": "organization",
    "OUT": "organization",
    "PER": "individual",
    "EXP": "individual",
    "ANON": "group",
    "DOC": "unknown",
}
_PERCENT = 100


def export_stix(audit: Audit) -> str:
    """Write the bundle."""
    return write_json_text(_Bundle(ExportParts(audit=audit)).build())


class _Bundle:
    """A bundle while it is built."""

    def __init__(self, parts: ExportParts) -> None:
        self._parts = parts
        self._time = f"{parts.day}T00:00:00.000Z"
        self._tool = f"identity--{derive_id('tool', 'dedup')}"

    def build(self) -> dict[str, Any]:
        """Make all objects; their order is that of the audit."""
        notes = [(claim, self._note(claim, roots)) for claim, roots in self._parts.counted()]
        objects = [
            self._common("identity", self._tool) | {"name": f"dedup {__version__}", "identity_class": "system"},
            *map(self._identity, self._parts.parties),
            *map(self._relationship, self._parts.edges),
            *(note for _, note in notes),
            *self._reports(notes),
        ]
        idents = "".join(sorted(each["id"] for each in objects))
        return {"type": "bundle", "id": f"bundle--{derive_id('bundle', idents)}", "objects": objects}

    def _common(self, kind: str, ident: str) -> dict[str, Any]:
        common = {"type": kind, "spec_version": "2.1", "id": ident}
        if ident != self._tool:
            common["created_by_ref"] = self._tool
        return common | {"created": self._time, "modified": self._time}

    def _identity(self, party: Party) -> dict[str, Any]:
        kind = _CLASSES.get(party.id.partition(":")[0], "unknown")
        return self._common("identity", _identity_id(party.id)) | {"name": party.name, "identity_class": kind}

    def _relationship(self, edge: RootEdge) -> dict[str, Any]:
        """Two parties that are one root, or may be; the prior of the settings is the confidence."""
        ident = derive_id("edge", edge.left, edge.right, str(edge.prior), edge.why)
        fields: dict[str, Any] = self._common("relationship", f"relationship--{ident}")
        fields |= {"relationship_type": "related-to", "description": describe_edge(edge)}
        fields |= {"source_ref": _identity_id(edge.left), "target_ref": _identity_id(edge.right)}
        prior = 1.0 if edge.prior is None else edge.prior
        return fields | {"confidence": round(prior * _PERCENT)}

    def _note(self, claim: Claim, roots: Roots) -> dict[str, Any]:
        named: Sequence[Root] = (*roots.direct, *roots.inherited)
        parties = dict.fromkeys((*(root.id for root in named), *roots.analysis, *roots.narrators, *roots.denials))
        note = self._common("note", f"note--{derive_id('claim', claim.id)}") | {
            "abstract": f"{claim.text}: {describe_interval(roots)}",
            "content": f"{claim.text}\n\n{describe_roots(roots)}",
            "authors": ["dedup"],
            "labels": [claim.kind.value],
            "object_refs": [_identity_id(each) for each in parties] or [self._tool],
        }
        if roots.credibility in CONFIDENCE:
            note["confidence"] = CONFIDENCE[roots.credibility]
        references = list(self._references(claim))
        return note | ({"external_references": references} if references else {})

    def _references(self, claim: Claim) -> Iterator[dict[str, str]]:
        """The articles that state a claim."""
        for ident in documents_of(claim):
            document = self._parts.articles.get(ident)
            reference = {"source_name": (document.outlet if document else None) or "article", "external_id": ident}
            if document and document.url and document.url.startswith(("http://", "https://")):
                reference["url"] = document.url
            yield reference

    def _reports(self, notes: Sequence[tuple[Claim, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
        """One report a story, and one of the claims without a story."""
        by_story: dict[str, list[dict[str, Any]]] = {}
        for claim, note in notes:
            by_story.setdefault(claim.story, []).append(note)
        stories = {story.id: story for story in self._parts.audit.stories}
        for ident, of_story in by_story.items():
            yield self._report(stories.get(ident), ident, of_story)

    def _report(self, story: Story | None, ident: str, notes: Sequence[dict[str, Any]]) -> dict[str, Any]:
        parties = dict.fromkeys(ref for note in notes for ref in note["object_refs"])
        relations = [
            f"relationship--{derive_id('edge', edge.left, edge.right, str(edge.prior), edge.why)}"
            for edge in self._parts.edges
            if _identity_id(edge.left) in parties and _identity_id(edge.right) in parties
        ]
        day = full_day(story.last) if story else None
        return self._common("report", f"report--{derive_id('story', ident)}") | {
            "name": story.title if story else "Claims",
            "description": f"{len(notes)} claims and the sources that they rest on",
            "published": f"{day or self._parts.day}T00:00:00.000Z",
            "object_refs": [*(note["id"] for note in notes), *parties, *relations],
        }


def _identity_id(party: str) -> str:
    return f"identity--{derive_id('party', party)}"
