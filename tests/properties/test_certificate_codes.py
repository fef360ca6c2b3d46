"""A certificate's code says what was signed, letter for letter, and nothing else passes for it."""

from base64 import b32encode
from dataclasses import fields, replace
from datetime import date
from string import ascii_lowercase
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.certificates import Claim
from cycle_engine.reports.certificate_codes import (
    PREFIX,
    find_codes,
    is_genuine,
    key_id_of,
    make_private_key,
    public_key_of,
    public_pem,
    read_code,
    read_public_key,
    sign_claim,
)
from cycle_engine.reports.certificate_qr import draw_code

PRIVATE: Final = make_private_key()
PUBLIC: Final = public_key_of(PRIVATE)
ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
OTHERS: Final = st.sampled_from([*ALPHABET, *ascii_lowercase, *"0189:=-/+ÁĐ\n \0"])

words = st.text(st.characters(codec="utf-8"), max_size=200)
claims = st.builds(
    Claim,
    unit=words,
    name=words,
    school_year=words,
    level=st.integers(1, 3),
    decision_number=words,
    decision_dated=st.none() | st.dates(),
    issued_on=st.dates(),
    serial=words,
    mark=words,
)


def passes(code: str) -> bool:
    try:
        signed = read_code(code)
    except ValueError:
        return False
    return is_genuine(signed, PUBLIC) and key_id_of(PUBLIC) == signed.key_id


@given(claims)
def test_what_was_signed_is_what_is_read(claim: Claim) -> None:
    signed = read_code(sign_claim(claim, PRIVATE))
    assert signed.claim == claim
    assert is_genuine(signed, PUBLIC)


@given(claims, st.data(), OTHERS)
def test_any_one_changed_letter_makes_it_another(claim: Claim, data: st.DataObject, other: str) -> None:
    code = sign_claim(claim, PRIVATE)
    place = data.draw(st.integers(0, len(code) - 1))
    changed = code[:place] + other + code[place + 1 :]
    assert passes(code)
    assert passes(changed) == (changed == code)


def test_at_every_place_every_other_letter_makes_it_another() -> None:
    code = sign_claim(a_claim(), PRIVATE)
    for place in range(len(code)):
        for other in {"A", "7", "a", "0"} - {code[place]}:
            assert not passes(code[:place] + other + code[place + 1 :]), place


@given(claims, st.data())
def test_a_code_cut_short_or_run_on_is_none(claim: Claim, data: st.DataObject) -> None:
    code = sign_claim(claim, PRIVATE)
    assert not passes(code[: data.draw(st.integers(0, len(code) - 1))])
    assert not passes(code + data.draw(st.text(ALPHABET, min_size=1, max_size=9)))


@pytest.mark.parametrize("rest", [b"", bytes(67), bytes(69)], ids=["nothing", "a byte less", "a byte more"])
def test_a_code_of_another_length_is_unreadable(rest: bytes) -> None:
    body = b'["MN01","x","2024-2025",2,"05","2025-05-20","2025-05-21","",""]'
    readable = spelt(body, bytes(68))
    assert read_code(readable).claim.unit == "MN01"
    with pytest.raises(ValueError, match="cut short or too long"):
        read_code(spelt(body, rest))


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"{}",
        b"\xff",
        b'["MN01","x","2024-2025","2","05","2025-05-20","2025-05-21","",""]',
        b'["MN01",{"a":1},"2024-2025",2,"05","2025-05-20","2025-05-21","",""]',
        b'["MN01","x","2024-2025",2,"05","20/05/2025","2025-05-21","",""]',
    ],
)
def test_what_says_something_else_than_a_certificate_is_unreadable(body: bytes) -> None:
    with pytest.raises(ValueError, match="no claim"):
        read_code(spelt(body, bytes(68)))


def spelt(body: bytes, rest: bytes) -> str:
    return PREFIX + b32encode(len(body).to_bytes(2, "big") + body + rest).decode().rstrip("=")


@given(claims)
def test_another_office_s_key_is_not_this_one_s(claim: Claim) -> None:
    signed = read_code(sign_claim(claim, make_private_key()))
    assert not is_genuine(signed, PUBLIC)
    assert signed.key_id != key_id_of(PUBLIC)


@given(st.text(), st.text(max_size=40))
def test_whatever_is_no_code_is_refused_and_never_breaks(text: str, more: str) -> None:
    assert not passes(text)
    assert not passes(PREFIX + more)
    assert all(code.startswith(PREFIX) for code in find_codes(text + PREFIX + more))


@given(claims, st.data())
def test_a_code_is_found_among_other_words_and_over_broken_lines(claim: Claim, data: st.DataObject) -> None:
    code = sign_claim(claim, PRIVATE)
    place = data.draw(st.integers(len(PREFIX) + 1, len(code)))
    around = data.draw(st.sampled_from(["", "TRƯỞNG PHÒNG", "ABC", " 2025", "\n\n"]))
    assert find_codes(f"Số: 05\n{code[:place]}\n{code[place:]}\n{around}") == (code,)


@pytest.mark.parametrize("name", [one.name for one in fields(Claim)])
def test_each_thing_it_says_is_signed(name: str) -> None:
    claim = a_claim()
    held = getattr(claim, name)
    other: Any = date(2024, 1, 1) if isinstance(held, date) else 1 if isinstance(held, int) else f"{held}x"
    forged = read_code(sign_claim(replace(claim, **{name: other}), make_private_key()))
    genuine = read_code(sign_claim(claim, PRIVATE))
    mixed = replace(forged, signature=genuine.signature, key_id=genuine.key_id)
    assert not is_genuine(mixed, PUBLIC)


def test_a_public_key_is_read_back_from_what_other_programs_read() -> None:
    assert read_public_key(public_pem(PUBLIC)) == PUBLIC
    assert read_public_key(PUBLIC.upper()) == PUBLIC


@pytest.mark.parametrize("private", ["", "x", "-----BEGIN PRIVATE KEY-----\nbi-mat\n-----END PRIVATE KEY-----"])
def test_a_private_key_that_is_none_is_refused_without_being_shown(private: str) -> None:
    with pytest.raises(ValueError, match="no private key") as refused:
        sign_claim(a_claim(), private)
    assert "bi-mat" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_the_qr_code_stays_small() -> None:
    """Modules without the quiet zone: version 10 alone, 11 behind an address; in byte mode it would be 13."""
    code = sign_claim(a_claim(), PRIVATE)
    assert draw_code(code).modules == 57
    assert draw_code(code, "https://phong.example/ket-qua").modules == 61


def test_the_pictures_say_what_a_telephone_reads() -> None:
    code = sign_claim(a_claim(), PRIVATE)
    picture = draw_code(code, "https://phong.example/ket-qua?a=1&b=<2>")
    assert picture.content == f"https://phong.example/ket-qua?a=1&b=<2>#{code}"
    assert find_codes(picture.svg.decode()) == (code,)
    assert b"<2>" not in picture.svg
    assert picture.png.startswith(b"\x89PNG")


@given(words)
def test_a_name_of_200_letters_still_fits_a_qr_code(name: str) -> None:
    assert draw_code(sign_claim(replace(a_claim(), name=name), PRIVATE), "https://phong.example").modules <= 117


def a_claim() -> Claim:
    return Claim(
        unit="MN01",
        name="Trường Mầm non Mẫu 01",
        school_year="2024-2025",
        level=2,
        decision_number="05/QĐ-PGDĐT",
        decision_dated=date(2025, 5, 20),
        issued_on=date(2025, 5, 21),
        serial="12",
        mark="5f3a9c",
    )
