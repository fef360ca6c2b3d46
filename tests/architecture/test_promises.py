"""Each promise of the design is held by tests that are still there; a test that goes takes its promise with it."""

import ast
from typing import Final

import pytest

from tests.architecture import source_code

PROMISES: Final[dict[int, tuple[str, str]]] = {
    1: (
        "One write path",
        """
        tests/integration/test_one_write_path.py::test_after_every_act_of_a_year_each_row_is_the_fold_of_its_events
        tests/integration/test_one_write_path.py::test_a_fault_in_the_middle_leaves_nothing_at_all
        tests/unit/domain/test_case.py::test_promise_1_a_case_is_what_its_events_say_however_they_are_folded
        tests/properties/test_year_machine.py::test_promises_1_6_7_8_10_and_12_hold_through_any_year
        """,
    ),
    2: (
        "Nobody overwrites anybody",
        """
        tests/integration/test_nobody_overwrites.py::test_of_eight_at_once_on_one_case_exactly_one_succeeds
        tests/integration/test_nobody_overwrites.py::test_whoever_comes_second_is_told_who_did_what_in_between
        """,
    ),
    3: (
        "History is evidence",
        """
        tests/integration/test_history_is_evidence.py::test_the_database_itself_refuses_to_change_history
        tests/integration/test_history_is_evidence.py::test_a_changed_column_of_an_event_is_found_and_named
        tests/unit/domain/test_events.py::test_promise_3_every_field_of_an_event_matters_to_its_hash
        """,
    ),
    4: (
        "The past can be asked",
        """
        tests/integration/test_the_past.py::test_a_board_of_a_past_day_is_the_board_that_was_shown_on_it
        tests/integration/test_the_past.py::test_a_report_made_again_for_a_past_cut_off_is_the_same_to_the_byte
        """,
    ),
    5: (
        "A machine answers why",
        """
        tests/integration/test_why_and_who.py::test_what_why_lists_is_what_advance_refuses_with
        tests/integration/test_why_and_who.py::test_once_everything_why_lists_is_supplied_advance_succeeds
        """,
    ),
    6: (
        "Reminders are a function",
        """
        tests/properties/test_ticking.py::test_promise_6_the_tick_decides_what_a_naive_walk_through_the_year_decides
        tests/properties/test_ticking.py::test_promise_6_ticking_hourly_decides_what_ticking_daily_does
        tests/properties/test_ticking.py::test_promise_6_after_an_outage_only_the_latest_rung_is_said_and_the_rest_is_superseded
        tests/properties/test_ticking.py::test_promise_6_ticking_twice_changes_nothing_and_a_dry_run_says_what_the_tick_does
        """,
    ),
    7: (
        "The right person",
        """
        tests/unit/domain/test_milestones.py::test_promise_7_a_school_waiting_for_the_department_is_not_late
        tests/integration/test_reminders.py::test_promise_7_who_was_written_to_this_morning_hears_the_rest_tomorrow
        tests/properties/test_year_machine.py::test_promises_1_6_7_8_10_and_12_hold_through_any_year
        """,
    ),
    8: (
        "A letter that no longer holds is not sent",
        """
        tests/integration/test_reminders.py::test_promise_8_a_letter_about_what_was_done_is_taken_back
        tests/integration/test_reminders.py::test_promise_8_what_was_on_its_way_when_it_lapsed_is_not_tried_again
        tests/integration/test_reminders.py::test_promise_8_a_digest_keeps_saying_the_rest_as_the_letter_of_its_own_day
        tests/properties/test_year_machine.py::test_promises_1_6_7_8_10_and_12_hold_through_any_year
        """,
    ),
    9: (
        "No letter is lost; at most the one in flight can repeat",
        """
        tests/integration/test_killed_delivery.py::test_a_kill_at_any_instant_loses_no_letter_and_repeats_at_most_those_under_way
        tests/integration/test_outbox.py::test_a_letter_is_claimed_once_while_the_lease_holds
        """,
    ),
    10: (
        "Days off are quiet",
        """
        tests/unit/domain/test_milestones.py::test_promise_10_every_deadline_of_the_plan_has_two_dates
        tests/unit/domain/test_ladder.py::test_promise_10_no_rung_of_any_deadline_falls_on_a_day_off
        tests/properties/test_ticking.py::test_promise_10_no_letter_falls_on_a_day_that_an_office_was_given_off
        tests/unit/definitions/test_plan_date_checks.py::test_the_real_plan_s_deadlines_in_tet_and_at_weekends_are_shown
        """,
    ),
    11: (
        "Nothing invented",
        """
        tests/unit/notifications/test_composing.py::test_what_nobody_has_entered_is_printed_as_unknown
        tests/unit/reports/test_monthly_forms.py::test_the_paper_of_an_office_that_entered_nothing_invents_nothing
        """,
    ),
    12: (
        "Every refusal teaches",
        """
        tests/unit/domain/test_guards.py::test_promise_12_every_unmet_need_is_said_at_once_with_its_cure
        tests/integration/test_one_write_path.py::test_what_is_refused_leaves_nothing_behind
        tests/properties/test_year_machine.py::test_promises_1_6_7_8_10_and_12_hold_through_any_year
        """,
    ),
    13: (
        "Data an outsider wrote is never code",
        """
        tests/unit/notifications/test_composing.py::test_an_office_s_folder_cannot_lend_files_from_elsewhere
        tests/unit/notifications/test_envelopes.py::test_a_line_break_in_a_subject_becomes_a_blank
        tests/unit/reports/test_calendar_entries.py::test_hostile_names_stay_text_and_lines_stay_short
        tests/integration/test_feeds.py::test_a_hostile_code_stays_within_the_folder
        tests/unit/reports/test_monthly_forms.py::test_a_workbook_with_hostile_names_has_no_formula_and_no_link
        tests/unit/definitions/test_sheets.py::test_the_bounds_are_the_last_row_and_column_that_are_read
        """,
    ),
    14: (
        "Everything an office needs works on one file; the same on PostgreSQL",
        """
        tests/integration/test_many_at_once.py::test_two_daemons_and_three_officers_at_once_lose_nothing_and_say_nothing_twice
        tests/properties/test_year_machine.py::test_the_same_promises_hold_on_postgresql
        """,
    ),
}


@pytest.mark.parametrize("number", PROMISES)
def test_each_promise_has_its_tests(number: int) -> None:
    there = {
        f"{module.path}::{node.name}"
        for module in source_code.tests()
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    _, tests = PROMISES[number]

    assert set(tests.split()) - there == set()


def test_every_promise_is_listed() -> None:
    assert list(PROMISES) == list(range(1, 15))
