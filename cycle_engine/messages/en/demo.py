"""The telling of the rehearsed year."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "audit": "History: {events} {events:event|events}, checked and whole; fingerprint {fingerprint}…",
    "end": "At the end of {day} the cases stand at: {stages}.",
    "letters": "{count} {count:letter was|letters were} written into the rehearsal's own mail folder; none has left.",
    "look": "Open and look:",
    "look_board": "the head's board              {where}",
    "look_letters": "the mail folder (Maildir)     {where}",
    "look_preview": "a letter, in a browser        {where}",
    "look_reports": "the reports, month by month   {where}",
    "look_site": "the public results            {where}",
    "machine_off": "(the machine is off from {first} until {until}: only the latest rung is said)",
    "month": "month {month}: {acts:>2} {acts:command|commands}, {letters} {letters:letter|letters}",
    "opened": "The plan is opened on {day} for {schools} sample schools. The year runs on the program's own commands:",
    "read": "The plan {number} was read from the official text: {count} {count:milestone|milestones}, all dated.",
    "try": "Go on with: cycle --workspace {workspace} --as-of 2025-02-10 status",
}
