"""What readers of searches are sent is the same whether or not private records of the same partners came before."""

import re
from pathlib import Path

from tests.factories.langganan import Readers, body, morning
from tests.factories.private_first import PrivateFirst, partner_names, portal_with
from tests.fixtures.smtp_sink import smtp_sink

COUNT = 4


def _letters(portal: PrivateFirst) -> dict[str, tuple[str, str]]:
    """By reader: the words of the day's letter, codes and secrets put out of sight."""
    searches = {"semua": "", **{f"kata{n}": f"q={name.split()[-1]}" for n, name in enumerate(partner_names(COUNT))}}
    with smtp_sink("smtp") as sink:
        readers = Readers(portal.desk.stores, sink)
        for name, search in searches.items():
            readers.follow(search, f"{name}@contoh.example")
        readers.deliver(morning())
        found = {}
        for letter in readers.fresh():
            told = letter["To"], (body(letter), body(letter, "html"))
            found[told[0]] = tuple(_same(portal, words) for words in told[1])
        return found  # type: ignore[return-value]


def _same(portal: PrivateFirst, words: str) -> str:
    for name, kode in portal.codes.items():
        words = words.replace(kode, name)
    return re.sub(r"/langganan/[A-Za-z0-9_-]+", "/langganan/", words)


def test_letters_tell_nothing_of_private_records(tmp_path: Path) -> None:
    with portal_with(tmp_path / "terbuka", COUNT, has_private=False) as plain:
        expected = _letters(plain)
    with portal_with(tmp_path / "tertutup", COUNT, has_private=True) as portal:
        found = _letters(portal)

    assert "semua@contoh.example" in expected
    assert len(expected) > 1
    assert found == expected
