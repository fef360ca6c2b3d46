"""What the integration tests share: desks on both databases, closed after every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cycle_engine.services.desk import Desk
from tests.builders import a_desk, close_desks, open_sample_cycle


@pytest.fixture(autouse=True)
def _closed_desks() -> Iterator[None]:
    yield
    close_desks()


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Desk:
    """An administrator's desk in an empty workspace."""
    return a_desk(database_url, tmp_path)


@pytest.fixture
def office(desk: Desk) -> Desk:
    """The same with three preschools and the real plan opened."""
    open_sample_cycle(desk)
    return desk
