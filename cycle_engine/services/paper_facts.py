"""What official papers are made from: cases, roster, plan and settings put together, for schools and for the office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cycle_engine.domain.case import CaseState, fold
from cycle_engine.domain.definition import Party
from cycle_engine.domain.events import Document
from cycle_engine.domain.indicators import Group, IndicatorSet
from cycle_engine.domain.scoring import points_of
from cycle_engine.domain.units import Unit, code_key
from cycle_engine.formatting import document_date
from cycle_engine.reports.official_paper import Signer, above_agency
from cycle_engine.reports.papers.facts import GroupPoints, Issuer, PaperFacts, SchoolFacts, VerificationMark
from cycle_engine.reports.papers.kinds import CERTIFICATE, KINDS, Issuing, PaperKind
from cycle_engine.services.certifying import Certificate, read_certificates
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.store.cases import StoredCase, cases_of, events_of_cycle
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class SeenCase:
    """A case with how it stood at the moment looked at."""

    unit: str
    name: str
    track: str
    state: CaseState


@dataclass(frozen=True, slots=True)
class PaperScene:
    """Everything that papers of one cycle are made from."""

    desk: Desk
    cycle: OpenCycle
    cases: tuple[SeenCase, ...]
    units: Mapping[str, Unit]
    indicators: IndicatorSet
    certificates: Mapping[str, Certificate]
    """The certificates that hold, by school."""

    @property
    def schools(self) -> tuple[SeenCase, ...]:
        """The cases of schools, by code."""
        own = {track.name for track in self.cycle.workflow.tracks if _is_schools(self.cycle, track.name)}
        return tuple(case for case in self.cases if case.track in own)


def read_scene(rows: Rows, desk: Desk) -> PaperScene:
    """Read everything that papers are made from, as of the moment looked at."""
    cycle = desk.cycle(rows)
    units = units_on(rows, desk.today)
    held = {one.stored.unit: one for one in read_certificates(rows, desk, cycle) if one.revocation is None}
    return PaperScene(desk, cycle, tuple(_cases(rows, desk, cycle)), units, indicators_of_cycle(rows, cycle), held)


def facts_for(scene: PaperScene, kind: PaperKind, schools: Sequence[SeenCase]) -> PaperFacts:
    """Gather the facts of one paper: about one school, or one that lists these."""
    office = office_of(scene.units, scene.cycle)
    superior = scene.units.get(office.parent or "")
    papers = scene.desk.settings.papers
    about = None if kind.lists_schools else schools[0]
    certificate = scene.certificates.get(about.unit) if about and kind is CERTIFICATE else None
    return PaperFacts(
        kind=kind,
        issuer=_issuer(scene, kind, about, office),
        plan=scene.cycle.plan,
        assessment=scene.cycle.workflow.label.vi,
        office=office.name,
        superior=superior.name if superior else "",
        given=_given_to(certificate) if certificate else _given(scene, kind, schools),
        school=_school(about, scene) if about else None,
        schools=tuple(_school(case, scene) for case in schools) if kind.lists_schools else (),
        bases=_bases(scene),
        copies=papers.copies if kind.issuing is Issuing.OFFICE else (),
        mark=_mark(scene, certificate) if certificate else VerificationMark(),
        not_asked=frozenset(kind.id for kind in KINDS) - {product.id for product in scene.cycle.workflow.products},
    )


def _given_to(certificate: Certificate) -> Document:
    """Date a certificate, and number it by its serial number."""
    claim = certificate.claim
    return Document(CERTIFICATE.id, number=claim.serial, dated=claim.issued_on)


def _mark(scene: PaperScene, certificate: Certificate) -> VerificationMark:
    from cycle_engine.reports.certificate_qr import draw_code

    code = certificate.stored.code
    picture = draw_code(code, scene.desk.settings.site.base_url)
    return VerificationMark(code, picture.svg.decode(), picture.png)


def _is_schools(cycle: OpenCycle, track: str) -> bool:
    found = cycle.workflow.track(track)
    return found.stage(found.initial).owner is Party.SCHOOL


def _cases(rows: Rows, desk: Desk, cycle: OpenCycle) -> Iterable[SeenCase]:
    then = desk.until is not None
    histories = events_of_cycle(rows, cycle.stored.id, until=desk.until) if then else {}
    for case in cases_of(rows, cycle.stored.id, with_papers=not then):
        if state := _state(case, fold(histories[case.id]) if case.id in histories else None, then=then):
            yield SeenCase(case.unit, case.unit_name, case.track, state)


def _state(case: StoredCase, past: CaseState | None, *, then: bool) -> CaseState | None:
    return past if then else case.state


def _bases(scene: PaperScene) -> tuple[str, ...]:
    """The decision that the cycle's own indicator set was issued by, then the office's further bases."""
    indicators, further = scene.indicators, scene.desk.settings.papers.bases
    if not (indicators.number and indicators.issued) or any(indicators.number in basis for basis in further):
        return further
    issuer = " của Bộ Giáo dục và Đào tạo" if indicators.number.endswith("-BGDĐT") else ""
    dated = document_date(indicators.issued)
    return (f"Quyết định số {indicators.number} {dated}{issuer} ban hành {indicators.title}", *further)


def _issuer(scene: PaperScene, kind: PaperKind, about: SeenCase | None, office: Unit) -> Issuer:
    settings, papers = scene.desk.settings.office, scene.desk.settings.papers
    if kind.issuing is Issuing.SCHOOL and about:
        school = scene.units.get(about.unit)
        superior = scene.units.get(school.parent or "") if school else None
        return Issuer(
            agency=school.name if school else about.name,
            governing_body=above_agency(
                papers.school_governing_body or (superior.name if superior else ""), is_named_alone=False
            ),
            place=papers.school_place or settings.place,
            sign=_school_sign(papers.school_signs, about.unit),
            signer=Signer(papers.school_signer_title, school.head_name if school else ""),
        )
    return Issuer(
        agency=office.name,
        governing_body=above_agency(settings.governing_body, is_named_alone=office.kind.is_named_alone),
        place=settings.place,
        sign=papers.sign,
        authority=papers.authority,
        signer=Signer(settings.signer_title, settings.signer_name or office.head_name, settings.signer_power),
    )


def _school_sign(signs: Sequence[str], unit: str) -> str:
    written = {code_key(code): sign.strip() for code, _, sign in (entry.partition("=") for entry in signs)}
    return written.get(code_key(unit), "")


def _school(case: SeenCase, scene: PaperScene) -> SchoolFacts:
    unit = scene.units.get(case.unit)
    return SchoolFacts(
        code=case.unit,
        name=unit.name if unit else case.name,
        levels=case.state.levels,
        documents=_in_hand(case.state),
        groups=_points(case.state, scene.indicators.groups),
    )


def _points(state: CaseState, groups: Sequence[Group]) -> tuple[GroupPoints, ...]:
    """Each group with whose points are known; of a set without groups, those that totals were entered for."""
    sheets = {kind: held.sheet for kind, held in state.scores.items()}
    known = {group.id for group in groups}
    named = dict.fromkeys(t.group for sheet in sheets.values() for t in sheet.group_totals if t.group not in known)
    found = []
    for group in (*groups, *(Group(name, name, Decimal(0)) for name in named)):
        points = {kind: points_of(sheet, group) for kind, sheet in sheets.items()}
        given = {kind: each for kind, each in points.items() if each is not None}
        found.append(GroupPoints(group.label, group.maximum or None, given))
    return tuple(found)


def _in_hand(state: CaseState) -> dict[str, Document]:
    """The last document of each kind that counts now."""
    return {held.document.kind: held.document for held in state.documents if held.round == state.round}


def _given(scene: PaperScene, kind: PaperKind, schools: Sequence[SeenCase]) -> Document | None:
    """The number and date the paper was given: in the school's own case, or for all that it lists the same."""
    held = [_in_hand(case.state).get(kind.id) for case in schools]
    if kind.lists_schools:
        office = [case for case in scene.cases if not _is_schools(scene.cycle, case.track)]
        own = [found for case in office if (found := _in_hand(case.state).get(kind.id)) and found.number]
        numbers = {(one.number, one.dated) for one in held if one and one.number}
        shared = held[0] if held and all(held) and len(numbers) == 1 else None
        return own[-1] if own else shared
    return held[0] if held else None
