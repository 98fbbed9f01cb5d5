"""Warnings: where a naskah differs from what the regulation expects. They inform a person and never block.

Permenimipas 8/2025 holds a few contradictions of its own, and old naskah follow older rules; so each warning names its
article and leaves the judgement to the pengelola.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.domain.naskah import isi_minimum
from portal.domain.naskah.enumerations import (
    FOREIGN_JENIS_MITRA,
    AlasanTanpaInduk,
    Bentuk,
    JenisBerkas,
    JenisHubungan,
    JenisUnit,
    Kategori,
    Lingkup,
    Tingkat,
)
from portal.domain.naskah.fields import HubunganFields, NaskahFields
from portal.domain.naskah.jabatan import read_jabatan
from portal.domain.tanggal import Tanggal, last_signed, latest_day

INDONESIAN = "id"


@dataclass(frozen=True)
class LegalWarning:
    """A warning: the input it belongs to, what is unusual, and the article that says so."""

    field: str
    message: str
    article: str


@dataclass(frozen=True)
class RelatedNaskah:
    """What is known of a naskah that is named in a relation; `last_day` is the last day it is or was in force."""

    kategori: Kategori | None = None
    signed_on: date | None = None
    last_day: date | None = None
    has_rekomendasi: bool = True
    """Whether the Biro's recommendation of an extension stands on record; True where the viewer may not know."""


@dataclass(frozen=True)
class NaskahContext:
    """What a warning needs to know beside the form: kind of the owning unit, kind and language of the files, what the
    related naskah are by their code, and the parts of the minimum content seen in the text (None: no text to judge).
    """

    jenis_unit: JenisUnit
    files: Collection[tuple[JenisBerkas, str]] = ()
    terkait: Mapping[str, RelatedNaskah] = field(default_factory=dict)
    isi: Collection[str] | None = None
    today: date | None = None


def warnings_for(fields: NaskahFields, context: NaskahContext) -> tuple[LegalWarning, ...]:
    """Everything about this naskah that the regulation expects otherwise, in the order of the form."""
    return (
        *_check_kategori(fields),
        *_check_induk(fields, context),
        *_check_foreign(fields, context),
        *_check_mitra(fields),
        *_check_signers(fields),
        *_check_related(fields, context),
        *_check_content(fields, context),
    )


def _check_kategori(fields: NaskahFields) -> list[LegalWarning]:
    if fields.lingkup is Lingkup.LUAR_NEGERI and fields.kategori is not None:
        return [
            LegalWarning(
                "kategori", "Kategori utama dan teknis hanya dikenal pada Kerja Sama dalam negeri.", "Pasal 3 ayat (1)"
            )
        ]
    if fields.kategori is Kategori.UTAMA and fields.bentuk is Bentuk.PERJANJIAN_KERJA_SAMA:
        message = "Kerja Sama utama lazimnya berbentuk nota kesepahaman atau nama lain."
        return [LegalWarning("bentuk", message, "Pasal 5 ayat (1)")]
    if fields.kategori is Kategori.TEKNIS and fields.bentuk is Bentuk.NOTA_KESEPAHAMAN:
        message = "Kerja Sama teknis lazimnya berbentuk perjanjian Kerja Sama atau nama lain."
        return [LegalWarning("bentuk", message, "Pasal 5 ayat (2)")]
    return []


def _check_induk(fields: NaskahFields, context: NaskahContext) -> list[LegalWarning]:
    is_technical = fields.kategori is Kategori.TEKNIS or fields.bentuk is Bentuk.PERJANJIAN_KERJA_SAMA
    if fields.lingkup is not Lingkup.DALAM_NEGERI or not is_technical:
        return []
    has_parent = any(relation.jenis is JenisHubungan.INDUK for relation in fields.hubungan)
    if not has_parent and not fields.alasan_tanpa_induk:
        message = "Perjanjian Kerja Sama ini belum menyebut naskah induk. Tambahkan induknya, atau pilih alasannya."
        return [LegalWarning("alasan_tanpa_induk", message, "Pasal 6 dan Pasal 7 ayat (1)")]
    needs_study = not has_parent and AlasanTanpaInduk.PERTIMBANGAN_PIMPINAN in fields.alasan_tanpa_induk
    if needs_study and all(jenis is not JenisBerkas.TELAAHAN for jenis, _ in context.files):
        message = "Pertimbangan pimpinan Unit Eselon I didasarkan pada telaahan. Lampirkan telaahannya."
        return [LegalWarning("alasan_tanpa_induk", message, "Pasal 7 ayat (2)")]
    return []


