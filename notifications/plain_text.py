"""Plain text as letters carry it: one line of a template is one paragraph, wrapped so that every mail program shows it.

Wrapped lines are at most ``WIDEST`` columns, have no blanks at their end, and hang under their own first word when the
paragraph begins with a dash. A word longer than a line (an address) stays whole.
"""

import re
from textwrap import TextWrapper
from typing import Final

WIDEST: Final = 74

_BULLET: Final = re.compile(r"\s*(?:- )?")


def wrapped(text: str) -> str:
    """Wrap each line by itself; several blank lines become one, and those at both ends go."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    spaced = [line for number, line in enumerate(lines) if line or lines[number - 1]]
    return "".join(f"{_wrapped_line(line)}\n" for line in spaced)


def _wrapped_line(line: str) -> str:
    if len(line) <= WIDEST:
        return line
    match = _BULLET.match(line)
    hanging = " " * (match.end() if match else 0)
    wrapper = TextWrapper(WIDEST, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(line)
