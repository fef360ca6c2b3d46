"""Where a track's stages and transitions stand in a drawing, in pixels; down and to the right are positive.

Stages stand in layers, each below those it follows by its longest way from the first stage. Transitions to the next
layer run straight down; all others (returns, leaps) run in lanes at the left, each lane used again wherever it is free.
Stages in which a unit is set aside stand at the right, reached by one shared line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cycle_engine.domain.definition import PREVIOUS, Track, Transition
from cycle_engine.reports.monthly_figures import aside_stages

BOX_WIDTH: Final = 250
BOX_HEIGHT: Final = 64
LANE_WIDTH: Final = 190
ASIDE_REACH: Final = 200
LABEL_WIDTH: Final = 165
"""The room at the right of a straight arrow."""
_ROW: Final = BOX_HEIGHT + 58
_COLUMN: Final = BOX_WIDTH + 190
_PORT: Final = 14
"""How far from a box's middle a lane begins or ends, so that two lanes at one box do not touch."""
_MARGIN: Final = 34


@dataclass(frozen=True, slots=True)
class Box:
    """A stage's place: its left upper corner."""

    x: int
    y: int

    @property
    def middle(self) -> tuple[int, int]:
        """The middle of the box."""
        return self.x + BOX_WIDTH // 2, self.y + BOX_HEIGHT // 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """All transitions from one stage straight down to another."""

    source: str
    target: str
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    """All transitions from one stage to another that is not just below: out at the left, along ``x``, and back in."""

    arrow: Arrow
    x: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Branch:
    """The shared line at ``x`` that leads from many stages to one that is set aside, and the ways back from there."""

    stage: str
    x: int
    sources: tuple[str, ...]
    transitions: tuple[Transition, ...]
    ways_back: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing: boxes by stage, straight arrows, lanes and branches."""

    boxes: Mapping[str, Box]
    arrows: tuple[Arrow, ...]
    lanes: tuple[Lane, ...]
    branches: tuple[Branch, ...]


def build_layout(track: Track) -> Layout:
    """Find a place for everything in the track."""
    aside = aside_stages(track)
    layers = _layers(track, aside)
    boxes = {
        stage: Box(round((place - (len(layer) - 1) / 2) * _COLUMN), depth * _ROW)
        for depth, layer in enumerate(layers)
        for place, stage in enumerate(layer)
    }
    depths = {stage: depth for depth, layer in enumerate(layers) for stage in layer}
    arrows = _arrows(track, boxes)
    straight = tuple(arrow for arrow in arrows if depths[arrow.target] == depths[arrow.source] + 1)
    lanes = _lanes([arrow for arrow in arrows if arrow not in straight], boxes)
    branches = _branches(track, aside, boxes)
    return Layout({**boxes, **_aside_boxes(branches, boxes)}, straight, lanes, branches)


def _layers(track: Track, aside: frozenset[str]) -> list[list[str]]:
    depths = _depths(track, aside)
    main = [stage.id for stage in track.stages if stage.id not in aside]
    below = max(depths.values(), default=0) + 1
    by_depth = {stage: depths.get(stage, below) for stage in main}
    return [[stage for stage in main if by_depth[stage] == depth] for depth in sorted(set(by_depth.values()))]


def _depths(track: Track, aside: frozenset[str]) -> dict[str, int]:
    """The longest way from the first stage to each, never going through a stage twice."""
    depths: dict[str, int] = {}
    forward = _forward(track, aside)
    for stage in [track.initial, *reversed(forward)]:
        depths.setdefault(stage, 0)
        for target in forward.get(stage, ()):
            depths[target] = max(depths.get(target, 0), depths[stage] + 1)
    return depths


def _forward(track: Track, aside: frozenset[str]) -> dict[str, list[str]]:
    """Each stage's followers without the ways that lead back, the last stage first (a depth-first search's order)."""
    finished: dict[str, list[str]] = {}
    open_now: set[str] = set()

    def visit(stage: str) -> None:
        open_now.add(stage)
        ahead = []
        for target in dict.fromkeys(t.target for t in track.transitions_from(stage)):
            if target == PREVIOUS or target in aside or target in open_now:
                continue
            ahead.append(target)
            if target not in finished:
                visit(target)
        open_now.discard(stage)
        finished[stage] = ahead

    visit(track.initial)
    return finished


def _arrows(track: Track, boxes: Mapping[str, Box]) -> list[Arrow]:
    pairs: dict[tuple[str, str], list[Transition]] = {}
    for transition in track.transitions:
        for source in transition.sources:
            if source in boxes and transition.target in boxes:
                pairs.setdefault((source, transition.target), []).append(transition)
    return [Arrow(source, target, tuple(made)) for (source, target), made in pairs.items()]


def _lanes(arrows: Sequence[Arrow], boxes: Mapping[str, Box]) -> tuple[Lane, ...]:
    left = min((box.x for box in boxes.values()), default=0) - _MARGIN
    taken: list[list[tuple[int, int]]] = []
    lanes = []
    for arrow in sorted(arrows, key=lambda arrow: abs(boxes[arrow.source].y - boxes[arrow.target].y)):
        start, end = _ports(boxes[arrow.source], boxes[arrow.target])
        span = (min(start, end), max(start, end))
        free = (place for place, spans in enumerate(taken) if all(span[1] < a or span[0] > b for a, b in spans))
        place = next(free, len(taken))
        if place == len(taken):
            taken.append([])
        taken[place].append(span)
        lanes.append(Lane(arrow, left - place * LANE_WIDTH, start, end))
    return tuple(lanes)


def _ports(source: Box, target: Box) -> tuple[int, int]:
    """The heights at which a lane leaves and arrives: at the side of each box that faces the other."""
    down = _PORT if target.y >= source.y else -_PORT
    return source.middle[1] + down, target.middle[1] - down


def _branches(track: Track, aside: frozenset[str], boxes: Mapping[str, Box]) -> tuple[Branch, ...]:
    right = max((box.x for box in boxes.values()), default=0) + BOX_WIDTH // 2 + LABEL_WIDTH + 20
    branches = []
    for place, stage in enumerate(s.id for s in track.stages if s.id in aside):
        leading = tuple(t for t in track.transitions if t.target == stage)
        sources = {source for t in leading for source in t.sources if source in boxes}
        ordered = tuple(s.id for s in track.stages if s.id in sources)
        branches.append(Branch(stage, right + 20 * place, ordered, leading, track.transitions_from(stage)))
    return tuple(branches)


def _aside_boxes(branches: Sequence[Branch], boxes: Mapping[str, Box]) -> dict[str, Box]:
    placed: dict[str, Box] = {}
    free_from = 0
    for branch in branches:
        heights = [boxes[source].y for source in branch.sources] or [0]
        y = max((min(heights) + max(heights)) // 2, free_from)
        placed[branch.stage] = Box(branch.x + ASIDE_REACH, y)
        free_from = y + 2 * _ROW
    return placed
