"""Pictures that are made when asked for: kept as long as there is room, made once, and never too many at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

from portal.web.drawn import Drawn


def test_a_picture_is_drawn_once_and_the_oldest_makes_room() -> None:
    drawn = Drawn(most_bytes=25)
    made: list[str] = []

    def ask(key: str) -> bytes:
        return drawn.picture(key, lambda: made.append(key) or b"0123456789")  # type: ignore[func-returns-value]

    for key in ("a", "b", "a", "c", "a", "b"):
        assert ask(key) == b"0123456789"

    # Room for two: `b` went when `c` came, since `a` had been asked for later.
    assert made == ["a", "b", "c", "b"]


def test_a_picture_larger_than_all_the_room_is_given_and_not_kept() -> None:
    drawn = Drawn(most_bytes=5)

    assert drawn.picture("a", lambda: b"0123456789") == b"0123456789"
    assert drawn.picture("a", lambda: b"anew") == b"anew"


def test_many_who_ask_at_once_have_it_drawn_once() -> None:
    drawn = Drawn()
    made: list[int] = []
    begun = threading.Event()

    def draw() -> bytes:
        begun.set()
        made.append(1)
        return b"gambar"

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: drawn.picture("a", draw), range(6)))

    assert found == [b"gambar"] * 6
    assert made == [1]
