"""What every test may lean on: databases of both kinds, and how hard Hypothesis tries."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cycle_engine.messages import Language, use_language
from tests import servers
from tests.databases import PostgreSQLTemplate, SQLiteTemplate

# Two busy cores make any deadline a coin toss; slowness is measured in benchmarks/, not here.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fast", _PATIENT, max_examples=25)
settings.register_profile("ci", _PATIENT, max_examples=100, derandomize=True, print_blob=True)
settings.register_profile("thorough", _PATIENT, max_examples=2_000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "fast"))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: needs a PostgreSQL server, given or found on this machine")
    if os.environ.get("CI") and not servers.has_postgresql():
        raise pytest.UsageError(f"no PostgreSQL for the tests: {servers.HOW_TO_GET_ONE}")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a server the PostgreSQL tests are left out; the summary says so aloud."""
    if servers.has_postgresql():
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not servers.has_postgresql():
        terminalreporter.section("PostgreSQL IS MISSING", red=True, bold=True)
        terminalreporter.line(f"The tests on PostgreSQL did not run. To run them: {servers.HOW_TO_GET_ONE}")


@pytest.fixture(autouse=True)
def speaks_vietnamese() -> None:
    """Every test begins in the program's first language, whatever the one before it spoke."""
    use_language(Language.VI)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.PostgreSQL]:
    """A running server; a test that asks for it directly carries the mark ``postgresql``."""
    with servers.running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def upgrade() -> Callable[[str], object]:
    """What brings an empty database to the newest version; only tests with a database pay for the import."""
    from cycle_engine.store.migrating import upgrade_database

    return upgrade_database


@pytest.fixture(scope="session")
def postgresql_template(
    postgresql: servers.PostgreSQL, upgrade: Callable[[str], object]
) -> Iterator[PostgreSQLTemplate]:
    template = PostgreSQLTemplate(postgresql, upgrade)
    yield template
    template.drop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, upgrade: Callable[[str], object]) -> SQLiteTemplate:
    return SQLiteTemplate(tmp_path_factory.mktemp("sqlite"), upgrade)


@pytest.fixture
def sqlite_url(sqlite_template: SQLiteTemplate, tmp_path: Path) -> str:
    """A fresh migrated SQLite database, for what only SQLite does."""
    return sqlite_template.copy(tmp_path)


@pytest.fixture
def postgresql_url(postgresql_template: PostgreSQLTemplate) -> Iterator[str]:
    """A fresh migrated PostgreSQL database, for what only PostgreSQL does; mark the test ``postgresql``."""
    with postgresql_template.copy() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh migrated database of each kind in turn: what holds on one must hold on the other."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url
