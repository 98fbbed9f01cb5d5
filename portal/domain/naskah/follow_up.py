"""A new naskah that follows from one that is there: its extension, its amendment, its successor, a detail of it.

What both have in common is taken over, so that nobody types it twice. What belongs to the new paper alone (title,
numbers, days, signers, term) is left to its file and to a person; legal answers are never taken over.
"""

from collections.abc import Iterable

from portal.domain.naskah.enumerations import Bentuk, JenisHubungan, Kategori, Lingkup, Visibilitas
from portal.domain.naskah.fields import HubunganFields, NaskahFields, PihakFields

LANJUTAN = frozenset({JenisHubungan.PERPANJANGAN, JenisHubungan.PERUBAHAN, JenisHubungan.PENGGANTI})
"""The same cooperation goes on in the new naskah: form, class, and parent stay what they were."""


def offered(fields: NaskahFields, *, is_ended: bool) -> tuple[JenisHubungan, ...]:
    """What may follow from a naskah, the usual first; what has ended is neither extended nor amended nor detailed."""
    if is_ended:
        return (JenisHubungan.PENGGANTI,)
    details: tuple[JenisHubungan, ...] = ()
    if fields.lingkup is Lingkup.LUAR_NEGERI:
        details = (JenisHubungan.PELAKSANA,)
    elif fields.kategori is Kategori.UTAMA:
        details = (JenisHubungan.INDUK,)
    return (JenisHubungan.PERPANJANGAN, JenisHubungan.PERUBAHAN, JenisHubungan.PENGGANTI, *details)


def derived(
    asal: NaskahFields, kode: str, jenis: JenisHubungan, *, judul: str, unit: str, induk: Iterable[str] = ()
) -> NaskahFields:
    """The fields of a draft that follows from the naskah `kode`; `induk` are codes of its parents that may be named.

    What was kept from the public stays kept from it until somebody decides otherwise (UU 14/2008 Pasal 17).
    """
    goes_on = jenis in LANJUTAN
    is_pks = jenis is JenisHubungan.INDUK
    parents = tuple(HubunganFields(JenisHubungan.INDUK, one) for one in induk) if goes_on else ()
    is_open = asal.visibilitas is Visibilitas.PUBLIK
    return NaskahFields(
        judul=judul,
        unit=unit,
        lingkup=asal.lingkup,
        kategori=Kategori.TEKNIS if is_pks else asal.kategori,
        tingkat=asal.tingkat if goes_on else None,
        bentuk=asal.bentuk if goes_on else Bentuk.PERJANJIAN_KERJA_SAMA if is_pks else None,
        nama_bentuk=asal.nama_bentuk if goes_on else None,
        ruang_lingkup=asal.ruang_lingkup if goes_on else "",
        subjek=asal.subjek,
        alasan_tanpa_induk=asal.alasan_tanpa_induk if goes_on else (),
        visibilitas=asal.visibilitas,
        dasar_visibilitas="" if is_open else asal.dasar_visibilitas,
        co_pemrakarsa=tuple(one for one in asal.co_pemrakarsa if one != unit),
        pihak=tuple(
            PihakFields(pihak.nama, is_kementerian=pihak.is_kementerian, jenis=pihak.jenis, negara=pihak.negara)
            for pihak in asal.pihak
        ),
        hubungan=(HubunganFields(jenis, kode), *(one for one in parents if one.target_kode != kode)),
    )
