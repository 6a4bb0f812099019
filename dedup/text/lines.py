"""The lines of a text.

In: text. Out: where its lines stand, without those that are empty. Cutting runs in C; a pattern would look for the
end of a line character by character.
"""


def find_lines(text: str) -> list[tuple[int, int]]:
    r"""Find where lines start and end; a carriage return ends a line as a line feed does.

    >>> find_lines("Ein Satz.\r\n\n Noch einer.")
    [(0, 9), (12, 24)]
    """
    found = []
    start = 0
    for line in (text.replace("\r", "\n") if "\r" in text else text).split("\n"):
        end = start + len(line)
        if line:
            found.append((start, end))
        start = end + 1
    return found
