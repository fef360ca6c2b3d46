"""Finding the files of workflows, plans and indicator sets by name: an office's own first, then the shipped ones.

A workflow is ``workflows/<id>.toml``, a plan ``workflows/plans/<name>.toml``; a plan's number is a name too, with
``-`` for ``/``, an indicator set ``workflows/indicators/<id>.toml``. A workspace's own file hides the shipped
one of the same name.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from cycle_engine.errors import NotFound
from cycle_engine.formatting import nearest, normalised
from cycle_engine.messages import text
from cycle_engine.resources import list_resources

PLANS: Final = "plans"
INDICATORS: Final = "indicators"


def list_workflows(workspace: Path | None = None) -> Mapping[str, Path]:
    """The workflow files by name."""
    return _listed(PurePosixPath(), workspace)


def list_plans(workspace: Path | None = None) -> Mapping[str, Path]:
    """The plan files by name."""
    return _listed(PurePosixPath(PLANS), workspace)


def list_indicator_sets(workspace: Path | None = None) -> Mapping[str, Path]:
    """The indicator set files by name."""
    return _listed(PurePosixPath(INDICATORS), workspace)


def find_indicator_set(name: str, workspace: Path | None = None) -> Path:
    """The file of the indicator set of this id, or the file at this path.

    Raises ``NotFound`` that suggests the nearest name.
    """
    return _found(name, list_indicator_sets(workspace), workspace, reason="indicator_set_not_found")


def find_workflow(name: str, workspace: Path | None = None) -> Path:
    """The file of the workflow of this id, or the file at this path.

    Raises ``NotFound`` that suggests the nearest name.
    """
    return _found(name, list_workflows(workspace), workspace, reason="workflow_not_found")


def find_plan(name: str, workspace: Path | None = None) -> Path:
    """The file of the plan of this name or number, or the file at this path.

    Raises ``NotFound`` that suggests the nearest name.
    """
    return _found(name, list_plans(workspace), workspace, reason="plan_not_found")


def _listed(folder: PurePosixPath, workspace: Path | None) -> Mapping[str, Path]:
    files = {PurePosixPath(name): path for name, path in list_resources("workflows", workspace=workspace).items()}
    return {name.stem: path for name, path in files.items() if name.parent == folder}


def _found(name: str, listed: Mapping[str, Path], workspace: Path | None, *, reason: str) -> Path:
    called = normalised(name).replace("/", "-")
    if called in listed:
        return listed[called]
    for folder in (Path(), workspace or Path()):
        if (folder / name).is_file():
            return folder / name
    best = nearest(called.removesuffix(".toml"), listed)
    hints = [text("definitions.nearest_name", name=best)] if best else []
    hints.append(text("definitions.known_names", names=tuple(listed)) if listed else text("definitions.no_names"))
    raise NotFound(reason, hints=hints, name=name)
