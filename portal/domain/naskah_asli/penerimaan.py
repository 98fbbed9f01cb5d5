"""Receipt of originals: outcomes, what they close, what must be told, and how an arrival is judged.

The clock of Pasal 39 ayat (4) stops at the day the original reaches the Biro, whoever writes it down and when; a
dispatch declared by the unit and an uploaded PDF stop nothing. Nothing here reads a clock.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.kalender.kalender import Kalender
from portal.errors import BadInputError, Problem, TransitionNotAllowedError

LONGEST = 1000
"""Characters of one of the free texts of a receipt."""
MOST_LANGUAGES = 8
MOST_COPIES = 99
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


class Penyampaian(StrEnum):
    """What is handed over: the original (Pasal 39 ayat (4)), or the text for the DPR (Pasal 39 ayat (5))."""

    ASLI = "asli"
    NASKAH_DPR = "naskah_dpr"


class NaskahAsliState(StrEnum):
    """Where the original of a naskah stands; every member but the first is the outcome of a recorded receipt."""

    BELUM_DITERIMA = "belum_diterima"
    DITERIMA_LENGKAP = "diterima_lengkap"
    DITERIMA_DENGAN_CATATAN = "diterima_dengan_catatan"
    DIKEMBALIKAN = "dikembalikan"
    DITAHAN_KEMLU = "ditahan_kemlu"
    DITAHAN_PERWAKILAN = "ditahan_perwakilan"
    HILANG = "hilang"


class LateCause(StrEnum):
    """Why an original came late. It is recorded and excuses no day."""

    KANTONG_DIPLOMATIK = "kantong_diplomatik"
    TANDA_TANGAN_DI_LUAR_NEGERI = "tanda_tangan_di_luar_negeri"
    LAINNYA = "lainnya"


DITERIMA = frozenset({NaskahAsliState.DITERIMA_LENGKAP, NaskahAsliState.DITERIMA_DENGAN_CATATAN})
"""Outcomes that took the thing in: it lies with the Biro."""
DITAHAN = frozenset({NaskahAsliState.DITAHAN_KEMLU, NaskahAsliState.DITAHAN_PERWAKILAN})
MENUTUP = DITERIMA | DITAHAN | {NaskahAsliState.HILANG}
"""Outcomes that end the count of days. What is held or lost by proof ends it on the day the proof reached the Biro,
since no reminder to the unit can bring it; it is never counted as an original received."""
BERBUKTI = DITAHAN | {NaskahAsliState.HILANG}
"""Outcomes that need a proof: a letter, or a berita acara."""

_S = NaskahAsliState
_ANY = frozenset(NaskahAsliState) - {_S.BELUM_DITERIMA}
NEXT: Mapping[NaskahAsliState, frozenset[NaskahAsliState]] = {
    _S.BELUM_DITERIMA: _ANY,
    # It may come back, be held on the way, or be sent back once more.
    _S.DIKEMBALIKAN: _ANY,
    _S.DITAHAN_KEMLU: _ANY - {_S.DITAHAN_KEMLU},
    _S.DITAHAN_PERWAKILAN: _ANY - {_S.DITAHAN_PERWAKILAN},
    # What was lost may be found.
    _S.HILANG: DITERIMA,
    # What was received stays so; a receipt that was wrong is voided instead.
    _S.DITERIMA_LENGKAP: frozenset(),
    _S.DITERIMA_DENGAN_CATATAN: frozenset(),
}
"""The outcomes that may be recorded next, by where the original stands."""
DPR_OUTCOMES = DITERIMA | {NaskahAsliState.DIKEMBALIKAN}
"""A text for the DPR is a document of the unit: nobody else holds it, and a lost one is written again."""


@dataclass(frozen=True)
class Rangkap:
    """So many originals in one language (ISO 639 code)."""

    bahasa: str
    banyaknya: int


@dataclass(frozen=True)
class PenerimaanFields:
    """What is told about one receipt; days are calendar days of WIB."""

    arrived_on: date
    hasil: NaskahAsliState = NaskahAsliState.DITERIMA_LENGKAP
    jenis: Penyampaian = Penyampaian.ASLI
    alasan_mundur: str = ""
    sebab_terlambat: LateCause | None = None
    keterangan_terlambat: str = ""
    rangkap: tuple[Rangkap, ...] = ()
    penyerah: str = ""
    kondisi: str = ""
    catatan: str = ""
    bukti: str = ""

    @property
    def closes(self) -> bool:
        """Whether the count of days ends with it."""
        return closes(self.jenis, self.hasil)


@dataclass(frozen=True)
class PenerimaanContext:
    """What the telling is held against: today, the last signature (None: unknown), the due date (None: no clock)."""

    today: date
    signed_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class ArrivalJudgement:
    """How an arrival is judged against its due date; `late_days` are working days, 0 in time, else at least 1."""

    late_days: int

    @property
    def is_on_time(self) -> bool:
        """Whether it came by the due date, which is itself in time."""
        return self.late_days == 0


def closes(jenis: Penyampaian, hasil: NaskahAsliState) -> bool:
    """Whether an outcome ends the count of Pasal 39 ayat (4) (original) or ayat (5) (text for the DPR)."""
    return hasil in (MENUTUP if jenis is Penyampaian.ASLI else DITERIMA)


def judge(arrived_on: date, due_on: date, kalender: Kalender) -> ArrivalJudgement:
    """In time, or late by so many working days (Pasal 39 ayat (4)). A cause of the delay plays no part in it."""
    if arrived_on <= due_on:
        return ArrivalJudgement(0)
    return ArrivalJudgement(max(1, kalender.workdays_between(due_on, arrived_on)))


def check_next(now: NaskahAsliState, fields: PenerimaanFields) -> None:
    """Raises TransitionNotAllowedError where this outcome may not follow, BadInputError where it does not exist."""
    if fields.jenis is Penyampaian.NASKAH_DPR and fields.hasil not in DPR_OUTCOMES:
        raise BadInputError("Naskah untuk DPR dicatat diterima atau dikembalikan.", "hasil")
    if fields.hasil is NaskahAsliState.BELUM_DITERIMA:
        raise BadInputError("Pilih hasil penerimaan.", "hasil")
    if fields.hasil not in NEXT[now]:
        raise TransitionNotAllowedError(
            "Naskah asli ini sudah tercatat diterima. Bila penerimaannya keliru, batalkan dulu penerimaan itu."
            if now in DITERIMA
            else "Hasil itu tidak dapat menyusul keadaan naskah asli sekarang. Muat ulang halaman."
        )


def check_penerimaan(fields: PenerimaanFields, context: PenerimaanContext) -> tuple[Problem, ...]:
    """What is impossible or missing in a receipt, all at once, in the order of the form."""
    return (*_check_days(fields, context), *_check_words(fields, context), *_check_copies(fields.rangkap))


def rangkap_words(rangkap: tuple[Rangkap, ...]) -> tuple[str, ...]:
    """Copies as they are stored: `id:2`."""
    return tuple(f"{one.bahasa}:{one.banyaknya}" for one in rangkap)


def rangkap_from(words: tuple[str, ...]) -> tuple[Rangkap, ...]:
    """The way back from what is stored."""
    parts = (word.partition(":") for word in words)
    return tuple(Rangkap(bahasa, int(banyaknya)) for bahasa, _, banyaknya in parts)


def _check_days(fields: PenerimaanFields, context: PenerimaanContext) -> Iterator[Problem]:
    if fields.arrived_on > context.today:
        yield Problem("arrived_on", "Tanggal diterima tidak boleh setelah hari ini.")
    elif context.signed_on is not None and fields.arrived_on < context.signed_on:
        yield Problem("arrived_on", "Tanggal diterima tidak boleh sebelum tanggal penandatanganan.")
    if fields.arrived_on < context.today and not fields.alasan_mundur.strip():
        yield Problem("alasan_mundur", "Tulis mengapa dicatat setelah hari diterimanya.")


def _check_words(fields: PenerimaanFields, context: PenerimaanContext) -> Iterator[Problem]:
    is_late = context.due_on is not None and context.due_on < fields.arrived_on <= context.today
    if is_late and fields.closes and fields.sebab_terlambat is None:
        yield Problem("sebab_terlambat", "Pilih sebab keterlambatan. Sebab tidak mengurangi hari keterlambatan.")
    if fields.sebab_terlambat is LateCause.LAINNYA and not fields.keterangan_terlambat.strip():
        yield Problem("keterangan_terlambat", "Jelaskan sebab keterlambatan.")
    if fields.hasil is NaskahAsliState.DITERIMA_DENGAN_CATATAN and not fields.catatan.strip():
        yield Problem("catatan", "Tulis catatan atas naskah yang diterima.")
    if fields.hasil is NaskahAsliState.DIKEMBALIKAN and not fields.catatan.strip():
        yield Problem("catatan", "Tulis mengapa naskah dikembalikan.")
    if fields.hasil in DITAHAN and not fields.bukti.strip():
        yield Problem("bukti", "Tulis nomor dan tanggal surat yang membuktikan naskah asli ditahan.")
    if fields.hasil is NaskahAsliState.HILANG and not fields.bukti.strip():
        yield Problem("bukti", "Tulis nomor dan tanggal berita acara kehilangan.")
    for name in ("alasan_mundur", "keterangan_terlambat", "penyerah", "kondisi", "catatan", "bukti"):
        if len(getattr(fields, name)) > LONGEST:
            yield Problem(name, f"Paling panjang {LONGEST} karakter.")


def _check_copies(rangkap: tuple[Rangkap, ...]) -> Iterator[Problem]:
    if len(rangkap) > MOST_LANGUAGES:
        yield Problem("rangkap", f"Paling banyak {MOST_LANGUAGES} bahasa.")
    if len({one.bahasa for one in rangkap}) < len(rangkap):
        yield Problem("rangkap", "Setiap bahasa ditulis satu kali.")
    if any(_LANGUAGE.fullmatch(one.bahasa) is None for one in rangkap):
        yield Problem("rangkap", "Tulis kode bahasa dua huruf, misalnya en.")
    if any(not 1 <= one.banyaknya <= MOST_COPIES for one in rangkap):
        yield Problem("rangkap", f"Banyaknya rangkap antara 1 dan {MOST_COPIES}.")
