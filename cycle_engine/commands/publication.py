"""``cycle publication``: whether what schools published can still be read."""

from typing import TYPE_CHECKING, Any

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.errors import OperationRefused, UsageProblem
from cycle_engine.messages import say, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cycle_engine.domain.publications import PublicationCheck
    from cycle_engine.services.publication_checking import CheckRun
    from cycle_engine.services.published_pages import PublishedPage

_HEADINGS = ("unit", "school", "checked", "finding", "since", "link")


@group("publication")
def publication() -> None:
    """Published pages."""


@command("publication_check", "check")
@argument("units", nargs=-1)
@option("--due", is_flag=True, help="publication_due")
@option("--dry-run", is_flag=True, help="publication_dry_run")
@option("--accept", is_flag=True, help="publication_accept")
@click.pass_obj
def check(asked: Asked, units: tuple[str, ...], *, due: bool, dry_run: bool, accept: bool) -> None:
    """Ask for the pages and say what is there."""
    from cycle_engine.domain.publications import ALTERED, CLOSED
    from cycle_engine.services.publication_checking import check_publications

    if accept and not units:
        raise UsageProblem("accept_needs_units", hints=[text("errors.accept_needs_units_hint")])
    desk = open_desk(asked, writes=True)
    run = check_publications(desk, units, accepting=accept, only_due=due, dry_run=dry_run)
    if dry_run:
        _show_plan(asked, run)
        return
    bad = [page for page in run.pages if page.check and page.check.finding in CLOSED | ALTERED]
    found = {"checked": [_as_json(page) for page in run.pages], "in_trouble": len(bad), "left": run.left}
    if not asked.json:
        _show_pages(run.pages)
        show_text("publication.checked", count=len(run.pages), bad=len(bad), left=run.left)
    elif not bad:
        show_json(found)
    if bad:  # a program is told once, in the error's details
        hints = [text("errors.pages_in_trouble_hint", unit=bad[0].unit)]
        raise OperationRefused("pages_in_trouble", hints=hints, units=[page.unit for page in bad], **found)


@command("publication_list", "list")
@click.pass_obj
def list_(asked: Asked) -> None:
    """List the schools' pages and what the last check found."""
    from cycle_engine.services.published_pages import list_publications

    found = list_publications(open_desk(asked))
    if asked.json:
        show_json({"publications": [_as_json(page) for page in found]})
    else:
        _show_pages(found)


publication.add_command(check)
publication.add_command(list_)


def _show_plan(asked: Asked, run: "CheckRun") -> None:
    if asked.json:
        pages = [{"unit": one.unit, "name": one.unit_name, "link": one.publication.link} for one in run.pages]
        show_json({"would_check": pages, "left": run.left})
        return
    headings = [say(f"publication.column_{name}") for name in ("unit", "school", "link")]
    show_table(headings, [(one.unit, one.unit_name, one.publication.link) for one in run.pages])
    show_text("publication.would_check", count=len(run.pages), left=run.left)


def _show_pages(pages: "Sequence[PublishedPage]") -> None:
    show_table([say(f"publication.column_{name}") for name in _HEADINGS], [_row(page) for page in pages])


def _row(page: "PublishedPage") -> tuple[object, ...]:
    check, link = page.check, page.publication.link
    if check is None:
        return page.unit, page.unit_name, None, say("publication.never"), None, link
    return page.unit, page.unit_name, check.checked_on, _said(page), check.trouble_since, link


def _said(page: "PublishedPage") -> str:
    """Say what was found, with the reason where there is one."""
    check = page.check
    if check is None:
        return ""
    finding = say(f"publication.finding_{check.finding.value}")
    return f"{finding}: {say(f'publication.cause_{check.cause}', status=check.status)}" if check.cause else finding


def _as_json(page: "PublishedPage") -> dict[str, Any]:
    return {
        "unit": page.unit,
        "name": page.unit_name,
        "link": page.publication.link,
        "published_on": page.publication.published_on,
        "check": _check_as_json(page.check) if page.check else None,
    }


def _check_as_json(check: "PublicationCheck") -> dict[str, Any]:
    return {
        "checked_at": check.checked_at.isoformat(),
        "finding": check.finding.value,
        "cause": check.cause or None,
        "status": check.status,
        "final_link": check.look.final_link,
        "title": check.look.title or None,
        "share": check.share,
        "sha256": check.look.sha256 or None,
        "trouble_since": check.trouble_since,
        "confirmed": check.is_news,
        "is_baseline": check.is_baseline,
        "checked_by": check.checked_by,
    }
