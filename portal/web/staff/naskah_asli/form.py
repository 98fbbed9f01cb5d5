"""The forms about originals: what was typed, kept as text, and the values it stands for."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from portal.domain.kasus.kemlu import LangkahKemluFields
from portal.domain.naskah.enumerations import JenisMitra, Lingkup, Presisi
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, PenerimaanFields, Penyampaian, Rangkap
from portal.domain.tanggal import Tanggal
from portal.errors import BadInputError, Problem
from portal.web.countries import COUNTRIES
from portal.web.staff.form.rows import MINISTRY_NAME
from portal.web.typed import choice, clean, clean_line, read_day, read_tanggal, show_day

T = TypeVar("T")
Typed = Mapping[str, str]

_WRITTEN = ("alasan_mundur", "keterangan_terlambat", "catatan", "bukti", "kondisi")
_COPIES = (("rangkap_id", "id"), ("rangkap_en", "en"))
_TREATY = {"ya": True, "bukan": False}
NO_DAY = "Isi tanggalnya."


class Reading:
    """Reads one form and gathers what cannot be read, so that nobody meets one error after the other."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.problems: list[Problem] = []

    def read(self, reader: Callable[..., T], *arguments: object) -> T | None:
        """What `reader` makes of it, or None with a problem."""
        try:
            return reader(*arguments)
        except BadInputError as error:
            self.problems.append(Problem(error.field or "isi", error.message))
            return None

    def line(self, name: str) -> str:
        """A text on one line."""
        return clean_line(self.typed.get(name, ""))

    def text(self, name: str) -> str:
        """A text of several lines."""
        return clean(self.typed.get(name, ""))

    def day(self, name: str, today: date) -> date:
        """A full date that must be there; where it cannot be read, today stands in for it beside the problem."""
        before = len(self.problems)
        found = self.read(read_day, self.typed.get(name, ""), name)
        if found is None and len(self.problems) == before:
            self.problems.append(Problem(name, NO_DAY))
        return found or today

    def number(self, name: str) -> int:
        """A version seen; anything that is no number fits no record."""
        text = self.line(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else -1


def receive_defaults(today: date) -> Typed:
    """The form as it opens: today, complete, one copy in Indonesian, in good condition."""
    return {
        "arrived_on": show_day(today),
        "jenis": Penyampaian.ASLI.value,
        "hasil": NaskahAsliState.DITERIMA_LENGKAP.value,
        "rangkap_id": "1",
        "kondisi": "Baik",
    }


def read_receipt(typed: Typed, today: date) -> tuple[PenerimaanFields, tuple[Problem, ...]]:
    """One receipt as typed, and what cannot be read of it."""
    form = Reading(typed)
    hasil = form.read(choice, NaskahAsliState, form.line("hasil"), "hasil", "hasil")
    jenis = form.read(choice, Penyampaian, form.line("jenis"), "jenis", "penyampaian")
    sebab = form.read(choice, LateCause, form.line("sebab_terlambat"), "sebab_terlambat", "sebab")
    fields = PenerimaanFields(
        arrived_on=form.day("arrived_on", today),
        hasil=hasil or NaskahAsliState.DITERIMA_LENGKAP,
        jenis=jenis or Penyampaian.ASLI,
        sebab_terlambat=sebab,
        rangkap=form.read(_copies, form) or (),
        penyerah=form.line("penyerah"),
        **{name: form.text(name) for name in _WRITTEN},
    )
    return fields, tuple(form.problems)


def read_act(typed: Typed, today: date) -> tuple[LangkahKemluFields, tuple[Problem, ...]]:
    """A dated act of a track as typed."""
    form = Reading(typed)
    fields = LangkahKemluFields(form.day("on", today), form.line("dokumen"), form.text("keterangan"))
    return fields, tuple(form.problems)


def read_signing(typed: Typed) -> tuple[NaskahFields, tuple[Problem, ...]]:
    """A signing whose file is still to come: the ministry and one partner, who signed on the same day."""
    form = Reading(typed)
    jenis = form.read(choice, JenisMitra, form.line("jenis_mitra"), "jenis_mitra", "jenis mitra")
    signed = form.read(read_tanggal, form.line("signed"), "signed") or Tanggal(None, Presisi.TIDAK_DIKETAHUI)
    negara = form.line("negara").upper() or None
    if negara is not None and negara not in COUNTRIES:
        form.problems.append(Problem("negara", "Pilih negara dari daftar."))
        negara = None
    if form.line("mitra") and jenis is None and not form.problems:
        form.problems.append(Problem("jenis_mitra", "Pilih jenis mitra."))
    if not form.line("unit"):
        form.problems.append(Problem("unit", "Pilih unit pemrakarsa."))
    ours = PihakFields(MINISTRY_NAME, is_kementerian=True, signed=signed)
    theirs = PihakFields(form.line("mitra"), jenis=jenis, negara=negara, nomor=form.line("nomor"), signed=signed)
    fields = NaskahFields(
        judul=form.line("judul"),
        unit=form.line("unit"),
        lingkup=Lingkup.LUAR_NEGERI,
        perjanjian_internasional=_TREATY.get(form.line("perjanjian_internasional")),
        pihak=(ours, theirs) if theirs.nama else (ours,),
    )
    return fields, tuple(form.problems)


def _copies(form: Reading) -> tuple[Rangkap, ...]:
    found = [Rangkap(code, _count(form.line(name))) for name, code in _COPIES if form.line(name) not in ("", "0")]
    other, count = form.line("bahasa_lain").lower(), form.line("rangkap_lain")
    if bool(other) != bool(count):
        raise BadInputError("Isi kode bahasa lain beserta banyaknya rangkap.", "rangkap")
    return (*found, Rangkap(other, _count(count))) if other else tuple(found)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise BadInputError("Tulis banyaknya rangkap dengan angka.", "rangkap")
    return int(text)
