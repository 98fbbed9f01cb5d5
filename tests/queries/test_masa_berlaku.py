"""The end of a naskah in SQL is its end in the domain, on every side of both days."""

from datetime import date, timedelta
from itertools import product

from sqlalchemy import select, update

from portal.domain.naskah.masa_berlaku import is_over_before, last_day_in_force
from portal.models.naskah import Naskah
from portal.queries import masa_berlaku
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak

TODAY = date(2026, 11, 23)
DAYS = (None, *(TODAY + timedelta(days=step) for step in (-2, -1, 0, 1, 2)))


def test_what_is_over_in_sql_is_over_in_the_domain(stores: Stores) -> None:
    rak = Rak(stores)
    ends = list(product(DAYS, DAYS))
    with stores.database.transaction() as session:
        for expires_on, ended_on in ends:
            kode = rak.put(session, signed=date(2025, 6, 2), expires_on=expires_on)
            end = {"ended_on": ended_on, "end_kind": "diakhiri" if ended_on else None}
            session.execute(update(Naskah).where(Naskah.kode == kode).values(**end))
    with stores.database.reading() as session:
        is_over = masa_berlaku.is_over_before(Naskah, TODAY)
        rows = session.execute(select(Naskah.expires_on, Naskah.ended_on, is_over, ~is_over)).all()

    assert sorted((str(row[0]), str(row[1])) for row in rows) == sorted((str(one), str(other)) for one, other in ends)
    for expires_on, ended_on, over, not_over in rows:
        expected = is_over_before(last_day_in_force(expires_on, ended_on), TODAY)
        assert (bool(over), bool(not_over)) == (expected, not expected), (expires_on, ended_on)
