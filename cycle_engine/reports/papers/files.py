"""An official paper's files: as a Word file, as a PDF, or from a template of the office's own."""

from enum import StrEnum

from cycle_engine.reports.official_docx import render_official_docx
from cycle_engine.reports.official_paper import OfficialPaper
from cycle_engine.reports.official_pdf import render_certificate_pdf, render_official_pdf
from cycle_engine.reports.papers.certificate import render_certificate_docx
from cycle_engine.reports.papers.facts import PaperFacts
from cycle_engine.reports.papers.fields import build_fields
from cycle_engine.reports.papers.kinds import CERTIFICATE
from cycle_engine.reports.papers.scripts import lay_out_paper
from cycle_engine.reports.word_templates import WordTemplate


class PaperForm(StrEnum):
    """What a paper is written as."""

    DOCX = "docx"
    PDF = "pdf"


def render_paper(facts: PaperFacts, form: PaperForm) -> bytes:
    """Write a paper in the program's own layout; the same facts give the same bytes."""
    paper = lay_out_paper(facts)
    if form is PaperForm.PDF:
        return render_certificate_pdf(paper, facts.mark) if _is_certificate(facts) else render_official_pdf(paper)
    return _docx(paper, facts)


def render_from_template(facts: PaperFacts, template: WordTemplate) -> bytes:
    """Write a paper in the office's own layout. Raises ``FileInvalid`` for a template that cannot be filled."""
    fields = build_fields(facts)
    return template.filled(fields.values, fields.lists)


def _docx(paper: OfficialPaper, facts: PaperFacts) -> bytes:
    if _is_certificate(facts):
        return render_certificate_docx(paper, facts.mark)
    return render_official_docx(paper, made_at=None)


def _is_certificate(facts: PaperFacts) -> bool:
    return facts.kind is CERTIFICATE
