"""Whether what schools published can still be read: their pages are asked for, and what is found is kept.

Nothing is asked or read while a transaction is open, and a page that does not come is a finding, not a failure. Of a
page that came only what was found is held on to. Where nobody at all answers it is our own network: that is said, and
nothing is kept. A rehearsal asks nobody, since its schools are not real or must not notice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from cycle_engine.domain.fetched_pages import Fetched
from cycle_engine.domain.page_judging import Judgement, judge_page
from cycle_engine.domain.publications import (
    Finding,
    Frequency,
    PublicationCheck,
    is_due,
    is_our_own_network,
    trouble_since,
)
from cycle_engine.domain.web_links import parse_web_link
from cycle_engine.errors import OperationRefused, Unavailable
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.page_rounds import Pace, go_round
from cycle_engine.services.published_pages import PublishedPage, published_pages
from cycle_engine.store.facts import is_rehearsal
from cycle_engine.store.publications import Published, baselines, latest_checks, record_checks
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from cycle_engine.store.writing import Transaction

    Fetch = Callable[[str], Fetched]


@dataclass(frozen=True, slots=True)
class CheckRun:
    """The pages that were checked, or would be; and how many there was no time for."""

    pages: tuple[PublishedPage, ...]
    left: int = 0


@dataclass(frozen=True, slots=True)
class _Round:
    """Pages to check, what each is compared with, by whom, and whether what is found is taken as what is meant."""

    cycle_id: int
    pages: Sequence[PublishedPage]
    looks: Mapping[Published, PublicationCheck]
    actor: Actor
    accepting: bool = False


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of a link, without its content, and what that means for each act that published it."""

    fetched: Fetched
    judgements: Mapping[Published, Judgement]


def check_publications(
    desk: Desk,
    units: Sequence[str] = (),
    *,
    accepting: bool = False,
    only_due: bool = False,
    dry_run: bool = False,
    fetch: "Fetch | None" = None,
    pace: Pace | None = None,
) -> CheckRun:
    """Check these schools' pages, or all. ``accepting``: what is found there now is what is compared with from now on.

    ``only_due`` keeps to what the daemon would check, ``dry_run`` asks nobody. Raises ``OperationRefused`` in a
    rehearsal and for a school that has not published, ``NotFound``, ``NotPermitted``, and ``Unavailable`` where our own
    network is down.
    """
    with desk.database.read() as rows:
        actor = desk.require_staff(rows)
        if is_rehearsal(rows):
            hint = text("errors.publication_in_rehearsal_hint")
            raise OperationRefused("publication_in_rehearsal", hints=[hint])
        cycle = desk.cycle(rows)
        pages = tuple(p for p in _chosen(rows, desk, cycle, units) if not only_due or _is_due(p, desk))
        looks = baselines(rows, cycle.stored.id)
    most = len(pages) if units else desk.settings.publication.most_per_run
    asked = pages[:most]
    if dry_run:
        return CheckRun(asked, len(pages) - len(asked))
    checked = _check(desk, _Round(cycle.stored.id, asked, looks, actor, accepting), fetch, pace)
    return CheckRun(checked, len(pages) - len(checked))


def check_when_due(desk: Desk, *, fetch: "Fetch | None" = None, pace: Pace | None = None) -> tuple[PublishedPage, ...]:
    """Check the pages that are due today, as the office set it; a day's second call finds none due."""
    rules = desk.settings.publication
    if Frequency(rules.check) is Frequency.OFF:
        return ()
    with desk.database.read() as rows:
        if is_rehearsal(rows) or not (cycles := desk.cycles(rows)):
            return ()
        cycle_id = cycles[-1].stored.id
        found = published_pages(rows, desk, cycles[-1])
        due = [page for page in found if _is_due(page, desk)]
        looks = baselines(rows, cycle_id) if due else {}
    due = sorted(due, key=_oldest_first)[: rules.most_per_run]
    return _check(desk, _Round(cycle_id, due, looks, Actor(desk.login, "", ())), fetch, pace)


def _chosen(rows: Rows, desk: Desk, cycle: OpenCycle, units: Sequence[str]) -> tuple[PublishedPage, ...]:
    found = {page.unit: page for page in published_pages(rows, desk, cycle)}
    if not units:
        return tuple(sorted(found.values(), key=_oldest_first))
    named = list(dict.fromkeys(find_case(rows, cycle, unit).unit for unit in units))
    if missing := [unit for unit in named if unit not in found]:
        hint = text("errors.not_published_hint", unit=missing[0])
        raise OperationRefused("not_published", hints=[hint], units=missing)
    return tuple(found[unit] for unit in named)


