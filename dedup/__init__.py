"""Audit scraped news articles: shared wording, cited sources, extraction damage.

>>> from dedup import Document, audit
>>> audit([Document(id="a", text="Ein kurzer Text.")]).collection.documents
1

The public names load on first use, so that importing the package stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dedup.processor import leave_out_slow_vectors

if TYPE_CHECKING:
    from dedup.errors import DedupError
    from dedup.gate import Gate
    from dedup.model import Audit, Document, Verdict
    from dedup.pipeline import audit
    from dedup.policy import Policy
    from dedup.readers import read_documents
    from dedup.settings import Settings

leave_out_slow_vectors()

__version__ = "0.1.0"

__all__ = [
    "Audit",
    "DedupError",
    "Document",
    "Gate",
    "Policy",
    "Settings",
    "Verdict",
    "__version__",
    "audit",
    "read_documents",
]

_HOME = {
    "Audit": "dedup.model",
    "DedupError": "dedup.errors",
    "Document": "dedup.model",
    "Gate": "dedup.gate",
    "Policy": "dedup.policy",
    "Settings": "dedup.settings",
    "Verdict": "dedup.model",
    "audit": "dedup.pipeline",
    "read_documents": "dedup.readers",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'dedup' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
