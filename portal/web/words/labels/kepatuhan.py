"""Words of the compliance board: states of a handover, and what is handed over."""

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
