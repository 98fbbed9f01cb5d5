"""The forms about proposals and explorations abroad: what was typed, and the values it stands for."""

from collections.abc import Iterable
from datetime import date

from portal.domain.naskah.enumerations import Tingkat
from portal.domain.usulan.fields import HasilFields, UsulanFields
from portal.domain.usulan.usulan import HasilUsulan, JenisUsulan, UsulanContent
from portal.errors import Problem
from portal.queries.usulan import UsulanDetail
from portal.web.staff.reading import Reading, Typed
from portal.web.typed import show_day


def read_usulan(typed: Typed, isi: Iterable[str], today: date) -> tuple[UsulanFields, tuple[Problem, ...]]:
    """One receipt as typed, and what cannot be read of it. `isi` are the ticked contents of Pasal 15."""
    form = Reading(typed)
    jenis = form.choice(JenisUsulan, "jenis", "jenis")
    if jenis is None and not form.problems:
        form.problems.append(Problem("jenis", "Pilih yang diterima."))
    found = form.choices(UsulanContent, isi, "isi", "isi usulan")
    fields = UsulanFields(
        jenis=jenis or JenisUsulan.USULAN,
        unit=form.line("unit"),
        calon_mitra=form.line("calon_mitra"),
        perihal=form.line("perihal"),
        received_on=form.day("received_on", today),
        tingkat=form.choice(Tingkat, "tingkat", "tingkat"),
        ruang_lingkup=form.text("ruang_lingkup"),
        isi=tuple(one for one in UsulanContent if one in found),
        nomor_surat=form.line("nomor_surat"),
        surat_on=form.day_if_any("surat_on"),
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
        "received_on": show_day(found.item.facts.received_on),
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
    hasil = form.choice(HasilUsulan, "hasil", "hasil")
    if hasil is None and not form.problems:
        form.problems.append(Problem("hasil", "Pilih hasilnya."))
    fields = HasilFields(
        hasil=hasil or HasilUsulan.DIKEMBALIKAN,
        on=form.day("hasil_on", today),
        dokumen_nomor=form.line("dokumen_nomor"),
        dokumen_on=form.day_if_any("dokumen_on"),
        keterangan=form.text("keterangan"),
    )
    return fields, tuple(form.problems)
