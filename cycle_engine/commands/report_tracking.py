"""``cycle report note``, ``list`` and ``show``: the officer's words, and what became of each period's report."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.domain.issued_reports import IssuedReport, NoteSection, ReportLetter, ReportNote
from cycle_engine.messages import say
from cycle_engine.services.report_noting import note_in_report
from cycle_engine.services.report_tracking import ShownReport, TrackedReport, list_reports, show_report

_HEADINGS = ("period", "due", "issued", "sent", "to", "state", "versions")


@command("report_note", "note")
@argument("period")
@argument("words")
@option("--section", type=click.Choice([section.value for section in NoteSection]), required=True, help="section")
@click.pass_obj
def note(asked: Asked, period: str, words: str, section: str) -> None:
    """Keep the officer's words."""
    noted = note_in_report(open_desk(asked, writes=True), period, NoteSection(section), words)
    if asked.json:
        show_json({"period": period, **_note_json(noted)})
    else:
        name = "noted" if noted.words else "note_taken_back"
        show_text(f"report_output.{name}", period=period, section=say(f"report_output.section_{section}"))


@command("report_list", "list")
@click.pass_obj
def list_(asked: Asked) -> None:
    """List what became of each period's report."""
    listed = list_reports(open_desk(asked))
    if asked.json:
        show_json({"reports": [_tracked_json(one) for one in listed]})
        return
    headings = [say(f"report_output.column_{name}") for name in _HEADINGS]
    show_table(headings, [_line(one) for one in listed])


@command("report_show", "show")
@argument("period")
@option("--version", type=int, default=None, help="report_version")
@click.pass_obj
def show_(asked: Asked, period: str, version: int | None) -> None:
    """Show a period's report."""
    shown = show_report(open_desk(asked), period, version)
    if asked.json:
        show_json(_shown_json(shown))
    else:
        _show(shown)


def _line(one: TrackedReport) -> tuple[object, ...]:
    to, state = one.letter.recipient if one.letter else None, say(f"report_output.state_{one.state.value}")
    return (one.period, one.due_by, one.issued_on, one.sent_on, to, state, len(one.versions))


def _show(shown: ShownReport) -> None:
    tracked, issued = shown.tracked, shown.issued
    state = say(f"report_output.state_{tracked.state.value}")
    show_text("report_output.about", period=tracked.period, last=tracked.cut_off_on, due=tracked.due_by, state=state)
    if issued:
        _show_version(issued)
        for change in shown.changes:
            show(f"  - {change}")
    for letter in shown.letters:
        word = say(f"terms.letter_{letter.state.value}")
        facts = {"letter": letter.letter_id, "to": letter.recipient, "state": word}
        show_text(f"report_output.letter_{letter.purpose.value}", version=letter.version, **facts)
    for one in shown.notes:
        section = say(f"report_output.section_{one.section.value}")
        words = one.words or say("report_output.taken_back")
        show_text("report_output.note_line", section=section, words=words, who=one.noted_by, at=one.noted_at)


def _show_version(issued: IssuedReport) -> None:
    show_text("report_output.version", version=issued.version, who=issued.issued_by, at=issued.issued_at)
    show_text("report_output.fingerprint", fingerprint=issued.fingerprint)
    for form, sha256 in sorted(issued.files.items()):
        show(f"  {form:<5} {sha256}")


def _tracked_json(one: TrackedReport) -> dict[str, object]:
    return {
        "period": one.period,
        "cut_off": one.cut_off_on,
        "due": one.due_by,
        "issued": one.issued_on,
        "sent": one.sent_on,
        "to": one.letter.recipient if one.letter else None,
        "state": one.state.value,
        "versions": [_version_json(version) for version in one.versions],
    }


def _version_json(issued: IssuedReport) -> dict[str, object]:
    return {
        "version": issued.version,
        "issued_at": issued.issued_at,
        "issued_by": issued.issued_by,
        "on_behalf_of": issued.on_behalf_of or None,
        "fingerprint": issued.fingerprint,
        "facts": issued.facts_sha256,
        "files": dict(issued.files),
    }


def _shown_json(shown: ShownReport) -> dict[str, object]:
    return {
        **_tracked_json(shown.tracked),
        "version": shown.issued.version if shown.issued else None,
        "changes": [str(change) for change in shown.changes],
        "letters": [_letter_json(letter) for letter in shown.letters],
        "notes": [_note_json(one) for one in shown.notes],
    }


def _letter_json(letter: ReportLetter) -> dict[str, object]:
    return {
        "letter": letter.letter_id,
        "version": letter.version,
        "purpose": letter.purpose.value,
        "to": letter.recipient,
        "state": letter.state.value,
        "queued_at": letter.queued_at,
        "sent_at": letter.sent_at,
    }


def _note_json(one: ReportNote) -> dict[str, object]:
    return {
        "section": one.section.value,
        "words": one.words,
        "noted_by": one.noted_by,
        "on_behalf_of": one.on_behalf_of or None,
        "noted_at": one.noted_at,
    }
