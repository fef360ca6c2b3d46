"""What the integration tests share: every database a test opened is closed after it."""

from collections.abc import Iterator

import pytest

from tests.builders import close_desks


@pytest.fixture(autouse=True)
def _closed_desks() -> Iterator[None]:
    yield
    close_desks()
