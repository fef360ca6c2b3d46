"""What every refusal says in one line."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "calendar_file_not_found": "there is no calendar file {file}",
    "calendar_range": "{day} lies outside the working calendar, which runs from {first} to {last}",
    "definition_not_found": "there is no workflow or plan {name}",
    "document_not_found": "there is no file {file}",
    "file_invalid": "the file {file} has {count} problem(s)",
    "file_unreadable": "the file {file} cannot be read: {detail}",
    "letter_template_not_found": "there is no letter template {template}",
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
    "period_not_valid": "{written} is not a reporting period",
    "plan_not_found": "there is no plan “{name}”",
    "reporting_rule": "cut-off day {cut_off_day} and due day {due_day} do not make a reporting rule",
    "resource_not_found": "there is no file {name} in {folders}",
    "sheet_not_found": "there is no file {file}",
    "template_broken": "a letter's template is broken: {problem}",
    "workflow_not_found": "there is no workflow “{name}”",
}
