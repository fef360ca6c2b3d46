"""Plain text as letters carry it: one line of a template is one paragraph, wrapped so that every mail program shows it.

Wrapped lines are at most ``WIDEST`` columns, have no blanks at their end, and hang under their own first word when the
paragraph begins with a dash. A word longer than a line (an address) stays whole.
"""

import re
from typing import Final

WIDEST: Final = 74

_BULLET: Final = re.compile(r"\s*(?:- )?")


def wrapped(text: str) -> str:
    """Wrap each line by itself; several blank lines become one, and those at both ends go."""
    lines = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n").split("\n")
    spaced = [line for number, line in enumerate(lines) if line or lines[number - 1]]
    return "".join(f"{_wrapped_line(line)}\n" for line in spaced)


def _wrapped_line(line: str) -> str:
    """Fill lines greedily; ``textwrap`` does the same in three times the time, as it also cuts words."""
    if len(line) <= WIDEST:
        return line
    match = _BULLET.match(line)
    hanging = match.end() if match else 0
    first, *words = line[hanging:].split()
    lines, current = [], line[:hanging] + first
    for word in words:
        if len(current) + 1 + len(word) > WIDEST:
            lines.append(current)
            current = " " * hanging + word
        else:
            current = f"{current} {word}"
    return "\n".join([*lines, current])
