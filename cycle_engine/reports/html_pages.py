"""Pages from the templates beside this file: escaped throughout, whole in one file, with no request to anywhere."""

from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from cycle_engine.messages import say
from cycle_engine.reports.tables import cell_text


def render_page(template: str, **values: object) -> str:
    """Fill the template of this name; its fixed words are the catalogue's, in the language being spoken.

    Raises ``jinja2.UndefinedError`` for a value that it lacks.
    """
    return _environment().get_template(template).render(values)


def _words(name: str, /, **facts: object) -> str:
    return say(f"reports.{name}", **facts)


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
    environment.globals["words"] = _words
    return environment
