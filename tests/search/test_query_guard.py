"""The portal's own query parser: what it understands, and what it refuses at once."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.errors import QueryRefusedError
from portal.search.query import LONGEST_TEXT, MOST_TERMS, Term, parse, render


def shape(text: str) -> list[list[str]]:
    """Groups in a short notation: kind:words."""
    return [[f"{term.kind}:{' '.join(term.words)}" for term in group] for group in parse(text).groups]


def left_out(text: str) -> list[str]:
    """Excluded terms in the same notation."""
    return [f"{term.kind}:{' '.join(term.words)}" for term in parse(text).excluded]


UNDERSTOOD = [
    ("", []),
    ("   \t ", []),
    ("\x00\x01", []),
    ("\u202e", []),
    ("paspor", [["word:paspor"]]),
    ("Paspor PASPOR", [["word:paspor"]]),
    ("kerja sama", [["word:kerja"], ["word:sama"]]),
    ('"kerja sama"', [["phrase:kerja sama"]]),
    ("“kerja sama”", [["phrase:kerja sama"]]),
    ("«kerja sama»", [["phrase:kerja sama"]]),
    ('"paspor"', [["phrase:paspor"]]),
    ('"kerja sama', [["phrase:kerja sama"]]),
    ('kerja "sama', [["word:kerja"], ["phrase:sama"]]),
    ('kerja ""', [["word:kerja"]]),
    ("imigra*", [["prefix:imigra"]]),
    ("(imigra*)", [["prefix:imigra"]]),
    ("imi*", [["prefix:imi"]]),
    ("a OR b", [["word:a", "word:b"]]),
    ("a ATAU b c", [["word:a", "word:b"], ["word:c"]]),
    ("a atau b", [["word:a"], ["word:atau"], ["word:b"]]),
    ("OR a", [["word:a"]]),
    ("a OR", [["word:a"]]),
    ("a OR OR b", [["word:a", "word:b"]]),
    ("dan/atau", [["word:dan"], ["word:atau"]]),
    ("undang-undang", [["word:undang"]]),
    ("[a TO z]", [["word:a"], ["word:to"], ["word:z"]]),
    ("judul:rahasia", [["word:judul"], ["word:rahasia"]]),
    ("kata~2 kata^9", [["word:kata"], ["word:2"], ["word:9"]]),
    ("apa itu PKS?", [["word:apa"], ["word:itu"], ["word:pks"]]),
    ("Jum'at Qur’an", [["word:jumat"], ["word:quran"]]),
    ("Côte", [["word:cote"]]),
    ("협력", [["word:협력"]]),
    ("\u202egnilap\u202c teks", [["word:gnilap"], ["word:teks"]]),
    ("pas\u00adpor", [["word:paspor"]]),
    ("pas\x00por", [["word:pas"], ["word:por"]]),
    ("a\r\nb", [["word:a"], ["word:b"]]),
    ("<script>alert</script>", [["word:script"], ["word:alert"]]),
    ("' OR 1=1 --", [["word:1"]]),
    ("yang di dan", [["word:yang"], ["word:di"], ["word:dan"]]),
    ("- kata", [["word:kata"]]),
    ("x" * 60, [["word:" + "x" * 40]]),
    ("UM.01.01 - 892", [["number:um 01 01 892"]]),
    ("UM.01.01 -892", [["number:um 01 01 892"]]),
    ("Nomor: UM.01.01-892", [["number:um 01 01 892"]]),
    ("No. UM.01.01 – 892", [["number:um 01 01 892"]]),
    ("PAS-10.HH.05.05 Tahun 2021", [["number:pas 10 hh 05 05 tahun 2021"]]),
    ("27/KB/KPU/TAHUN 2015", [["number:27 kb kpu tahun 2015"]]),
    ("WP.10.PAS.PAS.8-UM.01.01 - 892 lapas", [["number:wp 10 pas pas 8 um 01 01 892"], ["word:lapas"]]),
    ("WP.17.PAS.1.UM.03.04-", [["number:wp 17 pas 1 um 03 04"]]),
    ("B/4/II/2012 OR UM0101892", [["number:b 4 ii 2012", "number:um0101892"]]),
    ("12-11-2025", [["number:12 11 2025"]]),
    ("covid-19", [["number:covid 19"]]),
]

REFUSED = [
    "?*a*e*i*",
    "*",
    "*a",
    "**",
    "ab*",
    "im*gra",
    "imi*gra*",
    "imigra**",
    "a*b*c*",
    "* *",
    "-*",
    "-ab*",
    "kerja-sam*a",
    "!!!",
    "-",
    "OR",
    "ATAU ATAU",
    '""',
    '"',
    "…",
    "\u0301",
    "😀",
    "a" * (LONGEST_TEXT + 1),
    "a" * 100_000,
    "(" * 100_000,
    '"' * 100_000,
    "-a " * 40_000,
]


@pytest.mark.parametrize(("text", "groups"), UNDERSTOOD)
def test_text_is_understood(text: str, groups: list[list[str]]) -> None:
    assert shape(text) == groups


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:20]))
def test_text_is_refused_with_advice(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(QueryRefusedError) as refused:
        parse(text)
    assert time.perf_counter() - began < 0.1
    assert refused.value.message.endswith(".")
    assert refused.value.field == "q"


def test_the_guard_table_is_long_enough() -> None:
    assert len(UNDERSTOOD) + len(REFUSED) >= 40


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("-korupsi", ["word:korupsi"]),
        ("kerja -korupsi", ["word:korupsi"]),
        ('kerja -"kerja paksa"', ["phrase:kerja paksa"]),
        ("-kerja-paksa", ["phrase:kerja paksa"]),
        ("-imigra*", ["prefix:imigra"]),
        ("--kata", ["word:kata"]),
        ("perjanjian -2021", ["word:2021"]),
        ("-PAS-10.HH.05.05", ["number:pas 10 hh 05 05"]),
        ("UM.01.01 - 892", []),
        ("kerja-sama", []),
    ],
)
def test_minus_excludes_but_not_inside_numbers(text: str, excluded: list[str]) -> None:
    assert left_out(text) == excluded


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("UM.01.01 - 892", "um0101892"),
        ("um 01 01 892", "um0101892"),
        ("nomor um 01 01 892", "um0101892"),
        ('"UM 01 01 892"', "um0101892"),
        ("kerja sama", ""),
        ("892", ""),
        ("um 01 -892", ""),
        ("um01* 892", ""),
    ],
)
def test_whole_text_may_be_a_number(text: str, key: str) -> None:
    assert parse(text).number_key == key


@pytest.mark.parametrize(
    "text",
    [
        " OR ".join("abcdefghijklm"),
        " ".join(f"kata{letter}" for letter in "abcdefghijklm"),
        '"' + "satu dua tiga " * 30 + '"',
        "Pasal 3 - para pihak * sepakat (lihat -lampiran) " * 30,
        "x " * (LONGEST_TEXT // 2),
    ],
    ids=["alternatif", "tiga belas kata", "frasa panjang", "paragraf", "batas"],
)
def test_a_long_text_is_compared_as_a_whole_never_refused(text: str) -> None:
    parsed = parse(text)
    assert parsed.is_best
    assert all(len(group) == 1 and group[0].kind in ("word", "number") for group in parsed.groups)
    assert parsed.text == text


def test_twelve_terms_are_conditions_and_thirteen_are_not() -> None:
    letters = "abcdefghijklm"
    assert not parse(" ".join(letters[:MOST_TERMS])).is_best
    assert parse(" ".join(letters[: MOST_TERMS + 1])).is_best


def test_many_exclusions_stay_exclusions() -> None:
    parsed = parse("kata " + " ".join(f"-{letter}" for letter in "abcdefghijklm"))
    assert [group[0].words for group in parsed.groups] == [("kata",)]
    assert len(parsed.excluded) == 13
    only = parse(" ".join(f"-{letter}" for letter in "abcdefghijklm"))
    assert (only.groups, only.is_best, len(only.excluded)) == ((), False, 13)


def test_a_long_text_still_knows_its_numbers() -> None:
    parsed = parse("Perjanjian Kerja Sama Nomor UM.01.01 - 892 " + "tentang pelatihan " * 12)
    assert parsed.groups[0][0].key == "um0101892"


@pytest.mark.parametrize("text", ["https://contoh.example/n/2024-10001", "contoh.example:8000/n/2024-10001#hlm-2"])
def test_the_address_of_a_naskah_is_its_kode(text: str) -> None:
    assert shape(text) == [["number:2024 10001"]]


def test_a_phrase_is_one_term_however_long() -> None:
    assert len(parse('"' + "kata " * 20 + '"').terms) == 1


@given(st.text(max_size=LONGEST_TEXT))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        parsed = parse(text)
    except QueryRefusedError:
        return
    for term in (*parsed.terms, *parsed.excluded):
        assert isinstance(term, Term)
        assert all(term.words)


@given(st.text(alphabet='ab1 -."*/ORU', max_size=40))
@example("O/O/-1")
def test_rendered_query_means_the_same(text: str) -> None:
    try:
        parsed = parse(text)
    except QueryRefusedError:
        return
    again = parse(render(parsed))
    assert (again.groups, again.excluded) == (parsed.groups, parsed.excluded)
