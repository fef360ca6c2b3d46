"""The page of the public results site that checks certificates; the site itself always speaks Vietnamese."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "by_hand": (
        "Who has the program types the command below; it needs no network. Others send the code to the office"
        " that issued it."
    ),
    "changed_note": (
        "The signature does not fit what the code says: it was changed, or mistyped. Scan the QR code again, or"
        " paste all of it. If it still does not fit, this office did not sign this code."
    ),
    "changed_title": "Not genuine",
    "check": "Check",
    "checking": "Checking…",
    "code": "The code on the certificate",
    "code_hint": (
        "Scan the QR code, or paste the code that begins with {prefix} here; line breaks and blanks do no harm."
        " The code does not leave your machine."
    ),
    "compare": "Compare each line with the paper: where they differ, the paper is not as it was issued.",
    "decision": "Recognition decision",
    "facts": "The certificate says",
    "genuine_note": "Signed by this office, unchanged, and not among what was revoked up to {day}.",
    "genuine_title": "Genuine",
    "insecure": (
        "Browsers check signatures only on pages opened by an https:// address or from a file of this machine."
        " Open this page again in one of these ways."
    ),
    "intro": (
        "This page tells whether the code on a certificate was signed by {office}, and whether the certificate"
        " still holds."
    ),
    "issued_on": "Issued on",
    "key_hint": "For whoever checks with another program.",
    "level": "Recognised level",
    "no_key": "This office has issued no certificates with a code yet, so there is nothing to check here.",
    "not_checked_note": (
        "This page needs JavaScript and a browser that knows Ed25519 signatures (a recent Chrome, Edge, Firefox"
        " or Safari). What is not checked can be called neither genuine nor false."
    ),
    "not_checked_title": "Not checked",
    "public_keys": "Public keys",
    "revoked_note": "Signed by this office, but revoked on {day}: the certificate holds no longer.",
    "revoked_title": "Revoked",
    "school": "School",
    "school_year": "School year",
    "serial": "Number in the book of certificates",
    "title": "Check a certificate",
    "unit": "Code",
    "unknown_key_note": (
        "The code was signed with the key {key}, which is not this office's, so nothing here can tell whether it"
        " is genuine. Ask the office that the paper names, or check it on that office's page."
    ),
    "unknown_key_title": "Signed by somebody unknown",
    "unreadable_note": (
        "This is no whole code. A code begins with {prefix} and has nothing but letters and the digits 2 to 7;"
        " paste it to its last letter."
    ),
    "unreadable_title": "The code cannot be read",
}
