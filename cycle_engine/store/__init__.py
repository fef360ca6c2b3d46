"""The only package that knows SQLModel and SQLAlchemy."""
