"""The pictures themselves: the same bytes, nothing cut off or written over, readable without colour, and quiet."""

import subprocess
import sys
import unicodedata
import zlib
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from struct import unpack

import pytest
from lxml import etree
from matplotlib.colors import to_rgb
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.messages import Label, Language, use_language
from cycle_engine.reports.chart_canvas import WIDTH, Fill, drawing, width_of, wrap
from cycle_engine.reports.chart_figures import (
    Chart,
    DeadlineMark,
    HolderBar,
    HolderChart,
    LevelChart,
    ProgressChart,
    StageBand,
)
from cycle_engine.reports.chart_holders import _DEPARTMENT, _SCHOOL
from cycle_engine.reports.chart_levels import _BEFORE, _NOW
from cycle_engine.reports.chart_progress import _FILLS
from cycle_engine.reports.chart_words import chart_alternative, chart_table
from cycle_engine.reports.charts import PictureForm, draw_chart, render_chart
from cycle_engine.reports.tables import cell_text
from tests.unit.reports.sample_charts import MARKS, OPENED, STAGES, a_progress, some_holders, some_levels
from tests.unit.reports.samples import HOSTILE_NAMES

LONG = "Nội dung rất dài về việc tự đánh giá mức độ chuyển đổi số, phê duyệt kết quả và đề nghị đánh giá ngoài " * 3
UNBROKEN = "Mộttừrấtdài" * 12
CLOSE = tuple(DeadlineMark(f"II.{at}", OPENED + timedelta(days=30 + at)) for at in range(7))
CHARTS: dict[str, Chart] = {
    "progress": a_progress(),
    "progress of one school": a_progress(1),
    "progress of fifty thousand": a_progress(50_000),
    "progress on the first day": a_progress(weeks=1, stages=STAGES[:1], marks=()),
    "progress in the first week": a_progress(weeks=2),
    "progress over years": a_progress(weeks=150),
    "progress with long stages": a_progress(stages=(LONG, UNBROKEN, *STAGES)),
    "progress with a dozen stages": a_progress(stages=tuple(f"Bước {at} trong mười hai bước" for at in range(12))),
    "progress with deadlines day by day": a_progress(marks=CLOSE),
    "progress with hostile stages": a_progress(stages=HOSTILE_NAMES),
    "levels": some_levels(),
    "levels of the first year": some_levels(year_before=""),
    "levels of fifty thousand": some_levels(50_000),
    "levels of one kind": replace(some_levels(), kinds=some_levels().kinds[:1]),
    "levels of years with long names": replace(some_levels(year_before=LONG), year=LONG),
    "days held": some_holders(),
    "days held of long tasks": some_holders(title=LONG),
    "days held of one word": some_holders(title=UNBROKEN),
    "days held of hostile tasks": some_holders(title=HOSTILE_NAMES[0]),
    "days held of dollars": some_holders(title="giá $\\nosuch$"),
}
EACH = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


@EACH
def test_nothing_that_is_written_is_cut_off(chart: Chart) -> None:
    with drawing():
        sheet = draw_chart(chart)
        whole = sheet.figure.bbox
        for text in sheet.figure.findobj(Text):
            box = text.get_window_extent()
            inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= whole.x1 and box.y1 <= whole.y1
            assert inside, f"{text.get_text()!r} goes over the edge"


@EACH
def test_no_words_are_written_over_others(chart: Chart) -> None:
    with drawing():
        texts = [text for text in draw_chart(chart).figure.findobj(Text) if text.get_text()]
        boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    touching = [(a, b) for at, (a, one) in enumerate(boxes) for b, other in boxes[at + 1 :] if one.overlaps(other)]
    assert touching == []


@EACH
def test_every_chart_is_small_as_wide_as_a_page_s_text_and_no_higher_than_a_page(chart: Chart) -> None:
    png = render_chart(chart, PictureForm.PNG)
    width, height = unpack(">II", png[16:24])
    assert width == round(WIDTH / 2.54 * 200) or width == int(WIDTH / 2.54 * 200)
    assert height / width * WIDTH < 25
    assert len(png) < 250_000
    assert len(zlib.compress(render_chart(chart, PictureForm.SVG))) < 150_000


@EACH
def test_a_drawn_page_has_no_text_of_others_and_asks_for_nothing(chart: Chart) -> None:
    svg = etree.fromstring(render_chart(chart, PictureForm.SVG))
    names = {etree.QName(element).localname for element in svg.iter(etree.Element)}
    assert not names & {"script", "text", "image", "foreignObject", "a", "metadata"}
    links = [
        str(value) for element in svg.iter(etree.Element) for key, value in element.attrib.items() if "href" in key
    ]
    assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("form", PictureForm)
def test_the_same_figures_give_the_same_bytes_in_another_process(form: PictureForm) -> None:
    program = (
        "import sys; from tests.unit.reports.sample_charts import *; from cycle_engine.reports.charts import *;"
        f"[sys.stdout.buffer.write(render_chart(c, PictureForm({form.value!r})))"
        " for c in (some_holders(), a_progress(), some_levels())]"
    )
    root = Path(__file__).parents[3]
    other = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, check=True)
    assert other.stdout == b"".join(render_chart(c, form) for c in (some_holders(), a_progress(), some_levels()))
    assert other.stderr == b""


def test_a_picture_says_nothing_of_when_and_with_what_it_was_made() -> None:
    png, svg = (render_chart(a_progress(), form) for form in (PictureForm.PNG, PictureForm.SVG))
    assert b"tEXt" not in png
    assert b"matplotlib" not in png.lower()
    assert b"matplotlib" not in svg.lower()


