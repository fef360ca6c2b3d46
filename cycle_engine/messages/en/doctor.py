"""How everything an office needs is, and how to repair it."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "bad": "Bad:",
    "calendar_confirmed": "the days off of {year} are confirmed",
    "calendar_hint": (
        "when they are announced, write the days off and swaps into a file in the workspace's config/calendars"
    ),
    "calendar_unconfirmed": "the days off of {year} are not confirmed yet",
    "daemon_alive": "the daemon last worked at {at}",
    "daemon_hint": (
        "keep it running: cycle run; or every morning: cycle tick, cycle mail deliver, cycle publication check --due"
    ),
    "daemon_never": "the daemon has never run",
    "daemon_silent": "the daemon is silent; it last worked at {at}",
    "damaged": "the database is damaged: {detail}",
    "damaged_hint": "put back the newest copy of the backups folder: cycle database restore COPY",
    "database": "database {url}, revision {revision}",
    "font": "PDF papers are set in {font}",
    "font_hint": "to look like the Word files, install one of these fonts: {fonts}",
    "good": "Good:",
    "job_failed": "the job {job} failed at {at}: {error}",
    "journal_delete": "SQLite {version}, journal DELETE (it lacks the fix that makes WAL safe)",
    "journal_wal_safe": "SQLite {version}, journal DELETE (it has the fix that makes WAL safe)",
    "mail_failed": "{count} {count:letter|letters} failed",
    "mail_maildir": "letters stay in the mail folder; none leaves",
    "mail_smtp": "letters go through the server {host}",
    "mail_stuck_hint": "see why: cycle mail list --state {state}; send one again: cycle mail retry ID",
    "mail_uncertain": "{count} {count:letter|letters} that the server may or may not have taken",
    "note": "Note:",
    "paused": "nothing is written for now to {addresses}",
    "paused_hint": "see until when: cycle mail pauses; write again: cycle mail resume MAILBOX",
    "workspace": "workspace {folder}",
}
