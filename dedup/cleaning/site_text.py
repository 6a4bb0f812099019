"""Where text of the site stands, which only the collection shows.

In: paths. Out: spans by document, empty where no rule that needs them runs.
"""

import io
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dedup.artifacts import running_rules
from dedup.artifacts.rules.site_boilerplate import RULE
from dedup.model import Span
from dedup.readers import read_documents
from dedup.reuse import find_reuse
from dedup.settings import Settings

Spans = Mapping[str, Sequence[Span]]


def site_text_of(paths: Sequence[str], settings: Settings, stdin: io.BytesIO | None) -> Spans:
    """Find the text of sites in a collection."""
    if RULE.code not in {rule.code for rule in running_rules(settings.artifacts)}:
        return {}
    collection = read_documents(paths, settings.readers, stdin=stdin)
    reuse = settings.reuse.model_copy(update={"paraphrase": False})
    spans: dict[str, list[Span]] = defaultdict(list)
    for block in find_reuse(collection.documents, reuse).boilerplate:
        for location in block.locations:
            spans[location.document].append(location.span)
    return {document: sorted(found) for document, found in spans.items()}
