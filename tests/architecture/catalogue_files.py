"""The catalogue as its files hold it, in both languages."""

import importlib
import re
import string
from collections.abc import Mapping

from cycle_engine.messages import Language
from tests.architecture import source_code


def catalogue() -> Mapping[str, str]:
    return {
        f"{area}.{name}": template for area in areas(Language.VI) for name, template in texts(Language.VI, area).items()
    }


def areas(language: Language) -> set[str]:
    folder = source_code.ROOT / "cycle_engine" / "messages" / language.value
    return {path.stem for path in folder.glob("*.py")} - {"__init__"}


def texts(language: Language, area: str) -> Mapping[str, str]:
    texts: Mapping[str, str] = importlib.import_module(f"cycle_engine.messages.{language.value}.{area}").TEXTS
    return texts


def fields(template: str) -> set[str]:
    named = (field for _, field, _, _ in string.Formatter().parse(template) if field is not None)
    return {re.split(r"[.\[]", field)[0] for field in named}
