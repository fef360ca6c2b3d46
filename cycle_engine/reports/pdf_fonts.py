"""Which font a PDF is set in: Times New Roman as the decree wants it, or what looks most like it.

Only what is on the machine can be used, and Typst brings a serif font of its own with every Vietnamese letter, so that
a PDF never fails for want of a font.
"""

from functools import cache
from typing import Final

import typst

FAMILIES: Final = ("Times New Roman", "Tinos", "Liberation Serif")
"""What is looked for, best first; the other two have the first one's measures."""

BROUGHT: Final = "Libertinus Serif"
"""What Typst brings."""

_PROBE: Final = """
#context {
  let width(letter) = measure(text(font: sys.inputs.font, fallback: false, size: 100pt, letter)).width
  let has(letters, like) = letters.clusters().all(letter => width(letter) == width(like))
  [#metadata(has("ăâằắẳẵặầấẩẫậảạ", "a") and has("ềếểễệẽ", "e") and has("ồốổỗộ", "o") and has("ờớởỡợ", "ơ"))<has>]
}
"""


@cache
def fonts() -> typst.Fonts:
    """The fonts of this machine, read once."""
    return typst.Fonts()


@cache
def paper_font() -> str:
    """The best family here that has every Vietnamese letter: a letter it lacks is as wide as its sign for none."""
    here = set(fonts().families())
    return next((family for family in FAMILIES if family in here and _has_vietnamese(family)), BROUGHT)


def _has_vietnamese(family: str) -> bool:
    answer = typst.query(
        _PROBE.encode(), "<has>", field="value", one=True, sys_inputs={"font": family}, font_paths=fonts()
    )
    return answer.strip() == "true"