def test_drawing_is_quiet_where_no_cache_can_be_kept_and_leaves_the_settings_of_others_alone(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("savefig.bbox: tight\nhatch.linewidth: 5\n", "utf-8")
    closed = tmp_path / "closed"
    closed.write_text("a file where a folder would be", "utf-8")
    root = Path(__file__).parents[3]
    program = (
        f"import sys; sys.path.insert(0, {str(root)!r}); from tests.unit.reports.sample_charts import *;"
        "from cycle_engine.reports.charts import *;"
        "sys.stdout.buffer.write(render_chart(a_progress(), PictureForm.PNG))"
    )
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        env={"MPLCONFIGDIR": str(closed), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    assert made.stderr == b""
    assert made.stdout == render_chart(a_progress(), PictureForm.PNG)


def test_a_chart_speaks_the_language_being_spoken() -> None:
    vietnamese = render_chart(some_holders(), PictureForm.SVG)
    use_language(Language.EN)
    try:
        assert render_chart(some_holders(), PictureForm.SVG) != vietnamese
    finally:
        use_language(Language.VI)


@pytest.mark.parametrize(
    ("language", "thousand", "half"), [(Language.VI, "1.000", "2,5"), (Language.EN, "1,000", "2.5")]
)
def test_numbers_are_written_as_the_language_being_spoken_writes_them(
    language: Language, thousand: str, half: str
) -> None:
    bar = HolderBar("II.1", "Tự đánh giá", 1_000, DaysHeld(school=2_500))
    use_language(language)
    try:
        words, table = chart_alternative(HolderChart((bar,), 1_000)), chart_table(HolderChart((bar,), 1_000))
        assert (thousand in words, half in words, cell_text(table.rows[0][2])) == (True, True, half)
    finally:
        use_language(Language.VI)


@pytest.mark.parametrize("fills", [_FILLS, (_NOW, _BEFORE), (_SCHOOL, _DEPARTMENT)])
def test_neighbours_differ_in_grey_and_in_hatching(fills: tuple[Fill, ...]) -> None:
    for one, other in pairwise([*fills, fills[0]]):
        assert abs(grey(one.colour) - grey(other.colour)) > 0.08
        assert one.hatch != other.hatch


def grey(colour: str) -> float:
    red, green, blue = to_rgb(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("bold", [False, True])
def test_the_font_has_every_vietnamese_letter(*, bold: bool) -> None:
    import matplotlib as mpl

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
    tones = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    composed = {unicodedata.normalize("NFC", letter + tone) for letter in "aăâeêioôơuưy" for tone in tones}
    wanted = {
        form for letter in composed | set(letters) | set("0123456789.,:;()/=+-…") for form in (letter, letter.upper())
    }
    known = FT2Font(str(Path(mpl.get_data_path()) / "fonts" / "ttf" / name)).get_charmap()
    assert [letter for letter in sorted(wanted) if ord(letter) not in known] == []


def test_words_written_apart_are_drawn_composed() -> None:
    apart = unicodedata.normalize("NFD", STAGES[2])
    assert render_chart(a_progress(stages=(apart, "B")), PictureForm.PNG) == render_chart(
        a_progress(stages=(STAGES[2], "B")), PictureForm.PNG
    )


def test_marks_that_turn_the_direction_of_writing_are_not_drawn() -> None:
    with drawing():
        written = {text.get_text() for text in draw_chart(CHARTS["progress with hostile stages"]).figure.findobj(Text)}
    assert not any("\u202e" in words or "\u202c" in words for words in written)


def test_lines_are_as_wide_as_they_may_be_and_what_is_too_much_ends_in_an_ellipsis() -> None:
    with drawing():
        lines = wrap(LONG, 4.0, most=3).split("\n")
        assert len(lines) == 3
        assert lines[-1].endswith("…")
        assert all(width_of(line) <= 4.0 for line in lines)
        assert all(width_of(line) <= 4.0 for line in wrap(UNBROKEN, 4.0, most=99).split("\n"))
        assert wrap(UNBROKEN, 4.0, most=99).replace("\n", "") == UNBROKEN


def test_deadlines_of_one_day_share_a_line_and_a_label() -> None:
    both = (DeadlineMark("II.2", MARKS[0].due), DeadlineMark("II.3", MARKS[0].due))
    with drawing():
        written = [text.get_text() for text in draw_chart(a_progress(marks=both)).figure.findobj(Text)]
    assert "II.2, II.3: 31/01" in written


def test_numbers_are_written_as_vietnamese_writes_them() -> None:
    with drawing():
        many = {text.get_text() for text in draw_chart(a_progress(50_000)).figure.findobj(Text)}
        days = {text.get_text() for text in draw_chart(some_holders(3)).figure.findobj(Text)}
    assert "49.999" in many
    assert "50.000" in many
    assert {"40", "16", "27"} <= days


def test_pictures_do_not_take_longer_for_more_schools() -> None:
    assert len(render_chart(a_progress(50_000), PictureForm.SVG)) < 2 * len(
        render_chart(a_progress(25), PictureForm.SVG)
    )


def test_an_empty_chart_is_not_drawn() -> None:
    empty: tuple[Chart, ...] = (
        ProgressChart((OPENED,), (), (), 0),
        LevelChart("2024-2025", "", ()),
        HolderChart((), 0),
    )
    for chart in empty:
        with pytest.raises(ValueError, match="nothing to draw"):
            render_chart(chart, PictureForm.SVG)


def test_a_stage_nobody_is_in_any_more_is_named_with_none() -> None:
    bands = (StageBand(Label("Một", "One"), (3, 0)), StageBand(Label("Hai", "Two"), (0, 3)))
    with drawing():
        sheet = draw_chart(ProgressChart((OPENED, OPENED + timedelta(days=7)), bands, (), 0))
        written = [text.get_text() for text in sheet.figure.findobj(Text)]
    assert written.count("0") == 2  # on the axis, and beside the stage
