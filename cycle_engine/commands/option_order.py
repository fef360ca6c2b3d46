"""The options of every command may also be written after it: they are moved to the front, where they belong."""

from collections.abc import Iterable
from itertools import islice

import click


def options_first(arguments: Iterable[str], root: click.Group) -> list[str]:
    """Move the root's own options before the command, up to a ``--``.

    Where a command has an option of the same name, that one is meant; and what an option takes as its value stays with
    it, whatever it looks like.
    """
    context = click.Context(root)
    command: click.Command = root
    front, rest = list[str](), list[str]()
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        name, equals, _ = word.partition("=")
        own, general = _option(command, name), _option(root, name)
        option = own or general
        place = front if option and option is general else rest
        place.append(word)
        if option and not equals:
            place.extend(islice(words, 0 if option.is_flag else option.nargs))
        elif isinstance(command, click.Group) and not word.startswith("-"):
            command = command.get_command(context, word) or command
    return [*front, *rest]


def _option(command: click.Command, name: str) -> click.Option | None:
    options = (one for one in command.params if isinstance(one, click.Option))
    return next((option for option in options if name in option.opts), None)
