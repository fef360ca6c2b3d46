"""Whatever a form holds comes back as it was, and whatever is typed into one is read or refused by its cell."""

import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Criterion, Group, IndicatorSet, set_digest
from cycle_engine.domain.score_checks import sheet_problems
from cycle_engine.domain.score_forms import answer_on, answered_rows, note_on
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.errors import FileInvalid
from cycle_engine.formatting import normalised
from tests.score_forms import a_file, a_form, a_set, filled, read_back
from tests.worlds import some_of

STEPS = (Decimal("0.5"), Decimal(1), Decimal("0.25"), Decimal("0.1"))
WORDS = st.text(max_size=30) | st.sampled_from(("=1+1", "@x", "\t-1", "a;b"))

TYPED = st.text(max_size=8) | st.integers() | st.floats(allow_nan=False) | st.booleans()


@st.composite
def sets(draw: st.DrawFn) -> IndicatorSet:
    groups = []
    for group in "I", "II":
        criteria = []
        for number in range(draw(st.integers(1, 4))):
            step, steps = draw(st.sampled_from(STEPS)), draw(st.none() | st.integers(1, 40))
            maximum = None if steps is None else step * steps
            label = normalised(draw(WORDS)) or "nhãn"
            criteria.append(
                Criterion(f"{group}.{number}", label, group, maximum, mandatory=draw(st.booleans()), step=step)
            )
        whole = sum((row.maximum or Decimal(0) for row in criteria), Decimal(0))
        groups.append(Group(group, "nhóm", max(whole, Decimal(1)), tuple(criteria)))
    return a_set(*groups)


@st.composite
def sheets(draw: st.DrawFn, by: IndicatorSet) -> ScoreSheet:
    entries = []
    for row in by.criteria:
        note = normalised(draw(WORDS))
        if row.maximum is None:
            entries.append(ScoreEntry(row.code, met=draw(st.none() | st.booleans()), note=note))
        else:
            taken = draw(st.none() | st.integers(0, int(row.maximum / row.step)))
            entries.append(ScoreEntry(row.code, points=None if taken is None else taken * row.step, note=note))
    said = tuple(entry for entry in entries if entry.is_given or entry.note)
    return ScoreSheet(LevelKind.SELF, by.id, by.version, set_digest(by), entries=said)


@some_of(2)
@given(st.data())
def test_a_form_gives_back_every_sheet_that_can_be_on_it(data: st.DataObject) -> None:
    by = data.draw(sets())
    sheet = data.draw(sheets(by))
    evidence = {row.code: normalised(data.draw(WORDS)) for row in by.criteria}
    with tempfile.TemporaryDirectory() as folder:
        read = read_back(a_file(Path(folder) / "phieu.xlsx", a_form(by, sheet=sheet, evidence=evidence)), by)
    assert _says_the_same(by, sheet, read.sheet)
    assert dict(read.evidence) == {code: words for code, words in evidence.items() if words}


@some_of(2)
@given(
    st.lists(st.text(max_size=8) | st.integers() | st.floats(allow_nan=False) | st.booleans(), min_size=4, max_size=4)
)
def test_whatever_is_typed_is_read_within_bounds_or_refused(typed: list[object]) -> None:
    clean = [value if not isinstance(value, str) else "".join(c for c in value if c.isprintable()) for value in typed]
    with tempfile.TemporaryDirectory() as folder:
        form = a_file(Path(folder) / "phieu.xlsx")
        filled(form, dict(zip(("1.1", "1.2", "1.3", "2.1"), clean, strict=True)))
        found = read_or_refused(form)
    if isinstance(found, FileInvalid):
        assert all(problem.where.startswith("D") and problem.hint for problem in found.problems)
    else:
        assert sheet_problems(found, a_set()) == ()


def read_or_refused(form: Path) -> ScoreSheet | FileInvalid:
    try:
        return read_back(form).sheet
    except FileInvalid as refusal:
        return refusal


def _says_the_same(indicators: IndicatorSet, one: ScoreSheet | None, other: ScoreSheet | None) -> bool:
    """Whether two sheets answer and note the same on every row of a form."""
    rows = answered_rows(indicators).values()
    return all(
        answer_on(one, row) == answer_on(other, row) and note_on(one, row) == note_on(other, row) for row in rows
    )
