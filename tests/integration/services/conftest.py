"""What tests of the register share."""

from datetime import date

import pytest

from cycle_engine.services.certificate_keys import make_key
from cycle_engine.services.desk import Desk
from tests.builders import advance, on


@pytest.fixture
def spring(everywhere: Desk) -> Desk:
    """The end of May: MN04 and MN05 stand in recognition, the office has a key for certificates."""
    desk = on(everywhere, date(2025, 5, 26))
    advance(desk, "MN04", "conclude_review")
    make_key(desk)
    return desk
