"""``cycle review``: review teams, which schools they visit when, drawn or by hand, and the schedule sent to all."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import SpeakingGroup, argument, command, group, option
from cycle_engine.errors import UsageProblem
from cycle_engine.messages import say, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cycle_engine.domain.reviews import Reviews, Visit
    from cycle_engine.services.review_letters import SentSchedules


@group("review")
def review() -> None:
    """Review teams and their visits."""


@click.group("team", cls=SpeakingGroup, help="review_team")
def team() -> None:
    """Review teams."""


@command("review_team_add", "add")
@argument("name")
@option("--member", "members", multiple=True, required=True, metavar="NAME=EMAIL", help="review_member")
@click.pass_obj
def add(asked: Asked, name: str, members: tuple[str, ...]) -> None:
    """Put a team together."""
    from cycle_engine.services.review_teams import keep_team

    is_changed = keep_team(open_desk(asked, writes=True), name, [_pair(one) for one in members])
    if asked.json:
        show_json({"team": name, "changed": is_changed})
    else:
        show_text("review.team_kept" if is_changed else "review.team_same", team=name, count=len(members))


@command("review_team_list", "list")
@click.pass_obj
def list_teams(asked: Asked) -> None:
    """List the teams."""
    from cycle_engine.services.review_teams import show_reviews

    reviews = show_reviews(open_desk(asked)).reviews
    if asked.json:
        show_json({"teams": _teams_as_json(reviews)})
        return
    rows = [
        (one.name, "; ".join(f"{m.name} <{m.email}>" for m in one.members), len(reviews.visits_of(one.name)))
        for one in reviews.teams.values()
    ]
    show_table([say(f"review.column_{name}") for name in ("team", "members", "schools")], rows)


@command("review_assign", "assign")
@argument("units", nargs=-1, required=True, metavar="UNIT...")
@option("--team", "name", default="", help="review_of_team")
@option("--on", type=DAY, help="review_on")
@click.pass_obj
def assign(asked: Asked, units: tuple[str, ...], name: str, on: date | None) -> None:
    """Give schools to a team."""
    from cycle_engine.services.review_teams import assign_visits

    done = assign_visits(open_desk(asked, writes=True), units, team=name, on=on)
    if asked.json:
        show_json({"visits": _visits_as_json(done.visits), "changed": sorted(done.changed)})
        return
    for visit in done.visits:
        day = visit.on or text("review.no_day")
        show_text(
            "review.assigned" if visit.unit in done.changed else "review.assigned_already",
            unit=visit.unit,
            team=visit.team,
            day=day,
        )


@command("review_draw", "draw")
@option("--seed", type=int, required=True, help="review_seed")
@option("--from", "first_day", type=DAY, help="review_from")
@option("--apply", "apply_it", is_flag=True, help="apply")
@click.pass_obj
def draw(asked: Asked, seed: int, first_day: date | None, *, apply_it: bool) -> None:
    """Draw schools to teams."""
    from cycle_engine.services.review_drawing import draw_visits

    drawn = draw_visits(open_desk(asked, writes=True), seed, first_day=first_day, apply_it=apply_it)
    if asked.json:
        show_json(
            {"seed": seed, "visits": _visits_as_json(drawn.visits), "loads": dict(drawn.loads), "applied": apply_it}
        )
        return
    headings = [say(f"review.column_{name}") for name in ("team", "unit", "name", "day")]
    show_table(headings, [(one.team, one.unit, drawn.names[one.unit], one.on) for one in drawn.visits])
    show_text("review.drawn", seed=seed, loads=[f"{name} {count}" for name, count in drawn.loads.items()])
    show_text("output.applied" if apply_it else "output.apply_to_act")


@command("review_list", "list")
@option("--team", "name", default="", help="review_of_team")
@click.pass_obj
def list_(asked: Asked, name: str) -> None:
    """List the visits."""
    from cycle_engine.services.review_teams import show_reviews

    found = show_reviews(open_desk(asked))
    visits = [one for one in found.reviews.visits.values() if name in ("", one.team)]
    visits.sort(key=lambda one: (one.on or date.max, one.team, one.unit))
    if asked.json:
        show_json({"visits": _visits_as_json(visits)})
        return
    headings = [say(f"review.column_{name}") for name in ("day", "unit", "name", "team", "seed")]
    show_table(headings, [(one.on, one.unit, found.names.get(one.unit), one.team, one.seed) for one in visits])


@command("review_log", "log")
@click.pass_obj
def log(asked: Asked) -> None:
    """List who did what when."""
    from cycle_engine.services.review_teams import show_reviews

    lines = show_reviews(open_desk(asked)).lines
    if asked.json:
        fields = ("seq", "kind", "actor", "on_behalf_of", "recorded_at", "facts")
        show_json({"lines": [{name: getattr(line, name) for name in fields} for line in lines]})
        return
    rows = []
    for line in lines:
        about = line.facts.get("name") or line.facts.get("recipient") or line.facts.get("seed")
        units = [_said(one) for one in line.facts.get("visits", ())]
        people = [f"{one['name']} <{one['email']}>" for one in line.facts.get("members", ())]
        actor = f"{line.actor} ({line.on_behalf_of})" if line.on_behalf_of else line.actor
        what = say(f"review.line_{line.kind.value}")
        rows.append((line.seq, line.recorded_at, actor, what, about, "; ".join((*units, *people))))
    show_table([say(f"review.column_{name}") for name in ("seq", "at", "actor", "what", "about", "said")], rows)


@command("review_send", "send")
@option("--apply", "apply_it", is_flag=True, help="apply")
@click.pass_obj
def send(asked: Asked, *, apply_it: bool) -> None:
    """Send the schedule."""
    from cycle_engine.services.review_letters import send_schedules

    sent = send_schedules(open_desk(asked, writes=True), apply_it=apply_it)
    if asked.json:
        show_json(_sent_as_json(sent, applied=apply_it))
        return
    for letter in sent.letters:
        moved = [f"{one.unit} {'-' if one.is_off else one.on.strftime('%d/%m/%Y')}" for one in letter.changes]
        show(f"{letter.recipient.name} <{letter.recipient.address}>: {'; '.join(moved)}")
    if sent.without_mailbox:
        show_text("review.without_mailbox", units=sent.without_mailbox)
    if sent.without_day:
        show_text("review.without_day", units=sent.without_day)
    if not sent.letters:
        show_text("review.nothing_new")
    else:
        show_text("review.queued" if apply_it else "output.apply_to_act", count=len(sent.numbers))


def _pair(written: str) -> tuple[str, str]:
    name, separator, address = written.partition("=")
    if not separator:
        raise UsageProblem("review_member", hints=[text("errors.review_member_hint")], members=[written])
    return name, address


def _said(visit: "Mapping[str, Any]") -> str:
    """Say a line's visit: the school, its team, the day, and whether it was called off."""
    day = f"{date.fromisoformat(visit['on']):%d/%m/%Y}" if visit["on"] else say("review.no_day")
    off = f" ({say('review.called_off')})" if visit.get("is_off") else ""
    return f"{visit['unit']} → {visit['team']}, {day}{off}"


def _teams_as_json(reviews: "Reviews") -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "members": [{"name": member.name, "email": member.email} for member in one.members],
            "schools": [visit.unit for visit in reviews.visits_of(one.name)],
        }
        for one in reviews.teams.values()
    ]


def _visits_as_json(visits: "Iterable[Visit]") -> list[dict[str, object]]:
    return [{"unit": one.unit, "team": one.team, "on": one.on, "seed": one.seed} for one in visits]


def _sent_as_json(sent: "SentSchedules", *, applied: bool) -> dict[str, object]:
    letters = [
        {
            "to": letter.recipient.address,
            "teams": letter.teams,
            "visits": [
                {"unit": one.unit, "team": one.team, "on": one.on, "sequence": one.sequence, "is_off": one.is_off}
                for one in letter.changes
            ],
        }
        for letter in sent.letters
    ]
    without = {"without_mailbox": sent.without_mailbox, "without_day": sent.without_day}
    return {"letters": letters, **without, "queued": sent.numbers, "applied": applied}


for one in (add, list_teams):
    team.add_command(one)
for each in (team, draw, assign, list_, send, log):
    review.add_command(each)
