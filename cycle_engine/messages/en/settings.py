"""What is wrong in an office's settings."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "due_too_soon": "due day {due} has to be at least two days after cut-off day {cut_off}",
    "due_too_soon_hint": (
        "change report.cut_off_day or report.due_day in cycle.toml, so that a working day can lie between them"
    ),
    "negative": "{value}: a whole number from 0 on is needed; 0 is no bound",
    "no_day": "“{value}” is no day of the form YEAR-MONTH-DAY, such as 2025-04-29",
    "no_day_of_month": "{value} is not a day of the month from 1 to 28",
    "no_time": "“{value}” is not a time as HH:MM, such as 07:00",
    "not_positive": "{value}: a whole number above 0 is wanted",
    "not_toml": "not readable as TOML: {cause}",
    "not_toml_hint": "mend the line named; texts stand in double quotes, the file is saved as UTF-8",
    "unknown": "there is no setting “{key}”",
    "unknown_hint": "the settings known here: {keys}",
    "unknown_word": "“{value}” cannot be used; choose one of: {words}",
    "wrong_type": "the value of “{key}” has the wrong type; such as: {example}",
}
