"""Proposals and explorations abroad in the demo: one late, some running, one closed, one sent back; all invented."""

from collections.abc import Sequence
from datetime import date, timedelta

from portal import clock
from portal.domain.naskah.enumerations import Tingkat
from portal.domain.permissions import OPERATOR
from portal.domain.tenggat.clocks import Law
from portal.domain.usulan.fields import HasilFields, UsulanFields
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan, UsulanContent
from portal.queries.kalender import load_kalender
from portal.queries.kepatuhan.kepatuhan import rules
from portal.services import usulan
from portal.services.acts import Act
from portal.wiring import Stores

Row = tuple[JenisUsulan, str, str, str, int, HasilUsulan | None]
_USULAN, _PENJAJAKAN = JenisUsulan.USULAN, JenisUsulan.PENJAJAKAN
ROWS: Sequence[Row] = (
    (_USULAN, "DITJENIM", "Pemerintah Kabupaten Contoh", "Layanan paspor di mal pelayanan publik", 24, None),
    (_USULAN, "DITJENPAS", "Universitas Contoh", "Pembinaan kemandirian warga binaan", 9, None),
    (_USULAN, "DITJENPAS", "Dinas Kesehatan Contoh", "Layanan kesehatan di lembaga pemasyarakatan", 1, None),
    (_USULAN, "DITJENIM", "Bank Contoh", "Pembayaran penerimaan negara", 40, HasilUsulan.SELARAS),
    (_USULAN, "DITJENPAS", "Yayasan Contoh", "Pendampingan hukum warga binaan", 33, HasilUsulan.DIKEMBALIKAN),
    (_PENJAJAKAN, "DITJENIM", "Lembaga Imigrasi Negara Contoh", "Pencegahan penyelundupan manusia", 30, None),
    (_PENJAJAKAN, "DITJENPAS", "Lembaga Pemasyarakatan Negara Contoh", "Pelatihan petugas", 60, None),
)
"""Kind, unit, partner, subject, days since the receipt, result."""


def record_some(stores: Stores) -> None:
    """Record them, each received so many days ago."""
    today, act = clock.today(), Act(OPERATOR, clock.utc_now())
    with stores.database.transaction() as session:
        law = Law(rules(), load_kalender(session), stores.config.effective_on)
        for jenis, unit, partner, subject, days, hasil in ROWS:
            received_on = today - timedelta(days=days)
            nomor = usulan.record(session, _fields(jenis, unit, partner, subject, received_on), act)
            if hasil is not None:
                on = received_on + timedelta(days=7)
                result = HasilFields(hasil, on, "CONTOH-HASIL-01", on, "Contoh: jangka waktu belum dimuat.")
                usulan.close(session, nomor, 1, result, law, act)


def _fields(jenis: JenisUsulan, unit: str, partner: str, subject: str, received_on: date) -> UsulanFields:
    return UsulanFields(
        jenis=jenis,
        unit=unit,
        calon_mitra=f"{partner} (CONTOH)",
        perihal=f"{subject} (CONTOH)",
        received_on=received_on,
        tingkat=Tingkat.ESELON1,
        isi=(UsulanContent.URGENSI, UsulanContent.BENTUK, UsulanContent.SUBSTANSI),
        nomor_surat="CONTOH-SURAT-01",
        surat_on=received_on,
        alasan_mundur="Contoh: dicatat dari buku agenda.",
    )
