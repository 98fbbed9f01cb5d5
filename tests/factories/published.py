"""Published naskah as values, plain and odd, for the formats that are written from them."""

from dataclasses import replace
from datetime import UTC, date, datetime

from portal.domain.document.compose import document_of
from portal.domain.document.model import SourcePage
from portal.domain.naskah.enumerations import Bentuk, JenisBerkas, JenisHubungan, JenisMitra, Lingkup, Presisi
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.tanggal import UNKNOWN, Tanggal
from portal.queries.public.values import (
    PublicBerkas,
    PublicHalaman,
    PublicHubungan,
    PublicItem,
    PublicNaskah,
    PublicPihak,
)
from portal.web.public.formats.record import Record

BASE = "https://contoh.example"
KODE = "2026-48213"
URL = f"{BASE}/n/{KODE}"
SIGNED = Tanggal(date(2026, 3, 12), Presisi.HARI)
AT = datetime(2026, 11, 20, 3, 4, 5, tzinfo=UTC)
NASTY = (
    "Kerja \"Sama\" {100%} \\sari & $x_1 #2 ~^ <b>'tebal'</b> </script><script>alert(1)</script>"
    "\r\nER  - \nTY  - X\x00\x0b\u2028]]> --> ǅ"
)
"""Everything that means something to one of the formats, control letters and line ends among it."""

PAGES = (
    "NOTA KESEPAHAMAN\nANTARA\nKEMENTERIAN CONTOH\nDENGAN\nLEMBAGA CONTOH\nTENTANG\nKERJA SAMA CONTOH\n"
    "Pada hari ini, Kamis, tanggal dua belas bulan Maret tahun dua ribu dua puluh enam, bertempat di Contoh, yang\n"
    "bertanda tangan di bawah ini:\n"
    "1. CONTOH SATU, selaku Kepala Kantor Contoh, selanjutnya disebut PIHAK KESATU;\n"
    "2. CONTOH DUA, selaku Ketua Lembaga Contoh, selanjutnya disebut PIHAK KEDUA;\n"
    "Pasal 1\nTUJUAN\n"
    "(1) Para Pihak sepakat untuk bekerja sama dalam bidang keimigrasian dan pemasyarakatan.\n"
    "(2) Kerja sama sebagaimana dimaksud pada ayat (1) meliputi:\n"
    "a. pertukaran data dan informasi; dan\n"
    "b. peningkatan kapasitas sumber daya manusia.\n",
    "Pasal 2\nJANGKA WAKTU\n"
    "Nota Kesepahaman ini berlaku untuk jangka waktu 5 (lima) tahun terhitung sejak ditandatangani.\n"
    "Demikian Nota Kesepahaman ini dibuat dalam rangkap 2 (dua) asli yang sama kuatnya.\n"
    "PIHAK KESATU\nKEPALA KANTOR CONTOH\nContoh Satu\nPIHAK KEDUA\nKETUA LEMBAGA CONTOH\nContoh Dua\n",
    "LAMPIRAN I\nRENCANA KERJA\nRencana kerja disusun setiap tahun oleh Para Pihak.\n",
)


