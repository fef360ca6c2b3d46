"""The roster: what is wrong where, and how to put it right."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "bad_email": "“{value}” is no e-mail address",
    "bad_email_hint": "write one address without accents or blanks, as name@unit.vn, or leave the cell empty",
    "bad_website": "“{value}” is no web address",
    "bad_website_hint": "write the whole address with https:// or http://, or leave the cell empty",
    "circle": "units stand above one another in a circle: {codes}",
    "circle_hint": "mend the column Đơn vị quản lý so that each unit names its own superior",
    "column_twice": "the column “{second}” repeats the column “{first}”",
    "column_twice_hint": "delete or rename one of the two columns",
    "did_you_mean": "is it the column “{near}”?",
    "equal_codes": "the code {code} in row {row} is the one in row {first}",
    "equal_codes_hint": "give every unit a code of its own; capitals and small letters count as equal",
    "kinds_hint": "write one of these kinds: {kinds}",
    "missing_column": "the column {heading} is missing",
    "missing_column_hint": "add the column {heading} to the heading row of the table",
    "missing_value": "{heading} is missing",
    "missing_value_hint": "fill in the cell, or delete the whole row if it is no unit",
    "near_kind_hint": "is it “{near}”? The kinds are: {kinds}",
    "near_parent_hint": "is it {near}?",
    "no_headings": "no heading row was found; the table needs the columns {required}",
    "no_headings_hint": "look at the sample roster and keep the names of its columns",
    "own_parent": "the unit {code} names itself as its superior",
    "own_parent_hint": "write the superior's code, or leave the cell empty if there is none",
    "unknown_kind": "there is no kind of unit “{kind}”",
    "unknown_parent": "the superior {parent} of {code} is neither in the file nor known to the program",
    "unknown_parent_hint": "add a row for that superior, or mend the code",
}
