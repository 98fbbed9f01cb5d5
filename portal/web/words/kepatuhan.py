"""Sentences of the compliance board; page, report, workbook and calendar say the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.domain.formats import long_date, number, word_list
from portal.domain.kepatuhan.figures import KepatuhanFigures, UnitFigures
from portal.domain.kepatuhan.penyerahan import Penyerahan, PenyerahanState
from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.web.words.labels.lookup import label

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


@dataclass(frozen=True)
class Sentence:
    """The sentence in two parts: what is stressed, and the rest."""

    tekan: str
    lanjut: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.tekan + self.lanjut


def short(nama: str) -> str:
    """The name of a unit as people call it: `Ditjen Imigrasi`."""
    for long, short in SHORTER:
        nama = nama.replace(long, short)
    return nama


def sentence(found: KepatuhanFigures, units: Sequence[UnitFigures], nama: Callable[[str], str]) -> Sentence:
    """Who is late, how many, and how long at most; then what is due today."""
    today = f" {number(found.due_today)} lagi jatuh tempo hari ini." if found.due_today else ""
    if found.late:
        late = [unit for unit in units if unit.terlambat]
        parts = [f"{number(unit.terlambat)} di {short(nama(unit.kode))}" for unit in late[:MOST_UNITS]]
        if others := late[MOST_UNITS:]:
            parts.append(f"{number(sum(unit.terlambat for unit in others))} di {number(len(others))} unit lain")
        where = f", paling lama {number(found.longest)} hari kerja: {word_list(parts)}."
        return Sentence(f"{_what(found.late)} terlambat", where + today)
    if not found.papan:
        return Sentence("", "Tidak ada naskah asli yang sedang ditunggu.")
    next_on = found.papan[0].due_on
    rest = "" if found.due_today else f" Yang terdekat jatuh tempo {long_date(next_on)}."
    return Sentence("", f"Tidak ada yang terlambat. {_what(found.papan)} sedang ditunggu.{today}{rest}")


def time_left(row: Penyerahan) -> str:
    """How much time is left: `Lewat 10 hari`, `Hari ini`, `3 hari lagi`."""
    if row.keadaan is PenyerahanState.TERLAMBAT:
        return f"Lewat {number(-row.days)} hari"
    return "Hari ini" if row.days == 0 else f"{number(row.days)} hari lagi"


def outcome(row: Penyerahan) -> str:
    """How a handover that is not open ended, or why it has no deadline."""
    if row.keadaan is PenyerahanState.DITERIMA_TERLAMBAT:
        return f"Diterima, lewat {number(-row.days)} hari kerja"
    if row.keadaan is PenyerahanState.TANPA_TENGGAT:
        return "Tanpa tenggat, aslinya sudah diterima" if row.closed_on else "Tanpa tenggat"
    return label(row.keadaan)


def basis(row: Penyerahan) -> str:
    """The rule behind a deadline: `Pasal 39 ayat (4): 14 hari kerja sejak tanda tangan terakhir, 4 Mei 2026`."""
    ayat = "Pasal 39 ayat (4)" if row.jenis is Penyampaian.ASLI else "Pasal 39 ayat (5)"
    return f"{ayat}: 14 hari kerja sesudah tanda tangan terakhir, {long_date(row.fakta.signed)}"


def percent(part: int, whole: int) -> str:
    """A share rounded down, so that 100% means all: `91%`; a dash where there is nothing to share."""
    return f"{100 * part // whole}%" if whole else "–"


def _what(rows: Sequence[Penyerahan]) -> str:
    asli = sum(row.jenis is Penyampaian.ASLI for row in rows)
    parts = [f"{number(asli)} naskah asli"] if asli else []
    if dpr := len(rows) - asli:
        parts.append(f"{number(dpr)} naskah untuk DPR")
    return word_list(parts)
