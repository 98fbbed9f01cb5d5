"""Receiving proposals (Pasal 16) and explorations abroad (Pasal 28): who may, what closes, goes back, is voided."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import Tingkat
from portal.domain.permissions import Peran
from portal.domain.tenggat.state import ClockState
from portal.domain.usulan.fields import HasilFields
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan, UsulanContent
from portal.errors import (
    BadInputError,
    ConflictError,
    FieldsRefusedError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
)
from portal.models.audit_entry import AuditEntry
from portal.models.usulan import PenerimaanUsulan
from portal.queries import usulan as stored
from portal.queries.usulan import UsulanFilter, UsulanGroup
from portal.services import audit, usulan
from portal.wiring import Stores
from tests.factories.counter import HUKUM, at, do
from tests.factories.desk import Desk, at_once, errors_of, person
from tests.factories.naskah import foreign_fields
from tests.factories.usulan import close, fields, find, record

RESULT = HasilFields(HasilUsulan.SELARAS, date(2026, 6, 29), "ND-1", date(2026, 6, 29))


def trail(stores: Stores) -> list[tuple[str, str, dict, dict]]:
    with stores.database.reading() as session:
        assert audit.first_broken(session) is None
        rows = session.scalars(select(AuditEntry).where(AuditEntry.object_kind == "usulan").order_by(AuditEntry.seq))
        return [(row.action, row.object_key, json.loads(row.before), json.loads(row.after)) for row in rows]


def test_pasal_16_2_a_receipt_starts_the_clock_and_a_result_in_time_closes_it(stores: Stores) -> None:
    nomor = record(stores, isi=(UsulanContent.URGENSI,), tingkat=Tingkat.ESELON1)
    assert nomor == "TTU-2026-00001"
    assert find(stores, nomor, "2026-06-30").item.clock_state.keadaan is ClockState.TERLAMBAT

    close(stores, nomor, "2026-06-29")

    found = find(stores, nomor, "2026-09-01")
    assert found.item.clock_state.keadaan is ClockState.TEPAT_WAKTU
    assert (found.item.facts.due_on, found.dokumen_nomor) == (date(2026, 6, 29), "ND-CONTOH-1")
    assert (found.tingkat, found.isi) == (Tingkat.ESELON1, (UsulanContent.URGENSI,))
    with stores.database.reading() as session:
        row = session.scalars(select(PenerimaanUsulan)).one()
        assert row.kalender_version == HUKUM.kalender.version()
    (first, key, _, told), (second, _, _, result) = trail(stores)
    assert (first, second, key) == ("usulan.terima", "usulan.hasil", nomor)
    assert (told["received_on"], told["unit"], told["isi_usulan"]) == ("2026-06-12", "IMI", ["urgensi"])
    assert (result["hasil_usulan"], result["due_on"]) == ("selaras", "2026-06-29")


def test_pasal_28_5_an_exploration_abroad_has_thirty_days_and_nothing_of_pasal_14_and_15(stores: Stores) -> None:
    nomor = record(stores, jenis=JenisUsulan.PENJAJAKAN, isi=(UsulanContent.URGENSI,), tingkat=Tingkat.UPT)

    found = find(stores, nomor)

    assert found.item.clock_state.due_on == date(2026, 7, 27)
    assert (found.tingkat, found.isi) == (None, ())
    close(stores, nomor, "2026-07-28", HasilUsulan.DIREKOMENDASIKAN)
    assert find(stores, nomor, "2026-09-01").item.clock_state.keadaan is ClockState.SELESAI_TERLAMBAT


def test_numbers_run_without_a_gap_within_the_year_of_recording(stores: Stores) -> None:
    late = {"received_on": date(2026, 12, 30), "alasan_mundur": "Surat contoh tertahan."}

    assert [record(stores), record(stores), record(stores, "2027-01-04", **late)] == [
        "TTU-2026-00001", "TTU-2026-00002", "TTU-2027-00001",
    ]  # fmt: skip


@pytest.mark.parametrize("peran", [Peran.PENGELOLA, Peran.PIMPINAN, Peran.PPID, Peran.ADMIN])
def test_pasal_16_1_nobody_but_the_biro_records(stores: Stores, peran: Peran) -> None:
    nomor, other = record(stores), person(peran, "IMI")
    verbs: tuple[tuple[Callable[..., object], *tuple[object, ...]], ...] = (
        (usulan.record, fields()),
        (usulan.update, nomor, 1, fields()),
        (usulan.close, nomor, 1, RESULT, HUKUM),
        (usulan.reopen, nomor, 1, "Alasan."),
        (usulan.void, nomor, 1, "Alasan."),
        (usulan.link, nomor, 1, ""),
    )
    for verb, *arguments in verbs:
        with pytest.raises(NotAllowedError), stores.database.transaction() as session:
            verb(session, *arguments, at("2026-06-29", other))

    assert [action for action, *_ in trail(stores)] == ["usulan.terima"]


def test_a_registered_partner_is_known_by_its_name_and_another_stays_a_text(desk: Desk) -> None:
    desk.draft(foreign_fields())

    known = record(desk.stores, calon_mitra="kementerian  kehakiman republik korea")
    other = record(desk.stores, calon_mitra="Kantor yang belum terdaftar")

    assert [find(desk.stores, one).is_registered for one in (known, other)] == [True, False]


def test_an_unknown_unit_or_number_is_refused(stores: Stores) -> None:
    with pytest.raises(BadInputError, match="Unit itu tidak ada"):
        record(stores, unit="TIDAK-ADA")
    with pytest.raises(NotFoundError), stores.database.transaction() as session:
        usulan.void(session, "TTU-2026-09999", 1, "Alasan.", at("2026-06-29"))


def test_a_correction_is_logged_field_by_field_and_moves_the_clock(stores: Stores) -> None:
    nomor = record(stores)
    told = fields(received_on=date(2026, 6, 11), alasan_mundur="Cap agenda 11 Juni.", perihal="Layanan paspor")
    with stores.database.transaction() as session:
        usulan.update(session, nomor, 1, told, at("2026-06-15"))
    with stores.database.transaction() as session:
        usulan.update(session, nomor, 2, told, at("2026-06-15"))

    action, _, before, after = trail(stores)[-1]
    assert action == "usulan.ubah"
    assert before == {"received_on": "2026-06-12", "perihal": "Layanan paspor contoh"}
    assert after == {"received_on": "2026-06-11", "perihal": "Layanan paspor", "alasan_mundur": "Cap agenda 11 Juni."}
    assert len(trail(stores)) == 2, "what changes nothing leaves no entry"
    assert find(stores, nomor).item.clock_state.due_on == date(2026, 6, 26)


def test_a_correction_without_a_reason_for_an_earlier_day_is_refused(stores: Stores) -> None:
    nomor = record(stores)

    with pytest.raises(FieldsRefusedError) as refused, stores.database.transaction() as session:
        usulan.update(session, nomor, 1, fields(received_on=date(2026, 6, 11)), at("2026-06-15"))

    assert refused.value.field == "alasan_mundur"


def test_of_two_who_close_the_same_record_at_once_one_succeeds(stores: Stores) -> None:
    nomor = record(stores)

    def job(number: int) -> None:
        told = replace(RESULT, dokumen_nomor=f"ND-{number}")
        with stores.database.transaction() as session:
            usulan.close(session, nomor, 1, told, HUKUM, at("2026-06-29"))

    results = at_once([lambda number=number: job(number) for number in range(4)])

    errors = list(errors_of(results))
    assert len(errors) == 3
    assert all(isinstance(error, ConflictError) for error in errors)
    assert [action for action, *_ in trail(stores)] == ["usulan.terima", "usulan.hasil"]


def test_an_act_on_what_somebody_changed_since_is_refused(stores: Stores) -> None:
    nomor = record(stores)
    with stores.database.transaction() as session:
        usulan.update(session, nomor, 1, fields(perihal="Diubah orang lain"), at("2026-06-15"))

    with pytest.raises(StaleVersionError), stores.database.transaction() as session:
        usulan.close(session, nomor, 1, RESULT, HUKUM, at("2026-06-29"))


def test_a_wrong_result_is_reopened_with_a_reason_and_the_clock_goes_on(stores: Stores) -> None:
    nomor = record(stores)
    close(stores, nomor)
    with pytest.raises(BadInputError, match="mengapa"):
        do_it(stores, usulan.reopen, nomor, find(stores, nomor).version, "  ")
    with pytest.raises(ConflictError, match="sudah dicatat"):
        do_it(stores, usulan.update, nomor, find(stores, nomor).version, fields())

    do_it(stores, usulan.reopen, nomor, find(stores, nomor).version, "Nota dinas yang salah.")

    found = find(stores, nomor, "2026-06-30")
    assert found.item.clock_state.keadaan is ClockState.TERLAMBAT
    assert (found.item.facts.due_on, found.dokumen_nomor, found.dokumen_on) == (None, "", None)
    action, _, before, after = trail(stores)[-1]
    assert (action, before["hasil_usulan"]) == ("usulan.buka_lagi", "selaras")
    assert after == {"alasan_buka": "Nota dinas yang salah."}
    with pytest.raises(ConflictError, match="belum dicatat"):
        do_it(stores, usulan.reopen, nomor, found.version, "Lagi.")
    close(stores, nomor, "2026-07-02")
    assert find(stores, nomor, "2026-09-01").item.clock_state.days == 3


def do_it(stores: Stores, verb, *arguments: object) -> None:  # type: ignore[no-untyped-def]
    with stores.database.transaction() as session:
        verb(session, *arguments, at("2026-07-02"))


def test_a_wrong_record_is_voided_with_a_reason_and_stays_to_be_seen(stores: Stores) -> None:
    nomor = record(stores)
    for reason, problem in ((" ", "mengapa"), ("x" * 1001, "Paling panjang")):
        with pytest.raises(BadInputError, match=problem):
            do_it(stores, usulan.void, nomor, 1, reason)

    do_it(stores, usulan.void, nomor, 1, "Surat untuk kementerian lain.")

    found = find(stores, nomor)
    assert (found.item.clock_state.keadaan, found.alasan_batal) == (
        ClockState.DIBATALKAN,
        "Surat untuk kementerian lain.",
    )
    for verb, *more in ((usulan.void, "Lagi."), (usulan.close, RESULT, HUKUM), (usulan.link, "")):
        with pytest.raises(ConflictError, match="sudah dibatalkan"):
            do_it(stores, verb, nomor, found.version, *more)
    assert listed(stores) == []
    assert listed(stores, UsulanGroup.DIBATALKAN) == [nomor]


def listed(stores: Stores, kelompok: UsulanGroup = UsulanGroup.BERJALAN) -> list[str]:
    with stores.database.reading() as session:
        wanted = UsulanFilter(kelompok)
        found = stored.list_usulan(session, person(Peran.BIRO, "BIRO"), wanted, HUKUM, date(2026, 6, 15), 1)
        assert found.total == len(found.items)
        return [item.nomor for item in found.items]


def test_what_went_back_returns_as_a_new_receipt_with_a_clock_of_its_own(stores: Stores) -> None:
    first = record(stores)
    with pytest.raises(BadInputError, match="yang dikembalikan"):
        record(stores, sebelumnya=first)
    close(stores, first, "2026-06-15", HasilUsulan.DIKEMBALIKAN)
    with pytest.raises(BadInputError, match="sesudah dikembalikan"):
        record(stores, "2026-06-22", sebelumnya=first, alasan_mundur="Contoh.")
    again = {"received_on": date(2026, 6, 22), "sebelumnya": first}

    second = record(stores, **again)

    assert (find(stores, first).kembali, find(stores, second).sebelumnya) == (second, first)
    assert find(stores, second).item.clock_state.due_on == date(2026, 7, 6)
    with pytest.raises(ConflictError, match=second):
        record(stores, **again)
    for verb, reason in ((usulan.reopen, "Keliru."), (usulan.void, "Keliru.")):
        with pytest.raises(ConflictError, match=second):
            do_it(stores, verb, first, find(stores, first).version, reason)
    with pytest.raises(BadInputError, match="sejenis"):
        do_it(stores, usulan.update, second, 1, fields(jenis=JenisUsulan.PENJAJAKAN, received_on=date(2026, 6, 22)))
    do_it(stores, usulan.void, second, 1, "Bukan berkas itu.")
    do_it(stores, usulan.reopen, first, find(stores, first).version, "Tidak jadi dikembalikan.")
    assert listed(stores) == [first]


def test_of_two_who_record_the_same_return_at_once_one_succeeds(stores: Stores) -> None:
    first = record(stores)
    close(stores, first, "2026-06-15", HasilUsulan.DIKEMBALIKAN)

    results = at_once([lambda: record(stores, received_on=date(2026, 6, 22), sebelumnya=first) for _ in range(3)])

    assert [one for one in results if isinstance(one, str)] == ["TTU-2026-00002"]
    assert all(isinstance(error, ConflictError) for error in errors_of(results))


def test_the_naskah_that_came_of_it_is_named_and_let_go(desk: Desk) -> None:
    kode, nomor = desk.draft(foreign_fields()), record(desk.stores, jenis=JenisUsulan.PENJAJAKAN)
    with pytest.raises(BadInputError, match="tidak ditemukan"):
        do(desk, usulan.link, nomor, 1, "2026-10000", at("2026-06-29"))

    do(desk, usulan.link, nomor, 1, kode, at("2026-06-29"))

    found = find(desk.stores, nomor)
    assert found.naskah is not None
    assert (found.naskah.kode, found.naskah.judul) == (kode, "Kerja Sama Keimigrasian dengan Korea")
    with desk.stores.database.reading() as session:
        naskah_id = desk.naskah(kode).id
        assert stored.numbers_of(session, naskah_id, person(Peran.PENGELOLA, "IMI")) == (nomor,)
        assert stored.numbers_of(session, naskah_id, person(Peran.PENGELOLA, "PAS")) == ()
    do(desk, usulan.link, nomor, 2, "", at("2026-06-29"))
    assert find(desk.stores, nomor).naskah is None
