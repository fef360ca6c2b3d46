"""The signed code of a certificate: what it says in one short text that anybody with the public key can check offline.

``CYC1:`` and then base32 (RFC 4648, capitals, no padding) of: two bytes that count the claim's, the claim as canonical
JSON (``[unit, name, school year, level, decision number, its date, issued on, serial number, mark]``), the first four
bytes of the SHA-256 of the public key, and the Ed25519 signature over everything before it. Base32 because a QR code
packs it at 5.5 bits a letter in place of 8, and because it survives a line break, a print and a person's typing; it is
read strictly, so that no other spelling of a code is the code.
"""

import json
import re
from base64 import b32decode, b32encode
from binascii import Error as BinasciiError
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from cycle_engine.domain.certificates import Claim

PREFIX: Final = "CYC1:"
"""What every code begins with; the digit is the version of the form."""

_KEY_BYTES: Final = 4
_SIGNATURE_BYTES: Final = 64
_LONGEST: Final = 16_384
_START: Final = re.compile(r"CYC1:\s*(?=[A-Z2-7])")


@dataclass(frozen=True, slots=True)
class SignedClaim:
    """A code taken apart; nothing says yet that it is genuine."""

    claim: Claim
    key_id: str
    signed: bytes
    signature: bytes
    code: str


def make_private_key() -> str:
    """Make a private key, as PEM."""
    made = Ed25519PrivateKey.generate()
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def public_key_of(private_pem: str) -> str:
    """Name the public key of a private one, in hexadecimal. Raises ``ValueError``, which never shows the key."""
    return _private(private_pem).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def public_pem(public_key: str) -> str:
    """Write a public key as other programs read it."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def read_public_key(written: str) -> str:
    """Read a public key, PEM or hexadecimal, into hexadecimal. Raises ``ValueError``."""
    try:
        if "BEGIN" not in written:
            raw = bytes.fromhex(written.strip())
            return Ed25519PublicKey.from_public_bytes(raw).public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
        key = load_pem_public_key(written.strip().encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ValueError("no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("no Ed25519 key")  # noqa: TRY004 - the words of a file are no type error
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def key_id_of(public_key: str) -> str:
    """Name a public key shortly: the beginning of its hash."""
    return sha256(bytes.fromhex(public_key)).hexdigest()[: _KEY_BYTES * 2]


def sign_claim(claim: Claim, private_pem: str) -> str:
    """Write a certificate's code. Raises ``ValueError`` for a key that is none, without showing it."""
    private = _private(private_pem)
    body = _claim_bytes(claim)
    key = bytes.fromhex(key_id_of(public_key_of(private_pem)))
    signed = len(body).to_bytes(2, "big") + body + key
    return PREFIX + _base32(signed + private.sign(signed))


def read_code(code: str) -> SignedClaim:
    """Take a code apart, line breaks and blanks apart strictly letter for letter. Raises ``ValueError``."""
    plain = "".join(code.split())
    if not plain.startswith(PREFIX) or len(plain) > _LONGEST:
        raise ValueError("no code")
    return _taken_apart(plain, _decoded(plain.removeprefix(PREFIX)))


def find_codes(text: str) -> tuple[str, ...]:
    """Find the codes that stand in a text, whatever follows them; each once. One that is cut short is left as it is."""
    found = []
    for start in _START.finditer(text):
        rest = "".join(text[start.end() : start.end() + _LONGEST].split())
        letters = re.match(r"[A-Z2-7]*", rest)
        found.append(PREFIX + _cut(letters.group() if letters else ""))
    return tuple(dict.fromkeys(found))


def is_genuine(signed: SignedClaim, public_key: str) -> bool:
    """Whether the office with this public key signed exactly this."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(signed.signature, signed.signed)
    except InvalidSignature:
        return False
    return True


def _private(private_pem: str) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(private_pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError("no private key") from None  # the cause might quote what it could not read
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError("no Ed25519 key")  # noqa: TRY004 - the words of a file are no type error
    return key


def _claim_bytes(claim: Claim) -> bytes:
    dated = claim.decision_dated.isoformat() if claim.decision_dated else ""
    values = [
        *(claim.unit, claim.name, claim.school_year, claim.level),
        *(claim.decision_number, dated, claim.issued_on.isoformat(), claim.serial, claim.mark),
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _taken_apart(code: str, whole: bytes) -> SignedClaim:
    length = int.from_bytes(whole[:2], "big")
    if len(whole) != 2 + length + _KEY_BYTES + _SIGNATURE_BYTES:
        raise ValueError("cut short or too long")
    signed, signature = whole[:-_SIGNATURE_BYTES], whole[-_SIGNATURE_BYTES:]
    return SignedClaim(_claim(whole[2 : 2 + length]), signed[-_KEY_BYTES:].hex(), signed, signature, code)


def _claim(body: bytes) -> Claim:
    try:
        unit, name, school_year, level, number, dated, issued_on, serial, mark = json.loads(body)
        if [type(value) for value in (unit, name, school_year, number, serial, mark, level)] != [*[str] * 6, int]:
            raise ValueError("no claim")  # noqa: TRY301 - said below, as whatever else it may be
        claim = Claim(
            unit=unit,
            name=name,
            school_year=school_year,
            level=level,
            decision_number=number,
            decision_dated=date.fromisoformat(dated) if dated else None,
            issued_on=date.fromisoformat(issued_on),
            serial=serial,
            mark=mark,
        )
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("no claim") from error
    return claim


def _base32(content: bytes) -> str:
    return b32encode(content).decode().rstrip("=")


def _decoded(letters: str) -> bytes:
    try:
        content = b32decode(letters + "=" * (-len(letters) % 8))
    except (BinasciiError, ValueError) as error:
        raise ValueError("no base32") from error
    if _base32(content) != letters:
        raise ValueError("spelt otherwise")  # a last letter may carry bits that say nothing
    return content


def _cut(letters: str) -> str:
    """Cut what follows a code off: its first two bytes say how long it is."""
    if len(letters) < 8:  # noqa: PLR2004 - eight letters are five bytes
        return letters
    length = int.from_bytes(b32decode(letters[:8])[:2], "big") + 2 + _KEY_BYTES + _SIGNATURE_BYTES
    return letters[: (length * 8 + 4) // 5]
