"""How long a naskah holds, in one sentence."""

from collections.abc import Mapping
from enum import StrEnum

from portal.domain.formats import long_date
from portal.domain.naskah.masa_berlaku import Term, TermKind

SENTENCES: Mapping[TermKind, str] = {
    TermKind.BERLAKU_SAMPAI: "Berlaku sejak {since} sampai dengan {until}.",
    TermKind.BERLAKU_TERUS: "Berlaku sejak {since}, tanpa batas waktu.",
    TermKind.AKAN_DIAKHIRI: "Berlaku sejak {since}; akan diakhiri, hari terakhirnya {until}.",
    TermKind.AKAN_DIGANTI: "Berlaku sejak {since}; akan digantikan naskah lain, hari terakhirnya {until}.",
    TermKind.BELUM_SAMPAI: "Mulai berlaku {since}, sampai dengan {until}.",
    TermKind.BELUM_TERUS: "Mulai berlaku {since}, tanpa batas waktu.",
    TermKind.BELUM_TANPA_AKHIR: "Mulai berlaku {since}; batas waktunya tidak diketahui.",
    TermKind.BERAKHIR: "Berlaku sejak {since} dan berakhir {until}, saat jangka waktunya habis.",
    TermKind.BERAKHIR_TANPA_AWAL: "Berakhir {until}, saat jangka waktunya habis.",
    TermKind.DIAKHIRI: "Diakhiri; tidak berlaku lagi sejak {until}.",
    TermKind.DIAKHIRI_LEBIH_AWAL: "Diakhiri sebelum jangka waktunya habis; tidak berlaku lagi sejak {until}.",
    TermKind.DIGANTI: "Digantikan naskah lain; tidak berlaku lagi sejak {until}.",
    TermKind.AWAL_TANPA_AKHIR: "Mulai berlaku {since}; sampai kapan berlakunya tidak diketahui.",
    TermKind.AKHIR_TANPA_AWAL: "Berlaku sampai dengan {until}; tanggal mulainya tidak diketahui.",
    TermKind.TERUS_TANPA_AWAL: "Tanpa batas waktu; tanggal mulainya tidak diketahui.",
    TermKind.TIDAK_DIKETAHUI: "Masa berlakunya tidak diketahui.",
}

LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {TermKind: {kind.value: text for kind, text in SENTENCES.items()}}


def term_sentence(term: Term) -> str:
    """The sentence, with dates no more exact than they are known."""
    return SENTENCES[term.kind].format(since=long_date(term.since), until=long_date(term.until))
