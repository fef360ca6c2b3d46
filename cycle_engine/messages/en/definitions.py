"""What can be wrong in workflow and plan files, and how to put it right."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "after_recognition_date": (
        "the milestone {milestone} is due on {due}, after the Ministry's last day for recognition and "
        "publication, {latest}"
    ),
    "after_recognition_date_hint": (
        "let {milestone} be due by {latest}, or compare with the guidance of the school year"
    ),
    "after_self_assessment_date": (
        "the milestone {milestone} is due on {due}, after the Ministry's last day for self-assessments, {latest}"
    ),
    "after_self_assessment_date_hint": (
        "let {milestone} be due by {latest}, or compare with the guidance of the school year"
    ),
    "allowed": "allowed: {allowed}",
    "at_end": "end of file",
    "at_line": "line {line}, column {column}",
    "beyond_calendar": "the working calendar does not know {day}",
    "beyond_calendar_hint": "look at the year of {day}",
    "did_you_mean": "did you mean “{nearest}”? allowed: {allowed}",
    "due_at_weekend": "{milestones} due {due} at a weekend: reminds towards {remind_by}, late after {late_after}",
    "due_at_weekend_hint": "for a deadline on a working day let {milestones} be due on {remind_by} or {next_working}",
    "due_before_needed": "the milestone {milestone} is due on {due}, before {needed} which it needs (due {needed_due})",
    "due_before_needed_hint": "let {milestone} be due on {needed_due} or later, or {needed} on {due} or earlier",
    "due_before_opens": "the milestone {milestone} is due on {due}, before it opens on {opens}",
    "due_before_opens_hint": "put right the opens or the due of {milestone}",
    "due_in_holiday": (
        "{milestones} due {due} inside a holiday ({why}): reminds towards {remind_by}, late after {late_after}"
    ),
    "due_in_holiday_hint": "for a deadline on a working day let {milestones} be due on {remind_by} or {next_working}",
    "due_on_disputed_day": "{milestones} due {due}, a day that may yet become a day off ({why})",
    "due_on_disputed_day_hint": "once it is settled, write {due} into the office's calendar file",
    "empty": "is empty",
    "gate_on_many_cases": "the track {track} has many cases, so nothing can wait for it to reach “{stage}”",
    "gate_on_many_cases_hint": "use no_case_in:{track}.<stage> to wait until no case is left there",
    "guard_without_argument": "the guard “{guard}” takes no “{argument}”",
    "guard_without_argument_hint": 'write just "{guard}"',
    "id_twice": "the id “{value}” comes twice",
    "id_twice_hint": "give each row an id of its own",
    "id_with_blank": "the id “{value}” must not hold a blank",
    "initial_is_nobodys": "a case that begins in “{stage}” is nobody's to move",
    "initial_is_nobodys_hint": "let initial be a stage with an owner, or give “{stage}” one",
    "known_names": "there are: {names}; or give the path of a file",
    "ladder_empty": "the plan has no rung of reminders for the milestones {milestones}",
    "ladder_empty_hint": 'add tables [[ladder]], as in offset = -5, to = "owner", template = "reminder"',
    "ladder_too_late": "no rung reminds whoever must act before the milestones {milestones} are due",
    "ladder_too_late_hint": 'add a rung with a negative offset and to = "owner", as in offset = -5',
    "level_unrecorded": "no transition of the track {track} records the level “{level}”",
    "level_unrecorded_hint": 'add level = "{level}" to the transition that records it',
    "milestone_moves_nothing": "the milestone {milestone} reminds but completes no transition",
    "milestone_moves_nothing_hint": "if a transition fulfils {milestone}, let completes be one of: {steps}",
    "milestone_without_due": "the milestone {milestone} has no last day, so nobody is reminded",
    "milestone_without_due_hint": "write the last day of {milestone} as due, as in due = 2025-01-31",
    "missing_key": "the key “{key}” is missing",
    "nearest_name": "did you mean “{name}”?",
    "no_names": "there is none yet; give the path of a file",
    "not_a_day": "“{value}” is no day",
    "not_a_day_hint": "write days as year-month-day: 2025-01-31",
    "not_a_number": "“{value}” is not a number of points",
    "not_a_number_hint": "write as in 7 or 7.5",
    "not_a_school_year": "“{value}” is no school year; write it as 2024-2025",
    "not_a_school_year_hint": "write the school year as 2024-2025",
    "not_a_table": "“{key}” must be a named table",
    "not_file_name_hint": "this id is small letters without accents, digits, “_” or “-”, and begins with a letter",
    "not_identifier": "“{value}” cannot be an id",
    "not_identifier_hint": "ids are small letters without accents, digits or “_”, and begin with a letter",
    "not_rows": "“{key}” must be an array of tables",
    "not_rows_hint": "write each under a line [[…{key}]]",
    "not_set_id_hint": "ids are small letters without accents, digits or “-”, as in 3276",
    "not_texts": "must be a list of texts, none of them empty",
    "not_texts_hint": 'write it as {key} = ["…", "…"]',
    "not_toml": "{place}: this is not TOML ({detail})",
    "not_toml_hint": "look at the quotes, brackets and commas there; days are written as 2025-01-31",
    "not_utf8": "the file is not UTF-8 text",
    "not_utf8_hint": "save the file as UTF-8",
    "other_workflow": "the plan uses the workflow “{value}”, not the one it is checked against",
    "outside_school_year": "the milestone {milestone} has the day {day} outside the school year ({first} to {last})",
    "outside_school_year_hint": "look at the year of that day, or at the plan's school_year",
    "post_empty": "{units}: {post} has no mailbox, so letters of this rung reach nobody",
    "post_empty_from": "{units}: from {since} on, {post} has no mailbox, so letters of this rung reach nobody",
    "post_empty_from_hint": (
        "name who gets the letters from {since} on: cycle contact set UNIT POST --address MAILBOX --since {since}"
    ),
    "post_empty_hint": (
        "write the mailbox into the roster, or name who gets the letters: cycle contact set UNIT POST --address MAILBOX"
    ),
    "product_unasked": "no transition asks for the product “{product}”",
    "product_unasked_hint": "name “{product}” in a transition's products, or take the product out",
    "reminders_before_issue": (
        "milestone {milestone} is due on {due}: the last reminder before that is on {last}, before the plan was "
        "issued on {issued}"
    ),
    "reminders_before_issue_hint": (
        "put the last day of {milestone} later, or add a rung closer to it, such as offset = -1"
    ),
    "rung_on_wrong_side": "the letter “{template}” is not true {offset} days from the deadline",
    "rung_on_wrong_side_hint": "letters for a rung of {offset} days: {fitting}",
    "rung_twice": "the rung of {offset} days to {to} comes twice",
    "rung_twice_hint": "take one of the rungs of {offset} days to {to} out",
    "said_twice": "“{value}” comes twice",
    "stage_named_previous": "“{stage}” cannot be a stage's id",
    "stage_named_previous_hint": "choose another id; “{stage}” in a to means back to where the case came from",
    "stage_unreachable": "no case can come to the stage “{stage}”",
    "stage_unreachable_hint": 'add a transition with to = "{stage}", or take the stage out',
    "stage_unreminded": "{track}: no milestone with a last day reminds of anything in the stage “{stage}”",
    "stage_unreminded_hint": "give the milestone that completes the stage “{stage}” a due, or add one",
    "stage_without_end": "from the stage “{stage}” no case can come to an end (a stage without owner)",
    "stage_without_end_hint": "add a transition that leaves “{stage}”, or take its owner out if it is an end",
    "step_by_nobody": "no role may make the transition “{step}”",
    "step_by_nobody_hint": (
        "name a role in the by of “{step}”: officer or head; school may act on its own school's case only"
    ),
    "step_from_nowhere": "the transition “{step}” leaves no stage",
    "step_from_nowhere_hint": "name stages in the from of “{step}”, or take the transition out",
    "superior_missing": "{office} has no superior in the roster, so letters of this rung reach nobody",
    "superior_missing_hint": (
        "fill in the superior's code for {office}, or: cycle school move {office} CODE; where there is none, take "
        "superior out of the rung"
    ),
    "too_big": "the file is bigger than {most} bytes, so it is no workflow or plan",
    "too_many_notices": (
        "the mailbox {address} would hear of {count} {count:thing|things} on {day}, more than {most} "
        "({days} such {days:day|days})"
    ),
    "too_many_notices_hint": (
        "share the schools among several officers (column Email cán bộ), take rungs to {address} out, or set "
        "most_notices above {count} in cycle.toml"
    ),
    "too_small": "{value} is too small, it is at least {least}",
    "two_bounds": "a level has two bounds on one side: {bounds}",
    "two_bounds_hint": "keep one: from/to include the bound, above/below do not",
    "unknown_guard": "there is no guard “{value}”",
    "unknown_key": "there is no key “{key}”",
    "unknown_level": "there is no kind of level “{value}”",
    "unknown_product": "there is no product “{value}”",
    "unknown_stage": "there is no stage “{value}”",
    "unknown_step": "there is no transition “{value}”",
    "unknown_template": "there is no letter “{value}”",
    "unknown_track": "there is no track “{value}”",
    "unknown_word": "there is no word “{value}”",
    "wanted_bool": "“{value}” must be true or false",
    "wanted_date": "“{value}” must be a day",
    "wanted_dict": "“{value}” must be a table {{ … }}",
    "wanted_int": "“{value}” must be a whole number",
    "wanted_list": "“{value}” must be a list [ … ]",
    "wanted_str": "“{value}” must be text in quotes",
    "window_after_issue_too_short": (
        "the milestone {milestone} has only {days} {days:working day|working days} from the plan's "
        "issue on {opens} to {due}"
    ),
    "window_after_issue_too_short_hint": (
        "let {milestone} be due later, so that at least {least} working days are left after the plan was issued"
    ),
    "window_too_short": (
        "the milestone {milestone} has only {days} {days:working day|working days}, from {opens} to {due}"
    ),
    "window_too_short_hint": "give {milestone} at least {least} working days: a later due or an earlier opens",
    "year_unconfirmed": "nobody has confirmed the days off of {year}, so deadlines in it may move",
    "year_unconfirmed_hint": "once the State has announced them, add {year} to [[confirmed]] of the calendar file",
}
