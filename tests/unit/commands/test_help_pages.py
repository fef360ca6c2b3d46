"""Help pages and complaints about a call are wholly in the language being spoken."""

import re

import pytest

from tests.command_line import run

CALLS = ("advance", "mail", "init", "extend", "database restore", "report monthly")


@pytest.mark.parametrize("call", CALLS)
def test_a_vietnamese_page_has_no_words_of_click_s_own(call: str) -> None:
    out = run(["--lang", "vi", *call.split(), "--help"]).out
    assert re.findall(r"OPTIONS|COMMAND|ARGS|default|required|Usage", out) == []
    assert "Tùy chọn:" in out


def test_only_options_are_listed_as_options() -> None:
    out = run(["--lang", "en", "advance", "--help"]).out
    usage, _, options = out.partition("Options:")
    assert "UNITS... TRANSITION" in usage
    assert "TRANSITION" not in options.partition("Example:")[0]


def test_what_is_needed_and_what_is_meant_unless_given_is_said() -> None:
    assert "[unless given: district-2024]" in " ".join(run(["--lang", "en", "init", "--help"]).out.split())
    assert "The new last day.  [required]" in run(["--lang", "en", "extend", "--help"]).out


def test_a_group_lists_its_commands_in_the_order_of_their_use() -> None:
    out = run(["--lang", "en", "database", "--help"]).out
    names = re.findall(r"^  (\w+)  ", out.partition("Commands:")[2], re.MULTILINE)
    assert names == ["upgrade", "backup", "restore", "check"]


def test_a_group_without_a_command_shows_what_there_is() -> None:
    answer = run(["--lang", "en", "mail"])
    assert (answer.status, answer.err) == (2, "")
    assert "deliver" in answer.out


@pytest.mark.parametrize(
    ("call", "complaint", "hint"),
    [
        ("mail show abc", "LETTER is not right: write a whole number", "cycle mail show --help"),
        ("status MN01 MN02", "too many words: MN02", "cycle status --help"),
        ("status --stage", "option --stage needs a value", "cycle status --help"),
        ("status --colour", "there is no option --colour here", "cycle status --help"),
        ("init THIS_FILE", "a folder is wanted", "cycle init --help"),
        ("officer add x", "--role is missing", "cycle officer add --help"),
        ("officer add x --role king", "choose one of: school, officer, head, admin", "cycle officer add --help"),
        ("--json", "name one of the commands: init, plan", "cycle --help"),
    ],
)
def test_a_call_that_is_not_right_is_said_to_be_so_in_words(call: str, complaint: str, hint: str) -> None:
    answer = run(["--lang", "en", *call.replace("THIS_FILE", __file__).split()])
    assert answer.status == 2
    assert complaint in answer.err
    assert hint in answer.err
