"""Who is offered as signer, for which party, in which office."""

import pytest

from portal.domain.suggestions.offer.signers import completed_office
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.text.personal import name_alone
from portal.domain.suggestions.values import Field, Known
from tests.factories import naskah_text as texts
from tests.factories.naskah_heads import LABELS_WITH_COMMAS, SANGGAR, SANGGAR_BLOCKS
from tests.factories.naskah_text import page
from tests.factories.suggested import KNOWN, first, suggested, values


@pytest.mark.parametrize(
    ("text", "pihak", "nama", "jabatan"),
    [
        (texts.UTAMA, 1, "CONTOH PEJABAT SATU", "Menteri Imigrasi dan Pemasyarakatan"),
        (texts.UTAMA, 2, "CONTOH PEJABAT DUA", "Kepala Badan Narkotika Nasional"),
        (texts.SURAT, 1, "Contoh Lima, Bc.IP., S.Sos.", "Plt. Kepala Lembaga Pemasyarakatan Kelas IIA Contoh"),
        (texts.SURAT, 2, "dr. Contoh Enam, M.Kes.", "Kepala Dinas Kesehatan Kabupaten Contoh"),
        (texts.KAMPUS, 1, "Dr. Contoh Satu, S.H., M.H.", "Dekan Fakultas Hukum Universitas Contoh Raya"),
        (texts.SEBARIS, 1, "CONTOH TIGA", "Kepala Cabang Contoh"),
        (texts.SEBARIS, 2, "dr. CONTOH EMPAT", "Direktur"),
        (texts.ASING, 1, "SAMPLE OFFICIAL ONE", "Minister of Immigration and Corrections"),
        (texts.ASING, 2, "SAMPLE OFFICIAL TWO", "Minister of Justice"),
    ],
)
def test_signers_keep_their_degrees_and_offices(text: str, pihak: int, nama: str, jabatan: str) -> None:
    found = suggested(text, KNOWN)

    assert first(found, Field.PENANDA_TANGAN, pihak) == nama
    assert first(found, Field.JABATAN, pihak) == jabatan


@pytest.mark.parametrize(
    "behind",
    [
        "NIP 19850312 201001 1 001", "NIP. 198503122010011001", "N1P 19850312", "NIK 3171234567890123", "NRP 75031234",
        "198503122010011001", ", Pembina Utama Muda (IV/c)", ", Penata Tk. I (III/d) NIP. 19700101",
        "Pangkat/Gol. Pembina, IV/a", "Golongan IV/b",
    ],
)  # fmt: skip
def test_numbers_and_ranks_of_a_person_are_read_over(behind: str) -> None:
    assert name_alone(f"Dr. Contoh Satu, S.H. {behind}") == "Dr. Contoh Satu, S.H."
    assert name_alone(f"Kepala Kantor Contoh {behind}") == "Kepala Kantor Contoh"


@pytest.mark.parametrize(
    "text", ["Ketua Pembina Yayasan Contoh", "Ni Putu Contoh", "Kepala Kantor Kelas I", "NIPAH CONTOH", "Pembina"]
)
def test_names_and_offices_that_only_look_like_it_stay_whole(text: str) -> None:
    assert name_alone(text) == text


def test_no_suggestion_carries_the_number_of_a_person() -> None:
    text = texts.SURAT.replace("Contoh Lima, Bc.IP., S.Sos.", "Contoh Lima, Bc.IP., S.Sos. NIP 198503122010011001")

    assert not any("19850312" in one.nilai for one in suggested(text, KNOWN))


def test_a_name_that_only_begins_like_the_signature_is_not_sure() -> None:
    signed = "PIHAK KESATU\nKepala Rutan,\nRADEN WIRYO KUSUMO, S.H.\nPIHAK KEDUA\nKetua,\nSITI KENANGA\n"
    found = suggest([page(SANGGAR + SANGGAR_BLOCKS), page(signed, number=2)], Known())

    signers = {one.pihak: one.is_sure for one in found if one.bidang is Field.PENANDA_TANGAN}
    assert signers == {1: False, 2: True}


def test_signatures_below_labels_with_commas_go_to_their_own_parties() -> None:
    found = suggested(LABELS_WITH_COMMAS)

    assert values(found, Field.PENANDA_TANGAN) == ["IRAWAN CONTOH WIJAYA", "YOHANA CONTOH"]


SAID = "Kepala Dinas Koperasi, Usaha Kecil dan Menengah Kota Contoh, bertindak atas nama dinas tersebut"


@pytest.mark.parametrize(
    ("office", "institution", "whole"),
    [
        (
            "Kepala Dinas Koperasi", "Dinas Koperasi, Usaha Kecil dan Menengah Kota Contoh",
            "Kepala Dinas Koperasi, Usaha Kecil dan Menengah Kota Contoh",
        ),
        ("Kepala Dinas Koperasi", "Dinas Koperasi dan Perdagangan", "Kepala Dinas Koperasi"),
        ("Kepala Dinas", "Yayasan Contoh", "Kepala Dinas"),
        ("Kepala Dinas Koperasi, Usaha Kecil dan Menengah Kota Contoh", "Kota Contoh",
         "Kepala Dinas Koperasi, Usaha Kecil dan Menengah Kota Contoh"),
        ("", "Dinas Koperasi", ""),
    ],
)  # fmt: skip
def test_an_office_cut_off_at_a_comma_goes_on_as_its_institution_does(
    office: str, institution: str, whole: str
) -> None:
    assert completed_office(office, institution, SAID) == whole


def test_offices_whose_names_hold_commas_are_completed_for_ministers_too() -> None:
    ministry = "Kementerian Pendidikan, Sains, dan Contoh Republik Indonesia"
    said = "CONTOH selaku Menteri Pendidikan, Sains, dan Contoh, bertindak untuk dan atas nama"

    assert completed_office("Menteri Pendidikan", ministry, said) == "Menteri Pendidikan, Sains, dan Contoh"


def test_a_signer_whose_presentation_names_another_institution_is_not_sure() -> None:
    blocks = SANGGAR_BLOCKS.replace("atas nama Sanggar Tari Kenanga", "atas nama Bengkel Las Merapi")
    below = "\nPIHAK KESATU\nRADEN WIRYO, S.H.\nPIHAK KEDUA\nSITI KENANGA\n"

    found = suggested(SANGGAR + blocks.replace("Ketua Sanggar Tari Kenanga", "Mandor") + below)

    assert not any(one.is_sure for one in found if one.bidang is Field.PENANDA_TANGAN and one.pihak == 2)


def test_an_office_into_which_a_sentence_ran_is_not_sure() -> None:
    below = "\nPIHAK KESATU\nRADEN WIRYO, S.H.\nPIHAK KEDUA\nSITI KENANGA\n"
    text = SANGGAR + SANGGAR_BLOCKS.replace("Ketua Sanggar Tari Kenanga,", "Ketua Sanggar hadlr sebagar wakll,") + below

    office = next(one for one in suggested(text) if one.bidang is Field.JABATAN and one.pihak == 2)

    assert not office.is_sure
