"""Issued reports in versions, the letters that carry them, and officers' notes."""

import sqlalchemy as sa
from alembic import op

from cycle_engine.store.migrations.append_only import refuse_changes
from cycle_engine.store.moments import Moment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _create_versions()
    _create_letters()
    _create_notes()
    for table in ("report_versions", "report_letters", "report_notes"):
        refuse_changes(table)


def _create_versions() -> None:
    op.create_table(
        "report_versions",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cut_off_on", sa.Date(), nullable=False),
        sa.Column("due_by", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("facts_sha256", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f("ck_report_versions_version_counts_from_one")),
        sa.CheckConstraint(
            "length(fingerprint) = 64 AND length(facts_sha256) = 64", name=op.f("ck_report_versions_hashes_whole")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_report_versions_cycle_id_cycles")),
        sa.PrimaryKeyConstraint("cycle_id", "period", "version", name=op.f("pk_report_versions")),
    )


def _create_letters() -> None:
    """Create the letters' table, with what went out before there were versions as version 0."""
    op.create_table(
        "report_letters",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("queued_by", sa.String(), nullable=False),
        sa.CheckConstraint("purpose IN ('draft', 'issue')", name=op.f("ck_report_letters_purpose")),
        sa.CheckConstraint("version >= 0", name=op.f("ck_report_letters_version_not_negative")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_report_letters_cycle_id_cycles")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_report_letters_letter_id_letters")),
        sa.PrimaryKeyConstraint("cycle_id", "period", "version", "purpose", name=op.f("pk_report_letters")),
    )
    op.execute(
        "INSERT INTO report_letters (cycle_id, period, version, purpose, letter_id, queued_by) "
        "SELECT cycle_id, period, 0, 'issue', letter_id, issued_by FROM issued_reports"
    )
    op.drop_table("issued_reports")


def _create_notes() -> None:
    op.create_table(
        "report_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "section IN ('results', 'difficulties', 'causes', 'next', 'proposals')",
            name=op.f("ck_report_notes_section"),
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_report_notes_cycle_id_cycles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_notes")),
    )
