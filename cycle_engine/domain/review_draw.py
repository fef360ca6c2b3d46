"""Schools drawn to review teams: by a seed anybody can draw again, as evenly as can be, and never to who has a tie.

Places in the draw come from SHA-256 of the seed and the names, so that the same seed draws the same on every machine
and in every version of Python. Even is measured by the sum of the squared loads: nothing evens it out further.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Draw:
    """Which team each unit was drawn to, and the units that no team may take. ``is_even``: no tie made it less even."""

    by_unit: Mapping[str, str]
    stuck: tuple[str, ...]
    is_even: bool


def draw(
    units: Sequence[str],
    teams: Sequence[str],
    *,
    barred: Collection[tuple[str, str]],
    load: Mapping[str, int],
    seed: int,
) -> Draw:
    """Draw units to teams. ``barred`` are pairs of unit and team; ``load`` is what teams have already."""
    stuck = tuple(sorted(unit for unit in units if all((unit, team) in barred for team in teams)))
    drawn = _evened(_first(units, teams, barred, load, seed), teams, barred, load)
    free = _evened(_first(units, teams, (), load, seed), teams, (), load)
    is_even = _weight(drawn, teams, load) <= _weight(free, teams, load)
    return Draw(drawn, stuck, is_even and not stuck)


def _first(
    units: Sequence[str],
    teams: Sequence[str],
    barred: Collection[tuple[str, str]],
    load: Mapping[str, int],
    seed: int,
) -> dict[str, str]:
    """Give each unit, in the order of the draw, to a team that has least so far."""
    loads = {team: load.get(team, 0) for team in teams}
    by_unit: dict[str, str] = {}
    for unit in sorted(units, key=lambda one: _place(seed, one)):
        allowed = [team for team in teams if (unit, team) not in barred]
        if allowed:
            by_unit[unit] = min(allowed, key=lambda team: (loads[team], _place(seed, unit, team)))
            loads[by_unit[unit]] += 1
    return by_unit


def _evened(
    by_unit: dict[str, str], teams: Sequence[str], barred: Collection[tuple[str, str]], load: Mapping[str, int]
) -> dict[str, str]:
    """Hand units on from team to team as long as a team with two more than another can be relieved by it."""
    while moves := _relief(by_unit, teams, barred, load):
        by_unit = {**by_unit, **moves}
    return by_unit


def _relief(
    by_unit: Mapping[str, str], teams: Sequence[str], barred: Collection[tuple[str, str]], load: Mapping[str, int]
) -> Mapping[str, str]:
    loads = _loads(by_unit, teams, load)
    for start in sorted(teams, key=lambda team: (-loads[team], team)):
        for end, moves in _ways(start, by_unit, teams, barred).items():
            if loads[start] - loads[end] > 1:
                return moves
    return {}


def _ways(
    start: str, by_unit: Mapping[str, str], teams: Sequence[str], barred: Collection[tuple[str, str]]
) -> Mapping[str, Mapping[str, str]]:
    """Find to which teams a unit less at one comes out as a unit more, and what is handed on along the way."""
    found: dict[str, Mapping[str, str]] = {start: {}}
    ahead = [start]
    while ahead:
        team = ahead.pop(0)
        own = [unit for unit, where in by_unit.items() if where == team]
        for other in teams:
            unit = next((one for one in own if (one, other) not in barred), None)
            if other not in found and unit is not None:
                found[other] = {**found[team], unit: other}
                ahead.append(other)
    return found


def _weight(by_unit: Mapping[str, str], teams: Sequence[str], load: Mapping[str, int]) -> int:
    return sum(count * count for count in _loads(by_unit, teams, load).values())


def _loads(by_unit: Mapping[str, str], teams: Sequence[str], load: Mapping[str, int]) -> dict[str, int]:
    given = list(by_unit.values())
    return {team: load.get(team, 0) + given.count(team) for team in teams}


def _place(seed: int, *names: str) -> str:
    return sha256("\n".join((str(seed), *names)).encode()).hexdigest()
