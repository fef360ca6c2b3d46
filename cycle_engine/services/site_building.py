"""The results site: what every school has published, gathered and laid into a folder as plain pages.

A result is public once it is recognised **and** the school has published it by its own act; one that was withdrawn or
reopened since is gone with the next build, its page too. Every cycle there was has its results on the site: what was
published in one year stays published when the next one is opened. The board, which is not public, is written anew into
the workspace by the same stroke.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cycle_engine.domain.case import day_of
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.reports.site_pages import SiteFrame
from cycle_engine.reports.site_results import PublishedResult, SiteFacts, in_order
from cycle_engine.reports.tables import shown
from cycle_engine.services.board_page import write_board_page
from cycle_engine.services.certifying import read_certificates
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import office_of
from cycle_engine.services.school_results import outcomes_of_cycle
from cycle_engine.store.cases import StoredCase, events_of_cycle
from cycle_engine.store.certificates import code_hash, public_keys
from cycle_engine.store.facts import is_rehearsal
from cycle_engine.store.rows import Rows
from cycle_engine.store.site_folder import replace_site, require_own_folder
from cycle_engine.store.units import StoredUnit, all_units

if TYPE_CHECKING:
    from cycle_engine.reports.site_check import CheckFacts

Files = Iterable[tuple[str, bytes]]

_KEPT: Final = (
    ".cache", "backups", "certificates", "config", "documents", "feeds", "forms", "keys", "mail", "papers", "previews",
    "reports", "templates", "workflows",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SiteBuilt:
    """What a build came to: the folder, how much is in it, the hash of all of it, and where the private board lies."""

    folder: Path
    schools: int
    results: int
    files: int
    sha256: str
    board: Path


def build_site(desk: Desk, folder: Path, *, watch: Callable[[Files, int], Files] | None = None) -> SiteBuilt:
    """Build the public pages into ``folder``, whole or not at all, and the private board into the workspace.

    ``watch`` is handed the files as they are made and how many there will be, and passes them on. Raises ``NotFound``
    where no cycle was opened, ``OperationRefused`` for a folder that holds other files or is kept for others,
    ``Unavailable`` where the disk refuses.
    """
    _require_outside(desk, require_own_folder(folder), folder)
    facts, check = gather_site(desk)
    from cycle_engine.reports.site import count_files, render_site
    from cycle_engine.reports.site_check import site_check_files

    check_files = site_check_files(check)
    count = count_files(facts, check_files)
    files: Files = render_site(facts, check_files)
    digest = replace_site(folder, watch(files, count) if watch else files)
    return SiteBuilt(folder, facts.schools, len(facts.results), count, digest, write_board_page(desk))


def _require_outside(desk: Desk, place: Path, folder: Path) -> None:
    """Let no public page lie among what the workspace keeps for itself, where letters or papers come to lie."""
    own = desk.workspace.resolve()
    kept = {own / name for name in (*_KEPT, desk.settings.feeds.folder)}
    if place == own or kept & {place, *place.parents}:
        hint = text("errors.site_no_folder_hint")
        raise OperationRefused("site_folder_kept", hints=[hint], folder=str(folder))


def gather_site(desk: Desk) -> tuple[SiteFacts, "CheckFacts"]:
    """Gather everything the public pages say, as of the moment looked at. Raises ``NotFound`` where no cycle is."""
    from cycle_engine.reports.site_check import CheckFacts

    with desk.database.read() as rows:
        latest, cycles = desk.cycle(rows), desk.cycles(rows)
        units = {one.unit.code: one for one in all_units(rows, day=desk.today)}
        office = office_of({code: one.unit for code, one in units.items()}, latest).name
        above = desk.settings.office.governing_body
        frame = SiteFrame(shown(office), shown(above), desk.today, is_rehearsal(rows))
        parts = [_part(rows, desk, cycle, units) for cycle in cycles]
        keys = [key.public_key for key in public_keys(rows) if not desk.until or key.made_at <= desk.until]
    check = CheckFacts(frame, tuple(keys), tuple(sorted(one for part in parts for one in part.revoked)))
    return SiteFacts(frame, in_order(result for part in parts for result in part.results)), check


@dataclass(frozen=True, slots=True)
class _Part:
    """What one cycle gives: its public results, and the hashes of codes of certificates that hold no longer."""

    results: tuple[PublishedResult, ...]
    revoked: tuple[tuple[str, date], ...]


def _part(rows: Rows, desk: Desk, cycle: OpenCycle, units: Mapping[str, StoredUnit]) -> _Part:
    histories = events_of_cycle(rows, cycle.stored.id, until=desk.until)
    certificates = read_certificates(rows, desk, cycle, histories=histories)
    outcomes = outcomes_of_cycle(rows, desk, cycle, histories=histories, certificates=certificates)
    revoked = (
        (code_hash(one.stored.code), day_of(one.revocation.revoked_at)) for one in certificates if one.revocation
    )
    return _Part(tuple(_public_results(outcomes, desk.today, cycle, units)), tuple(revoked))


def _public_results(
    outcomes: Iterable[tuple[StoredCase, Mapping[str, object]]],
    today: date,
    cycle: OpenCycle,
    units: Mapping[str, StoredUnit],
) -> Iterator[PublishedResult]:
    """Give what is public of a cycle: recognised, and published by the school on a day that has come."""
    for case, facts in outcomes:
        published_on = _day(facts["published_on"])
        if facts["level_recognized"] and facts["publication_link"] and published_on and published_on <= today:
            yield _public_result(case, facts, cycle, units)


def _public_result(
    case: StoredCase, facts: Mapping[str, object], cycle: OpenCycle, units: Mapping[str, StoredUnit]
) -> PublishedResult:
    """Take what the public may see of a result; what its texts hold that nobody can see is left out."""
    unit = units[case.unit]
    parent, merged_into = units.get(unit.unit.parent or ""), units.get(unit.merged_into)
    return PublishedResult(
        school_year=shown(cycle.plan.school_year),
        plan_number=shown(cycle.plan.number),
        plan_issued=cycle.plan.issued,
        subject=shown(cycle.workflow.label.vi),
        code=shown(case.unit),
        name=shown(case.unit_name),
        kind=unit.unit.kind,
        parent=shown(unit.unit.parent or ""),
        parent_name=shown(parent.unit.name) if parent else "",
        level=int(str(facts["level_recognized"])),
        decision_number=_text(facts["decision_number"]),
        decision_date=_day(facts["decision_date"]),
        certificate_serial=_text(facts["certificate_serial"]),
        link=_text(facts["publication_link"]),
        published_on=date.fromisoformat(str(facts["published_on"])),
        closed_on=unit.closed_on,
        merged_into=shown(merged_into.unit.name) if merged_into else "",
    )


def _text(given: object) -> str:
    return shown(str(given or ""))


def _day(given: object) -> date | None:
    return given if isinstance(given, date) else None
