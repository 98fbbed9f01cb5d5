"""Receiving an original (Pasal 39 ayat (4), (5)): who may, what closes, what is voided, and two at the same counter."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, PenerimaanFields, Penyampaian, Rangkap
from portal.domain.permissions import Peran
from portal.domain.tenggat.clocks import ClockState
from portal.errors import BadInputError, ConflictError, FieldsRefusedError, NotAllowedError, NotFoundError, PortalError
from portal.models.audit_entry import AuditEntry
from portal.models.naskah_asli import NaskahAsli, Penerimaan
from portal.services import audit
from portal.services.naskah_asli import penerimaan
from tests.factories.counter import HUKUM, UNIT, at, clocks, do, dossier, receive
from tests.factories.desk import Desk, at_once, errors_of, person
from tests.factories.naskah import foreign_fields, sample_fields

DUE = date(2026, 5, 26)


@pytest.fixture
def kode(desk: Desk) -> str:
    """A foreign naskah of IMI, signed on 4 May 2026: due on 26 May 2026."""
    return desk.draft(foreign_fields())


def test_pasal_39_4_an_original_that_arrives_in_time_closes_the_clock(desk: Desk, kode: str) -> None:
    assert clocks(desk, kode, "2026-05-27").asli.keadaan is ClockState.TERLAMBAT

    nomor = receive(desk, kode, "2026-05-26", rangkap=(Rangkap("id", 2), Rangkap("en", 1)), penyerah="Kurir IMI")

    found = dossier(desk, kode)
    assert nomor == "TTA-2026-00001"
    assert found.keadaan is NaskahAsliState.DITERIMA_LENGKAP
    assert (found.penerimaan[0].due_on, found.penerimaan[0].kalender_version) == (DUE, HUKUM.kalender.version())
    assert found.penerimaan[0].rangkap == (Rangkap("id", 2), Rangkap("en", 1))
    assert clocks(desk, kode).asli.keadaan is ClockState.TEPAT_WAKTU


def test_numbers_run_without_a_gap_within_the_year_of_recording(desk: Desk) -> None:
    numbers = [receive(desk, desk.draft(foreign_fields()), day) for day in ("2026-05-20", "2026-05-21")]
    legacy = replace(foreign_fields(), pihak=())
    numbers.append(receive(desk, desk.draft(legacy), "2027-01-04"))

    assert numbers == ["TTA-2026-00001", "TTA-2026-00002", "TTA-2027-00001"]


def test_pasal_39_4_late_writing_down_makes_nobody_late(desk: Desk, kode: str) -> None:
    fields = PenerimaanFields(date(2026, 5, 26), alasan_mundur="Petugas loket sakit.")

    do(desk, penerimaan.receive, kode, fields, HUKUM, at("2026-06-08"))

    assert clocks(desk, kode).asli.keadaan is ClockState.TEPAT_WAKTU


def test_pasal_39_4_a_late_arrival_needs_a_cause_that_excuses_no_day(desk: Desk, kode: str) -> None:
    with pytest.raises(FieldsRefusedError, match="sebab keterlambatan"):
        receive(desk, kode, "2026-06-02")

    receive(desk, kode, "2026-06-02", sebab_terlambat=LateCause.KANTONG_DIPLOMATIK)

    found = clocks(desk, kode).asli
    assert (found.keadaan, found.days) == (ClockState.SELESAI_TERLAMBAT, 2)


def test_a_cause_chosen_for_what_came_in_time_is_not_kept(desk: Desk, kode: str) -> None:
    receive(desk, kode, "2026-05-26", sebab_terlambat=LateCause.KANTONG_DIPLOMATIK)

    assert dossier(desk, kode).penerimaan[0].sebab_terlambat is None


@pytest.mark.parametrize(
    ("day", "today", "field"),
    [("2026-05-03", "2026-05-20", "arrived_on"), ("2026-05-21", "2026-05-20", "arrived_on"),
     ("2026-05-19", "2026-05-20", "alasan_mundur")],
    ids=["sebelum tanda tangan", "di masa depan", "mundur tanpa alasan"],
)  # fmt: skip
def test_an_impossible_day_is_refused_and_nothing_is_written(
    desk: Desk, kode: str, day: str, today: str, field: str
) -> None:
    mundur = "x" if field == "arrived_on" else ""
    fields = PenerimaanFields(date.fromisoformat(day), alasan_mundur=mundur)

    with pytest.raises(FieldsRefusedError) as refused:
        do(desk, penerimaan.receive, kode, fields, HUKUM, at(today))

    assert [problem.field for problem in refused.value.problems] == [field]
    assert dossier(desk, kode).penerimaan == ()


def test_the_second_to_receive_the_same_original_is_told_of_the_first(desk: Desk, kode: str) -> None:
    desk.office.add_user("sari@contoh.go.id", Peran.BIRO, "BIRO")
    sari = desk.office.actor("sari@contoh.go.id")
    do(desk, penerimaan.receive, kode, PenerimaanFields(date(2026, 5, 20)), HUKUM, at("2026-05-20", sari))

    with pytest.raises(ConflictError, match="diterima pada 20-05-2026 oleh Sari dengan nomor TTA-2026-00001"):
        receive(desk, kode, "2026-05-21")


def test_of_many_who_receive_at_the_same_moment_one_succeeds(desk: Desk, kode: str) -> None:
    results = at_once([lambda: receive(desk, kode) for _ in range(4)])

    assert [r for r in results if isinstance(r, str)] == ["TTA-2026-00001"]
    assert all(isinstance(error, ConflictError) for error in errors_of(results))
    assert len(list(errors_of(results))) == 3


def test_a_wrong_receipt_is_voided_and_the_clock_resumes(desk: Desk, kode: str) -> None:
    nomor = receive(desk, kode)

    with pytest.raises(BadInputError, match="mengapa"):
        do(desk, penerimaan.void, kode, nomor, "  ", at("2026-05-21"))
    do(desk, penerimaan.void, kode, nomor, "Naskah lain yang diterima.", at("2026-05-21"))

    found = dossier(desk, kode)
    assert found.keadaan is NaskahAsliState.BELUM_DITERIMA
    assert [(one.nomor, one.alasan_batal) for one in found.penerimaan] == [(nomor, "Naskah lain yang diterima.")]
    assert clocks(desk, kode, "2026-05-28").asli.keadaan is ClockState.TERLAMBAT
    with pytest.raises(ConflictError, match="sudah dibatalkan"):
        do(desk, penerimaan.void, kode, nomor, "Lagi.", at("2026-05-22"))
    assert receive(desk, kode, "2026-05-22") == "TTA-2026-00002"
    assert clocks(desk, kode).asli.keadaan is ClockState.TEPAT_WAKTU


def test_a_returned_original_leaves_the_clock_running_and_may_come_back(desk: Desk, kode: str) -> None:
    receive(desk, kode, "2026-05-20", hasil=NaskahAsliState.DIKEMBALIKAN, catatan="Halaman 3 tertukar.")
    assert clocks(desk, kode, "2026-05-25").asli.keadaan is ClockState.BERJALAN

    second = receive(desk, kode, "2026-05-25", hasil=NaskahAsliState.DITERIMA_DENGAN_CATATAN, catatan="Map lecet.")
    do(desk, penerimaan.void, kode, second, "Keliru.", at("2026-05-25"))

    assert dossier(desk, kode).keadaan is NaskahAsliState.DIKEMBALIKAN, "the outcome before it stands again"


def test_what_is_held_by_proof_stops_and_its_later_arrival_is_what_is_judged(desk: Desk, kode: str) -> None:
    receive(desk, kode, "2026-05-20", hasil=NaskahAsliState.DITAHAN_PERWAKILAN, bukti="Brafaks 12, 19 Mei 2026")
    assert not clocks(desk, kode).asli.is_open

    receive(desk, kode, "2026-06-02", sebab_terlambat=LateCause.KANTONG_DIPLOMATIK)

    assert clocks(desk, kode).asli.keadaan is ClockState.SELESAI_TERLAMBAT


def test_the_declaration_of_the_unit_stops_nothing(desk: Desk, kode: str) -> None:
    do(desk, penerimaan.declare_dispatch, kode, date(2026, 5, 20), "Kurir, resi 12", at("2026-05-20", UNIT))

    found = dossier(desk, kode)
    assert (found.dispatched_on, found.keterangan_kirim) == (date(2026, 5, 20), "Kurir, resi 12")
    assert clocks(desk, kode, "2026-05-28").asli.keadaan is ClockState.TERLAMBAT
    receive(desk, kode, "2026-05-26")
    with pytest.raises(ConflictError, match="sudah diterima"):
        do(desk, penerimaan.declare_dispatch, kode, date(2026, 5, 26), "", at("2026-05-27", UNIT))


@pytest.mark.parametrize(
    ("day", "field"), [("2026-05-21", "dispatched_on"), ("2026-05-03", "dispatched_on")], ids=["besok", "sebelum ttd"]
)
def test_a_dispatch_on_an_impossible_day_is_refused(desk: Desk, kode: str, day: str, field: str) -> None:
    with pytest.raises(FieldsRefusedError) as refused:
        do(desk, penerimaan.declare_dispatch, kode, date.fromisoformat(day), "", at("2026-05-20", UNIT))

    assert refused.value.field == field


def test_an_uploaded_file_stops_nothing(desk: Desk, kode: str) -> None:
    desk.attach(kode, ("Pasal 1",))

    assert clocks(desk, kode, "2026-05-28").asli.keadaan is ClockState.TERLAMBAT


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.PIMPINAN, Peran.PPID])
def test_only_the_biro_receives_and_voids(desk: Desk, kode: str, peran: Peran) -> None:
    actor = person(peran, "IMI")
    nomor = receive(desk, kode)

    with pytest.raises(NotAllowedError):
        do(desk, penerimaan.receive, kode, PenerimaanFields(date(2026, 5, 20)), HUKUM, at("2026-05-20", actor))
    with pytest.raises(NotAllowedError):
        do(desk, penerimaan.void, kode, nomor, "x", at("2026-05-20", actor))


def test_another_unit_cannot_tell_it_from_an_unknown_one(desk: Desk, kode: str) -> None:
    stranger = at("2026-05-20", person(Peran.PENGELOLA, "PAS"))
    for code in (kode, "2026-10000"):
        with pytest.raises(NotFoundError, match=r"^Naskah tidak ditemukan\.$"):
            do(desk, penerimaan.declare_dispatch, code, date(2026, 5, 20), "", stranger)


@pytest.mark.parametrize("fields", [sample_fields(), sample_fields(lingkup=None)], ids=["Pasal 39 ayat (1)", "kosong"])
def test_a_domestic_original_is_not_received_here(desk: Desk, fields: object) -> None:
    with pytest.raises(BadInputError) as refused:
        receive(desk, desk.draft(fields))  # type: ignore[arg-type]

    assert refused.value.field == "lingkup"


def test_the_database_itself_allows_one_standing_receipt(desk: Desk, kode: str) -> None:
    receive(desk, kode)
    with desk.stores.database.reading() as session:
        first = session.scalars(select(Penerimaan)).one()
    values = {c.name: getattr(first, c.name) for c in Penerimaan.__table__.columns if c.name not in ("id", "nomor")}

    with pytest.raises(Exception, match=r"(?i)unique"), desk.stores.database.transaction() as session:
        session.add(Penerimaan(nomor="TTA-2026-99999", **values))


def test_the_dpr_text_is_received_by_itself(desk: Desk, kode: str) -> None:
    receive(desk, kode)
    nomor = receive(desk, kode, "2026-05-22", jenis=Penyampaian.NASKAH_DPR)

    found = clocks(desk, kode)
    assert found.naskah_dpr is not None
    assert found.naskah_dpr.keadaan is ClockState.TEPAT_WAKTU
    do(desk, penerimaan.void, kode, nomor, "Keliru.", at("2026-05-23"))
    assert dossier(desk, kode).keadaan is NaskahAsliState.DITERIMA_LENGKAP
    assert clocks(desk, kode).asli.keadaan is ClockState.TEPAT_WAKTU


def test_every_act_is_in_the_audit_trail_with_before_and_after(desk: Desk, kode: str) -> None:
    do(desk, penerimaan.declare_dispatch, kode, date(2026, 5, 19), "", at("2026-05-19", UNIT))
    nomor = receive(desk, kode)
    do(desk, penerimaan.void, kode, nomor, "Keliru.", at("2026-05-21"))

    with desk.stores.database.reading() as session:
        entries = session.scalars(
            select(AuditEntry).where(AuditEntry.action.like("asli.%")).order_by(AuditEntry.seq)
        ).all()
        assert [entry.action for entry in entries] == ["asli.kirim", "asli.terima", "asli.batal"]
        assert all(entry.object_key == kode for entry in entries)
        assert '"keadaan_asli":"belum_diterima"' in entries[1].before
        assert '"keadaan_asli":"diterima_lengkap"' in entries[1].after
        assert '"alasan_batal":"Keliru."' in entries[2].after
        assert audit.first_broken(session) is None


def test_whatever_is_refused_leaves_no_trace(desk: Desk, kode: str) -> None:
    with desk.stores.database.reading() as session:
        before = session.scalars(select(AuditEntry.seq)).all()
    for verb in (
        lambda: receive(desk, kode, "2026-05-03"),
        lambda: do(desk, penerimaan.void, kode, "TTA-2026-00009", "x", at("2026-05-20")),
    ):
        with pytest.raises(PortalError):
            verb()

    with desk.stores.database.reading() as session:
        assert session.scalars(select(AuditEntry.seq)).all() == before
        assert session.scalars(select(NaskahAsli)).all() == []
