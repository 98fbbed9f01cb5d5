"""The typed papers are what they claim to be: truth that stands in the text, two halves alike, no paper twice."""

import re
from collections import Counter

import pytest

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Bentuk, JenisMitra, Lingkup
from tests.corpus.judge import core_name, fold, number_key
from tests.corpus.looking import DAYS
from tests.corpus.naskah import Naskah
from tests.corpus.typed import COLUMNS, TypedPaper, typed_papers

PAPERS = typed_papers()
IN_WORDS = {"1": ("one", "satu"), "3": ("three", "tiga"), "5": ("five", "lima")}
"""Terms that are said in words alone."""


def id_of(paper: TypedPaper) -> str:
    """The name of a case."""
    return paper.naskah.id


def letters(text: str) -> str:
    """Letters and figures alone, without what breaks lines and columns."""
    return fold(text).replace(" ", "")


def loose_words(naskah: Naskah) -> set[str]:
    """The words of the text, also those that two lines share."""
    return set(fold(re.sub(r"-\n\s*", "", naskah.isi)).split()) | set(fold(naskah.isi).split())


def test_both_halves_hold_as_many_papers_and_the_same_forms() -> None:
    halves = {half: [one.naskah for one in PAPERS if one.naskah.id.startswith(half)] for half in "ab"}
    forms = {half: {naskah.bentuk for naskah in papers} for half, papers in halves.items()}

    assert sum(len(papers) for papers in halves.values()) == sum(paper.naskah.id[0] not in "cd" for paper in PAPERS)
    assert abs(len(halves["a"]) - len(halves["b"])) <= 1
    assert forms["a"] == forms["b"] == {str(one) for one in Bentuk}


def test_no_paper_number_or_person_stands_twice() -> None:
    parties = [pihak for paper in PAPERS for pihak in paper.naskah.pihak]

    assert [title for title, times in Counter(one.naskah.judul[0] for one in PAPERS).items() if times > 1] == []
    assert [who for who, times in Counter(one.penanda for one in parties).items() if times > 1] == []
    assert [no for no, times in Counter(number_key(one.nomor) for one in parties).items() if no and times > 1] == []


@pytest.mark.parametrize("paper", PAPERS, ids=id_of)
def test_the_truth_of_a_typed_paper_stands_in_its_text(paper: TypedPaper) -> None:
    naskah = paper.naskah
    loose, joined = loose_words(naskah), letters(naskah.isi)
    spoilt = {"kabur"} & naskah.macam

    assert "contoh" in joined
    assert str(Bentuk(naskah.bentuk)) == naskah.bentuk
    assert str(Lingkup(naskah.lingkup)) == naskah.lingkup
    assert spoilt or any(set(fold(title).split()) <= loose for title in naskah.judul)
    assert spoilt or any(letters(name) in joined or set(fold(name).split()) <= loose for name in naskah.nama)
    assert not naskah.tempat or letters(naskah.tempat) in joined
    assert not naskah.waktu or loose.intersection((naskah.waktu.split()[0], *IN_WORDS.get(naskah.waktu.split()[0], ())))
    for pihak in naskah.pihak:
        assert spoilt or any(set(fold(name).split()) <= loose for name in pihak.nama), pihak.nama
        assert spoilt or number_key(pihak.nomor) in number_key(naskah.isi), pihak.nomor
        assert not pihak.nomor_terbuka or number_key(pihak.nomor_terbuka) in number_key(naskah.isi)
        assert set(core_name(pihak.penanda).split()) <= loose, pihak.penanda
        assert any(set(fold(jabatan).split()) <= loose for jabatan in pihak.jabatan), pihak.jabatan
        assert str(JenisMitra(pihak.jenis)) == pihak.jenis
        assert (JenisMitra(pihak.jenis) in FOREIGN_JENIS_MITRA) == (pihak.negara != "ID")
    assert sum(pihak.is_kementerian for pihak in naskah.pihak) <= 1
    assert (naskah.lingkup == "luar_negeri") == any(pihak.negara != "ID" for pihak in naskah.pihak)


@pytest.mark.parametrize("paper", PAPERS, ids=id_of)
def test_the_weekday_of_a_typed_paper_agrees_with_its_date(paper: TypedPaper) -> None:
    text = fold(paper.naskah.isi.lower().replace("jum'at", "jumat"))
    named = [day for day in DAYS if re.search(rf"\bhari (?:ini )?{day}\b", text)]

    assert paper.naskah.tanggal is None or all(day == DAYS[paper.naskah.tanggal.weekday()] for day in named)


@pytest.mark.parametrize("paper", PAPERS, ids=id_of)
def test_every_word_of_the_grid_has_its_place_on_the_page(paper: TypedPaper) -> None:
    for page in paper.pages:
        assert page.text.split() == [word.text for word in page.words]
        assert all(0 <= word.x0 < word.x1 <= 1 and 0 <= word.y0 < word.y1 <= 1 for word in page.words)
    rows = [row for row in paper.naskah.isi.splitlines() if not row.startswith(("^ ", "#^ ", "||"))]
    assert max(map(len, rows), default=0) <= COLUMNS * 1.25
