"""Certificates as files: the code in words, the QR code as pictures, and the official paper that carries both."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cycle_engine.domain.certificates import Claim
from cycle_engine.errors import not_writable
from cycle_engine.formatting import search_key, vietnamese_date
from cycle_engine.reports.papers.kinds import CERTIFICATE
from cycle_engine.services.certifying import Certificate
from cycle_engine.services.desk import Desk

FOLDER: Final = "certificates"
"""The workspace's folder of certificates that were written."""

BLANK: Final = "[...]"

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class WrittenCertificate:
    """A certificate's files, and how many modules wide its QR code is."""

    certificate: Certificate
    files: tuple[Path, ...]
    modules: int


def write_certificates(
    desk: Desk, certificates: Sequence[Certificate], folder: Path | None = None
) -> tuple[WrittenCertificate, ...]:
    """Write each certificate: the official paper, its text with the code, the QR code as SVG and PNG.

    Raises ``Unavailable``, and ``FileInvalid`` for a template of the office's own that cannot be filled.
    """
    from cycle_engine.reports.certificate_qr import draw_code
    from cycle_engine.services.official_papers import render_papers

    into = folder or desk.workspace / FOLDER
    units = [certificate.stored.unit for certificate in certificates]
    papers = render_papers(desk, CERTIFICATE.id, units, into=into)
    written = []
    for certificate, stem in zip(certificates, _stems(certificates), strict=True):
        code = certificate.stored.code
        picture = draw_code(code, desk.settings.site.base_url)
        contents = {"txt": certificate_text(certificate.claim, code).encode(), "svg": picture.svg, "png": picture.png}
        pictures = [_written(into / f"{stem}.{ending}", content) for ending, content in contents.items()]
        own = [paper.file for paper in papers if paper.unit == certificate.stored.unit]
        written.append(WrittenCertificate(certificate, (*own, *pictures), picture.modules))
    return tuple(written)


def certificate_text(claim: Claim, code: str) -> str:
    """Say in Vietnamese what a certificate attests, with its code below; what nobody gave is ``[...]``."""
    dated = vietnamese_date(claim.decision_dated) if claim.decision_dated else BLANK
    lines = (
        "GIẤY CHỨNG NHẬN",
        f"Đơn vị: {claim.name} ({claim.unit})",
        f"Năm học: {claim.school_year}",
        f"Mức được công nhận: {claim.level}",
        f"Quyết định: số {claim.decision_number or BLANK} ngày {dated}",
        f"Số vào sổ cấp giấy chứng nhận: {claim.serial or BLANK}",
        f"Ngày cấp: {vietnamese_date(claim.issued_on)}",
        "",
        code,
        "",
    )
    return "\n".join(lines)


def file_stem(unit: str) -> str:
    """Make a file name's part of a unit's code: never out of its folder, letters without marks."""
    return _UNSAFE.sub("-", search_key(unit).upper()).strip("-.") or "X"


def _stems(certificates: Sequence[Certificate]) -> Iterator[str]:
    taken: set[str] = set()
    for certificate in certificates:
        stem = name = f"giay-chung-nhan-{file_stem(certificate.stored.unit)}"
        while stem in taken:
            stem = f"{name}-{certificate.stored.id}"
        taken.add(stem)
        yield stem


def _written(file: Path, content: bytes) -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    except OSError as error:
        raise not_writable(file, error) from error
    return file
