"""Warnings: where a naskah differs from what the regulation expects. They inform a person and never block.

Permenimipas 8/2025 holds a few contradictions of its own, and old naskah follow older rules; so each warning names its
article and leaves the judgement to the pengelola.
"""

from collections.abc import Collection
from dataclasses import dataclass

from portal.domain.isian import NaskahFields
from portal.domain.naskah import (
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

INDONESIAN = "id"


@dataclass(frozen=True)
class Peringatan:
    """A warning: the input it belongs to, what is unusual, and the article that says so."""

    field: str
    message: str
    article: str


@dataclass(frozen=True)
class NaskahContext:
    """What a warning needs to know beside the form: the owning unit's kind, and kind and language of the files."""

    jenis_unit: JenisUnit
    files: Collection[tuple[JenisBerkas, str]] = ()


def warnings_for(fields: NaskahFields, context: NaskahContext) -> tuple[Peringatan, ...]:
    """Everything about this naskah that the regulation expects otherwise, in the order of the form."""
    return (
        *_check_kategori(fields),
        *_check_induk(fields, context),
        *_check_foreign(fields, context),
        *_check_mitra(fields),
    )


def _check_kategori(fields: NaskahFields) -> list[Peringatan]:
    if fields.lingkup is Lingkup.LUAR_NEGERI and fields.kategori is not None:
        return [
            Peringatan(
                "kategori", "Kategori utama dan teknis hanya dikenal pada Kerja Sama dalam negeri.", "Pasal 3 ayat (1)"
            )
        ]
    if fields.kategori is Kategori.UTAMA and fields.bentuk is Bentuk.PERJANJIAN_KERJA_SAMA:
        message = "Kerja Sama utama lazimnya berbentuk nota kesepahaman atau nama lain."
        return [Peringatan("bentuk", message, "Pasal 5 ayat (1)")]
    if fields.kategori is Kategori.TEKNIS and fields.bentuk is Bentuk.NOTA_KESEPAHAMAN:
        message = "Kerja Sama teknis lazimnya berbentuk perjanjian Kerja Sama atau nama lain."
        return [Peringatan("bentuk", message, "Pasal 5 ayat (2)")]
    return []


def _check_induk(fields: NaskahFields, context: NaskahContext) -> list[Peringatan]:
    is_technical = fields.kategori is Kategori.TEKNIS or fields.bentuk is Bentuk.PERJANJIAN_KERJA_SAMA
    if fields.lingkup is not Lingkup.DALAM_NEGERI or not is_technical:
        return []
    has_parent = any(relation.jenis is JenisHubungan.INDUK for relation in fields.hubungan)
    if not has_parent and not fields.alasan_tanpa_induk:
        message = "Perjanjian Kerja Sama ini belum menyebut naskah induk. Tambahkan induknya, atau pilih alasannya."
        return [Peringatan("alasan_tanpa_induk", message, "Pasal 6 dan Pasal 7 ayat (1)")]
    needs_study = not has_parent and AlasanTanpaInduk.PERTIMBANGAN_PIMPINAN in fields.alasan_tanpa_induk
    if needs_study and all(jenis is not JenisBerkas.TELAAHAN for jenis, _ in context.files):
        message = "Pertimbangan pimpinan Unit Eselon I didasarkan pada telaahan. Lampirkan telaahannya."
        return [Peringatan("alasan_tanpa_induk", message, "Pasal 7 ayat (2)")]
    return []


def _check_foreign(fields: NaskahFields, context: NaskahContext) -> list[Peringatan]:
    if fields.lingkup is not Lingkup.LUAR_NEGERI:
        return []
    found = []
    if context.jenis_unit is not JenisUnit.ESELON1:
        message = "Pemrakarsa Kerja Sama luar negeri adalah Unit Eselon I. Periksa unit pemrakarsanya."
        found.append(Peringatan("unit", message, "Pasal 27 ayat (1)"))
    if fields.tingkat not in (None, Tingkat.KEMENTERIAN, Tingkat.ESELON1):
        message = "Kerja Sama luar negeri dilaksanakan pada tingkat Kementerian atau Unit Eselon I."
        found.append(Peringatan("tingkat", message, "Pasal 8 ayat (1)"))
    if INDONESIAN not in {*fields.bahasa, *(bahasa for _, bahasa in context.files)}:
        message = "Belum ada naskah berbahasa Indonesia. Tambahkan berkas naskah Indonesia bila ada."
        found.append(Peringatan("bahasa", message, "Pasal 31 UU 24/2009 dan Pasal 26 Perpres 63/2019"))
    if all(pihak.signed.on is None for pihak in fields.pihak):
        message = "Tanpa tanggal tanda tangan, batas 14 hari kerja penyampaian naskah asli tidak dapat dihitung."
        found.append(Peringatan("pihak", message, "Pasal 39 ayat (4)"))
    return found


def _check_mitra(fields: NaskahFields) -> list[Peringatan]:
    found = []
    for number, pihak in enumerate(fields.pihak, start=1):
        if pihak.jenis is None or fields.lingkup is None:
            continue
        is_foreign = pihak.jenis in FOREIGN_JENIS_MITRA
        if is_foreign and fields.lingkup is Lingkup.DALAM_NEGERI:
            message = f"{pihak.nama} tercatat sebagai mitra luar negeri, padahal lingkupnya dalam negeri."
            found.append(Peringatan(f"pihak-{number}-jenis", message, "Pasal 3 ayat (4)"))
        elif not is_foreign and fields.lingkup is Lingkup.LUAR_NEGERI:
            message = f"{pihak.nama} tercatat sebagai mitra dalam negeri, padahal lingkupnya luar negeri."
            found.append(Peringatan(f"pihak-{number}-jenis", message, "Pasal 9"))
    return found
