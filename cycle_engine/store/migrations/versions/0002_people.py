"""Who is behind a post from when until when, and which mailboxes are paused."""

import sqlalchemy as sa
from alembic import op

from cycle_engine.store.moments import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("tenure", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("post IN ('unit', 'officer', 'head')", name=op.f("ck_contacts_post")),
        sa.CheckConstraint("tenure IN ('holder', 'substitute')", name=op.f("ck_contacts_tenure")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until > valid_from", name=op.f("ck_contacts_ends_after_it_begins")
        ),
        sa.CheckConstraint(
            "tenure = 'holder' OR (address <> '' AND valid_until IS NOT NULL)",
            name=op.f("ck_contacts_substitute_reachable_for_a_time"),
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_contacts_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint(
            "unit_id", "post", "tenure", "valid_from", name=op.f("uq_contacts_unit_id_post_tenure_valid_from")
        ),
    )
    op.create_table(
        "pauses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("paused_from", sa.Date(), nullable=False),
        sa.Column("paused_until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paused_by", sa.String(), nullable=False),
        sa.Column("paused_at", Moment(), nullable=False),
        sa.CheckConstraint("length(address) > 0", name=op.f("ck_pauses_address_given")),
        sa.CheckConstraint("paused_until > paused_from", name=op.f("ck_pauses_ends_after_it_begins")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
        sa.UniqueConstraint("address", "paused_from", name=op.f("uq_pauses_address_paused_from")),
    )
