"""The cells of a copied annex, each read as what it has to be; what cannot be read is noted with its address."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from cycle_engine.definitions.indicator_reader import SET_ID
from cycle_engine.definitions.roster_columns import find_kind
from cycle_engine.definitions.sheet_rows import Row, Sheet
from cycle_engine.domain.indicators import FULL_SHARE, Band
from cycle_engine.domain.units import UnitKind
from cycle_engine.errors import Problem
from cycle_engine.formatting import parse_decimal, search_key
from cycle_engine.messages import text

_YES: Final = frozenset({"co", "x", "yes", "true", "bat buoc", "roi", "da", "1"})
_NO: Final = frozenset({"", "khong", "no", "false", "chua", "0"})
_BOUND: Final = re.compile(r"(tu|from|tren|above|den het|den|to|duoi|below|under) ?([0-9]+(?:[.,][0-9]+)?)")
_LOW: Final = {"tu": True, "from": True, "tren": False, "above": False}
_HIGH: Final = {"den": True, "den het": True, "to": True, "duoi": False, "below": False, "under": False}
_DAY: Final = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


class Cells:
    """The cells of one sheet and what is wrong with them so far."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []

    def required(self, row: Row, column: int, heading: str) -> str:
        """Text that must be there."""
        if column in row.faults:
            self.report_fault(row, column)
        elif not row.text(column):
            self.report_missing(row, column, heading)
        return row.text(column)

    def points(self, row: Row, column: int) -> Decimal:
        """A number of points, with a comma or a point."""
        number = parse_decimal(row.text(column))
        if number is None or number < 0:
            self.report(row, column, "cell_number", value=row.text(column))
            return Decimal(1)
        return number

    def whole(self, row: Row, column: int) -> int:
        """A whole number from 1; 1 for an empty cell."""
        written = row.text(column) or "1"
        if not written.isdecimal() or int(written) < 1:
            self.report(row, column, "cell_whole", value=written)
            return 1
        return int(written)

    def day(self, row: Row, column: int) -> date | None:
        """A day as Vietnam writes it, or as Excel keeps it."""
        written = row.text(column)
        found = _DAY.fullmatch(written)
        iso = f"{found[3]}-{found[2]:>02}-{found[1]:>02}" if found else written
        try:
            return date.fromisoformat(iso)
        except ValueError:
            self.report(row, column, "cell_day", value=written)
            return None

    def yes(self, row: Row, column: int) -> bool:
        """Yes, or no for an empty cell."""
        word = search_key(row.text(column))
        if word not in _YES | _NO:
            self.report(row, column, "cell_yes_no", value=row.text(column))
        return word in _YES

    def set_id(self, row: Row, column: int) -> str:
        """What the set is to be called."""
        written = row.text(column)
        if not SET_ID.fullmatch(written):
            self.report(row, column, "cell_id", value=written)
        return written

    def kinds(self, row: Row, column: int) -> tuple[str, ...]:
        """Kinds of school, parted by commas or semicolons, in words or as the program names them."""
        found = []
        for word in filter(None, (part.strip() for part in re.split(r"[,;]", row.text(column)))):
            kind = find_kind(word)
            if kind is None or not kind.is_school:
                labels = [one.label for one in UnitKind if one.is_school]
                self.report(row, column, "cell_kind", value=word, kinds=labels)
            else:
                found.append(kind.value)
        if not row.text(column):
            self.report_missing(row, column, row.text(0))
        return tuple(dict.fromkeys(found))

    def band(self, row: Row, column: int, level: int) -> Band | None:
        """The points of a level: ``dưới 50``, ``từ 50 đến 75``, ``trên 75``."""
        written = search_key(row.text(column))
        if not written:
            self.report_missing(row, column, row.text(0))
            return None
        bounds = {word: Decimal(number.replace(",", ".")) for word, number in _BOUND.findall(written)}
        low, high = [word for word in bounds if word in _LOW], [word for word in bounds if word in _HIGH]
        if not bounds or len(low) > 1 or len(high) > 1 or _BOUND.sub("", written).strip(" %"):
            self.report(row, column, "cell_bounds", value=row.text(column))
            return None
        return Band(
            level=level,
            low=bounds[low[0]] if low else Decimal(0),
            high=bounds[high[0]] if high else FULL_SHARE,
            low_included=_LOW[low[0]] if low else True,
            high_included=_HIGH[high[0]] if high else True,
        )

    def report(self, row: Row, column: int, name: str, /, **facts: object) -> None:
        """Note what is wrong with a cell."""
        message, hint = text(f"indicators.{name}", **facts), text(f"indicators.{name}_hint", **facts)
        self.problems.append(Problem(self.sheet.where(row.number, column), message, hint))

    def report_missing(self, row: Row, column: int, heading: str) -> None:
        """Note a cell that ought to be filled in."""
        self.report(row, column, "cell_missing", heading=heading)

    def report_fault(self, row: Row, column: int) -> None:
        """Note a cell that has no text to give: an Excel error, a formula nobody calculated."""
        fault = row.faults[column]
        self.problems.append(Problem(self.sheet.where(row.number, column), fault, text(f"{fault.key}_hint")))
