"""Reports, the board and the drawing of the stages."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "due_too_soon": "period {period}: no working day lies between the cut-off on {cut_off} and the due day {due}",
    "due_too_soon_hint": "move this period's due day later, so that at least one working day follows the cut-off",
    "period_hint": "write the year and month of the cut-off, such as 2025-02",
    "reporting_rule_hint": "choose a cut-off day from 1 and a due day after it, day {last} at the latest",
}
