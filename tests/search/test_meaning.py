"""What a question means: words that ask for nothing go, other names and days are looked for as well."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.search.interface import SearchDocument, SearchPage, SearchQuery
from portal.search.meaning import FILLERS, understand
from portal.search.query import parse
from portal.search.vocabulary.lookup import vocabulary
from portal.search.whoosh.index import WhooshIndex
from tests.contracts.search_naskah import TODAY, naskah


def typed(text: str) -> list[str]:
    """The groups as typed, without what was added."""
    parsed = understand(parse(text), vocabulary())
    return [" | ".join(" ".join(term.words) for term in group if not term.stands_for) for group in parsed.groups]


def added(text: str) -> set[str]:
    """What was added, words and facts."""
    parsed = understand(parse(text), vocabulary())
    return {term.key or term.shown.lower() for term in parsed.terms if term.stands_for}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("apa saja kerja sama dengan Australia?", ["australia"]),
        ("Bagaimana cara memperpanjang perjanjian?", ["memperpanjang", "perjanjian"]),
        ("perjanjian yang mana tentang paspor", ["perjanjian", "paspor"]),
        ("kerja sama antara imigrasi dan polri", ["imigrasi", "polri"]),
        ("tolong tampilkan semua MoU dengan Jepang", ["mou", "jepang"]),
        ("which agreements with Japan", ["japan"]),
        ("kerja sama", ["kerja", "sama"]),
        ("kerja sama teknik", ["kerja sama teknik"]),
        ("yang di dan", ["yang", "di", "dan"]),
        ('"apa saja" paspor', ["apa saja", "paspor"]),
        ("paspor -untuk", ["paspor"]),
        ("tanpa berkas", ["tanpa", "berkas"]),
        ("apa ATAU paspor", ["apa | paspor"]),
        ("kementerian imigrasi dan pemasyarakatan", ["kementerian imigrasi dan pemasyarakatan"]),
        ("tahanan perempuan hamil", ["tahanan", "perempuan", "hamil"]),
    ],
)
def test_words_that_ask_for_nothing_carry_no_weight(text: str, left: list[str]) -> None:
    assert typed(text) == left


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("MoU", {"nota kesepahaman", "bentuk:nota_kesepahaman"}),
        ("Korea Selatan", {"republik korea", "negara:KR"}),
        ("kerja sama dengan KR", {"korea", "negara:KR"}),
        ("13 November 2026", {"tanggal:2026-11-13"}),
        ("2026-11-13", {"tanggal:2026-11-13"}),
        ("13/11/2026", {"tanggal:2026-11-13"}),
        ("13 Nopember 2026", {"tanggal:2026-11-13"}),
        ("November 13, 2026", {"tanggal:2026-11-13"}),
        ("November 2026", {"tanggal:2026-11"}),
        ("tahun 2026", {"tahun:2026"}),
        ("peraturan 31 Februari 2026", {"tanggal:2026-02"}),
    ],
)
def test_other_names_and_days_are_looked_for_as_well(text: str, some: set[str]) -> None:
    assert some <= added(text)


@pytest.mark.parametrize("text", ['"MoU"', '"korea selatan"', "-MoU paspor", "mou*", "no", "ke di"])
def test_quotes_and_small_words_are_left_as_they_are(text: str) -> None:
    assert added(text) == set()


def test_the_text_that_asks_for_the_typed_words_alone_adds_nothing() -> None:
    for text in ("MoU dengan Jepang 2026 -paspor", 'napi "kerja paksa"', "human trafficking ATAU paspor BNN"):
        parsed = understand(parse(text), vocabulary())
        again = understand(parse(parsed.literal), vocabulary())
        assert parsed.literal
        assert not [term for term in again.terms if term.stands_for and term.kind != "tag"]
        assert again.excluded == parsed.excluded


def test_a_long_text_keeps_its_telling_words() -> None:
    parsed = understand(parse("apa saja yang " + "pelatihan petugas di perbatasan negara " * 9), vocabulary())
    assert [group[0].words[0] for group in parsed.groups] == ["pelatihan", "petugas", "perbatasan", "negara"]


def test_no_filler_is_longer_than_a_word() -> None:
    assert all(word.isalpha() and word == word.lower() for word in FILLERS)


CORPUS = (
    naskah(
        "2026-1",
        "Nota Kesepahaman Pertukaran Informasi",
        "Memerangi perdagangan orang bersama.",
        negara=("AU",),
        bentuk="nota_kesepahaman",
        mitra=(("dha", "CONTOH Department of Home Affairs"),),
        signed_on=date(2026, 11, 13),
    ),
    naskah(
        "2026-2",
        "Pembinaan Kepribadian",
        "Pembinaan kepribadian narapidana; data kepribadian dilindungi.",
        mitra=(("bnn", "CONTOH Badan Narkotika Nasional"),),
    ),
    naskah(
        "2026-3", "Pertukaran Data", "Pelindungan data pribadi. Tahanan perempuan yang hamil diperiksa. Keadaan kahar."
    ),
    naskah("2026-4", "Panen", "Hasil jagung di jalan menurut usia."),
    naskah("2026-5", "Lain", "Ekstradisi. Lembaga pemasyarakatan.", mitra=(("sosial", "CONTOH Kementerian Sosial"),)),
    naskah("2017-6", "Tahun Saja", "Isi.", signed_on=date(2017, 1, 1), signed_presisi="tahun"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> WhooshIndex:
    """A small public index."""
    made = WhooshIndex(Path(tmp_path_factory.mktemp("index")))
    made.rebuild(CORPUS)
    return made


def ask(index: WhooshIndex, text: str, **rest: Any) -> SearchPage:
    return index.search(SearchQuery(understand(parse(text), vocabulary()), today=TODAY, **rest))


def first(page: SearchPage) -> str:
    assert page.hits
    return page.hits[0].kode


@pytest.mark.parametrize(
    ("text", "kode"),
    [
        ("apa saja kerja sama dengan Australia?", "2026-1"),
        ("MoU dengan Australia", "2026-1"),
        ("memorandum of understanding AU", "2026-1"),
        ("human trafficking", "2026-1"),
        ("TPPO", "2026-1"),
        ("13 November 2026", "2026-1"),
        ("November 2026", "2026-1"),
        ("2026-11-13", "2026-1"),
        ("napi", "2026-2"),
        ("WBP BNN", "2026-2"),
        ("narkoba", "2026-2"),
        ("perlindungan data pribadi", "2026-3"),
        ("tahanan perempuan hamil", "2026-3"),
        ("force majeure", "2026-3"),
        ("extradition", "2026-5"),
        ("penjara Kemensos", "2026-5"),
        ("2017", "2017-6"),
    ],
)
def test_what_people_type_finds_what_is_there_under_another_word(index: WhooshIndex, text: str, kode: str) -> None:
    page = ask(index, text)
    assert first(page) == kode
    assert not page.is_partial


@pytest.mark.parametrize("text", ["Kejagung", "Rusia", "Japan", "UNODC", "1 Januari 2017", "Januari 2017"])
def test_what_is_not_there_is_not_made_of_other_words(index: WhooshIndex, text: str) -> None:
    page = ask(index, text)
    assert (page.hits, page.offers) == ((), ())


def test_only_words_that_were_found_are_told(index: WhooshIndex) -> None:
    assert ask(index, "penjara").included == ("lembaga pemasyarakatan",)
    assert ask(index, "rusia").included == ()
    hidden = frozenset({"unit-lain"})
    assert ask(index, "penjara", units=hidden).included == ()


def test_a_naskah_is_one_document_whatever_its_words_mean(index: WhooshIndex) -> None:
    assert isinstance(CORPUS[0], SearchDocument)
    assert ask(index, "MoU ATAU napi").total == 2
