"""``cycle certificate``: certificates with a signed code, for recognised schools."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.errors import NotFound, OperationRefused, UsageProblem
from cycle_engine.messages import say, text

if TYPE_CHECKING:
    from cycle_engine.domain.certificates import Claim
    from cycle_engine.services.certificate_checking import Checked
    from cycle_engine.services.certificate_keys import KeysShown
    from cycle_engine.services.certifying import Certificate

BLANK: Final = "[...]"
"""What stands for what nobody entered."""

_COLUMNS: Final = ("id", "unit", "serial", "level", "decision", "dated", "issued_on", "standing")


@group("certificate")
def certificate() -> None:
    """Certificates."""


@command("certificate_issue", "issue")
@argument("units", nargs=-1, metavar="[UNIT]...")
@option("--all", "everybody", is_flag=True, help="certificate_all")
@option("--serial-from", type=click.IntRange(min=1), help="certificate_serial")
@option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="certificate_output")
@click.pass_obj
def issue(
    asked: Asked, units: tuple[str, ...], *, everybody: bool, serial_from: int | None, output: Path | None
) -> None:
    """Issue certificates."""
    from cycle_engine.services.certificate_papers import write_certificates
    from cycle_engine.services.certifying import issue_certificates

    if bool(units) == everybody:
        raise UsageProblem("units_or_all", hints=[text("errors.units_or_all_hint")])
    desk = open_desk(asked, writes=True)
    issued = issue_certificates(desk, units, everybody=everybody, serials_from=serial_from)
    written = write_certificates(desk, issued.certificates, output)
    if asked.json:
        files = [{**_as_json(w.certificate), "modules": w.modules, "files": [*map(str, w.files)]} for w in written]
        show_json({"new": issued.new, "certificates": files})
        return
    for one in written:
        show_text("certificates.issued", unit=one.certificate.stored.unit, file=str(one.files[0]))
    show_text("certificates.counted", new=issued.new, kept=len(written) - issued.new)


@command("certificate_list", "list")
@argument("unit", required=False, default="")
@click.pass_obj
def list_(asked: Asked, unit: str) -> None:
    """List certificates."""
    from cycle_engine.services.certifying import list_certificates

    found = list_certificates(open_desk(asked), unit)
    if asked.json:
        show_json({"certificates": [_as_json(one) for one in found]})
    else:
        show_table([say(f"certificates.{name}") for name in _COLUMNS], [_row(one) for one in found])


@command("certificate_revoke", "revoke")
@argument("unit")
@option("--reason", required=True, help="certificate_reason")
@click.pass_obj
def revoke(asked: Asked, unit: str, reason: str) -> None:
    """Revoke a certificate."""
    from cycle_engine.services.revoking import revoke_certificate

    revoked = revoke_certificate(open_desk(asked, writes=True), unit, reason)
    if asked.json:
        show_json(_as_json(revoked))
    else:
        show_text("certificates.revoked", unit=revoked.stored.unit, id=revoked.stored.id)


@command("certificate_verify", "verify")
@argument("what", metavar="FILE|CODE")
@option("--key", default="", metavar="PUBLIC", help="certificate_key_given")
@click.pass_obj
def verify(asked: Asked, what: str, key: str) -> None:
    """Check a certificate offline."""
    from cycle_engine.services.certificate_checking import check_certificates

    try:
        desk = open_desk(asked)
    except NotFound as error:
        if not key or error.reason != "workspace_missing":
            raise
        desk = None
    found = check_certificates(desk, what, key)
    bad = [one for one in found if one.verdict.value != "valid"]
    if asked.json and not bad:
        show_json({"certificates": [_checked_as_json(one) for one in found]})
    elif not asked.json:
        for one in found:
            _show_checked(one)
    if bad:
        hints = [text(f"certificates.{verdict}_hint") for verdict in dict.fromkeys(one.verdict.value for one in bad)]
        verdicts = [_checked_as_json(one) for one in found]
        raise OperationRefused("certificate_bad", hints=hints, count=len(bad), total=len(found), certificates=verdicts)


@command("certificate_key", "key")
@option("--make", is_flag=True, help="certificate_key_make")
@option("--replace", is_flag=True, help="certificate_key_replace")
@option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="certificate_key_output")
@click.pass_obj
def key_(asked: Asked, *, make: bool, replace: bool, output: Path | None) -> None:
    """Make or show the office's key."""
    from cycle_engine.services.certificate_keys import make_key, show_keys

    if make or replace:
        desk = open_desk(asked, writes=True)
        make_key(desk, replace_it=replace)
        _show_keys(asked, show_keys(desk, output))
    else:
        _show_keys(asked, show_keys(open_desk(asked), output))


