"""Who may act: registered by an administrator."""

from cycle_engine.domain.definition import Role
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.board import unit_not_found
from cycle_engine.services.desk import Desk
from cycle_engine.store.officers import Officer, add_officer, all_officers, remove_officer
from cycle_engine.store.units import all_units


def add(desk: Desk, login: str, role: Role, *, unit: str = "") -> bool:
    """Let a login act in a role, within a unit or everywhere; False when it already may."""
    with desk.database.write() as transaction:
        desk.require_admin(transaction)
        known = {stored.unit.code: stored.unit.name for stored in all_units(transaction, day=desk.today)}
        if unit and unit not in known:
            raise unit_not_found(unit, known)
        return add_officer(transaction, Officer(login, role, unit))


def listed(desk: Desk) -> tuple[Officer, ...]:
    """Read everybody who may act."""
    with desk.database.read() as rows:
        return all_officers(rows)


def remove(desk: Desk, login: str) -> int:
    """Take all roles from a login. The last administrator stays. Raises ``NotFound``, ``OperationRefused``."""
    with desk.database.write(alone=True) as transaction:
        desk.require_admin(transaction)
        admins = {officer.login for officer in all_officers(transaction) if officer.role is Role.ADMIN}
        if admins == {login}:
            raise OperationRefused("last_admin", hints=[text("errors.last_admin_hint")], login=login)
        if removed := remove_officer(transaction, login):
            return removed
        raise NotFound("officer_unknown", hints=[text("errors.officer_unknown_hint", login=login)], login=login)
