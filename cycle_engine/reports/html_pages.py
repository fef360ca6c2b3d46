"""Pages from the templates beside this file: escaped throughout, whole in one file, with no request to anywhere."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from cycle_engine.messages import say
from cycle_engine.reports.tables import cell_text


def report_words(name: str, /, **facts: object) -> str:
    """Say a fixed word of a report's page."""
    return say(f"reports.{name}", **facts)


def render_page(template: str, *, words: Callable[..., str] = report_words, **values: object) -> str:
    """Fill the template of this name; ``words`` says its fixed words, from the catalogue's area that it belongs to.

    Raises ``jinja2.UndefinedError`` for a value that it lacks.
    """
    return _environment().get_template(template).render(values, words=words)


@cache
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["cell"] = cell_text
    return environment
