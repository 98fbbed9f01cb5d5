"""The two halves made like papers of many offices: complete truth that stands in the text, every kind in both."""

import html
import re
from collections import Counter

import pytest

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Bentuk, JenisMitra, Lingkup
from tests.corpus.judge import fold, number_key
from tests.corpus.looking import DAYS, by_id, text_of
from tests.corpus.naskah import DATA, Naskah, clauses, corpus
from tests.corpus.paper import paper
from tests.corpus.scanning import condition_of, scanned

HALVES = {half: corpus(half) for half in ("tuned", "unseen")}
BOTH = [naskah for half in HALVES.values() for naskah in half]
KINDS = frozenset((DATA / "macam.txt").read_text("utf-8").split())


def printed(naskah: Naskah) -> str:
    """The words of a paper without the marks of its making."""
    bare = re.sub(r"\{\{(.+?)(?:\.\.)?\}\}", r"\1", naskah.isi)
    return (
        html.unescape(re.sub(r"<br/>|</?[bui]>", " ", bare)).replace("||", " ").replace("|", " ").replace("\n= ", " ")
    )


@pytest.mark.parametrize("half", HALVES)
def test_a_half_holds_forty_papers_and_every_kind_of_difficulty_twice(half: str) -> None:
    papers = HALVES[half]
    kinds = Counter(kind for naskah in papers for kind in naskah.macam)

    assert len({naskah.id for naskah in papers}) == len(papers) >= 40
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 2
    assert {len(naskah.pihak) for naskah in papers} == {2, 3, 4, 5}


def test_the_halves_share_neither_articles_nor_opening_words_nor_people() -> None:
    tuned, unseen = HALVES["tuned"], HALVES["unseen"]

    def lines(papers: tuple[Naskah, ...], bagian: str) -> set[str]:
        texts = [line for naskah in papers for line in printed(naskah).splitlines()]
        texts += [line for _, rows in clauses(bagian).values() for line in rows]
        return {" ".join(fold(line).split()[:8]) for line in texts if len(fold(line).split()) >= 8}

    assert not lines(tuned, "tuned") & lines(unseen, "unseen")
    people = [{pihak.penanda for naskah in half for pihak in naskah.pihak} for half in (tuned, unseen)]
    assert not people[0] & people[1]


@pytest.mark.parametrize("naskah", BOTH, ids=by_id)
def test_the_truth_of_a_paper_is_complete_and_stands_in_its_text(naskah: Naskah) -> None:
    text = printed(naskah)
    words = " ".join(fold(text.replace("\n~ ", " ").replace("\n@besar 13 ", " ")).split())
    loose = set(words.split())

    assert str(Bentuk(naskah.bentuk)) == naskah.bentuk
    assert str(Lingkup(naskah.lingkup)) == naskah.lingkup
    assert any(set(fold(title).split()) <= loose for title in naskah.judul)
    assert any(
        set(fold(name).split()) <= loose or fold(name).replace(" ", "") in words.replace(" ", "")
        for name in naskah.nama
    )
    assert not naskah.tempat or fold(naskah.tempat) in words
    assert not naskah.waktu or naskah.waktu.split()[0] in loose
    for pihak in naskah.pihak:
        assert any(set(fold(name).split()) <= loose for name in pihak.nama), pihak.nama
        assert number_key(pihak.nomor) in number_key(text)
        assert not pihak.nomor_terbuka or number_key(pihak.nomor_terbuka) in number_key(text)
        assert not (pihak.nomor and pihak.nomor_terbuka)
        assert fold(pihak.penanda) in words
        assert any(set(fold(jabatan).split()) <= loose for jabatan in pihak.jabatan)
        assert str(JenisMitra(pihak.jenis)) == pihak.jenis
        is_foreign = JenisMitra(pihak.jenis) in FOREIGN_JENIS_MITRA
        assert is_foreign == (pihak.negara != "ID")
    assert sum(pihak.is_kementerian for pihak in naskah.pihak) <= 1
    assert (naskah.lingkup == "luar_negeri") == any(pihak.negara != "ID" for pihak in naskah.pihak)


@pytest.mark.parametrize("naskah", BOTH, ids=by_id)
def test_the_weekday_and_the_year_agree_with_the_date(naskah: Naskah) -> None:
    if naskah.tanggal is None:
        return
    text = fold(naskah.isi.lower().replace("jum'at", "jumat"))
    named = [day for day in DAYS if re.search(rf"\bhari (?:ini )?{day}\b", text)]

    assert "%" not in naskah.isi.replace("%)", "").replace("0% ", "")
    assert naskah.presisi != "hari" or all(day == DAYS[naskah.tanggal.weekday()] for day in named)


SHOWN = ("T15", "T14", "U21", "U14")
"""A handful is drawn in the tests; the bench draws them all."""


@pytest.mark.parametrize("naskah", [one for one in BOTH if one.id in SHOWN], ids=by_id)
def test_a_paper_is_drawn_and_scanned_the_same_every_time(naskah: Naskah) -> None:
    pdf = paper(naskah)
    condition = condition_of(naskah)

    assert paper(naskah) == pdf
    assert all("CONTOH" in page for page in text_of(pdf))
    if condition.dpi:
        first = scanned(pdf, condition, seed=naskah.id, numbers=(1,))
        assert first == scanned(pdf, condition, seed=naskah.id, numbers=(1,))
