"""The QR code of a certificate, as SVG and PNG.

Error correction M (a seventh of it may be lost), a quiet zone of four modules. The address is written in bytes, the
signed code in the tighter alphanumeric mode, in one symbol.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import segno

_QUIET_ZONE = 4
_PIXELS = 4


@dataclass(frozen=True, slots=True)
class CodePicture:
    """A QR code as pictures; ``modules`` are its width without the quiet zone, ``content`` what a telephone reads."""

    content: str
    modules: int
    svg: bytes
    png: bytes


def draw_code(code: str, address: str = "") -> CodePicture:
    """Draw a certificate's code behind the address of the published result, or alone.

    The code follows the address after ``#``: a page can check it, and no server learns of it.
    """
    segments: Any = [f"{address}#", code] if address else [code]  # segno's types leave out that it takes parts
    symbol = segno.make(segments, error="m", boost_error=False, micro=False)
    content = f"{address}#{code}" if address else code
    svg, png = BytesIO(), BytesIO()
    symbol.save(svg, kind="svg", border=_QUIET_ZONE, scale=_PIXELS, desc=content, xmldecl=False, svgns=True)
    symbol.save(png, kind="png", border=_QUIET_ZONE, scale=_PIXELS)
    return CodePicture(content, int(symbol.symbol_size(border=0)[0]), svg.getvalue(), png.getvalue())
