"""Masa berlaku of all naskah at once; the rule is `domain.naskah.masa_berlaku`, and tests hold the two together."""

from datetime import date

import numpy as np

from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.search.answers.facts import END_KINDS, Facts, Numbers

STATUSES = tuple(status.value for status in MasaBerlaku)


def validity_codes(facts: Facts, today: date) -> Numbers:
    """For each naskah the index into STATUSES of its state on `today` (a WIB calendar date)."""
    day = today.toordinal()
    start = np.where(facts.effective > 0, facts.effective, facts.signed)
    has_end = facts.expires > 0
    is_ended = (facts.end_kind > 0) & (facts.ended > 0) & (facts.ended <= day)
    # The first condition that holds decides, in the order of the rule.
    conditions = [
        is_ended & (facts.end_kind == END_KINDS.index("diakhiri")),
        is_ended & (facts.end_kind == END_KINDS.index("diganti")),
        has_end & (facts.expires < day),
        start == 0,
        start > day,
        ~has_end & ~facts.is_open_ended,
    ]
    outcomes = ("diakhiri", "diganti", "berakhir", "tidak_diketahui", "belum_berlaku", "tidak_diketahui")
    codes: Numbers = np.select(
        conditions, [STATUSES.index(outcome) for outcome in outcomes], default=STATUSES.index("berlaku")
    )
    return codes.astype(np.int32)
