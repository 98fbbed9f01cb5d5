"""Planted damage among many originals is all found and told apart; what is delivered is what was stored."""

from pathlib import Path

from portal.wiring import Stores
from tests.factories.fixity import deliver, drill
from tests.fixtures.databases import fresh_database


def test_all_damage_is_found_told_apart_and_put_back_also_after_a_kill(tmp_path: Path) -> None:
    with fresh_database(tmp_path, has_units=True) as url:
        found = drill(tmp_path, url, 120, kills=True)

    assert found.faults == []
    assert found.before_kill >= 60, "the killed process had noted what it had read"


def test_what_is_delivered_whole_and_in_ranges_is_what_was_stored(stores: Stores) -> None:
    assert deliver(stores, 3) == []
