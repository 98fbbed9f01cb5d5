"""What a new naskah takes over from the one it follows from, and what it never does (Pasal 6, Pasal 36)."""

from dataclasses import replace

import pytest

from portal.domain.naskah.enumerations import AlasanTanpaInduk, Bentuk, JenisHubungan, Kategori, Visibilitas
from portal.domain.naskah.fields import HubunganFields
from portal.domain.naskah.follow_up import derived, offered
from tests.factories.naskah import foreign_fields, sample_fields

KODE = "2026-48213"
J = JenisHubungan


def test_an_extension_takes_over_what_both_have_in_common_and_nothing_of_the_old_paper_pasal_36() -> None:
    old = sample_fields(
        alasan_tanpa_induk=(AlasanTanpaInduk.SUBSTANSI_TEKNIS,), subjek=("paspor",), catatan_internal="rahasia"
    )

    found = derived(old, KODE, J.PERPANJANGAN, judul="PKS baru", unit="KANIM-A", induk=("2025-11111",))

    assert (found.judul, found.unit, found.lingkup, found.kategori, found.tingkat, found.bentuk) == (
        "PKS baru", "KANIM-A", old.lingkup, old.kategori, old.tingkat, old.bentuk,
    )  # fmt: skip
    assert found.hubungan == (HubunganFields(J.PERPANJANGAN, KODE), HubunganFields(J.INDUK, "2025-11111"))
    assert [(p.nama, p.is_kementerian, p.jenis, p.negara) for p in found.pihak] == [
        (p.nama, p.is_kementerian, p.jenis, p.negara) for p in old.pihak
    ]
    assert not any(p.nomor or p.penanda_tangan or p.jabatan or p.tempat or p.signed.on for p in found.pihak)
    assert (found.expires_on, found.effective_on, found.catatan_internal) == (None, None, "")
    assert found.alasan_tanpa_induk == old.alasan_tanpa_induk


def test_legal_answers_are_never_taken_over() -> None:
    old = foreign_fields(perjanjian_internasional=True, persetujuan_dpr=True)

    found = derived(old, KODE, J.PERUBAHAN, judul="x", unit="IMI")

    assert (found.perjanjian_internasional, found.persetujuan_dpr) == (None, None)


def test_a_detail_of_a_domestic_agreement_is_a_pks_under_it_pasal_6() -> None:
    old = sample_fields(kategori=Kategori.UTAMA, bentuk=Bentuk.NOTA_KESEPAHAMAN)

    found = derived(old, KODE, J.INDUK, judul="x", unit="LAPAS-B", induk=("2025-11111",))

    assert (found.kategori, found.bentuk, found.tingkat) == (Kategori.TEKNIS, Bentuk.PERJANJIAN_KERJA_SAMA, None)
    assert found.hubungan == (HubunganFields(J.INDUK, KODE),)


def test_what_was_kept_from_the_public_stays_kept_from_it_uu_14_2008_pasal_17() -> None:
    old = sample_fields(visibilitas=Visibilitas.DIKECUALIKAN, dasar_visibilitas="Pasal 17 huruf c")

    found = derived(old, KODE, J.PERPANJANGAN, judul="x", unit="KANIM-A")

    assert (found.visibilitas, found.dasar_visibilitas) == (Visibilitas.DIKECUALIKAN, "Pasal 17 huruf c")
    assert derived(sample_fields(), KODE, J.PERPANJANGAN, judul="x", unit="A").visibilitas is Visibilitas.PUBLIK


@pytest.mark.parametrize(
    ("fields", "is_ended", "expected"),
    [
        (sample_fields(), False, (J.PERPANJANGAN, J.PERUBAHAN, J.PENGGANTI)),
        (sample_fields(kategori=Kategori.UTAMA), False, (J.PERPANJANGAN, J.PERUBAHAN, J.PENGGANTI, J.INDUK)),
        (foreign_fields(), False, (J.PERPANJANGAN, J.PERUBAHAN, J.PENGGANTI, J.PELAKSANA)),
        (foreign_fields(), True, (J.PENGGANTI,)),
    ],
    ids=["PKS", "utama", "luar negeri", "berakhir"],
)
def test_what_may_follow(fields: object, is_ended: bool, expected: tuple[J, ...]) -> None:
    assert offered(fields, is_ended=is_ended) == expected  # type: ignore[arg-type]


def test_a_naskah_never_becomes_its_own_parent() -> None:
    found = derived(replace(sample_fields(), hubungan=()), KODE, J.PERUBAHAN, judul="x", unit="A", induk=(KODE,))

    assert found.hubungan == (HubunganFields(J.PERUBAHAN, KODE),)
