"""How long a naskah holds reads as one sentence, and names no day that is not known."""

from datetime import date
from typing import Any

import pytest

from portal.domain.naskah.masa_berlaku import TermKind, masa_berlaku, term
from portal.domain.tanggal import parse_tanggal
from portal.web.words.labels.masa_berlaku import SENTENCES, term_sentence

TODAY = date(2026, 11, 30)
CASES = [
    ("2017", {"is_open_ended": True}, "Berlaku sejak 2017, tanpa batas waktu."),
    ("2017-05", {"is_open_ended": True}, "Berlaku sejak Mei 2017, tanpa batas waktu."),
    ("2024", {"expires_on": "2027-03-01"}, "Berlaku sejak 2024 sampai dengan 1 Maret 2027."),
    ("2024", {"effective_on": "2025-01-01", "is_open_ended": True}, "Berlaku sejak 1 Januari 2025, tanpa batas waktu."),
    ("2026-03-12", {"expires_on": "2030-03-12"}, "Berlaku sejak 12 Maret 2026 sampai dengan 12 Maret 2030."),
    ("2026-03-12", {"effective_on": "2027-01-01", "expires_on": "2030-03-12"},
     "Mulai berlaku 1 Januari 2027, sampai dengan 12 Maret 2030."),
    ("2026-03-12", {"effective_on": "2027-01-01", "is_open_ended": True},
     "Mulai berlaku 1 Januari 2027, tanpa batas waktu."),
    ("2026-03-12", {"effective_on": "2027-01-01"}, "Mulai berlaku 1 Januari 2027; batas waktunya tidak diketahui."),
    ("2017", {"expires_on": "2022-12-31"},
     "Berlaku sejak 2017 dan berakhir 31 Desember 2022, saat jangka waktunya habis."),
    ("", {"expires_on": "2022-12-31"}, "Berakhir 31 Desember 2022, saat jangka waktunya habis."),
    ("2017", {"expires_on": "2030-12-31", "ended_on": "2025-05-03", "end_kind": "diakhiri"},
     "Diakhiri sebelum jangka waktunya habis; tidak berlaku lagi sejak 3 Mei 2025."),
    ("2017", {"is_open_ended": True, "ended_on": "2025-05-03", "end_kind": "diakhiri"},
     "Diakhiri; tidak berlaku lagi sejak 3 Mei 2025."),
    ("2017", {"is_open_ended": True, "ended_on": "2025-05-03", "end_kind": "diganti"},
     "Digantikan naskah lain; tidak berlaku lagi sejak 3 Mei 2025."),
    ("2017", {"expires_on": "2030-12-31", "ended_on": "2027-05-03", "end_kind": "diakhiri"},
     "Berlaku sejak 2017; akan diakhiri, hari terakhirnya 2 Mei 2027."),
    ("2017", {"is_open_ended": True, "ended_on": "2027-05-03", "end_kind": "diganti"},
     "Berlaku sejak 2017; akan digantikan naskah lain, hari terakhirnya 2 Mei 2027."),
    ("2017", {}, "Mulai berlaku 2017; sampai kapan berlakunya tidak diketahui."),
    ("", {"expires_on": "2030-12-31"}, "Berlaku sampai dengan 31 Desember 2030; tanggal mulainya tidak diketahui."),
    ("", {"is_open_ended": True}, "Tanpa batas waktu; tanggal mulainya tidak diketahui."),
    ("", {}, "Masa berlakunya tidak diketahui."),
]  # fmt: skip


@pytest.mark.parametrize(("signed", "facts", "sentence"), CASES, ids=[case[2][:60] for case in CASES])
def test_masa_berlaku_is_told_in_one_sentence(signed: str, facts: dict[str, Any], sentence: str) -> None:
    days = {name: date.fromisoformat(value) for name, value in facts.items() if name.endswith("_on")}
    known: dict[str, Any] = {
        "effective_on": None,
        "expires_on": None,
        "is_open_ended": False,
        "ended_on": None,
        "end_kind": None,
        **facts,
        **days,
    }
    tanggal = parse_tanggal(signed, field="signed")
    state = masa_berlaku(signed_on=tanggal.on, today=TODAY, **known)

    assert term_sentence(term(signed=tanggal, state=state, **known)) == sentence


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(TermKind)
