"""Where a clock stands: the one list of states, for originals, texts for the DPR, proposals and explorations alike.

A clock of any kind uses the states that it can be in; what is judged and what is counted is told by the groups below.
The values stand in pages and addresses of the portal, so they keep their spelling.
"""

from enum import StrEnum

SOON = 3
"""Working days left at which a clock that runs is called soon due."""


class ClockState(StrEnum):
    """Where a clock stands on a given day."""

    TIDAK_BERLAKU = "tidak_berlaku"
    """Domestic, or nobody has said yet whether it is foreign."""
    TANPA_TENGGAT = "tanpa_tenggat"
    """Signed or received before the regulation took effect."""
    BELUM_DIKETAHUI = "belum_diketahui"
    """The day of signing is not known: a task for the Biro, not a fault of the unit."""
    BERJALAN = "berjalan"
    JATUH_TEMPO_HARI_INI = "jatuh_tempo_hari_ini"
    TERLAMBAT = "terlambat"
    TEPAT_WAKTU = "tepat_waktu"
    SELESAI_TERLAMBAT = "selesai_terlambat"
    SELESAI_TANPA_TENGGAT = "selesai_tanpa_tenggat"
    DITUTUP_BERBUKTI = "ditutup_berbukti"
    """An original that is held or lost by proof: nobody waits for it, and it enters no rate."""
    DIKEMBALIKAN = "dikembalikan"
    """Sent back to be completed: no judgement, and what comes back is received anew."""
    DITARIK = "ditarik"
    DIBATALKAN = "dibatalkan"


RUNNING = frozenset({ClockState.BERJALAN, ClockState.JATUH_TEMPO_HARI_INI, ClockState.TERLAMBAT})
"""The clock runs: a day to come, or one that has passed."""
JUDGED = frozenset({ClockState.TEPAT_WAKTU, ClockState.SELESAI_TERLAMBAT})
"""The clock was closed, and it can be told whether in time."""
DECIDED = JUDGED | {ClockState.TERLAMBAT}
"""Enters the rate of what came in time: it has arrived, or its due date is over."""
WITHOUT_DEADLINE = frozenset({ClockState.TIDAK_BERLAKU, ClockState.TANPA_TENGGAT, ClockState.SELESAI_TANPA_TENGGAT})
"""No deadline applies or applied, for a reason that is known."""


def is_soon(state: ClockState, days_left: int) -> bool:
    """Whether a clock that runs and is not late has at most SOON working days left, today included."""
    return state in RUNNING and state is not ClockState.TERLAMBAT and days_left <= SOON
