"""Workers that are killed in mid-work: only the dead one is started anew, and nothing waits or is lost."""

from portal.wiring import Stores
from tests.drills import kill_workers


def test_all_is_public_soon_after_the_last_kill(stores: Stores) -> None:
    drill = kill_workers.run(stores, kills=5, naskah=4, seed=3)

    assert sum(drill.kills.values()) == 5
    assert drill.seconds is not None
    assert drill.seconds <= kill_workers.PUBLIC_WITHIN
    assert (drill.public, drill.failed, drill.left_folders) == (drill.handed_in, 0, 0)
