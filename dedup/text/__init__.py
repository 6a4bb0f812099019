"""What every analysis needs of one text: normalised view, tokens, sentences, quotation pairs, layout."""

from dedup.text.language import detect_language
from dedup.text.layout import Layout, find_layout
from dedup.text.normalize import NormalizedText, normalize
from dedup.text.quotations import Quotation, QuotationKind, pair_quotations
from dedup.text.sentences import split_sentences
from dedup.text.tokens import Tokens, tokenize
from dedup.text.view import TextView, view_text

__all__ = [
    "Layout",
    "NormalizedText",
    "Quotation",
    "QuotationKind",
    "TextView",
    "Tokens",
    "detect_language",
    "find_layout",
    "normalize",
    "pair_quotations",
    "split_sentences",
    "tokenize",
    "view_text",
]
