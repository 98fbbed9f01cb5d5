"""Word roots: which Indonesian forms must meet in a search, and which must not."""

import csv
import random
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.language.roots import parts, root, shared_letters

_PAIRS = list(csv.DictReader(Path(__file__).with_name("roots_pairs.csv").read_text("utf-8").splitlines()))
_MEETING = [(row["kata"], row["kata_lain"]) for row in _PAIRS if row["bertemu"] == "ya"]
_APART = [(row["kata"], row["kata_lain"]) for row in _PAIRS if row["bertemu"] == "tidak"]
_WORD_LIST = Path(sys.modules["portal.domain.language.roots"].__file__ or "").with_name("kata_dasar.txt")


def test_pair_table_is_wide_enough() -> None:
    assert len(set(_MEETING)) >= 200
    assert len(set(_APART)) >= 60


@pytest.mark.parametrize(("word", "other"), _MEETING)
def test_forms_of_one_word_meet(word: str, other: str) -> None:
    assert root(word) == root(other)


@pytest.mark.parametrize(("word", "other"), _APART)
def test_different_words_stay_apart(word: str, other: str) -> None:
    assert root(word) != root(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("menukar", "tukar"),
        ("mengukur", "ukur"),
        ("mengirim", "kirim"),
        ("memulangkan", "pulang"),
        ("menyelundupkan", "selundup"),
        ("kesepahaman", "paham"),
        ("keimigrasian", "imigrasi"),
        ("pengesahannya", "sah"),
        ("PERTUKARAN", "tukar"),
        ("\uff4d\uff45\uff4e\uff55\uff4b\uff41\uff52", "tukar"),  # full-width letters
        ("naskah\u2010naskah", "naskah"),
    ],
)
def test_root_is_the_base_word(word: str, expected: str) -> None:
    assert root(word) == expected


@pytest.mark.parametrize(
    "word",
    [
        "",
        "a",
        "di",
        "dan",
        "pas",
        "2026",
        "nomor2",
        "um.01.01",
        "m.hh-01",
        "대한민국",
        "договор",
        "日本国",
        "-",
        "a-b",
        "sayur-mayur",
    ],
)
def test_what_is_no_indonesian_word_comes_back_unchanged(word: str) -> None:
    assert root(word) == word


@pytest.mark.parametrize(
    "word", ["agreement", "understanding", "immigration", "permission", "person", "performance", "ministry", "detained"]
)
def test_english_words_keep_their_letters(word: str) -> None:
    assert root(word) == word


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("mengolaborasikan", "dikolaborasikan"), "olaborasi"),
        (("menorogkan", "ditorogkan"), "torog"),
        (("memolotkan", "dipolotkan"), "polot"),
        (("menyorjalkan", "disorjalkan"), "sorjal"),
        (("mengorbolkan", "dikorbolkan", "diorbolkan"), "orbol"),
    ],
)
def test_forms_of_a_word_outside_the_list_still_meet(words: tuple[str, ...], kept: str) -> None:
    roots = {root(word) for word in words}
    assert len(roots) == 1
    assert roots.pop().endswith(kept[1:])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("penandatanganan", ("tanda", "tangan")),
        ("ditandatangani", ("tanda", "tangan")),
        ("bekerjasama", ("kerja", "sama")),
        ("kewarganegaraan", ("warga", "negara")),
        ("pertukaran", ("tukar",)),
        ("대한민국", ("대한민국",)),
    ],
)
def test_compounds_written_closed_up_give_their_words(word: str, expected: tuple[str, ...]) -> None:
    assert parts(word) == expected


def test_word_list_is_sorted_and_without_doubles() -> None:
    lines = [line for line in _WORD_LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    forms = [line.partition("=")[0].replace(" ", "") for line in lines]
    assert forms == sorted(set(forms))
    assert all(form.isascii() and form.isalpha() and form.islower() for form in forms)


def test_every_target_of_a_variant_is_its_own_root() -> None:
    lines = _WORD_LIST.read_text(encoding="utf-8").splitlines()
    targets = {line.partition("=")[2].strip() for line in lines if "=" in line and not line.startswith("#")}
    assert {target for target in targets if root(target) != target} == set()


@given(st.text(max_size=60))
def test_any_text_has_a_root_and_the_same_one_twice(word: str) -> None:
    assert root(word) == root(word)
    assert "".join(parts(word)) or word.strip() == word


@given(st.text(alphabet="aiuengkmpsty", min_size=4, max_size=40))
def test_any_run_of_affix_letters_has_a_root_without_growing(word: str) -> None:
    assert 0 < len(root(word)) <= len(word)


def test_a_very_long_word_costs_little() -> None:
    started = time.perf_counter()
    for word in ("memper" * 20_000, "nya" * 30_000, "a-" * 50_000, "\ufdfa" * 30_000):
        root(word)
    assert time.perf_counter() - started < 1


def test_threads_do_not_disturb_each_other() -> None:
    words = [f"meng{a}{b}{c}olkan" for a in "aiueo" for b in "bdlr" for c in "aiueo"]
    expected = {word: root(word) for word in words}
    sys.modules["portal.domain.language.roots"]._cached_root.cache_clear()
    wrong: list[str] = []

    def check() -> None:
        wrong.extend(word for word in words if root(word) != expected[word])

    threads = [threading.Thread(target=check) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_every_form_of_a_root_holds_the_letters_that_are_looked_for_first() -> None:
    chance = random.Random(39)  # noqa: S311 - words of a test guard nothing.
    lines = [line.partition("=") for line in _WORD_LIST.read_text("utf-8").splitlines() if not line.startswith("#")]
    listed = [line[0].strip().replace(" ", "") for line in lines]
    known = {form for form, line in zip(listed, lines, strict=True) if line[1]} | set(chance.sample(listed, 300))
    starts = [
        "me",
        "mem",
        "men",
        "meng",
        "meny",
        "menge",
        "pe",
        "pem",
        "pen",
        "peng",
        "penge",
        "di",
        "ber",
        "be",
        "ter",
        "te",
        "per",
        "pel",
        "ke",
        "se",
        "keber",
        "memper",
        "pemer",
    ]
    ends = ["", "kan", "an", "i", "nya", "kannya", "lah", "annya"]
    # Some lose their first letter to the nasal, as `tukar` does in `menukar`.
    words = {
        start + form[at:] + end
        for form in sorted(known)
        for start in chance.sample(starts, 4)
        for at in (0, 1)
        for end in chance.sample(ends, 3)
    }
    pieces = [*starts, *ends, *"aiuknptsrl", "ng", "ny"]
    words |= known | {"".join(chance.choices(pieces, k=chance.randint(2, 7))) for _ in range(5_000)}
    assert len(words) > 10_000
    for word in words:
        for found in parts(word):
            assert any(piece in word for piece in shared_letters(found)), (word, found)


def test_a_form_that_the_list_alone_leads_to_its_root_is_looked_for_beside_it() -> None:
    assert shared_letters(root("apotik")) == ("potek", "potik")
