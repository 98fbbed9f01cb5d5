"""The form of a naskah in tests: what is typed into it, and the row that came of it."""

from typing import Any

from sqlalchemy import select

from portal.models.naskah import Naskah
from tests.factories.naskah import Office

FORM: dict[str, Any] = {
    "judul": "Pertukaran Data Perlintasan",
    "unit": "KANIM-A",
    "lingkup": "dalam_negeri",
    "kategori": "teknis",
    "bentuk": "perjanjian_kerja_sama",
    "bahasa": "id",
    "alasan_tanpa_induk": "substansi_teknis",
    "visibilitas": "publik",
    "pihak-1-jenis": "kementerian",
    "pihak-1-nama": "Kementerian Contoh",
    "pihak-2-jenis": "pemerintah_daerah",
    "pihak-2-nama": "Pemerintah Kabupaten Contoh",
    "pihak-2-nomor": "100/KS/2026",
    "pihak-2-signed": "12 Maret 2026",
    "aksi": "simpan",
}


def stored(office: Office, kode: str) -> Naskah:
    with office.stores.database.reading() as session:
        naskah = session.scalars(select(Naskah).where(Naskah.kode == kode)).one()
        assert naskah.pihak_list is not None
        return naskah
