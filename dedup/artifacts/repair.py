"""Apply fixes to a text.

In: a text and fixes. Out: the repaired text. Fixes are applied from the front; one that touches a stretch which an
earlier one changed is left out, so a second run may repair more.
"""

from collections.abc import Iterable

from dedup.model import Fix


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """Repair a text.

    >>> from dedup.model import Span
    >>> apply_fixes("Der Rat tagte .", [Fix(span=Span(13, 14), replacement="", safe=True)])
    'Der Rat tagte.'
    """
    pieces: list[str] = []
    done = 0
    for fix in sorted(fixes, key=lambda fix: (fix.span, fix.replacement)):
        if fix.span.start < done:
            continue
        pieces.extend((text[done : fix.span.start], fix.replacement))
        done = fix.span.end
    pieces.append(text[done:])
    return "".join(pieces)
