"""An office's templates are tried before they can spoil a letter."""

from pathlib import Path

import pytest

from notifications.letter_templates import SHIPPED_TEMPLATES
from notifications.overrides import check_overrides

SHIPPED_BODY = (SHIPPED_TEMPLATES / "reminder" / "body.html").read_text(encoding="utf-8")


def test_no_folder_and_the_shipped_templates_themselves_are_fine(tmp_path: Path) -> None:
    assert check_overrides(tmp_path / "absent") == ()
    assert check_overrides(SHIPPED_TEMPLATES) == ()


def test_every_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    lay(tmp_path, "reminder/subject.txt", "một\n{{ letter.nobody }}")
    lay(tmp_path, "overdue/body.txt", "{% if %}")
    lay(tmp_path, "layout.html", "{% include 'secret.txt' %}")
    places = {problem.where for problem in check_overrides(tmp_path)}
    assert {"reminder/subject.txt:2", "overdue/body.txt:1", "layout.html:1"} <= places


def test_every_part_of_a_letter_is_tried_whatever_is_wrong_with_the_others(tmp_path: Path) -> None:
    lay(tmp_path, "returned/subject.txt", "{% for %}")
    lay(tmp_path, "returned/body.txt", "{{ letter.nobody }}")
    lay(tmp_path, "returned/body.html", '{% extends "layout.html" %}{% block message %}<img src="x">{% endblock %}')
    found = {problem.where: str(problem.message) for problem in check_overrides(tmp_path)}
    assert found.keys() == {"returned/subject.txt:1", "returned/body.txt:1", "returned/body.html"}


@pytest.mark.parametrize("letter", ["returned", "extension_granted"])
def test_a_letter_that_gives_a_day_and_does_not_say_it_is_found(letter: str, tmp_path: Path) -> None:
    lay(tmp_path, f"{letter}/body.txt", '{% extends "layout.txt" %}{% block message %}Kính báo.{% endblock %}')
    found = [(problem.where, str(problem.message)) for problem in check_overrides(tmp_path)]
    assert [where for where, _ in found] == [f"{letter}/body.txt"]
    assert "ngày cần hoàn thành" in found[0][1]


def test_a_template_that_breaks_only_on_some_days_is_found(tmp_path: Path) -> None:
    lay(tmp_path, "overdue/subject.txt", "{% if letter.items[0].standing == 'overdue' %}{{ missing }}{% endif %}x")
    assert [problem.where for problem in check_overrides(tmp_path)] == ["overdue/subject.txt:1"]


def test_a_name_that_no_letter_uses_is_found_with_the_nearest(tmp_path: Path) -> None:
    lay(tmp_path, "remindr/subject.txt", "x")
    (problem,) = check_overrides(tmp_path)
    assert problem.where == "remindr/subject.txt"
    assert "reminder/subject.txt" in str(problem.hint)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            SHIPPED_BODY.replace(
                "{{ words", "{% autoescape false %}{{ letter.recipient.name }}{% endautoescape %}{{ words"
            ),
            "chuyển ký tự",
        ),
        (
            '{% import "wording.txt" as plain %}' + SHIPPED_BODY.replace("words.request", "plain.request"),
            "chuyển ký tự",
        ),
        *(
            (SHIPPED_BODY.replace("{% block message %}", f"{{% block message %}}{picture}"), "bên ngoài")
            for picture in (
                "<img src='http://a.example'>",
                "<img srcset='http://a.example'>",
                "<td background='http://a.example'>",
                "<video poster='http://a.example'>",
            )
        ),
        ("<p>{{ letter.items[0].act_by }}</p>", "28/2018/QĐ-TTg"),
        ("<p>28/2018/QĐ-TTg</p>", "ngày cần hoàn thành"),
    ],
)
def test_what_can_be_rendered_and_still_must_not_be_sent_is_found(content: str, complaint: str, tmp_path: Path) -> None:
    lay(tmp_path, "reminder/body.html", content)
    assert complaint in " ".join(map(str, check_overrides(tmp_path)))


def lay(folder: Path, name: str, content: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
