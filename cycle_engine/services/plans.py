"""Plan and workflow files: read from an official document, checked, shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cycle_engine.definitions.catalogue import find_plan, find_workflow, list_workflows
from cycle_engine.definitions.checks import check_workflow
from cycle_engine.definitions.findings import Finding, errors_of
from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.definitions.plan_checks import check_plan
from cycle_engine.definitions.plan_date_checks import check_plan_dates
from cycle_engine.definitions.plan_people_checks import check_plan_people, check_plan_reminders
from cycle_engine.definitions.plan_placing import PlanDraft, place_rows
from cycle_engine.definitions.plan_reader import read_plan
from cycle_engine.definitions.plan_writing import write_plan
from cycle_engine.definitions.workflow_reader import read_workflow
from cycle_engine.domain.definition import Plan, Workflow
from cycle_engine.errors import FileInvalid, NotFound, OperationRefused, not_writable
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.services.indicator_sets import set_findings
from cycle_engine.services.participants import people_for


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan with its workflow and everything a check finds in it."""

    file: Path
    plan: Plan
    workflow: Workflow
    findings: tuple[Finding, ...]

    def require_sound(self) -> None:
        """Refuse a plan that could not be worked by. Raises ``FileInvalid`` with every error."""
        if errors := errors_of(self.findings):
            raise FileInvalid(file=str(self.file), problems=errors)


def check_plan_file(desk: Desk, name: str) -> CheckedPlan:
    """Read a plan by file or name and check it, with its workflow, the calendar and the roster."""
    file = find_plan(name, desk.workspace)
    plan = read_plan(file)
    workflow = read_sound_workflow(plan.workflow, desk.workspace)
    return CheckedPlan(file, plan, workflow, check_read_plan(desk, plan, workflow))


def check_read_plan(desk: Desk, plan: Plan, workflow: Workflow) -> tuple[Finding, ...]:
    """Check a plan by a workflow, the calendar and the roster."""
    return (
        *check_plan(plan, workflow),
        *set_findings(workflow, desk.workspace),
        *_findings_of_the_day(desk, plan, workflow),
    )


def _findings_of_the_day(desk: Desk, plan: Plan, workflow: Workflow) -> Iterator[Finding]:
    """Find what calendar and roster make of a plan; an office that is in no roster yet is told when it opens."""
    calendar = desk.calendar_for(plan)
    yield from check_plan_dates(plan, calendar)
    yield from check_plan_reminders(plan, workflow, calendar)
    with desk.database.read() as rows:
        try:
            people = people_for(rows, desk, plan, workflow)
        except NotFound:
            return
    most = desk.settings.mail.most_notices
    yield from check_plan_people(plan, workflow, calendar, people, today=desk.today, most=most)


def read_sound_workflow(name: str, workspace: Path) -> Workflow:
    """Read a workflow that can be worked by. Raises ``FileInvalid`` with every error of it."""
    file = find_workflow(name, workspace)
    workflow = read_workflow(file)
    if errors := errors_of(check_workflow(workflow)):
        raise FileInvalid(file=str(file), problems=errors)
    return workflow


def check_workflow_file(name: str, workspace: Path) -> tuple[Workflow, tuple[Finding, ...]]:
    """Read a workflow and say what a check finds in it."""
    workflow = read_workflow(find_workflow(name, workspace))
    return workflow, (*check_workflow(workflow), *set_findings(workflow, workspace))


def all_workflows(workspace: Path) -> Mapping[str, Workflow]:
    """Read every workflow there is, by name."""
    return {name: read_workflow(file) for name, file in list_workflows(workspace).items()}


def read_document(document: Path, workspace: Path, *, workflow: str) -> PlanDraft:
    """Read an authority's own document as a plan of a workflow."""
    return place_rows(read_official_plan(document), read_sound_workflow(workflow, workspace))


def keep_plan(draft: PlanDraft, target: Path, *, replace: bool) -> None:
    """Write a plan file. Raises ``OperationRefused`` where one stands already, ``Unavailable`` for the disk."""
    if target.exists() and not replace:
        raise OperationRefused("file_exists", hints=[text("errors.file_exists_hint")], file=str(target))
    try:
        target.write_text(write_plan(draft), "utf-8", newline="\n")
    except OSError as error:
        raise not_writable(target, error) from error
