"""The way in: the root command, what is put together from both packages, and the one place where errors end."""

import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cycle_engine.app import Asked
from cycle_engine.commands.command_table import COMMANDS
from cycle_engine.commands.option_order import options_first
from cycle_engine.commands.output import show, write_utf8
from cycle_engine.commands.parameters import MOMENT
from cycle_engine.commands.speaking import LazyGroup, option, usage_problem
from cycle_engine.errors import CycleError
from cycle_engine.messages import Language, say, use_language

if TYPE_CHECKING:
    from pathlib import Path

    from cycle_engine.domain.notices import Contact
    from cycle_engine.errors import Problem
    from cycle_engine.services.desk import Desk, LetterComposer
    from notifications.delivery import DeliverySummary


class PostOffice:
    """Composing and delivering, handed to the engine that knows no e-mail; nothing is imported before it is needed."""

    def composer(self, workspace: "Path", sender: "Contact") -> "LetterComposer":
        """Give the composer who writes as ``sender``, with the workspace's own templates first."""
        from cycle_engine.reports.calendar_entries import render_entries
        from notifications.composing import Composer

        own = workspace / "templates" / "email"
        return Composer(sender, overrides=own, warn=_warn, write_entries=render_entries)

    def check_templates(self, workspace: "Path") -> "tuple[Problem, ...]":
        """List what is wrong with the workspace's own templates."""
        from notifications.overrides import check_overrides

        return check_overrides(workspace / "templates" / "email")

    def deliver(self, desk: "Desk") -> "DeliverySummary":
        """Send what is due; in a rehearsal into the Maildir, whatever the settings say."""
        from cycle_engine.app import in_rehearsal
        from cycle_engine.services.mailing import outbox
        from notifications.delivery import deliver_all
        from notifications.transport_settings import build_transport, settings_for

        settings = settings_for(asdict(desk.settings.mail), stays_here=in_rehearsal(desk))
        transport = build_transport(settings, desk.workspace / "mail")
        return deliver_all(outbox(desk), transport, now=desk.clock.now, per_minute=settings.per_minute)


def _speak(_ctx: click.Context, _option: click.Parameter, word: str | None) -> Language | None:
    if language := Language(word) if word else None:
        use_language(language)
    return language


@click.group("cycle", cls=LazyGroup, table=COMMANDS, help="cycle", context_settings={"auto_envvar_prefix": "CYCLE"})
@option("--workspace", type=click.Path(file_okay=False), default=".", help="workspace")
@option("--json", "as_json", is_flag=True, help="json")
@option("--lang", type=click.Choice([*map(str, Language)]), is_eager=True, callback=_speak, help="lang")
@option("--as", "behalf", default="", metavar="LOGIN", help="as")
@option("--as-of", type=MOMENT, help="as_of")
@option("-v", "--verbose", is_flag=True, help="verbose")
@click.pass_context
def cycle(
    ctx: click.Context,
    workspace: str,
    lang: Language | None,
    behalf: str,
    as_of: date | datetime | None,
    *,
    as_json: bool,
    verbose: bool,
) -> None:
    """Run the yearly assessment of an education office's schools."""
    from pathlib import Path  # not above: --help should not wait for it

    ctx.obj = Asked(PostOffice(), Path(workspace), as_json, lang, behalf, as_of, verbose)


def main(arguments: list[str] | None = None) -> None:
    """Run one command; every error becomes a message, its hints and an exit status."""
    write_utf8()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    use_language(Language.VI)
    try:
        status: int | None = cycle.main(options_first(arguments, cycle), prog_name="cycle", standalone_mode=False)
    except (CycleError, click.UsageError) as error:
        problem = error if isinstance(error, CycleError) else usage_problem(error)
        return _tell(problem, as_json="--json" in arguments)
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("errors.interrupted"), err=True)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has gone; Python would complain once more at its end
        return 0
    return status or 0


def _tell(error: CycleError, *, as_json: bool) -> int:
    show(f"{say('errors.error')} {error}", as_problem=True)
    hints = list(dict.fromkeys(str(hint) for hint in error.hints))
    for hint in hints:
        show(f"hint: {hint}", as_problem=True)
    if as_json:
        import json

        told = {"code": error.reason, "message": str(error), "hints": hints, "details": dict(error.details)}
        click.echo(json.dumps({"error": told}, ensure_ascii=False, default=str))
    return error.exit_status


def _warn(problem: "Problem") -> None:
    """Tell of an office's template that could not be used; the shipped one was."""
    show(f"{say('errors.warning')} {problem}", as_problem=True)


if __name__ == "__main__":
    main()
