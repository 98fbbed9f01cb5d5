"""The parts made like papers of many offices: complete truth that stands in the text, every kind in both halves."""

import html
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

import pytest

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Bentuk, JenisMitra, Lingkup
from tests.corpus.judge import fold, number_key
from tests.corpus.looking import DAYS, by_id, text_of
from tests.corpus.naskah import DATA, Naskah, clauses, corpus
from tests.corpus.paper import paper
from tests.corpus.scanning import condition_of, scanned

HALVES = {half: corpus(half) for half in ("tuned", "unseen")}
FRESH = corpus("fresh")
ARCHIVE = corpus("archive")
LEDGER = corpus("ledger")
HARBOUR = corpus("harbour")
MEADOW = corpus("meadow")
ORCHARD = corpus("orchard")
GARDEN = corpus("garden")
GROVE = corpus("grove")
PARTS = {
    **HALVES,
    "fresh": FRESH,
    "archive": ARCHIVE,
    "ledger": LEDGER,
    "harbour": HARBOUR,
    "meadow": MEADOW,
    "orchard": ORCHARD,
    "garden": GARDEN,
    "grove": GROVE,
}
ALL = [naskah for part in PARTS.values() for naskah in part]
KINDS = frozenset((DATA / "macam.txt").read_text("utf-8").split())
NEW_KINDS = frozenset((DATA / "ledger" / "macam.txt").read_text("utf-8").split())
"""Kinds of difficulty that no other part has."""
SORTS = frozenset((DATA / "harbour" / "macam.txt").read_text("utf-8").split())
"""The sorts of paper that harbour, meadow, orchard, garden and grove are made of; each of their papers is of one."""
SEEN_LOOKS = frozenset(
    ["photo", "first-page-askew", "photocopy", "folded", "skewed", "typewriter", "mixed-faces", "150-dpi", "digital"],
)
MANY = frozenset(("three-parties", "four-parties"))
COUNTS = {"satu": "1", "dua": "2", "tiga": "3", "empat": "4", "lima": "5"}


def printed(naskah: Naskah) -> str:
    """The words of a paper without the marks of its making."""
    bare = re.sub(r"\{\{(.+?)(?:\.\.)?\}\}", r"\1", naskah.isi)
    plain = html.unescape(re.sub(r"<br/>|</?(?:[bui]|strike)>", " ", bare))
    return plain.replace("||", " ").replace("|", " ").replace("\n= ", " ")


@pytest.mark.parametrize("half", HALVES)
def test_a_half_holds_forty_papers_and_every_kind_of_difficulty_twice(half: str) -> None:
    papers = HALVES[half]
    kinds = Counter(kind for naskah in papers for kind in naskah.macam)

    assert len({naskah.id for naskah in papers}) == len(papers) >= 40
    assert set(kinds) == KINDS
    assert min(kinds.values()) >= 2
    assert {len(naskah.pihak) for naskah in papers} == {2, 3, 4, 5}


def test_the_fresh_part_is_an_archive_of_twenty_ordinary_papers() -> None:
    conditions = [condition_of(naskah) for naskah in FRESH]
    kinds = Counter(kind for naskah in FRESH for kind in naskah.macam)

    assert len({naskah.id for naskah in FRESH}) == len(FRESH) >= 20
    assert {one.dpi for one in conditions} == {0, 150, 200, 300}
    assert sum(one.dpi > 0 for one in conditions) / len(FRESH) >= 0.94
    assert sum(naskah.bahasa != ("id",) for naskah in FRESH) >= 3
    assert set(kinds) <= KINDS
    assert {str(one) for one in Bentuk} == {naskah.bentuk for naskah in FRESH}


