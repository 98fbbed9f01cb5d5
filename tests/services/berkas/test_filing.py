"""What each file is to its naskah, and its order, changed by people: one at a time, and never a redacted copy."""

import pytest

from portal.domain.naskah.enumerations import JenisBerkas
from portal.errors import BadInputError, NotFoundError, StaleVersionError
from portal.queries.kemiripan import find_kemiripan
from portal.queries.public import terbitan
from portal.services import kemiripan
from portal.services.berkas import filing
from tests.factories.agreements import agreement
from tests.factories.berkas import COPY, OWNER, L, N, actions, files, role
from tests.factories.desk import Desk, at_once, errors_of
from tests.factories.naskah import sample_fields


def test_the_role_of_a_file_changes_where_its_pages_stand(desk: Desk) -> None:
    kode = desk.draft()
    annex = desk.attach(kode, ("lampiran",), nama="a.pdf").berkas_id
    desk.attach(kode, ("naskah",), nama="b.pdf")

    role(desk, kode, annex, L, N)
    role(desk, kode, annex, L, L)

    desk.office.submit(kode)
    desk.advance(kode)
    with desk.stores.database.reading() as session:
        assert [page.teks for page in terbitan.find_pages(session, kode)] == ["naskah", "lampiran"]
    assert actions(desk, kode).count("berkas.peran") == 1


def test_a_role_is_changed_by_one_person_at_a_time_and_a_copy_stays_a_copy(desk: Desk) -> None:
    kode = desk.draft()
    berkas_id = desk.attach(kode, ("naskah",)).berkas_id
    copy = desk.attach(kode, ("salinan",), jenis=COPY).berkas_id
    role(desk, kode, berkas_id, L, N)

    with pytest.raises(StaleVersionError):
        role(desk, kode, berkas_id, JenisBerkas.TERJEMAHAN, N)
    for key, jenis, seen in ((copy, N, COPY), (berkas_id, COPY, L)):
        with pytest.raises(BadInputError):
            role(desk, kode, key, jenis, seen)
    with pytest.raises(NotFoundError):
        role(desk, kode, 999, L, N)


def test_an_annex_is_no_twin_and_becomes_one_again_as_the_naskah(desk: Desk) -> None:
    first, second = (desk.draft(sample_fields(pihak=())) for _ in range(2))
    text = agreement(0)
    for kode in (first, second):
        berkas_id = desk.attach(kode, (text,)).berkas_id
        with desk.stores.database.transaction() as session:
            kemiripan.refresh(session, berkas_id, desk.act().now)

    role(desk, second, berkas_id, L, N)
    with desk.stores.database.reading() as session:
        assert find_kemiripan(session, desk.naskah(first).id, OWNER).terbuka == ()
    role(desk, second, berkas_id, N, L)
    desk.work()
    with desk.stores.database.transaction() as session:
        kemiripan.refresh(session, berkas_id, desk.act().now)
        assert len(find_kemiripan(session, desk.naskah(first).id, OWNER).terbuka) == 1


def test_two_people_who_shift_files_at_once_do_it_once(desk: Desk) -> None:
    kode = desk.draft()
    ids = [desk.attach(kode, (text,), nama=f"{text}.pdf").berkas_id for text in ("satu", "dua", "tiga")]

    def shift() -> None:
        with desk.stores.database.transaction() as session:
            filing.shift(session, kode, ids[2], desk.act(OWNER), is_up=True, seen=ids)

    results = at_once([shift, shift])

    (error,) = errors_of(results)
    assert isinstance(error, StaleVersionError)
    assert [nama for nama, _ in files(desk, kode)] == ["satu.pdf", "tiga.pdf", "dua.pdf"]
    with pytest.raises(NotFoundError), desk.stores.database.transaction() as session:
        filing.shift(session, kode, 999, desk.act(OWNER), is_up=True, seen=ids)
