"""The small invented corpus (CONTOH) that search engines are tested on."""

from datetime import date
from typing import Any

from portal.search.interface import SearchDocument

TODAY = date(2026, 6, 1)


def naskah(kode: str, judul: str, *pages: str, **fields: Any) -> SearchDocument:
    """A CONTOH naskah; what is not given is plain."""
    plain: dict[str, Any] = {
        "nomor": (),
        "mitra": (("contoh-mitra", "CONTOH Lembaga Mitra"),),
        "unit": "ditjen-imigrasi",
        "unit_nama": "CONTOH Direktorat",
        "lingkup": "dalam_negeri",
        "bentuk": "perjanjian_kerja_sama",
        "negara": (),
        "signed_on": date(2024, 3, 1),
        "effective_on": None,
        "expires_on": date(2027, 3, 1),
        "ended_on": None,
        "end_kind": None,
    }
    return SearchDocument(kode=kode, judul=judul, pages=pages, **(plain | fields))


CORPUS = (
    naskah(
        "2024-10001",
        "Pertukaran Data Keimigrasian",
        "Para pihak saling menukar data paspor.",
        "Biaya menjadi beban para pihak. Ruang lingkup kerja sama ini meliputi pelatihan.",
        nomor=("UM.01.01 - 892", "HK.201/2/15/BPSDMP-2015"),
        mitra=(("korea", "CONTOH Kementerian Kehakiman Korea"),),
        lingkup="luar_negeri",
        bentuk="nota_kesepahaman",
        negara=("KR",),
    ),
    naskah(
        "2025-10002",
        "Pencegahan Penyelundupan Manusia",
        "Para pihak mencegah penyelundupan manusia dan perdagangan orang.",
        "Sama halnya kerja lapangan dilakukan bersama. Rujukan: UM.01.01 - 892.",
        signed_on=date(2025, 5, 5),
        expires_on=date(2026, 5, 31),
        mitra=(("australia", "CONTOH Departemen Dalam Negeri Australia"), ("asean", "CONTOH Sekretariat ASEAN")),
        lingkup="luar_negeri",
        bentuk="nota_kesepahaman",
        negara=("AU", "ID"),
    ),
    naskah(
        "2025-10003",
        "Pembinaan Warga Binaan",
        "Pelatihan kerja bagi warga binaan di lembaga pemasyarakatan.",
        nomor=("PAS-10.HH.05.05 Tahun 2025",),
        unit="ditjen-pas",
        signed_on=date(2025, 8, 1),
        expires_on=None,
        is_open_ended=True,
        keywords=("keterampilan",),
    ),
    naskah(
        "2026-10004",
        "Penempatan Petugas",
        "Penempatan petugas pada pos lintas batas mulai Juli.",
        unit="ditjen-pas",
        signed_on=date(2026, 5, 20),
        effective_on=date(2026, 7, 1),
        expires_on=date(2028, 7, 1),
    ),
    naskah(
        "2019-10005",
        "Pelatihan Bahasa",
        "Pelatihan bahasa bagi petugas imigrasi.",
        signed_on=date(2019, 1, 2),
        expires_on=date(2030, 1, 1),
        ended_on=date(2026, 6, 1),
        end_kind="diakhiri",
    ),
    naskah("2023-10006", "Naskah Tanpa Berkas", signed_on=None, expires_on=None, unit="bpsdm"),
)
