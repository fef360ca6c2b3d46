"""What acts tell besides the ladder, amended plans, and the further kinds of events."""

import sqlalchemy as sa
from alembic import op

from cycle_engine.store.migrations.append_only import refuse_changes
from cycle_engine.store.moments import Moment

revision = "0003"
down_revision = "0002"

_KINDS = "kind IN ('opened', 'transition', 'extension', 'amended', 'scored', 'evidence')"


def upgrade() -> None:
    _allow_more_kinds()
    _create_tables()
    refuse_changes("plan_amendments")


def _allow_more_kinds() -> None:
    """Let events be of more kinds. SQLite cannot change a CHECK: the table is copied, its triggers made anew."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_events_kind"), "events", type_="check")
        op.create_check_constraint(op.f("ck_events_kind"), "events", _KINDS)
        return
    op.create_table(
        "events_anew",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("transition", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_events_kind")),
        sa.CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name=op.f("ck_events_hashes_whole")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_events_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("case_id", "seq", name=op.f("uq_events_case_id_seq")),
    )
    op.execute("INSERT INTO events_anew SELECT * FROM events")
    op.drop_table("events")
    op.rename_table("events_anew", "events")
    op.create_index(op.f("ix_events_recorded_at"), "events", ["recorded_at"], unique=False)
    refuse_changes("events")


def _create_tables() -> None:
    op.create_table(
        "announcements",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('due', 'said', 'cancelled')", name=op.f("ck_announcements_state")),
        sa.CheckConstraint(
            "(state = 'said') = (letter_id IS NOT NULL)", name=op.f("ck_announcements_said_in_a_letter")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_announcements_case_id_cases")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_announcements_letter_id_letters")),
        sa.PrimaryKeyConstraint("case_id", "cause", "template", "recipient", name=op.f("pk_announcements")),
    )
    op.create_index(op.f("ix_announcements_state"), "announcements", ["state"], unique=False)
    op.create_index(op.f("ix_announcements_letter_id"), "announcements", ["letter_id"], unique=False)
    op.create_table(
        "letter_announcements",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_letter_announcements_letter_id_letters")),
        sa.PrimaryKeyConstraint(
            "letter_id", "case_id", "cause", "template", "recipient", name=op.f("pk_letter_announcements")
        ),
    )
    op.create_table(
        "plan_amendments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("amended_by", sa.String(), nullable=False),
        sa.Column("amended_at", Moment(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_plan_amendments_number_counts_from_one")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_plan_amendments_hash_whole")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_plan_amendments_cycle_id_cycles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_amendments")),
        sa.UniqueConstraint("cycle_id", "number", name=op.f("uq_plan_amendments_cycle_id_number")),
    )
