"""The shipped vocabulary is sound, and what it says of the words people type."""

from collections import Counter
from datetime import date

import pytest

from portal.domain.search_vocabulary import Entry, EntryKind
from portal.errors import BadInputError
from portal.search.meaning import FILLERS
from portal.search.vocabulary.entries import checked, key_of, row_key, shipped
from portal.search.vocabulary.lookup import countries, vocabulary

LEAST_ENTRIES = 600


def test_every_shipped_entry_is_whole_dated_and_sourced() -> None:
    assert len(shipped()) >= LEAST_ENTRIES
    for entry in (*shipped(), *countries()):
        assert checked(entry) is entry
        assert entry.sumber
        assert date(2026, 1, 1) <= entry.tanggal <= date(2026, 12, 31)
        assert entry.bahasa in ("id", "en")


def test_no_word_has_two_entries() -> None:
    counted = Counter(row_key(entry) for entry in (*shipped(), *countries()))
    assert [key for key, count in counted.items() if count > 1] == []


def test_no_entry_is_a_word_of_a_question_or_a_country_twice() -> None:
    for entry in shipped():
        if entry.jenis is not EntryKind.NEGARA:
            assert key_of(entry.istilah) not in FILLERS, entry
    names = Counter(
        key_of(name)
        for entry in (*shipped(), *countries())
        if entry.jenis is EntryKind.NEGARA
        for name in entry.padanan
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_what_is_given_for_a_word_is_never_the_word_itself() -> None:
    meanings = vocabulary().meanings
    assert len(meanings) > 1500
    for key, meaning in meanings.items():
        others = [key_of(other) for other in meaning.others]
        assert key not in others
        assert len(set(others)) == len(others), key
        assert len(others) <= 16, key


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("MoU", "nota kesepahaman"),
        ("nota kesepahaman", "MoU"),
        ("PKS", "perjanjian kerja sama"),
        ("WBP", "warga binaan"),
        ("napi", "narapidana"),
        ("penjara", "lembaga pemasyarakatan"),
        ("narkoba", "narkotika"),
        ("TPPO", "perdagangan orang"),
        ("WNA", "orang asing"),
        ("PNBP", "penerimaan negara bukan pajak"),
        ("HAM", "hak asasi manusia"),
        ("BNN", "badan narkotika nasional"),
        ("Kemensos", "kementerian sosial"),
        ("Kemendagri", "kementerian dalam negeri"),
        ("kementerian dalam negeri", "Kemendagri"),
        ("Kemenkumham", "kementerian imigrasi dan pemasyarakatan"),
        ("Kejagung", "kejaksaan agung"),
        ("IOM", "international organization for migration"),
        ("UNODC", "united nations office on drugs and crime"),
        ("UNHCR", "united nations high commissioner for refugees"),
        ("ICRC", "international committee of the red cross"),
        ("AFP", "australian federal police"),
        ("human trafficking", "perdagangan orang"),
        ("force majeure", "keadaan kahar"),
        ("keadaan kahar", "force majeure"),
        ("extradition", "ekstradisi"),
        ("mutual legal assistance", "bantuan hukum timbal balik"),
        ("Korea Selatan", "republik korea"),
        ("Jepang", "japan"),
        ("Japan", "Jepang"),
        ("Rusia", "russia"),
    ],
)
def test_words_people_type_lead_to_the_words_of_naskah(typed: str, other: str) -> None:
    words = key_of(typed).split()
    found = vocabulary().longest_at(words, 0)
    assert found is not None
    assert found[0] == len(words)
    assert key_of(other) in map(key_of, found[1].others)


@pytest.mark.parametrize(("typed", "fact"), [("Jepang", "negara:JP"), ("MoU", "bentuk:nota_kesepahaman")])
def test_a_word_may_be_a_fact_of_the_naskah(typed: str, fact: str) -> None:
    found = vocabulary().longest_at([key_of(typed)], 0)
    assert found is not None
    assert fact in found[1].facts


@pytest.mark.parametrize(("code", "name"), [("KR", "korea selatan"), ("AUS", "australia"), ("ZM", "Zambia")])
def test_capitals_may_be_the_code_of_a_country(code: str, name: str) -> None:
    found = vocabulary().code(code)
    assert found is not None
    assert key_of(name) in map(key_of, found.others)
    assert vocabulary().code(code.lower()) is None


def test_who_asks_for_one_korea_does_not_ask_for_both() -> None:
    found = vocabulary().longest_at(["korea", "selatan"], 0)
    assert found is not None
    assert "korea" not in map(key_of, found[1].others)
    assert found[1].facts == ("negara:KR",)


def entry(istilah: str, *padanan: str, sumber: str = "CONTOH", is_mutual: bool = True) -> Entry:
    """An entry as an admin may add it."""
    return Entry(istilah, EntryKind.SINGKATAN, padanan, is_mutual, "id", sumber, date(2026, 11, 30))


def test_entries_lie_over_the_shipped_ones_and_may_be_switched_off() -> None:
    changed = vocabulary([entry("BNN", "badan contoh"), entry("KXZ", "kata contoh")], {"wbp"})
    bnn, kxz = changed.longest_at(["bnn"], 0), changed.longest_at(["kxz"], 0)
    assert bnn is not None
    assert bnn[1].others == ("badan contoh",)
    assert kxz is not None
    assert kxz[1].others == ("kata contoh",)
    assert changed.longest_at(["wbp"], 0) is None
    assert vocabulary().longest_at(["wbp"], 0) is not None


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (entry("", "kata"), "istilah"),
        (entry("!!!", "kata"), "istilah"),
        (entry("a " * 13, "kata"), "istilah"),
        (entry("x" * 201, "kata"), "istilah"),
        (entry("kata"), "padanan"),
        (entry("kata", ""), "padanan"),
        (entry("kata", "Kata"), "padanan"),
        (entry("kata", "lain", "LAIN"), "padanan"),
        (entry("kata", "y" * 201), "padanan"),
        (entry("kata", *(f"lain{n}" for n in range(13))), "padanan"),
        (entry("kata", "lain", sumber=" "), "sumber"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.istilah[:8] or "kosong",
)
def test_an_entry_that_cannot_be_used_is_refused_by_field(bad: Entry, field: str) -> None:
    with pytest.raises(BadInputError) as refused:
        checked(bad)
    assert refused.value.field == field
