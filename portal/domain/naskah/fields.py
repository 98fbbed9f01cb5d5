"""What a person fills in about a naskah, as plain values, and what is wrong with it.

Only what is impossible blocks; what the regulation merely expects is a matter of warnings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.domain.naskah.enumerations import (
    AlasanTanpaInduk,
    Bentuk,
    JenisHubungan,
    JenisMitra,
    Kategori,
    Lingkup,
    Tingkat,
    Visibilitas,
)
from portal.domain.plain_text import clean, clean_line
from portal.domain.tanggal import EARLIEST, UNKNOWN, Tanggal, last_signed
from portal.errors import Problem

LONGEST_JUDUL = 500
LONG_TEXTS = frozenset({"ruang_lingkup", "pendanaan", "catatan_internal", "dasar_visibilitas"})
"""Fields of several lines; every other text is one line."""
LONGEST_TEXT = 4000
MOST_PIHAK = 12
_NEGARA = re.compile(r"[A-Z]{2}")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class PihakFields:
    """One party. The ministry itself has `is_kementerian`; a partner has a class and, if foreign, a country.

    Its texts are clean, whoever made it.
    """

    nama: str
    is_kementerian: bool = False
    jenis: JenisMitra | None = None
    negara: str | None = None
    nomor: str = ""
    penanda_tangan: str = ""
    jabatan: str = ""
    signed: Tanggal = UNKNOWN
    tempat: str = ""

    def __post_init__(self) -> None:
        _clean_texts(self)


@dataclass(frozen=True)
class HubunganFields:
    """A relation to another naskah, by its code."""

    jenis: JenisHubungan
    target_kode: str


@dataclass(frozen=True)
class NaskahFields:
    """Everything a pengelola may set. A draft may leave almost all of it empty.

    Its texts are clean, whoever made it: a form, a manifest, a suggestion, an act of a script.
    """

    judul: str
    unit: str
    lingkup: Lingkup | None = None
    kategori: Kategori | None = None
    tingkat: Tingkat | None = None
    bentuk: Bentuk | None = None
    nama_bentuk: str | None = None
    ruang_lingkup: str = ""
    pendanaan: str = ""
    subjek: tuple[str, ...] = ()
    bahasa: tuple[str, ...] = ("id",)
    alasan_tanpa_induk: tuple[AlasanTanpaInduk, ...] = ()
    perjanjian_internasional: bool | None = None
    persetujuan_dpr: bool | None = None
    catatan_internal: str = ""
    effective_on: date | None = None
    expires_on: date | None = None
    is_open_ended: bool = False
    visibilitas: Visibilitas = Visibilitas.PUBLIK
    dasar_visibilitas: str = ""
    putusan_ppid: str = ""
    tinjau_on: date | None = None
    embargo_until: date | None = None
    co_pemrakarsa: tuple[str, ...] = ()
    pihak: tuple[PihakFields, ...] = field(default=())
    hubungan: tuple[HubunganFields, ...] = field(default=())
    diperiksa: tuple[str, ...] = ()
    """Inputs that a person has dealt with: typed into, or compared with the page; nothing is suggested there again."""

    def __post_init__(self) -> None:
        _clean_texts(self)


LINKED = ("unit", "co_pemrakarsa", "pihak", "hubungan")
"""Fields that are stored as rows of their own; every other one is a column of the naskah by the same name."""
VISIBILITY = ("visibilitas", "dasar_visibilitas", "tinjau_on")
"""Fields that have an action of their own once the naskah is no draft any more."""
DECIDED = ("putusan_ppid",)
"""Fields that no form sets: they are the act of another office (UU 14/2008 Pasal 19)."""
COLUMNS = tuple(name for name in NaskahFields.__dataclass_fields__ if name not in LINKED)
CONTENT = tuple(name for name in COLUMNS if name not in (*VISIBILITY, *DECIDED))


def _clean_texts(fields: PihakFields | NaskahFields) -> None:
    for name, value in list(vars(fields).items()):
        if isinstance(value, str) and not isinstance(value, StrEnum):
            object.__setattr__(fields, name, clean(value) if name in LONG_TEXTS else clean_line(value))
        elif name == "subjek":
            object.__setattr__(fields, name, tuple(clean_line(text) for text in value))


def check_possible(fields: NaskahFields, today: date) -> tuple[Problem, ...]:
    """What cannot be, whatever the state of the naskah. Empty means it may be saved."""
    problems = [
        Problem(name, "Isian ini memuat karakter yang tidak dapat disimpan. Ketik ulang.")
        for name, value in vars(fields).items()
        if any(_UNSTORABLE.search(text) for text in _texts(value))
    ]
    if len(fields.judul) > LONGEST_JUDUL:
        problems.append(Problem("judul", f"Judul paling panjang {LONGEST_JUDUL} karakter."))
    if max(len(fields.ruang_lingkup), len(fields.pendanaan), len(fields.catatan_internal)) > LONGEST_TEXT:
        problems.append(Problem("ruang_lingkup", f"Isian teks paling panjang {LONGEST_TEXT} karakter."))
    if len(fields.pihak) > MOST_PIHAK:
        problems.append(Problem("pihak", f"Paling banyak {MOST_PIHAK} pihak."))
    for number, pihak in enumerate(fields.pihak, start=1):
        problems += _check_pihak(number, pihak, today)
    return tuple(problems + _check_days(fields))


def check_complete(fields: NaskahFields) -> tuple[Problem, ...]:
    """What must be known before a naskah is handed in (beyond `check_possible`)."""
    needed = (
        ("judul", not fields.judul.strip(), "Isi judul naskah."),
        ("lingkup", fields.lingkup is None, "Pilih lingkup: dalam negeri atau luar negeri."),
        ("bentuk", fields.bentuk is None, "Pilih bentuk naskah."),
        (
            "nama_bentuk",
            fields.bentuk is Bentuk.NAMA_LAIN and not fields.nama_bentuk,
            "Isi nama bentuk naskah, misalnya Kesepakatan Bersama.",
        ),
        ("pihak", not any(p.is_kementerian for p in fields.pihak), "Isi pihak Kementerian."),
        ("pihak", all(p.is_kementerian for p in fields.pihak), "Isi nama mitra."),
        (
            "dasar_visibilitas",
            fields.visibilitas is not Visibilitas.PUBLIK and not fields.dasar_visibilitas.strip(),
            "Isi dasar mengapa naskah tidak dibuka seluruhnya.",
        ),
        (
            "tinjau_on",
            fields.visibilitas is not Visibilitas.PUBLIK and fields.tinjau_on is None,
            "Isi tanggal peninjauan kembali.",
        ),
    )
    found = [Problem(name, message) for name, is_missing, message in needed if is_missing]
    for number, pihak in enumerate(fields.pihak, start=1):
        if not pihak.is_kementerian and pihak.jenis is None:
            found.append(Problem(f"pihak-{number}-jenis", "Pilih jenis mitra."))
    return tuple(found)


def _texts(value: object) -> Iterator[str]:
    """Every text in a field, its parties and relations included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, (PihakFields, HubunganFields)):
        yield from _texts(tuple(vars(value).values()))


