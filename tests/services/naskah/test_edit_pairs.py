"""Two people at one naskah at the same moment; `python -m tests.drills.edit_pairs` does it a hundred times."""

import pytest

from tests.factories.desk import Desk
from tests.factories.edit_pairs import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_whoever_comes_second_is_told_and_no_save_is_lost(desk: Desk, kind: str) -> None:
    for _ in range(2):
        KINDS[kind](desk)
