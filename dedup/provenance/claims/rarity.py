"""How rare terms are: in the collection, and before that in the language.

In: terms, in how many articles of how many each stands. Out: weights. A small collection cannot tell a common word
from a telling one, so each count starts from what a thousand articles of the language would hold.
"""

import numpy as np
import numpy.typing as npt

from dedup.artifacts.lexicon import lexicon

Floats = npt.NDArray[np.float64]

_PRIOR_ARTICLES = 1_000
_ARTICLE_WORDS = 400
_MOST_SHARE = 0.6
_LANGUAGES = ("de", "en")
_ENDINGS = ("", "e", "en", "n", "t", "er", "es", "s", "te", "ten", "et", "ung", "ed", "ing", "y", "ies")
_PRIORS = {"@": 5.0, "a:": 150.0, "t:": 60.0}
"""Articles in a thousand that hold a name, a family of actions, a family of things. Chosen by hand."""


def rarity(expected: Floats, counts: npt.NDArray[np.int64], articles: int) -> npt.NDArray[np.float32]:
    """Weigh terms by inverse document frequency, natural logarithm; `counts` are articles that hold each."""
    shares = (1 + counts + expected) / (1 + articles + _PRIOR_ARTICLES)
    return np.maximum(0.1, -np.log(shares)).astype(np.float32)


def expect(term: str) -> float:
    """In how many of a thousand articles a term is expected."""
    for prefix, expected in _PRIORS.items():
        if term.startswith(prefix):
            return expected
    expected = 0.0
    for language in _LANGUAGES:
        words = lexicon(language).words
        share = sum(10 ** (words[form] / 100 - 9) for ending in _ENDINGS if (form := term + ending) in words)
        expected = max(expected, share * _ARTICLE_WORDS)
    return _PRIOR_ARTICLES * min(_MOST_SHARE, expected)
