"""Registers and evaluations in the demo: a few rows of Lampiran A and B, two evaluations; all invented and marked."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.evaluasi import EvaluasiFields
from portal.domain.lampiran.columns import PENJAJAKAN, PERENCANAAN, Lampiran
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.status import Status
from portal.domain.permissions import OPERATOR
from portal.models.naskah import Naskah, NaskahMitra
from portal.services import evaluasi, lampiran
from portal.services.acts import Act
from portal.wiring import Stores

Row = tuple[str, Mapping[str, str]]
PLANS: Sequence[Row] = (
    (
        "DITJENIM",
        {
            "mitra": "Pemerintah Kabupaten Contoh (CONTOH)",
            "bidang": "Layanan paspor di mal pelayanan publik",
            "urgensi": "Jarak ke kantor imigrasi terdekat lebih dari tiga jam perjalanan.",
            "batas_waktu": "Triwulan II",
            "rencana_strategis": "Pemerataan layanan keimigrasian",
            "data_dukung": "Data pemohon paspor tahun lalu",
        },
    ),
    (
        "DITJENPAS",
        {
            "mitra": "Balai Latihan Kerja Contoh (CONTOH)",
            "bidang": "Pelatihan kemandirian warga binaan",
            "urgensi": "Instruktur bersertifikat belum tersedia di semua lapas.",
            "batas_waktu": "Triwulan III",
            "rencana_strategis": "Pembinaan kemandirian",
            "data_dukung": "Hasil penilaian kebutuhan pelatihan",
        },
    ),
    (
        "DITJENPAS",
        {
            "mitra": "Universitas Contoh (CONTOH)",
            "bidang": "Magang dan penelitian pemasyarakatan",
            "urgensi": "Kajian residivisme memerlukan mitra penelitian.",
            "batas_waktu": "Triwulan IV",
            "rencana_strategis": "Penguatan basis data pemasyarakatan",
            "data_dukung": "Kerangka acuan kegiatan",
        },
    ),
)
EXPLORATIONS: Sequence[Row] = (
    (
        "DITJENIM",
        {
            "calon_mitra": "Bank Contoh (CONTOH)",
            "ruang_lingkup": "Pembayaran penerimaan negara bukan pajak",
            "jangka_waktu": "3 (tiga) tahun",
            "keterangan": "Calon mitra bersedia; naskah disusun setelah usulan selaras.",
        },
    ),
    (
        "DITJENPAS",
        {
            "calon_mitra": "Dinas Kesehatan Contoh (CONTOH)",
            "ruang_lingkup": "Layanan kesehatan bagi warga binaan",
            "jangka_waktu": "2 (dua) tahun",
            "keterangan": "Perlu kepastian anggaran obat.",
        },
    ),
)
_PERIOD, _AGO = timedelta(days=180), timedelta(days=20)


def record_some(stores: Stores) -> None:
    """Fill the registers of this year, and evaluate two agreements that have run for a while."""
    today, act = clock.today(), Act(OPERATOR, clock.utc_now())
    with stores.database.transaction() as session:
        _keep(session, PERENCANAAN, PLANS, today.year, act)
        _keep(session, PENJAJAKAN, EXPLORATIONS, today.year, act)
        for turn, kode in enumerate(_running(session, today)):
            evaluasi.add_evaluasi(session, kode, _note(today, is_delivered=turn == 0), act)


def _keep(session: Session, form: Lampiran, rows: Sequence[Row], tahun: int, act: Act) -> None:
    for unit, values in rows:
        lampiran.add(session, form, unit, tahun, values, act)


def _running(session: Session, today: date) -> list[str]:
    """Codes of two published domestic agreements that are in force and older than the period of the note."""
    signed_on = func.max(NaskahMitra.signed_on)
    query = (
        select(Naskah.kode)
        .join(NaskahMitra, NaskahMitra.naskah_id == Naskah.id)
        .where(Naskah.status == Status.TERBIT, Naskah.lingkup == Lingkup.DALAM_NEGERI, Naskah.expires_on >= today)
        .group_by(Naskah.id, Naskah.kode)
        .having(signed_on <= today - _AGO - _PERIOD)
        .order_by(Naskah.id)
        .limit(2)
    )
    return list(session.scalars(query))


def _note(today: date, *, is_delivered: bool) -> EvaluasiFields:
    end = today - _AGO
    return EvaluasiFields(
        period_from=end - _PERIOD,
        period_to=end,
        evaluated_on=end + timedelta(days=5),
        ringkasan="Contoh: kegiatan berjalan sesuai rencana; laporan triwulan diterima tepat waktu.",
        rekomendasi="Contoh: jadwalkan pelatihan lanjutan pada semester berikut.",
        is_with_biro=True,
        dokumen_nomor="CONTOH-EVALUASI-01",
        dokumen_on=end + timedelta(days=5),
        delivered_on=end + timedelta(days=9) if is_delivered else None,
        delivered_nomor="CONTOH-SURAT-02" if is_delivered else "",
    )
