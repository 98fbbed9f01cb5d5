"""The Biro's part in the demo: some originals of the sample agreements have arrived, some late, some not at all."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah_asli.penerimaan import LateCause, PenerimaanFields, Penyampaian, Rangkap
from portal.domain.permissions import OPERATOR
from portal.domain.tenggat.clocks import Law, due_for
from portal.models.naskah import Naskah
from portal.queries.kalender import load_kalender
from portal.queries.kepatuhan.kepatuhan import rules
from portal.queries.naskah_asli.lists import load_clock_facts
from portal.services.acts import Act
from portal.services.naskah_asli import penerimaan
from portal.wiring import Stores

EFFECTIVE_ON = date(2025, 5, 22)
"""Day of enactment; the day of promulgation is a setting, and the demo needs one."""
_IN_TIME, _LATE = timedelta(days=5), timedelta(days=4)


def receive_some(stores: Stores, kode: Sequence[str]) -> None:
    """Record receipts in turn: in time, late, none. What is still far from its due date waits."""
    today, act = clock.today(), Act(OPERATOR, clock.utc_now())
    with stores.database.transaction() as session:
        law = Law(rules(), load_kalender(session), stores.config.effective_on)
        is_foreign = (Naskah.kode.in_(kode), Naskah.lingkup == Lingkup.LUAR_NEGERI)
        rows = session.execute(select(Naskah.id, Naskah.kode).where(*is_foreign).order_by(Naskah.id))
        ids = {row.id: row.kode for row in rows}
        facts = load_clock_facts(session, list(ids))
        due = {one: due_for(facts[one], Penyampaian.ASLI, law) for one in ids}
        for turn, (naskah_id, tenggat) in enumerate((one, found) for one, found in due.items() if found is not None):
            signed_on = facts[naskah_id].signed.on or today
            arrived_on = signed_on + _IN_TIME if turn % 4 < 2 else tenggat.due_on + _LATE
            if turn % 4 == 3 or arrived_on > today:
                continue
            fields = PenerimaanFields(
                arrived_on=arrived_on,
                alasan_mundur="Contoh: dicatat dari buku agenda." if arrived_on < today else "",
                sebab_terlambat=LateCause.KANTONG_DIPLOMATIK if arrived_on > tenggat.due_on else None,
                rangkap=(Rangkap("id", 1), Rangkap("en", 1)),
                penyerah="Kurir contoh",
            )
            penerimaan.receive(session, ids[naskah_id], fields, law, act)