def _check_pihak(number: int, pihak: PihakFields, today: date) -> list[Problem]:
    name = f"pihak-{number}"
    problems = []
    if not pihak.nama.strip():
        problems.append(Problem(f"{name}-nama", "Isi nama pihak."))
    if max(map(len, _texts((pihak,)))) > LONGEST_JUDUL:
        problems.append(Problem(f"{name}-nama", f"Isian pihak paling panjang {LONGEST_JUDUL} karakter."))
    if pihak.negara is not None and _NEGARA.fullmatch(pihak.negara) is None:
        problems.append(Problem(f"{name}-negara", "Tulis negara sebagai kode dua huruf, misalnya KR."))
    if pihak.signed.on is not None and pihak.signed.on > today:
        problems.append(Problem(f"{name}-signed", "Tanggal tanda tangan tidak boleh setelah hari ini."))
    if pihak.signed.on is not None and pihak.signed.on < EARLIEST.replace(month=1, day=1):
        problems.append(Problem(f"{name}-signed", f"Tanggal tanda tangan tidak boleh sebelum tahun {EARLIEST.year}."))
    return problems


def _check_days(fields: NaskahFields) -> list[Problem]:
    signed_on = last_signed(pihak.signed for pihak in fields.pihak).on
    starts_on = fields.effective_on or signed_on
    problems = []
    if fields.expires_on is not None and starts_on is not None and fields.expires_on < starts_on:
        problems.append(Problem("expires_on", "Tanggal berakhir tidak boleh sebelum tanggal mulai."))
    if fields.expires_on is not None and fields.is_open_ended:
        problems.append(Problem("expires_on", "Pilih salah satu: tanggal berakhir, atau tanpa batas waktu."))
    return problems
