"""Official papers are Vietnamese, whichever language the program is speaking to its user."""

from collections.abc import Callable
from contextvars import copy_context
from functools import wraps
from typing import ParamSpec, TypeVar

from cycle_engine.messages import Language, use_language

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def in_vietnamese(make: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Let ``make`` speak Vietnamese throughout; what its caller speaks stays as it was."""

    @wraps(make)
    def spoken(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        def run() -> _Made:
            use_language(Language.VI)
            return make(*args, **kwargs)

        return copy_context().run(run)

    return spoken
