"""The pages where schools publish."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "cause_bad_certificate": "the server's certificate is not valid",
    "cause_declined": "the server declines ({status})",
    "cause_empty": "it is empty",
    "cause_file_changed": "the file is another one",
    "cause_home_page": "to the home page",
    "cause_left_https": "over a connection that is not protected",
    "cause_no_connection": "the server cannot be connected to",
    "cause_no_page": "the server gives no page ({status})",
    "cause_no_such_name": "its host's name cannot be looked up",
    "cause_not_a_link": "the link is not valid",
    "cause_not_found": "the server has no such page ({status})",
    "cause_not_http": "the server does not speak HTTP",
    "cause_other_kind": "a page where a file was, or the other way round",
    "cause_other_site": "to another host than before",
    "cause_refused_address": "nobody outside can open it",
    "cause_says_not_found": "its title says that there is no such page",
    "cause_server_error": "the server fails ({status})",
    "cause_text_changed": "its text is another one",
    "cause_title_changed": "its title is another one",
    "cause_too_large": "it is above the bound",
    "cause_too_many_redirects": "it redirects too often",
    "cause_too_slow": "the server answers too slowly",
    "cause_unreadable": "it is compressed in a way that cannot be read",
    "checked": (
        "Checked {count} {count:page|pages}: {bad} {bad:needs|need} a look, "
        "{left} {left:is|are} left for the next time."
    ),
    "column_checked": "Checked",
    "column_finding": "Finding",
    "column_link": "Link",
    "column_school": "School",
    "column_since": "Since",
    "column_unit": "Code",
    "finding_changed": "has changed",
    "finding_gone": "is gone",
    "finding_not_a_page": "is no page",
    "finding_reachable": "is there",
    "finding_redirected": "leads elsewhere",
    "finding_refused_address": "is inside a network",
    "finding_too_large": "is there, too large to compare",
    "finding_unreachable": "does not open",
    "never": "not checked yet",
    "would_check": "Would check {count} {count:page|pages} and leave {left} for the next time. Nobody was asked.",
}
