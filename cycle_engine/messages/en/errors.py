"""What every refusal says in one line."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "admin_only": "{login} is not an administrator",
    "admin_only_hint": "ask an administrator to do this; see who is one: cycle officer list",
    "already_open": "plan {plan} of school year {school_year} is open already",
    "already_open_hint": "see how it stands: cycle status",
    "as_is_for_admins": "--as is for administrators; {login} is none",
    "as_is_for_admins_hint": "leave --as out to act in your own name, or ask an administrator",
    "as_of_needs_rehearsal": "only a rehearsal workspace can be written to as of another day",
    "as_of_needs_rehearsal_hint": "leave --as-of out to act today; to try things out: cycle init rehearsal --rehearsal",
    "authority_missing": "the roster has no authority with the code {unit}; the plan names {authority}",
    "authority_missing_hint": (
        "add {unit} to the roster sheet and run: cycle school import roster.xlsx --apply; or change office.unit in "
        "cycle.toml"
    ),
    "backup_missing": "there is no backup {file}",
    "backup_missing_hint": "name a file of the workspace's backups folder: cycle database restore FILE",
    "batch_refused": "{count} of {total} units are not ready, so none was moved",
    "batch_refused_hint": "supply what is missing above, or leave those units out, and run the command again",
    "calendar_file_not_found": "there is no calendar file {file}",
    "calendar_range": "{day} lies outside the working calendar, which runs from {first} to {last}",
    "case_moved": "somebody else acted on {unit} first, after line {seen} of its history: {happened}",
    "case_moved_hint": "look again and decide: cycle status {unit}; cycle history {unit}",
    "command_unknown": "there is no command {command}",
    "command_unknown_hint": "see the commands: {group} --help",
    "command_unknown_nearest": "did you mean {command}?",
    "database_damaged": "the database is damaged in {count} place(s)",
    "database_missing": "there is no database {file}",
    "database_missing_hint": (
        "put the newest file of the backups folder back: cycle database restore FILE; if there is none, make a new "
        "workspace: cycle init"
    ),
    "database_too_new": "the database has revision {found}, newer than {known}, which this program knows",
    "database_too_new_hint": "install a newer version of the program and run again; nothing was changed",
    "database_too_old": "the database has revision {found}; this program needs {known}",
    "database_too_old_hint": "bring it up to date: cycle database upgrade (a backup is made first)",
    "database_unavailable": "the database cannot serve now: {cause}",
    "database_unavailable_hint": "if somebody is writing, wait a little and run again; if not, look at: cycle doctor",
    "definition_not_found": "there is no workflow or plan {name}",
    "demo_exists": "the folder {folder} is not empty",
    "demo_exists_hint": (
        "choose another folder: cycle demo FOLDER; to rehearse again in an old rehearsal: add --replace"
    ),
    "document_missing": "there is no file {path}",
    "document_missing_hint": "check the file's name and folder; put a name with spaces in quotes",
    "document_not_found": "there is no file {file}",
    "error": "Error:",
    "extension_not_later": (
        "{until} is no extension: it must be today or later, and after the present deadline {nominal}"
    ),
    "extension_not_later_hint": "choose a later day: --until 15/02/2025",
    "file_exists": "the file {file} exists already",
    "file_exists_hint": "give another name after -o (cycle plan read can write over it: add --replace)",
    "file_invalid": "the file {file} has {count} problem(s)",
    "file_unreadable": "the file {file} cannot be read: {detail}",
    "history_damaged": "history is not as it was written in {count} place(s)",
    "history_damaged_hint": (
        "leave the workspace as it is, tell the administrator, compare with the newest file in the backups folder"
    ),
    "interrupted": "Stopped.",
    "last_admin": "{login} is the only administrator",
    "last_admin_hint": "make somebody else an administrator first: cycle officer add LOGIN --role admin",
    "letter_cancel": "letter {letter} is no longer waiting to be sent, so it cannot be taken back",
    "letter_cancel_hint": "see the letters that wait: cycle mail list --state queued",
    "letter_retry": "letter {letter} neither failed nor is uncertain, so it is not sent again",
    "letter_retry_hint": "see the letters that failed: cycle mail list --state failed",
    "letter_template_not_found": "there is no letter template {template}",
    "letter_unknown": "there is no letter {letter}",
    "letter_unknown_hint": "see the letters' numbers: cycle mail list",
    "mail_address_not_valid": "{address} is not a mail address",
    "mail_ca_file_unreadable": "the certificate file {file} cannot be read: {detail}",
    "mail_folder_unwritable": "the mail folder {folder} cannot be written: {detail}",
    "mail_login_needed": "the mail server {host} asks for a login: {detail}",
    "mail_login_refused": "the mail server {host} refuses the login {login}: {detail}",
    "mail_sender_refused": "the mail server {host} refuses the sender {sender}: {detail}",
    "mail_server_unreachable": "the mail server {host}, port {port}, cannot be reached: {detail}",
    "mail_server_untrusted": "the certificate of the mail server {host} cannot be trusted: {detail}",
    "mail_setting_out_of_range": "the mail setting {setting} = {value} must lie between {lowest} and {highest}",
    "mail_starttls_missing": "the mail server {host} does not offer STARTTLS",
    "mail_unprotected": "no letters go to the server {host} over an unprotected line",
    "merge_into_itself": "{unit} cannot be merged into itself",
    "milestone_done": "{unit} has fulfilled milestone {milestone}; it needs no extension",
    "milestone_unknown": "{unit} has no milestone {milestone}",
    "milestone_unknown_hint": "this unit's milestones: {known}",
    "move_under_itself": "{unit} cannot stand under itself",
    "no_cycle": "no plan is open yet",
    "no_cycle_hint": "open a plan: cycle open 74-KH-GDDT",
    "no_date": "{value} is not a day",
    "no_date_hint": "write 31/01/2025 or 2025-01-31; --as-of also takes a time: 2025-01-31T14:00",
    "no_document": "{value} does not name both the product and the file",
    "no_document_hint": (
        "write the kind, an equals sign, then the file or link: --document self_assessment_minutes=minutes.pdf"
    ),
    "no_schools": "the roster has no school under {authority} to assess",
    "no_schools_hint": (
        "import the schools: cycle school import roster.xlsx --apply; check the columns for kind and managing authority"
    ),
    "not_a_backup": "{file} is not a backup of this program's database",
    "not_healthy": "{count} thing(s) need repair",
    "not_healthy_hint": "follow the advice under each line, then run again: cycle doctor",
    "not_permitted": "{unit}: {why}",
    "not_writable": "{file} cannot be written: {detail}",
    "not_writable_hint": "check that the folder is there, may be written to, and has room; then run again",
    "nothing_to_report": "there is nothing to report for {period}",
    "nothing_to_report_hint": (
        "the plan was opened on {opened}; choose a later period, such as: cycle report monthly --period 2025-02"
    ),
    "office_not_in_roster": "the roster no longer has {unit}, which opened the plan",
    "office_not_in_roster_hint": "add {unit} to the roster sheet and run: cycle school import roster.xlsx --apply",
    "officer_unknown": "{login} has no role here",
    "officer_unknown_hint": (
        "give a role: cycle officer add {login} --role officer; see who has one: cycle officer list"
    ),
    "one_of": "choose one of: {words}",
    "option_unknown": (
        "there is no option {option} here; options for every command (see cycle --help) stand right after cycle"
    ),
    "parameter_invalid": "the value of {parameter} is not right: {why}",
    "parameter_missing": "{parameter} is missing",
    "period_not_over": "the period {period} has not come to its cut-off on {cut_off}",
    "period_not_over_hint": "wait until it is over, or report the last period that is: cycle report monthly",
    "period_not_valid": "{written} is not a reporting period",
    "plan_not_found": "there is no plan “{name}”",
    "program_missing": "the program {program} is not installed here",
    "program_missing_hint": "install PostgreSQL's own tools (the package postgresql-client) and run again",
    "reporting_rule": "cut-off day {cut_off_day} and due day {due_day} do not make a reporting rule",
    "resource_not_found": "there is no file {name} in {folders}",
    "sender_unknown": "there is no address to send from: {unit} has no mailbox",
    "sender_unknown_hint": "fill in the authority's e-mail in the roster, or mail.from_address in cycle.toml",
    "sheet_not_found": "there is no file {file}",
    "staff_only": "{login} is neither officer nor head nor administrator",
    "staff_only_hint": "ask an administrator for the role: cycle officer add LOGIN --role officer",
    "stage_unknown": "there is no stage {stage}",
    "stage_unknown_hint": "the stages: {stages}",
    "superior_mailbox_hint": (
        "fill in the superior of {office} and the superior's e-mail, then run: cycle school import roster.xlsx --apply"
    ),
    "superior_mailbox_missing": "the superior of {office} has no mailbox in the roster",
    "template_broken": "a letter's template is broken: {problem}",
    "transition_refused": "{unit} cannot {transition} yet: {reasons}",
    "transition_unknown": "there is no transition {transition}; there are: {known}",
    "transition_unknown_hint": "see what can be done now: cycle why {unit}",
    "transition_unknown_nearest": "did you mean {transition}?",
    "unit_closed": "{unit} has been closed since {day}",
    "unit_closed_hint": "see the units: cycle school list",
    "unit_named_twice": "named more than once in the command: {units}",
    "unit_not_found": "there is no unit {unit}",
    "unit_not_found_hint": "see the units' codes: cycle school list",
    "unit_not_found_nearest": "did you mean {unit} ({name})?",
    "usage": "the command is not right: {why}",
    "usage_hint": "see how it is used: {command} --help",
    "warning": "Warning:",
    "workflow_not_found": "there is no workflow “{name}”",
    "workspace_exists": "{folder} is a workspace already",
    "workspace_exists_hint": "use it as it is, or make another: cycle init FOLDER",
    "workspace_missing": "{folder} is not a workspace",
    "workspace_missing_hint": (
        "make one: cycle init; or name the one you have with --workspace FOLDER or CYCLE_WORKSPACE"
    ),
    "workspace_not_writable": "the folder {path} cannot be written: {cause}",
}
