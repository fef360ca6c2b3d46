"""How Vietnamese is written, searched and sorted. Pure functions, so that templates use them as filters."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import Final

_WEEKDAYS: Final = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

# The alphabet's own order, with the four foreign letters where Latin has them. Letters move to a private area of
# Unicode, above the digits, signs and spaces, which keep their places before them.
_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANKS: Final = {ord(letter): 0xE000 + rank for rank, letter in enumerate(_ALPHABET)}

# Ngang (no mark) is 0; then huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

_NUMBER: Final = re.compile(r"[0-9]+")
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,6})?")


def normalised(text: str) -> str:
    """The text in NFC, trimmed, its inner blanks and line breaks folded to one space, unseen characters left out."""
    if not text.isprintable():
        text = "".join(_seen(character) for character in text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def search_key(text: str) -> str:
    """What a person types without accents: ``Trường Mầm non  Đông Hải`` is ``truong mam non dong hai``."""
    letters = unicodedata.normalize("NFD", normalised(text).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", plain.replace("đ", "d"))


def vietnamese_sort_key(text: str) -> tuple[str, tuple[int, ...], str]:
    """A key that sorts as Vietnamese does: letters first (a ă â b c d đ …), tones only between equal letters."""
    spelled = normalised(text)
    split = [_letter_and_tone(character) for character in spelled.lower()]
    letters = "".join(letter for letter, _ in split)
    return letters.translate(_LETTER_RANKS), tuple(tone for _, tone in split), spelled.swapcase()


def vietnamese_date(day: date) -> str:
    """``24/01/2025``."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def weekday_date(day: date) -> str:
    """``thứ Sáu, 24/01/2025``."""
    return f"{_WEEKDAYS[day.weekday()]}, {vietnamese_date(day)}"


def document_date(day: date) -> str:
    """``ngày 05 tháng 01 năm 2025``: days under 10 and months 1 and 2 take a zero (Decree 30/2020, appendix I)."""
    month = f"{day.month:02}" if day.month in (1, 2) else f"{day.month}"
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def decimal_comma(value: Decimal) -> str:
    """``75,5``: a decimal comma and no zeros that say nothing."""
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits in ("-0", "") else digits.replace(".", ",")


def parse_decimal(written: str) -> Decimal | None:
    """Read ``75,5`` or ``75.5`` exactly; None for what is no plain number. Nobody parts thousands of so few points."""
    digits = written.strip()
    return Decimal(digits.replace(",", ".")) if _DECIMAL.fullmatch(digits) else None


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like ``word`` when accents and case do not count, or None when none is like it.

    A number is the same with zeros before it or without, so ``MN1`` is ``MN01`` and not ``MN21``; of candidates that
    are equally like the word, the one that begins like it longest is meant, then the one nearest in number.
    """
    # difflib costs a lazy start-up 3 ms, and only a mistake needs it.
    from difflib import SequenceMatcher, get_close_matches

    by_key, key = {search_key(candidate): candidate for candidate in candidates}, search_key(word)

    def likeness(known: str) -> tuple[float, int, int]:
        return SequenceMatcher(None, known, key).ratio(), _same_beginning(known, key), -_distance(known, key)

    same = [known for known in by_key if _plain_numbers(known) == _plain_numbers(key)]
    matches = same or get_close_matches(key, by_key, n=len(by_key) or 1)
    return by_key[max(sorted(matches), key=likeness)] if matches else None


def _plain_numbers(key: str) -> str:
    return _NUMBER.sub(lambda digits: digits[0].lstrip("0") or "0", key)


def _same_beginning(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _distance(one: str, other: str) -> int:
    """How far the last numbers of two words are apart, as far as 18 digits tell; none counts as 0."""
    first, second = (int(next(reversed(_NUMBER.findall(word)), "0")[-18:]) for word in (one, other))
    return abs(first - second)


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in ("Cc", "Cf") else character


@lru_cache(maxsize=1024)  # names of a thousand schools are spelled with a hundred characters
def _letter_and_tone(character: str) -> tuple[str, int]:
    marks = unicodedata.normalize("NFD", character)
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    letter = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", letter), tone
