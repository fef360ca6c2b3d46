"""The tables of official papers, by the names that scripts call them by."""

from typing import Final

from cycle_engine.reports.papers.fields import Fields
from cycle_engine.reports.tables import Column, Table, number_column, text_column

_COLUMNS: Final[dict[str, Column]] = {
    "stt": number_column("STT", 1.0),
    "name": text_column("Trường", 6.0),
    "self_level": number_column("Mức độ tự đánh giá", 2.2),
    "external_level": number_column("Mức độ đánh giá ngoài", 2.2),
    "recognized_level": number_column("Mức độ công nhận", 2.2),
    "level": text_column("Mức độ được công nhận", 5.0),
    "review_number": text_column("Biên bản đánh giá ngoài", 3.4),
    "maximum": number_column("Điểm tối đa", 2.2),
    "self_points": number_column("Điểm tự đánh giá", 2.4),
    "external_points": number_column("Điểm đánh giá ngoài", 2.4),
}
_GROUP: Final = text_column("Nhóm tiêu chí", 6.0)

_TABLES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "self_points": ("groups", ("stt", "name", "maximum", "self_points")),
    "both_points": ("groups", ("stt", "name", "maximum", "self_points", "external_points")),
    "proposed": ("schools", ("stt", "name", "self_level", "external_level", "review_number")),
    "recognized": ("schools", ("stt", "name", "level")),
    "results": ("schools", ("stt", "name", "self_level", "external_level", "recognized_level")),
}
"""Each table: the list it shows, and the fields that are its columns."""


def build_table(name: str, fields: Fields) -> Table:
    """Build the table of this name. Raises ``KeyError`` for one there is not."""
    source, columns = _TABLES[name]
    headings = tuple(_GROUP if source == "groups" and column == "name" else _COLUMNS[column] for column in columns)
    rows = tuple(tuple(row[column] for column in columns) for row in fields.lists[source])
    return Table("", headings, rows, when_empty="Điểm từng nhóm tiêu chí: [...]." if source == "groups" else "[...]")
