"""Evaluations of a naskah (Pasal 42): who notes them, what is kept of a correction, and that nothing is ever due."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.evaluasi import EvaluasiFields
from portal.domain.naskah.enumerations import AlasanPengakhiran
from portal.domain.naskah.family import PengakhiranFields
from portal.domain.permissions import OPERATOR, Peran
from portal.errors import (
    BadInputError,
    ConflictError,
    FieldsRefusedError,
    NotAllowedError,
    NotFoundError,
    StaleVersionError,
)
from portal.models.audit_entry import AuditEntry
from portal.queries import evaluasi as stored
from portal.queries.evaluasi import EvaluasiGroup
from portal.services import evaluasi
from portal.services.naskah import family
from tests.factories.counter import BIRO, at, do
from tests.factories.desk import Desk, at_once, errors_of, person
from tests.factories.naskah import sample_fields

FIELDS = EvaluasiFields(date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 10), "Berjalan baik.")
DELIVERED = replace(FIELDS, delivered_on=date(2026, 6, 12), delivered_nomor="SES-1")
OWN = person(Peran.PENGELOLA, "KANIM-A")
DAY, TODAY = "2026-06-15", date(2026, 6, 15)


def notes(desk: Desk, kode: str) -> tuple[stored.EvaluasiNote, ...]:
    naskah_id = desk.naskah(kode).id
    with desk.stores.database.reading() as session:
        return stored.notes_of(session, naskah_id)


def trail(desk: Desk, kode: str) -> list[tuple[str, dict, dict]]:
    with desk.stores.database.reading() as session:
        chosen = AuditEntry.object_key == kode, AuditEntry.action.like("evaluasi.%")
        rows = session.scalars(select(AuditEntry).where(*chosen).order_by(AuditEntry.seq))
        return [(row.action, json.loads(row.before), json.loads(row.after)) for row in rows]


@pytest.mark.parametrize(
    "actor", [OWN, person(Peran.PENGELOLA, "IMI", "KANIM-A"), BIRO], ids=["unit", "di atas", "biro"]
)
def test_pasal_42_the_pemrakarsa_and_the_biro_note_an_evaluation(desk: Desk, actor) -> None:  # type: ignore[no-untyped-def]
    kode = desk.draft(sample_fields())

    do(desk, evaluasi.add_evaluation, kode, replace(FIELDS, is_with_biro=True), at(DAY, actor))

    (note,) = notes(desk, kode)
    assert (note.evaluated_on, note.ringkasan, note.is_with_biro, note.delivered_on) == (
        date(2026, 6, 10), "Berjalan baik.", True, None,
    )  # fmt: skip
    assert [action for action, *_ in trail(desk, kode)] == ["evaluasi.catat"]


def test_pasal_42_nobody_else_does(desk: Desk) -> None:
    kode = desk.draft(sample_fields())

    for actor, error in (
        (person(Peran.PIMPINAN, "KANIM-A"), NotAllowedError),
        (person(Peran.PPID, "SETJEN"), NotAllowedError),
        (person(Peran.PENGELOLA, "PAS"), NotFoundError),
        (person(Peran.ADMIN, "KEMEN"), NotFoundError),
    ):
        with pytest.raises(error):
            do(desk, evaluasi.add_evaluation, kode, FIELDS, at(DAY, actor))
    assert notes(desk, kode) == ()


def test_pasal_42_3_delivery_is_added_later_and_only_what_changed_is_logged(desk: Desk) -> None:
    kode = desk.draft(sample_fields())
    evaluasi_id = do(desk, evaluasi.add_evaluation, kode, FIELDS, at(DAY, OWN))

    do(desk, evaluasi.update_evaluation, kode, evaluasi_id, 1, DELIVERED, at(DAY, OWN))
    do(desk, evaluasi.update_evaluation, kode, evaluasi_id, 2, DELIVERED, at(DAY, OWN))

    assert (notes(desk, kode)[0].delivered_on, notes(desk, kode)[0].delivered_nomor) == (date(2026, 6, 12), "SES-1")
    assert trail(desk, kode)[1:] == [
        (
            "evaluasi.ubah",
            {},
            {"evaluated_on": "2026-06-10", "delivered_on": "2026-06-12", "delivered_nomor": "SES-1"},
        )
    ]


def test_what_cannot_be_is_refused_and_nothing_is_written(desk: Desk) -> None:
    kode = desk.draft(sample_fields())

    with pytest.raises(FieldsRefusedError):
        do(desk, evaluasi.add_evaluation, kode, replace(FIELDS, ringkasan=""), at(DAY, OWN))

    assert notes(desk, kode) == ()
    assert trail(desk, kode) == []


def test_of_two_who_correct_the_same_note_at_once_one_succeeds(desk: Desk) -> None:
    kode = desk.draft(sample_fields())
    one = do(desk, evaluasi.add_evaluation, kode, FIELDS, at(DAY, OWN))

    def job(number: int) -> None:
        told = replace(FIELDS, ringkasan=f"Temuan {number}")
        do(desk, evaluasi.update_evaluation, kode, one, 1, told, at(DAY, OWN))

    results = at_once([lambda number=number: job(number) for number in range(3)])

    errors = list(errors_of(results))
    assert len(errors) == 2
    assert all(isinstance(error, StaleVersionError) for error in errors)


def test_a_wrong_note_is_voided_with_a_reason_and_stays_in_the_history_alone(desk: Desk) -> None:
    kode, other = desk.draft(sample_fields()), desk.draft(sample_fields())
    one = do(desk, evaluasi.add_evaluation, kode, FIELDS, at(DAY, OWN))
    for reason in (" ", "x" * 1001):
        with pytest.raises(BadInputError):
            do(desk, evaluasi.void_evaluation, kode, one, 1, reason, at(DAY, OWN))
    with pytest.raises(NotFoundError):
        do(desk, evaluasi.void_evaluation, other, one, 1, "Bukan miliknya.", at(DAY, OWN))

    do(desk, evaluasi.void_evaluation, kode, one, 1, "Naskah lain.", at(DAY, OWN))

    assert notes(desk, kode) == ()
    assert trail(desk, kode)[-1][2] == {"evaluated_on": "2026-06-10", "alasan_batal": "Naskah lain."}
    with pytest.raises(ConflictError, match="sudah dibatalkan"):
        do(desk, evaluasi.update_evaluation, kode, one, 2, FIELDS, at(DAY, OWN))


def test_pasal_42_the_list_has_those_without_one_first_and_then_the_longest_ago(desk: Desk) -> None:
    never, recent, old = (desk.publish(sample_fields(judul=judul)) for judul in ("Tanpa", "Baru", "Lama"))
    desk.draft(sample_fields(judul="Belum disampaikan"))
    for kode, told in (
        (recent, DELIVERED),
        (old, FIELDS),
        (old, replace(FIELDS, period_to=date(2026, 3, 1), evaluated_on=date(2026, 3, 2))),
    ):
        do(desk, evaluasi.add_evaluation, kode, told, at(DAY, OWN))
    do(desk, evaluasi.update_evaluation, old, notes(desk, old)[0].id, 1, replace(
        FIELDS, evaluated_on=date(2026, 6, 9)), at(DAY, OWN))  # fmt: skip
    voided = do(desk, evaluasi.add_evaluation, never, FIELDS, at(DAY, OWN))
    do(desk, evaluasi.void_evaluation, never, voided, 1, "Keliru.", at(DAY, OWN))

    def listed(kelompok: EvaluasiGroup = EvaluasiGroup.SEMUA, unit: str = "", page: int = 1) -> list[tuple[str, int]]:
        with desk.stores.database.reading() as session:
            found = stored.list_evaluasi(session, OPERATOR, kelompok, unit, page, TODAY)
            assert page > 1 or found.total == len(found.items)
            return [(item.judul, item.count) for item in found.items]

    assert listed() == [("Tanpa", 0), ("Lama", 2), ("Baru", 1)]
    assert listed(EvaluasiGroup.BELUM) == [("Tanpa", 0)]
    assert listed(EvaluasiGroup.SUDAH) == [("Lama", 2), ("Baru", 1)]
    assert listed(unit="PAS") == []
    assert listed(page=2) == []
    with desk.stores.database.reading() as session:
        assert stored.list_evaluasi(session, OPERATOR, EvaluasiGroup.SEMUA, "", 2, TODAY).total == 3
        last = stored.list_evaluasi(session, OPERATOR, EvaluasiGroup.SUDAH, "", 1, TODAY).items
        assert [(one.last_on, one.delivered_on) for one in last] == [
            (date(2026, 6, 9), None), (date(2026, 6, 10), date(2026, 6, 12)),
        ]  # fmt: skip


def test_pasal_42_what_is_over_is_in_a_list_of_its_own_and_asks_for_nothing(desk: Desk) -> None:
    last_day = desk.publish(sample_fields(judul="Hari terakhir", expires_on=TODAY))
    past = desk.publish(sample_fields(judul="Lewat masa", expires_on=date(2026, 6, 14)))
    ended, later = desk.publish(sample_fields(judul="Diakhiri")), desk.publish(sample_fields(judul="Akan diakhiri"))
    grounds = (AlasanPengakhiran.KESEPAKATAN,)
    for kode, on in ((ended, TODAY), (later, date(2026, 6, 16))):
        do(desk, family.end, kode, PengakhiranFields(on, grounds, "S-1"), at(DAY, OWN))

    def listed(kelompok: EvaluasiGroup) -> dict[str, date | None]:
        with desk.stores.database.reading() as session:
            found = stored.list_evaluasi(session, OPERATOR, kelompok, "", 1, TODAY)
            return {item.kode: item.last_day for item in found.items}

    assert listed(EvaluasiGroup.SEMUA) == listed(EvaluasiGroup.BELUM) == {last_day: TODAY, later: TODAY}
    assert listed(EvaluasiGroup.BERAKHIR) == {past: date(2026, 6, 14), ended: date(2026, 6, 14)}