def item(**changes: object) -> PublicItem:
    """A naskah as it stands in a list."""
    base = PublicItem(
        kode=KODE,
        judul="Kerja Sama Contoh",
        lingkup=Lingkup.DALAM_NEGERI,
        bentuk=Bentuk.NOTA_KESEPAHAMAN,
        nama_bentuk=None,
        nomor=("MIP-1.HH.05.02 Tahun 2026", "100/KS/2026"),
        mitra=(),
        unit_kode="IMI",
        unit_nama="Direktorat Jenderal Contoh",
        signed=SIGNED,
        effective_on=None,
        expires_on=date(2031, 3, 12),
        is_open_ended=False,
        ended_on=None,
        end_kind=None,
        masa_berlaku=MasaBerlaku.BERLAKU,
        days_left=100,
        berkas=berkas(),
        is_metadata_only=False,
        published_at=AT,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def berkas(
    urutan: int = 1, jenis: JenisBerkas = JenisBerkas.NASKAH, bahasa: str = "id", pages: int = 3
) -> PublicBerkas:
    """A public file."""
    return PublicBerkas(urutan, jenis, bahasa, f"{urutan:064x}", 1234, pages)


def pihak(nama: str, *, tempat: str = "Contoh", signed: Tanggal = SIGNED, slug: str | None = "mitra") -> PublicPihak:
    """A party."""
    return PublicPihak(nama, slug, JenisMitra.LEMBAGA_NEGARA, "ID", "", "", "", signed, tempat)


def naskah(**changes: object) -> PublicNaskah:
    """A published naskah with one file; `item` fields go by their own names."""
    own = {name: value for name, value in changes.items() if name in PublicItem.__dataclass_fields__}
    rest = {name: value for name, value in changes.items() if name not in own}
    files = rest.pop("berkas_list", (berkas(),))
    base = PublicNaskah(
        item=item(**own),
        kategori=None,
        tingkat=None,
        ruang_lingkup="Pertukaran data dan informasi",
        pendanaan="",
        subjek=("keimigrasian", "pertukaran data"),
        bahasa=("id",),
        perjanjian_internasional=None,
        pihak=(pihak("Kementerian Contoh", slug=None), pihak("Lembaga Contoh")),
        berkas=files,  # type: ignore[arg-type]
        hubungan=(),
        acara=(),
        first_published_at=AT,
        nomor_terbit=1,
        page_count=0,
    )
    return replace(base, **rest)  # type: ignore[arg-type]


def record(**changes: object) -> Record:
    """The same as the formats see it."""
    return Record(naskah(**changes), BASE)


def read(*texts: str, first: int = 1, prefix: str = "", is_known: bool = True) -> tuple[list[PublicHalaman], tuple]:  # type: ignore[type-arg]
    """Public pages of these texts with their structure, and the outline; without one where it is not `is_known`."""
    sources = [SourcePage(number, text) for number, text in enumerate(texts, first)]
    document = document_of(sources, prefix=prefix)
    blocks = {page.number: page.blocks if is_known else None for page in document.pages}
    pages = [
        PublicHalaman(
            one.number, one.text, "digital", "0" * 64, 800, 1100, blocks=blocks[one.number] if is_known else None
        )
        for one in sources
    ]
    return pages, document.outline if is_known else ()


def related(kode: str, judul: str, *, is_outgoing: bool) -> PublicHubungan:
    """A relation to another published naskah."""
    return PublicHubungan(JenisHubungan.PELAKSANA, is_outgoing, item(kode=kode, judul=judul))


FIVE_PARTIES = tuple(pihak(f"Lembaga, Contoh {n} & Rekan {{{n}}}") for n in range(1, 6))
ODD: dict[str, PublicNaskah] = {
    "plain": naskah(page_count=3),
    "nasty": naskah(
        judul=NASTY,
        nama_bentuk=NASTY,
        bentuk=Bentuk.NAMA_LAIN,
        nomor=(NASTY,),
        pihak=(pihak(NASTY, tempat=NASTY), pihak("Lembaga\nContoh")),
        ruang_lingkup=NASTY,
        subjek=(NASTY,),
        unit_nama=NASTY,
        bahasa=("id", NASTY),
    ),
    "long": naskah(judul=("Peningkatan Kapasitas " * 30)[:500]),
    "year_only": naskah(signed=Tanggal(date(2024, 1, 1), Presisi.TAHUN), effective_on=None),
    "month_only": naskah(signed=Tanggal(date(2024, 7, 1), Presisi.BULAN)),
    "undated": naskah(signed=UNKNOWN, expires_on=None),
    "five_parties": naskah(pihak=FIVE_PARTIES),
    "no_party_no_number": naskah(pihak=(), nomor=(), ruang_lingkup="", subjek=(), bahasa=()),
    "two_languages": naskah(bahasa=("id", "en"), lingkup=Lingkup.LUAR_NEGERI),
    "several_files": naskah(
        berkas_list=(berkas(1), berkas(2, JenisBerkas.TERJEMAHAN, "en", 1), berkas(3, JenisBerkas.LAMPIRAN, "", 1))
    ),
    "metadata_only": naskah(is_metadata_only=True, berkas=None, berkas_list=()),
    "figures_first": naskah(bentuk=Bentuk.NAMA_LAIN, nama_bentuk="2 Catatan", is_open_ended=True, expires_on=None),
    "related": naskah(
        hubungan=(
            related("2025-11111", "Naskah Induk", is_outgoing=True),
            related("2026-22222", "Pelaksanaan", is_outgoing=False),
        )
    ),
}
"""Kinds of naskah that formats get wrong."""
