"""Which of the cases' own last days were given on top of the plan's, by an extension."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("own_deadlines", sa.Column("is_extended", sa.Boolean(), nullable=False, server_default=sa.false()))
    _mark_extensions()


def _mark_extensions() -> None:
    """Fold what is there from the events: an extension stays one until a return gives the same round its own day."""
    connection = op.get_bind()
    events = connection.execute(sa.text("SELECT case_id, kind, facts FROM events ORDER BY case_id, seq"))
    extended: dict[tuple[int, str, int], bool] = {}
    for case_id, kind, facts in events:
        body = json.loads(facts)
        for own in body.get("deadlines", []):
            key = (case_id, own["milestone"], body["round"])
            extended[key] = kind == "extension" and extended.get(key, True)
    statement = sa.text(
        "UPDATE own_deadlines SET is_extended = :yes "
        "WHERE case_id = :case AND milestone = :milestone AND round = :round"
    )
    for (case_id, milestone, round_), yes in extended.items():
        if yes:
            connection.execute(statement, {"yes": True, "case": case_id, "milestone": milestone, "round": round_})
