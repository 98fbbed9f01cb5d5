"""The groups of states a clock can be in, written by hand: what runs, what is judged, what is soon due."""

import pytest

from portal.domain.tenggat.state import DECIDED, JUDGED, RUNNING, SOON, WITHOUT_DEADLINE, ClockState, is_soon

# state: runs, is judged, enters the rate of what came in time, has no deadline
GROUPS = {
    "tidak_berlaku": (False, False, False, True),
    "tanpa_tenggat": (False, False, False, True),
    "belum_diketahui": (False, False, False, False),
    "berjalan": (True, False, False, False),
    "jatuh_tempo_hari_ini": (True, False, False, False),
    "terlambat": (True, False, True, False),
    "tepat_waktu": (False, True, True, False),
    "selesai_terlambat": (False, True, True, False),
    "selesai_tanpa_tenggat": (False, False, False, True),
    "ditutup_berbukti": (False, False, False, False),
    "dikembalikan": (False, False, False, False),
    "ditarik": (False, False, False, False),
    "dibatalkan": (False, False, False, False),
}


@pytest.mark.parametrize("state", ClockState)
def test_every_state_stands_in_the_groups_it_belongs_to(state: ClockState) -> None:
    groups = tuple(state in group for group in (RUNNING, JUDGED, DECIDED, WITHOUT_DEADLINE))

    assert groups == GROUPS[state.value]


@pytest.mark.parametrize("state", ClockState)
@pytest.mark.parametrize("days", [-300, -1, 0, 1, 2, 3, 4, 300])
def test_soon_is_a_clock_that_runs_and_has_at_most_three_working_days_left(state: ClockState, days: int) -> None:
    assert is_soon(state, days) is (state.value in ("berjalan", "jatuh_tempo_hari_ini") and days <= 3)
    assert SOON == 3
