"""Stories, the claims that their articles share, and who denies them."""


from dedup.provenance.claims.stories import find_stories

__all__ = ["find_stories"]
