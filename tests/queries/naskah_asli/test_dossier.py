"""The record of one original: receipts newest first, custody by day, both tracks, and who recorded each act."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal.domain.kasus.kemlu import KemluState, LangkahKemluFields
from portal.domain.kasus.pengesahan import JalurPengesahan, PengesahanAct, PengesahanDecision, PengesahanState
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.permissions import Actor, Peran
from portal.errors import NotFoundError
from portal.models.naskah_asli import RiwayatAsli
from portal.queries.naskah import dossier as naskah_queries
from portal.queries.naskah_asli import dossier as asli_dossier
from portal.queries.naskah_asli.values import KemluTrack, PengesahanTrack
from portal.services import kasus
from portal.services.naskah_asli import custody, penerimaan
from portal.services.naskah_asli.custody import ArchiveFields, CustodyFields
from tests.factories.counter import HUKUM, UNIT, at, do, dossier, receive
from tests.factories.desk import Desk
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, OWN
from tests.queries.conftest import Ask

DAY = "2026-06-20"


@pytest.fixture
def kode(desk: Desk) -> str:
    """A treaty of IMI, signed on 4 May 2026."""
    return desk.draft(foreign_fields(perjanjian_internasional=True))


@pytest.fixture
def ani(desk: Desk) -> Actor:
    """Somebody of the Biro with an account."""
    return desk.office.add_user("ani@contoh.example", Peran.BIRO, "BIRO")


def test_before_anybody_recorded_anything_all_is_empty(desk: Desk, kode: str, cost: Callable[..., int]) -> None:
    found = dossier(desk, kode)

    assert (found.version, found.keadaan, found.dispatched_by) == (0, NaskahAsliState.BELUM_DITERIMA, "")
    assert (found.penerimaan, found.riwayat, found.arsip, found.dispatched_on) == ((), (), None, None)
    assert found.kemlu == KemluTrack(0, KemluState.BELUM_DIKIRIM, ())
    assert found.pengesahan == PengesahanTrack(0, PengesahanState.BELUM_DITENTUKAN, None, (), "", "", None, ())
    assert cost(asli_dossier.find_naskah_asli, kode, ABOVE) == 9


def test_another_branch_and_an_unknown_code_are_told_the_same(desk: Desk, kode: str, ask: Ask) -> None:
    nomor, other = receive(desk, kode), desk.draft(foreign_fields())

    assert ask(asli_dossier.find_naskah_asli, kode, ABOVE).naskah.kode == kode
    assert ask(asli_dossier.find_penerimaan_sheet, kode, nomor, ABOVE).penerimaan.nomor == nomor
    for actor, wrong in ((OWN, kode), (BESIDE, kode), (ADMIN, kode), (ABOVE, "2026-00000")):
        with pytest.raises(NotFoundError, match="Naskah tidak ditemukan"):
            ask(asli_dossier.find_naskah_asli, wrong, actor)
        with pytest.raises(NotFoundError, match="Naskah tidak ditemukan"):
            ask(asli_dossier.find_penerimaan_sheet, wrong, nomor, actor)
    for where, number in ((kode, "TTA-2026-99999"), (other, nomor)):
        with pytest.raises(NotFoundError, match="Tanda terima tidak ditemukan"):
            ask(asli_dossier.find_penerimaan_sheet, where, number, ABOVE)


def test_receipts_stand_newest_first_with_who_recorded_and_who_voided(
    desk: Desk, kode: str, ani: Actor, ask: Ask
) -> None:
    first = receive(desk, kode)
    do(desk, penerimaan.void, kode, first, "Salah naskah.", at("2026-05-21", ani))
    fields = penerimaan.PenerimaanFields(date(2026, 5, 22), penyerah="Budi")
    second = do(desk, penerimaan.receive, kode, fields, HUKUM, at("2026-05-22", ani))

    new, old = dossier(desk, kode).penerimaan

    assert (new.nomor, new.recorded_by, new.voided_by, new.penyerah) == (second, "Ani", "", "Budi")
    assert (old.nomor, old.recorded_by, old.voided_by, old.alasan_batal) == (first, "Sistem", "Ani", "Salah naskah.")
    assert ask(asli_dossier.find_penerimaan_sheet, kode, first, ABOVE).penerimaan == old


def test_the_way_of_an_original_is_told_by_day(desk: Desk, kode: str, ani: Actor) -> None:
    do(desk, penerimaan.declare_dispatch, kode, date(2026, 5, 18), "Kurir.", at("2026-05-18", UNIT))
    receive(desk, kode)
    places = ("Lemari 1", "Lemari 2")
    for number, tempat in enumerate(places):
        fields = CustodyFields(date(2026, 5, 25) + timedelta(days=number), tempat, "Contoh")
        do(desk, custody.move_naskah_asli, kode, dossier(desk, kode).version, fields, at(DAY, ani))
    with desk.stores.database.transaction() as session:
        # Whatever was written down later may speak of an earlier day.
        last = session.scalars(select(RiwayatAsli).where(RiwayatAsli.tempat == places[1])).one()
        last.since_on = date(2026, 5, 24)
    archive = ArchiveFields(date(2026, 6, 1), "Arsip", "BA-1", "Terbuka")
    do(desk, custody.archive_naskah_asli, kode, dossier(desk, kode).version, archive, at(DAY))

    found = dossier(desk, kode)

    assert (found.dispatched_on, found.dispatched_by, found.keterangan_kirim) == (date(2026, 5, 18), "Sistem", "Kurir.")
    days = [place.since_on for place in found.riwayat]
    assert days == sorted(days)
    assert [place.recorded_by for place in found.riwayat if place.tempat in places] == ["Ani", "Ani"]
    assert found.arsip is not None
    assert (found.arsip.on, found.arsip.nomor, found.arsip.klasifikasi) == (date(2026, 6, 1), "BA-1", "Terbuka")


def test_each_track_tells_its_acts_in_their_order_and_the_day_of_the_last(
    desk: Desk, kode: str, ani: Actor, ask: Ask, cost: Callable[..., int]
) -> None:
    receive(desk, kode)
    naskah_id = desk.naskah(kode).id
    assert ask(asli_dossier.last_act_on, naskah_id, kemlu=True) is None
    assert ask(asli_dossier.last_act_on, naskah_id, kemlu=False) is None
    steps = ((KemluState.DIKIRIM, date(2026, 5, 25)), (KemluState.KURANG_LENGKAP, date(2026, 5, 27)))
    for step, day in steps:
        fields = LangkahKemluFields(day, "S-1", "Kurang lampiran.")
        do(desk, kasus.record_kemlu, kode, dossier(desk, kode).kemlu.version, step, fields, at(DAY, ani))
    decision = PengesahanDecision(JalurPengesahan.PERPRES, "Contoh.", LangkahKemluFields(date(2026, 5, 26), "ND-3"))
    do(desk, kasus.decide_jalur, kode, 0, decision, at(DAY))

    found = dossier(desk, kode)

    assert found.kemlu.keadaan is KemluState.KURANG_LENGKAP
    assert [(act.keadaan, act.on, act.recorded_by) for act in found.kemlu.langkah] == [(*step, "Ani") for step in steps]
    assert (found.pengesahan.jalur, found.pengesahan.alasan) == (JalurPengesahan.PERPRES, "Contoh.")
    assert [(act.tindakan, act.recorded_by) for act in found.pengesahan.langkah] == [(PengesahanAct.TENTUKAN, "Sistem")]
    assert ask(asli_dossier.last_act_on, naskah_id, kemlu=True) == date(2026, 5, 27)
    assert ask(asli_dossier.last_act_on, naskah_id, kemlu=False) == date(2026, 5, 26)
    other = desk.naskah(desk.draft(sample_fields())).id
    assert ask(asli_dossier.last_act_on, other, kemlu=True) is None
    assert cost(asli_dossier.find_naskah_asli, kode, ABOVE) == 12


def test_a_naskah_at_hand_gives_the_same_record_without_asking_for_it_again(
    desk: Desk, kode: str, ask: Ask, cost: Callable[..., int]
) -> None:
    desk.attach(kode, ["Pasal 1"])
    first = receive(desk, kode)
    do(desk, penerimaan.void, kode, first, "Salah naskah.", at("2026-05-21"))
    receive(desk, kode, "2026-05-22")
    at_hand = ask(naskah_queries.find_naskah, kode, ABOVE)

    assert ask(asli_dossier.naskah_asli_of, at_hand) == ask(asli_dossier.find_naskah_asli, kode, ABOVE)
    assert cost(asli_dossier.naskah_asli_of, at_hand) == cost(asli_dossier.find_naskah_asli, kode, ABOVE) - 7
