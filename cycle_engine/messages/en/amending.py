"""What amending a plan says: what changes, which letters were wrong, why it is refused."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "added": "+ New milestone {milestone}: {title}, due {due}",
    "and_more": "… and {count} more",
    "applied": "The plan is replaced, amendment {number}.",
    "apply_to_act": "This was a preview, nothing is written. Add --apply to do it.",
    "changed": "~ {milestone}: {fields}",
    "correction": "{word} to {mailbox}: {units}",
    "deadline_none": "no deadline",
    "deadline_was_none": "no deadline",
    "extension_kept": "{unit} {milestone}: has an own last day {own}; {holds} holds now",
    "field": "{name}: {before} → {after}",
    "head": "Plan {before} → {after} of {issued}",
    "ladder": "~ Ladder: without {removed}, with {added}",
    "lateness": "{unit} {milestone}: {before} → {after}",
    "letter_correction": "Correction",
    "letter_plan_amended": "News of the amendment",
    "moved": (
        "{milestone} {title}: due {before} → {after} (remind by {remind_by}, late after {late_after}), "
        "{count} {count:unit|units}: {units}"
    ),
    "moved_away": "{milestone} {title}: due {before} → no deadline, {count} {count:unit|units}: {units}",
    "no_mailbox": "(no mailbox)",
    "nothing_moves": "No unit's deadline moves.",
    "other_authority": "the authority is {given}; plan {plan} in use is of {current}",
    "other_plan_hint": (
        "write what plan {plan} in use has: {current}; if this is another plan, open it on its own: cycle open"
    ),
    "other_school_year": "the school year is {given}; plan {plan} in use is of {current}",
    "other_workflow": "the workflow is {given}; plan {plan} in use runs on {current}",
    "removed": (
        "milestone {milestone} is gone from the file, but {count} {count:unit has|units have} handed in its products: "
        "{units}"
    ),
    "removed_hint": (
        "keep milestone {milestone} in the file; if nobody is to be reminded any more, only leave out its due"
    ),
    "removed_row": "- Milestone {milestone} goes: {title}",
    "renamed": "step {step} was milestone {old} before and is {new} now",
    "renamed_hint": 'write id = "{old}": letters sent, extensions and reports go by {old}',
    "rung": "{offset:+} {to}",
    "taken_back": "{cancelled} queued letters that no longer hold are taken back, {rewritten} written anew.",
    "told_next": "{count} {count:letter goes|letters go} out with the next working day's:",
    "wrong": "Letter {letter} of {day} to {recipient}: {unit} {milestone}, it said {said}, now it is {holds}",
    "wrong_head": "{count} {count:thing that letters said no longer holds|things that letters said no longer hold}:",
}
