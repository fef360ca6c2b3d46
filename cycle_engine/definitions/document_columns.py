"""Tables that are only visible: lines laid out in columns, as PDF text and ``pdftotext -layout`` give them.

The heading says how many columns there are and about where. The border between two columns is the widest strip
between their headings that fewest lines of the page write into. A table row is the lines around one number in the
number column: those from the number on when numbers stand at the top of their row, those around it when they stand in
its middle. Whoever reads such a table is told to compare it with the document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cycle_engine.definitions.appendix_headings import Column, columns_of
from cycle_engine.definitions.document_rows import Place, PlacedLine, Row
from cycle_engine.formatting import normalised

_SEGMENT: Final = re.compile(r"\S+(?: {1,2}\S+)*")
_NUMBER: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]?")
_SECTION: Final = re.compile(r"\s*(?:[IVX]{1,5}|[A-H])[.)]\s+\S")
_END: Final = re.compile(r"\s*(?:nơi nhận|trên đây|ghi chú|\./\.)", re.IGNORECASE)
_HEADING_TAIL: Final = frozenset({"thực hiện", "hoàn thành", "công việc", "cần đạt", "chính", "dự kiến", "hiện"})
_HEADING_LINES: Final = 4
_GAP: Final = 2
_LONGEST_LINE: Final = 1_000
"""A longer line is prose, not a table's."""


@dataclass(frozen=True, slots=True)
class _Segment:
    first: int
    last: int
    words: str

    @property
    def centre(self) -> float:
        return (self.first + self.last) / 2


@dataclass(frozen=True, slots=True)
class _Heading:
    """The headings of one page, and the index of the line after them."""

    cells: tuple[_Segment, ...]
    end: int


def rows_by_position(pages: Sequence[Sequence[PlacedLine]]) -> tuple[Row, ...]:
    """The document's rows with its visible table in cells; nothing where no heading of an appendix is seen."""
    rows: list[Row] = []
    heading: _Heading | None = None
    for page in pages:
        found = _find_heading(page)
        heading = found or heading
        if heading is None:
            rows += (_loose(line) for line in page)
            continue
        start = found.end if found else 0
        rows += _with_heading(page, found)
        rows += _table_rows(page[start:], heading, with_heading=found is not None)
    return tuple(rows) if heading else ()


def _with_heading(page: Sequence[PlacedLine], heading: _Heading | None) -> Iterator[Row]:
    if heading is None:
        return
    first = next(index for index in range(heading.end) if _covers(page[index : heading.end], heading))
    yield from (_loose(line) for line in page[:first])
    yield Row(page[first].place, tuple(cell.words for cell in heading.cells))


def _covers(lines: Sequence[PlacedLine], heading: _Heading) -> bool:
    """Whether the heading begins on the first of these lines."""
    words = {segment.words for segment in _segments(lines[0].words)}
    return any(words & set(_pieces(cell.words, words)) for cell in heading.cells)


def _pieces(cell: str, candidates: set[str]) -> Iterator[str]:
    yield from (words for words in candidates if f" {cell} ".find(f" {words} ") >= 0)


def _loose(line: PlacedLine) -> Row:
    return Row(line.place, tuple(segment.words for segment in _segments(line.words)) or ("",))


def _segments(line: str) -> list[_Segment]:
    spread = line.expandtabs()
    if len(spread) > _LONGEST_LINE:
        return [_Segment(0, len(spread), normalised(spread))]
    return [_Segment(f.start(), f.end(), normalised(f.group())) for f in _SEGMENT.finditer(spread)]


def _find_heading(page: Sequence[PlacedLine]) -> _Heading | None:
    for start in range(len(page)):
        for size in range(1, _HEADING_LINES + 1):
            cells = _heading_cells(page[start : start + size])
            if cells is not None:
                return _Heading(*_with_tail(page, cells, start + size))
    return None


def _heading_cells(lines: Sequence[PlacedLine]) -> list[_Segment] | None:
    """The heading these lines make together, words above each other joined; it must name number, task and time."""
    cells: list[_Segment] = []
    for line in lines:
        cells = _stacked(cells, _segments(line.words))
    columns = columns_of([cell.words for cell in cells])
    return cells if columns and Column.NUMBER in columns else None


def _stacked(cells: list[_Segment], below: list[_Segment]) -> list[_Segment]:
    stacked = list(cells)
    for segment in below:
        over = next((c for c in stacked if c.first < segment.last and segment.first < c.last), None)
        if over is None:
            stacked.append(segment)
            continue
        joined = _Segment(min(over.first, segment.first), max(over.last, segment.last), f"{over.words} {segment.words}")
        stacked[stacked.index(over)] = joined
    return sorted(stacked, key=lambda cell: cell.first)


def _with_tail(page: Sequence[PlacedLine], cells: list[_Segment], end: int) -> tuple[tuple[_Segment, ...], int]:
    """The heading with the lines that its words go on in: down to the first section, or as long as they are known."""
    section = next((i for i in range(end, len(page)) if _SECTION.match(page[i].words)), end)
    between = [_segments(line.words) for line in page[end:section]]
    numbered = any(below and _NUMBER.fullmatch(below[0].words) for below in between)
    last = end if numbered else section
    while last < len(page) and _is_tail(page[last]):
        last += 1
    for line in page[end:last]:
        cells = _stacked(cells, _segments(line.words))
    return tuple(cells), last


