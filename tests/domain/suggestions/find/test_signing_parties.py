"""Parties that nothing but their signatures tell of: by office or label, in the order of the labels, never sure."""

from portal.domain.berkas.reading import PageText
from portal.domain.suggestions.find.party_blocks import PartyBlock
from portal.domain.suggestions.find.signing_parties import with_signers
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field, Known
from tests.corpus.typed import page_typed

TWO = """
Demikian naskah ini dibuat oleh kedua belah pihak dalam keadaan sadar dan tanpa paksaan siapa pun.

|| PIHAK KEDUA, || PIHAK KESATU,
|| KEPALA DINAS SOSIAL KOTA CONTOH || KEPALA RUTAN KELAS IIB CONTOH
|| ||
|| ||
|| Contoh Sri Pertiwi, S.H. || Contoh Budi Laksana, A.Md.IP.
"""


def names(text: str, *blocks: PartyBlock) -> list[str]:
    return [party.nama for party in with_signers((), blocks, [page(text)], Known())]


def page(text: str) -> PageText:
    return page_typed(1, text)


def test_offices_tell_for_whom_somebody_signs_in_the_order_of_the_labels() -> None:
    assert names(TWO) == ["RUTAN KELAS IIB CONTOH", "DINAS SOSIAL KOTA CONTOH"]


def test_a_party_that_presents_itself_is_named_as_it_does() -> None:
    own = PartyBlock(1, "Rutan Kelas IIB Contoh Barat", "Contoh Budi Laksana", "Kepala", "", 0)

    assert names(TWO, own) == ["Rutan Kelas IIB Contoh Barat", "DINAS SOSIAL KOTA CONTOH"]


def test_witnesses_and_a_single_signer_make_no_parties() -> None:
    one = TWO.replace("|| PIHAK KEDUA, ||", "|| MENGETAHUI, ||")

    assert names(one) == []


def test_nothing_that_only_a_signature_tells_is_sure() -> None:
    found = suggest([page(TWO)], Known())

    assert [one.nilai for one in found if one.bidang is Field.PIHAK_NAMA and one.peringkat == 1]
    assert not [one for one in found if one.pihak and one.is_sure and one.bidang is Field.PIHAK_NAMA]
