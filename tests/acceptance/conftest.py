"""The year that the acceptance tests look at is lived once."""

import pytest

from tests.acceptance.school_year import Year, live_the_year


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return live_the_year(tmp_path_factory.mktemp("year") / "office")
