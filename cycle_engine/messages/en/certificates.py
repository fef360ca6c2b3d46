"""Certificates: issued, revoked, checked."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "changed_hint": "do not rely on it; ask the office that issued it",
    "counted": "Issued {new}, already issued before {kept}.",
    "dated": "Decided on",
    "decision": "Decision",
    "holds": "holds",
    "holds_until": "revoked {at}: {reason}",
    "id": "ID",
    "issued": "{unit}: {file}",
    "issued_on": "Issued on",
    "key_current": "at work",
    "key_former": "former",
    "key_line": "{key}  {state}  {at}  {public}",
    "key_none": "There is no key yet. Make one: cycle certificate key --make",
    "key_written": "Wrote the public key: {file}",
    "level": "Level",
    "revocations_unknown": (
        "This workspace does not have that certificate, so whether it was revoked is not known here."
    ),
    "revoked": "Revoked certificate {id} of {unit}.",
    "revoked_by": "Revoked {at}, {actor}: {reason}",
    "revoked_hint": "it holds no longer; see the new one: cycle certificate list",
    "says": "{unit} {name}, school year {school_year}: level {level}",
    "says_by": "Decision {number} of {dated}; issued on {issued_on}; serial number {serial}",
    "serial": "Serial",
    "standing": "Standing",
    "unit": "Code",
    "unknown_key_hint": "get the issuing office's public key and check again with --key KEY",
    "verdict_changed": "NOT GENUINE: the code was changed or cannot be read",
    "verdict_revoked": "REVOKED",
    "verdict_unknown_key": "CANNOT BE CHECKED: no public key of whoever signed",
    "verdict_valid": "GENUINE: signed by the office with this key, unchanged",
}
