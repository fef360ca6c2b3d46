"""Why a sheet comes to its level, step by step, as a person who checks it by hand would go."""

from collections.abc import Iterator
from decimal import Decimal

from cycle_engine.domain.indicators import FULL_SHARE, Band, IndicatorSet, MissingMandatory, OverallRule
from cycle_engine.domain.levels import GroupVerdict, Verdict, band_of
from cycle_engine.messages import Text, text


def reasons_for(verdict: Verdict) -> tuple[Text, ...]:
    """List the steps that lead to a level, or to none."""
    return (
        *(step for group in verdict.groups for step in _group_steps(group, verdict.indicators)),
        *_overall_steps(verdict),
    )


def warnings_for(verdict: Verdict) -> tuple[Text, ...]:
    """Say what whoever relies on the level ought to know."""
    effect = verdict.indicators.missing_mandatory.value
    unmet = [text(f"scores.mandatory_{effect}", code=code) for code in verdict.unmet]
    gaps = [group for group in verdict.groups if group.group.gap and not group.is_entered]
    facts = [{"group": g.group.id, "gap": abs(g.group.gap)} for g in gaps]
    return (*unmet, *(text("scores.set_incomplete", **fact) for fact in facts))


def band_words(band: Band) -> Text:
    """Say a band's bounds in words, leaving out those that bound nothing."""
    bounds = []
    if band.low > 0:
        bounds.append(text("scores.from_included" if band.low_included else "scores.above", bound=band.low))
    if band.high < FULL_SHARE:
        bounds.append(text("scores.to_included" if band.high_included else "scores.under", bound=band.high))
    return text("scores.bounds", bounds=bounds or [text("scores.any_points")])


def _group_steps(verdict: GroupVerdict, indicators: IndicatorSet) -> Iterator[Text]:
    group = verdict.group
    facts: dict[str, object] = {"group": group.id, "label": group.label, "maximum": group.maximum}
    points = verdict.points or Decimal(0)
    yield text("scores.total_entered" if verdict.is_entered else "scores.total_summed", points=points, **facts)
    if verdict.unanswered:
        yield text("scores.unanswered", group=group.id, codes=verdict.unanswered)
    if verdict.is_ranged:
        yield text("scores.ranged", least=verdict.least, most=verdict.most, **facts)
    for total in dict.fromkeys((verdict.least, verdict.most)):
        band = band_of(total, group.maximum, indicators.bands)
        yield text("scores.in_band", points=total, band=band_words(band), level=band.level)
    if verdict.unmet and indicators.missing_mandatory is MissingMandatory.CAPS:
        yield text("scores.capped", group=group.id, codes=verdict.unmet)


def _overall_steps(verdict: Verdict) -> Iterator[Text]:
    if not verdict.groups:
        yield text("scores.no_rule")
    elif verdict.computed is not None:
        lowest = verdict.indicators.overall is OverallRule.LOWEST_GROUP
        yield text("scores.lowest_group" if lowest else "scores.all_points", level=verdict.computed)
    elif verdict.unanswered:
        yield text("scores.no_level_unanswered", count=len(verdict.unanswered))
    elif verdict.lowest != verdict.highest:
        yield text("scores.no_level_ranged", lowest=verdict.lowest, highest=verdict.highest)
    else:
        yield text("scores.no_level_prevented", codes=verdict.unmet)
    if verdict.is_by_hand:
        yield text("scores.by_hand", level=verdict.level)
