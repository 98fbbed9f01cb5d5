"""An invented answer for the description, made by the same serialisers, so that it cannot differ from a real one."""

from datetime import UTC, date, datetime

from portal.domain.naskah.enumerations import (
    Bentuk,
    JenisAcara,
    JenisBerkas,
    JenisHubungan,
    JenisMitra,
    Lingkup,
    Presisi,
    Tingkat,
)
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.tanda_tangan.public import PublicSignatures
from portal.domain.tanda_tangan.report import Changes, Coverage, Integrity, SignatureReport, TimeStamp, Trust
from portal.domain.tanggal import Tanggal
from portal.domain.tenggat.clocks import Law
from portal.legal.load import load_kalender, load_rules
from portal.queries.public.values import (
    FacetValue,
    PublicAcara,
    PublicBerkas,
    PublicHit,
    PublicHubungan,
    PublicItem,
    PublicMember,
    PublicMitra,
    PublicNaskah,
    PublicPihak,
    PublicResults,
    PublicSnippet,
    Tombstone,
)
from portal.search.reasons import FieldMatch

KODE = "2026-48213"
TENGGAT = Law(load_rules(), load_kalender(), None).count("salinan_resmi", date(2026, 11, 13))
"""A short one, so that the description stays readable."""
_PUBLISHED_AT = datetime(2026, 11, 16, 3, 20, tzinfo=UTC)
_SIGNED = Tanggal(date(2026, 11, 13), Presisi.HARI)
_MITRA = PublicMitra(
    "CONTOH Korea Immigration Service",
    "contoh-korea-immigration-service",
    JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING,
    "KR",
)
_SIGNATURE = SignatureReport(
    field="",
    signer="CONTOH Nama Penanda Tangan",
    issuer="CONTOH Penerbit Sertifikat",
    stamped_at=datetime(2026, 11, 13, 2, 14, tzinfo=UTC),
    integrity=Integrity.UTUH,
    changes=Changes.NONE,
    coverage=Coverage.WHOLE,
    trust=Trust.TRUSTED,
    time_stamp=TimeStamp.VALID,
)
_BERKAS = PublicBerkas(
    1,
    JenisBerkas.NASKAH,
    "id",
    "0123456789abcdef" * 4,
    284_113,
    7,
    PublicSignatures(_PUBLISHED_AT, "", (_SIGNATURE,)),
)


def _item(kode: str, judul: str) -> PublicItem:
    return PublicItem(
        kode=kode,
        judul=judul,
        lingkup=Lingkup.LUAR_NEGERI,
        bentuk=Bentuk.NOTA_KESEPAHAMAN,
        nama_bentuk=None,
        nomor=("CONTOH-14.HH.05.02 TAHUN 2026", "CONTOH-KIS-2026-07"),
        mitra=(_MITRA,),
        unit_kode="DITJENIM",
        unit_nama="Direktorat Jenderal Imigrasi",
        signed=_SIGNED,
        effective_on=date(2026, 11, 13),
        expires_on=date(2031, 11, 13),
        is_open_ended=False,
        ended_on=None,
        end_kind=None,
        masa_berlaku=MasaBerlaku.BERLAKU,
        days_left=1826,
        berkas=_BERKAS,
        is_metadata_only=False,
        published_at=_PUBLISHED_AT,
    )


def _member(item: PublicItem) -> PublicMember:
    return PublicMember(
        item.kode, item.judul, item.bentuk, item.nama_bentuk, item.unit_nama, item.signed, item.masa_berlaku
    )


_ITEM = _item(KODE, "CONTOH Nota Kesepahaman tentang Pencegahan Penyelundupan Manusia")
_OLDER = _item("2021-31877", "CONTOH Nota Kesepahaman tentang Pertukaran Informasi Keimigrasian")

RESULTS = PublicResults(
    hits=(
        PublicHit(
            item=_ITEM,
            judul_parts=((_ITEM.judul, False),),
            snippets=(
                PublicSnippet(2, (("CONTOH … upaya pencegahan ", False), ("penyelundupan", True), (" …", False))),
            ),
            matched=(
                FieldMatch(
                    "judul",
                    (
                        ("CONTOH Nota Kesepahaman tentang Pencegahan ", False),
                        ("Penyelundupan", True),
                        (" Manusia", False),
                    ),
                ),
            ),
        ),
    ),
    total=1,
    page=1,
    per_page=10,
    facets={
        name: (FacetValue(value, value, 1, False),)
        for name, value in (
            ("lingkup", "luar_negeri"),
            ("bentuk", "nota_kesepahaman"),
            ("status", "berlaku"),
            ("tahun", "2026"),
            ("unit", "DITJENIM"),
            ("negara", "KR"),
            ("mitra", _MITRA.slug),
        )
    },
    is_degraded=False,
    took_ms=12,
)


def _pihak(nama: str, mitra: PublicMitra | None, nomor: str) -> PublicPihak:
    return PublicPihak(
        nama=nama,
        slug=mitra.slug if mitra else None,
        jenis=mitra.jenis if mitra else None,
        negara=mitra.negara if mitra else None,
        nomor=nomor,
        penanda_tangan="CONTOH Nama Penanda Tangan",
        jabatan="CONTOH Direktur Jenderal",
        signed=_SIGNED,
        tempat="Jakarta",
    )


NASKAH = PublicNaskah(
    item=_ITEM,
    kategori=None,
    tingkat=Tingkat.ESELON1,
    ruang_lingkup="CONTOH Pertukaran informasi dan pelatihan bersama.",
    pendanaan="CONTOH Dibebankan pada anggaran masing-masing pihak.",
    subjek=("penyelundupan manusia",),
    bahasa=("id", "en"),
    perjanjian_internasional=None,
    pihak=(
        _pihak("Direktorat Jenderal Imigrasi", None, _ITEM.nomor[0]),
        _pihak(_MITRA.nama, _MITRA, _ITEM.nomor[1]),
    ),
    berkas=(_BERKAS, PublicBerkas(2, JenisBerkas.TERJEMAHAN, "en", "fedcba9876543210" * 4, 190_022, 7)),
    hubungan=(PublicHubungan(JenisHubungan.PERPANJANGAN, True, _member(_OLDER)),),
    acara=(
        PublicAcara(JenisAcara.DITANDATANGANI, _SIGNED, ""),
        PublicAcara(JenisAcara.DITERBITKAN, Tanggal(date(2026, 11, 16), Presisi.HARI), ""),
    ),
    first_published_at=_PUBLISHED_AT,
    nomor_terbit=1,
    page_count=14,
)

TOMBSTONE = Tombstone("2025-20418", date(2026, 3, 2), "permintaan_pihak")
