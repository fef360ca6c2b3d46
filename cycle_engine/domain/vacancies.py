"""Posts that letters need and nobody is behind, today or soon: said before a letter is blocked by it.

What counts is where a letter would end: a school without an officer of its own lacks nothing while the office has one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.posts import PostContact, people_on, turning_days
from cycle_engine.domain.recipients import Chain, contact_for, party_word
from cycle_engine.domain.units import Unit

FORESIGHT: Final = timedelta(days=30)
"""How long before a post falls vacant the office is told."""


@dataclass(frozen=True, slots=True)
class People:
    """The roster, its contacts of these days, the office that runs the assessment and the schools it assesses."""

    units: Mapping[str, Unit]
    contacts: Sequence[PostContact]
    office: str
    schools: Sequence[str]
    _seen: dict[date, Mapping[str, Unit]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def on(self, day: date) -> Mapping[str, Unit]:
        """Read the roster with whoever is behind each post on a day."""
        if day not in self._seen:
            self._seen[day] = people_on(self.units, self.contacts, day)
        return self._seen[day]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that letters go to and nobody is behind from a day on; ``post`` is the party's word, as in a key."""

    unit: str
    post: str
    since: date


def find_vacancies(
    people: People, addressees: Collection[Addressee], *, first: date, last: date
) -> tuple[Vacancy, ...]:
    """Find the posts without a mailbox on some day from ``first`` to ``last``, each with the first such day."""
    found: dict[tuple[str, str], Vacancy] = {}
    for day in (first, *turning_days(people.contacts, first, last)):
        for unit, post in _vacant_on(people, people.on(day), addressees):
            found.setdefault((unit, post), Vacancy(unit, post, day))
    return tuple(found.values())


def _vacant_on(
    people: People, units: Mapping[str, Unit], addressees: Collection[Addressee]
) -> Iterator[tuple[str, str]]:
    if Addressee.OWNER in addressees:
        yield from ((school, Party.SCHOOL.value) for school in people.schools if not units[school].email)
    office = units[people.office]
    chain = Chain(office, office, units.get(office.parent or ""))
    for addressee in sorted(addressees):
        if contact_for(addressee, chain, Party.DEPARTMENT) is None:
            yield office.code, party_word(addressee, Party.DEPARTMENT)
