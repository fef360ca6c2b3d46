"""The command line explains itself: every command and option in both languages, with an example that can be typed."""

import re
import shlex
from collections.abc import Iterator
from contextvars import copy_context

import click
import pytest

import cli
from cycle_engine.commands.speaking import SpeakingOption
from cycle_engine.messages import Language, has_text, say, use_language
from tests.architecture.source_code import ROOT

GLOBAL = {"--workspace", "--json", "--lang", "--as", "--as-of", "--verbose"}
CONTRACT = {
    "init": {"--profile", "--rehearsal"},
    "plan read": {"--output"},
    "plan check": set(),
    "plan show": set(),
    "school import": {"--apply"},
    "school list": set(),
    "school show": set(),
    "school rename": set(),
    "school merge": set(),
    "school close": set(),
    "school move": set(),
    "open": set(),
    "status": {"--stage", "--late", "--waiting-on"},
    "why": set(),
    "advance": {"--document", "--number", "--dated", "--level", "--reason", "--note", "--apply"},
    "extend": {"--until", "--reason"},
    "officer add": {"--role", "--unit"},
    "officer list": set(),
    "officer remove": set(),
    "history": set(),
    "audit verify": {"--against"},
    "tick": {"--dry-run"},
    "mail deliver": set(),
    "mail list": set(),
    "mail show": set(),
    "mail preview": set(),
    "mail retry": set(),
    "mail cancel": set(),
    "run": set(),
    "report monthly": {"--period", "--issue", "--send"},
    "report note": {"--section"},
    "report list": set(),
    "report show": {"--version"},
    "workflow list": set(),
    "workflow show": set(),
    "workflow check": set(),
    "workflow draw": set(),
    "database upgrade": set(),
    "database backup": set(),
    "database restore": set(),
    "database check": set(),
    "doctor": set(),
    "demo": set(),
}
"""What scripts rely on, by command; there may be more."""


def commands(group: click.Group = cli.cycle, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command with the words that call it, groups before what is in them."""
    context = click.Context(group, info_name=" ".join(("cycle", *path)))
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = dict(commands())
TYPED = {name: command for name, command in ALL.items() if not isinstance(command, click.Group)}


def spoken(key: str, language: Language) -> str:
    def speak() -> str:
        use_language(language)
        return say(key) if has_text(key) else ""

    return copy_context().run(speak)


def options(command: click.Command) -> set[str]:
    return {max(one.opts, key=len) for one in command.params if isinstance(one, click.Option)}


def test_the_contract_s_commands_are_there_with_their_options() -> None:
    missing = {name: wanted - options(TYPED[name]) for name, wanted in CONTRACT.items() if name in TYPED}
    assert CONTRACT.keys() <= TYPED.keys()
    assert {name: some for name, some in missing.items() if some} == {}
    assert options(cli.cycle) >= GLOBAL


@pytest.mark.parametrize("language", Language)
def test_every_command_and_option_is_explained(language: Language) -> None:
    keys = [str(command.help) for command in (cli.cycle, *ALL.values())]
    for command in (cli.cycle, *ALL.values()):
        named = [one for one in command.params if isinstance(one, click.Option)]
        assert all(isinstance(one, SpeakingOption) for one in named), command.name
        keys += [str(one.help) for one in named]
    assert [key for key in keys if not spoken(f"help.{key}", language)] == []


@pytest.mark.parametrize("language", Language)
def test_every_help_is_shown_whole_and_ends_with_its_example(language: Language) -> None:
    def shown(name: str, command: click.Command) -> str:
        use_language(language)
        return command.get_help(click.Context(command, info_name=f"cycle {name}"))

    for name, command in ALL.items():
        example = spoken(f"help.{command.help}_example", language)
        assert example, name
        assert copy_context().run(shown, name, command).rstrip().endswith(example.splitlines()[-1]), name


def test_the_list_of_commands_names_every_one_with_what_its_help_says_first_and_no_other() -> None:
    written = (ROOT / "docs" / "commands.md").read_text("utf-8")
    listed = re.findall(r"^\| `cycle ([a-z ]+)` \| (.+) \|$", written, re.MULTILINE)
    helped = {name: spoken(f"help.{command.help}", Language.EN).splitlines()[0] for name, command in TYPED.items()}
    assert dict(listed) == helped


def examples() -> Iterator[str]:
    for command in (cli.cycle, *ALL.values()):
        for language in Language:
            yield from spoken(f"help.{command.help}_example", language).splitlines()


@pytest.mark.parametrize("line", sorted(set(examples())))
def test_an_example_can_be_typed_as_it_stands(line: str) -> None:
    """Parsed by the commands themselves, down to the last; nothing is run."""
    program, *words = shlex.split(line)
    assert program == "cycle"
    group: click.Command = cli.cycle
    context = group.make_context("cycle", words)
    while isinstance(group, click.Group):
        name, command, rest = group.resolve_command(context, [*context._protected_args, *context.args])
        assert command
        context = command.make_context(name, rest, parent=context)
        group = command


def test_every_option_can_come_from_the_environment() -> None:
    assert cli.cycle.context_settings["auto_envvar_prefix"] == "CYCLE"
