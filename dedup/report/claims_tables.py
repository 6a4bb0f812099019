"""Claims, their mentions, sources and articles as tables, for spreadsheets and data frames.

In: an audit. Out: one row a claim, a mention, a source or an article. Lists stand in one cell, separated by "; ".
"""

from collections.abc import Iterable, Iterator
from typing import Any

from dedup.model import ArticleSourcing, Audit, Claim, Mention
from dedup.report.party_names import Naming, name_parties
from dedup.report.printable import one_line
from dedup.report.source_use import UsedSource, sourcing_of_articles, use_of_sources
from dedup.report.stories import articles_of
from dedup.report.tables import Table
from dedup.report.wording import source_names

_CHAIN = " > "


def claims_table(audit: Audit) -> Table:
    """One row a claim, in the order of the audit."""
    columns = (
        *(("id", "text"), ("story", "text"), ("text", "text"), ("kind", "text"), ("forecast", "flag")),
        *(("articles", "whole"), ("mentions", "whole"), ("roots_low", "whole"), ("roots_high", "whole")),
        *(("roots_expected", "share"), ("roots", "text"), ("roots_inherited", "text"), ("analysis", "text")),
        *(("narrators", "whole"), ("vague", "whole"), ("denials", "text"), ("conflicts", "whole")),
        *(("credibility", "text"), ("reason", "text"), ("channel_letter", "text"), ("root_letter", "text")),
    )
    name = name_parties(audit.claims)
    return Table(columns, (_claim_row(claim, name) for claim in audit.claims))


def _claim_row(claim: Claim, name: Naming) -> tuple[Any, ...]:
    made = (claim.id, claim.story, claim.text, claim.kind.value, claim.forecast)
    sizes = (len(articles_of(claim)), len(claim.mentions))
    roots = claim.roots
    if roots is None:
        return (*made, *sizes, *(None,) * 9, len(claim.conflicts), *(None,) * 4)
    return (
        *made,
        *sizes,
        *(roots.low, roots.high, round(roots.expected, 4)),
        _listed(root.name for root in roots.direct),
        _listed(root.name for root in roots.inherited),
        _listed(map(name, roots.analysis)),
        *(len(roots.narrators), roots.vague, _listed(map(name, roots.denials)), len(claim.conflicts)),
        *(str(roots.credibility), roots.reason, roots.channel_letter, roots.root_letter),
    )


def mentions_table(audit: Audit) -> Table:
    """One row a place where an article states a claim."""
    columns = (
        *(("claim", "text"), ("document", "text"), ("start", "whole"), ("end", "whole"), ("relation", "text")),
        *(("scope", "text"), ("evidence", "text"), ("citation", "text"), ("chain", "text"), ("hedge", "text")),
        ("value", "text"),
    )
    return Table(columns, _mention_rows(audit))


def _mention_rows(audit: Audit) -> Iterator[tuple[Any, ...]]:
    names = source_names(audit)
    for claim in audit.claims:
        for mention in claim.mentions:
            yield _mention_row(claim, mention, _CHAIN.join(names.get(hop, hop) for hop in mention.chain))


def _mention_row(claim: Claim, mention: Mention, chain: str) -> tuple[Any, ...]:
    span = mention.location.span
    place = (claim.id, mention.location.document, span.start, span.end)
    said = (mention.stance.value, mention.scope.value, mention.evidence.value)
    return (*place, *said, mention.citation, chain or None, mention.hedge, mention.value)


def sources_table(audit: Audit) -> Table:
    """One row a source, most cited first."""
    columns = (
        *(("id", "text"), ("name", "text"), ("kind", "text"), ("country", "text"), ("owner", "text")),
        *(("state_control", "flag"), ("letter", "text"), ("citations", "whole"), ("articles", "whole")),
        *(("second_hand_share", "share"), ("anonymous_share", "share"), ("claims_alone", "whole")),
        ("claims_alone_ids", "text"),
    )
    return Table(columns, map(_source_row, use_of_sources(audit)))


def _source_row(used: UsedSource) -> tuple[Any, ...]:
    source, use = used.source, used.use
    known = (source.id, source.name, source.kind.value, source.country, source.owner, source.state_control)
    shares = (round(use.second_hand_share, 4), round(use.anonymous_share, 4))
    alone = (len(use.alone), _listed(use.alone))
    return (*known, used.letter, source.citations, len(source.documents), *shares, *alone)


def articles_table(audit: Audit) -> Table:
    """One row an article: where it has what it says from, in the order of the audit."""
    columns = (
        *(("id", "text"), ("citations", "whole"), ("mentions", "whole"), ("unattributed_share", "share")),
        *(("anonymous_share", "share"), ("second_hand_share", "share"), ("reused_share", "share")),
        *(("republishes", "text"), ("translation_signs", "whole")),
    )
    sourcing = sourcing_of_articles(audit)
    return Table(columns, (_article_row(sourcing[summary.id]) for summary in audit.documents))


def _article_row(sourcing: ArticleSourcing) -> tuple[Any, ...]:
    shares = (
        sourcing.unattributed_share,
        sourcing.anonymous_share,
        sourcing.second_hand_share,
        sourcing.reused_share,
    )
    rounded = (None if share is None else round(share, 4) for share in shares)
    signs = (_listed(sourcing.republishes), len(sourcing.translation_signs))
    return (sourcing.document, sourcing.citations, sourcing.mentions, *rounded, *signs)


def _listed(names: Iterable[str]) -> str | None:
    return "; ".join(map(one_line, names)) or None
