"""A signature goes to the party whose kind its office names, unless a label says otherwise."""

from portal.domain.suggestions.find.parties import Party
from portal.domain.suggestions.find.signature_owners import assigned
from portal.domain.suggestions.find.signatures import SignatureBlock


def _party(name: str) -> Party:
    return Party(name, 1, name, 0.9, True, 0.0, None)


def _signed(office: str, name: str, side: str = "") -> SignatureBlock:
    return SignatureBlock(side, office, name, 2)


def test_the_kind_of_an_office_tells_whose_signature_it_is() -> None:
    parties = (_party("Jurusan Contoh Kimia"), _party("Balai Uji Contoh"), _party("Pemerintah Kota Contoh"))
    signatures = (
        _signed("Wali Kota", "Contoh Satu"),
        _signed("Kepala Balai", "Contoh Dua"),
        _signed("Ketua Jurusan", "Contoh Tiga"),
    )

    found = assigned(parties, signatures)

    assert [one.nama if one else "" for one in found] == ["Contoh Tiga", "Contoh Dua", "Contoh Satu"]


def test_an_office_of_a_kind_that_two_parties_are_tells_nothing() -> None:
    parties = (_party("Balai Uji Satu"), _party("Balai Latih Dua"), _party("Yayasan Tiga"))

    assert assigned(parties, (_signed("Kepala Balai", "Contoh Dua"),)) == [None, None, None]


def test_a_label_goes_before_the_kind_of_an_office() -> None:
    parties = (_party("Balai Uji Contoh"), _party("Yayasan Contoh"), _party("Dinas Contoh"))

    assert assigned(parties, (_signed("Kepala Balai", "Contoh", "PIHAK KEDUA"),))[0] is None


def test_two_first_words_tell_apart_parties_of_one_kind() -> None:
    parties = (_party("Kantor Imigrasi Contoh Satu"), _party("Kantor Pabean Contoh Dua"), _party("Yayasan Tiga"))
    signatures = (_signed("Kepala Kantor Pabean", "Contoh Dua"), _signed("Kepala Kantor Imigrasi", "Contoh Satu"))

    found = assigned(parties, signatures)

    assert [one.nama if one else "" for one in found] == ["Contoh Satu", "Contoh Dua", ""]


def test_an_office_of_one_partys_kind_is_not_anothers_whatever_words_they_share() -> None:
    parties = tuple(
        map(
            _party,
            (
                "Rumah Tahanan Negara Kelas IIB Contoh", "Kepolisian Resor Contoh", "Komando Distrik Militer Contoh",
                "Pemerintah Kabupaten Contoh",
            ),
        )
    )  # fmt: skip
    signatures = (
        _signed("Sekretaris Daerah", "Contoh Empat"),
        _signed("Dandim Contoh", "Contoh Tiga"),
        _signed("Kapolres Contoh", "Contoh Dua"),
        _signed("Kepala Rutan Kelas IIB Contoh", "Contoh Satu"),
    )

    found = assigned(parties, signatures)

    assert [one.nama if one else "" for one in found] == ["Contoh Satu", "Contoh Dua", "Contoh Tiga", "Contoh Empat"]
