"""Who rests on whom in a story: articles, the outlets they cite, and the parties at the end of the chains.

In: the index of a page and a story. Out: a drawing of bounded size, and the same as a list with every claim and
citation; a box leads to its entry of the list, a line to the citation in the text.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from dedup.model import Claim, Evidence, Mention, Root, Scope, Stance
from dedup.report.claim_wording import NAMES_NO_SOURCE, say_edges, say_level
from dedup.report.printable import shorten
from dedup.report.stories import RankedStory
from dedup.report.views.index import ArticleLabel, PageIndex
from dedup.report.views.layered import Drawing, Link, Node, Tie, lay_out
from dedup.report.wording import count

_MAX_BOXES = 10
"""Boxes of one column; the rest is folded into one. Chosen by hand."""
_MAX_BETWEEN = 2
"""Columns between articles and roots: a chain of more hops is drawn in these."""
_MAX_TIES = 6
_MAX_NAME = 80
_ORDER = {"root": 0, "nobody": 1, "reading": 2, "end": 3}
_WIDEST = 3.5
_NOBODY = "nobody"
_UNNAMED = 1
"""Level of a root without a name: two of them called the same need not be one."""

Key = tuple[str, str]
"""Kind and id of a node: article, hop, root, reading (an interpretation), nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """Who is leaned on, and by whom: one entry of the list. `claims` are (label, link)."""

    anchor: str
    name: str
    remark: str
    claims: tuple[tuple[str, str], ...]
    articles: tuple[ArticleLabel, ...]
    citations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """The drawing and the list; `folded` says how many boxes stand for several."""

    drawing: Drawing | None
    entries: tuple[Leaning, ...]
    ties: tuple[str, ...]
    folded: int


@dataclass(slots=True)
class _Party:
    """A node while it is collected. `column` counts from the articles."""

    name: str
    remark: str
    column: int
    claims: dict[int, None] = field(default_factory=dict)
    articles: dict[str, None] = field(default_factory=dict)
    citations: dict[tuple[str, str], None] = field(default_factory=dict)


@dataclass(slots=True)
class _Line:
    """An edge while it is collected: how often, whether the statement itself says so, where."""

    weight: int = 0
    is_certain: bool = False
    href: str | None = None


class _Collected:
    """Nodes and edges of one story."""

    def __init__(self, index: PageIndex, ranked: RankedStory) -> None:
        self.index = index
        self.ranked = ranked
        self.parties: dict[Key, _Party] = {}
        self.lines: dict[tuple[Key, Key], _Line] = {}
        self.roots = _best_roots(ranked.claims)
        named = [root for root in self.roots.values() if root.level > _UNNAMED]
        of_story = _by_name(named)
        for position, claim in enumerate(ranked.claims, start=1):
            roots = of_story | _by_name(_roots_of(claim))
            for mention in claim.mentions:
                if mention.stance is not Stance.DENIES and mention.location.document in index.articles:
                    self._add_path(self._path(claim, mention, roots), mention, position)

    def _path(self, claim: Claim, mention: Mention, roots: Mapping[str, Root]) -> list[tuple[Key, str, str]]:
        """The nodes from the article to the end of the chain, each with its name and what is known of it."""
        document = mention.location.document
        article = self.index.articles[document]
        path = [(("article", document), f"{article.number} {article.title}", article.published)]
        if not mention.chain:
            return [*path, ((_NOBODY, ""), NAMES_NO_SOURCE, "")]
        names = [shorten(self.index.name_source(hop), _MAX_NAME) for hop in mention.chain]
        for hop, name in zip(mention.chain[:-1], names, strict=False):
            path.append((("hop", hop), name, ""))
        return [*path, self._end(claim, mention, roots, names[-1])]

    def _end(self, claim: Claim, mention: Mention, roots: Mapping[str, Root], name: str) -> tuple[Key, str, str]:
        """The party at the end of a chain: its root where one was counted, else the name as printed."""
        printed = mention.chain[-1]
        if mention.evidence is Evidence.ANALYSIS:
            return ("reading", printed), name, "interprets"
        root = roots.get(printed.casefold()) or roots.get(name.casefold()) or _only_root(claim, mention)
        if root is None:
            return ("end", printed), name, "counts as no source" if claim.roots else ""
        best = self.roots[root.id]
        return ("root", best.id), shorten(best.name, _MAX_NAME), say_level(best)

    def _add_path(self, path: Sequence[tuple[Key, str, str]], mention: Mention, claim: int) -> None:
        cited = self.index.citation_href(mention.citation, mention.location.document)
        place = cited[1] if cited else f"#claim-{self.ranked.number}-{claim}"
        for column, (key, name, remark) in enumerate(path):
            party = self.parties.setdefault(key, _Party(name, remark, column))
            party.column = min(party.column, column)
            party.claims.setdefault(claim)
            party.articles.setdefault(mention.location.document)
            if cited:
                party.citations.setdefault(cited)
        for (source, *_), (target, *_) in itertools.pairwise(path):
            if source != target:
                line = self.lines.setdefault((source, target), _Line())
                line.weight += 1
                line.is_certain |= mention.scope is not Scope.ARTICLE and target[0] != _NOBODY
                line.href = line.href or place


def view_rests_on(index: PageIndex, ranked: RankedStory) -> RestsOn:
    """Show who rests on whom in a story."""
    collected = _Collected(index, ranked)
    keys = [key for key in collected.parties if key[0] != "article"]
    anchors = {key: f"story-{ranked.number}-on-{number}" for number, key in enumerate(keys, start=1)}
    drawing, folded = _draw(collected, anchors)
    return RestsOn(
        drawing=drawing,
        entries=tuple(_entry(collected, key, anchors[key]) for key in keys),
        ties=tuple(dict.fromkeys(_ties_in_words(index, ranked.claims))),
        folded=folded,
    )


