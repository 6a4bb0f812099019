"""How articles and sources are used, described figure by figure; nothing here is summed up into a grade."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSourcing:
    """Where one article has what it says from.

    Shares are fractions in [0, 1], None where there is nothing to take a share of. `unattributed_share` is that of
    its mentions of claims that name no source, `anonymous_share` and `second_hand_share` those of its citations
    that name nobody and that pass on what another source says. `reused_share` is the share of its words that stand
    in another article too. `republishes` are the outlets whose text it says that it prints. `translation_signs` are
    the names of the findings that machine translation leaves, each as often as it was found.
    """

    document: str
    mentions: int
    citations: int
    unattributed_share: float | None
    anonymous_share: float | None
    second_hand_share: float | None
    reused_share: float
    republishes: tuple[str, ...]
    translation_signs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUse:
    """How one source is used; `source` is its id.

    `second_hand_share` and `anonymous_share` are fractions of its citations. `claims` are the ids of the claims
    that lead to it, `alone` of those that lead to nobody without passing it. `owner` and `state_control` are what
    the catalogue knows.
    """

    source: str
    second_hand_share: float
    anonymous_share: float
    claims: tuple[str, ...]
    alone: tuple[str, ...]
    owner: str | None
    state_control: bool
