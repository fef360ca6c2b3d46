"""Whether a score sheet can be: every code of the set, no points above their maximum, none between two steps.

A problem's ``where`` is the criterion's code or the group's id, so that a form can say in which cell it stands; its
message is read behind that and does not name it again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cycle_engine.domain.definition import LEVELS
from cycle_engine.domain.indicators import Criterion, Group, IndicatorSet
from cycle_engine.domain.levels import judge
from cycle_engine.domain.scoring import GroupTotal, ScoreEntry, ScoreSheet
from cycle_engine.errors import Problem
from cycle_engine.messages import text

BIGGEST_TOTAL = Decimal(10_000)
"""Points; what a group of a set that nobody has read may come to."""

LONGEST_ID = 20


def sheet_problems(sheet: ScoreSheet, indicators: IndicatorSet) -> tuple[Problem, ...]:
    """List everything that is wrong with a sheet; a missing answer is not, since sheets are filled in bit by bit."""
    found = (
        *_repeated(entry.code for entry in sheet.entries),
        *_repeated(total.group for total in sheet.group_totals),
        *(problem for entry in sheet.entries for problem in _entry_problems(entry, indicators)),
        *(problem for total in sheet.group_totals for problem in _total_problems(total, indicators)),
    )
    return found or (*_sum_problems(sheet, indicators), *_level_problems(sheet, indicators))


def _repeated(names: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield _problem(name, "entered_twice")


def _entry_problems(entry: ScoreEntry, indicators: IndicatorSet) -> Iterator[Problem]:
    criterion = indicators.find_criterion(entry.code)
    if criterion is None:
        name = "code_unknown" if indicators.criteria else "no_criteria"
        yield _problem(entry.code, name, codes=[c.code for c in indicators.criteria])
    elif criterion.maximum is None and entry.points is not None:
        yield _problem(entry.code, "wants_yes_or_no", code=entry.code)
    elif criterion.maximum is not None and entry.met is not None:
        yield _problem(entry.code, "wants_points", code=entry.code, maximum=criterion.maximum)
    elif entry.points is not None:
        yield from _point_problems(entry.points, criterion)


def _point_problems(points: Decimal, criterion: Criterion) -> Iterator[Problem]:
    maximum = criterion.maximum or Decimal(0)
    facts = {"code": criterion.code, "points": points, "maximum": maximum}
    if not 0 <= points <= maximum:
        yield _problem(criterion.code, "points_out_of_range", **facts)
    elif points % criterion.step:
        yield _problem(criterion.code, "points_between_steps", step=criterion.step, **facts)


def _total_problems(total: GroupTotal, indicators: IndicatorSet) -> Iterator[Problem]:
    group = indicators.find_group(total.group)
    if group is None and indicators.groups:
        yield _problem(total.group, "group_unknown", groups=[g.id for g in indicators.groups])
    elif not total.group or len(total.group) > LONGEST_ID:
        yield _problem(total.group, "group_unnamed", most=LONGEST_ID)
    maximum = group.maximum if group else BIGGEST_TOTAL
    if not 0 <= total.points <= maximum:
        facts = {"group": total.group, "points": total.points, "maximum": maximum}
        yield _problem(total.group, "total_out_of_range", **facts)
    elif group and (step := _step_of(group)) and total.points % step:
        facts = {"group": total.group, "points": total.points, "step": step}
        yield _problem(total.group, "total_between_steps", **facts)


def _step_of(group: Group) -> Decimal | None:
    """Give the step that a group's total comes in: the smallest of its criteria's; None where none has points."""
    return min((criterion.step for criterion in group.criteria if criterion.maximum is not None), default=None)


def _sum_problems(sheet: ScoreSheet, indicators: IndicatorSet) -> Iterator[Problem]:
    """Find totals that cannot be what the group's criteria add up to."""
    for group in indicators.groups:
        total = sheet.find_total(group.id)
        given = sum((entry.points or Decimal(0) for entry in _entries(sheet, group)), Decimal(0))
        if total is None or not any(entry.points is not None for entry in _entries(sheet, group)):
            continue
        most = given + _open_points(sheet, group) + max(group.gap, Decimal(0))
        if not given + min(group.gap, Decimal(0)) <= total <= most:
            facts = {"group": group.id, "total": total, "sum": given}
            yield _problem(group.id, "total_is_not_the_sum", **facts)


def _level_problems(sheet: ScoreSheet, indicators: IndicatorSet) -> Iterator[Problem]:
    if sheet.level is None:
        return
    if sheet.level not in LEVELS:
        yield _problem("", "level_unknown", level=sheet.level, levels=LEVELS)
        return
    verdict = judge(sheet, indicators)
    if verdict.contradicts(sheet.level):
        facts = {"level": sheet.level, "lowest": verdict.lowest, "highest": verdict.highest}
        yield _problem("", "level_contradicts", **facts)


def _entries(sheet: ScoreSheet, group: Group) -> list[ScoreEntry]:
    codes = {criterion.code for criterion in group.criteria}
    return [entry for entry in sheet.entries if entry.code in codes]


def _open_points(sheet: ScoreSheet, group: Group) -> Decimal:
    answers = sheet.by_code()
    return sum(
        (c.maximum or Decimal(0) for c in group.criteria if c.code not in answers or answers[c.code].points is None),
        Decimal(0),
    )


def _problem(where: str, name: str, **facts: object) -> Problem:
    return Problem(where, text(f"scores.{name}", **facts), text(f"scores.{name}_hint", **facts))
