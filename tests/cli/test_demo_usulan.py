"""The proposals of the demo are recorded by the portal's own verbs, some of every state."""

from dataclasses import replace
from datetime import date

from portal import clock
from portal.cli import demo_usulan
from portal.domain.naskah import JenisUnit
from portal.domain.permissions import OPERATOR
from portal.domain.tenggat_naskah import Hukum
from portal.legal.load import load_calendar, load_rules
from portal.queries import usulan
from portal.queries.usulan import Kelompok, Saringan
from portal.samples.interface import sample_units
from portal.services.units import UnitRow, import_units
from portal.wiring import Stores


def test_the_demo_has_proposals_in_every_state(stores: Stores) -> None:
    stores = replace(stores, config=replace(stores.config, effective_on=date(2025, 5, 22)))
    rows = [UnitRow(kode, nama, JenisUnit(jenis), parent or None) for kode, nama, jenis, parent in sample_units()]
    with stores.database.transaction() as session:
        import_units(session, rows, actor=OPERATOR, now=clock.utc_now())

    demo_usulan.record_some(stores)

    hukum = Hukum(load_rules(), load_calendar(), date(2025, 5, 22))
    with stores.database.reading() as session:
        found = {
            kelompok: usulan.list_usulan(session, OPERATOR, Saringan(kelompok), hukum, clock.today(), 1).items
            for kelompok in Kelompok
        }
    assert [len(items) for items in found.values()] == [5, 2, 0]
    assert found[Kelompok.BERJALAN][0].jam.is_late
    assert all("(CONTOH)" in item.perihal for items in found.values() for item in items)
