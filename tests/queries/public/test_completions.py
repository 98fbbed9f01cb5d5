"""What is offered while somebody types comes from the table and the index, and is decided by the projection."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from portal.domain.naskah.enumerations import JenisMitra, Presisi, Visibilitas
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.tanggal import Tanggal
from portal.errors import SearchUnavailableError
from portal.queries.public.completions import MOST, NameTable, complete_text
from portal.search.interface import Completion
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import set_level, withdraw
from tests.fixtures.null_search import NullSearchIndex
from tests.queries.conftest import Ask

SIGNED = Tanggal(date(2026, 3, 12), Presisi.HARI)
Offer = Callable[[str], list[tuple[str, str]]]


def fields(judul: str, mitra: str, nomor: str = "", **changes: object) -> NaskahFields:
    parties = (
        PihakFields("Kementerian Contoh", is_kementerian=True, nomor=nomor, signed=SIGNED),
        PihakFields(mitra, jenis=JenisMitra.LEMBAGA_NONPEMERINTAH, negara="ID", signed=SIGNED),
    )
    return replace(sample_fields(judul=judul, pihak=parties), **changes)  # type: ignore[arg-type]


@pytest.fixture
def table(desk: Desk, ask: Ask) -> NameTable:
    """Three naskah published and indexed, then the table of names read."""
    desk.publish(fields("Budi Daya Kopi Robusta", "Koperasi Bukit Kaba", "W8.PAS-PK.01 - 417"), pages=["tanaman kopi"])
    desk.publish(fields("Layanan Paspor Kopiah", "Universitas Rafflesia"), pages=["loket kemudahan"])
    desk.publish(fields("Pelatihan Las", "Badan Narkotika Nasional"), pages=["bengkel dengan dengkul"])
    desk.work()
    return ask(NameTable)  # type: ignore[no-any-return]


@pytest.fixture
def offer(desk: Desk, ask: Ask, table: NameTable) -> Offer:
    """Kind and text of what is offered now, by the table as it was read."""

    def offering(text: str) -> list[tuple[str, str]]:
        found = ask(complete_text, desk.stores.public_index, table, text)
        return [(one.kind, one.text) for one in found]

    return offering


def test_titles_partners_units_numbers_and_words_are_offered(offer: Offer) -> None:
    # Neither begins so, and only one has the whole word.
    kopi = [("naskah", "Budi Daya Kopi Robusta"), ("naskah", "Layanan Paspor Kopiah")]
    assert offer("kopi") == [("kata", "kopiah"), *kopi]
    assert offer("universitas raf") == [("mitra", "Universitas Rafflesia")]
    assert offer("bnn") == [("mitra", "Badan Narkotika Nasional")]
    assert ("unit", "Kantor Imigrasi Kelas I Contoh") in offer("kantor im")
    assert offer("W8 PAS") == [("nomor", "W8.PAS-PK.01 - 417")]
    assert offer("pk01417") == [("nomor", "W8.PAS-PK.01 - 417")]
    assert offer("loket kem") == [("kata", "loket kemudahan")]
    assert offer("bengkel deng") == [("kata", "bengkel dengkul")]


@pytest.mark.parametrize("text", ["", " ", "k", "-", "%%", "__", "'\"", "\x00", "a" * 101, "k" * 5000, "‮‮", "zzzz"])
def test_what_cannot_be_completed_is_answered_with_nothing(offer: Offer, text: str) -> None:
    assert offer(text) == []


def test_a_withdrawal_is_effective_at_once_though_table_and_index_still_hold_it(
    desk: Desk, offer: Offer, ask: Ask
) -> None:
    (kode,) = [one.key for one in ask(complete_text, NullSearchIndex(), ask(NameTable), "robusta")]
    assert offer("tanam") == [("kata", "tanaman")]

    withdraw(desk, kode)

    assert desk.stores.public_index.complete("tanam", 3) != ()
    for text in ("tanam", "robus", "koperasi", "W8 PAS", kode):
        assert offer(text) == [], text


def test_what_becomes_exempted_is_offered_no_more(desk: Desk, offer: Offer, ask: Ask) -> None:
    (kode,) = [one.key for one in ask(complete_text, NullSearchIndex(), ask(NameTable), "robusta")]

    set_level(desk, kode, Visibilitas.DIKECUALIKAN)

    assert offer("robus") == offer("koperasi") == offer("tanam") == []


def test_private_words_are_never_offered(desk: Desk, offer: Offer, ask: Ask) -> None:
    desk.draft(fields("Rancangan Gulamerah", "Yayasan Gulamerah", "RHS.GULA - 1"))
    desk.work()

    table = ask(NameTable)
    for text in ("gula", "gulamerah", "RHS GULA", "yayasan gu"):
        assert offer(text) == []
        assert ask(complete_text, desk.stores.public_index, table, text) == ()


def test_it_costs_at_most_two_questions(desk: Desk, table: NameTable, cost: Callable[..., int]) -> None:
    index = desk.stores.public_index

    assert cost(complete_text, index, table, "kopi") == 2
    assert cost(complete_text, index, table, "bnn") == 1
    assert cost(complete_text, index, table, "k") == cost(complete_text, index, table, "zzzz") == 0


class _Everything(NullSearchIndex):
    """An index that has gone out of hand: it names words that stand nowhere."""

    def complete(self, text: str, most: int) -> tuple[Completion, ...]:
        """A word that no published text holds, of a naskah that is none."""
        return (Completion("bocoran", ("2026-10000",)), Completion("100%", ()))


class _Broken(NullSearchIndex):
    def complete(self, text: str, most: int) -> tuple[Completion, ...]:
        """It cannot be read."""
        raise SearchUnavailableError("rusak")


def test_an_index_that_is_wrong_or_broken_offers_no_word(ask: Ask, table: NameTable) -> None:
    for index in (_Everything(), _Broken()):
        assert [one.kind for one in ask(complete_text, index, table, "kopi")] == ["naskah", "naskah"]


def test_no_more_than_ten_are_offered(desk: Desk, ask: Ask) -> None:
    for number in range(6):
        desk.publish(
            fields(f"Contoh Contohan {number}", f"Contoh Mitra {number}", f"CONTOH-{number}"), pages=["contohnya"]
        )
    desk.work()

    found = ask(complete_text, desk.stores.public_index, ask(NameTable), "contoh")

    assert 5 < len(found) <= MOST
    assert len({one.text for one in found}) == len(found)
