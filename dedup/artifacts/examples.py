"""The examples on a rule's page, run: what the rule finds in them, and what its repair makes of them.

In: a rule and one of its examples. Out: findings of this rule alone. The examples are texts of their own; where a
rule needs the collection, the texts beside them make one.
"""

from dataclasses import replace

from dedup.artifacts.collection import Looked, Shown, add_collection_findings, trace
from dedup.artifacts.engine import find_artifacts
from dedup.artifacts.rule import Flagged, Passed, Rule
from dedup.model import Document, Finding, Span
from dedup.settings import ArtifactSettings
from dedup.text import TextView, view_text

_ID = "example"


def run_example(rule: Rule, example: Flagged | Passed) -> tuple[Finding, ...]:
    """Run a rule on one of its examples.

    >>> from dedup.artifacts.catalog import catalog
    >>> rule = next(rule for rule in catalog() if rule.code == "B304")
    >>> [finding.evidence for finding in run_example(rule, rule.flags[0])], run_example(rule, rule.passes[0])
    (['Werbeanzeige'], ())
    """
    return run_text(rule, example.text, example)


def run_text(rule: Rule, text: str, example: Flagged | Passed) -> tuple[Finding, ...]:
    """Run a rule on a text in the place of an example's, as on the repaired one."""
    settings = ArtifactSettings(select=(rule.code,))
    view = _view(_ID, text, example.language)
    site_text = example.site_text if isinstance(example, Flagged) else None
    if site_text is not None and site_text in text:
        start = text.index(site_text)
        view = replace(view, site_text=(Span(start, start + len(site_text)),))
    found = find_artifacts(view, settings).findings
    if not example.beside:
        return found
    views = [
        view,
        *(_view(f"other-{number}", other, example.language) for number, other in enumerate(example.beside)),
    ]
    looked = [Looked(language=view.language, findings=found, traces=trace(view))]
    looked += [Looked(language=other.language, findings=(), traces=trace(other)) for other in views[1:]]
    return add_collection_findings([view.document for view in views], looked, Shown(), settings)[0].findings


def repair_kind(rule: Rule) -> str:
    """Whether a rule offers repairs, told by its examples: `none`, `safe`, `unsafe`, or `safe or unsafe`."""
    found = (finding.fix for example in rule.flags for finding in run_example(rule, example))
    kinds = sorted({"safe" if fix.safe else "unsafe" for fix in found if fix is not None})
    return " or ".join(kinds) or "none"


def _view(identity: str, text: str, language: str) -> TextView:
    return view_text(Document(id=identity, text=text, language=language))