def _is_tail(line: PlacedLine) -> bool:
    below = _segments(line.words)
    return bool(below) and all(segment.words.casefold() in _HEADING_TAIL for segment in below)


def _table_rows(lines: Sequence[PlacedLine], heading: _Heading, *, with_heading: bool) -> Iterator[Row]:
    body = _without_page_numbers(lines)
    stop = next((i for i, line in enumerate(body) if _END.match(line.words)), len(body))
    borders = _borders([line.words.expandtabs() for line in body[:stop]], heading, with_heading=with_heading)
    group: list[tuple[Place, tuple[str, ...]]] = []
    for line in body[:stop]:
        if _SECTION.match(line.words):
            yield from _gathered(group)
            group = []
            yield Row(line.place, (normalised(line.words), *[""] * len(borders)))
        else:
            group.append((line.place, _cut(line.words.expandtabs(), borders)))
    yield from _gathered(group)
    yield from (_loose(line) for line in body[stop:])


def _without_page_numbers(lines: Sequence[PlacedLine]) -> list[PlacedLine]:
    written = [i for i, line in enumerate(lines) if line.words.strip()]
    edges = {*written[:1], *written[-1:]}
    return [
        line for i, line in enumerate(lines) if not (i in edges and re.fullmatch(r"\s*-?\s*\d+\s*-?\s*", line.words))
    ]


def _borders(lines: Sequence[str], heading: _Heading, *, with_heading: bool) -> list[int]:
    """Between which columns of characters the table's columns lie; a page without the heading may lie elsewhere."""
    written = [0] * (max((len(line) for line in lines), default=0) + 1)
    for line in lines:
        if not _SECTION.match(line):
            for segment in _segments(line):
                written[segment.first : segment.last] = [count + 1 for count in written[segment.first : segment.last]]
    strips = _strips(written)
    if not with_heading and len(strips) == len(heading.cells) - 1:
        return [(first + last) // 2 for first, last in strips]
    return [_border(written, a, b) for a, b in pairwise(heading.cells)]


def _strips(written: Sequence[int]) -> list[tuple[int, int]]:
    """The inner strips, two characters wide or wider, that no line writes into."""
    used = [x for x, count in enumerate(written) if count]
    return [(before + 1, after) for before, after in pairwise(used) if after - before > _GAP]


def _border(written: Sequence[int], left: _Segment, right: _Segment) -> int:
    """The middle of the widest strip between two headings that fewest lines write into."""
    first, last = int(left.centre), max(int(right.centre), int(left.centre) + 1)
    counts = [written[x] if x < len(written) else 0 for x in range(first, last)]
    emptiest = min(counts)
    best = (0, 0)
    start = None
    for index, count in enumerate([*counts, emptiest + 1]):
        if count == emptiest and start is None:
            start = index
        elif count != emptiest and start is not None:
            best = max(best, (index - start, start))
            start = None
    return first + best[1] + best[0] // 2


def _cut(line: str, borders: Sequence[int]) -> tuple[str, ...]:
    """The line's words by column; a segment that crosses a border belongs where most of it stands."""
    cells: list[list[str]] = [[] for _ in range(len(borders) + 1)]
    for segment in _segments(line):
        pieces = _pieces_between(line, segment, borders)
        for column, words in pieces:
            cells[column].append(words)
    return tuple(normalised(" ".join(words)) for words in cells)


def _pieces_between(line: str, segment: _Segment, borders: Sequence[int]) -> Iterator[tuple[int, str]]:
    """A segment cut where a border falls on one of its blanks, whole in the column of its middle elsewhere."""
    start = segment.first
    for border in borders:
        if start < border < segment.last and " " in line[border - 1 : border + 1]:
            yield sum(b <= (start + border) / 2 for b in borders), line[start:border]
            start = border
    yield sum(b <= (start + segment.last) / 2 for b in borders), line[start : segment.last]


def _gathered(lines: Sequence[tuple[Place, tuple[str, ...]]]) -> Iterator[Row]:
    anchors = [i for i, (_, cells) in enumerate(lines) if _NUMBER.fullmatch(cells[0])]
    if not anchors:
        yield from (Row(place, cells) for place, cells in lines if any(cells))
        return
    starts = _row_starts(lines, anchors)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        block = [entry for entry in lines[start:end] if any(entry[1])]
        columns = zip(*(cells for _, cells in block), strict=True)
        yield Row(block[0][0], tuple(normalised(" ".join(column)) for column in columns))


def _row_starts(lines: Sequence[tuple[Place, tuple[str, ...]]], anchors: Sequence[int]) -> list[int]:
    """Where each row begins. Words above the first number say that numbers stand in the middle of their rows.

    Then a row ends about as far below its number as it began above, where all columns go on with a new sentence.
    """
    first = next(i for i, (_, cells) in enumerate(lines) if any(cells))
    if first == anchors[0]:
        return list(anchors)
    starts = [first]
    for anchor, following in pairwise(anchors):
        mirrored = min(anchor + (anchor - starts[-1]) + 1, following)
        places = range(anchor + 1, following + 1)
        starts.append(min(places, key=lambda i: (_broken_sentences(lines[i:]), abs(i - mirrored))))
    return starts


def _broken_sentences(lines: Sequence[tuple[Place, tuple[str, ...]]]) -> int:
    """How many columns would begin a row in the middle of a sentence if one began here."""
    begun = [next(filter(None, column), "") for column in zip(*(cells for _, cells in lines), strict=True)]
    return sum(words[:1].islower() for words in begun)
