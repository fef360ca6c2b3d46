"""What became of each letter on its way."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "address_not_valid": "not a mail address: {addresses}",
    "already_kept": "was already in the mail folder: {file}",
    "before_handing_over": "the mail server was lost before the letter was handed over: {detail}",
    "broke_off": "the attempts before broke off half-way",
    "given_up": "given up after {attempts} attempts, the last one: {words}",
    "kept": "kept in the mail folder: {file}",
    "mail_ca_file_unreadable_hint": "check the path of the certificate file in the mail settings",
    "mail_login_needed_hint": "put the login and password of the office's mailbox into the mail settings",
    "mail_login_refused_hint": "check login and password in the mail settings; no letter is lost",
    "mail_sender_refused_hint": "check the sender's address and the login in the mail settings",
    "mail_server_unreachable_hint": "check network, server name and port in the mail settings; the letters wait",
    "mail_server_untrusted_hint": "if the certificate is the office's own, name its root file in the mail settings",
    "mail_starttls_missing_hint": "choose the security tls if the server has it; nothing leaves over an open line",
    "not_tried": "not tried: {words}",
    "refused_among_others": "{words}; refused: {refused}",
    "refused_recipient": "{address} ({words})",
    "timed_out": "no answer in time",
    "uncertain": "the connection died after the letter was handed over, the server may or may not have it: {detail}",
    "uncertain_too_often": "several times nobody could know whether the server has it, a person must look: {words}",
    "unforeseen": "an unforeseen fault while sending: {detail}",
    "waiting_for_all": "waiting so that everybody gets it together: {refused}",
}
