"""The sheet a chart is drawn on: sizes in centimetres, two weights of one font, and bytes that are always the same.

Nothing of the machine shows in a picture: the font is matplotlib's own DejaVu Sans, which has every Vietnamese letter,
taken by its file; no settings file of a user counts; no date, no program and no random name is written into the file.
Neighbours differ in lightness and in hatching, so that print without colour loses nothing.
"""

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from cycle_engine.reports.tables import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

WIDTH: Final = 16.0
"""The width of every chart in cm: that of the text on an official paper."""

INK: Final = "#1c2430"
QUIET: Final = "#525d6b"
RULE: Final = "#c3cad3"
PAPER: Final = "#ffffff"

SIZE: Final = 8.0
"""The size of a chart's words in points, printed at its width."""

_CM_PER_INCH: Final = 2.54
_POINTS_PER_CM: Final = 72 / _CM_PER_INCH
_LINE: Final = 1.3
_DPI: Final = 200
_MOST_LINES: Final = 8
_ELLIPSIS: Final = "…"
_SETTINGS: Final[Any] = {  # matplotlib types its own names
    "svg.fonttype": "path",
    "svg.hashsalt": "cycle",
    "text.parse_math": False,
    "hatch.linewidth": 0.5,
    "hatch.color": INK,
    "axes.unicode_minus": False,
    "path.simplify": False,
}
_NO_METADATA: Final[dict[str, Any]] = {
    "png": {"Software": None},
    "svg": dict.fromkeys(("Date", "Creator", "Format", "Type")),
}
_DRAWING: Final = RLock()
"""matplotlib's settings and fonts are the whole process's."""


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled: a colour, and a hatching over it."""

    colour: str
    hatch: str = ""
    edge: str = INK


@contextmanager
def drawing() -> Iterator[None]:
    """Draw by our settings alone, one chart at a time, and in silence about letters that no font has."""
    with _DRAWING:
        _import_quietly()
        import matplotlib as mpl

        with mpl.rc_context(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            mpl.rcdefaults()
            mpl.rcParams.update(_SETTINGS)
            yield


class Sheet:
    """One chart while it is drawn; places are in cm from the lower left corner."""

    def __init__(self, height: float) -> None:
        from matplotlib.figure import Figure

        self.height = height
        self.figure = Figure(figsize=(WIDTH / _CM_PER_INCH, height / _CM_PER_INCH), dpi=_DPI, facecolor=PAPER)

    def axes(self, left: float, bottom: float, width: float, height: float) -> "Axes":
        """An empty field without frame or ticks."""
        share = (left / WIDTH, bottom / self.height, width / WIDTH, height / self.height)
        axes = self.figure.add_axes(share)
        axes.set_axis_off()
        return axes

    def text(self, x: float, y: float, words: str, *, bold: bool = False, quiet: bool = False, **how: Any) -> None:
        """Write words, by default from ``x`` to the right with their middle at ``y``; lines are parted by line ends."""
        style = {"va": "center", "ha": "left", "linespacing": _LINE, "size": SIZE, **how}
        self.figure.text(
            x / WIDTH, y / self.height, words, color=QUIET if quiet else INK, fontproperties=_font(bold=bold), **style
        )

    def box(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """Fill a box whose lower left corner is given."""
        from matplotlib.patches import Rectangle

        self.figure.add_artist(
            Rectangle(
                (x / WIDTH, y / self.height),
                width / WIDTH,
                height / self.height,
                transform=self.figure.transFigure,
                facecolor=fill.colour,
                edgecolor=fill.edge,
                hatch=fill.hatch or None,
                linewidth=0.6,
            )
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], **how: Any) -> None:
        """Draw a thin line from place to place."""
        from matplotlib.lines import Line2D

        across, up = ([place[axis] / of for place in (start, end)] for axis, of in ((0, WIDTH), (1, self.height)))
        style = {"color": QUIET, "linewidth": 0.6, **how}
        self.figure.add_artist(Line2D(across, up, transform=self.figure.transFigure, **style))

    def saved(self, form: str) -> bytes:
        """The chart as ``svg`` or ``png``."""
        file = BytesIO()
        self.figure.savefig(file, format=form, metadata=_NO_METADATA[form])
        return file.getvalue()


def width_of(words: str, *, size: float = SIZE, bold: bool = False) -> float:
    """How wide the words are on one line, in cm."""
    return _width(words, bold) * size / SIZE


def height_of(lines: int, size: float = SIZE) -> float:
    """How high so many lines are, in cm."""
    return lines * _LINE * size / _POINTS_PER_CM


def wrap(words: str, width: float, *, bold: bool = False, most: int = _MOST_LINES) -> str:
    """Break the words into lines of at most ``width`` cm; what goes beyond ``most`` lines ends in an ellipsis."""
    lines: list[str] = []
    for word in shown(words).split():
        for piece in _pieces(word, width, bold=bold):
            if lines and width_of(f"{lines[-1]} {piece}", bold=bold) <= width:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    if len(lines) > most:
        lines[most - 1] = f"{lines[most - 1].rstrip()[: -len(_ELLIPSIS)]}{_ELLIPSIS}"
    return "\n".join(lines[:most])


def _pieces(word: str, width: float, *, bold: bool) -> Iterator[str]:
    """Part a word that is longer than a line."""
    piece = ""
    for letter in word:
        if piece and width_of(piece + letter, bold=bold) > width:
            yield piece
            piece = ""
        piece += letter
    yield piece


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Place labels of these heights near where they are wanted, in this order upwards, none over another.

    They stay between ``low`` and ``high`` as long as there is room for all.
    """
    places: list[float] = []
    floor = low
    for middle, height in zip(wanted, heights, strict=True):
        places.append(max(middle, floor + height / 2))
        floor = places[-1] + height / 2
    ceiling = high
    for at in reversed(range(len(places))):
        places[at] = min(places[at], ceiling - heights[at] / 2)
        ceiling = places[at] - heights[at] / 2
    return places


@cache
def _font(*, bold: bool) -> "FontProperties":
    import matplotlib as mpl
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name))


@cache
def _width(words: str, bold: bool) -> float:  # noqa: FBT001  # a cache's key
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    font = get_font(str(_font(bold=bold).get_file()))
    font.set_size(SIZE, 72)
    font.set_text(words, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / _POINTS_PER_CM


@cache
def _import_quietly() -> None:
    """Import matplotlib, which else speaks up when it can keep no cache or takes long to look for fonts."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_svg
    import matplotlib.figure  # noqa: F401
