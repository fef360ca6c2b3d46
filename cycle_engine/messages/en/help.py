"""How commands are used: a line each, then a few sentences and an example."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "absent_from": "The first day of absence.",
    "absent_to": "The last day of absence.",
    "advance": (
        "Make a transition of one unit, or of several at once\n\n"
        "Several are shown first; --apply moves them, all or none. The names of the transitions: cycle why MN01. A "
        "mistake is taken back by a transition with its reason, never deleted."
    ),
    "advance_example": (
        "cycle advance MN01 submit --document self_assessment_minutes=minutes.pdf --level 2\n"
        'cycle advance MN01 send_back --reason "a signature is missing"'
    ),
    "against": "Hold history against a report: a period (2025-03), a version (2025-03/1), or a report's file.",
    "apply": "Do it; without this it is a preview.",
    "apply_many": "Do it, when there are several units; one needs no --apply.",
    "as": "Act on behalf of somebody (administrators only; history has both names).",
    "as_of": "Look back at a day; in a rehearsal, also set the day that is worked on.",
    "audit": "Check that history is whole",
    "audit_example": "cycle audit verify",
    "audit_verify": (
        "Check every line of history, every state and every document\n\nOne changed letter is found and named."
    ),
    "audit_verify_example": "cycle audit verify",
    "backup_output": "Write the copy to this file.",
    "batch": (
        "Make the acts that stand in a sheet, for many schools at once\n\n"
        "Shown first; --apply makes them, all or none. Columns, in English or Vietnamese: Unit, Transition, Document "
        "kind, Document (a file beside the sheet, or a link), Number, Day, Level, Reason. What is wrong comes back "
        "marked in a copy named …-loi.xlsx."
    ),
    "batch_example": ("cycle batch --template acts.xlsx\ncycle batch acts.xlsx\ncycle batch acts.xlsx --apply"),
    "batch_template": "Write an empty sheet with a row for every unit to this file.",
    "calendar": "Working days and days off",
    "calendar_example": "cycle calendar show 2025",
    "calendar_feeds": "Show the calendars that units subscribe to",
    "calendar_feeds_example": "cycle calendar feeds MN01\ncycle calendar feeds --renew MN01",
    "calendar_show": "List a year's days off and worked weekends",
    "calendar_show_example": "cycle calendar show 2025",
    "certificate": "Certificates with a signed code that is checked offline",
    "certificate_all": "Every recognised unit.",
    "certificate_example": (
        "cycle certificate key --make\ncycle certificate issue --all\ncycle certificate verify giay-chung-nhan-MN01.txt"
    ),
    "certificate_issue": (
        "Issue certificates to recognised units\n\nWhoever has one that holds gets its files written again."
    ),
    "certificate_issue_example": (
        "cycle certificate issue MN01 MN02\ncycle certificate issue --all --serial-from 1 -o certificates"
    ),
    "certificate_key": (
        "List the public keys; make the office's key\n\n"
        "The private key stands in keys/certificate.pem, for its owner only. Keep it secret, and a copy of it apart."
    ),
    "certificate_key_example": "cycle certificate key --make\ncycle certificate key -o public.pem",
    "certificate_key_given": "Trust only this public key: a PEM file or 64 hexadecimal digits.",
    "certificate_key_make": "Make the key.",
    "certificate_key_output": "Write the public key to this PEM file.",
    "certificate_key_replace": "Replace the key at work; its public half stays.",
    "certificate_list": "List certificates, those that hold and those revoked",
    "certificate_list_example": "cycle certificate list\ncycle certificate list MN01",
    "certificate_output": "Write the files here; by default into the folder certificates.",
    "certificate_reason": "Why.",
    "certificate_revoke": (
        "Revoke a unit's certificate\n\nFor whoever may recognise the level (the head). "
        "Reopening the review revokes it by itself."
    ),
    "certificate_revoke_example": 'cycle certificate revoke MN01 --reason "the school\'s name is misprinted"',
    "certificate_serial": "The first one's serial number, counting on; by default it is printed [...].",
    "certificate_verify": (
        "Check a code, or every code in a txt, svg, docx or pdf file\n\n"
        "No network is needed. Pictures are not read: use a telephone and paste what it says."
    ),
    "certificate_verify_example": (
        "cycle certificate verify giay-chung-nhan-MN01.pdf\n"
        "cycle certificate verify giay-chung-nhan-MN01.txt --key public.pem"
    ),
    "command_word": "COMMAND ...",
    "commands": "Commands",
    "contact": "Who gets a unit's letters: its own mailbox, its officer, its head; from when until when",
    "contact_absent": (
        "Let a substitute get the letters of the days somebody is absent\n\nIt holds in every unit where the absent "
        "one has the same post and mailbox. Posts: unit is the unit's own mailbox, officer whoever is in charge, "
        "head its head."
    ),
    "contact_absent_example": (
        "cycle contact absent PGD officer --from 10/02/2025 --to 21/02/2025 --substitute deputy@phong.example"
    ),
    "contact_address": "The mailbox.",
    "contact_example": "cycle contact list\ncycle contact set PGD head --address head@phong.example --since 01/03/2025",
    "contact_list": "List who gets letters and who is absent; anything else is as the roster says",
    "contact_list_example": "cycle contact list PGD",
    "contact_name": "The name, as letters address it.",
    "contact_remove": "Take a line back, by its number in cycle contact list",
    "contact_remove_example": "cycle contact remove 1",
    "contact_set": (
        "Put somebody at a post from a day on, or leave the post vacant\n\nWhoever was there before gets no letters "
        "from that day on. Posts: unit is the unit's own mailbox, officer whoever is in charge, head its head."
    ),
    "contact_set_example": (
        "cycle contact set PGD head --address head@phong.example --since 01/03/2025\ncycle contact set PGD officer "
        "--vacant --since 01/03/2025"
    ),
    "contact_vacant": "Nobody gets letters there any more.",
    "cycle": (
        "Follow a year of assessing schools: the plan, every step, reminders, reports.\n\n"
        "Every command works on a workspace, which is a folder with a cycle.toml in it. How to use a command: "
        "cycle COMMAND --help"
    ),
    "cycle_example": "cycle demo\ncycle status\ncycle why MN01",
    "database": "Back up, restore, upgrade and check the database",
    "database_backup": "Back up the database\n\nThe copy goes to the workspace's backups folder unless -o is given.",
    "database_backup_example": "cycle database backup\ncycle database backup -o copy.db",
    "database_check": "Check the database file for damage",
    "database_check_example": "cycle database check",
    "database_example": "cycle database backup",
    "database_restore": "Put a backup back; the database that stood is kept beside it",
    "database_restore_example": "cycle database restore copy.db",
    "database_upgrade": "Bring the database up to this version; a backup is made first",
    "database_upgrade_example": "cycle database upgrade",
    "dated": "The day on the document; today unless given.",
    "default": "unless given: {value}",
    "demo": (
        "Rehearse plan 74/KH-GDDT's school year with 25 sample schools\n\n"
        "Makes a rehearsal workspace and acts for everybody from November to June. No letter leaves."
    ),
    "demo_example": "cycle demo\ncycle demo rehearsal",
    "demo_replace": "Rehearse again in an old rehearsal.",
    "doctor": "Look at everything the office needs, and how to repair it",
    "doctor_example": "cycle doctor",
    "document": "Official papers: write them, list their kinds, check templates",
    "document_add": (
        "Register a document without number and date\n\n"
        "The kind is a product of the workflow (recognition_decision) or a type (QĐ, KH, BC, BB, TTr, TB, CV). Number "
        "it once it is signed: cycle document number."
    ),
    "document_add_example": (
        'cycle document add recognition_decision MN01 MN02 --subject "Recognition of levels" --level external\n'
        'cycle document add recognition_decision --all --subject "Recognition of levels" --level external --level '
        "MN03=1"
    ),
    "document_all": "Every unit that waits for such a document.",
    "document_check": "Check the office's own templates in templates/documents",
    "document_check_example": "cycle document check",
    "document_dated": "The date on the signed paper.",
    "document_example": "cycle document render self_assessment_minutes MN01",
    "document_file": "The document's file or link.",
    "document_issuer": "The issuing authority's code; by default whose step asks for the document.",
    "document_kinds": "The kinds of papers there are, and the office's own templates",
    "document_kinds_example": "cycle document kinds",
    "document_level": "The level of every unit, of one (MN01=3), or external: as the external review has it.",
    "document_list": "List the register, with what acts handed in under a number",
    "document_list_example": "cycle document list --waiting\ncycle document list --unit PGD --year 2025",
    "document_number": (
        "Register number and date after signature; completes every case that waits for the document\n\n"
        "Several cases are shown first; --apply acts, all or none. A wrong number is corrected with --reason, never "
        "deleted."
    ),
    "document_number_example": (
        "cycle document number 3 --number 05 --dated 2025-05-20 --file decision.pdf --apply\n"
        'cycle document number 3 --number 06 --dated 2025-05-20 --reason "typed wrongly"'
    ),
    "document_number_given": "The number on the signed paper: 05 or 05/QĐ-PGDĐT.",
    "document_of_kind": "Only this kind: recognition_decision, QĐ.",
    "document_of_unit": "Only documents of or for this unit.",
    "document_reason": "Why.",
    "document_render": (
        "Write official papers (DOCX, PDF) from what was recorded; for every school concerned unless some are named"
    ),
    "document_render_example": (
        "cycle document render self_assessment_minutes MN01 MN02\ncycle document render "
        "recognition_decision -o quyet-dinh.docx --format docx"
    ),
    "document_show": "Show one document: its units, levels, and everything done to it",
    "document_show_example": "cycle document show 3",
    "document_sign": "The sign, as in QĐ-PGDĐT; by default from cycle.toml.",
    "document_signed_file": "The signed paper's file or link.",
    "document_signer": "Who signs.",
    "document_subject": "What it is about.",
    "document_waiting": "Only those that wait for a number or have cases to complete.",
    "document_withdraw": "Give up a draft without number; it stays in the register",
    "document_withdraw_example": 'cycle document withdraw 3 --reason "registered twice"',
    "document_year": "Only documents dated in this year.",
    "dry_run": "Only show; queue nothing.",
    "evidence": "Evidence by criterion: hand in, see what is missing, carry over last year's, check every file",
    "evidence_add": (
        "Hand in one item of evidence for a criterion\n\nA criterion's code, a group, or '*' for the whole case. A "
        "file or a link, perhaps with a note; or a note alone. A school may until it has asked for the external "
        "review, officers also while they review. A file that another school handed in is pointed out."
    ),
    "evidence_add_example": (
        "cycle evidence add TH01 1.3.1 --file contract.pdf\ncycle evidence add TH01 1.3.2 --link "
        'https://truong.example/lms --note "form 6"\ncycle evidence add MN01 \'*\' --note "the register lies in the '
        'office"'
    ),
    "evidence_carry": (
        "Carry over another year's evidence, to be confirmed\n\nSeveral schools may be named. What was withdrawn or "
        "never confirmed then is left; what is not confirmed does not count."
    ),
    "evidence_carry_example": "cycle evidence carry TH01 --from-year 2023-2024",
    "evidence_confirm": "Confirm that evidence carried over holds this year too",
    "evidence_confirm_example": "cycle evidence confirm TH01 4-1 4-2",
    "evidence_example": "cycle evidence missing TH01\ncycle evidence add TH01 1.3.1 --file contract.pdf",
    "evidence_file": "The file; it is kept by its hash.",
    "evidence_from_year": "The school year to carry over from.",
    "evidence_link": "A link (https://…).",
    "evidence_list": "List a unit's evidence, who handed it in when, and which files another school has too",
    "evidence_list_example": "cycle evidence list TH01",
    "evidence_missing": "List criteria without evidence, of one unit or of all",
    "evidence_missing_example": "cycle evidence missing TH01\ncycle evidence missing",
    "evidence_note": "A note, alone or beside a file or link.",
    "evidence_verify": (
        "Check the hash of every file that is kept\n\nChanged files, missing files and files that no record names "
        "are all named."
    ),
    "evidence_verify_example": "cycle evidence verify",
    "evidence_withdraw": "Withdraw evidence with a reason; history and file stay",
    "evidence_withdraw_example": 'cycle evidence withdraw TH01 4-2 --reason "handed in for the wrong school"',
    "example": "Example",
    "explain": (
        "Explain why a milestone came late\n\nOnly for one that is late or was done late. Explaining again "
        "takes the place of what was said; both stay in the history."
    ),
    "explain_dated": "The day on the written explanation; today unless given.",
    "explain_example": (
        'cycle explain MN01 II.1 --reason "no power from 15/01 to 20/01"\ncycle explain MN01 II.1 --reason '
        '"computer room under repair" --dated 10/02/2025'
    ),
    "explain_reason": "Why it came late.",
    "export": "Write results, events and the roster for other programs: CSV, JSON, JSON lines",
    "export_all": "Every cycle there was, not only the one at work.",
    "export_contacts": "Also e-mail addresses, telephone numbers and names of people.",
    "export_events": (
        "Write every event of every case, for anybody's analysis\n\n"
        "Each with its hash and the one before it, so that another program can check the chain. It holds logins and "
        "what officers wrote."
    ),
    "export_events_example": (
        "cycle export events -o events.jsonl\ncycle --as-of 2025-06-30 export events --all -o events.csv"
    ),
    "export_example": "cycle export results -o results.csv --excel\ncycle export events -o events.jsonl",
    "export_excel": "As Excel opens it here: CSV with byte order mark, semicolons, decimal commas.",
    "export_format": "By default the file's ending says it; else CSV, for events JSON lines.",
    "export_output": "Write to this file, over one that stands there; by default print.",
    "export_results": (
        "Write each school's levels, points, decision, certificate and publication\n\n"
        "Without personal data, but with levels that are not public yet."
    ),
    "export_results_example": (
        "cycle export results -o results.csv\ncycle --as-of 2025-05-31 export results --format json"
    ),
    "export_roster": (
        "Write the roster, as it can be imported again\n\n"
        "Without addresses and names of people unless --contacts asks for them."
    ),
    "export_roster_example": (
        "cycle export roster -o roster.csv\ncycle export roster --contacts -o contacts.csv --excel"
    ),
    "extend": "Give one unit's milestone a later deadline",
    "extend_example": 'cycle extend MN01 II.1 --until 14/02/2025 --reason "repairs at the school"',
    "extend_until": "The new last day.",
    "form": "The form of the drawing.",
    "handed_in": "A document that comes with it: the product, an equals sign, a file or link; may be repeated.",
    "help": "Show how it is used and exit.",
    "history": "What happened to a unit's case, by whom, when",
    "history_example": "cycle history MN01",
    "indicators": "Indicator sets: show, check, take from an annex",
    "indicators_check": "Check an indicator set: codes, sums, levels",
    "indicators_check_example": "cycle indicators check 4725",
    "indicators_example": "cycle indicators show 4725",
    "indicators_import": (
        "Make an indicator set from a sheet filled in from the annex\n\n"
        "--template writes the empty sheet. Every cell of a filled one is checked; all bad ones are told at once, with "
        "their addresses."
    ),
    "indicators_import_example": (
        "cycle indicators import --template SHEET.xlsx\n"
        "cycle indicators import SHEET.xlsx -o workflows/indicators/3276.toml"
    ),
    "indicators_list": "List the indicator sets there are",
    "indicators_list_example": "cycle indicators list",
    "indicators_output": "Write this set file.",
    "indicators_set": "The set whose decision's number, date and title are filled in.",
    "indicators_show": "Show a set's groups, criteria and levels",
    "indicators_show_example": "cycle indicators show 4725",
    "indicators_template": "Write the empty sheet to this file.",
    "init": (
        "Make a workspace\n\n"
        "It holds the settings cycle.toml, the database and a sample roster. Whoever makes it is its administrator."
    ),
    "init_example": "cycle init office\ncycle init rehearsal --rehearsal",
    "issue": "Issue it: figures and files are kept for good as a version; after a correction, the next version.",
    "json": "Print one JSON object for other programs.",
    "lang": "The program's language; letters and reports are always Vietnamese.",
    "late": "Only units that are late.",
    "letter_state": "Only letters in this state; uncertain means that the server may or may not have taken it.",
    "level": "The level: 1 not met, 2 basically met, 3 well met.",
    "mail": "Letters: queued, sent, failed",
    "mail_cancel": "Take back a letter that has not left",
    "mail_cancel_example": "cycle mail cancel 1",
    "mail_check": (
        "Try the office's own letter templates\n\nA broken one is named by file and line before any letter needs it."
    ),
    "mail_check_example": "cycle mail check",
    "mail_deliver": (
        "Send the letters that wait\n\n"
        "By the settings they go into the workspace's mail folder, or through an SMTP server."
    ),
    "mail_deliver_example": "cycle mail deliver",
    "mail_example": "cycle mail list\ncycle mail deliver",
    "mail_list": "List the letters and how they are",
    "mail_list_example": "cycle mail list --state failed",
    "mail_pause": (
        "Write nothing to a mailbox for some days\n\nWhat is due waits until the pause is over; others are told as "
        "ever. Letters that are queued already still go."
    ),
    "mail_pause_example": 'cycle mail pause mn01@truong.example --until 14/02/2025 --reason "changing its mailbox"',
    "mail_pauses": "List the mailboxes that are paused",
    "mail_pauses_example": "cycle mail pauses",
    "mail_preview": "Write a letter as a page to open in a browser",
    "mail_preview_example": "cycle mail preview 1",
    "mail_resume": "Write to a paused mailbox again",
    "mail_resume_example": "cycle mail resume mn01@truong.example",
    "mail_retry": "Send a failed or uncertain letter again",
    "mail_retry_example": "cycle mail retry 1",
    "mail_show": "Read a letter",
    "mail_show_example": "cycle mail show 1",
    "note": "A note for the history.",
    "number": "The document's number.",
    "officer": "Who may do what",
    "officer_add": "Give a login a role\n\nWithout --unit the role holds everywhere.",
    "officer_add_example": (
        "cycle officer add anofficer --role officer\ncycle officer add mn01 --role school --unit MN01"
    ),
    "officer_example": "cycle officer list",
    "officer_list": "List who has which role",
    "officer_list_example": "cycle officer list",
    "officer_remove": "Take all roles from a login",
    "officer_remove_example": "cycle officer remove anofficer",
    "officer_unit": "Only within this unit; an authority's code covers all its schools.",
    "on": "From which day; today unless given.",
    "once": "Do every job once and exit.",
    "open": (
        "Open a plan: a case for every school and for the office\n\n"
        "The plan is copied when it is opened; later changes of its file do not matter."
    ),
    "open_example": "cycle open 74-KH-GDDT",
    "options": "Options",
    "options_word": "[OPTIONS]",
    "output": "Write to this file; on the screen unless given.",
    "paper_format": "docx, pdf or both; unless given, both, or DOCX where the office has its own template.",
    "paper_output": "A folder, or a file's name where there is one file; the folder papers unless given.",
    "pause_until": "The last day of the pause.",
    "period": "Year and month of the cut-off, such as 2025-02; the last one that is over unless given.",
    "plan": "Read, check and show plans",
    "plan_amend": "Put a revised plan in the place of the one in use; shown first.",
    "plan_amend_example": "cycle plan amend revised-plan.toml",
    "plan_check": (
        "Check a plan with its workflow and the calendar\n\n"
        "Everything wrong is told at once; deadlines in Tết or on days off are warned of."
    ),
    "plan_check_example": "cycle plan check 74-KH-GDDT",
    "plan_example": "cycle plan read plan-74.docx -o 74-KH-GDDT.toml\ncycle plan check 74-KH-GDDT",
    "plan_output": "Write this plan file.",
    "plan_read": (
        "Read an official document (DOCX, PDF, TXT) into a plan file\n\n"
        "It takes the number, day, school year and the appendix, each with its place in the document. What is not "
        "clear is listed for the officer to fill in, never guessed. Without -o it only shows."
    ),
    "plan_read_example": "cycle plan read plan-74.docx\ncycle plan read plan-74.docx -o 74-KH-GDDT.toml",
    "plan_show": "Show a plan, or the one that is open",
    "plan_show_example": "cycle plan show\ncycle plan show 74-KH-GDDT",
    "profile": (
        "The kind of office, for the settings to begin with: district-2024 a district department (until 6/2025), "
        "commune-2025 a commune (since 7/2025)."
    ),
    "publication": "The pages where schools publish: whether they open, whether they changed",
    "publication_accept": "Compare with what is there now from now on; for pages that somebody has looked at.",
    "publication_check": (
        "Open the pages where schools published and write down what is found\n\n"
        "Without codes, of every school that has published. Ends with 1 where a page does not open or has changed."
    ),
    "publication_check_example": (
        "cycle publication check\ncycle publication check MN01 MN02\ncycle publication check MN01 --accept"
    ),
    "publication_dry_run": "Only list the pages that would be opened; ask nobody.",
    "publication_due": "Only the pages that are due by publication.check; for cron.",
    "publication_example": "cycle publication check\ncycle publication list",
    "publication_list": "Each school's page and what the last check found",
    "publication_list_example": "cycle publication list\ncycle --as-of 2025-06-30 --json publication list",
    "reason": "The reason.",
    "rehearsal": "Make it for trying out: no letter leaves, the day can be set.",
    "renew": "Give this unit's calendar another address; the old one stops working.",
    "replace": "Write over a file that exists.",
    "report": "The monthly report and the board",
    "report_board": (
        "Write the board as a page to open in a browser\n\n"
        "The year on one page: who is where, what is late and why, the next letters, whether the program works. It is "
        "made anew after every tick. It is private: not for the web."
    ),
    "report_board_example": "cycle report board\ncycle --as-of 2025-03-14 report board",
    "report_example": "cycle report monthly --period 2025-02",
    "report_list": "What became of each period's report: due, issued, sent, on time or late",
    "report_list_example": "cycle report list",
    "report_monthly": (
        "Make the monthly report (DOCX, PDF, XLSX, HTML)\n\n"
        "Its figures are those of the cut-off, so made again it says the same. What nobody entered is printed "
        "[...]."
    ),
    "report_monthly_example": "cycle report monthly\ncycle report monthly --period 2025-02 --issue --send",
    "report_note": (
        "Write the officer's words into a period's report\n\nLater words take the place of earlier ones for "
        "the same section; empty words take them back. When and by whom is kept."
    ),
    "report_note_example": 'cycle report note 2025-03 --section difficulties "sample words"',
    "report_show": "Show a period's report: its versions, letters, and the officer's words",
    "report_show_example": "cycle report show 2025-03\ncycle report show 2025-03 --version 1",
    "report_version": "Which version; the newest unless given.",
    "required": "required",
    "review": "Review teams: members, which school when, drawn or by hand, the schedule sent",
    "review_assign": (
        "Give schools to a team, set their day, or change either\n\nWithout --team only the day is set. The day is a "
        "working day; nobody reviews her own school or one she looks after."
    ),
    "review_assign_example": (
        'cycle review assign MN01 MN02 --team "Team 1" --on 2025-03-10\ncycle review assign MN02 --on 12/03/2025'
    ),
    "review_draw": (
        "Draw the schools that have no team yet\n\nEvenly, and nobody to her own school or one she looks after; the "
        "same seed draws the same, and is recorded. Shown first; --apply does it."
    ),
    "review_draw_example": "cycle review draw --seed 2025\ncycle review draw --seed 2025 --from 2025-03-03 --apply",
    "review_example": 'cycle review team add "Team 1" --member can-bo=canbo@phong.example',
    "review_from": "From this day on each team visits one school a working day.",
    "review_list": "List which school is visited by which team when",
    "review_list_example": 'cycle review list\ncycle review list --team "Team 1"',
    "review_log": "List who put teams together, gave schools and sent schedules, and when",
    "review_log_example": "cycle review log",
    "review_member": "A member: login or name, an equals sign, mailbox; may be repeated.",
    "review_of_team": "The team's name.",
    "review_on": "The working day of the visit.",
    "review_seed": "The number to draw by, for instance one drawn before everybody's eyes.",
    "review_send": (
        "Send the schedule to teams and schools, with calendar entries\n\nA mailbox hears only what it has not been "
        "told; what moved moves its entry. Shown first; --apply sends."
    ),
    "review_send_example": "cycle review send\ncycle review send --apply",
    "review_team": "Put teams together, list them",
    "review_team_add": "Put a team together, or replace its members",
    "review_team_add_example": (
        'cycle review team add "Team 1" --member can-bo=canbo@phong.example --member "Sample member=mau@truong.example"'
    ),
    "review_team_example": "cycle review team list",
    "review_team_list": "List the teams, their members, how many schools",
    "review_team_list_example": "cycle review team list",
    "role": "The role: school, officer, head of office, administrator.",
    "run": (
        "Keep running: remind, send, report and back up at their times\n\n"
        "Ctrl-C stops it. The times are in the section schedule of cycle.toml."
    ),
    "run_example": "cycle run\ncycle run --once",
    "school": "The roster of schools and authorities",
    "school_close": "Close a unit\n\nIts open case stays; the head of office exempts it, with the reason.",
    "school_close_example": 'cycle school close MN01 --on 01/07/2025\ncycle advance MN01 exempt --reason "closed"',
    "school_example": "cycle school import roster.xlsx --apply\ncycle school list",
    "school_import": (
        "Import the roster from an Excel or CSV sheet\n\n"
        "It shows what would change; --apply does it. Units that are not in the sheet stay as they are."
    ),
    "school_import_example": "cycle school import roster.xlsx\ncycle school import roster.xlsx --apply",
    "school_list": "List every unit",
    "school_list_example": "cycle school list",
    "school_merge": "Merge a unit into another\n\nIts open case stays; the head of office exempts it, with the reason.",
    "school_merge_example": (
        'cycle school merge MN01 MN02 --on 01/07/2025\ncycle advance MN01 exempt --reason "merged into MN02"'
    ),
    "school_move": "Put a unit under another authority; what was before keeps the old one",
    "school_move_example": "cycle school move MN01 PGD --since 01/07/2025",
    "school_rename": "Give a unit another name; its history keeps its code",
    "school_rename_example": 'cycle school rename MN01 "Trường Mầm non Mẫu 01A"',
    "school_show": "Show everything the roster says of a unit",
    "school_show_example": "cycle school show MN01",
    "score": "Scores of each side: enter, show, explain",
    "score_enter": (
        "Enter one side's scores\n\n"
        "The side is self (the school), external (the review) or recognized. New points take the place of those of the "
        "same criterion; after submission they change only when the case is returned."
    ),
    "score_enter_example": (
        "cycle score enter TH01 self --points 1.1=yes,1.3.1=6.5,1.3.2=4\n"
        "cycle score enter MN01 self --group I=72.5 --group II=60 --level 2 --number 03/BB-MN --dated 20/01/2025"
    ),
    "score_example": "cycle score show MN01",
    "score_explain": "Say step by step why scores come to their level",
    "score_explain_example": "cycle score explain MN01 --kind self",
    "score_form": (
        "Make the score form (Excel) of a school, or of all schools\n\nOnly points, evidence and notes can "
        "be filled in; cycle score import takes the form back. --mail sends every school its own "
        "self-assessment form."
    ),
    "score_form_all": "for every school that may enter its scores now",
    "score_form_example": "cycle score form MN01 -o form-mn01.xlsx\ncycle score form --all --to forms",
    "score_form_kind": "self: the school's form; external: the review team's",
    "score_form_mail": "send every school its self-assessment form by letter",
    "score_form_out": "the .xlsx file to write",
    "score_form_to": "the folder to write the forms to",
    "score_group": "The total of a group.",
    "score_import": (
        "Take filled score forms back\n\nThe changes are shown first; --apply records them. Where one form "
        "is wrong none is recorded. A folder may be named."
    ),
    "score_import_example": "cycle score import form-mn01.xlsx\ncycle score import forms --apply",
    "score_kind": "One side only: self, external or recognized.",
    "score_points": "Points of criteria, or yes/no; a decimal comma or point, as you like.",
    "score_replace": "Replace all of this side's scores, not only the criteria named.",
    "score_show": "Show the three sides beside each other, what differs, who entered them when",
    "score_show_example": "cycle score show MN01",
    "section": "Which part of the report: results, difficulties, causes, tasks next, proposals.",
    "seen": "The last line of history you saw; refused if somebody acted after it.",
    "send": "Send it to the superior; what is not issued yet is issued first, and each version goes once.",
    "simulate": "Foresee every letter that a span of days would send, without sending",
    "simulate_example": (
        "cycle simulate --from 2025-01-06 --to 2025-06-30\n"
        "cycle simulate --from 06/01/2025 --to 30/06/2025 -o letters.html"
    ),
    "simulate_from": "From this day",
    "simulate_output": "Write a calendar page (HTML) into this file",
    "simulate_to": "To the end of this day",
    "since": "From which day; today unless given.",
    "site": "The public site of results",
    "site_build": (
        "Build the public pages of results into the folder DIR\n\n"
        "Only what is recognised and published by the schools, of every school year. DIR is replaced as a whole; the "
        "private board is written anew into the workspace, never into DIR."
    ),
    "site_build_example": "cycle site build results\ncycle --as-of 2025-06-30 site build results",
    "site_example": "cycle site build results",
    "stage": "Only units at this stage, such as external_review.",
    "status": (
        "The board: who is where, which deadline comes next\n\n"
        "Name a unit to see all its milestones; with -v it explains each deadline."
    ),
    "status_example": "cycle status --late\ncycle -v status MN01",
    "substitute": "The mailbox of whoever gets the letters instead.",
    "tick": (
        "Find who must be reminded today, and queue the letters\n\n"
        "Running it again never reminds twice. Nobody is reminded on a day off. To send: cycle mail deliver"
    ),
    "tick_example": "cycle tick --dry-run\ncycle tick",
    "track": "Only this track, such as school or department.",
    "until": "The new deadline of a return for supplement.",
    "usage": "Usage:",
    "verbose": "Explain more, such as why a deadline falls on its day.",
    "waiting_on": "Only units where it is the school's move, or the department's.",
    "why": "What is missing to go on, and the command that supplies it",
    "why_example": "cycle why MN01\ncycle why MN01 submit",
    "workflow": "Workflows: show, check, draw",
    "workflow_check": "Check a workflow file",
    "workflow_check_example": "cycle workflow check preschool",
    "workflow_draw": "Draw a workflow's stages (Mermaid or SVG)",
    "workflow_draw_example": "cycle workflow draw preschool --track school --format svg -o stages.svg",
    "workflow_example": "cycle workflow show preschool",
    "workflow_id": "The workflow that the plan follows.",
    "workflow_list": "List the workflows there are",
    "workflow_list_example": "cycle workflow list",
    "workflow_show": "Show a workflow's stages and transitions",
    "workflow_show_example": "cycle workflow show preschool",
    "workspace": "The workspace folder.",
}