def test_the_archive_holds_forty_papers_of_three_decades_each_with_a_difficulty_or_two() -> None:
    kinds = Counter(kind for naskah in ARCHIVE for kind in naskah.macam)
    years = [naskah.tanggal.year for naskah in ARCHIVE if naskah.tanggal]
    looks = {kind for kind in kinds if kind in SEEN_LOOKS}

    assert len({naskah.id for naskah in ARCHIVE}) == len(ARCHIVE) >= 40
    difficulties = [len(naskah.macam - SEEN_LOOKS - MANY) for naskah in ARCHIVE]
    assert min(difficulties) >= 1
    assert sum(one <= 2 for one in difficulties) >= len(ARCHIVE) - 1
    assert set(kinds) <= KINDS
    assert looks == SEEN_LOOKS
    assert kinds["number-by-hand"] >= 8
    assert max(count for kind, count in kinds.items() if kind != "number-by-hand") <= len(ARCHIVE) / 5
    assert {len(naskah.pihak) for naskah in ARCHIVE} == {2, 3, 4, 5}
    assert {condition_of(naskah).dpi for naskah in ARCHIVE} == {0, 150, 200, 300}
    assert min(years) < 2000 < 2024 < max(years)
    assert sum(naskah.bahasa != ("id",) for naskah in ARCHIVE) >= 7
    assert {str(one) for one in Bentuk} == {naskah.bentuk for naskah in ARCHIVE}


def test_the_ledger_holds_forty_papers_most_of_kinds_that_no_other_part_has() -> None:
    kinds = Counter(kind for naskah in LEDGER for kind in naskah.macam)
    years = [naskah.tanggal.year for naskah in LEDGER if naskah.tanggal]

    assert len({naskah.id for naskah in LEDGER}) == len(LEDGER) >= 40
    assert not KINDS & NEW_KINDS
    assert set(kinds) >= NEW_KINDS | SEEN_LOOKS
    assert set(kinds) <= NEW_KINDS | KINDS
    assert sum(bool(naskah.macam & NEW_KINDS) for naskah in LEDGER) >= len(LEDGER) * 2 / 3
    assert kinds["number-by-hand"] >= 8
    assert {len(naskah.pihak) for naskah in LEDGER} == {2, 3, 4, 5}
    assert {condition_of(naskah).dpi for naskah in LEDGER} == {0, 150, 200, 300}
    assert min(years) == 1995
    assert max(years) >= 2025
    assert {naskah.bahasa for naskah in LEDGER} == {("id",), ("en",), ("id", "en")}
    assert sum(naskah.bahasa != ("id",) for naskah in LEDGER) >= 10
    assert {str(one) for one in Bentuk} == {naskah.bentuk for naskah in LEDGER}
    assert len({kind for naskah in LEDGER for kind in (pihak.jenis for pihak in naskah.pihak)}) >= 7


def test_the_harbour_holds_forty_papers_as_offices_hand_them_in_most_of_them_ordinary() -> None:
    _is_an_ordinary_day(HARBOUR, usual=24, foreign=6, by_hand=(1 / 4, 2 / 5), years=(2007, 2025))
    assert len({pihak.jenis for naskah in HARBOUR for pihak in naskah.pihak}) >= 7


def test_the_meadow_holds_forty_papers_of_an_ordinary_day_in_fifteen_layouts_or_more() -> None:
    _is_an_ordinary_day(MEADOW, usual=24, foreign=6, by_hand=(1 / 4, 2 / 5), years=(2008, 2025))
    _is_laid_out_in_many_ways(MEADOW)


def test_the_orchard_holds_forty_papers_of_an_ordinary_day_in_fifteen_layouts_or_more() -> None:
    _is_an_ordinary_day(ORCHARD, usual=25, foreign=5, by_hand=(3 / 10, 2 / 5), years=(2009, 2025))
    _is_laid_out_in_many_ways(ORCHARD)


def test_the_garden_holds_forty_papers_of_an_ordinary_day_in_twenty_layouts_or_more() -> None:
    _is_an_ordinary_day(GARDEN, usual=25, foreign=5, by_hand=(3 / 10, 2 / 5), years=(2005, 2026))
    _is_laid_out_in_many_ways(GARDEN, layouts=20)


def test_the_grove_holds_forty_papers_half_of_them_ordinary_in_twenty_layouts_or_more() -> None:
    rare = {"other-form": 7, "particular": 6}
    _is_an_ordinary_day(GROVE, usual=20, foreign=7, rare=rare, by_hand=(3 / 10, 2 / 5), years=(2005, 2026))
    _is_laid_out_in_many_ways(GROVE, layouts=20)


