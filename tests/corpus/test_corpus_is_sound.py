"""The held-out corpus is what it claims to be: complete truth, valid papers marked CONTOH, the same every time."""

import io
from collections import Counter
from datetime import timedelta

import pikepdf
import pytest

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Bentuk, JenisMitra, Lingkup
from portal.domain.suggestions.values import Field, Saran
from tests.corpus.judge import Outcome, core_name, fold, judge, number_key, term_key, title_share
from tests.corpus.looking import DAYS, by_id, text_of
from tests.corpus.naskah import Naskah, corpus
from tests.corpus.paper import paper
from tests.corpus.scanning import condition_of, pages_to_read, scanned

CORPUS = corpus()


def test_the_corpus_holds_sixty_agreements_or_more_of_every_kind() -> None:
    assert len({naskah.id for naskah in CORPUS}) == len(CORPUS) >= 60
    assert {naskah.bentuk for naskah in CORPUS} == {str(one) for one in Bentuk}
    assert {naskah.bahasa for naskah in CORPUS} == {("id",), ("en",), ("id", "en")}
    assert {len(naskah.pihak) for naskah in CORPUS} == {2, 3, 4}
    assert sum(naskah.lingkup == Lingkup.LUAR_NEGERI for naskah in CORPUS) >= 10
    kinds = Counter(pihak.jenis for naskah in CORPUS for pihak in naskah.pihak)
    assert set(kinds) == {str(one) for one in JenisMitra}


def test_ninety_four_of_a_hundred_papers_of_the_standard_run_are_scans_in_three_resolutions() -> None:
    kinds = Counter(condition_of(naskah).dpi for naskah in CORPUS)

    assert set(kinds) == {0, 150, 200, 300}
    assert 1 - kinds[0] / len(CORPUS) >= 0.94
    assert {abs(condition_of(naskah).skew) for naskah in CORPUS} == {0, 1, 2}
    for trait in ("turn", "has_bleed", "is_colour", "blur"):
        assert any(getattr(condition_of(naskah), trait) for naskah in CORPUS)


@pytest.mark.parametrize("naskah", CORPUS, ids=by_id)
def test_the_truth_of_a_paper_is_complete_and_stands_in_its_text(naskah: Naskah) -> None:
    printed = fold(naskah.isi.replace("<b>", "").replace("</b>", "").replace("||", " "))

    assert naskah.tanggal is not None
    assert str(Lingkup(naskah.lingkup)) == naskah.lingkup
    assert any(all(word in printed.split() for word in fold(title).split()) for title in naskah.judul)
    assert any(fold(name) in printed for name in naskah.nama)
    assert not naskah.tempat or fold(naskah.tempat) in printed
    for pihak in naskah.pihak:
        assert any(fold(name).removeprefix("the ") in " ".join(printed.split()) for name in pihak.nama) or all(
            word in printed.split() for word in fold(pihak.nama[0]).split()
        )
        assert not pihak.nomor or number_key(pihak.nomor) in number_key(naskah.isi)
        assert pihak.penanda
        assert pihak.jabatan[0]
        is_foreign = pihak.jenis in {str(kind) for kind in FOREIGN_JENIS_MITRA}
        assert is_foreign == (pihak.negara != "ID")
    assert sum(pihak.is_kementerian for pihak in naskah.pihak) <= 1


@pytest.mark.parametrize("naskah", CORPUS, ids=by_id)
def test_the_weekday_and_the_term_of_a_paper_agree_with_its_dates(naskah: Naskah) -> None:
    assert naskah.tanggal is not None
    text = fold(naskah.isi.lower().replace("jum'at", "jumat"))
    named = [day for day in DAYS if f"hari ini {day}" in text or f"hari {day}" in text]
    assert all(day == DAYS[naskah.tanggal.weekday()] for day in named)
    if not naskah.waktu:
        assert naskah.akhir is None
    elif not naskah.is_akhir_tersurat:
        count, unit = naskah.waktu.split()
        assert naskah.akhir is not None
        months = int(count) * {"tahun": 12, "bulan": 1}[unit]
        years, month = divmod(naskah.tanggal.month - 1 + months, 12)
        assert naskah.akhir == naskah.tanggal.replace(year=naskah.tanggal.year + years, month=month + 1)


@pytest.mark.parametrize("naskah", CORPUS, ids=by_id)
def test_a_paper_is_a_valid_pdf_marked_contoh_on_every_page_and_the_same_every_time(naskah: Naskah) -> None:
    pdf = paper(naskah)

    assert paper(naskah) == pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.check_pdf_syntax()
        assert "CONTOH" in str(document.docinfo["/Title"])
    pages = text_of(pdf)
    assert 1 <= len(pages) <= 8
    assert all("CONTOH" in page for page in pages)


def test_a_scan_is_a_picture_without_text_and_the_same_every_time() -> None:
    naskah = next(one for one in CORPUS if condition_of(one).dpi == 150 and condition_of(one).skew)
    pdf, condition = paper(naskah), condition_of(naskah)

    first = scanned(pdf, condition, seed=naskah.id, numbers=(1,))

    assert first == scanned(pdf, condition, seed=naskah.id, numbers=(1,))
    assert first != scanned(pdf, condition, seed="another", numbers=(1,))
    assert not "".join(text_of(first)).strip()


