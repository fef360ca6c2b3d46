"""Every table there is, in one metadata: a table stands in it once its module is imported, which is done here."""

from typing import Final

from sqlalchemy import MetaData
from sqlmodel import SQLModel

import cycle_engine.store.announcement_tables
import cycle_engine.store.people_tables
import cycle_engine.store.publication_tables
import cycle_engine.store.register_tables
import cycle_engine.store.report_tables
import cycle_engine.store.review_tables
import cycle_engine.store.score_tables
import cycle_engine.store.tables  # noqa: F401 - imported for what it puts into the metadata

METADATA: Final[MetaData] = SQLModel.metadata
