"""Where the data files lie: workflows, plans and indicator sets in ``workflows``, defaults in ``config``.

Shipped data is at the top of a checkout and in ``cycle_engine/_shipped`` of an installed wheel. Which of the two holds
is read from where this very file lies, so an editable install finds the checkout's own files, never a stale copy.

An office's workspace may have folders of the same names; what lies there comes first. Names are relative to the
folder, written with forward slashes on every system, and never lead out of it.
"""

from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import Literal

from cycle_engine.errors import NotFound
from cycle_engine.messages import text

Folder = Literal["workflows", "config"]

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: Folder) -> Path:
    """The folder of this name that came with the program."""
    return _shipped_root(_PACKAGE) / folder


def find_resource(folder: Folder, name: str, *, workspace: Path | None = None) -> Path:
    """The file of this name: the workspace's own, else the shipped one.

    Raises ``NotFound`` that suggests the nearest name, also for a name that would lead out of the folder.
    """
    if _stays_inside(name):
        for root in _roots(folder, workspace):
            if (found := root / name).is_file():
                return found
    raise _not_found(folder, name, workspace)


def list_resources(folder: Folder, pattern: str = "*.toml", *, workspace: Path | None = None) -> dict[str, Path]:
    """Every file whose name fits ``pattern``, at any depth, by its name within the folder, sorted by name.

    A file of the workspace hides the shipped one of the same name.
    """
    found = {
        path.relative_to(root).as_posix(): path
        for root in reversed(_roots(folder, workspace))
        for path in root.rglob(pattern)
        if path.is_file()
    }
    return dict(sorted(found.items()))


def _shipped_root(package: Path) -> Path:
    installed = package / "_shipped"
    return installed if installed.is_dir() else package.parent


def _roots(folder: Folder, workspace: Path | None) -> tuple[Path, ...]:
    own = () if workspace is None else (workspace / folder,)
    return (*own, shipped(folder))


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not {"\\", ":"} & set(name)


def _not_found(folder: Folder, name: str, workspace: Path | None) -> NotFound:
    known = list_resources(folder, "*", workspace=workspace)
    nearest = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = (
        text("resources.did_you_mean", name=nearest[0]) if nearest else text("resources.known_names", names=list(known))
    )
    searched = [str(root) for root in _roots(folder, workspace)]
    return NotFound("resource_not_found", hints=[hint], name=name, folders=searched)
