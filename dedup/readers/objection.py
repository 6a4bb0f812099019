"""Which texts are no articles: empty, too long, or not printable as UTF-8.

In: a text as read. Out: the reason to skip it, or None. One place, so that every format is equally strict.
"""

from dedup.settings import ReaderSettings


def find_objection(text: str, settings: ReaderSettings) -> str | None:
    """Say why a text cannot be an article; None if it can.

    >>> find_objection("  ", ReaderSettings())
    'text is empty; nothing to audit'
    """
    if not text or text.isspace():
        return "text is empty; nothing to audit"
    if len(text) > settings.max_characters:
        return too_long(f"{len(text):,} characters", settings)
    position = find_lone_surrogate(text)
    if position is not None:
        return (
            f"text holds half a surrogate pair (U+{ord(text[position]):04X} at character {position}), "
            "which no encoding can write; repair the export"
        )
    return None


def too_long(size: str, settings: ReaderSettings) -> str:
    """Word the reason for a text over the limit."""
    return (
        f"text is too long: {size}, and readers.max_characters allows {settings.max_characters:,}; "
        "split it or raise the setting"
    )


def find_lone_surrogate(text: str) -> int | None:
    """Find the first code point that UTF-8 cannot hold."""
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None
