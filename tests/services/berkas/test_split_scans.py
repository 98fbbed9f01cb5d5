"""A scan split over several files is one naskah: in order, read, searched and published as one."""

import pytest
from sqlalchemy import select

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import BadInputError, NotAllowedError, NotFoundError
from portal.models.audit_entry import AuditEntry
from portal.models.naskah import Naskah
from portal.queries.naskah import dossier
from portal.queries.public import documents, terbitan
from portal.services import indexing
from portal.services.berkas import filing
from portal.services.berkas.uploading import Target
from tests.factories.desk import Desk, person

OWNER = person(Peran.PENGELOLA, "KANIM-A")
READER = person(Peran.PIMPINAN, "KANIM-A")
STRANGER = person(Peran.PENGELOLA, "LAPAS-B")


def public_pages(desk: Desk, kode: str) -> list[tuple[int, str]]:
    with desk.stores.database.reading() as session:
        return [(page.nomor, page.teks) for page in terbitan.find_pages(session, kode)]


def arrange(desk: Desk, kode: str, *ids: int, actor: object = OWNER) -> None:
    with desk.stores.database.transaction() as session:
        filing.arrange(session, kode, ids, desk.act(actor))  # type: ignore[arg-type]


def test_parts_annex_and_translation_are_published_as_one_with_pages_counted_through(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("lampiran",), jenis=JenisBerkas.LAMPIRAN)
    desk.attach(kode, ("satu", "dua"), nama="bagian-1.pdf")
    desk.attach(kode, ("terjemahan",), jenis=JenisBerkas.TERJEMAHAN)
    desk.attach(kode, ("tiga",), nama="bagian-2.pdf")
    desk.office.submit(kode)
    desk.advance(kode)

    assert public_pages(desk, kode) == [(1, "satu"), (2, "dua"), (3, "tiga"), (4, "terjemahan"), (5, "lampiran")]
    with desk.stores.database.reading() as session:
        document = documents.public_document(session, kode)
        assert document is not None
        assert document.pages == ("satu", "dua", "tiga", "terjemahan", "lampiran")


def test_a_replaced_part_keeps_its_place(desk: Desk) -> None:
    kode = desk.draft()
    first = desk.attach(kode, ("satu buram",))
    desk.attach(kode, ("dua",))
    desk.attach(kode, ("satu",), replaces=first.berkas_id)
    desk.office.submit(kode)
    desk.advance(kode)

    assert public_pages(desk, kode) == [(1, "satu"), (2, "dua")]


def test_parts_sent_in_the_wrong_order_are_put_right_everywhere(desk: Desk) -> None:
    kode = desk.draft(actor=OWNER)
    last = desk.attach(kode, ("dua",), nama="b.pdf").berkas_id
    first = desk.attach(kode, ("satu",), nama="a.pdf").berkas_id

    arrange(desk, kode, first, last)
    arrange(desk, kode, first, last)

    desk.office.submit(kode)
    desk.advance(kode)
    assert public_pages(desk, kode) == [(1, "satu"), (2, "dua")]
    with desk.stores.database.reading() as session:
        assert [berkas.nama for berkas in dossier.find_naskah(session, kode, OWNER).berkas] == ["a.pdf", "b.pdf"]
        naskah = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        assert indexing.internal_document(session, naskah).pages == ("satu", "dua")
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "berkas.urutkan")).all()
        assert [(entry.before, entry.after) for entry in entries] == [
            ('{"urutan":["b.pdf","a.pdf"]}', '{"urutan":["a.pdf","b.pdf"]}')
        ]


def test_an_order_names_every_file_once_and_is_given_by_who_may_edit(desk: Desk) -> None:
    kode = desk.draft(actor=OWNER)
    one, two = (desk.attach(kode, (text,)).berkas_id for text in ("satu", "dua"))

    for ids in ((one,), (one, one), (one, two, 999), ()):
        with pytest.raises(BadInputError):
            arrange(desk, kode, *ids)
    with pytest.raises(NotAllowedError):
        arrange(desk, kode, two, one, actor=READER)
    with pytest.raises(NotFoundError):
        arrange(desk, kode, two, one, actor=STRANGER)


def test_nothing_is_published_before_every_part_is_read(desk: Desk) -> None:

    kode = desk.draft()
    desk.attach(kode, ("satu",))
    desk.send(Target(kode=kode))
    desk.office.submit(kode)

    assert desk.advance(kode) == {AlasanPenahanan.BELUM_TERBACA}
    assert public_pages(desk, kode) == []