def test_short_papers_are_read_whole_and_long_ones_at_both_ends() -> None:
    assert pages_to_read(3) == (1, 2, 3)
    assert pages_to_read(8) == (1, 6, 7, 8)
    assert pages_to_read(8, all_pages=True) == tuple(range(1, 9))


def saran(bidang: Field, nilai: str, keyakinan: float = 0.9, pihak: int | None = None, peringkat: int = 1) -> Saran:
    return Saran(bidang, nilai, 1, nilai, keyakinan, pihak, peringkat)


def outcome_of(bidang: Field, *found: Saran, pihak: int | None = None) -> Outcome:
    verdicts = judge(CORPUS[0], found)
    return next(one.outcome for one in verdicts if one.bidang == bidang and one.pihak == pihak)


def test_a_suggestion_is_judged_by_its_first_choice_and_a_sure_error_counts_as_such() -> None:
    assert CORPUS[0].tanggal is not None
    right = CORPUS[0].tanggal.isoformat()
    wrong = (CORPUS[0].tanggal + timedelta(days=1)).isoformat()
    field = Field.SIGNED_ON

    assert outcome_of(field) is Outcome.NOTHING
    assert outcome_of(field, saran(field, right)) is Outcome.RIGHT
    assert outcome_of(field, saran(field, wrong)) is Outcome.SURE_WRONG
    assert outcome_of(field, saran(field, wrong, 0.5)) is Outcome.WRONG
    assert outcome_of(field, saran(field, wrong, 0.5), saran(field, right, 0.4, peringkat=2)) is Outcome.AMONG


def truth_as_suggestions(naskah: Naskah) -> list[Saran]:
    """What a perfect reader would suggest."""
    found = {
        Field.BENTUK: naskah.bentuk,
        Field.NAMA_BENTUK: naskah.nama[-1].upper(),
        Field.JUDUL: naskah.judul[-1].upper(),
        Field.LINGKUP: naskah.lingkup,
        Field.BAHASA: ",".join(naskah.bahasa),
        Field.SIGNED_ON: naskah.tanggal.isoformat() if naskah.tanggal else "",
        Field.TEMPAT: naskah.tempat,
        Field.JANGKA_WAKTU: naskah.waktu,
        Field.EXPIRES_ON: naskah.akhir.isoformat() if naskah.akhir else "",
    }
    perfect = [saran(field, value) for field, value in found.items() if value]
    for place, pihak in enumerate(naskah.pihak, 1):
        values = {
            Field.PIHAK_NAMA: pihak.nama[-1].upper(),
            Field.PIHAK_NOMOR: pihak.nomor.upper(),
            Field.PIHAK_KEMENTERIAN: "ya" if pihak.is_kementerian else "",
            Field.PIHAK_JENIS: pihak.jenis,
            Field.PIHAK_NEGARA: pihak.negara,
            Field.PENANDA_TANGAN: pihak.penanda.upper(),
            Field.JABATAN: pihak.jabatan[-1].upper(),
        }
        perfect += [saran(field, value, pihak=place) for field, value in values.items() if value]
    return perfect


@pytest.mark.parametrize("naskah", CORPUS, ids=by_id)
def test_a_perfect_reader_is_right_in_every_field_and_a_silent_one_only_where_nothing_is_due(naskah: Naskah) -> None:
    assert {one.outcome for one in judge(naskah, truth_as_suggestions(naskah))} == {Outcome.RIGHT}

    silent = judge(naskah, ())
    assert {one.outcome for one in silent} == {Outcome.RIGHT, Outcome.NOTHING}
    assert sum(one.outcome is Outcome.NOTHING for one in silent) > len(silent) / 3


def test_the_partner_must_not_be_taken_for_the_ministry() -> None:
    field = Field.PIHAK_KEMENTERIAN

    assert outcome_of(field, saran(field, "ya", pihak=1), pihak=1) is Outcome.RIGHT
    assert outcome_of(field, pihak=2) is Outcome.RIGHT
    assert outcome_of(field, saran(field, "ya", pihak=2), pihak=2) is Outcome.SURE_WRONG


def test_values_are_compared_as_people_would() -> None:
    assert number_key("Nomor : W13-UM.01.01 – 1187") == number_key("NOMOR W13-UM.01.01-1187")
    assert number_key("B-15/2020") != number_key("B-151/2020")
    assert core_name("Prof. Dr. Ir. LAKSITA PRAMESWARI, M.T.") == core_name("Laksita Prameswari")
    assert term_key("5 (lima) tahun") == term_key("five (5) years") == "5 tahun"
    assert title_share(("Pelatihan Bahasa dan Budaya",), "PELATIHAN BAHASA DAN BUDAYA") == 1
    assert title_share(("Pelatihan Bahasa dan Budaya",), "PELATIHAN BAHASA") < 0.9
