"""The options of every command may stand anywhere; what belongs to a command stays with it."""

import click
import pytest

from cycle_engine.commands.option_order import options_first


@click.group
@click.option("--json", is_flag=True)
@click.option("-v", "--verbose", is_flag=True)
@click.option("--as-of")
@click.option("--workspace")
def root(**_given: object) -> None: ...


@root.command
@click.argument("unit")
@click.option("--late", is_flag=True)
@click.option("--note")
@click.option("--workspace")
def status(**_given: object) -> None: ...


@root.group
def mail() -> None: ...


@mail.command("list")
@click.option("--json")
def list_(**_given: object) -> None: ...


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("status", "status"),
        ("--json status MN01", "--json status MN01"),
        ("status MN01 --json", "--json status MN01"),
        ("status --json MN01 -v --late", "--json -v status MN01 --late"),
        ("status --as-of 2025-01-31 MN01", "--as-of 2025-01-31 status MN01"),
        ("status MN01 --as-of=2025-01-31", "--as-of=2025-01-31 status MN01"),
        ("--as-of 2025-01-31 status MN01 -v", "--as-of 2025-01-31 -v status MN01"),
        ("--as-of status status --json", "--as-of status --json status"),
        ("status MN01 --note --json", "status MN01 --note --json"),
        ("status MN01 --note=--json -v", "-v status MN01 --note=--json"),
        ("status MN01 --workspace here --json", "--json status MN01 --workspace here"),
        ("--workspace there status --workspace here", "--workspace there status --workspace here"),
        ("mail list --json x -v", "-v mail list --json x"),
        ("mail --json list", "--json mail list"),
        ("status -- --json", "status -- --json"),
        ("status --unknown --json", "--json status --unknown"),
        ("nothing --json", "--json nothing"),
        ("status --as-of", "--as-of status"),
        ("", ""),
    ],
)
def test_an_option_of_every_command_is_found_wherever_it_stands(typed: str, meant: str) -> None:
    assert options_first(typed.split(), root) == meant.split()
