"""``cycle score form`` and ``cycle score import``: forms out to schools and review teams, and back."""

from collections.abc import Iterator
from pathlib import Path

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.domain.definition import LevelKind
from cycle_engine.errors import UsageProblem
from cycle_engine.messages import Text, text
from cycle_engine.services.form_changes import ImportedForm, spoken_answer
from cycle_engine.services.score_form_letters import MailedForms, mail_forms
from cycle_engine.services.score_forms import write_form, write_forms
from cycle_engine.services.score_importing import import_forms

_KINDS = (LevelKind.SELF.value, LevelKind.EXTERNAL.value)


@command("score_form", "form")
@argument("unit", required=False)
@option("--kind", type=click.Choice(_KINDS), default=LevelKind.SELF.value, show_default=True, help="score_form_kind")
@option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="score_form_out")
@option("--all", "all_", is_flag=True, help="score_form_all")
@option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="score_form_to")
@option("--mail", is_flag=True, help="score_form_mail")
@option("--apply", "apply_it", is_flag=True, help="apply")
@click.pass_obj
def form(
    asked: Asked,
    unit: str | None,
    kind: str,
    out: Path | None,
    folder: Path | None,
    *,
    all_: bool,
    mail: bool,
    apply_it: bool,
) -> None:
    """Make the form of a school, or of all."""
    _require_sense(unit, out, folder, all_=all_, mail=mail)
    if mail:
        if kind != LevelKind.SELF.value:
            raise UsageProblem("review_forms_not_mailed", hints=[text("errors.review_forms_not_mailed_hint")])
        _show_mailed(asked, mail_forms(open_desk(asked, writes=True), apply_it=apply_it), applied=apply_it)
        return
    desk, side = open_desk(asked), LevelKind(kind)
    files, left_out = (
        write_forms(desk, side, to=folder) if all_ else ((write_form(desk, unit or "", side, to=out),), ())
    )
    if asked.json:
        show_json({"files": [str(file) for file in files], "left_out": left_out})
        return
    for file in files:
        show(str(file))
    show_text("score_form.made", count=len(files))
    if left_out:
        show_text("score_form.left_out", units=left_out)


@command("score_import", "import")
@argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--apply", "apply_it", is_flag=True, help="apply")
@click.pass_obj
def import_(asked: Asked, files: tuple[Path, ...], *, apply_it: bool) -> None:
    """Take filled forms back."""
    imported = import_forms(open_desk(asked, writes=True), files, apply_it=apply_it)
    if asked.json:
        show_json({"forms": [_as_json(one) for one in imported], "applied": apply_it})
        return
    for one in imported:
        _show_imported(one)
    if all(one.is_empty for one in imported):
        show_text("score_form.nothing_changed")
    else:
        show_text("output.applied" if apply_it else "output.apply_to_act")


def _require_sense(unit: str | None, out: Path | None, folder: Path | None, *, all_: bool, mail: bool) -> None:
    """One school, or all of them as files or as letters."""
    for_all = all_ or mail
    if bool(unit) == for_all or (out and for_all) or (folder and not all_) or (all_ and mail and folder):
        raise UsageProblem("form_for_whom", hints=[text("errors.form_for_whom_hint")])


def _show_mailed(asked: Asked, mailed: MailedForms, *, applied: bool) -> None:
    if asked.json:
        recipients = [{"to": contact.address, "name": contact.name} for contact in mailed.recipients]
        show_json(
            {
                "recipients": recipients,
                "without_mailbox": mailed.without_mailbox,
                "left_out": mailed.left_out,
                "letters": mailed.letters,
                "applied": applied,
            }
        )
        return
    for contact in mailed.recipients:
        show(f"{contact.name} <{contact.address}>")
    if mailed.without_mailbox:
        show_text("score_form.without_mailbox", units=mailed.without_mailbox)
    if mailed.left_out:
        show_text("score_form.left_out", units=mailed.left_out)
    show_text("score_form.queued" if applied else "output.apply_to_act", count=len(mailed.letters))


def _show_imported(one: ImportedForm) -> None:
    show_text("score_form.imported", unit=one.unit, name=one.name, file=one.file)
    for line in _lines(one):
        show(f"  {line}")


def _lines(one: ImportedForm) -> Iterator[Text]:
    for change in one.changes:
        before, after = spoken_answer(change.before), spoken_answer(change.after)
        yield text("score_form.change", code=change.code, before=before, after=after)
    for code in one.notes_changed:
        yield text("score_form.note_changed", code=code)
    for code, name in one.evidence_added:
        yield text("score_form.evidence_added", code=code, name=name)
    if one.calculated:
        yield text("score_form.calculated", cells=one.calculated)
    if one.is_empty:
        yield text("score_form.same")


def _as_json(one: ImportedForm) -> dict[str, object]:
    return {
        "file": one.file,
        "unit": one.unit,
        "changes": [{"code": c.code, "before": c.before, "after": c.after} for c in one.changes],
        "notes_changed": one.notes_changed,
        "evidence_added": [{"code": code, "evidence": name} for code, name in one.evidence_added],
        "calculated": one.calculated,
    }
