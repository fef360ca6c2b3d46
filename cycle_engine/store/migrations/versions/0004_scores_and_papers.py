"""Scores and evidence, the register of documents with the certificates, and the review teams."""

import sqlalchemy as sa
from alembic import op

from cycle_engine.store.migrations.append_only import refuse_changes
from cycle_engine.store.moments import Moment

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
    refuse_changes("cycle_indicators")


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


def _create_register() -> None:
    """Create the register of documents and the certificates."""
    op.create_table(
        "register_lines",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('drafted', 'numbered', 'corrected', 'completed', 'withdrawn', 'keyed', 'certified', 'revoked')",
            name=op.f("ck_register_lines_kind"),
        ),
        sa.CheckConstraint(
            "length(hash) = 64 AND length(previous_hash) = 64", name=op.f("ck_register_lines_hashes_whole")
        ),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_register_lines_seq_counts_from_one")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_register_lines")),
    )
    op.create_index(op.f("ix_register_lines_entry"), "register_lines", ["entry"], unique=False)
    op.create_table(
        "register_documents",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("authority", sa.String(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("sign_key", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("number_key", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(number <> '') = (dated IS NOT NULL)", name=op.f("ck_register_documents_number_has_its_date")
        ),
        sa.CheckConstraint(
            "(number <> '') = (number_key <> '')", name=op.f("ck_register_documents_number_has_its_key")
        ),
        sa.CheckConstraint(
            "(state = 'numbered') = (number <> '')", name=op.f("ck_register_documents_numbered_has_a_number")
        ),
        sa.CheckConstraint("sha256 = '' OR link = ''", name=op.f("ck_register_documents_file_or_link")),
        sa.CheckConstraint("state IN ('waiting', 'numbered', 'withdrawn')", name=op.f("ck_register_documents_state")),
        sa.CheckConstraint("(dated IS NULL) = (year IS NULL)", name=op.f("ck_register_documents_date_has_its_year")),
        sa.ForeignKeyConstraint(
            ["line"], ["register_lines.seq"], name=op.f("fk_register_documents_line_register_lines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_documents")),
    )
    op.create_index(op.f("ix_register_documents_state"), "register_documents", ["state"], unique=False)
    op.create_index(
        op.f("uq_register_documents_number"),
        "register_documents",
        ["authority", "sign_key", "year", "number_key"],
        unique=True,
        sqlite_where=sa.text("number_key <> ''"),
        postgresql_where=sa.text("number_key <> ''"),
    )
    op.create_table(
        "register_listings",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("case_key", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.CheckConstraint("(case_key = '') = (seq IS NULL)", name=op.f("ck_register_listings_completed_by_an_event")),
        sa.CheckConstraint("level BETWEEN 1 AND 3", name=op.f("ck_register_listings_level")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["register_documents.id"], name=op.f("fk_register_listings_document_id_register_documents")
        ),
        sa.PrimaryKeyConstraint("document_id", "unit", name=op.f("pk_register_listings")),
    )
    op.create_index(op.f("ix_register_listings_case_key_seq"), "register_listings", ["case_key", "seq"], unique=False)
    _create_certificates()
    refuse_changes("register_lines")
    refuse_changes("certificate_keys")


def _create_certificates() -> None:
    op.create_table(
        "certificate_keys",
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.CheckConstraint("length(public_key) = 64", name=op.f("ck_certificate_keys_key_whole")),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_certificate_keys")),
        sa.UniqueConstraint("public_key", name=op.f("uq_certificate_keys_public_key")),
    )
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("serial_key", sa.String(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column("revoked_line", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_line IS NULL)", name=op.f("ck_certificates_revoked_by_a_line")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_certificates_case_id_cases")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_certificates_cycle_id_cycles")),
        sa.ForeignKeyConstraint(
            ["key_id"], ["certificate_keys.key_id"], name=op.f("fk_certificates_key_id_certificate_keys")
        ),
        sa.ForeignKeyConstraint(["line"], ["register_lines.seq"], name=op.f("fk_certificates_line_register_lines")),
        sa.ForeignKeyConstraint(
            ["revoked_line"], ["register_lines.seq"], name=op.f("fk_certificates_revoked_line_register_lines")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_certificates_code_hash")),
    )
    op.create_index(
        op.f("uq_certificates_recognition"),
        "certificates",
        ["case_id", "seq"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_index(
        op.f("uq_certificates_serial"),
        "certificates",
        ["cycle_id", "serial_key"],
        unique=True,
        sqlite_where=sa.text("serial_key <> ''"),
        postgresql_where=sa.text("serial_key <> ''"),
    )


def _create_reviews() -> None:
    """Create the log of review teams and their visits."""
    op.create_table(
        "review_lines",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("on_behalf_of", sa.String(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('team', 'assigned', 'told')", name=op.f("ck_review_lines_kind")),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_review_lines_seq_counts_from_one")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], name=op.f("fk_review_lines_cycle_id_cycles")),
        sa.PrimaryKeyConstraint("cycle_id", "seq", name=op.f("pk_review_lines")),
    )
    refuse_changes("review_lines")
