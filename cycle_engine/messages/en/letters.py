"""Templates of letters: what is broken in an office's own ones."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "deadline_missing": "the letter does not say the day to act by",
    "known_files": "an office's template has the name of a shipped one, the nearest is {nearest}",
    "known_templates": "the letters there are: {templates}",
    "no_subject": "the letter has no subject",
    "no_such_file": "the template asks for a file that is not among the letters' templates",
    "not_escaped": "values come into the HTML without being escaped",
    "not_official": "the letter has lost the sentence that it does not replace an official document (28/2018/QĐ-TTg)",
    "outside_content": "the letter loads content from outside or runs code",
    "put_right": "mend this file, or remove it to use the shipped template",
    "template_fails": "the template cannot be used: {cause}",
    "unknown_file": "no letter's template has this name",
}
