"""What every refusal says in one line."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "absence_ends_first": "an absence that ends on {last} cannot begin on {first}",
    "absence_ends_first_hint": "--from is the first day of absence and --to the last",
    "accept_needs_units": "--accept needs schools by name",
    "accept_needs_units_hint": "name the schools whose pages were looked at: cycle publication check MN01 --accept",
    "address_or_vacant": "name a mailbox, or say that there is nobody, and not both",
    "address_or_vacant_hint": "write --address MAILBOX, or --vacant",
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
    "batch_refused": "{count} of {total} {total:unit|units} {count:is|are} not ready, so none was moved",
    "batch_refused_hint": "supply what is missing above, or leave those units out, and run the command again",
    "batch_what": "name one sheet of acts, or --template with the file to write",
    "batch_what_hint": "cycle batch FILE.xlsx [--apply], or cycle batch --template FILE.xlsx",
    "calendar_file_not_found": "there is no calendar file {file}",
    "calendar_range": "{day} lies outside the working calendar, which runs from {first} to {last}",
    "case_moved": "somebody else acted on {unit} first, after line {seen} of its history: {happened}",
    "case_moved_hint": "look again and decide: cycle status {unit}; cycle history {unit}",
    "certificate_bad": "{count} of {total} {total:certificate|certificates} cannot be relied on",
    "certificate_key_missing": "the office has no key to sign the certificates of {units}",
    "certificate_key_missing_hint": (
        "make a key, then give the number again: cycle certificate key --make; "
        "certificates without a code are handed in school by school, see cycle why {unit} recognize"
    ),
    "command_missing": "name one of the commands: {commands}",
    "command_unknown": "there is no command {command}",
    "command_unknown_hint": "see the commands: {group} --help",
    "command_unknown_nearest": "did you mean {command}?",
    "contact_unknown": "there is no number {number}",
    "contact_unknown_hint": "see the numbers: cycle contact list",
    "database_damaged": "the database is damaged in {count} {count:place|places}",
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
    "database_url_unknown": "the database's address is none that this program knows",
    "database_url_unknown_hint": (
        "write postgresql://user@host/name into CYCLE_DATABASE_URL or under [database] in cycle.toml, "
        "or leave it empty for a file in the workspace"
    ),
    "dated_in_future": "{dated} is still to come, today is {today}",
    "days_out_of_order": "the days from {first} to {last} cannot be foreseen",
    "days_out_of_order_hint": "the first day comes before the last or is the same, at most {days} days apart",
    "definition_not_found": "there is no workflow or plan {name}",
    "demo_exists": "the folder {folder} is not empty",
    "demo_exists_hint": (
        "choose another folder: cycle demo FOLDER; to rehearse again in an old rehearsal: add --replace"
    ),
    "document_kind_nearest": "did you mean {kind}?",
    "document_kind_unknown": "there is no kind of document {kind}",
    "document_kind_unknown_hint": "the kinds: {kinds}",
    "document_missing": "there is no file {path}",
    "document_missing_hint": "check the file's name and folder; put a name with spaces in quotes",
    "document_moved": "somebody else has just written about document {id}",
    "document_moved_hint": "look again: cycle document show {id}",
    "document_not_a_draft": "document {id} is no draft any more",
    "document_not_a_draft_hint": (
        "correct a wrong number: cycle document number {id} --number NUMBER --dated DAY --reason WHY"
    ),
    "document_not_found": "there is no file {file}",
    "document_unknown": "the register has no document {id}",
    "document_unknown_hint": "see the IDs: cycle document list",
    "document_withdrawn": "document {id} was given up",
    "document_withdrawn_hint": "register a new draft: cycle document add",
    "error": "Error:",
    "evidence_closed": "{unit}: {why}",
    "evidence_code": "{why}",
    "evidence_files_changed_hint": (
        "leave the folder documents as it is, tell the administrator, take the file from a copy of that folder"
    ),
    "evidence_files_damaged": "{count} {count:file is not as it was|files are not as they were} handed in",
    "evidence_files_missing_hint": (
        "copy the file from a copy of the folder documents, or withdraw the evidence and hand it in anew"
    ),
    "evidence_files_unexpected_hint": (
        "no record names the file: see what it is, then move it out of the folder documents"
    ),
    "evidence_link": "{link} is no web address",
    "evidence_link_hint": "write it whole, beginning with https://",
    "evidence_no_case": "{unit} had no case in {year}",
    "evidence_no_case_hint": "hand in anew: cycle evidence add {unit} CRITERION --file FILE",
    "evidence_no_years_hint": "this database has only the school year that is open",
    "evidence_reason": "withdrawing evidence needs a reason",
    "evidence_reason_hint": "cycle evidence withdraw {unit} {ids} --reason WHY",
    "evidence_unknown": "{unit} has no evidence {ids}",
    "evidence_unknown_hint": "see their numbers: cycle evidence list {unit}",
    "evidence_what": "it is not clear what the evidence is",
    "evidence_what_hint": "give one of --file FILE and --link URL (perhaps with --note WORDS), or --note WORDS alone",
    "evidence_withdrawn": "{unit}: evidence {ids} was withdrawn and cannot be confirmed",
    "evidence_withdrawn_hint": "hand it in anew: cycle evidence add {unit} CRITERION --file FILE",
    "evidence_year_unknown": "there is no other cycle of the school year {year} here",
    "evidence_years_hint": "school years there are: {years}",
    "excel_is_for_csv": "--excel is for CSV only, not for {form}",
    "excel_is_for_csv_hint": "leave --excel out, or write CSV: --format csv",
    "explanation_before_opening": "the case was opened on {opened}, after the day {day} of the explanation",
    "explanation_empty": "no explanation was given",
    "explanation_empty_hint": 'say why in words: --reason "no power from 15/01 to 20/01"',
    "explanation_in_future": "the explanation's day {day} lies after today ({today})",
    "explanation_in_future_hint": "give the day on the written explanation, or leave out --dated",
    "explanation_not_yours": "{login} does not act for {unit} and cannot explain for it",
    "explanation_not_yours_hint": (
        "the school itself or an officer explains; give the role: cycle officer add LOGIN --role school --unit {unit}"
    ),
    "explanation_said": "this explanation was recorded for {day}",
    "explanation_said_hint": "there is nothing to do; to replace it, give other words or another day",
    "explanation_too_long": "the explanation has {letters} characters, at most {most} fit",
    "explanation_too_long_hint": "sum it up; the whole text stays with the school's papers",
    "extension_not_later": (
        "{until} is no extension: it must be today or later, and after the present deadline {nominal}"
    ),
    "extension_not_later_hint": "choose a later day: --until 15/02/2025",
    "feeds_off": "calendars are turned off: feeds.folder in cycle.toml is empty",
    "feeds_off_hint": 'set folder = "feeds" in the table [feeds] of cycle.toml',
    "file_changed_meanwhile": "the file {path} changed while it was being handed in",
    "file_changed_meanwhile_hint": "hand it in again once nobody writes to it",
    "file_exists": "the file {file} exists already",
    "file_exists_hint": "give another name after -o (cycle plan read can write over it: add --replace)",
    "file_invalid": "the file {file} has {count} {count:problem|problems}",
    "file_unreadable": "the file {file} cannot be read: {detail}",
    "file_wanted": "a file is wanted, and this is a folder",
    "folder_wanted": "a folder is wanted, and this is a file",
    "form_for_whom": "it is not clear whose form is wanted",
    "form_for_whom_hint": "give one school (perhaps -o FILE), or --all (perhaps --to FOLDER), or --mail",
    "form_is_there": "{files} is there already",
    "form_is_there_hint": (
        "the old form may be filled in: choose another name or folder, or delete the old file yourself"
    ),
    "form_not_yours": "{login} does not act for {unit} and cannot make its form",
    "form_of_another_cycle": "the form {file} (school {unit}, {year}) does not belong to the open cycle",
    "form_of_another_cycle_hint": "check the file and its year; make a new form with cycle score form",
    "form_stale": "the form is stale: the scores of {units} were changed after it was made\n  {rows}",
    "form_stale_hint": "make a new form with cycle score form {unit} -o NEW_FILE, copy what still holds and import it",
    "form_twice": "two forms of one kind for {unit}: {first} and {second}",
    "form_twice_hint": "import only one form for each school",
    "history_damaged": "history is not as it was written in {count} {count:place|places}",
    "history_damaged_hint": (
        "leave the workspace as it is, tell the administrator, compare with the newest file in the backups folder"
    ),
    "history_differs": (
        "history differs from the report for {period}, version {version}, in {count} {count:place|places}"
    ),
    "history_differs_hint": (
        "history was changed or rebuilt after the report was issued; restore a copy that is whole, and tell "
        "the head of the office"
    ),
    "history_rebuilt": (
        "history is no longer the one that the report for {period}, version {version}, was made from: no new "
        "version is issued"
    ),
    "history_rebuilt_hint": (
        "see what differs: cycle audit verify --against {period}/{version}; then restore a copy that is whole"
    ),
    "indicator_set_not_found": "there is no indicator set “{name}”",
    "interrupted": "Stopped.",
    "key_in_environment": "the key comes from CYCLE_CERTIFICATE_KEY in the environment",
    "key_in_environment_hint": "unset it and run this again to keep the key in the workspace",
    "key_there": "there is a key in {file} already",
    "key_there_hint": "replace it: cycle certificate key --make --replace; what was issued stays verifiable",
    "key_unusable": "the key cannot be used",
    "key_unusable_hint": (
        "it must be an Ed25519 key as PEM in keys/certificate.pem or CYCLE_CERTIFICATE_KEY; make a new one: cycle "
        "certificate key --make --replace"
    ),
    "last_admin": "{login} is the only administrator",
    "last_admin_hint": "make somebody else an administrator first: cycle officer add LOGIN --role admin",
    "letter_cancel": "letter {letter} is {word}; only one that waits to be sent can be taken back",
    "letter_cancel_hint": "see the letters that wait: cycle mail list --state queued",
    "letter_retry": "letter {letter} is {word}; only one that failed or is uncertain is sent again",
    "letter_retry_hint": "see the letters that failed: cycle mail list --state failed",
    "letter_template_not_found": "there is no letter template {template}",
    "letter_unknown": "there is no letter {letter}",
    "letter_unknown_hint": "see the letters' numbers: cycle mail list",
    "level_of_unlisted": "a level was given for units that are not listed: {units}",
    "level_of_unlisted_hint": "give levels only to units that the document lists",
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
    "merge_into_itself_hint": "name the unit that goes on: cycle school merge MN02 MN01",
    "milestone_done": "{unit} has fulfilled milestone {milestone}; it needs no extension",
    "milestone_done_hint": "see its milestones: cycle status {unit}",
    "milestone_unknown": "{unit} has no milestone {milestone}",
    "milestone_unknown_hint": "this unit's milestones: {known}",
    "move_under_itself": "{unit} cannot stand under itself",
    "move_under_itself_hint": "name the authority: cycle school move MN01 PGD",
    "no_certificate": "{unit} has no certificate that holds",
    "no_certificate_hint": "see those that were issued: cycle certificate list {unit}",
    "no_certificate_key": "the office has no key to sign certificates with",
    "no_certificate_key_hint": "make it once: cycle certificate key --make",
    "no_code_in_file": "there is no certificate code in {file}",
    "no_code_in_file_hint": "a code begins with CYC1:; paste it into the command, or name a file that has it",
    "no_cycle": "no plan is open yet",
    "no_cycle_hint": "open a plan: cycle open 74-KH-GDDT",
    "no_date": "{value} is not a day",
    "no_date_hint": "write 31/01/2025 or 2025-01-31; --as-of also takes a time: 2025-01-31T14:00",
    "no_document": "{value} does not name both the product and the file",
    "no_document_hint": (
        "write the kind, an equals sign, then the file or link: --document self_assessment_minutes=minutes.pdf"
    ),
    "no_document_number": "cannot read the document number {value}",
    "no_document_number_hint": "write 5, 05, 05a or 05/QĐ-PGDĐT",
    "no_form_of_kind": "there is no form for scores of the kind {kind}",
    "no_form_of_kind_hint": "use --kind self or --kind external",
    "no_forms_there": "there is no .xlsx form in {files}",
    "no_forms_there_hint": "name the forms, or a folder with forms ending in .xlsx",
    "no_level": "cannot read the level {value}",
    "no_level_hint": "write --level 2, --level MN01=3 or --level external",
    "no_mailbox": "“{address}” is no mailbox",
    "no_mailbox_hint": "write one plain mail address, such as officer@phong.example",
    "no_public_key": "cannot read the public key {file}",
    "no_public_key_hint": "a public key: cycle certificate key -o key.pem, or 64 hexadecimal digits",
    "no_schools": "the roster has no school under {authority} to assess",
    "no_schools_hint": (
        "import the schools: cycle school import roster.xlsx --apply; check the columns for kind and managing authority"
    ),
    "no_schools_yet_hint": (
        "the roster begins on {day}, this is done as of {today}: import the roster with the same --as-of"
    ),
    "nobody_waits": "no unit waits for {kind}",
    "nobody_waits_hint": "see where the units stand: cycle status",
    "not_a_backup": "{file} is not a backup of this program's database",
    "not_healthy": "{count} {count:thing needs|things need} repair",
    "not_healthy_hint": "follow the advice under each line, then run again: cycle doctor",
    "not_late": "{unit} is not late with milestone {milestone}; there is nothing to explain",
    "not_late_held_up_hint": (
        "it ran over because {party} held the case for {days} working days; the report says so by itself"
    ),
    "not_late_others_hint": 'late or done late: {late}; explain: cycle explain {unit} {first} --reason "why"',
    "not_late_yet_hint": "it is late only after {day}",
    "not_paused": "{address} is not paused",
    "not_paused_hint": "see which mailboxes are: cycle mail pauses",
    "not_permitted": "{unit}: {why}",
    "not_published": "not published: {units}",
    "not_published_hint": "see what is missing: cycle why {unit}; which schools have published: cycle publication list",
    "not_recognised": "not recognised, so no certificate: {units}",
    "not_recognised_hint": "see what is missing: cycle why {unit}",
    "not_reviewed": "{unit} has no level of the external review yet",
    "not_reviewed_hint": "give its level as a number: --level {unit}=N",
    "not_writable": "{file} cannot be written: {detail}",
    "not_writable_hint": "check that the folder is there, may be written to, and has room; then run again",
    "nothing_to_report": "there is nothing to report for {period}",
    "nothing_to_report_hint": (
        "the plan was opened on {opened}; choose a later period, such as: cycle report monthly --period 2025-02"
    ),
    "number_given_before": "document {id} has the number {number} of {dated} already",
    "number_given_before_hint": (
        'if that is wrong, correct it by adding --reason "why"; the old number stays in the history of document {id}'
    ),
    "number_taken": "number {number} of {year} of {unit} belongs to {holder}",
    "number_taken_hint": (
        "look at the number on the signed paper again; the register: cycle document list --year {year}"
    ),
    "office_not_in_roster": "the roster no longer has {unit}, which opened the plan",
    "office_not_in_roster_hint": "add {unit} to the roster sheet and run: cycle school import roster.xlsx --apply",
    "officer_unknown": "{login} has no role here",
    "officer_unknown_hint": (
        "give a role: cycle officer add {login} --role officer; see who has one: cycle officer list"
    ),
    "one_of": "choose one of: {words}",
    "one_school_s_document": "{kind} is each school's own document, but {count} units are listed",
    "one_school_s_document_hint": "name one school: cycle document add {kind} MN01 --subject SUBJECT",
    "option_unknown": "there is no option {option} here",
    "own_network": (
        "of {count} pages no server answered, so our own network is taken to be down; nothing was written down"
    ),
    "own_network_hint": "look after the connection to the Internet, then run again: cycle publication check",
    "pages_in_trouble": "pages that need a look: {units}",
    "pages_in_trouble_hint": (
        "open the page; if it is what is meant: cycle publication check {unit} --accept; "
        "if not, ask the school to publish again"
    ),
    "paper_kind_unknown": "there is no kind of paper {kind}; there are: {known}",
    "paper_one_file": "{file} names one file, but this writes {count}",
    "paper_without_schools": "no school is ready for a paper {kind}",
    "parameter_invalid": "the value of {parameter} is not right: {why}",
    "parameter_missing": "{parameter} is missing",
    "pause_is_over": "{last} is over, today is {today}",
    "pause_is_over_hint": "--until is the last day of the pause, today or later",
    "period_far_off": "the period {period} is far off, it begins on {begins}",
    "period_far_off_hint": "check the period's year and month",
    "period_not_over": "the period {period} has not come to its cut-off on {cut_off}",
    "period_not_over_hint": "wait until it is over, or report the last period that is: cycle report monthly",
    "period_not_valid": "{written} is not a reporting period",
    "picture_not_read": "{file} is a picture; the program does not read QR codes in pictures",
    "picture_not_read_hint": (
        "read the QR code with a telephone and paste what it says, or name the svg, docx, pdf or txt file"
    ),
    "plan_amended_meanwhile": "somebody else has just amended the plan (amendment {amendment}); it is now {plan}",
    "plan_amended_meanwhile_hint": "see the plan in use: cycle plan show; then preview again",
    "plan_not_found": "there is no plan “{name}”",
    "plan_same": "the plan in file {file} says what plan {plan} in use says",
    "plan_same_hint": (
        "change the file as the revised document has it and run again; see the plan in use: cycle plan show"
    ),
    "program_missing": "the program {program} is not installed here",
    "program_missing_hint": "install PostgreSQL's own tools (the package postgresql-client) and run again",
    "publication_ca_file_hint": "check the path publication.ca_file in cycle.toml",
    "publication_in_rehearsal": "a rehearsal asks no school's server for anything",
    "publication_in_rehearsal_hint": (
        "check in the real workspace; what was found can be seen here: cycle publication list"
    ),
    "register_needs_reason": "no reason was given",
    "register_needs_reason_hint": 'add --reason "why"',
    "register_not_permitted": "{login} does not act for {unit} and cannot register its documents",
    "register_not_permitted_hint": (
        "ask an administrator: cycle officer add LOGIN --role officer; for a school: --role school --unit {unit}"
    ),
    "report_file_lost": "the {form} file of an issued report is lost or was changed",
    "report_file_lost_hint": "take the folder documents back from a copy, then check: cycle audit verify",
    "report_issued_meanwhile": "somebody else has just issued this period's report",
    "report_issued_meanwhile_hint": "see what was issued: cycle report list",
    "report_not_issued": "no report {report} was issued",
    "report_not_issued_hint": "see what was issued: cycle report list; or give the path of a report's file",
    "report_prints_another": "{file} prints a fingerprint that no report issued here has",
    "report_prints_another_hint": (
        "the file comes from elsewhere, or history here was rebuilt; issued here: {issued}; hold history "
        "against the .json file sent with the report to see where"
    ),
    "report_prints_none": "{file} prints no fingerprint",
    "report_prints_none_hint": (
        "choose the report's .json, .docx, .xlsx, .html or .pdf file, or the letter with it; issued here: {issued}"
    ),
    "report_unchanged": "the report for {period} says nothing other than version {version}, which was issued",
    "report_unchanged_hint": (
        "a new version needs something corrected: acts dated up to {cut_off} that were recorded late, or "
        "cycle report note"
    ),
    "report_version_unknown": "{period} has no version {version}",
    "report_version_unknown_hint": "see the versions: cycle report show {period}",
    "reporting_rule": "cut-off day {cut_off_day} and due day {due_day} do not make a reporting rule",
    "resource_not_found": "there is no file {name} in {folders}",
    "review_assign_what": "it is not clear which team or which day",
    "review_assign_what_hint": "give --team NAME, --on DAY, or both",
    "review_day_off": "{day} is a day off",
    "review_day_off_hint": "choose a working day: {before} or {after}",
    "review_day_past": "{day} has passed",
    "review_day_past_hint": "choose {today} or later",
    "review_draw_hint": (
        "change members (cycle review team add) or give those schools by hand first (cycle review assign), then draw "
        "again"
    ),
    "review_forms_not_mailed": "the review team's forms are not mailed",
    "review_forms_not_mailed_hint": "make files: cycle score form --all --kind external --to FOLDER",
    "review_member": "these members are not written right: {members}",
    "review_member_hint": "write --member NAME=MAILBOX, each person once, such as --member can-bo=canbo@phong.example",
    "review_no_team": "{unit} has no team yet",
    "review_no_team_hint": "cycle review assign {unit} --team TEAM --on DAY",
    "review_no_teams": "there is no review team yet",
    "review_no_teams_hint": "put one together: cycle review team add TEAM --member NAME=MAILBOX",
    "review_nothing_to_draw": "no school waits for a team",
    "review_nothing_to_draw_hint": "see teams and schools: cycle review list; change by hand: cycle review assign",
    "review_over": "{unit} stands at “{stage}”, no external review lies ahead of it",
    "review_over_hint": "see its case: cycle status; which steps lead on: cycle why {unit}",
    "review_stuck": "no team may review {units}, since somebody has a tie to the school: {who}",
    "review_team_empty": "a team needs a name and at least one member",
    "review_team_unknown": "there is no team called {team}",
    "review_teams_hint": "teams there are: {teams}",
    "review_tied": "nobody reviews her own school, or one she looks after: {who}",
    "review_tied_hint": "give the school to another team, or change the members: cycle review team add",
    "review_uneven": "schools cannot be shared out evenly, since somebody has a tie to the school: {who}",
    "revoking_not_permitted": "{unit}: a certificate is revoked by whoever may recognise the level; {why}",
    "score_given_badly": "“{value}” is not CODE=VALUE",
    "score_given_badly_hint": "write as in --points 1.3.1=6.5 or --group I=72.5",
    "score_no_answer": "“{value}” for {code} is neither points nor yes or no",
    "score_no_answer_hint": "write as in --points 1.3.1=6.5 or --points 1.1=yes",
    "score_nothing_given": "there is nothing to record for {unit}",
    "score_nothing_given_hint": "give --points CODE=POINTS, --group GROUP=POINTS or --level N",
    "scores_closed": "{unit}: {why}",
    "scores_in_future": "{day} has not come yet, today is {today}",
    "scores_invalid": "the scores of {file} have {count} {count:fault|faults}, nothing was recorded",
    "scores_missing": "{unit} has no {kind} yet",
    "scores_missing_hint": "enter them: cycle score enter {unit} {kind} --points CODE=POINTS",
    "scores_need_level": "{unit} was submitted, so what is put right must come to a level",
    "scores_need_level_hint": "enter every criterion in one command, or the level: --level N",
    "sender_unknown": "there is no address to send from: {unit} has no mailbox",
    "sender_unknown_hint": "fill in the authority's e-mail in the roster, or mail.from_address in cycle.toml",
    "serial_taken": "serial number {serial} was given to {unit}",
    "serial_taken_hint": "give --serial-from the next number; see: cycle certificate list",
    "sheet_and_output": "a filled sheet and a file to write are needed, or --template alone",
    "sheet_and_output_hint": (
        "cycle indicators import SHEET.xlsx -o workflows/indicators/3276.toml; the empty sheet: cycle indicators "
        "import --template SHEET.xlsx"
    ),
    "sheet_not_found": "there is no file {file}",
    "signed_paper_missing": "document {id} has no file or link to hand in",
    "signed_paper_missing_hint": (
        "add the signed one: cycle document number {id} --number {number} --dated {dated} --file SIGNED.pdf"
    ),
    "site_folder_foreign": "folder {folder} holds files that are not the results site's: {files}",
    "site_folder_foreign_hint": (
        "name a new or empty folder, or move those files elsewhere; a build replaces the whole folder"
    ),
    "site_folder_kept": "folder {folder} lies where the program keeps what is its own",
    "site_no_folder": "{folder} is a file and no folder",
    "site_no_folder_hint": "name a folder: cycle site build results",
    "staff_only": "{login} is neither officer nor head nor administrator",
    "staff_only_hint": "ask an administrator for the role: cycle officer add LOGIN --role officer",
    "stage_unknown": "there is no stage {stage}",
    "stage_unknown_hint": "the stages: {stages}",
    "superior_mailbox_hint": (
        "fill in the superior of {office} and the superior's e-mail, then run: cycle school import roster.xlsx --apply"
    ),
    "superior_mailbox_missing": "the superior of {office} has no mailbox in the roster",
    "template_broken": "a letter's template is broken: {problem}",
    "template_has_no_pdf": "this paper follows the office's own Word template ({file}), which has no PDF",
    "templates_bad": "templates that cannot be used: {files}",
    "transition_refused": "{unit} cannot {transition} yet: {reasons}",
    "transition_unknown": "there is no transition {transition}; there are: {known}",
    "transition_unknown_hint": "see what can be done now: cycle why {unit}",
    "transition_unknown_nearest": "did you mean {transition}?",
    "unit_closed": "{unit} has been closed since {day}",
    "unit_closed_hint": "see the units: cycle school list",
    "unit_named_twice": "named more than once in the command: {units}",
    "unit_named_twice_hint": "name each unit once and run the command again",
    "unit_not_found": "there is no unit {unit}",
    "unit_not_found_hint": "see the units' codes: cycle school list",
    "unit_not_found_nearest": "did you mean {unit} ({name})?",
    "unit_not_scored": "{unit} is not scored",
    "unit_not_scored_hint": "only schools have score forms; see cycle status",
    "units_or_all": "name units or --all, not both",
    "units_or_all_hint": "cycle certificate issue MN01, or cycle certificate issue --all",
    "usage": "the command is not right: {why}",
    "usage_hint": "see how it is used: {command} --help",
    "value_missing": "option {option} needs a value",
    "warning": "Warning:",
    "whole_number_wanted": "write a whole number",
    "words_left_over": "too many words: {words}",
    "workflow_not_found": "there is no workflow “{name}”",
    "workspace_exists": "{folder} is a workspace already",
    "workspace_exists_hint": "use it as it is, or make another: cycle init FOLDER",
    "workspace_missing": "{folder} is not a workspace",
    "workspace_missing_hint": (
        "make one: cycle init; or name the one you have with --workspace FOLDER or CYCLE_WORKSPACE"
    ),
    "workspace_not_writable": "the folder {path} cannot be written: {cause}",
}
