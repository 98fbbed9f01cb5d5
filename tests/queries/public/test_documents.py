"""Documents of the public index: made of what is published, and of nothing else."""

from dataclasses import replace
from datetime import date

from sqlalchemy import update

from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import Tanggal
from portal.models.naskah import Naskah
from portal.queries.public import documents, terbitan
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import withdraw
from tests.queries.conftest import Ask


def test_a_document_holds_what_the_projection_holds(desk: Desk, ask: Ask) -> None:
    fields = sample_fields(judul="Pertukaran Data Contoh", subjek=("perbatasan",))
    signed = Tanggal(date(2026, 3, 2), Presisi.HARI)
    fields = replace(fields, pihak=tuple(replace(pihak, signed=signed) for pihak in fields.pihak))
    kode = desk.publish(fields, pages=("Pasal 1", "Pasal 2"))

    found = ask(documents.public_document, kode)

    assert (found.kode, found.judul, found.lingkup) == (kode, "Pertukaran Data Contoh", "dalam_negeri")
    assert found.nomor == tuple(pihak.nomor for pihak in fields.pihak if pihak.nomor)
    assert "perbatasan" in found.keywords
    assert found.signed_on == date(2026, 3, 2)
    assert found.pages == ("Pasal 1", "Pasal 2")


def test_what_is_saved_but_not_published_is_in_no_document(desk: Desk, stores: Stores, ask: Ask) -> None:
    kode = desk.publish(sample_fields(judul="Judul yang Terbit"))
    hidden = desk.draft(sample_fields(judul="Draf Rahasia"))
    with stores.database.transaction() as session:
        session.execute(update(Naskah).where(Naskah.kode == kode).values(judul="Judul Baru Rahasia"))

    assert ask(documents.public_document, kode).judul == "Judul yang Terbit"
    assert ask(documents.public_document, hidden) is None
    assert [one.judul for one in ask(lambda session: list(documents.all_public(session)))] == ["Judul yang Terbit"]


def test_a_withdrawn_naskah_has_no_document(desk: Desk, ask: Ask) -> None:
    kode = desk.publish()
    assert ask(terbitan.is_published, kode) is True

    withdraw(desk, kode)

    assert ask(documents.public_document, kode) is None
    assert ask(terbitan.is_published, kode) is False
    assert ask(lambda session: list(documents.all_public(session))) == []
