"""The proposals of the demo are recorded by the portal's own verbs, some of every state."""

from dataclasses import replace
from datetime import date

from portal import clock
from portal.cli.demo import usulan as usulan_command
from portal.domain.naskah.enumerations import JenisUnit
from portal.domain.permissions import OPERATOR
from portal.domain.tenggat.clocks import Law
from portal.legal.load import load_kalender, load_rules
from portal.queries import usulan
from portal.queries.usulan import UsulanFilter, UsulanGroup
from portal.samples.interface import sample_units
from portal.services.unit import UnitRow, import_units
from portal.wiring import Stores


def test_the_demo_has_proposals_in_every_state(stores: Stores) -> None:
    stores = replace(stores, config=replace(stores.config, effective_on=date(2025, 5, 22)))
    rows = [UnitRow(kode, nama, JenisUnit(jenis), parent or None) for kode, nama, jenis, parent in sample_units()]
    with stores.database.transaction() as session:
        import_units(session, rows, actor=OPERATOR, now=clock.utc_now())

    usulan_command.record_some(stores)

    law = Law(load_rules(), load_kalender(), date(2025, 5, 22))
    with stores.database.reading() as session:
        found = {
            kelompok: usulan.list_usulan(session, OPERATOR, UsulanFilter(kelompok), law, clock.today(), 1).items
            for kelompok in UsulanGroup
        }
    assert [len(items) for items in found.values()] == [5, 2, 0]
    assert found[UsulanGroup.BERJALAN][0].clock_state.is_late
    assert all("(CONTOH)" in item.perihal for items in found.values() for item in items)
