"""What two readings of the same page do to suggestions: agreement makes surer, disagreement offers both and marks."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.berkas.reading import ReadLine
from portal.domain.suggestions import agree
from portal.domain.suggestions.agree import suggest_by_both
from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.sureness import SURE
from portal.domain.suggestions.values import Field, Saran
from tests.factories import naskah_text as texts
from tests.factories.naskah_text import page
from tests.factories.second_readings import read_twice
from tests.factories.suggested import KNOWN, saran_of

OURS, THEIRS = "MIP-14.HH.05.02 Tahun 2025", "NK/12/V/BNN/2025"


def _choices(found: tuple[Saran, ...], field: Field, pihak: int | None = None) -> list[str]:
    return [saran.nilai for saran in found if (saran.bidang, saran.pihak) == (field, pihak)]


def test_pages_read_once_suggest_what_they_always_did() -> None:
    once = page(texts.UTAMA, origin="our_ocr", confidence=0.95)

    assert suggest_by_both([once], KNOWN) == suggest([once], KNOWN)


def test_what_was_read_with_hesitation_is_sure_once_both_say_it() -> None:
    twice = read_twice(texts.UTAMA, confidence=0.7)
    before, after = suggest([twice], KNOWN), suggest_by_both([twice], KNOWN)

    assert not saran_of(before, Field.PIHAK_NOMOR, 1).is_sure
    assert saran_of(after, Field.PIHAK_NOMOR, 1).is_sure
    assert saran_of(after, Field.PIHAK_NAMA, 2).is_sure
    assert [(saran.bidang, saran.nilai) for saran in after] == [(saran.bidang, saran.nilai) for saran in before]


@pytest.mark.parametrize(
    ("old", "new", "field", "pihak"),
    [
        pytest.param(THEIRS, "NK/72/V/BNN/2025", Field.PIHAK_NOMOR, 2, id="a figure of a number"),
        pytest.param("CONTOH PEJABAT DUA", "CONTOH PEJABAT DIA", Field.PENANDA_TANGAN, 2, id="a letter of a name"),
        pytest.param("PENYALAHGUNAAN", "PENYALAHGUNAHN", Field.JUDUL, None, id="a letter of the title"),
    ],
)
def test_where_the_readers_differ_both_values_are_offered_and_marked(
    old: str, new: str, field: Field, pihak: int | None
) -> None:
    found = suggest_by_both([read_twice(texts.UTAMA, changes={old: new})], KNOWN)

    offered = [saran for saran in found if (saran.bidang, saran.pihak) == (field, pihak)]
    assert len(offered) >= 2
    assert [saran.peringkat for saran in offered] == list(range(1, len(offered) + 1))
    assert not [saran for saran in offered if saran.is_sure]
    assert all(agree.DIFFERS in saran.keterangan for saran in offered[:2])


def test_the_likelier_of_two_numbers_comes_first() -> None:
    # The first reader hesitated and mistook a letter, which spoils the pattern of the number.
    twice = read_twice(
        texts.UTAMA.replace(THEIRS, "NKI1ZVIBNN/2025"), confidence=0.6, changes={"NKI1ZVIBNN/2025": THEIRS}
    )

    found = suggest_by_both([twice], KNOWN)

    assert _choices(found, Field.PIHAK_NOMOR, 2)[0] == THEIRS


def test_a_value_only_the_second_reader_has_stands_at_its_line_and_is_marked() -> None:
    line = f"NOMOR: {OURS}"
    spoilt = texts.UTAMA.replace(line, "~")
    twice = read_twice(spoilt, changes={"~": line})

    saran = next(one for one in suggest_by_both([twice], KNOWN) if one.nilai == OURS)

    rows = spoilt.splitlines()
    top, height = rows.index("~") / len(rows), 1 / len(rows)
    assert saran.kotak is not None
    assert (saran.kotak.y0, saran.kotak.y1) == pytest.approx((top, top + height))
    assert not saran.is_sure


def test_a_value_the_second_reader_sees_otherwise_is_marked_with_what_it_sees() -> None:
    line = f"NOMOR: {THEIRS}"
    found = suggest_by_both([read_twice(texts.UTAMA, changes={line: "Paraf pihak"})], KNOWN)

    saran = saran_of(found, Field.PIHAK_NOMOR, 2)
    assert (saran.nilai, saran.is_sure) == (THEIRS, False)
    assert "Paraf pihak" in saran.keterangan


def test_a_blank_less_or_more_is_no_disagreement() -> None:
    twice = read_twice(texts.UTAMA, changes={"BADAN NARKOTIKA": "BADANNARKOTIKA"})
    found = suggest_by_both([twice], KNOWN)

    assert saran_of(found, Field.PIHAK_NAMA, 2).is_sure
    assert _choices(found, Field.PIHAK_NAMA, 2) == ["Badan Narkotika Nasional"]


def test_the_stops_behind_a_name_are_those_of_the_second_reader() -> None:
    text = texts.UTAMA.replace("CONTOH PEJABAT DUA", "CONTOH PEJABAT DUA. S.H.")
    twice = read_twice(text, changes={"DUA. S.H.": "DUA, S.H."})

    found = suggest_by_both([twice], KNOWN)

    assert saran_of(found, Field.PENANDA_TANGAN, 2).nilai.upper() == "CONTOH PEJABAT DUA, S.H."
    assert len(_choices(found, Field.PENANDA_TANGAN, 2)) == 1


def test_a_number_written_by_hand_is_never_sure() -> None:
    twice = read_twice(texts.UTAMA)
    words = tuple(replace(word, confidence=0.55) if "NK/12" in word.text else word for word in twice.words)
    lines = tuple(replace(line, confidence=0.8) if "NK/12" in line.text else line for line in twice.second)

    found = suggest_by_both([replace(twice, words=words, second=lines)], KNOWN)

    assert (saran_of(found, Field.PIHAK_NOMOR, 2).nilai, saran_of(found, Field.PIHAK_NOMOR, 2).is_sure) == (
        THEIRS,
        False,
    )
    assert saran_of(found, Field.PIHAK_NOMOR, 1).is_sure


def test_the_name_of_a_disputed_form_is_as_doubtful_as_the_form() -> None:
    twice = read_twice(texts.UTAMA, changes={"NOTA KESEPAHAMAN": "PIAGAM KERJA SAMA"})

    found = suggest_by_both([twice], KNOWN)

    assert not [saran for saran in found if saran.bidang in (Field.BENTUK, Field.NAMA_BENTUK) and saran.is_sure]


def _without_stops(found: tuple[Saran, ...]) -> set[tuple[Field, int | None, str]]:
    return {(one.bidang, one.pihak, "".join(filter(str.isalnum, one.nilai))) for one in found}


lines = st.lists(
    st.builds(
        lambda text, y0, sure: ReadLine(text, 0.1, y0, 0.9, min(1.0, y0 + 0.02), sure),
        st.one_of(st.sampled_from(texts.UTAMA.splitlines()), st.text(min_size=1, max_size=40)),
        st.floats(0, 0.97),
        st.floats(0, 1),
    ),
    max_size=25,
)


@settings(max_examples=40)
@given(lines, st.floats(0, 1))
def test_whatever_the_second_reader_says_nothing_is_lost_and_ranks_are_whole(
    second: list[ReadLine], sure: float
) -> None:
    first = replace(page(texts.UTAMA, origin="our_ocr", confidence=sure), second=tuple(second))

    alone, both = suggest([first], KNOWN), suggest_by_both([first], KNOWN)

    assert _without_stops(alone) <= _without_stops(both)
    for key in {(one.bidang, one.pihak) for one in both}:
        group = [one for one in both if (one.bidang, one.pihak) == key]
        assert sorted(one.peringkat for one in group) == list(range(1, len(group) + 1))
        assert group[0].keyakinan >= max(one.keyakinan for one in group[1:]) - 1e-9 if len(group) > 1 else True
    assert SURE == 0.85


def test_of_two_numbers_the_one_without_flaws_comes_first() -> None:
    flawed = THEIRS.replace("12", ".1-2")
    misread = texts.UTAMA.replace(THEIRS, flawed)

    by_first = suggest_by_both([read_twice(texts.UTAMA, changes={THEIRS: flawed})], KNOWN)
    by_second = suggest_by_both([read_twice(misread, changes={flawed: THEIRS})], KNOWN)

    assert _choices(by_first, Field.PIHAK_NOMOR, 2)[0] == THEIRS
    assert _choices(by_second, Field.PIHAK_NOMOR, 2)[0] == THEIRS


def test_a_party_that_only_the_second_reader_names_is_offered_with_its_signer() -> None:
    spoilt = texts.UTAMA
    changes = {}
    for at, line in enumerate(texts.UTAMA.splitlines()):
        if "CONTOH PEJABAT DUA" in line or "BADAN NARKOTIKA" in line:
            spoilt = spoilt.replace(line, f"~{at}~")
            changes[f"~{at}~"] = line
    twice = read_twice(spoilt, changes=changes)

    alone = {saran.nilai for saran in suggest([replace(twice, second=())], KNOWN) if saran.bidang is Field.PIHAK_NAMA}
    found = suggest_by_both([twice], KNOWN)

    assert "Badan Narkotika Nasional" not in alone
    assert "Badan Narkotika Nasional" in [one.nilai for one in found if one.bidang is Field.PIHAK_NAMA]
    assert not any(one.is_sure for one in found if one.nilai == "Badan Narkotika Nasional")
