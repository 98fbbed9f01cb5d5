"""The forms about proposals, explorations abroad and evaluations: what was typed, and the values it stands for."""

from collections.abc import Iterable, Mapping
from datetime import date

from portal.domain.evaluasi import EvaluasiFields
from portal.domain.naskah.enumerations import Tingkat
from portal.domain.usulan.fields import HasilFields, UsulanFields
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan, UsulanContent
from portal.errors import Problem
from portal.queries.evaluasi import EvaluasiNote
from portal.queries.usulan import UsulanDetail
from portal.web.staff.naskah_asli.form import Reading
from portal.web.typed import choice, read_day, show_day

Typed = Mapping[str, str]


def read_usulan(typed: Typed, isi: Iterable[str], today: date) -> tuple[UsulanFields, tuple[Problem, ...]]:
    """One receipt as typed, and what cannot be read of it. `isi` are the ticked contents of Pasal 15."""
    form = Reading(typed)
    jenis = form.read(choice, JenisUsulan, form.line("jenis"), "jenis", "jenis")
    if jenis is None and not form.problems:
        form.problems.append(Problem("jenis", "Pilih yang diterima."))
    found = [form.read(choice, UsulanContent, value, "isi", "isi usulan") for value in isi]
    fields = UsulanFields(
        jenis=jenis or JenisUsulan.USULAN,
        unit=form.line("unit"),
        calon_mitra=form.line("calon_mitra"),
        perihal=form.line("perihal"),
        received_on=form.day("received_on", today),
        tingkat=form.read(choice, Tingkat, form.line("tingkat"), "tingkat", "tingkat"),
        ruang_lingkup=form.text("ruang_lingkup"),
        isi=tuple(one for one in UsulanContent if one in found),
        nomor_surat=form.line("nomor_surat"),
        surat_on=form.read(read_day, typed.get("surat_on", ""), "surat_on"),
        alasan_mundur=form.text("alasan_mundur"),
        catatan=form.text("catatan"),
        sebelumnya=form.line("sebelumnya").upper(),
    )
    return fields, tuple(form.problems)


def show_usulan(found: UsulanDetail) -> dict[str, str]:
    """A stored receipt as it would be typed; its contents of Pasal 15 stand in `found.isi`."""
    return {
        "jenis": found.item.jenis.value,
        "unit": found.item.unit_kode,
        "calon_mitra": found.item.calon_mitra,
        "perihal": found.item.perihal,
        "received_on": show_day(found.item.fakta.received_on),
        "tingkat": found.tingkat.value if found.tingkat else "",
        "ruang_lingkup": found.ruang_lingkup,
        "nomor_surat": found.nomor_surat,
        "surat_on": show_day(found.surat_on),
        "alasan_mundur": found.alasan_mundur,
        "catatan": found.catatan,
        "version": str(found.version),
    }


def read_hasil(typed: Typed, today: date) -> tuple[HasilFields, tuple[Problem, ...]]:
    """A result as typed, and what cannot be read of it."""
    form = Reading(typed)
    hasil = form.read(choice, HasilUsulan, form.line("hasil"), "hasil", "hasil")
    if hasil is None and not form.problems:
        form.problems.append(Problem("hasil", "Pilih hasilnya."))
    fields = HasilFields(
        hasil=hasil or HasilUsulan.DIKEMBALIKAN,
        on=form.day("hasil_on", today),
        dokumen_nomor=form.line("dokumen_nomor"),
        dokumen_on=form.read(read_day, typed.get("dokumen_on", ""), "dokumen_on"),
        keterangan=form.text("keterangan"),
    )
    return fields, tuple(form.problems)


def read_evaluasi(typed: Typed, today: date) -> tuple[EvaluasiFields, tuple[Problem, ...]]:
    """An evaluation as typed, and what cannot be read of it."""
    form = Reading(typed)
    fields = EvaluasiFields(
        period_from=form.day("period_from", today),
        period_to=form.day("period_to", today),
        evaluated_on=form.day("evaluated_on", today),
        ringkasan=form.text("ringkasan"),
        rekomendasi=form.text("rekomendasi"),
        is_with_biro="is_with_biro" in typed,
        dokumen_nomor=form.line("dokumen_nomor"),
        dokumen_on=form.read(read_day, typed.get("dokumen_on", ""), "dokumen_on"),
        delivered_on=form.read(read_day, typed.get("delivered_on", ""), "delivered_on"),
        delivered_nomor=form.line("delivered_nomor"),
    )
    return fields, tuple(form.problems)


def show_evaluasi(note: EvaluasiNote) -> dict[str, str]:
    """A stored evaluation as it would be typed."""
    days = ("period_from", "period_to", "evaluated_on", "dokumen_on", "delivered_on")
    texts = ("ringkasan", "rekomendasi", "dokumen_nomor", "delivered_nomor")
    shown = {name: show_day(getattr(note, name)) for name in days}
    shown |= {name: getattr(note, name) for name in texts}
    return shown | {"version": str(note.version)} | ({"is_with_biro": "1"} if note.is_with_biro else {})
