"""Scores and evidence, the register of documents with the certificates, and the review teams."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_scores()
    _create_register()
    _create_reviews()


def _create_scores() -> None:
    """Create the tables folded from scores and evidence, and a cycle's copy of its indicator set."""


def _create_register() -> None:
    """Create the register of documents and the certificates."""


def _create_reviews() -> None:
    """Create the review teams and their visits."""
