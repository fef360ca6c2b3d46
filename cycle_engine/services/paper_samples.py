"""A paper in which nothing is entered but one row in each list: what a template's fields are checked against."""

from datetime import date

from cycle_engine.domain.definition import LatePolicy, Plan
from cycle_engine.reports.papers.facts import GroupPoints, Issuer, PaperFacts, SchoolFacts
from cycle_engine.reports.papers.kinds import PaperKind


def sample_facts(kind: PaperKind) -> PaperFacts:
    """The facts of a paper about a school without a name, in a plan without a number."""
    plan = Plan(
        number="",
        issued=date(2000, 1, 1),
        school_year="",
        title="",
        authority="",
        workflow="",
        late_policy=LatePolicy.NONE,
        handover_days=0,
        supplement_days=0,
        milestones=(),
        ladder=(),
    )
    school = SchoolFacts("", "", groups=(GroupPoints(""),))
    return PaperFacts(kind, Issuer(""), plan, "", "", school=school, schools=(school,))
