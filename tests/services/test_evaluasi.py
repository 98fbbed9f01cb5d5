"""Evaluations of a naskah (Pasal 42): who notes them, what is kept of a correction, and that nothing is ever due."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from portal.domain.evaluasi import EvaluasiFields
from portal.domain.permissions import Peran
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
from portal.services import evaluasi
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

    do(desk, evaluasi.add_evaluasi, kode, replace(FIELDS, is_with_biro=True), at(DAY, actor))

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
            do(desk, evaluasi.add_evaluasi, kode, FIELDS, at(DAY, actor))
    assert notes(desk, kode) == ()


def test_pasal_42_3_delivery_is_added_later_and_only_what_changed_is_logged(desk: Desk) -> None:
    kode = desk.draft(sample_fields())
    evaluasi_id = do(desk, evaluasi.add_evaluasi, kode, FIELDS, at(DAY, OWN))

    do(desk, evaluasi.update_evaluasi, kode, evaluasi_id, 1, DELIVERED, at(DAY, OWN))
    do(desk, evaluasi.update_evaluasi, kode, evaluasi_id, 2, DELIVERED, at(DAY, OWN))

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
        do(desk, evaluasi.add_evaluasi, kode, replace(FIELDS, ringkasan=""), at(DAY, OWN))

    assert notes(desk, kode) == ()
    assert trail(desk, kode) == []


def test_of_two_who_correct_the_same_note_at_once_one_succeeds(desk: Desk) -> None:
    kode = desk.draft(sample_fields())
    one = do(desk, evaluasi.add_evaluasi, kode, FIELDS, at(DAY, OWN))

    def job(number: int) -> None:
        told = replace(FIELDS, ringkasan=f"Temuan {number}")
        do(desk, evaluasi.update_evaluasi, kode, one, 1, told, at(DAY, OWN))

    results = at_once([lambda number=number: job(number) for number in range(3)])

    errors = list(errors_of(results))
    assert len(errors) == 2
    assert all(isinstance(error, StaleVersionError) for error in errors)


def test_a_wrong_note_is_voided_with_a_reason_and_stays_in_the_history_alone(desk: Desk) -> None:
    kode, other = desk.draft(sample_fields()), desk.draft(sample_fields())
    one = do(desk, evaluasi.add_evaluasi, kode, FIELDS, at(DAY, OWN))
    for reason in (" ", "x" * 1001):
        with pytest.raises(BadInputError):
            do(desk, evaluasi.void_evaluasi, kode, one, 1, reason, at(DAY, OWN))
    with pytest.raises(NotFoundError):
        do(desk, evaluasi.void_evaluasi, other, one, 1, "Bukan miliknya.", at(DAY, OWN))

    do(desk, evaluasi.void_evaluasi, kode, one, 1, "Naskah lain.", at(DAY, OWN))

    assert notes(desk, kode) == ()
    assert trail(desk, kode)[-1][2] == {"evaluated_on": "2026-06-10", "alasan_batal": "Naskah lain."}
    with pytest.raises(ConflictError, match="sudah dibatalkan"):
        do(desk, evaluasi.update_evaluasi, kode, one, 2, FIELDS, at(DAY, OWN))