def _check_foreign(fields: NaskahFields, context: NaskahContext) -> list[LegalWarning]:
    if fields.lingkup is not Lingkup.LUAR_NEGERI:
        return []
    found = []
    if context.jenis_unit is not JenisUnit.ESELON1:
        message = "Pemrakarsa Kerja Sama luar negeri adalah Unit Eselon I. Periksa unit pemrakarsanya."
        found.append(LegalWarning("unit", message, "Pasal 27 ayat (1)"))
    if fields.tingkat not in (None, Tingkat.KEMENTERIAN, Tingkat.ESELON1):
        message = "Kerja Sama luar negeri dilaksanakan pada tingkat Kementerian atau Unit Eselon I."
        found.append(LegalWarning("tingkat", message, "Pasal 8 ayat (1)"))
    if INDONESIAN not in {*fields.bahasa, *(bahasa for _, bahasa in context.files)}:
        message = "Belum ada naskah berbahasa Indonesia. Tambahkan berkas naskah Indonesia bila ada."
        found.append(LegalWarning("bahasa", message, "Pasal 31 UU 24/2009 dan Pasal 26 Perpres 63/2019"))
    if fields.persetujuan_dpr and fields.perjanjian_internasional is False:
        message = "Persetujuan DPR hanya untuk perjanjian internasional, padahal naskah ini ditandai bukan."
        found.append(LegalWarning("persetujuan_dpr", message, "Pasal 39 ayat (5) dan Pasal 9 UU 24/2000"))
    if all(pihak.signed.on is None for pihak in fields.pihak):
        message = "Tanpa tanggal tanda tangan, batas hari kerja penyampaian naskah asli tidak dapat dihitung."
        found.append(LegalWarning("pihak", message, "Pasal 39 ayat (4)"))
    return found


def _check_mitra(fields: NaskahFields) -> list[LegalWarning]:
    found = []
    for number, pihak in enumerate(fields.pihak, start=1):
        if pihak.jenis is None or fields.lingkup is None:
            continue
        is_foreign = pihak.jenis in FOREIGN_JENIS_MITRA
        if is_foreign and fields.lingkup is Lingkup.DALAM_NEGERI:
            message = f"{pihak.nama} tercatat sebagai mitra luar negeri, padahal lingkupnya dalam negeri."
            found.append(LegalWarning(f"pihak-{number}-jenis", message, "Pasal 3 ayat (4)"))
        elif not is_foreign and fields.lingkup is Lingkup.LUAR_NEGERI:
            message = f"{pihak.nama} tercatat sebagai mitra dalam negeri, padahal lingkupnya luar negeri."
            found.append(LegalWarning(f"pihak-{number}-jenis", message, "Pasal 9"))
    return found


def _check_signers(fields: NaskahFields) -> list[LegalWarning]:
    found = []
    for number, pihak in enumerate(fields.pihak, start=1):
        office = read_jabatan(pihak.jabatan) if pihak.is_kementerian else None
        told = _signer(fields, office.tingkat) if office is not None else None
        if told is not None:
            found.append(LegalWarning(f"pihak-{number}-jabatan", *told))
    return found


