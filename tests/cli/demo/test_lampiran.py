"""The registers and evaluations of the demo are recorded by the portal's own verbs, and marked as invented."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from portal import clock
from portal.cli.demo import lampiran
from portal.domain.naskah.enumerations import JenisUnit, Presisi
from portal.domain.naskah.fields import PihakFields
from portal.domain.permissions import OPERATOR
from portal.domain.tanggal import Tanggal
from portal.models.evaluasi import Evaluasi
from portal.models.lampiran import Penjajakan, Perencanaan
from portal.samples.interface import sample_units
from portal.services.unit import UnitRow, import_units
from tests.factories.naskah import Office, sample_fields


def parties(on: date) -> tuple[PihakFields, ...]:
    return tuple(replace(one, signed=Tanggal(on, Presisi.HARI)) for one in sample_fields().pihak)


def test_every_page_of_plans_explorations_and_evaluations_has_something_real(office: Office) -> None:
    rows = [UnitRow(kode, nama, JenisUnit(jenis), parent or None) for kode, nama, jenis, parent in sample_units()]
    with office.stores.database.transaction() as session:
        import_units(session, rows, actor=OPERATOR, now=clock.utc_now())
    today = clock.today()
    old, recent = today - timedelta(days=400), today - timedelta(days=30)
    later = today + timedelta(days=400)
    for number, (signed, until) in enumerate(
        ((old, later), (old, later), (recent, later), (old, today - timedelta(1)))
    ):
        fields = sample_fields(judul=f"Naskah {number}", pihak=parties(signed), expires_on=until)
        office.publish(fields, pages=[f"Pasal {number}"])

    lampiran.record_some(office.stores)

    with office.stores.database.reading() as session:
        plans = session.scalars(select(Perencanaan)).all()
        found = session.scalars(select(Penjajakan)).all()
        notes = session.scalars(select(Evaluasi)).all()
        assert {row.tahun for row in (*plans, *found)} == {today.year}
        assert all("(CONTOH)" in row.mitra for row in plans)
        assert all(row.rencana_strategis and row.urgensi and row.data_dukung for row in plans)
        assert all("(CONTOH)" in row.calon_mitra for row in found)
        assert (len(plans), len(found)) == (3, 2)
        assert [note.delivered_on is not None for note in notes] == [True, False]
        assert all(note.ringkasan.startswith("Contoh") for note in notes)
