"""Commands that speak both languages: click's own classes, saying everything through the catalogue.

A command ``status`` takes its help from the keys ``help.status`` and its example from ``help.status_example``; an
option's ``help`` is a key's name in the same area. Texts are chosen when they are shown, since ``--lang`` comes first.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from cycle_engine.errors import UsageProblem
from cycle_engine.messages import Text, has_text, say, text

_Function = TypeVar("_Function", bound=Callable[..., Any])


class SpeakingOption(click.Option):
    """An option whose help is a key of the catalogue."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Say the option's help in the language being spoken, with what it is unless given."""
        if self.hidden:
            return None
        extra = self.get_help_extra(ctx)
        notes = [say("help.default", value=extra["default"])] if "default" in extra else []
        notes += [say("help.required")] if self.required else []
        words = [say(f"help.{self.help}"), *(f"[{note}]" for note in notes)]
        return self.get_help_spec(ctx), "  ".join(words)


class _Speaking(click.Command):
    """What commands and groups have in common: they say their help through the catalogue."""

    @property
    def key(self) -> str:
        """The name of the command's help in the catalogue."""
        return str(self.help)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Say the first sentence of the help."""
        del limit
        return say(f"help.{self.key}").split("\n", 1)[0]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say how the command is called."""
        spoken = {"[OPTIONS]": say("help.options_word"), "COMMAND [ARGS]...": say("help.command_word")}
        pieces = " ".join(spoken.get(piece, piece) for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{say('help.usage')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Say what the command is for."""
        del ctx
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(f"help.{self.key}"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options; arguments have no words of their own and stand in the usage line."""
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section(say("help.options")):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show an example."""
        del ctx
        if has_text(f"help.{self.key}_example"):
            with formatter.section(say("help.example")):
                for line in say(f"help.{self.key}_example").splitlines():
                    formatter.write(f"{'':>{formatter.current_indent}}{line}\n")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give ``--help`` its words."""
        names = self.get_help_option_names(ctx)
        if not names or not self.add_help_option:
            return None
        return SpeakingOption(names, is_flag=True, is_eager=True, expose_value=False, callback=_show_help, help="help")


def _show_help(ctx: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's callback
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class SpeakingCommand(_Speaking):
    """A command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the call. Raises ``UsageProblem`` for words that are left over."""
        ctx.allow_extra_args = True
        try:
            left = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = ctx  # click forgets whose option it was
            raise
        if left:
            hint = text("errors.usage_hint", command=ctx.command_path)
            raise UsageProblem("words_left_over", hints=[hint], words=left)
        return left


class SpeakingGroup(_Speaking, click.Group):
    """A command with commands of its own."""

    command_class = SpeakingCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of the call; where there are none, show what could be called."""
        if not args:
            click.echo(ctx.get_help())
            ctx.exit(UsageProblem.exit_status)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order they were added, which is the order of their use."""
        del ctx
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the options, then the commands."""
        _Speaking.format_options(self, ctx, formatter)
        records = [(name, self.one_line(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(say("help.commands")):
            formatter.write_dl(records)

    def one_line(self, ctx: click.Context, name: str) -> str:
        """Say in a line what one of the commands is for."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str() if command else ""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; an unknown one is answered with the nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            hint = text("errors.command_unknown_hint", group=ctx.command_path)
            raise UsageProblem("command_unknown", hints=[*_meant(name, self.list_commands(ctx)), hint], command=name)
        return super().resolve_command(ctx, args)


class LazyGroup(SpeakingGroup):
    """A group that knows its commands by name and module, and imports one only when it is called.

    ``prefix`` stands before the commands' names in the keys of their help.
    """

    def __init__(
        self, *arguments: Any, table: Mapping[str, str], prefix: str = "", **options: Any
    ) -> None:  # click's own arguments
        super().__init__(*arguments, **options)
        self._table = table
        self._prefix = prefix

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the table, which is the order of a year's work."""
        del ctx
        return list(self._table)

    def one_line(self, ctx: click.Context, name: str) -> str:
        """Say in a line what a command is for, without importing it."""
        del ctx
        return say(f"help.{self._prefix}{name}").split("\n", 1)[0]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command that is called."""
        del ctx
        if cmd_name not in self._table:
            return None
        from importlib import import_module

        module, _, attribute = self._table[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


def command(key: str, name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a function a command whose help stands under ``key``."""
    return click.command(name or key, cls=SpeakingCommand, help=key)


def group(key: str) -> Callable[[Callable[..., Any]], SpeakingGroup]:
    """Make a function a group whose help stands under ``key``."""
    return click.group(key, cls=SpeakingGroup, help=key)


def option(*declarations: str, **attributes: Any) -> Callable[[_Function], _Function]:  # click's own attributes
    """Give a command an option; ``help`` is a key's name."""
    return click.option(*declarations, cls=SpeakingOption, **attributes)


def argument(*declarations: str, **attributes: Any) -> Callable[[_Function], _Function]:  # click's own attributes
    """Give a command an argument."""
    return click.argument(*declarations, **attributes)


def usage_problem(error: click.UsageError) -> UsageProblem:
    """Say click's complaint in the language being spoken."""
    where = error.ctx.command_path if error.ctx else "cycle"
    hints = [text("errors.usage_hint", command=where)]
    parameter = getattr(error, "param", None)
    name = parameter.human_readable_name if isinstance(parameter, click.Parameter) else ""
    if isinstance(parameter, click.Option):
        name = max(parameter.opts, key=len)
    if isinstance(error, click.BadOptionUsage):
        return UsageProblem("value_missing", hints=hints, option=error.option_name)
    if isinstance(error, click.NoSuchOption):
        known = [word for one in error.ctx.command.params for word in one.opts] if error.ctx else []
        hints = [*_meant(error.option_name, [word for word in known if word.startswith("-")]), *hints]
        return UsageProblem("option_unknown", hints=hints, option=error.option_name)
    if isinstance(error, click.MissingParameter):
        return UsageProblem("parameter_missing", hints=hints, parameter=name)
    if isinstance(error, click.BadParameter):
        return UsageProblem("parameter_invalid", hints=hints, parameter=name, why=_complaint(parameter, error))
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return UsageProblem("command_missing", hints=hints, commands=error.ctx.command.list_commands(error.ctx))
    return UsageProblem("usage", hints=hints, why=error.format_message())


def _meant(typed: str, known: Sequence[str]) -> list[Text]:
    """Suggest the word that was probably meant, if there is one like it."""
    from cycle_engine.formatting import nearest  # --help should not wait for what only a mistake needs

    best = nearest(typed, known)
    return [text("errors.command_unknown_nearest", command=best)] if best else []


def _complaint(parameter: object, error: click.BadParameter) -> str:
    kind = getattr(parameter, "type", None)
    if kind is click.INT:
        return say("errors.whole_number_wanted")
    if isinstance(kind, click.Path):
        return say("errors.folder_wanted" if kind.dir_okay else "errors.file_wanted")
    if isinstance(kind, click.Choice):
        words: Sequence[object] = kind.choices
        return say("errors.one_of", words=[str(getattr(word, "value", word)) for word in words])
    return error.message
