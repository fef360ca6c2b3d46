"""Scores and evidence, the register of documents with the certificates, and the review teams."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_scores()
    _create_register()
    _create_reviews()


def _create_scores() -> None:
    """Create the tables folded from scores and evidence, and a cycle's copy of its indicator set."""
    op.create_table(
        "cycle_indicators",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_cycle_indicators_cycle_id_cycles")),
        sa.PrimaryKeyConstraint("cycle_id", name=op.f("pk_cycle_indicators")),
    )
    op.create_table(
        "score_sheets",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('self', 'external', 'recognized')", name=op.f("ck_score_sheets_kind")),
        sa.CheckConstraint("round >= 1", name=op.f("ck_score_sheets_round_counts_from_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_score_sheets_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "kind", name=op.f("pk_score_sheets")),
    )
    _create_evidence_items()
    append_only("cycle_indicators")


def _create_evidence_items() -> None:
    op.create_table(
        "evidence_items",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("form IN ('file', 'link', 'note')", name=op.f("ck_evidence_items_form")),
        sa.CheckConstraint(
            "state IN ('confirmed', 'to_be_confirmed', 'withdrawn')", name=op.f("ck_evidence_items_state")
        ),
        sa.CheckConstraint("(form = 'file') = (sha256 <> '')", name=op.f("ck_evidence_items_file_has_a_hash")),
        sa.CheckConstraint("(form = 'link') = (link <> '')", name=op.f("ck_evidence_items_link_leads_somewhere")),
        sa.CheckConstraint("round >= 1", name=op.f("ck_evidence_items_round_counts_from_one")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_evidence_items_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "item_id", name=op.f("pk_evidence_items")),
    )
    op.create_index(op.f("ix_evidence_items_sha256"), "evidence_items", ["sha256"], unique=False)


def append_only(table: str) -> None:
    """Let no row of a table be changed or deleted."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_append_only()"
    )


def _create_register() -> None:
    """Create the register of documents and the certificates."""


def _create_reviews() -> None:
    """Create the review teams and their visits."""
