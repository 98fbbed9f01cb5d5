"""The sentence on top of the compliance board and other words of it; page, report and workbook say the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.domain.kepatuhan.figures import KepatuhanFigures, UnitFigures
from portal.domain.kepatuhan.penyerahan import Penyerahan, PenyerahanState
from portal.domain.naskah_asli.penerimaan import NaskahAsliState, Penyampaian
from portal.web.filters import angka, daftar, tanggal
from portal.web.words.labels.naskah import label

MOST_UNITS = 4
"""Units named in the sentence; the others are counted together."""
SHORTER = (
    ("Direktorat Jenderal", "Ditjen"),
    ("Sekretariat Jenderal", "Setjen"),
    ("Inspektorat Jenderal", "Itjen"),
    ("Badan Pengembangan Sumber Daya Manusia", "BPSDM"),
    ("Kantor Wilayah", "Kanwil"),
    ("Kantor Imigrasi", "Kanim"),
    ("Lembaga Pemasyarakatan", "Lapas"),
)
KEPALA = "Naskah asli kerja sama luar negeri"
TANDA_ASLI = {
    NaskahAsliState.DIKEMBALIKAN: "dikembalikan",
    NaskahAsliState.DITAHAN_KEMLU: "ditahan Kemlu",
    NaskahAsliState.DITAHAN_PERWAKILAN: "ditahan perwakilan",
    NaskahAsliState.HILANG: "dinyatakan hilang",
}
"""What is known of an original that is not here, as a badge; it stops no clock."""
GROUPS = {
    "terbuka": "Belum diterima",
    "terlambat": "Terlambat",
    "segera": "Jatuh tempo dalam 3 hari kerja",
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


@dataclass(frozen=True)
class Sentence:
    """The sentence in two parts: what is stressed, and the rest."""

    stressed: str
    rest: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.stressed + self.rest


def short(nama: str) -> str:
    """The name of a unit as people call it: `Ditjen Imigrasi`."""
    for long, short in SHORTER:
        nama = nama.replace(long, short)
    return nama


def sentence(found: KepatuhanFigures, units: Sequence[UnitFigures], nama: Callable[[str], str]) -> Sentence:
    """Who is late, how many, and how long at most; then what is due today."""
    today = f" {angka(found.due_today)} lagi jatuh tempo hari ini." if found.due_today else ""
    if found.late:
        late = [unit for unit in units if unit.terlambat]
        parts = [f"{angka(unit.terlambat)} di {short(nama(unit.kode))}" for unit in late[:MOST_UNITS]]
        if others := late[MOST_UNITS:]:
            parts.append(f"{angka(sum(unit.terlambat for unit in others))} di {angka(len(others))} unit lain")
        where = f", paling lama {angka(found.longest)} hari kerja: {daftar(parts)}."
        return Sentence(f"{_what(found.late)} terlambat", where + today)
    if not found.papan:
        return Sentence("", "Tidak ada naskah asli yang sedang ditunggu.")
    next_on = found.papan[0].due_on
    rest = "" if found.due_today else f" Yang terdekat jatuh tempo {tanggal(next_on)}."
    return Sentence("", f"Tidak ada yang terlambat. {_what(found.papan)} sedang ditunggu.{today}{rest}")


def time_left(row: Penyerahan) -> str:
    """How much time is left: `Lewat 10 hari`, `Hari ini`, `3 hari lagi`."""
    if row.keadaan is PenyerahanState.TERLAMBAT:
        return f"Lewat {angka(-row.days)} hari"
    return "Hari ini" if row.days == 0 else f"{angka(row.days)} hari lagi"


def outcome(row: Penyerahan) -> str:
    """How a handover that is not open ended, or why it has no deadline."""
    if row.keadaan is PenyerahanState.DITERIMA_TERLAMBAT:
        return f"Diterima, lewat {angka(-row.days)} hari kerja"
    if row.keadaan is PenyerahanState.TANPA_TENGGAT:
        return "Tanpa tenggat, aslinya sudah diterima" if row.closed_on else "Tanpa tenggat"
    return label(row.keadaan)


def basis(row: Penyerahan) -> str:
    """The rule behind a deadline: `Pasal 39 ayat (4): 14 hari kerja sejak tanda tangan terakhir, 4 Mei 2026`."""
    ayat = "Pasal 39 ayat (4)" if row.jenis is Penyampaian.ASLI else "Pasal 39 ayat (5)"
    return f"{ayat}: 14 hari kerja sesudah tanda tangan terakhir, {tanggal(row.fakta.signed)}"


def percent(part: int, whole: int) -> str:
    """A share rounded down, so that 100% means all: `91%`; a dash where there is nothing to share."""
    return f"{100 * part // whole}%" if whole else "–"


def _what(rows: Sequence[Penyerahan]) -> str:
    asli = sum(row.jenis is Penyampaian.ASLI for row in rows)
    parts = [f"{angka(asli)} naskah asli"] if asli else []
    if dpr := len(rows) - asli:
        parts.append(f"{angka(dpr)} naskah untuk DPR")
    return daftar(parts)
