"""Evaluations as they are listed (Pasal 42): who sees which naskah, in which order, in which of the lists."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from portal.domain.evaluasi import EvaluasiFields
from portal.domain.naskah.enumerations import AlasanPengakhiran
from portal.domain.naskah.family import PengakhiranFields
from portal.domain.permissions import OPERATOR
from portal.errors import NotFoundError
from portal.queries import evaluasi as stored
from portal.queries.evaluasi import EvaluasiGroup, EvaluasiPage
from portal.services import evaluasi
from portal.services.naskah import family
from tests.factories.counter import at, do
from tests.factories.desk import Desk
from tests.factories.kepatuhan import Rak
from tests.factories.naskah import sample_fields
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, CHIEF, OWN, PPID
from tests.queries.conftest import Ask

FIELDS = EvaluasiFields(date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 10), "Berjalan baik.")
DELIVERED = replace(FIELDS, delivered_on=date(2026, 6, 12), delivered_nomor="SES-1")
DAY, TODAY = "2026-06-15", date(2026, 6, 15)


def notes(desk: Desk, kode: str) -> tuple[stored.EvaluasiNote, ...]:
    naskah_id = desk.naskah(kode).id
    with desk.stores.database.reading() as session:
        return stored.notes_of(session, naskah_id)


def test_nothing_is_listed_where_nothing_was_handed_in(desk: Desk, ask: Ask) -> None:
    desk.draft()

    for kelompok in EvaluasiGroup:
        assert ask(stored.list_evaluasi, BIRO, kelompok, "", 1, TODAY) == EvaluasiPage((), 0, 1)


def test_the_notes_of_a_naskah_are_its_own_the_newest_first(desk: Desk, ask: Ask) -> None:
    kode, other = desk.draft(), desk.draft()
    days = (date(2026, 6, 1), date(2026, 6, 10), date(2026, 6, 5), date(2026, 6, 10))
    ids = [do(desk, evaluasi.add_evaluasi, kode, replace(FIELDS, evaluated_on=day), at(DAY, OPERATOR)) for day in days]
    elsewhere = do(desk, evaluasi.add_evaluasi, other, FIELDS, at(DAY, OPERATOR))
    gone = do(desk, evaluasi.add_evaluasi, kode, FIELDS, at(DAY, OPERATOR))
    do(desk, evaluasi.void_evaluasi, kode, gone, 1, "Keliru.", at(DAY, OPERATOR))

    assert [note.id for note in notes(desk, kode)] == [ids[3], ids[1], ids[2], ids[0]]
    assert notes(desk, kode)[0].recorded_by == "Sistem"
    naskah_id = desk.naskah(kode).id
    assert ask(stored.find_note, naskah_id, ids[2]).evaluated_on == date(2026, 6, 5)
    for missing in (elsewhere, gone, 10**6):
        with pytest.raises(NotFoundError):
            ask(stored.find_note, naskah_id, missing)


def test_everybody_sees_the_naskah_of_their_branch_alone(desk: Desk, ask: Ask) -> None:
    rak = Rak(desk.stores)
    own, above, beside = (rak.add(unit=unit) for unit in ("KANIM-A", "IMI", "LAPAS-B"))

    def seen(actor: object, unit: str = "") -> set[str]:
        found = ask(stored.list_evaluasi, actor, EvaluasiGroup.SEMUA, unit, 1, TODAY)
        assert found.total == len(found.items)
        return {item.kode for item in found.items}

    assert seen(OWN) == {own}
    assert seen(ABOVE) == seen(CHIEF) == {own, above}
    assert seen(BESIDE) == {beside}
    assert seen(BIRO) == seen(PPID) == {own, above, beside}
    assert seen(ADMIN) == seen(OWN, "LAPAS-B") == set()
    assert seen(BIRO, "LAPAS-B") == {beside}


def test_a_long_list_comes_by_pages_with_one_question(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    rak = Rak(desk.stores)
    rak.add()
    query = (stored.list_evaluasi, BIRO, EvaluasiGroup.SEMUA, "")
    few = cost(*query, 1, TODAY)
    with desk.stores.database.transaction() as session:
        codes = [rak.put(session) for _ in range(stored.PER_PAGE)]

    first, second = (ask(*query, page, TODAY) for page in (1, 2))

    assert (len(first.items), first.total) == (stored.PER_PAGE, stored.PER_PAGE + 1)
    assert ([item.kode for item in second.items], second.total) == ([codes[-1]], stored.PER_PAGE + 1)
    assert (first.items[0].mitra, first.items[0].unit_nama) == ("Mitra Contoh", "Direktorat Jenderal Imigrasi")
    assert cost(*query, 1, TODAY) == few == 1


def test_pasal_42_the_list_has_those_without_one_first_and_then_the_longest_ago(desk: Desk) -> None:
    never, recent, old = (desk.publish(sample_fields(judul=judul)) for judul in ("Tanpa", "Baru", "Lama"))
    desk.draft(sample_fields(judul="Belum disampaikan"))
    for kode, told in (
        (recent, DELIVERED),
        (old, FIELDS),
        (old, replace(FIELDS, period_to=date(2026, 3, 1), evaluated_on=date(2026, 3, 2))),
    ):
        do(desk, evaluasi.add_evaluasi, kode, told, at(DAY, OWN))
    do(desk, evaluasi.update_evaluasi, old, notes(desk, old)[0].id, 1, replace(
        FIELDS, evaluated_on=date(2026, 6, 9)), at(DAY, OWN))  # fmt: skip
    voided = do(desk, evaluasi.add_evaluasi, never, FIELDS, at(DAY, OWN))
    do(desk, evaluasi.void_evaluasi, never, voided, 1, "Keliru.", at(DAY, OWN))

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
