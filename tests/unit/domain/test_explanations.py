from cycle_engine.domain.definition import Party
from cycle_engine.domain.events import EventKind, Explains, OwnDeadline, facts_to_json
from cycle_engine.domain.explanations import Setback, SetbackKind, setbacks_of
from tests.school_year import a_history, an_event, day

RETURNED = Setback(
    SetbackKind.RETURNED,
    2,
    day("10/03/2025"),
    "thiếu minh chứng",
    day("24/03/2025"),
    ("II.2", "II.3"),
    "return_for_supplement",
)
EXTENDED = Setback(SetbackKind.EXTENDED, 1, day("21/01/2025"), "đang sửa chữa", day("14/02/2025"), ("II.1",))


def test_returns_and_extensions_are_found_with_their_reasons_and_last_days() -> None:
    history = a_history(
        ("25/11/2024", {}),
        (
            "21/01/2025",
            {
                "kind": EventKind.EXTENSION,
                "deadlines": (OwnDeadline("II.1", day("14/02/2025")),),
                "reason": "đang sửa chữa",
            },
        ),
        ("20/02/2025", {"stage": "external_review", "owner": Party.DEPARTMENT, "reason": "không tính"}),
        (
            "10/03/2025",
            {
                "transition": "return_for_supplement",
                "stage": "review_request",
                "owner": Party.SCHOOL,
                "round": 2,
                "deadlines": (OwnDeadline("II.2", day("24/03/2025")), OwnDeadline("II.3", day("24/03/2025"))),
                "reason": "thiếu minh chứng",
            },
        ),
        ("11/03/2025", {"kind": EventKind.EXPLAINED, "explains": Explains("II.2", 2), "reason": "không tính"}),
    )

    assert setbacks_of(history) == (EXTENDED, RETURNED)


def test_a_return_concerns_everything_of_its_round_an_extension_only_what_it_names() -> None:
    assert [RETURNED.concerns("II.4", number) for number in (1, 2)] == [False, True]
    assert [EXTENDED.concerns(*of) for of in (("II.1", 1), ("II.1", 2), ("II.2", 1))] == [True, False, False]


def test_a_history_from_before_there_were_explanations_keeps_its_hashes() -> None:
    """The hash of an event as it was computed by the program before."""
    event = an_event("24/01/2025", after=an_event(), stage="approval", reason="lý do")

    assert "explains" not in facts_to_json(event.facts)
    assert event.hash == "b6976e91e9f09ad7b2df9a99f2965ac952213dfe05953cddae6de0f5a0df406d"
