"""No password is ever shown, logged, written into a file or kept in the database, whatever goes wrong."""

import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

import cli
from cycle_engine.domain.definition import Role
from cycle_engine.services.desk import Desk
from cycle_engine.services.ticking import tick
from cycle_engine.services.upkeep import back_up_database
from cycle_engine.store.database import Database
from tests.builders import advance, by, close_later, everything, on

WORD = "mat-khau"
SECRET = f"{WORD}@bi:mat"
WRITTEN = "mat-khau%40bi%3Amat"

UNREACHABLE = (
    f"postgresql://cycle:{WRITTEN}@127.0.0.1:1/office",
    f"postgresql+psycopg://cycle:{WRITTEN}@127.0.0.1:1/office",
    f"postgresql://cycle@127.0.0.1:1/office?password={WRITTEN}",
    f"postgresql://cycle:{WRITTEN}@127.0.0.1:port/office",
    f"postgresql://cycle:{WRITTEN}@[::1/office",
    f"mysql://cycle:{WRITTEN}@127.0.0.1:1/office",
    f"postgres://cycle:{WRITTEN}@127.0.0.1:1/office",
    f"host=127.0.0.1 port=1 user=cycle password={WRITTEN}",
)

COMMANDS: Sequence[Sequence[str]] = (
    ("status",),
    ("tick",),
    ("advance", "MN01", "submit"),
    ("doctor",),
    ("audit", "verify"),
    ("mail", "deliver"),
    ("database", "upgrade"),
    ("database", "backup"),
    ("database", "check"),
    ("run", "--once"),
)


@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_database_that_cannot_be_reached_costs_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("CYCLE_DATABASE_URL", url)
    (tmp_path / "cycle.toml").touch()
    for words in COMMANDS:
        for options in (("-v",), ("--json",)):
            status, said = _typed("--workspace", str(tmp_path), *options, *words)
            assert WORD not in said, (words, said)
            assert "Traceback" not in said, (words, said)
            if words[0] not in {"doctor", "run"}:  # those report and go on
                assert status == 6, (words, said)
    assert WORD not in caplog.text
    assert not any(WORD in file.read_text("utf-8", "replace") for file in tmp_path.rglob("*") if file.is_file())


@pytest.mark.parametrize("url", UNREACHABLE)
def test_a_workspace_is_not_made_with_a_database_that_cannot_be_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("CYCLE_DATABASE_URL", url)
    status, said = _typed("-v", "init", str(tmp_path / "office"))
    assert status == 6, said
    assert WORD not in said
    assert "Traceback" not in said
    monkeypatch.delenv("CYCLE_DATABASE_URL")
    assert _typed("init", str(tmp_path / "office"))[0] == 0


@pytest.mark.postgresql
def test_a_year_with_passwords_leaves_them_nowhere(
    postgresql_office: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The tests' own server lets anybody in, so any password will do."""
    url = make_url(postgresql_office.database.url).set(password=SECRET).render_as_string(hide_password=False)
    assert WRITTEN.partition("%")[0] in url
    office = postgresql_office
    office.database = close_later(Database(url))
    by(office, "cycle", Role.ADMIN)
    advance(office, "MN01", "submit")
    tick(on(office, date(2025, 1, 17)))
    monkeypatch.setenv("CYCLE_DATABASE_URL", url)
    monkeypatch.setenv("CYCLE_MAIL_PASSWORD", SECRET)
    for words in (
        ("status",),
        ("doctor",),
        ("report", "monthly", "--period", "2025-03"),
        ("mail", "deliver"),
        ("run", "--once"),
        ("database", "backup"),
    ):
        for options in (("-v",), ("--json",)):
            _, said = _typed("--workspace", str(tmp_path), *options, *words)
            assert WORD not in said, (words, said)
    assert WORD not in str(everything(office.database))
    back_up_database(office, tmp_path / "whole.dump")
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and WORD.encode() in file.read_bytes()]


def test_a_mail_server_that_cannot_be_reached_costs_no_password(
    office: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    by(office, office.database.session_user() or _login(), Role.ADMIN)
    tick(on(office, date(2025, 1, 17)))
    settings = '[mail]\ntransport = "smtp"\nhost = "127.0.0.1"\nport = 1\nlogin = "phong"\ntimeout_seconds = 2\n'
    (office.workspace / "cycle.toml").write_text(settings, "utf-8")
    monkeypatch.setenv("CYCLE_DATABASE_URL", office.database.url)
    monkeypatch.setenv("CYCLE_MAIL_PASSWORD", SECRET)
    for words in (("mail", "deliver"), ("run", "--once"), ("doctor",), ("mail", "list")):
        for options in (("-v",), ("--json",)):
            status, said = _typed("--workspace", str(office.workspace), *options, *words)
            assert WORD not in said, (words, said)
            assert (status == 6) is (words == ("mail", "deliver")), (words, said)
    assert WORD not in caplog.text
    assert WORD not in str(everything(office.database))


def test_a_desks_settings_do_not_show_their_secrets(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from cycle_engine.settings import read_settings

    monkeypatch.setenv("CYCLE_MAIL_PASSWORD", SECRET)
    monkeypatch.setenv("CYCLE_DATABASE_URL", UNREACHABLE[0])
    settings = read_settings(office.workspace)
    assert settings.mail.password == SECRET
    assert WORD not in repr(settings)


def _login() -> str:
    from cycle_engine.app import login

    return login()


def _typed(*words: str) -> tuple[int, str]:
    """Run one command and give its status and everything that was said, a traceback too."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        try:
            status = cli.run(list(words))
        except Exception:  # noqa: BLE001 - whatever escapes would be printed by Python, with its traceback
            status = 70
            err.write(traceback.format_exc())
    return status, out.getvalue() + err.getvalue()
