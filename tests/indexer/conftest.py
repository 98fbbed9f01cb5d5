"""What several tests of the indexer need: a clock that can run ahead."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal import clock


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Lets the clock of the portal run ahead."""
    real, ahead = clock.utc_now, [timedelta()]
    monkeypatch.setattr(clock, "utc_now", lambda: real() + ahead[0])

    def step(by: timedelta) -> None:
        ahead[0] += by

    return step
