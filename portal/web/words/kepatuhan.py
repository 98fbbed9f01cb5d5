"""Sentences of the compliance board; page, report, workbook and calendar say the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.domain import formats
from portal.domain.formats import hari_kerja, long_date, number, word_list
from portal.domain.kepatuhan.figures import KepatuhanFigures, UnitFigures
from portal.domain.kepatuhan.penyerahan import Penyerahan
from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.tenggat.state import WITHOUT_DEADLINE, ClockState
from portal.web.words.labels.kepatuhan import KEADAAN

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
LISTS = {
    "terlambat": frozenset({ClockState.TERLAMBAT}),
    "tepat_waktu": frozenset({ClockState.TEPAT_WAKTU}),
    "diterima_terlambat": frozenset({ClockState.SELESAI_TERLAMBAT}),
    "ditutup_berbukti": frozenset({ClockState.DITUTUP_BERBUKTI}),
    "tanggal_belum_jelas": frozenset({ClockState.BELUM_DIKETAHUI}),
    "tanpa_tenggat": WITHOUT_DEADLINE,
}
"""Those of a state, by the same name. What runs in time stands in `segera` or `dalam_waktu` by the days it has left."""


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
    today = f" {number(found.due_today)} lagi jatuh tempo hari ini." if found.due_today else ""
    if found.late:
        late = [unit for unit in units if unit.late]
        parts = [f"{number(unit.late)} di {short(nama(unit.kode))}" for unit in late[:MOST_UNITS]]
        if others := late[MOST_UNITS:]:
            parts.append(f"{number(sum(unit.late for unit in others))} di {number(len(others))} unit lain")
        where = f", paling lama {number(found.longest)} hari kerja: {word_list(parts)}."
        return Sentence(f"{_what(found.late)} terlambat", where + today)
    if not found.board:
        return Sentence("", "Tidak ada naskah asli yang sedang ditunggu.")
    next_on = found.board[0].due_on
    rest = "" if found.due_today else f" Yang terdekat jatuh tempo {long_date(next_on)}."
    return Sentence("", f"Tidak ada yang terlambat. {_what(found.board)} sedang ditunggu.{today}{rest}")


def time_left(row: Penyerahan) -> str:
    """How much time is left: days late, `Hari ini`, or days left, in working days."""
    if row.is_late:
        return f"Lewat {hari_kerja(-row.days)}"
    return "Hari ini" if row.days == 0 else f"{hari_kerja(row.days)} lagi"


def outcome(row: Penyerahan) -> str:
    """How a handover that is not open ended, or why it has no deadline."""
    if row.keadaan is ClockState.SELESAI_TERLAMBAT:
        return f"Diterima, lewat {number(-row.days)} hari kerja"
    if not row.has_tenggat:
        return "Tanpa tenggat, aslinya sudah diterima" if row.closed_on else "Tanpa tenggat"
    return state(row)


def list_of(row: Penyerahan) -> str:
    """The list of the board in which a handover stands, by its name in addresses."""
    if row.is_open and not row.is_late:
        return "segera" if row.is_soon else "dalam_waktu"
    return next(name for name, states in LISTS.items() if row.keadaan in states)


def state(row: Penyerahan) -> str:
    """Where a handover stands, in words."""
    return KEADAAN[list_of(row)]


def counts(found: KepatuhanFigures) -> dict[str, int]:
    """How many handovers stand in each list."""
    of_state = {name: sum(found.count(one) for one in states) for name, states in LISTS.items()}
    return {**of_state, "segera": found.soon, "dalam_waktu": found.in_time}


def basis(row: Penyerahan) -> str:
    """The rule behind a deadline: `Pasal 39 ayat (4): N hari kerja sesudah tanda tangan terakhir, 4 Mei 2026`."""
    length = hari_kerja(row.rule.hari_kerja)
    return f"{row.rule.dasar}: {length} sesudah tanda tangan terakhir, {long_date(row.facts.signed)}"


def percent(part: int, whole: int) -> str:
    """A share, 100% only where it is all: `91%`; a dash where there is nothing to share."""
    share = formats.percent(part, whole)
    return "–" if share is None else f"{share}%"


def _what(rows: Sequence[Penyerahan]) -> str:
    asli = sum(row.jenis is Penyampaian.ASLI for row in rows)
    parts = [f"{number(asli)} naskah asli"] if asli else []
    if dpr := len(rows) - asli:
        parts.append(f"{number(dpr)} naskah untuk DPR")
    return word_list(parts)
