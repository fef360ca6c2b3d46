"""A small but whole year for the reports' tests: the preschool workflow, the plan's dates, schools in every situation.

Nobody here exists: schools carry letters, offices and places are examples.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from cycle_engine.domain.definition import (
    PREVIOUS,
    LatePolicy,
    LevelKind,
    Milestone,
    Party,
    Plan,
    Product,
    ProductForm,
    Role,
    Stage,
    Track,
    Transition,
    Workflow,
)
from cycle_engine.domain.events import Document
from cycle_engine.domain.holdings import (
    NO_DELAY,
    Holding,
    Overrun,
    Step,
    delay_of,
    holdings_of,
    last_received_on,
)
from cycle_engine.domain.milestones import (
    CaseStanding,
    Deadline,
    MilestoneStanding,
    deadline_for,
    open_stages,
    party_of,
    standing_of,
)
from cycle_engine.domain.periods import Period, parse_period
from cycle_engine.domain.working_days import DayKind, DayOff, WorkingCalendar, build_calendar
from cycle_engine.messages import Label
from cycle_engine.reports.monthly_facts import MonthlyFacts, Move, Office
from tests.unit.reports.sample_delays import SETBACKS, causes_of, explained

TET_2025 = [DayOff(date(2025, 1, day), DayKind.HOLIDAY, "Tết Nguyên đán") for day in range(27, 32)]
CALENDAR: WorkingCalendar = build_calendar(date(2024, 9, 1), date(2025, 12, 31), days_off=TET_2025)
PERIOD: Period = parse_period("2025-03")
OPENED = date(2024, 11, 25)
OFFICE = Office(
    name="Phòng Giáo dục và Đào tạo Huyện Mẫu",
    superior="Sở Giáo dục và Đào tạo Tỉnh Mẫu",
    governing_body="Ủy ban nhân dân Huyện Mẫu",
    place="Huyện Mẫu",
    number_mark="BC-PGDĐT",
    signer_title="Trưởng phòng",
)
HOSTILE_NAMES = (
    "<script>alert('x')</script>",
    "=cmd|' /C calc'!A0",
    "\"Trường\" & 'nháy'",
    "Trường Mầm non \u202eđảo chữ\u202c",
    "@SUM(1+1)",
    "Trường Mầm non " + "rất dài " * 23,
)


def a_stage(stage_id: str, vi: str, owner: Party | None) -> Stage:
    return Stage(stage_id, Label(vi, stage_id.replace("_", " ")), owner)


def a_transition(transition_id: str, vi: str, sources: str, target: str, *, starts_round: bool = False) -> Transition:
    return Transition(
        id=transition_id,
        label=Label(vi, transition_id.replace("_", " ")),
        sources=tuple(sources.split()),
        target=target,
        roles=(Role.OFFICER,),
        starts_round=starts_round,
    )


SCHOOL_TRACK = Track(
    name="school",
    label=Label("Các trường", "Schools"),
    initial="self_assessment",
    stages=(
        a_stage("self_assessment", "Tự đánh giá", Party.SCHOOL),
        a_stage("approval", "Phê duyệt kết quả", Party.SCHOOL),
        a_stage("review_request", "Đề nghị đánh giá ngoài", Party.SCHOOL),
        a_stage("external_review", "Đánh giá ngoài", Party.DEPARTMENT),
        a_stage("recognition", "Công nhận", Party.DEPARTMENT),
        a_stage("recognized", "Đã công nhận", Party.SCHOOL),
        a_stage("published", "Đã công bố", None),
        a_stage("exempt", "Không đánh giá", None),
    ),
    transitions=(
        a_transition("submit", "Nộp kết quả tự đánh giá", "self_assessment", "approval"),
        a_transition("approve", "Phê duyệt kết quả", "approval", "review_request"),
        a_transition("send_back", "Trả lại trong trường", "approval", "self_assessment"),
        a_transition("request_review", "Đề nghị đánh giá ngoài", "review_request", "external_review"),
        a_transition(
            "return_for_supplement", "Trả lại để bổ sung", "external_review", "review_request", starts_round=True
        ),
        a_transition("conclude_review", "Kết luận đánh giá ngoài", "external_review", "recognition"),
        a_transition("recognize", "Công nhận mức độ", "recognition", "recognized"),
        a_transition("publish", "Công bố kết quả", "recognized", "published"),
        a_transition("unpublish", "Rút công bố", "published", "recognized"),
        a_transition("reopen", "Mở lại đánh giá", "recognized", "external_review"),
        a_transition(
            "exempt",
            "Đưa ra khỏi kỳ đánh giá",
            "self_assessment approval review_request external_review recognition recognized",
            "exempt",
        ),
        a_transition("reinstate", "Đưa trở lại", "exempt", PREVIOUS),
    ),
)

DEPARTMENT_TRACK = Track(
    name="department",
    label=Label("Phòng Giáo dục và Đào tạo", "Department"),
    initial="planning",
    stages=(
        a_stage("planning", "Xây dựng kế hoạch", Party.DEPARTMENT),
        a_stage("guidance", "Hướng dẫn", Party.DEPARTMENT),
        a_stage("reviewing", "Đánh giá ngoài", Party.DEPARTMENT),
        a_stage("recognizing", "Công nhận", Party.DEPARTMENT),
        a_stage("reported", "Đã báo cáo Sở", None),
    ),
    transitions=(
        a_transition("issue_plan", "Ban hành kế hoạch", "planning", "guidance"),
        a_transition("issue_guidance", "Ban hành hướng dẫn", "guidance", "reviewing"),
        a_transition("conclude_reviews", "Kết thúc đánh giá ngoài", "reviewing", "recognizing"),
        a_transition("report_recognition", "Báo cáo kết quả công nhận", "recognizing", "reported"),
    ),
)


def a_product(product_id: str, vi: str, form: ProductForm = ProductForm.FILE) -> Product:
    return Product(product_id, Label(vi, product_id.replace("_", " ")), form)


WORKFLOW = Workflow(
    id="preschool",
    version=1,
    label=Label("Đánh giá mức độ chuyển đổi số cơ sở giáo dục mầm non", "Preschools"),
    applies_to=("preschool",),
    tracks=(SCHOOL_TRACK, DEPARTMENT_TRACK),
    products=(
        a_product("self_assessment_minutes", "Biên bản tự đánh giá"),
        a_product("self_assessment_decision", "Quyết định công nhận kết quả tự đánh giá"),
        a_product("review_submission", "Tờ trình"),
        a_product("external_review_minutes", "Biên bản đánh giá ngoài"),
        a_product("certificate", "Giấy chứng nhận"),
        a_product("recognition_decision", "Quyết định công nhận"),
        a_product("publication_link", "Liên kết công bố", ProductForm.LINK),
    ),
    source="",
)


def a_milestone(milestone_id: str, title: str, opens: str | None, due: str, completes: str) -> Milestone:
    return Milestone(
        id=milestone_id,
        track="department" if milestone_id.startswith("I.") else "school",
        title=title,
        opens=date.fromisoformat(opens) if opens else None,
        due=date.fromisoformat(due),
        products=(),
        completes=completes,
        source="",
    )


PLAN = Plan(
    number="01/KH-PGDĐT",
    issued=date(2024, 11, 22),
    school_year="2024-2025",
    title="Kiểm tra, đánh giá mức độ chuyển đổi số trong trường học năm học 2024 - 2025",
    authority="Phòng Giáo dục và Đào tạo Huyện Mẫu",
    workflow="preschool",
    late_policy=LatePolicy.NEXT_WORKING_DAY,
    handover_days=3,
    supplement_days=5,
    milestones=(
        a_milestone("I.1", "Xây dựng và ban hành kế hoạch đánh giá", None, "2024-11-30", "issue_plan"),
        a_milestone("I.2", "Tập huấn, hướng dẫn tìm minh chứng", "2025-01-01", "2025-01-31", "issue_guidance"),
        a_milestone("I.3", "Kiểm tra, đánh giá ngoài các đơn vị", "2025-02-01", "2025-03-31", "conclude_reviews"),
        a_milestone("I.4", "Công nhận mức độ chuyển đổi số", "2025-05-01", "2025-05-31", "report_recognition"),
        a_milestone("II.1", "Tự đánh giá theo Bộ chỉ số; phê duyệt kết quả", "2025-01-01", "2025-01-31", "approve"),
        a_milestone("II.2", "Đề nghị đánh giá ngoài", "2025-02-01", "2025-02-28", "request_review"),
        a_milestone("II.3", "Thực hiện đánh giá ngoài", "2025-02-01", "2025-03-31", "conclude_review"),
        a_milestone("II.4", "Công bố kết quả trên trang thông tin điện tử", "2025-05-01", "2025-05-31", "publish"),
    ),
    ladder=(),
)


def a_standing(
    case_id: int,
    name: str,
    stage: str,
    *,
    track: Track = SCHOOL_TRACK,
    today: date = PERIOD.cut_off_on,
    been: str = "",
    received: str = "",
    round_: int = 1,
    levels: tuple[int | None, int | None, int | None] = (None, None, None),
    own: dict[str, str] | None = None,
    completed: dict[str, str] | None = None,
) -> CaseStanding:
    """A unit that stands in ``stage`` after it has ``been`` elsewhere.

    ``been`` names the stages it came to before, each with the day it left, as in ``self_assessment 2025-01-20``.
    ``own`` are deadlines of the case's own by milestone, ``completed`` the days its milestones were fulfilled on.
    """
    holdings = holdings_of(_steps(stage, been, today), track, CALENDAR, upto=today)
    due = {m.id: m.due for m in PLAN.milestones} | {m: date.fromisoformat(d) for m, d in (own or {}).items()}
    done = {m: date.fromisoformat(d) for m, d in (completed or {}).items()}
    kinds = (LevelKind.SELF, LevelKind.EXTERNAL, LevelKind.RECOGNIZED)
    return CaseStanding(
        case_id=case_id,
        unit="PGD" if track is DEPARTMENT_TRACK else f"MN{case_id:02}",
        name=name,
        track=track.name,
        stage=stage,
        owner=track.stage(stage).owner,
        round=round_,
        held_since=last_received_on(holdings, track.stage(stage).owner, frozenset({stage})) or OPENED,
        milestones=tuple(
            _milestone_standing(milestone, _deadline(due[milestone.id], received), holdings, done.get(milestone.id))
            for milestone in PLAN.milestones_of(track.name)
        ),
        levels={kind: level for kind, level in zip(kinds, levels, strict=True) if level},
        holdings=holdings,
    )


def _deadline(due: date | None, received: str) -> Deadline | None:
    received_on = date.fromisoformat(received) if received else None
    return deadline_for(due, PLAN, CALENDAR, received_on=received_on) if due else None


def _steps(stage: str, been: str, today: date) -> list[Step]:
    words = been.split()
    days = [OPENED, *map(date.fromisoformat, words[1::2])]
    stages = [*words[0::2], stage] if words else [stage]
    found = [Step("", one, day, day) for one, day in zip(stages, days, strict=True)]
    return [step for step in found if step.recorded_on <= today]


def _milestone_standing(
    milestone: Milestone, deadline: Deadline | None, holdings: Sequence[Holding], completed_on: date | None
) -> MilestoneStanding:
    track = next(one for one in (SCHOOL_TRACK, DEPARTMENT_TRACK) if one.name == milestone.track)
    today, stage = holdings[-1].until - timedelta(days=1), holdings[-1].stage
    stages = open_stages(track, milestone)
    upto = today if stage in stages else completed_on
    delay = NO_DELAY
    if deadline and upto:
        overrun = Overrun(stages, deadline_for(deadline.nominal, PLAN, CALENDAR).late_after, upto)
        delay = delay_of(party_of(track), holdings, overrun, CALENDAR, handover_days=PLAN.handover_days)
    return standing_of(
        milestone,
        deadline,
        track=track,
        stage=stage,
        today=today,
        calendar=CALENDAR,
        completed_on=completed_on,
        delay=delay,
    )


WAYS = {
    1: "self_assessment 2025-02-03 review_request 2025-02-12 external_review 2025-03-10",
    3: "self_assessment 2025-01-24 review_request 2025-02-25",
    4: "self_assessment 2025-01-20 approval 2025-02-06 review_request 2025-02-13 external_review 2025-03-07",
    5: "self_assessment 2025-01-24 approval 2025-03-14",
    6: "self_assessment 2025-01-10 external_review 2025-02-14 recognition 2025-03-11 recognized 2025-03-12",
    7: "self_assessment 2025-01-24",
}
"""How the schools came to where they stand in March: stages, each with the day it was left."""


def march_standings() -> list[CaseStanding]:
    """The schools at the cut-off of 14 March 2025, one in every situation, in no order."""
    returned = {"II.2": "2025-03-21"}
    done = {4: {"II.1": "2025-02-06"}, 6: {"II.4": "2025-03-12"}, 20: {"I.2": "2025-02-05"}}
    office = (20, OFFICE.name, "reviewing")
    return [
        a_standing(1, "Trường Mầm non Đồng Hoa", "recognition", been=WAYS[1], levels=(2, 2, None)),
        explained(a_standing(2, "Trường Mầm non An Bình", "self_assessment"), "II.1", "phòng máy đang sửa chữa"),
        a_standing(3, "Trường Mầm non Ánh Dương", "external_review", been=WAYS[3], levels=(3, None, None)),
        a_standing(
            4,
            "Trường Mầm non Đại Thắng",
            "review_request",
            been=WAYS[4],
            round_=2,
            levels=(2, None, None),
            own=returned,
            completed=done[4],
        ),
        a_standing(5, "Trường Mầm non Bạch Mai", "exempt", been=WAYS[5]),
        a_standing(6, "Trường Mầm non Êm Đềm", "published", been=WAYS[6], levels=(3, 3, 3), completed=done[6]),
        a_standing(7, "Trường Mầm non Dạ Lan", "review_request", been=WAYS[7], levels=(1, None, None)),
        a_standing(*office, track=DEPARTMENT_TRACK, been="guidance 2025-02-05", completed=done[20]),
    ]


def february_standings() -> list[CaseStanding]:
    """The same units a month before."""
    before = PERIOD.previous.cut_off_on
    return [
        a_standing(1, "Trường Mầm non Đồng Hoa", "external_review", today=before, levels=(2, None, None)),
        a_standing(2, "Trường Mầm non An Bình", "self_assessment", today=before),
        a_standing(3, "Trường Mầm non Ánh Dương", "review_request", today=before, levels=(3, None, None)),
        a_standing(4, "Trường Mầm non Đại Thắng", "external_review", today=before, levels=(2, None, None)),
        a_standing(5, "Trường Mầm non Bạch Mai", "approval", today=before),
        a_standing(6, "Trường Mầm non Êm Đềm", "recognition", today=before, levels=(3, 3, None)),
        a_standing(7, "Trường Mầm non Dạ Lan", "review_request", today=before, levels=(1, None, None)),
        a_standing(20, OFFICE.name, "reviewing", track=DEPARTMENT_TRACK, today=before),
    ]


def a_move(unit: str, transition: str, source: str, target: str, day: str, *, recorded: str = "") -> Move:
    occurred = date.fromisoformat(day)
    return Move(unit, transition, source, target, occurred, date.fromisoformat(recorded) if recorded else occurred)


MOVES = (
    a_move("PGD", "issue_plan", "planning", "guidance", "2024-11-22"),
    a_move("PGD", "issue_guidance", "guidance", "reviewing", "2025-02-05"),
    a_move("MN04", "submit", "self_assessment", "approval", "2025-01-20"),
    a_move("MN04", "approve", "approval", "review_request", "2025-02-06"),
    a_move("MN03", "request_review", "review_request", "external_review", "2025-02-12", recorded="2025-02-25"),
    a_move("MN04", "return_for_supplement", "external_review", "review_request", "2025-03-07"),
    a_move("MN01", "conclude_review", "external_review", "recognition", "2025-03-10"),
    a_move("MN06", "recognize", "recognition", "recognized", "2025-03-11"),
    a_move("MN06", "publish", "recognized", "published", "2025-03-12"),
    a_move("MN05", "exempt", "approval", "exempt", "2025-03-14"),
)

DOCUMENTS = {
    1: (
        Document("self_assessment_minutes", "bb.pdf", number="03/BB-MNĐH", dated=date(2025, 1, 17)),
        Document("review_submission", "tt.pdf"),
    ),
    4: (
        Document("self_assessment_minutes", "cu.pdf", number="01/BB-MNĐT", dated=date(2025, 1, 10)),
        Document("self_assessment_minutes", "moi.pdf", number="02/BB-MNĐT", dated=date(2025, 1, 20)),
    ),
    6: (
        Document("recognition_decision", "qd.pdf", number="07/QĐ-PGDĐT", dated=date(2025, 3, 11)),
        Document("publication_link", link="https://mnemdem.example/ket-qua"),
    ),
}


def march_facts(**changes: object) -> MonthlyFacts:
    """The whole of March 2025; ``changes`` replace facts by name."""
    facts: dict[str, object] = {
        "office": OFFICE,
        "workflow": WORKFLOW,
        "plan": PLAN,
        "period": PERIOD,
        "standings": march_standings(),
        "previous": february_standings(),
        "moves": MOVES,
        "documents": DOCUMENTS,
        "setbacks": SETBACKS,
        "causes": causes_of(march_standings(), SCHOOL_TRACK, PLAN, CALENDAR),
        "fingerprint": "0f" * 32,
        **changes,
    }
    return MonthlyFacts(**facts)  # type: ignore[arg-type]


def hostile_facts() -> MonthlyFacts:
    """March with names, numbers and links that would be code somewhere."""
    standings = [a_standing(n, name, "review_request") for n, name in enumerate(HOSTILE_NAMES, start=1)]
    documents = {
        1: (Document("review_submission", number="=1+1", dated=date(2025, 3, 1)),),
        2: (Document("publication_link", link="javascript:alert(1)"),),
    }
    return march_facts(standings=standings, previous=(), moves=(), documents=documents)
