"""Values as people type them: days in two notations, documents by kind."""

from datetime import date, datetime

import click

from cycle_engine.errors import UsageProblem
from cycle_engine.messages import text


class Day(click.ParamType[date]):
    """A day: 2025-01-31, or 31/01/2025 as it is written in Vietnam."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day. Raises ``UsageProblem``."""
        del param, ctx
        return value if isinstance(value, date) else parse_day(value)


class Moment(click.ParamType[date | datetime]):
    """A day, or a moment such as 2025-01-31T14:00, by default in Asia/Ho_Chi_Minh."""

    name = "date|datetime"

    def convert(
        self, value: str | date | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        """Read a day or a moment. Raises ``UsageProblem``."""
        del param, ctx
        if isinstance(value, date):
            return value
        if "T" not in value and ":" not in value:
            return parse_day(value)
        try:
            return datetime.fromisoformat(value)
        except ValueError as error:
            raise UsageProblem("no_date", hints=[text("errors.no_date_hint")], value=value) from error


class Paper(click.ParamType[tuple[str, str]]):
    """A document with its kind: ``self_assessment_minutes=bien-ban.pdf`` or ``publication_link=https://…``."""

    name = "kind=file|url"

    def convert(
        self, value: str | tuple[str, str], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Read a document. Raises ``UsageProblem``."""
        del param, ctx
        if isinstance(value, tuple):
            return value
        kind, separator, where = value.partition("=")
        if not (separator and kind.strip() and where.strip()):
            raise UsageProblem("no_document", hints=[text("errors.no_document_hint")], value=value)
        return kind.strip(), where.strip()


def parse_day(written: str) -> date:
    """Read a day in either notation. Raises ``UsageProblem`` for what is no day."""
    for notation in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written.strip(), notation).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise UsageProblem("no_date", hints=[text("errors.no_date_hint")], value=written)


DAY = Day()
MOMENT = Moment()
PAPER = Paper()
