"""Calendar files as others read them: strictly by the library, and by khal, a real calendar program."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from icalendar import Calendar, Event


def read_strictly(content: str | bytes) -> list[Any]:  # the library says of a property that it may be anything
    """The entries of a calendar; any fault in it is an error."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    entries = [one for one in calendar.walk() if isinstance(one, Event)]
    assert [one.errors for one in entries] == [[] for _ in entries]
    return entries


class Khal:
    """Somebody's calendar in khal, in a home of its own."""

    def __init__(self, home: Path) -> None:
        (home / "calendar").mkdir(parents=True)
        self._home = home
        self._config = home / "khal.conf"
        self._config.write_text(
            f"[calendars]\n[[school]]\npath = {home / 'calendar'}\n[sqlite]\npath = {home / 'khal.db'}\n"
            "[locale]\ndateformat = %d/%m/%Y\nlongdateformat = %d/%m/%Y\ndatetimeformat = %d/%m/%Y %H:%M\n"
            "longdatetimeformat = %d/%m/%Y %H:%M\nlocal_timezone = Asia/Ho_Chi_Minh\n"
            "default_timezone = Asia/Ho_Chi_Minh\n[default]\ndefault_calendar = school\n"
        )

    def take_in(self, content: str) -> None:
        """Import a calendar file, replacing the entries it knows."""
        file = self._home / "letter.ics"
        file.write_text(content, "utf-8", newline="")
        self._run("import", "--batch", str(file))

    def shown(self) -> list[str]:
        """What stands in the calendar of the school year: the day, the state and the title of each entry."""
        listed = self._run("list", "--notstarted", "--format", "{start-date} {status}{title}", "01/09/2024", "300d")
        return [line for line in listed.splitlines() if line[:2].isdigit() and " " in line]

    def _run(self, *words: str) -> str:
        home = str(self._home)
        env = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "LC_ALL": "C.UTF-8"}
        command = (str(Path(sys.executable).parent / "khal"), "-c", str(self._config), *words)
        return subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=60).stdout
