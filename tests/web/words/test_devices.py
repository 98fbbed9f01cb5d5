"""Browsers as people call them."""

import pytest

from portal.web.words.devices import UNKNOWN, device_words

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (WINDOWS, "Chrome di Windows"),
        (f"{WINDOWS} Edg/131.0", "Edge di Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox di Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari di iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/131.0 Mobile Safari/537.36", "Chrome di Android"),
        ("sesuatu (Macintosh; Intel Mac OS X 10_15)", "Peramban di Mac"),
        ("curl/8.0", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_browser_is_told_apart(name: str, words: str) -> None:
    assert device_words(name) == words
