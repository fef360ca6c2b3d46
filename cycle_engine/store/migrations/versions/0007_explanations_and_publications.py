"""Explanations of schools that are late, as events; and what was found at the links where results are published."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _admit_explanations()
    _create_publication_checks()


def _admit_explanations() -> None:
    """Let an event be an explanation."""


def _create_publication_checks() -> None:
    """Create the table of findings, append-only."""