for one in (issue, list_, revoke, verify, key_):
    certificate.add_command(one)


def _show_keys(asked: Asked, shown: "KeysShown") -> None:
    if asked.json:
        keys = [
            {"key": k.key_id, "public_key": k.public_key, "made_by": k.made_by, "made_at": k.made_at}
            for k in shown.keys
        ]
        show_json({"current": shown.current or None, "keys": keys, "file": str(shown.file) if shown.file else None})
        return
    for key in shown.keys:
        state = say("certificates.key_current" if key.key_id == shown.current else "certificates.key_former")
        show_text("certificates.key_line", key=key.key_id, state=state, at=key.made_at, public=key.public_key)
    if not shown.keys:
        show_text("certificates.key_none")
    if shown.file:
        show_text("certificates.key_written", file=str(shown.file))


def _show_checked(checked: "Checked") -> None:
    show_text(f"certificates.verdict_{checked.verdict.value}")
    if claim := checked.claim:
        facts = {"unit": claim.unit, "name": claim.name, "school_year": claim.school_year, "level": claim.level}
        show("  " + say("certificates.says", **facts))
        dated = claim.decision_dated or BLANK
        number, serial = claim.decision_number or BLANK, claim.serial or BLANK
        show("  " + say("certificates.says_by", number=number, dated=dated, issued_on=claim.issued_on, serial=serial))
    if revocation := checked.revocation:
        facts = {"at": revocation.revoked_at, "reason": revocation.reason, "actor": revocation.actor}
        show("  " + say("certificates.revoked_by", **facts))
    elif checked.verdict.value == "valid" and not checked.is_known_here:
        show("  " + say("certificates.revocations_unknown"))


def _row(one: "Certificate") -> tuple[object, ...]:
    claim, revocation = one.claim, one.revocation
    standing = say("certificates.holds")
    if revocation:
        standing = say("certificates.holds_until", at=revocation.revoked_at, reason=revocation.reason or BLANK)
    decision = (claim.decision_number or BLANK, claim.decision_dated or BLANK)
    return (one.stored.id, one.stored.unit, claim.serial or BLANK, claim.level, *decision, claim.issued_on, standing)


def _as_json(one: "Certificate") -> dict[str, object]:
    revocation = one.revocation
    return {
        "id": one.stored.id,
        **_claim_as_json(one.claim),
        "code": one.stored.code,
        "key": one.stored.key_id,
        "revoked_at": revocation.revoked_at if revocation else None,
        "reason": revocation.reason if revocation else None,
    }


def _claim_as_json(claim: "Claim") -> dict[str, object]:
    return {
        "unit": claim.unit,
        "name": claim.name,
        "school_year": claim.school_year,
        "level": claim.level,
        "decision_number": claim.decision_number or None,
        "decision_dated": claim.decision_dated,
        "issued_on": claim.issued_on,
        "serial": claim.serial or None,
    }


def _checked_as_json(checked: "Checked") -> dict[str, object]:
    revocation = checked.revocation
    return {
        "verdict": checked.verdict.value,
        **(_claim_as_json(checked.claim) if checked.claim else {}),
        "key": checked.key_id or None,
        "revocations_known": checked.is_known_here,
        "revoked_at": revocation.revoked_at if revocation else None,
        "reason": revocation.reason if revocation else None,
    }
