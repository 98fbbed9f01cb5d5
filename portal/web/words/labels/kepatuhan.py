"""The compliance board: states of a handover, what is handed over, and the lists behind the figures."""

from portal.domain.formats import hari_kerja
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.tenggat.state import SOON

KEADAAN = {
    "terlambat": "Terlambat",
    "segera": "Segera jatuh tempo",
    "dalam_waktu": "Masih dalam waktu",
    "tepat_waktu": "Diterima tepat waktu",
    "diterima_terlambat": "Diterima terlambat",
    "ditutup_berbukti": "Ditutup dengan bukti",
    "tanpa_tenggat": "Tanpa tenggat",
    "tanggal_belum_jelas": "Tanggal tanda tangan belum jelas",
}
"""Where a handover stands, by the list of the board it is in."""

PENYERAHAN = {"asli": "Naskah asli", "naskah_dpr": "Naskah untuk DPR"}
"""What has to be handed over: Pasal 39 ayat (4), and ayat (5)."""

TITLE = "Naskah asli kerja sama luar negeri"

BADGES = {
    NaskahAsliState.DIKEMBALIKAN: "dikembalikan",
    NaskahAsliState.DITAHAN_KEMLU: "ditahan Kemlu",
    NaskahAsliState.DITAHAN_PERWAKILAN: "ditahan perwakilan",
    NaskahAsliState.HILANG: "dinyatakan hilang",
}
"""What is known of an original that is not here, as a badge; it stops no clock."""

GROUPS = {
    "terbuka": "Belum diterima",
    "terlambat": "Terlambat",
    "segera": f"Jatuh tempo dalam {hari_kerja(SOON)}",
    "dalam_waktu": "Masih dalam waktu",
    "tepat_waktu": "Diterima tepat waktu",
    "diterima_terlambat": "Diterima terlambat",
    "ditutup_berbukti": "Ditahan atau hilang, dengan bukti",
    "tanggal_belum_jelas": "Tanggal tanda tangan belum jelas",
    "belum_diunggah": "Belum diunggah",
    "tanpa_tenggat": "Tanpa tenggat",
    "dalam_negeri_belum": "Dalam negeri, belum disampaikan",
    "dalam_negeri_sudah": "Dalam negeri, sudah disampaikan",
}
"""Lists behind the figures, by the name they have in an address."""
