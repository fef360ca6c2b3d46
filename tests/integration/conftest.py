"""What the integration tests share: offices on both databases, each kind made once and copied for every test."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cycle_engine.services.desk import DOCUMENTS, Desk
from tests.builders import a_desk, advance, close_desks, open_sample_cycle
from tests.databases import PostgreSQLTemplate, SQLiteTemplate

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]

STAGES: Mapping[str, tuple[str, ...]] = {
    "MN01": (),
    "MN02": ("submit",),
    "MN03": ("submit", "approve"),
    "MN04": ("submit", "approve", "request_review"),
    "MN05": ("submit", "approve", "request_review", "conclude_review"),
    "MN06": ("submit", "approve", "request_review", "conclude_review", "recognize"),
    "MN07": ("submit", "approve", "request_review", "conclude_review", "recognize", "publish"),
    "MN08": ("exempt",),
}
"""Schools in every stage there is, and the way each came to it."""


class Offices:
    """Databases that are filled once and copied, with what was handed in."""

    def __init__(self, folder: Path, upgrade: Callable[[str], object], request: pytest.FixtureRequest) -> None:
        self._folder = folder
        self._upgrade = upgrade
        self._request = request
        self._made: dict[str, SQLiteTemplate | PostgreSQLTemplate] = {}

    @contextmanager
    def copy(self, kind: str, fill: Callable[[Desk], object], workspace: Path) -> Iterator[Desk]:
        """A desk in a copy of the office that ``fill`` makes."""
        name = f"{kind}-{fill.__name__}"
        if name not in self._made:
            self._made[name] = self._make(kind, fill, self._folder / name)
        template, documents = self._made[name], self._folder / name / DOCUMENTS
        if documents.exists():
            shutil.copytree(documents, workspace / DOCUMENTS)
        if isinstance(template, SQLiteTemplate):
            yield a_desk(template.copy(workspace), workspace)
        else:
            with template.copy() as url:
                yield a_desk(url, workspace)

    def _make(self, kind: str, fill: Callable[[Desk], object], workspace: Path) -> SQLiteTemplate | PostgreSQLTemplate:
        workspace.mkdir()

        def made(url: str) -> None:
            self._upgrade(url)
            fill(a_desk(url, workspace))
            close_desks()

        if kind == "sqlite":
            return SQLiteTemplate(workspace, made)
        template = PostgreSQLTemplate(self._request.getfixturevalue("postgresql"), made)
        self._request.getfixturevalue("dropped_at_the_end").callback(template.drop)
        return template


@pytest.fixture(autouse=True)
def _closed_desks() -> Iterator[None]:
    yield
    close_desks()


@pytest.fixture(scope="session")
def offices(
    tmp_path_factory: pytest.TempPathFactory, upgrade: Callable[[str], object], request: pytest.FixtureRequest
) -> Offices:
    return Offices(tmp_path_factory.mktemp("offices"), upgrade, request)


@pytest.fixture(scope="session")
def dropped_at_the_end(postgresql: object) -> Iterator[ExitStack]:
    """What is to be done while the server is still there."""
    del postgresql
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Desk:
    """An administrator's desk in an empty workspace."""
    return a_desk(database_url, tmp_path)


@pytest.fixture(params=KINDS)
def office(request: pytest.FixtureRequest, offices: Offices, tmp_path: Path) -> Iterator[Desk]:
    """The same with three preschools and the real plan opened."""
    with offices.copy(request.param, open_sample_cycle, tmp_path) as desk:
        yield desk


@pytest.fixture
def sqlite_office(offices: Offices, tmp_path: Path) -> Iterator[Desk]:
    """The same, for what only SQLite does."""
    with offices.copy("sqlite", open_sample_cycle, tmp_path) as desk:
        yield desk


@pytest.fixture
def postgresql_office(offices: Offices, tmp_path: Path) -> Iterator[Desk]:
    """The same, for what only PostgreSQL does; mark the test ``postgresql``."""
    with offices.copy("postgresql", open_sample_cycle, tmp_path) as desk:
        yield desk


@pytest.fixture(params=KINDS)
def everywhere(request: pytest.FixtureRequest, offices: Offices, tmp_path: Path) -> Iterator[Desk]:
    """An office that reviews, with a school in every stage there is."""
    with offices.copy(request.param, _stand_everywhere, tmp_path) as desk:
        yield desk


def _stand_everywhere(desk: Desk) -> None:
    open_sample_cycle(desk, schools=len(STAGES))
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    for unit, way in STAGES.items():
        if way:
            advance(desk, unit, *way)
