"""The key that the office signs certificates with: made here or given by the environment; its public half is kept.

The private key stands in ``keys/certificate.pem`` of the workspace, readable by its owner only, or in
``CYCLE_CERTIFICATE_KEY``. It is never in the database, a log or a message. A key that another took the place of stays
among the public keys, so what it signed stays verifiable.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cycle_engine.domain.register_lines import LineKind
from cycle_engine.errors import OperationRefused, Unavailable, not_writable
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.services.register_writing import Pen
from cycle_engine.store.certificates import PublicKey, add_public_key, public_keys
from cycle_engine.store.rows import Rows

KEY_FILE: Final = "keys/certificate.pem"
"""Where the workspace keeps the private key."""

_OWNER_ONLY: Final = 0o600


@dataclass(frozen=True, slots=True)
class KeysShown:
    """The public keys, oldest first, the one at work (empty where there is none), and where one was written."""

    keys: tuple[PublicKey, ...]
    current: str
    file: Path | None = None


def show_keys(desk: Desk, output: Path | None = None) -> KeysShown:
    """List the public keys; with ``output``, write the one at work there. Raises ``OperationRefused`` for none."""
    from cycle_engine.reports.certificate_codes import key_id_of, public_key_of, public_pem

    with desk.database.read() as rows:
        keys = public_keys(rows)
    private = find_private_key(desk)
    current = public_key_of(private) if private else ""
    if output:
        if not current:
            raise no_key()
        try:
            output.write_text(public_pem(current), "utf-8")
        except OSError as error:
            raise not_writable(output, error) from error
    return KeysShown(keys, key_id_of(current) if current else "", output)


def make_key(desk: Desk, *, replace_it: bool = False) -> KeysShown:
    """Make a key, and keep its public half. Raises ``OperationRefused`` where one is at work already.

    With ``replace_it`` the old private key goes; its public half stays.
    """
    from cycle_engine.reports.certificate_codes import make_private_key, public_key_of

    if desk.settings.site.certificate_key:
        raise OperationRefused("key_in_environment", hints=[text("errors.key_in_environment_hint")])
    if (desk.workspace / KEY_FILE).exists() and not replace_it:
        raise OperationRefused("key_there", hints=[text("errors.key_there_hint")], file=KEY_FILE)
    private = make_private_key()
    with desk.database.write(alone=True) as transaction:
        actor = desk.require_admin(transaction)
        register_key(Pen(transaction, desk, actor), public_key_of(private))
        _keep_private(desk.workspace / KEY_FILE, private)
    return show_keys(desk)


def find_private_key(desk: Desk) -> str:
    """Read the private key; empty where there is none. Raises ``OperationRefused`` for one that cannot be used."""
    from cycle_engine.reports.certificate_codes import public_key_of

    private = desk.settings.site.certificate_key or _kept_private(desk.workspace / KEY_FILE)
    if not private:
        return ""
    try:
        public_key_of(private)
    except ValueError:
        raise OperationRefused("key_unusable", hints=[text("errors.key_unusable_hint")]) from None
    return private


def require_private_key(desk: Desk) -> str:
    """Read the private key. Raises ``OperationRefused`` where there is none."""
    if private := find_private_key(desk):
        return private
    raise no_key()


def no_key() -> OperationRefused:
    """Say that the office has no key yet."""
    return OperationRefused("no_certificate_key", hints=[text("errors.no_certificate_key_hint")])


def register_key(pen: Pen, public_key: str) -> str:
    """Keep a public key that is not known yet; return its short name."""
    from cycle_engine.reports.certificate_codes import key_id_of

    key_id = key_id_of(public_key)
    if not _is_known(pen.transaction, key_id):
        line = pen.write_line(LineKind.KEYED, 0, {"key_id": key_id, "public_key": public_key})
        add_public_key(pen.transaction, PublicKey(key_id, public_key, line.actor, line.recorded_at))
    return key_id


def _is_known(rows: Rows, key_id: str) -> bool:
    return any(key.key_id == key_id for key in public_keys(rows))


def _kept_private(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise Unavailable("file_unreadable", file=str(file), detail=type(error).__name__) from None


def _keep_private(file: Path, private: str) -> None:
    """Write the private key whole or not at all, at no moment readable by others."""
    partial = file.with_suffix(".part")
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            partial.unlink()
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "w") as stream:
            stream.write(private)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(file)
    except OSError as error:
        raise not_writable(file, error) from error
