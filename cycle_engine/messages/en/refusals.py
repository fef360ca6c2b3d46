"""What a transition still needs, and how to supply it."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "cases_remain": "{count} {count:school|schools} still at “{stage}”: {names}",
    "cases_remain_hint": "see them: cycle status --stage {stage}",
    "date_in_future": "{day} is still to come; today is {today}",
    "date_in_future_hint": "give --dated as it stands on the document",
    "file_wanted": "{kind} must be a file, not a link",
    "file_wanted_hint": "name the file: --document {kind}=document.pdf",
    "gate_closed": "{track} has not come to “{stage}” yet",
    "gate_closed_hint": "wait for that stage; see how it stands: cycle status",
    "gate_closed_office_hint": "wait for that stage; see what it still needs: cycle why {unit}",
    "level_contradicts": "level {level} contradicts the scores, which come to {scored}",
    "level_contradicts_hint": "leave --level out; see why: cycle score explain {unit} --kind {kind}",
    "level_hint": "give --level 1 (not met), 2 (basically met) or 3 (well met)",
    "level_missing": "the {level} is missing",
    "level_missing_hint": (
        "cycle advance {unit} {transition} --level N, where N is 1 (not met), 2 (basically met) or 3 (well met); or "
        "enter the scores: cycle score enter {unit} {kind} …"
    ),
    "level_not_asked": "{transition} records no level",
    "level_not_asked_hint": "leave --level out",
    "level_unknown": "there is no level {level}",
    "levels_between": "{lowest} to {highest}",
    "link_unusable": "the link of {kind} opens in no browser",
    "link_unusable_hint": "copy the address from the browser, without spaces, name or password: --document {kind}=https://…",
    "link_wanted": "{kind} must be a link",
    "link_wanted_hint": "give the link: --document {kind}=https://…",
    "not_permitted": "{transition} is for: {roles}",
    "not_permitted_hint": (
        "ask somebody who has that role; or ask an administrator for it: cycle officer add LOGIN --role {role} "
        "--unit {unit}"
    ),
    "overruled": "level {level} is not what the scores come to, {scored}",
    "overruled_hint": 'give the reason: --reason "…"; see why: cycle score explain {unit} --kind {kind}',
    "paper_word": "{kind}={file}",
    "product_missing": "missing: {product} ({kind})",
    "product_missing_hint": "cycle advance {unit} {transition} --document {kind}={file}",
    "reason_missing": "no reason is given",
    "reason_missing_hint": 'cycle advance {unit} {transition} --reason "the reason"',
    "reason_word": '"the reason"',
    "sample_file": "document.pdf",
    "scores_undecided": "the scores do not come to the {level} yet",
    "scores_undecided_hint": (
        "see what is missing: cycle score explain {unit} --kind {kind}; or give the level: cycle advance {unit} "
        "{transition} --level N"
    ),
    "unknown_product": "there is no product {kind}",
    "unknown_product_hint": "the products: {kinds}",
    "until_in_past": "the new deadline {day} is past",
    "until_in_past_hint": "choose today or later: --until 28/02/2025",
    "until_not_asked": "{transition} sets no deadline",
    "until_not_asked_hint": (
        'leave --until out; to extend a milestone: cycle extend {unit} II.1 --until 14/02/2025 --reason "the reason"'
    ),
    "whole_command": "everything in one command: {command}",
    "wrong_stage": "the stage is “{stage}”; {transition} can be made only from: {sources}",
    "wrong_stage_hint": "see what can be done now: cycle why {unit}",
}