def _roots_of(claim: Claim) -> tuple[Root, ...]:
    return (*claim.roots.direct, *claim.roots.inherited) if claim.roots else ()


def _best_roots(claims: Iterable[Claim]) -> dict[str, Root]:
    """The roots of all claims by id, each as the claim has it that names it best."""
    roots = sorted((root for claim in claims for root in _roots_of(claim)), key=lambda root: root.level)
    return {root.id: root for root in roots}


def _by_name(roots: Iterable[Root]) -> dict[str, Root]:
    """Roots by every name that a chain may print."""
    return {name.casefold(): root for root in roots for name in (root.id, root.name, *root.names)}


def _only_root(claim: Claim, mention: Mention) -> Root | None:
    """The root that a mention must lead to, where its article leads to one alone."""
    led = [root for root in _roots_of(claim) if mention.location.document in root.documents]
    return led[0] if len(led) == 1 and mention.stance is Stance.SUPPORTS else None


def _entry(collected: _Collected, key: Key, anchor: str) -> Leaning:
    party, index, ranked = collected.parties[key], collected.index, collected.ranked
    return Leaning(
        anchor=anchor,
        name=party.name,
        remark=party.remark,
        claims=tuple((ranked.label(claim), f"#claim-{ranked.number}-{claim}") for claim in party.claims),
        articles=tuple(index.articles[document] for document in party.articles),
        citations=tuple(party.citations),
    )


def _draw(collected: _Collected, anchors: Mapping[Key, str]) -> tuple[Drawing | None, int]:
    if not collected.lines:
        return None, 0
    columns = _columns(collected.parties)
    shown, nodes = _choose(collected, columns, anchors)
    links = _links(collected, shown)
    heads = ("Articles", *("Passed on by",) * (max(columns.values()) - 1), "Sources")
    ties = list(dict.fromkeys(_ties(collected.ranked.claims)))[:_MAX_TIES]
    return lay_out(nodes, links, ties, heads), len(set(shown.values()) - {_drawn_as(key) for key in shown})


def _columns(parties: Mapping[Key, _Party]) -> dict[Key, int]:
    """Articles first, the ends of chains last, and what lies between by how near it is to an article."""
    between = {key: min(party.column, _MAX_BETWEEN) for key, party in parties.items() if key[0] == "hop"}
    last = max(between.values(), default=0) + 1
    return {key: 0 if key[0] == "article" else between.get(key, last) for key in parties}


def _drawn_as(key: Key) -> str:
    return ":".join(key)


def _choose(
    collected: _Collected, columns: Mapping[Key, int], anchors: Mapping[Key, str]
) -> tuple[dict[Key, str], list[Node]]:
    """Choose the boxes of every column, those of most claims first; what is left over shares one box."""
    shown: dict[Key, str] = {}
    nodes: list[Node] = []
    for column in sorted(set(columns.values())):
        keys = [key for key, place in columns.items() if place == column]
        keys.sort(key=partial(_rank, collected))
        kept = keys if len(keys) <= _MAX_BOXES else keys[: _MAX_BOXES - 1]
        for key in kept:
            shown[key] = _drawn_as(key)
            nodes.append(_node(collected, key, column, anchors))
        left_over = keys[len(kept) :]
        if left_over:
            rest = f"rest:{column}"
            shown.update(dict.fromkeys(left_over, rest))
            noun = count(len(left_over), "more article" if column == 0 else "more source")
            nodes.append(Node(key=rest, column=column, name=f"+ {noun}", remark="", style="rest", href=None))
    return shown, nodes


def _rank(collected: _Collected, key: Key) -> tuple[int, int, int, Key]:
    """Roots before what counts as no source, then what most claims and articles lead to."""
    party = collected.parties[key]
    return (_ORDER.get(key[0], 0), -len(party.claims), -len(party.articles), key)


def _node(collected: _Collected, key: Key, column: int, anchors: Mapping[Key, str]) -> Node:
    party = collected.parties[key]
    href = collected.index.articles[key[1]].href if key[0] == "article" else f"#{anchors[key]}"
    return Node(key=_drawn_as(key), column=column, name=party.name, remark=party.remark, style=key[0], href=href)


def _links(collected: _Collected, shown: Mapping[Key, str]) -> list[Link]:
    """Lines between boxes; those of folded boxes are added up."""
    merged: dict[tuple[str, str], _Line] = {}
    for (source, target), line in collected.lines.items():
        sum_ = merged.setdefault((shown[source], shown[target]), _Line())
        sum_.weight += line.weight
        sum_.is_certain |= line.is_certain
        sum_.href = sum_.href or line.href
    return [
        Link(
            source=source,
            target=target,
            width=min(1.3 + 0.4 * (line.weight - 1), _WIDEST),
            style="certain" if line.is_certain else "context",
            href=line.href,
            label=f"{line.weight:,}" if line.weight > 1 else "",
        )
        for (source, target), line in merged.items()
        if source != target
    ]


def _ties(claims: Sequence[Claim]) -> Iterator[Tie]:
    for claim in claims:
        for edge in claim.roots.edges if claim.roots else ():
            left, right = sorted((edge.left, edge.right))
            label = "one" if edge.prior is None else f"{edge.prior:g}?"
            yield Tie(left=f"root:{left}", right=f"root:{right}", label=label)


def _ties_in_words(index: PageIndex, claims: Sequence[Claim]) -> Iterator[str]:
    for claim in claims:
        if claim.roots:
            yield from say_edges(claim.roots, index.name_party)