def _signer(fields: NaskahFields, level: Tingkat | None) -> tuple[str, str] | None:
    """What is unusual about somebody of this level having signed, with its article; None for nothing."""
    if fields.lingkup is Lingkup.LUAR_NEGERI and level not in (Tingkat.KEMENTERIAN, Tingkat.ESELON1):
        message = "Naskah luar negeri ditandatangani Menteri atau pimpinan Unit Eselon I. Periksa penanda tangannya."
        return message, "Pasal 34"
    if fields.lingkup is not Lingkup.DALAM_NEGERI:
        return None
    if fields.kategori is Kategori.UTAMA and level is Tingkat.ESELON1:
        message = "Pasal 23 menyebut pimpinan Unit Eselon I sebagai penanda tangan Kerja Sama utama, Pasal 4 tidak."
        return f"{message} Pastikan kewenangannya.", "Pasal 4 ayat (1) dan Pasal 23 huruf a"
    if fields.kategori is Kategori.UTAMA and level not in (Tingkat.KEMENTERIAN, Tingkat.KANWIL):
        message = "Kerja Sama utama ditandatangani Menteri, pimpinan Unit Eselon I, atau kepala Kantor Wilayah."
        return f"{message} Periksa penanda tangan atau kategorinya.", "Pasal 4 ayat (1) dan Pasal 23 huruf a"
    if fields.kategori is Kategori.TEKNIS and level not in (Tingkat.ESELON1, Tingkat.UPT):
        message = "Kerja Sama teknis ditandatangani pimpinan Unit Eselon I atau kepala UPT."
        return f"{message} Periksa penanda tangan atau kategorinya.", "Pasal 4 ayat (2) dan Pasal 23 huruf b"
    return None


def _check_related(fields: NaskahFields, context: NaskahContext) -> list[LegalWarning]:
    signed = last_signed(pihak.signed for pihak in fields.pihak)
    found = []
    for number, relation in enumerate(fields.hubungan, start=1):
        other = context.terkait.get(relation.target_kode)
        told = _related(relation, other, signed, context.today) if other is not None else None
        if told is not None:
            found.append(LegalWarning(f"hubungan-{number}-kode", *told))
    return found


def _related(
    relation: HubunganFields, other: RelatedNaskah, signed: Tanggal, today: date | None
) -> tuple[str, str] | None:
    # Of dates that are partly known only what is certain is told: its first day lies behind the last of the other.
    first, last = signed.on, latest_day(signed)
    kode = relation.target_kode
    if relation.jenis is JenisHubungan.PERPANJANGAN and not other.has_rekomendasi:
        message = f"Rekomendasi Biro untuk memperpanjang {kode} belum dicatat. Catat di halaman naskah {kode}."
        return message, "Pasal 36 ayat (2)"
    if relation.jenis is not JenisHubungan.INDUK:
        return None
    if other.kategori is Kategori.TEKNIS:
        return f"Naskah induk {kode} bukan Kerja Sama utama. Periksa kode induknya.", "Pasal 6"
    if last is not None and other.signed_on is not None and other.signed_on > last:
        return f"Naskah induk {kode} ditandatangani sesudah naskah ini. Periksa tanggal atau induknya.", "Pasal 6"
    if other.last_day is None:
        return None
    ended = f"Naskah induk {kode} sudah berakhir {other.last_day:%d-%m-%Y}"
    if first is not None and other.last_day < first:
        message = f"{ended}, sebelum naskah ini ditandatangani. Periksa induknya, atau pilih alasan tanpa induk."
        return message, "Pasal 6 dan Pasal 7 ayat (1)"
    if today is not None and other.last_day < today:
        return f"{ended}. Pastikan naskah ini masih dapat dilaksanakan tanpa induknya.", "Pasal 6"
    return None


def _check_content(fields: NaskahFields, context: NaskahContext) -> list[LegalWarning]:
    parts = isi_minimum.missing(fields, context.isi) if context.isi is not None else ()
    if not parts or fields.lingkup is None:
        return []
    message = f"Belum terlihat di teks naskah: {', '.join(parts)}. Periksa apakah isi minimumnya lengkap."
    if shown := isi_minimum.told(fields.lingkup, context.isi or ()):
        message += f" Terlihat: {shown}."
    return [LegalWarning("isi_minimum", message, isi_minimum.DASAR[fields.lingkup])]
