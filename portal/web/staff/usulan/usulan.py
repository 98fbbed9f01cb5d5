"""Proposals and explorations abroad: one receipt with its clock, its form, and the acts of the Biro upon it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisUnit, Tingkat
from portal.domain.permissions import Peran
from portal.domain.usulan.fields import UsulanFields
from portal.domain.usulan.usulan import JenisUsulan, UsulanContent
from portal.errors import Problem
from portal.queries import usulan as stored
from portal.queries.naskah import dossier, worklist
from portal.queries.usulan import UsulanDetail
from portal.services import usulan
from portal.services.acts import Act
from portal.web.context import actor, reading, today
from portal.web.law import law_of_today
from portal.web.staff import frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import Typed, typed_form
from portal.web.staff.usulan import form as forms
from portal.web.typed import clean_line, show_day
from portal.web.words import acts, fields
from portal.web.words.labels import usulan as usulan_page
from portal.web.words.labels.lookup import members

R = TypeVar("R")


def show_usulan(nomor: str) -> ResponseReturnValue:
    """One receipt, with what the Biro may do."""
    return _show(nomor)


def unit_usulan(nomor: str) -> ResponseReturnValue:
    """One receipt, to be read by the unit that proposed."""
    return _show(nomor, is_unit=True)


def record() -> ResponseReturnValue:
    """The form of a receipt, and its recording; `dari` names the receipt that was sent back and now returns."""
    if request.method != "POST":
        return _form(*_defaults(clean_line(request.args.get("dari", ""))))
    return _save(
        lambda session, fields, act: usulan.record(session, fields, act),
        done=lambda nomor: frame.go("biro.usulan", "usulan-diterima", nomor=nomor),
    )


def edit(nomor: str) -> ResponseReturnValue:
    """Correct a receipt that is still open."""
    found, _ = _load(nomor)
    if request.method != "POST":
        return _form(forms.show_usulan(found), [one.value for one in found.isi], nomor=nomor)
    seen = typed_form().version()
    return _save(
        lambda session, fields, act: usulan.update(session, nomor, seen, fields, act),
        done=outcome.to("biro.usulan", "usulan-diubah", nomor=nomor),
        nomor=nomor,
    )


def close(nomor: str) -> ResponseReturnValue:
    """Record the result."""
    form = typed_form()
    fields, problems = forms.read_hasil(form.typed, today())
    seen, law = form.version(), law_of_today()
    return _act(
        nomor,
        "hasil",
        "usulan-hasil",
        lambda session, act: usulan.close(session, nomor, seen, fields, law, act),
        problems,
    )


def reopen(nomor: str) -> ResponseReturnValue:
    """Take a wrong result back."""
    form = typed_form()
    seen, alasan = form.version(), form.text("alasan_buka")
    return _act(nomor, "buka", "usulan-dibuka", lambda session, act: usulan.reopen(session, nomor, seen, alasan, act))


def void(nomor: str) -> ResponseReturnValue:
    """Take a wrong record back."""
    form = typed_form()
    seen, alasan = form.version(), form.text("alasan_batal")
    return _act(nomor, "batal", "usulan-batal", lambda session, act: usulan.void(session, nomor, seen, alasan, act))


def link(nomor: str) -> ResponseReturnValue:
    """Name the naskah that came of it."""
    form = typed_form()
    seen, kode = form.version(), form.line("kode")
    return _act(nomor, "naskah", "usulan-naskah", lambda session, act: usulan.link(session, nomor, seen, kode, act))


def _load(nomor: str) -> tuple[UsulanDetail, list[object]]:
    law = law_of_today()
    with reading() as session:
        found = stored.find_usulan(session, nomor, actor(), law, today())
        entries = dossier.history_of(session, found.item.nomor, usulan.KIND)
    return found, [(entry, acts.action_text(entry.action), fields.changes(entry)) for entry in entries]


def _show(nomor: str, refusal: Refusal = NOTHING_REFUSED, form: str = "", *, is_unit: bool = False) -> Response:
    """One receipt with what was refused; `form` names the form whose typed values are shown again."""
    found, history = _load(nomor)
    jenis = found.item.jenis
    return frame.show(
        "usulan/detail",
        refusal.status,
        di="usulan-unit" if is_unit else "usulan",
        usulan=found,
        item=found.item,
        clock_state=found.item.clock_state,
        timeline=history,
        kata=usulan_page,
        hasil=usulan_page.hasil_pairs(jenis),
        kurang=[one for one in UsulanContent if one not in found.isi] if jenis is JenisUsulan.USULAN else [],
        # Pasal 27 ayat (1): who explores abroad is the head of an Unit Eselon I.
        is_odd_unit=jenis is JenisUsulan.PENJAJAKAN and found.unit_jenis is not JenisUnit.ESELON1,
        may_act=not is_unit and Peran.BIRO in actor().peran,
        is_unit=is_unit,
        today=today(),
        hari_ini=show_day(today()),
        effective_on=law_of_today().effective_on,
        typed=request.form if form else {},
        form=form,
        problems=refusal.pairs(form),
    )


def _defaults(dari: str) -> tuple[dict[str, str], list[str]]:
    typed = {"received_on": show_day(today()), "jenis": JenisUsulan.USULAN.value}
    if not dari:
        return typed, []
    found, _ = _load(dari)
    kept = {name: value for name, value in forms.show_usulan(found).items() if name not in ("version", "surat_on")}
    kept |= {"nomor_surat": "", "alasan_mundur": "", "catatan": ""}
    return {**kept, **typed, "jenis": found.item.jenis.value, "sebelumnya": dari}, [one.value for one in found.isi]


def _save(
    verb: Callable[[Session, UsulanFields, Act], R], *, done: Callable[[R], ResponseReturnValue], nomor: str = ""
) -> ResponseReturnValue:
    """Write down what the form of a receipt says; `nomor` is that of the receipt it corrects."""
    typed, isi = request.form.to_dict(), request.form.getlist("isi")
    fields, problems = forms.read_usulan(typed, isi, today())
    return outcome.carry_out(
        lambda session, act: verb(session, fields, act),
        done=done,
        refused=lambda refusal: _form(typed, isi, refusal, nomor),
        blame="perihal",
        problems=problems,
    )


def _form(typed: Typed, isi: list[str], refusal: Refusal = NOTHING_REFUSED, nomor: str = "") -> Response:
    with reading() as session:
        units = worklist.units_to_act_for(session, actor())
        names = dossier.known_mitra(session, actor())
    return frame.show(
        "usulan/form",
        refusal.status,
        di="usulan",
        typed=typed,
        isi=isi,
        nomor=nomor,
        units=[(unit.kode, unit.nama) for unit in units],
        mitra=names,
        jenis=members(JenisUsulan),
        tingkat=members(Tingkat),
        isi_pilihan=members(UsulanContent),
        problems=refusal.pairs(),
    )


def _act(
    nomor: str,
    form: str,
    notice: str,
    verb: Callable[[Session, Act], object],
    problems: Iterable[Problem] = (),
) -> ResponseReturnValue:
    """Do something with a receipt; what is refused is shown beside the form it was typed into."""
    return outcome.carry_out(
        verb,
        done=outcome.to("biro.usulan", notice, nomor=nomor),
        refused=lambda refusal: _show(nomor, refusal, form),
        blame="isi",
        problems=problems,
    )
