"""Names of parties that are offered: registered, nearly registered, said once."""

from portal.domain.suggestions.values import Field
from tests.factories import naskah_text as texts
from tests.factories.naskah_heads import SANGGAR
from tests.factories.suggested import KNOWN, first, saran_of, suggested


def test_a_registered_partner_is_named_by_its_slug() -> None:
    found = suggested(texts.UTAMA, KNOWN)

    assert saran_of(found, Field.PIHAK_NAMA, 2).terdaftar == "bnn"
    assert first(found, Field.PIHAK_JENIS, 2) == "lembaga_pemerintah"
    assert first(suggested(texts.ASING, KNOWN), Field.PIHAK_NEGARA, 2) == "KR"


def test_a_name_only_near_a_registered_one_is_not_sure_and_says_so() -> None:
    misread = texts.UTAMA.replace("BADAN NARKOTIKA", "BADAN NARKOTKA").replace("Badan Narkotika", "Badan Narkotka")
    found = suggested(misread, KNOWN)
    name = saran_of(found, Field.PIHAK_NAMA, 2)

    assert name.terdaftar == "bnn"
    assert "mirip" in name.keterangan
    assert not name.is_sure


def test_a_party_that_nothing_says_again_is_not_sure() -> None:
    found = suggested(SANGGAR)

    names = [one for one in found if one.bidang is Field.PIHAK_NAMA]
    assert len(names) == 2
    assert not names[1].is_sure


def test_the_country_that_a_presentation_tells_makes_the_partner_foreign_but_not_sure() -> None:
    text = (
        "MEMORANDUM OF UNDERSTANDING\nBETWEEN:\n(1) UNIVERSITAS CONTOH, a university of Indonesia "
        '(hereinafter "UC");\nand\n'
        'SAMPLE STRAIT UNIVERSITY, a body corporate of Australia (hereinafter "SSU").\nRE: COOPERATION IN SAMPLES\n'
        "The parties shall cooperate in research and in the exchange of students for the benefit of both."
    )
    found = suggested(text)

    assert first(found, Field.PIHAK_NEGARA, 2) == "AU"
    assert first(found, Field.PIHAK_JENIS, 2) == "subjek_hukum_internasional_lainnya"
    assert first(found, Field.LINGKUP) == "luar_negeri"
    sure = {saran.bidang for saran in found if saran.is_sure and saran.pihak != 1}
    assert not {Field.PIHAK_JENIS, Field.LINGKUP} & sure
