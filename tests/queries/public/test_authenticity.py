"""Whether a file is genuine: what is said of each kind of file, and nothing of what never was public."""

from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.publication.authenticity import Authenticity, authenticity
from portal.models.berkas import Berkas
from portal.models.terbitan import TerbitanBerkas, TerbitanSidik
from portal.queries.public.authenticity import FoundFile, find_file
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields
from tests.factories.public_view import withdraw
from tests.fixtures.statements import counted


def digests(desk: Desk, kode: str) -> list[str]:
    with desk.stores.database.reading() as session:
        query = select(TerbitanBerkas.sha256).where(TerbitanBerkas.kode == kode).order_by(TerbitanBerkas.urutan)
        return list(session.scalars(query))


def ask(desk: Desk, sha256: str) -> tuple[FoundFile, ...]:
    with desk.stores.database.reading() as session:
        return find_file(session, sha256)


def test_each_kind_of_public_file_is_called_what_it_is(desk: Desk) -> None:
    kode = desk.draft()
    for jenis in (JenisBerkas.NASKAH, JenisBerkas.LAMPIRAN, JenisBerkas.TERJEMAHAN):
        desk.attach(kode, (f"Isi {jenis}",), jenis=jenis)
    desk.office.submit(kode)
    desk.advance(kode)

    found = [ask(desk, sha256)[0] for sha256 in digests(desk, kode)]

    assert {one.jenis: one.what for one in found} == {
        JenisBerkas.NASKAH: Authenticity.ASLI,
        JenisBerkas.LAMPIRAN: Authenticity.ASLI,
        JenisBerkas.TERJEMAHAN: Authenticity.TURUNAN,
    }
    assert {(one.kode, one.judul) for one in found} == {(kode, "Pertukaran Data Perlintasan")}
    assert authenticity(JenisBerkas.CTC, is_page_public=True, is_file_public=True) is Authenticity.SALINAN_RESMI


def test_a_file_of_two_naskah_is_told_of_both(desk: Desk) -> None:
    first, second = desk.publish(), desk.publish()
    (sha256,) = digests(desk, first)
    with desk.stores.database.transaction() as session:
        row = session.scalars(select(TerbitanSidik).where(TerbitanSidik.kode == second)).one()
        row.sha256 = sha256

    assert {one.kode for one in ask(desk, sha256)} == {first, second}


def test_of_a_withdrawn_file_no_more_is_told_than_by_its_tombstone(desk: Desk) -> None:
    kode = desk.publish(sample_fields(judul="Judul Rahasia Kelak"))
    (sha256,) = digests(desk, kode)
    with desk.stores.database.transaction() as session:
        verbs.withdraw(session, kode, desk.act(), alasan=WithdrawalClass.DATA_PRIBADI, penjelasan="Internal.")

    (found,) = ask(desk, sha256)

    assert found == FoundFile(kode, Authenticity.DITARIK, withdrawn_on=clock.today(), alasan="data_pribadi")


def test_every_answer_costs_the_same_one_question(desk: Desk) -> None:
    public, gone, draft = desk.publish(), desk.publish(), desk.draft()
    withdrawn = digests(desk, gone)[0]
    withdraw(desk, gone)
    hidden = desk.attach(draft, ("Rancangan",)).berkas_id
    with desk.stores.database.reading() as session:
        private = session.get_one(Berkas, hidden).sha256

    asked = []
    for sha256 in (digests(desk, public)[0], withdrawn, private, "0" * 64):
        with counted(desk.stores.database) as seen:
            ask(desk, sha256)
        asked.append(seen)

    assert len(asked[0]) == 1
    assert asked[0] == asked[1] == asked[2] == asked[3]
    assert ask(desk, private) == ask(desk, "0" * 64) == ()
