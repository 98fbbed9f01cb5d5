"""The forms about originals: what was typed, kept as text, and the values it stands for."""

from datetime import date

from portal.domain.kasus.kemlu import LangkahKemluFields
from portal.domain.naskah.enumerations import JenisMitra, Lingkup, Presisi
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.naskah_asli.penerimaan import LateCause, NaskahAsliState, PenerimaanFields, Penyampaian, Rangkap
from portal.domain.tanggal import Tanggal
from portal.domain.whole_number import read_count
from portal.errors import BadInputError, Problem
from portal.web.countries import COUNTRIES
from portal.web.staff.choices import MINISTRY_NAME
from portal.web.staff.reading import Reading, Typed
from portal.web.typed import read_tanggal, show_day

_WRITTEN = ("alasan_mundur", "keterangan_terlambat", "catatan", "bukti", "kondisi")
_COPIES = (("rangkap_id", "id"), ("rangkap_en", "en"))
_TREATY = {"ya": True, "bukan": False}


def receive_defaults(today: date, jenis: Penyampaian = Penyampaian.ASLI) -> Typed:
    """The form as it opens: today, complete, one copy in Indonesian, in good condition."""
    return {
        "arrived_on": show_day(today),
        "jenis": jenis.value,
        "hasil": NaskahAsliState.DITERIMA_LENGKAP.value,
        "rangkap_id": "1",
        "kondisi": "Baik",
    }


def read_penerimaan(typed: Typed, today: date) -> tuple[PenerimaanFields, tuple[Problem, ...]]:
    """One receipt as typed, and what cannot be read of it."""
    form = Reading(typed)
    hasil = form.choice(NaskahAsliState, "hasil", "hasil")
    jenis = form.choice(Penyampaian, "jenis", "penyampaian")
    sebab = form.choice(LateCause, "sebab_terlambat", "sebab")
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
    jenis = form.choice(JenisMitra, "jenis_mitra", "jenis mitra")
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
    found = read_count(text, 3)
    if found is None:
        raise BadInputError("Tulis banyaknya rangkap dengan angka.", "rangkap")
    return found
