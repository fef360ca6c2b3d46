"""What became of each letter on its way."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "address_not_valid": "not a mail address: {addresses}",
    "already_kept": "was already in the mail folder: {file}",
    "before_handing_over": "the mail server was lost before the letter was handed over: {detail}",
    "given_up": "given up after {attempts} attempts, the last one: {words}",
    "kept": "kept in the mail folder: {file}",
    "not_tried": "not tried: {words}",
    "refused_among_others": "{words}; refused: {refused}",
    "refused_recipient": "{address} ({words})",
    "timed_out": "no answer within {seconds} seconds",
    "uncertain": "the connection died after the letter was handed over, the server may or may not have it: {detail}",
    "uncertain_too_often": "several times nobody could know whether the server has it, a person must look: {words}",
    "unforeseen": "an unforeseen fault while sending: {detail}",
    "waiting_for_all": "waiting so that everybody gets it together: {refused}",
}
