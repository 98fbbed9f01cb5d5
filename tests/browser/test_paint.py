"""Over a poor line no page moves under the reader's eyes, and nothing is asked of another host."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Served
from tests.fixtures.painting import Line, paint

pytestmark = pytest.mark.browser

SHIFT_WITHIN = 0.02
# Slow enough that fonts and scripts come after the first paint, as they do to a reader far away.
POOR = Line(bits=1_600_000, latency=150, slowdown=1)
PAGES = (
    ("/", 390),
    ("/cari?q=pencegahan", 390),
    ("/n/{title}", 390),
    ("/n/{mou}", 1440),
    ("/n/{mou}?tampil=teks", 390),
    ("/statistik", 1440),
)


@pytest.mark.parametrize(("path", "width"), PAGES)
def test_a_page_stands_still_while_it_loads_and_stays_with_its_host(
    browser: Browser, strained: Served, path: str, width: int
) -> None:
    found = paint(browser, strained.address(path), width=width, line=POOR)

    assert found.shifted <= SHIFT_WITHIN, found.moved
    assert found.hosts == {urlsplit(strained.url).netloc}
    assert found.sent["font"] > 0
