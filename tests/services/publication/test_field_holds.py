"""What a naskah says in its fields, and what its files are to it, are looked at in the moment it becomes public."""

from dataclasses import replace

import pytest

from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.domain.naskah.fields import NaskahFields
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.errors import ConflictError, FieldsRefusedError
from portal.services.berkas.uploading import Target
from portal.services.naskah_asli.penerimaan import register_signing
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.berkas import L, N, files, role
from tests.factories.desk import Desk
from tests.factories.naskah import foreign_fields, sample_fields
from tests.factories.public_view import OWNER, do, edit

NUMBERED = "Contoh Bupati NIP 198503122010011001"


def signed_by(name: str, **changes: object) -> NaskahFields:
    fields = sample_fields(**changes)
    return replace(fields, pihak=(fields.pihak[0], replace(fields.pihak[1], penanda_tangan=name)))


def handed_in(desk: Desk, fields: NaskahFields) -> str:
    kode = desk.draft(fields)
    desk.attach(kode, ("Pasal 1",))
    desk.office.submit(kode)
    return kode


@pytest.mark.parametrize("level", [Visibilitas.PUBLIK, Visibilitas.METADATA])
def test_a_personal_number_in_a_field_holds_until_it_is_gone(desk: Desk, level: Visibilitas) -> None:
    shown = {"visibilitas": level, "dasar_visibilitas": "Contoh", "tinjau_on": desk.act().now.date()}
    kode = handed_in(desk, signed_by(NUMBERED, **shown))

    assert desk.advance(kode) == {AlasanPenahanan.ISIAN_PRIBADI}
    assert desk.published(kode) is None

    edit(desk, kode, **vars(signed_by("Contoh Bupati", **shown)))
    assert desk.advance(kode) == frozenset()
    assert desk.published(kode) is not None


def test_an_answer_for_the_fields_counts_for_these_texts_and_for_no_file(desk: Desk) -> None:
    kode = handed_in(desk, signed_by(NUMBERED))
    do(desk, answer_penahanan, kode, AlasanPenahanan.ISIAN_PRIBADI, "Bukan nomor orang.", desk.act(OWNER))
    edit(desk, kode, **vars(signed_by(f"{NUMBERED} dan 198503122010011002")))

    assert desk.advance(kode) == {AlasanPenahanan.ISIAN_PRIBADI}

    do(desk, answer_penahanan, kode, AlasanPenahanan.ISIAN_PRIBADI, "Bukan nomor orang.", desk.act(OWNER))
    desk.attach(kode, ("NIP 19800101 200604 1 001",))
    assert desk.advance(kode) == {AlasanPenahanan.DATA_PRIBADI}


def test_files_without_a_naskah_are_neither_handed_in_nor_published(desk: Desk) -> None:
    kode = desk.draft()
    annex = desk.attach(kode, ("lampiran",), jenis=JenisBerkas.LAMPIRAN).berkas_id

    with pytest.raises(FieldsRefusedError) as refused:
        desk.office.submit(kode)
    assert [problem.field for problem in refused.value.problems] == ["berkas"]

    role(desk, kode, annex, N, L)
    desk.office.submit(kode)
    role(desk, kode, annex, L, N)
    assert desk.advance(kode) == {AlasanPenahanan.TANPA_NASKAH}
    with pytest.raises(ConflictError):
        do(desk, answer_penahanan, kode, AlasanPenahanan.TANPA_NASKAH, "Biar saja.", desk.act())

    role(desk, kode, annex, N, L)
    assert desk.advance(kode) == frozenset()


def test_the_first_file_of_a_registered_signing_is_the_naskah_and_the_next_an_annex(desk: Desk) -> None:
    with desk.stores.database.transaction() as session:
        kode = register_signing(session, foreign_fields(), desk.act())

    for _ in range(2):
        desk.send(Target(kode=kode, jenis=L))

    assert [jenis for _, jenis in files(desk, kode)] == [N, L]


def test_a_naskah_without_a_title_is_a_draft_and_no_more(desk: Desk) -> None:
    kode = desk.draft(sample_fields(judul=""))

    with pytest.raises(FieldsRefusedError) as refused:
        desk.office.submit(kode)
    assert [problem.field for problem in refused.value.problems] == ["judul"]


def test_a_title_in_capitals_is_shown_as_it_is_read(desk: Desk) -> None:
    row = desk.published(desk.publish(sample_fields(judul="PENANGANAN TPPO DI WILAYAH CONTOH")))

    assert row is not None
    assert row.judul == "Penanganan TPPO di Wilayah Contoh"
