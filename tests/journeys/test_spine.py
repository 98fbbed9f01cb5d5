"""From a signed PDF to a public search result, and out of sight again: through every room, on real files."""

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.domain.naskah.enumerations import ReadingState
from portal.domain.naskah.status import Status
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah
from portal.models.penahanan import Penahanan
from portal.queries.public import terbitan
from portal.queries.public.search import search_published
from portal.queries.public.values import PublicNaskah, PublicResults, Tombstone
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services import audit
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.naskah import Office, foreign_fields, sample_fields
from tests.factories.scan import photo_page, scan_pdf


def search(office: Office, text: str) -> PublicResults:
    with office.stores.database.reading() as session:
        query = SearchQuery(parse(text), today=clock.today())
        return search_published(session, office.stores.public_index, query)


def find(office: Office, kode: str) -> PublicNaskah | Tombstone:
    with office.stores.database.reading() as session:
        return terbitan.find_naskah(session, kode, clock.today())


def open_holds(office: Office, kode: str) -> set[AlasanPenahanan]:
    with office.stores.database.reading() as session:
        query = select(Penahanan.alasan).join(Naskah, Naskah.id == Penahanan.naskah_id)
        return set(session.scalars(query.where(Naskah.kode == kode, Penahanan.closed_at.is_(None))))


def test_an_uploaded_pdf_is_found_and_read_by_the_public(office: Office) -> None:
    kode = office.publish(pages=["Pasal 1\nPencegahan penyelundupan manusia", "Pasal 2\nPendanaan bersama"])

    results = search(office, "menyelundupkan manusia")

    assert [hit.item.kode for hit in results.hits] == [kode]
    assert results.hits[0].snippets[0].page == 1
    assert ("penyelundupan", True) in results.hits[0].snippets[0].parts
    page = find(office, kode)
    assert isinstance(page, PublicNaskah)
    assert page.page_count == 2
    assert page.item.berkas is not None
    with office.stores.objects.open(page.item.berkas.sha256) as stream:
        assert stream.read(5) == b"%PDF-"


def test_a_draft_is_nowhere_public(office: Office) -> None:
    kode = office.upload(sample_fields(judul="Rahasiadraf Belum Terbit")).kode
    office.drain()

    assert search(office, "rahasiadraf").total == 0
    with pytest.raises(NotFoundError):
        find(office, kode)


def test_a_withdrawn_naskah_is_gone_with_the_next_request_and_leaves_a_tombstone(office: Office) -> None:
    kode = office.publish(sample_fields(judul="Penarikan Segera"))

    with office.stores.database.transaction() as session:
        verbs.withdraw(session, kode, office.act(), alasan=WithdrawalClass.KELIRU, penjelasan="Salah berkas.")

    assert isinstance(find(office, kode), Tombstone)
    assert search(office, "penarikan segera").hits == ()
    office.drain()
    assert search(office, "penarikan segera").total == 0


def test_a_foreign_naskah_waits_for_the_word_of_the_biro(office: Office) -> None:
    kode = office.upload(foreign_fields()).kode
    office.submit(kode)
    office.drain()
    assert open_holds(office, kode) == {AlasanPenahanan.MENUNGGU_BIRO}

    office.release(kode)
    office.drain()

    assert isinstance(find(office, kode), PublicNaskah)
    assert open_holds(office, kode) == set()


def test_personal_numbers_hold_publication_until_somebody_answers(office: Office) -> None:
    from tests.factories.pdf import text_pdf

    pdf = text_pdf(["Nama: Contoh\nNIP 198001012006041001 selaku Kepala Kantor"])
    kode = office.upload(sample_fields(), pdf=pdf).kode
    office.submit(kode)
    office.drain()
    assert open_holds(office, kode) == {AlasanPenahanan.DATA_PRIBADI}
    with pytest.raises(NotFoundError):
        find(office, kode)

    office.release(kode, [AlasanPenahanan.DATA_PRIBADI])
    office.drain()

    assert isinstance(find(office, kode), PublicNaskah)


def test_a_page_that_no_engine_can_read_needs_the_word_of_whoever_hands_it_in(office: Office) -> None:
    kode = office.upload(sample_fields(), pdf=scan_pdf([photo_page()])).kode
    office.submit(kode, is_checked=False)
    office.drain()

    assert open_holds(office, kode) == {AlasanPenahanan.TANPA_TEKS}
    with office.stores.database.reading() as session:
        assert session.scalars(select(Berkas.keadaan)).all() == [ReadingState.TERBACA]


def test_a_corrected_naskah_keeps_its_public_page_until_it_is_handed_in_again(office: Office) -> None:
    kode = office.publish(sample_fields(judul="Judul Lama"))
    with office.stores.database.transaction() as session:
        verbs.return_naskah(session, kode, "Perbaiki judul.", office.act())
    office.drain()
    before = find(office, kode)

    from portal.services.naskah.editing import update_naskah

    with office.stores.database.transaction() as session:
        version = session.scalars(select(Naskah.version).where(Naskah.kode == kode)).one()
        update_naskah(session, kode, version, sample_fields(judul="Judul Baru"), office.act())
    still = find(office, kode)
    office.submit(kode)
    office.drain()
    after = find(office, kode)

    assert isinstance(before, PublicNaskah)
    assert isinstance(still, PublicNaskah)
    assert isinstance(after, PublicNaskah)
    assert (before.item.judul, still.item.judul, after.item.judul) == ("Judul Lama", "Judul Lama", "Judul Baru")
    assert after.nomor_terbit == 2
    assert [acara.jenis.value for acara in after.acara].count("diterbitkan_ulang") == 1


def test_every_act_is_in_the_audit_chain_and_the_chain_holds(office: Office) -> None:
    office.publish()

    with office.stores.database.reading() as session:
        assert audit.first_broken(session) is None
        assert session.scalar(select(func.count()).select_from(Naskah).where(Naskah.status == Status.TERBIT)) == 1
