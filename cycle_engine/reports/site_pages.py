"""What every page of the results site has in common: its frame, its words, and the names of the pages.

The site is Vietnamese, whatever the program speaks. Its pages carry no script and no style of their own and ask nobody
for anything; every address is relative, so the folder works under any path and opened as files.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from cycle_engine.messages import say
from cycle_engine.reports.html_pages import render_page
from cycle_engine.reports.vietnamese import in_vietnamese

INDEX: Final = "index.html"
CHECK: Final = "kiem-tra.html"
SCHOOLS: Final = "truong"
"""The folder of the schools' own pages."""

_ESCAPED: Final = {ord("<"): "\\u003c", 0x2028: "\\u2028", 0x2029: "\\u2029"}
"""What would end a script, or a line of it."""


@dataclass(frozen=True, slots=True)
class SiteFrame:
    """What stands around every page: whose site it is, and the day whose results it tells.

    A site of a rehearsal says so on every page, and asks search engines to stay away.
    """

    office: str
    governing_body: str
    as_of: date
    is_rehearsal: bool = False


def site_words(name: str, /, **facts: object) -> str:
    """Say a fixed word of the site."""
    return say(f"site.{name}", **facts)


@in_vietnamese
def render_site_page(
    template: str,
    frame: SiteFrame,
    values: Mapping[str, object],
    *,
    here: str = "",
    root: str = "",
    words: Callable[..., str] = site_words,
) -> bytes:
    """Fill a page of the site.

    ``here`` is the page's own address where the navigation has it, ``root`` leads from its folder to the site's own, as
    ``../``; ``words`` says what is not said on every page.
    """
    common = {"frame": frame, "here": here, "root": root, "site_words": site_words}
    return render_page(f"site/{template}", words=words, **common, **values).encode()


def data_script(name: str, value: object) -> bytes:
    """Write plain values as a script of one constant, so that a page opened as a file can read them too."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return f'"use strict";\nconst {name} = {written};\n'.encode()
