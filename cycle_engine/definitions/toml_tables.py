"""Reading a TOML file that somebody wrote, strictly, with all its problems at once.

A reader asks a ``Table`` for every key it knows; what nobody asked for is unknown, and ``close`` says so. Where a value
is missing or wrong the problem is noted and a stand-in of the right type is given, so that the reading goes on: what
was read is to be used only when there are no problems. Rows are counted from 1. Text is NFC, trimmed, on one line.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from cycle_engine.errors import FileInvalid, NotFound, Problem, Unavailable
from cycle_engine.formatting import nearest, normalised, parse_decimal
from cycle_engine.messages import Label, Text, text

Value = TypeVar("Value")
Word = TypeVar("Word", bound=StrEnum)

BIGGEST_FILE: Final = 1_000_000
"""Bytes; a plan or workflow is a few kilobytes, and a bigger file is something else."""

STAND_IN_DAY: Final = date.min
STAND_IN_NUMBER: Final = Decimal(1)


class Table:
    """One table of a file being read: its values, where it stands, and the problems of the whole file."""

    def __init__(self, values: Mapping[str, object], where: str, problems: list[Problem]) -> None:
        self._values = values
        self._where = where
        self._problems = problems
        self._asked: dict[str, None] = {}  # in the order they were asked for, as the cures list them

    def path(self, key: str) -> str:
        """Where a key of this table stands in the file."""
        return f"{self._where}.{key}" if self._where else key

    def text(self, key: str, *, default: str | None = None) -> str:
        """Text that is not empty."""
        value = self._value(key, str, "", required=default is None)
        if key in self._values:
            if isinstance(self._values[key], str) and not normalised(value):
                self.report(key, "empty")
            return normalised(value)
        return default or ""

    def identifier(self, key: str) -> str:
        """A word of the program's own kind: small ASCII letters, digits and ``_``, first a letter."""
        word = self.text(key)
        if word and not is_identifier(word):
            self.report(key, "not_identifier", "not_identifier_hint", value=word)
        return word

    def file_name(self, key: str) -> str:
        """An identifier that may hold ``-``: what a file is called, without its ending."""
        word = self.text(key)
        if word and not is_identifier(word.replace("-", "_")):
            self.report(key, "not_identifier", "not_file_name_hint", value=word)
        return word

    def whole_number(self, key: str, *, least: int, default: int | None = None) -> int:
        """A whole number that is not less than ``least``."""
        number = self._value(key, int, least if default is None else default, required=default is None)
        if number < least:
            self.report(key, "too_small", value=number, least=least)
        return number

    def offset(self, key: str) -> int:
        """A whole number of either sign."""
        return self._value(key, int, 0)

    def number(self, key: str, *, default: Decimal | None = None) -> Decimal:
        """A number that is not negative, kept as it is written: a TOML number, or text with a comma or a point."""
        number = self.find_number(key)
        if number is None and default is None and key not in self._values:
            self.report(key, "missing_key", key=key)
        return number if number is not None else default or STAND_IN_NUMBER

    def find_number(self, key: str) -> Decimal | None:
        """A number that is not negative, or None where the key is left out."""
        value = self._find(key)
        if value is None:
            return None
        number = parse_decimal(str(value)) if type(value) in {int, float, str} else None
        if number is None or number < 0:
            self.report(key, "not_a_number", "not_a_number_hint", value=str(value))
            return STAND_IN_NUMBER
        return number

    def yes_no(self, key: str) -> bool:
        """True or false; false where the key is left out."""
        return self._value(key, bool, default=False, required=False)

    def day(self, key: str) -> date:
        """A day, as a TOML date or as ISO text."""
        if key not in self._values:
            return self._value(key, date, STAND_IN_DAY)
        return self.find_day(key) or STAND_IN_DAY

    def find_day(self, key: str) -> date | None:
        """A day, or None where the key is left out."""
        value = self._find(key)
        if value is None or type(value) is date:
            return value
        day = _iso_day(value)
        if day is None:
            self.report(key, "not_a_day", "not_a_day_hint", value=str(value))
        return day

    def word(self, key: str, allowed: type[Word], *, default: Word | None = None) -> Word:
        """One of the words of an enum."""
        written = self.text(key, default=default)
        return self._word(key, written, allowed) if written else next(iter(allowed))

    def find_word(self, key: str, allowed: type[Word]) -> Word | None:
        """One of the words of an enum, or None where the key is left out."""
        return self.word(key, allowed) if self._find(key) is not None else None

    def words(self, key: str, allowed: type[Word], *, required: bool = False) -> tuple[Word, ...]:
        """A list of words of an enum."""
        return tuple(self._word(key, word, allowed) for word in self.texts(key, required=required))

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts; empty where the key is left out, unless it is required."""
        values = self._value(key, list, [], required=required)
        if not all(isinstance(value, str) and normalised(value) for value in values):
            self.report(key, "not_texts", "not_texts_hint", key=key)
            return ()
        texts = tuple(normalised(value) for value in values)
        for repeated in repeats(texts):
            self.report(key, "said_twice", value=repeated)
        return texts

    def label(self, key: str) -> Label:
        """A name in both languages."""
        table = Table(self._value(key, dict, {}), self.path(key), self._problems)
        if not isinstance(self._values.get(key), dict):
            return Label("", "")
        return table.close(Label(vi=table.text("vi"), en=table.text("en")))

    def rows(self, key: str, *, required: bool = True) -> tuple["Table", ...]:
        """The tables of an array ``[[key]]``."""
        values = self._value(key, list, [], required=required)
        if not all(isinstance(value, dict) for value in values):
            self.report(key, "not_rows", "not_rows_hint", key=key)
            return ()
        if required and key in self._values and not values:
            self.report(key, "empty")
        return tuple(Table(v, f"{self.path(key)}[{n}]", self._problems) for n, v in enumerate(values, start=1))

    def named_tables(self, key: str) -> Mapping[str, "Table"]:
        """The tables ``[key.name]`` by their names, each an identifier."""
        values = self._value(key, dict, {})
        inside = Table(values, self.path(key), self._problems)
        for name, value in values.items():
            if not isinstance(value, dict):
                inside.report(name, "not_a_table", key=name)
            elif not is_identifier(name):
                inside.report(name, "not_identifier", "not_identifier_hint", value=name)
        tables = {name: value for name, value in values.items() if isinstance(value, dict)}
        return {name: Table(value, inside.path(name), self._problems) for name, value in tables.items()}

    def close(self, value: Value) -> Value:
        """Note every key that nobody asked for, and hand ``value`` on."""
        for key in self._values:
            if key not in self._asked:
                self._note(key, text("definitions.unknown_key", key=key), _allowed(key, tuple(self._asked)))
        return value

    def report(self, key: str, problem: str, hint: str | None = None, /, **facts: object) -> None:
        """Note a problem of one key by its name in the catalogue."""
        self._note(key, text(f"definitions.{problem}", **facts), text(f"definitions.{hint}") if hint else None)

    def report_word(self, key: str, word: str, allowed: Iterable[str]) -> None:
        """Note a word that is none of the allowed ones, which the hint lists with the nearest first."""
        self._note(key, text("definitions.unknown_word", value=word), _allowed(word, tuple(allowed)))

    def _note(self, key: str, message: Text, hint: Text | None) -> None:
        self._problems.append(Problem(self.path(key), message, hint))

    def _find(self, key: str) -> object | None:
        self._asked[key] = None
        return self._values.get(key)

    def _value(self, key: str, wanted: type[Value], default: Value, *, required: bool = True) -> Value:
        value = self._find(key)
        if value is None:
            if required:
                self.report(key, "missing_key", key=key)
            return default
        # A yes or no is a whole number to Python, and a moment is a day; neither is meant here.
        if type(value) is wanted:
            return value
        self.report(key, f"wanted_{wanted.__name__}", value=str(value))
        return default

    def _word(self, key: str, written: str, allowed: type[Word]) -> Word:
        try:
            return allowed(written)
        except ValueError:
            self.report_word(key, written, [word.value for word in allowed])
            return next(iter(allowed))


def read_toml(path: Path, read: Callable[[Table], Value]) -> Value:
    """Read a file through ``read``. Raises ``FileInvalid`` with all problems, ``NotFound``, ``Unavailable``."""
    return parse_toml(_content(path), read, file=str(path))


def parse_toml(content: str, read: Callable[[Table], Value], *, file: str) -> Value:
    """Read text through ``read``. Raises ``FileInvalid`` that names ``file``, with all problems."""
    problems: list[Problem] = []
    try:
        document = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise FileInvalid(file=file, problems=[_syntax_problem(str(error))]) from error
    value = read(Table(document, "", problems))
    if problems:
        raise FileInvalid(file=file, problems=problems)
    return value


def repeats(values: Iterable[str]) -> tuple[str, ...]:
    """Name the values that come more than once, each once, in order."""
    seen: dict[str, int] = {}
    for value in values:
        seen[value] = seen.get(value, 0) + 1
    return tuple(value for value, times in seen.items() if times > 1)


def is_identifier(word: str) -> bool:
    """Whether the word can be a name on the command line, in a guard, in a path and in a drawing alike."""
    return word.isascii() and word.isidentifier() and word == word.lower() and not word.startswith("_")


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise FileInvalid(file=str(path), problems=[Problem("", text("definitions.too_big", most=BIGGEST_FILE))])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = Problem("", text("definitions.not_utf8"), text("definitions.not_utf8_hint"))
        raise FileInvalid(file=str(path), problems=[problem]) from error
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise NotFound("definition_not_found", name=str(path)) from error
    except OSError as error:
        raise Unavailable("file_unreadable", file=str(path), detail=error.strerror or type(error).__name__) from error


def _syntax_problem(detail: str) -> Problem:
    reason, _, position = detail.rpartition(" (at ")
    line, _, column = position.rstrip(")").removeprefix("line ").partition(", column ")
    place = text("definitions.at_line", line=line, column=column) if column else text("definitions.at_end")
    return Problem("", text("definitions.not_toml", place=place, detail=reason), text("definitions.not_toml_hint"))


def _iso_day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        day = date.fromisoformat(value.strip())
    except ValueError:
        return None
    return day if day.isoformat() == value.strip() else None  # "20250131" and "2025-W05-5" are slips, not days


def _allowed(word: str, allowed: Sequence[str]) -> Text:
    best = nearest(word, allowed)
    if best is None:
        return text("definitions.allowed", allowed=allowed)
    return text("definitions.did_you_mean", nearest=best, allowed=allowed)