def _is_an_ordinary_day(
    papers: Sequence[Naskah],
    *,
    usual: int,
    foreign: int,
    by_hand: tuple[float, float],
    years: tuple[int, int],
    rare: Mapping[str, int] = MappingProxyType({"other-form": 4, "particular": 6}),
) -> None:
    """Forty papers of one sort each, with every form, scan and number of parties; shares and years as given."""
    kinds = Counter(kind for naskah in papers for kind in naskah.macam)
    signed = [naskah.tanggal.year for naskah in papers if naskah.tanggal]

    assert len({naskah.id for naskah in papers}) == len(papers) == 40
    assert all(len(naskah.macam & SORTS) == 1 for naskah in papers)
    sorts = {"usual": usual, "foreign": foreign, **rare}
    assert {sort: kinds[sort] for sort in SORTS} == sorts
    assert set(kinds) <= SORTS | KINDS | NEW_KINDS
    assert by_hand[0] < kinds["number-by-hand"] / len(papers) < by_hand[1]
    assert {len(naskah.pihak) for naskah in papers} == {2, 3, 4}
    assert all(any(pihak.is_kementerian for pihak in naskah.pihak) for naskah in papers)
    assert {condition_of(naskah).dpi for naskah in papers} == {150, 200, 300}
    assert (min(signed), max(signed)) == years
    assert {naskah.bahasa for naskah in papers} == {("id",), ("en",), ("id", "en")}
    assert {str(one) for one in Bentuk} == {naskah.bentuk for naskah in papers}


def _is_laid_out_in_many_ways(papers: Sequence[Naskah], *, layouts: int = 15) -> None:
    """So many layouts or more, and papers that tell no place or no term."""
    assert len({_heading(naskah) for naskah in papers}) >= layouts
    assert any(not naskah.tempat for naskah in papers)
    assert any(not naskah.waktu for naskah in papers)


def _heading(naskah: Naskah) -> tuple[str, ...]:
    """How the first lines of a paper are laid out: the marks of its lines, without their words."""
    lines = [line for line in naskah.isi.splitlines() if line.strip()][:12]
    return tuple(line.split()[0] if line[0] == "@" else line[0] for line in lines)


@pytest.mark.parametrize(("one", "other"), list(combinations(PARTS, 2)))
def test_two_parts_share_neither_articles_nor_opening_words_nor_people(one: str, other: str) -> None:
    def lines(part: str) -> set[str]:
        texts = [line for naskah in PARTS[part] for line in printed(naskah).splitlines()]
        texts += [line for _, rows in clauses(part).values() for line in rows]
        return {" ".join(fold(line).split()[:8]) for line in texts if len(fold(line).split()) >= 8}

    def people(part: str) -> set[str]:
        return {pihak.penanda for naskah in PARTS[part] for pihak in naskah.pihak}

    assert not lines(one) & lines(other)
    assert not people(one) & people(other)


@pytest.mark.parametrize("naskah", ALL, ids=by_id)
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
    assert not naskah.waktu or naskah.waktu.split()[0] in loose | {COUNTS.get(word, "") for word in loose}
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


@pytest.mark.parametrize("naskah", ALL, ids=by_id)
def test_the_weekday_and_the_year_agree_with_the_date(naskah: Naskah) -> None:
    if naskah.tanggal is None:
        return
    text = fold(naskah.isi.lower().replace("jum'at", "jumat"))
    named = [day for day in DAYS if re.search(rf"\bhari (?:ini )?{day}\b", text)]

    assert "%" not in naskah.isi.replace("%)", "").replace("0% ", "")
    assert naskah.presisi != "hari" or all(day == DAYS[naskah.tanggal.weekday()] for day in named)


SHOWN = (
    *("T15", "T14", "U21", "U14", "F21", "A09", "A29", "L02", "L24"),
    *("H11", "H29", "M19", "M28", "O05", "O29", "G05", "G36", "V16", "V28"),
)
"""A handful is drawn in the tests; the bench draws them all."""


@pytest.mark.parametrize("naskah", [one for one in ALL if one.id in SHOWN], ids=by_id)
def test_a_paper_is_drawn_and_scanned_the_same_every_time(naskah: Naskah) -> None:
    pdf = paper(naskah)
    condition = condition_of(naskah)

    assert paper(naskah) == pdf
    assert all("CONTOH" in page for page in text_of(pdf))
    if condition.dpi:
        # What is thrown for a page is thrown at every size.
        coarse = replace(condition, dpi=60)
        first = scanned(pdf, coarse, seed=naskah.id, numbers=(1,))
        assert first == scanned(pdf, coarse, seed=naskah.id, numbers=(1,))