def _is_due(page: PublishedPage, desk: Desk) -> bool:
    return is_due(page.check, desk.today, Frequency(desk.settings.publication.check))


def _oldest_first(page: PublishedPage) -> tuple[str, str]:
    return (page.check.checked_at.isoformat() if page.check else "", page.unit)


def _check(desk: Desk, round_: _Round, fetch: "Fetch | None", pace: Pace | None) -> tuple[PublishedPage, ...]:
    if not round_.pages:
        return ()
    rules = desk.settings.publication
    ask, links = fetch or _fetcher(desk), [page.publication.link for page in round_.pages]
    pace = pace or Pace(rules.at_once, rules.pause_seconds)
    came = go_round(links, lambda link: _judged(ask(link), round_), pace)
    if is_our_own_network([answer.fetched for answer in came.values()]):
        hint = text("errors.own_network_hint")
        raise Unavailable("own_network", hints=[hint], count=len(came))
    with desk.database.write(alone=True) as transaction:
        return _record(transaction, desk, round_, came)


def _fetcher(desk: Desk) -> "Fetch":
    """Make what asks for pages as the office set it. Raises ``Unavailable`` for an authority's file that is none."""
    from cycle_engine.fetching import Asking, fetch_page, tls_context

    rules = desk.settings.publication
    try:
        tls = tls_context(str(desk.workspace / rules.ca_file) if rules.ca_file else "")
    except OSError as error:
        hint = text("errors.publication_ca_file_hint")
        facts = {"file": rules.ca_file, "detail": error.strerror or str(error)}
        raise Unavailable("mail_ca_file_unreadable", hints=[hint], **facts) from error
    asking = Asking(
        asks_as=_asks_as(desk),
        seconds=rules.timeout_seconds,
        most_bytes=rules.most_megabytes * 2**20,
        tls=tls,
        allowed=frozenset(link.host for host in rules.allow_hosts if (link := parse_web_link(f"http://{host}/"))),
    )
    return lambda link: fetch_page(link, asking)


def _asks_as(desk: Desk) -> str:
    """Name ourselves in plain ASCII, as a header wants it."""
    own, page = desk.settings.publication.asks_as, desk.settings.site.base_url
    name = own or (f"cycle (publication check; +{page})" if page else "cycle (publication check)")
    letters = normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isprintable())


def _judged(fetched: Fetched, round_: _Round) -> _Answer:
    judgements: dict[Published, Judgement] = {}
    for page in round_.pages:
        if page.publication.link == fetched.link:
            baseline = None if round_.accepting else round_.looks.get(page.act)
            look = baseline.look if baseline else None
            judgements[page.act] = judge_page(fetched, look, accepting=round_.accepting)
    return _Answer(replace(fetched, content=b""), judgements)


def _record(
    transaction: "Transaction", desk: Desk, round_: _Round, came: Mapping[str, _Answer]
) -> tuple[PublishedPage, ...]:
    """Write down what was found, but for pages that somebody else checked in the meantime."""
    now = latest_checks(transaction, round_.cycle_id)
    checked, made = [], []
    for page in round_.pages:
        last = now.get(page.act)
        if page.publication.link not in came:
            continue
        if last and (page.check is None or last.number > page.check.number):
            checked.append(_with(page, last))
            continue
        check = _found(page, came[page.publication.link], desk, round_)
        made.append(check)
        checked.append(_with(page, check))
    record_checks(transaction, made)
    return tuple(checked)


def _with(page: PublishedPage, check: PublicationCheck) -> PublishedPage:
    return PublishedPage(page.case_id, page.unit, page.unit_name, page.publication, check)


def _found(page: PublishedPage, answer: _Answer, desk: Desk, round_: _Round) -> PublicationCheck:
    judged, has_baseline = answer.judgements[page.act], not round_.accepting and page.act in round_.looks
    return PublicationCheck(
        case_id=page.case_id,
        published_seq=page.publication.seq,
        number=page.check.number + 1 if page.check else 1,
        link=page.publication.link,
        checked_at=desk.clock.now(),
        checked_on=desk.today,
        finding=judged.finding,
        cause=judged.cause,
        status=answer.fetched.status,
        share=judged.share,
        look=judged.look,
        is_baseline=not has_baseline and judged.finding is Finding.REACHABLE,
        trouble_since=trouble_since(judged.finding, page.check, desk.today),
        checked_by=round_.actor.login,
        on_behalf_of=round_.actor.on_behalf_of,
    )
