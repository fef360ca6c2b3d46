from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from lxml import etree

from cycle_engine.domain.definition import Party, Track
from cycle_engine.messages import Label, Language, use_language
from cycle_engine.reports.stage_drawing import draw_svg
from cycle_engine.reports.stage_layout import BOX_HEIGHT, BOX_WIDTH, build_layout
from tests.golden_files import assert_golden
from tests.unit.reports.samples import DEPARTMENT_TRACK, HOSTILE_NAMES, SCHOOL_TRACK, a_stage, a_transition

SVG = "{http://www.w3.org/2000/svg}"
FORKED = Track(
    name="forked",
    label=Label("Rẽ nhánh", "Forked"),
    initial="start",
    stages=(
        a_stage("start", "Bắt đầu", Party.SCHOOL),
        a_stage("paper", "Hồ sơ giấy", Party.SCHOOL),
        a_stage("digital", "Hồ sơ số", Party.SCHOOL),
        a_stage("end", "Kết thúc", None),
        a_stage("lost", "Không ai đến", Party.DEPARTMENT),
    ),
    transitions=(
        a_transition("by_paper", "Nộp giấy", "start", "paper"),
        a_transition("by_file", "Nộp tệp", "start", "digital"),
        a_transition("skip", "Bỏ qua", "start", "end"),
        a_transition("finish", "Xong", "paper digital", "end"),
        a_transition("again", "Làm lại", "end", "start"),
        a_transition("correct", "Sửa", "paper", "paper"),
    ),
)
TRACKS = [SCHOOL_TRACK, DEPARTMENT_TRACK, FORKED]


@pytest.fixture
def english() -> Iterator[None]:
    use_language(Language.EN)
    yield
    use_language(Language.VI)


def test_the_drawing_of_the_schools_stages() -> None:
    assert_golden("reports/stages-school.svg", draw_svg(SCHOOL_TRACK))


@pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)
def test_every_stage_and_transition_is_drawn_and_is_in_the_text_alternative(track: Track) -> None:
    svg = etree.fromstring(draw_svg(track).encode())
    described = svg.findtext(f"{SVG}desc") or ""
    drawn = " ".join(text.text or "" for text in svg.iter(f"{SVG}text"))

    assert svg.get("role") == "img"
    assert len(list(svg.iter(f"{SVG}rect"))) == len(track.stages)
    for label in [stage.label for stage in track.stages] + [made.label for made in track.transitions]:
        assert label.vi in described
        assert label.vi in drawn


@pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)
def test_no_box_lies_on_another(track: Track) -> None:
    for one, other in combinations(build_layout(track).boxes.values(), 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT


@pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)
def test_two_returns_in_one_lane_never_run_side_by_side(track: Track) -> None:
    for one, other in combinations(build_layout(track).lanes, 2):
        apart = max(one.start, one.end) < min(other.start, other.end) or max(other.start, other.end) < min(
            one.start, one.end
        )
        assert one.x != other.x or apart


@pytest.mark.parametrize("track", TRACKS, ids=lambda track: track.name)
def test_nothing_lies_outside_the_picture(track: Track) -> None:
    svg = etree.fromstring(draw_svg(track).encode())
    left, top, width, height = map(int, (svg.get("viewBox") or "").split())

    for part in (*svg.iter(f"{SVG}rect"), *svg.iter(f"{SVG}text")):
        x, y = int(part.get("x") or 0), int(part.get("y") or 0)
        assert left <= x <= left + width
        assert top <= y <= top + height


def test_the_way_leads_down_and_returns_run_at_the_left() -> None:
    layout = build_layout(SCHOOL_TRACK)
    main = [stage.id for stage in SCHOOL_TRACK.stages if stage.id != "exempt"]

    assert [layout.boxes[stage].y for stage in main] == sorted(layout.boxes[stage].y for stage in main)
    assert {t.id for lane in layout.lanes for t in lane.arrow.transitions} == {
        "send_back",
        "return_for_supplement",
        "unpublish",
        "reopen",
    }
    assert [branch.stage for branch in layout.branches] == ["exempt"]


def test_stages_of_one_layer_stand_beside_each_other() -> None:
    boxes = build_layout(FORKED).boxes

    assert boxes["paper"].y == boxes["digital"].y
    assert boxes["start"].y < boxes["paper"].y < boxes["end"].y < boxes["lost"].y


@pytest.mark.usefixtures("english")
def test_the_drawing_speaks_the_language_of_its_reader() -> None:
    svg = draw_svg(SCHOOL_TRACK)

    assert "external review" in svg
    assert "Đánh giá ngoài" not in svg


def test_hostile_labels_stay_text_in_the_drawing() -> None:
    stage, *others = DEPARTMENT_TRACK.stages
    for name in (*HOSTILE_NAMES, "không\x00in được"):
        track = replace(DEPARTMENT_TRACK, stages=(replace(stage, label=Label(name, name)), *others))

        svg = etree.fromstring(draw_svg(track).encode())

        assert "\u202e" not in draw_svg(track)
        assert {etree.QName(element).localname for element in svg.iter("*")} <= {
            *("svg", "title", "desc", "style", "defs", "marker", "path", "rect", "text"),
        }
