"""Explanations of schools that are late, as events; and what was found at the links where results are published."""

import sqlalchemy as sa
from alembic import op

from cycle_engine.store.migrations.append_only import refuse_changes
from cycle_engine.store.moments import Moment

revision = "0007"
down_revision = "0006"

_KINDS = "kind IN ('opened', 'transition', 'extension', 'amended', 'scored', 'evidence', 'explained')"


def upgrade() -> None:
    _admit_explanations()
    _create_publication_checks()


def _admit_explanations() -> None:
    """Let an event be an explanation. SQLite cannot change a CHECK: the table is copied, its triggers made anew."""
    if op.get_bind().dialect.name == "sqlite":
        _copy_events()
        refuse_changes("events")
    else:
        op.drop_constraint(op.f("ck_events_kind"), "events", type_="check")
        op.create_check_constraint(op.f("ck_events_kind"), "events", _KINDS)
    explained = sa.text("kind = 'explained'")
    op.create_index("ix_events_explained", "events", ["case_id"], sqlite_where=explained, postgresql_where=explained)


def _copy_events() -> None:
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


def _create_publication_checks() -> None:
    """Create the table of findings, append-only."""
    op.create_table(
        "publication_checks",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("published_seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("checked_at", Moment(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("final_link", sa.Text(), nullable=False),
        sa.Column("is_file", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sample", sa.Text(), nullable=False),
        sa.Column("is_baseline", sa.Boolean(), nullable=False),
        sa.Column("trouble_since", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        *_publication_rules(),
    )
    refuse_changes("publication_checks")


def _publication_rules() -> tuple[sa.schema.SchemaItem, ...]:
    words = "'reachable', 'changed', 'redirected', 'gone', 'unreachable', 'refused_address', 'not_a_page', 'too_large'"
    rules = {
        "finding": f"finding IN ({words})",
        "number_counts_from_one": "number >= 1",
        "hash_whole": "length(sha256) IN (0, 64)",
        "share_in_a_hundred": "share BETWEEN 0 AND 100",
        "trouble_came_before": "trouble_since <= checked_on",
    }
    return (
        *(sa.CheckConstraint(rule, name=op.f(f"ck_publication_checks_{name}")) for name, rule in rules.items()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_publication_checks_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "published_seq", "number", name=op.f("pk_publication_checks")),
    )
