"""A redacted copy stands for the very originals it was made from; another original asks the question again."""

import pytest

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.permissions import OPERATOR
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import FileRefusedError
from portal.models.berkas import Berkas
from portal.queries.naskah import dossier
from portal.queries.public import terbitan
from portal.services.berkas.uploading import Target
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk
from tests.factories.pdf import added_to, text_pdf

NIP = "NIP 19800101 200604 1 001"
COPY = JenisBerkas.SALINAN_PUBLIK


def named_by(desk: Desk, berkas_id: int) -> tuple[str, ...]:
    with desk.stores.database.reading() as session:
        return session.get_one(Berkas, berkas_id).mewakili


def submitted_with_copy(desk: Desk) -> tuple[str, int]:
    kode = desk.draft()
    original = desk.attach(kode, (f"Asli {NIP}",))
    desk.attach(kode, ("Salinan",), jenis=COPY)
    desk.office.submit(kode)
    return kode, original.berkas_id


def test_a_copy_names_every_original_by_its_digest_and_other_files_name_none(desk: Desk) -> None:
    kode = desk.draft()
    files = [desk.attach(kode, ("Asli",)), desk.attach(kode, ("Lampiran",), jenis=JenisBerkas.LAMPIRAN)]
    study = desk.attach(kode, ("Telaahan",), jenis=JenisBerkas.TELAAHAN)
    copy = desk.attach(kode, ("Salinan",), jenis=COPY)

    assert named_by(desk, copy.berkas_id) == tuple(sorted(file.sha256 for file in files))
    assert [named_by(desk, file.berkas_id) for file in (*files, study)] == [(), (), ()]
    with desk.stores.database.reading() as session:
        shown = dossier.find_naskah(session, kode, OPERATOR).berkas[-1]
        assert shown.mewakili == named_by(desk, copy.berkas_id)


def test_a_copy_that_holds_what_it_was_before_is_refused_and_an_original_is_not(desk: Desk) -> None:
    kode = desk.draft()
    with pytest.raises(FileRefusedError) as refused:
        desk.office.upload(kode=kode, pdf=added_to(text_pdf(["Salinan"])), jenis=COPY)

    assert refused.value.reason == "earlier_version"
    assert desk.office.upload(kode=kode, pdf=added_to(text_pdf(["Asli"]))).kode == kode


def test_a_copy_of_the_present_original_holds_nothing(desk: Desk) -> None:
    kode, _ = submitted_with_copy(desk)

    assert desk.advance(kode) == frozenset()


@pytest.mark.parametrize("is_replaced", [True, False], ids=["diganti", "ditambah"])
def test_another_original_asks_again_until_a_new_copy_or_an_answer(desk: Desk, is_replaced: bool) -> None:
    for remedy in ("salinan", "jawaban"):
        kode, original = submitted_with_copy(desk)
        desk.attach(kode, ("Asli yang lain",), replaces=original if is_replaced else None)

        assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}
        if remedy == "salinan":
            desk.attach(kode, ("Salinan baru",), jenis=COPY)
        else:
            with desk.stores.database.transaction() as session:
                answer_penahanan(session, kode, AlasanPenahanan.DATA_PRIBADI, "Salinan masih sesuai.", desk.act())
        assert desk.advance(kode) == frozenset()


def test_an_answer_for_one_original_does_not_hold_for_the_next(desk: Desk) -> None:
    kode, original = submitted_with_copy(desk)
    second = desk.attach(kode, ("Asli kedua",), replaces=original)
    with desk.stores.database.transaction() as session:
        answer_penahanan(session, kode, AlasanPenahanan.DATA_PRIBADI, "Salinan masih sesuai.", desk.act())
    desk.attach(kode, ("Asli ketiga",), replaces=second.berkas_id)

    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}


def test_a_copy_never_replaces_its_original(desk: Desk) -> None:
    kode, original = submitted_with_copy(desk)

    with pytest.raises(FileRefusedError) as refused:
        desk.send(Target(kode=kode, jenis=COPY, replaces=original))
    assert refused.value.reason == "copy_replaces_original"


def test_a_newer_copy_replaces_an_older_one(desk: Desk) -> None:
    kode, _ = submitted_with_copy(desk)
    with desk.stores.database.reading() as session:
        copy = next(b for b in dossier.find_naskah(session, kode, OPERATOR).berkas if b.jenis is COPY)
    newer = desk.attach(kode, ("Salinan kedua",), jenis=COPY, replaces=copy.id)
    desk.advance(kode)

    with desk.stores.database.reading() as session:
        assert terbitan.find_berkas(session, kode).sha256 == newer.sha256


def test_the_public_sees_the_digest_of_the_copy_and_not_that_of_the_original(desk: Desk) -> None:
    kode, original = submitted_with_copy(desk)
    desk.advance(kode)

    with desk.stores.database.reading() as session:
        secret = session.get_one(Berkas, original).sha256
        shown = terbitan.find_naskah(session, kode, desk.act().now.date())
    assert secret not in repr(shown)
    assert "SALINAN_PUBLIK" in repr(shown)
