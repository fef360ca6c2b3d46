"""The files of a report: written as bytes, kept by their hashes, and laid into the workspace for people."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cycle_engine.domain.issued_reports import IssuedReport
from cycle_engine.domain.notices import Attachment, Picture
from cycle_engine.errors import Unavailable, not_writable
from cycle_engine.messages import text
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.services.desk import Desk
from cycle_engine.store.files import hash_file, keep_content, stored_path

PICTURE: Final = "png"
"""The form that is the letter's picture, progress over time; a report without schools has none."""

FACTS: Final = "json"
"""The form that says what a report says as plain values; only an issued one has it."""

_MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    PICTURE: "image/png",
    FACTS: "application/json",
}
"""What a report is written as, and how a letter names that."""


def render_report(report: MonthlyReport) -> Mapping[str, bytes]:
    """Write a report in every form that people read."""
    from cycle_engine.reports.monthly_docx import render_monthly_docx
    from cycle_engine.reports.monthly_html import render_monthly_html
    from cycle_engine.reports.monthly_pdf import render_monthly_pdf
    from cycle_engine.reports.monthly_pictures import letter_picture
    from cycle_engine.reports.monthly_xlsx import render_monthly_xlsx

    picture = letter_picture(report)
    return {
        "docx": render_monthly_docx(report),
        "pdf": render_monthly_pdf(report),
        "xlsx": render_monthly_xlsx(report),
        "html": render_monthly_html(report).encode(),
        **({PICTURE: picture} if picture else {}),
    }


def keep_contents(desk: Desk, contents: Mapping[str, bytes]) -> dict[str, str]:
    """Keep each form by its hash; what nobody comes to name stays there unread."""
    return {form: keep_content(content, desk.documents) for form, content in contents.items()}


def kept_contents(desk: Desk, issued: IssuedReport) -> Mapping[str, bytes]:
    """Read a version's files as they were issued. Raises ``Unavailable`` for one that is lost or was changed."""
    return {form: _kept(desk, sha256, form) for form, sha256 in (*issued.files.items(), (FACTS, issued.facts_sha256))}


def write_files(desk: Desk, period: str, contents: Mapping[str, bytes], *, name: str) -> tuple[Path, ...]:
    """Lay the files into the workspace's folder of the period. Raises ``Unavailable`` where the disk refuses."""
    folder = desk.workspace / "reports" / period
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for form, content in contents.items():
            file = folder / f"{name}.{form}"
            file.write_bytes(content)
            files.append(file)
    except OSError as error:
        raise not_writable(folder, error) from error
    return tuple(files)


def version_name(period: str, version: int) -> str:
    """How a version's files are named: the first by the period alone."""
    return f"bao-cao-{period}" if version == 1 else f"bao-cao-{period}-ban-{version}"


def attachments_of(contents: Mapping[str, bytes], *, name: str) -> tuple[Attachment, ...]:
    """The files as a letter carries them; its picture is none of them."""
    forms = [form for form in contents if form != PICTURE]
    return tuple(Attachment(f"{name}.{form}", _MEDIA_TYPES[form], contents[form]) for form in forms)


def pictures_of(contents: Mapping[str, bytes], *, name: str, alternative: str) -> tuple[Picture, ...]:
    """The picture as a letter shows it: the very one that was kept; none of a version from before there were any."""
    picture = Attachment(f"{name}.{PICTURE}", _MEDIA_TYPES[PICTURE], contents.get(PICTURE, b""))
    return (Picture(picture, alternative),) if picture.content else ()


def _kept(desk: Desk, sha256: str, form: str) -> bytes:
    kept = stored_path(desk.documents, sha256)
    if not kept.exists() or hash_file(kept) != sha256:
        hint = text("errors.report_file_lost_hint")
        raise Unavailable("report_file_lost", hints=[hint], form=form, sha256=sha256)
    return kept.read_bytes()
