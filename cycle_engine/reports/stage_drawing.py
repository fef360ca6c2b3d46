"""A track's stages and transitions as an SVG picture that also reads aloud and prints in black and white.

Whose move it is shows in words and in the box: white for the school, grey for the authority, rounded where it is
nobody's. Every transition is in the picture's description too, for those who cannot see it.
"""

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from cycle_engine.domain.definition import PREVIOUS, Party, Stage, Track, Transition
from cycle_engine.messages import current_language, say
from cycle_engine.reports.stage_layout import (
    ASIDE_REACH,
    BOX_HEIGHT,
    BOX_WIDTH,
    LABEL_WIDTH,
    LANE_WIDTH,
    Arrow,
    Branch,
    Lane,
    Layout,
    build_layout,
)
from cycle_engine.reports.tables import shown

_MARGIN: Final = 24
_LINE: Final = 17
_LETTER: Final = 6.4
_BOLD_LETTER: Final = 7.7
"""About how wide a letter is at 13 pixels, and in a stage's bold name; a little more than measured."""
_STYLE: Final = (
    "text{font:14px 'Liberation Sans',Arial,sans-serif;fill:#000}"
    ".stage{font-weight:bold}.mover,.way{font-size:13px}"
    "rect{stroke:#000;stroke-width:1.5;fill:#fff}.department{fill:#e4e4e4}.nobody{stroke-width:3}"
    "path{fill:none;stroke:#000;stroke-width:1.5}.back{stroke-dasharray:6 4}.tip{fill:#000;stroke:none}"
)


def draw_svg(track: Track) -> str:
    """Draw the track, in the language being spoken."""
    layout = build_layout(track)
    svg = _canvas(track, layout)
    for arrow in layout.arrows:
        _draw_arrow(svg, arrow, layout, track)
    for lane in layout.lanes:
        _draw_lane(svg, lane, layout, track)
    for branch in layout.branches:
        _draw_branch(svg, branch, layout, track)
    for stage in track.stages:
        _draw_box(svg, stage, layout)
    indent(svg)
    return tostring(svg, encoding="unicode") + "\n"


def _canvas(track: Track, layout: Layout) -> Element:
    lane_ends = [lane.x - LANE_WIDTH for lane in layout.lanes]
    left = min([*(box.x for box in layout.boxes.values()), *lane_ends]) - _MARGIN
    right = max(box.middle[0] + max(BOX_WIDTH // 2, LABEL_WIDTH) for box in layout.boxes.values()) + _MARGIN
    bottom = max(box.y for box in layout.boxes.values()) + BOX_HEIGHT + _MARGIN
    width, height = right - left, bottom + _MARGIN
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "lang": current_language().value,
            "role": "img",
            "aria-labelledby": f"{track.name}-title {track.name}-description",
            "viewBox": f"{left} {-_MARGIN} {width} {height}",
            "width": str(width),
            "height": str(height),
        },
    )
    SubElement(svg, "title", {"id": f"{track.name}-title"}).text = _title(track)
    SubElement(svg, "desc", {"id": f"{track.name}-description"}).text = _described(track)
    SubElement(svg, "style").text = _STYLE
    tip = {"viewBox": "0 0 10 10", "refX": "9", "refY": "5", "markerWidth": "8", "markerHeight": "8", "orient": "auto"}
    marker = SubElement(SubElement(svg, "defs"), "marker", {"id": f"{track.name}-tip", **tip})
    SubElement(marker, "path", {"class": "tip", "d": "M0 0 10 5 0 10z"})
    return svg


def _title(track: Track) -> str:
    return shown(say("reports.drawing_title", track=track.label))


def _described(track: Track) -> str:
    stages = [say("reports.drawing_stage", stage=stage.label, mover=_mover(stage)) for stage in track.stages]
    steps = [
        say(
            "reports.drawing_step",
            transition=transition.label,
            sources=[track.stage(source).label for source in transition.sources],
            target=_target(transition, track),
        )
        for transition in track.transitions
    ]
    return shown(" ".join([*stages, *steps]))


