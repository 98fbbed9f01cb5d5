"""The title that is offered."""

from portal.domain.suggestions.values import Field
from tests.factories.naskah_heads import TITLE_WITHOUT_TENTANG
from tests.factories.suggested import suggested


def test_a_title_without_tentang_is_never_sure() -> None:
    found = suggested(TITLE_WITHOUT_TENTANG)

    assert not next(s for s in found if s.bidang is Field.JUDUL).is_sure


def test_what_two_parties_reached_in_a_sentence_is_the_title() -> None:
    found = suggested(
        "BERITA ACARA KESEPAKATAN\nNomor : W16.EE.KU.01.01-12\n"
        "Pada hari Kamis tanggal 28 Februari 2013 telah dicapai kesepakatan antara Rumah Tahanan Negara Contoh dengan\n"
        "Perusahaan Air Contoh tentang Penyelesaian Tunggakan Rekening Air sebagai berikut:\n1. Tunggakan diangsur."
    )

    assert [s.nilai for s in found if s.bidang is Field.JUDUL] == ["Penyelesaian Tunggakan Rekening Air"]
