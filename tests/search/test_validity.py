"""Masa berlaku for all naskah at once is the rule of the domain, naskah by naskah."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.naskah.masa_berlaku import masa_berlaku
from portal.search.answers.facts import END_KINDS, Facts
from portal.search.answers.text_column import TextColumn
from portal.search.answers.validity import STATUSES, validity_codes

DAY = date(2026, 6, 1)
days = st.none() | st.integers(-3, 3).map(lambda shift: DAY + timedelta(days=shift))
rows = st.tuples(days, days, days, days, st.sampled_from(END_KINDS), st.booleans())


def ordinals(column: tuple[date | None, ...]) -> np.ndarray:
    """Dates as the index keeps them."""
    return np.array([0 if day is None else day.toordinal() for day in column], dtype=np.int32)


@given(st.lists(rows, min_size=1, max_size=30))
def test_columns_agree_with_the_rule(drawn: list[tuple]) -> None:
    signed, effective, expires, ended, kinds, opens = zip(*drawn, strict=True)
    facts = Facts(
        kode=TextColumn.of(()),
        judul=TextColumn.of(()),
        version=TextColumn.of(()),
        length=np.empty(0),
        signed=ordinals(signed),
        effective=ordinals(effective),
        expires=ordinals(expires),
        ended=ordinals(ended),
        end_kind=np.array([END_KINDS.index(kind) for kind in kinds]),
        is_open_ended=np.array(opens),
        labels={},
    )
    found = [STATUSES[code] for code in validity_codes(facts, DAY).tolist()]
    for row, status in zip(drawn, found, strict=True):
        expected = masa_berlaku(
            signed_on=row[0],
            effective_on=row[1],
            expires_on=row[2],
            ended_on=row[3],
            end_kind=row[4],
            is_open_ended=row[5],
            today=DAY,
        )
        assert status == expected.value