def _draw_box(svg: Element, stage: Stage, layout: Layout) -> None:
    box = layout.boxes[stage.id]
    place = {"x": str(box.x), "y": str(box.y), "width": str(BOX_WIDTH), "height": str(BOX_HEIGHT)}
    corner = {"rx": str(BOX_HEIGHT // 2)} if stage.owner is None else {"rx": "4"}
    SubElement(svg, "rect", {"class": stage.owner.value if stage.owner else "nobody", **place, **corner})
    x, middle = box.middle
    names = _lines(str(stage.label), BOX_WIDTH - 16, _BOLD_LETTER)
    top = middle - (len(names) * _LINE) // 2 + 4
    _write(svg, names, (x, top), "stage", anchor="middle")
    _write(svg, [_mover(stage)], (x, top + len(names) * _LINE), "mover", anchor="middle")


def _draw_arrow(svg: Element, arrow: Arrow, layout: Layout, track: Track) -> None:
    (x, y), (to_x, to_y) = layout.boxes[arrow.source].middle, layout.boxes[arrow.target].middle
    start, end = y + BOX_HEIGHT // 2, to_y - BOX_HEIGHT // 2
    _line(svg, track, f"M{x} {start}L{to_x} {end}")
    words = _named(arrow.transitions, LABEL_WIDTH)
    _write_middle(svg, words, ((x + to_x) // 2 + 10, (start + end) // 2), anchor="start")


def _draw_lane(svg: Element, lane: Lane, layout: Layout, track: Track) -> None:
    source, target = layout.boxes[lane.arrow.source], layout.boxes[lane.arrow.target]
    goes_back = target.y <= source.y
    # From inside the box, which is drawn over it and may be round at this height.
    path = f"M{source.x + BOX_HEIGHT // 2} {lane.start}H{lane.x}V{lane.end}H{target.x}"
    _line(svg, track, path, kind="back" if goes_back else "leap")
    words = _named(lane.arrow.transitions, LANE_WIDTH - 20)
    _write_middle(svg, words, (lane.x - 8, (lane.start + lane.end) // 2), anchor="end")


def _draw_branch(svg: Element, branch: Branch, layout: Layout, track: Track) -> None:
    box = layout.boxes[branch.stage]
    middle = box.middle[1]
    heights = [layout.boxes[source].middle[1] for source in branch.sources]
    for source, height in zip(branch.sources, heights, strict=True):
        SubElement(svg, "path", {"d": f"M{layout.boxes[source].x + BOX_WIDTH} {height}H{branch.x}"})
    if heights:
        SubElement(svg, "path", {"d": f"M{branch.x} {min(*heights, middle)}V{max(*heights, middle)}"})
        _line(svg, track, f"M{branch.x} {middle}H{box.x}")
    words = _named(branch.transitions, ASIDE_REACH - 24)
    _write(svg, words, (branch.x + 10, middle - 8 - (len(words) - 1) * _LINE), "way", anchor="start")
    back = [
        line
        for transition in branch.ways_back
        for line in _lines(
            say("reports.drawing_way_back", transition=transition.label, target=_target(transition, track)), BOX_WIDTH
        )
    ]
    _write(svg, back, (box.x, box.y + BOX_HEIGHT + 20), "way", anchor="start")


def _line(svg: Element, track: Track, path: str, *, kind: str = "step") -> None:
    SubElement(svg, "path", {"class": kind, "d": path, "marker-end": f"url(#{track.name}-tip)"})


def _write_middle(svg: Element, lines: Sequence[str], place: tuple[int, int], *, anchor: str) -> None:
    """Write the lines so that their middle is at the height of ``place``."""
    x, middle = place
    _write(svg, lines, (x, middle - ((len(lines) - 1) * _LINE) // 2 + 5), "way", anchor=anchor)


def _write(svg: Element, lines: Iterable[str], place: tuple[int, int], kind: str, *, anchor: str) -> None:
    x, y = place
    for number, line in enumerate(lines):
        position = {"x": str(x), "y": str(y + number * _LINE), "text-anchor": anchor}
        SubElement(svg, "text", {"class": kind, **position}).text = line


def _named(transitions: Iterable[Transition], width: int) -> list[str]:
    return [line for transition in transitions for line in _lines(str(transition.label), width)]


def _lines(words: str, width: int, letter: float = _LETTER) -> list[str]:
    return wrap(shown(words), int(width / letter))


def _target(transition: Transition, track: Track) -> str:
    if transition.target == PREVIOUS:
        return say("reports.drawing_previous")
    return str(track.stage(transition.target).label)


def _mover(stage: Stage) -> str:
    names = {Party.SCHOOL: "reports.mover_school", Party.DEPARTMENT: "reports.mover_department"}
    return say(names[stage.owner]) if stage.owner else say("reports.mover_nobody")
