"""Who held a case and for how many working days, as commands say it."""

from cycle_engine.domain.definition import Party
from cycle_engine.domain.holdings import DaysHeld, Delay
from cycle_engine.messages import say


def holder_name(party: Party | None) -> str:
    """Whoever holds a case, as a heading or a cell names it."""
    return say(f"terms.owner_{party.value if party else 'nobody'}")


def days_in_words(days: DaysHeld) -> str:
    """The days of each holder that has any; the parties are named in any case."""
    holders = [*Party, *([None] if days.nobody else [])]
    return ", ".join(say("output.days_of_holder", holder=holder_name(h), days=days.of(h)) for h in holders)


def days_as_json(days: DaysHeld) -> dict[str, int]:
    """The days as programs read them."""
    return {"school": days.school, "department": days.department, "nobody": days.nobody}


def with_hold_up(how: str, delay: Delay) -> str:
    """How a milestone stands, and for whom it had to wait after its deadline."""
    if delay.held_up_by is None:
        return how
    party = say(f"terms.post_{delay.held_up_by.value}")
    return say("output.held_up", how=how, party=party, days=delay.days_held_up)
