"""The value a sample agreement is handed over as: what a form would hold, and a way to make its PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Lingkup = Literal["dalam_negeri", "luar_negeri"]
Kategori = Literal["utama", "teknis"]
Tingkat = Literal["kementerian", "eselon1", "kanwil", "upt"]
Bentuk = Literal["nota_kesepahaman", "perjanjian_kerja_sama", "nama_lain"]
Visibilitas = Literal["publik", "metadata", "dikecualikan"]
Relation = Literal["induk", "perpanjangan", "perubahan", "pengganti", "pelaksana"]
State = Literal["draf", "diajukan", "terbit", "dikembalikan", "ditarik"]
Precision = Literal["hari", "bulan", "tahun", "tidak_diketahui"]


@dataclass(frozen=True)
class SamplePihak:
    """One signing side of a sample; `signed_on` is the first day of the month or year where precision is coarser."""

    nama: str
    is_kementerian: bool
    jenis_mitra: str | None
    negara: str | None
    nomor: str | None
    penanda_tangan: str | None
    jabatan: str | None
    signed_on: date | None
    signed_precision: Precision
    tempat: str | None


@dataclass(frozen=True)
class Sample:
    """One invented agreement; `pdf` builds the file anew at each call and gives the same bytes each time.

    `induk` is the key of an earlier sample and `relation` says how this one relates to it; `unit` and
    `co_pemrakarsa` are codes of the sample units; `dasar_visibilitas` starts with "Pasal 17 huruf x" where the
    sample is dikecualikan (UU 14/2008 Pasal 17).
    """

    key: str
    filename: str
    pdf: Callable[[], bytes]
    judul: str
    lingkup: Lingkup
    kategori: Kategori | None
    tingkat: Tingkat
    bentuk: Bentuk
    nama_bentuk: str | None
    unit: str
    co_pemrakarsa: tuple[str, ...]
    pihak: tuple[SamplePihak, ...]
    signed_on: date | None
    effective_on: date | None
    expires_on: date | None
    is_open_ended: bool
    visibilitas: Visibilitas
    dasar_visibilitas: str | None
    bahasa: tuple[str, ...]
    induk: str | None
    relation: Relation | None
    alasan_tanpa_induk: tuple[str, ...]
    is_scan: bool
    state: State
    ruang_lingkup: str
    pendanaan: str
    subjek: tuple[str, ...]
    is_perjanjian_internasional: bool | None
