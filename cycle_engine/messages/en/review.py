"""Review teams: members, visits, the draw, the schedule sent."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "assigned": "{unit}: {team}, {day}.",
    "assigned_already": "{unit}: is {team}, {day} already.",
    "called_off": "called off",
    "column_about": "About",
    "column_actor": "By",
    "column_at": "Recorded",
    "column_day": "Day",
    "column_members": "Members",
    "column_name": "Name",
    "column_said": "What it says",
    "column_schools": "Schools",
    "column_seed": "Seed",
    "column_seq": "No.",
    "column_team": "Team",
    "column_unit": "Code",
    "column_what": "What",
    "drawn": "Drawn by the seed {seed}; schools of each team: {loads}.",
    "line_assigned": "schools given",
    "line_team": "team put together",
    "line_told": "schedule sent",
    "no_day": "no day yet",
    "nothing_new": "There is nothing new to send.",
    "queued": "{count} {count:letter queued. Send it:|letters queued. Send them:} cycle mail deliver",
    "team_kept": "{team}: {count} {count:member|members}.",
    "team_same": "{team}: nothing changed.",
    "without_day": "Not sent, they have no day yet: {units}.",
    "without_mailbox": "They have no mailbox for the schedule: {units}.",
}
