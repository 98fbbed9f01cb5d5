"""Proposals and explorations abroad: the lists, one receipt with its clock, and the acts of the Biro upon it."""

from collections.abc import Callable, Iterable

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisUnit, Tingkat
from portal.domain.naskah.fields import Problem
from portal.domain.permissions import Peran
from portal.domain.usulan.usulan import JenisUsulan, UsulanContent
from portal.errors import BadInputError, ConflictError
from portal.queries import usulan as stored
from portal.queries.naskah import dossier, worklist
from portal.queries.usulan import UsulanDetail, UsulanGroup
from portal.services import usulan
from portal.services.naskah.editing import Act, FieldsRefusedError
from portal.web.context import actor, stores, today
from portal.web.law import law_of_today
from portal.web.pagination import page_links
from portal.web.staff import frame
from portal.web.staff.naskah_asli.form import Reading
from portal.web.staff.usulan import form as forms
from portal.web.staff.usulan.filter import read_filter
from portal.web.typed import clean_line, show_day
from portal.web.words import wording, wording_usulan
from portal.web.words.labels import usulan as usulan_page
from portal.web.words.wording import members

Verb = Callable[[Session, Act], None]


def proposals() -> ResponseReturnValue:
    """The list for the Biro."""
    return _list("biro.proposals", "biro.proposal", "usulan")


def unit_proposals() -> ResponseReturnValue:
    """The same for a unit: what it has proposed, to be read."""
    return _list("work.proposals", "work.proposal", "usulan-unit")


def proposal(nomor: str) -> ResponseReturnValue:
    """One receipt, with what the Biro may do."""
    return _show(nomor)


def unit_proposal(nomor: str) -> ResponseReturnValue:
    """One receipt, to be read by the unit that proposed."""
    found, history = _load(nomor)
    return _page(found, history, is_unit=True)


def record() -> ResponseReturnValue:
    """The form of a receipt, and its recording; `dari` names the receipt that was sent back and now returns."""
    if request.method != "POST":
        return _form(*_defaults(clean_line(request.args.get("dari", ""))))
    typed, isi = request.form.to_dict(), request.form.getlist("isi")
    fields, problems = forms.read_usulan(typed, isi, today())
    if problems:
        return _form(typed, isi, 422, problems)
    try:
        with stores().database.transaction() as session:
            nomor = usulan.record(session, fields, frame.act())
    except FieldsRefusedError as error:
        return _form(typed, isi, 422, error.problems)
    except BadInputError as error:
        return _form(typed, isi, 422, (Problem(error.field or "perihal", error.message),))
    except ConflictError as error:
        return _form(typed, isi, 409, (Problem("perihal", error.message),))
    return frame.go("biro.proposal", "usulan-diterima", nomor=nomor)


def edit(nomor: str) -> ResponseReturnValue:
    """Correct a receipt that is still open."""
    found, _ = _load(nomor)
    if request.method != "POST":
        return _form(forms.show_usulan(found), [one.value for one in found.isi], nomor=nomor)
    typed, isi = request.form.to_dict(), request.form.getlist("isi")
    fields, problems = forms.read_usulan(typed, isi, today())
    if problems:
        return _form(typed, isi, 422, problems, nomor)
    seen = Reading(typed).number("version")
    try:
        with stores().database.transaction() as session:
            usulan.update(session, nomor, seen, fields, frame.act())
    except FieldsRefusedError as error:
        return _form(typed, isi, 422, error.problems, nomor)
    except BadInputError as error:
        return _form(typed, isi, 422, (Problem(error.field or "perihal", error.message),), nomor)
    except ConflictError as error:
        return _form(typed, isi, 409, (Problem("perihal", error.message),), nomor)
    return frame.go("biro.proposal", "usulan-diubah", nomor=nomor)


def close(nomor: str) -> ResponseReturnValue:
    """Record the result."""
    form = Reading(request.form.to_dict())
    fields, problems = forms.read_hasil(form.typed, today())
    seen, law = form.number("version"), law_of_today()
    return _do(
        nomor,
        "hasil",
        "usulan-hasil",
        lambda session, act: usulan.close(session, nomor, seen, fields, law, act),
        problems,
    )


def reopen(nomor: str) -> ResponseReturnValue:
    """Take a wrong result back."""
    form = Reading(request.form.to_dict())
    seen, alasan = form.number("version"), form.text("alasan_buka")
    return _do(nomor, "buka", "usulan-dibuka", lambda session, act: usulan.reopen(session, nomor, seen, alasan, act))


def void(nomor: str) -> ResponseReturnValue:
    """Take a wrong record back."""
    form = Reading(request.form.to_dict())
    seen, alasan = form.number("version"), form.text("alasan_batal")
    return _do(nomor, "batal", "usulan-batal", lambda session, act: usulan.void(session, nomor, seen, alasan, act))


def link(nomor: str) -> ResponseReturnValue:
    """Name the naskah that came of it."""
    form = Reading(request.form.to_dict())
    seen, kode = form.number("version"), form.line("kode")
    return _do(nomor, "naskah", "usulan-naskah", lambda session, act: usulan.link(session, nomor, seen, kode, act))


def _list(endpoint: str, one: str, di: str) -> Response:
    wanted = read_filter()
    law = law_of_today()
    with stores().database.reading() as session:
        found = stored.list_usulan(session, actor(), wanted, law, today(), frame.page_number())
        ringkas = stored.summary(stored.open_facts(session, actor()), law, today())
        units = stored.units_with_usulan(session, actor())
    daftar = "" if wanted.kelompok is UsulanGroup.BERJALAN else wanted.kelompok.value
    jenis = wanted.jenis.value if wanted.jenis else ""
    return frame.show(
        "usulan/list",
        di=di,
        found=found,
        wanted=wanted,
        ringkas=ringkas,
        units=units,
        kelompok=wording_usulan.KELOMPOK_USULAN,
        kata=usulan_page,
        halaman_ini=endpoint,
        satu=one,
        is_unit=endpoint == "work.proposals",
        is_effective=law.effective_on is not None,
        links=page_links(found.page, max(1, -(-found.total // found.per_page))),
        buku=frame.address_of(f"{endpoint}_book", daftar=daftar, jenis=jenis, unit=wanted.unit)(1),
        alamat=frame.address_of(endpoint, daftar=daftar, jenis=jenis, unit=wanted.unit),
    )


def _load(nomor: str) -> tuple[UsulanDetail, list[object]]:
    law = law_of_today()
    with stores().database.reading() as session:
        found = stored.find_usulan(session, nomor, actor(), law, today())
        entries = dossier.history_of(session, found.item.nomor, usulan.KIND)
    return found, [(entry, wording.action_text(entry.action), wording.changes(entry)) for entry in entries]


def _show(nomor: str, status: int = 200, problems: Iterable[Problem] = (), form: str = "") -> Response:
    found, history = _load(nomor)
    return _page(found, history, status, problems, form)


def _page(
    found: UsulanDetail,
    history: list[object],
    status: int = 200,
    problems: Iterable[Problem] = (),
    form: str = "",
    *,
    is_unit: bool = False,
) -> Response:
    jenis = found.item.jenis
    return frame.show(
        "usulan/detail",
        status,
        di="usulan-unit" if is_unit else "usulan",
        usulan=found,
        item=found.item,
        jam=found.item.jam,
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
        problems=[(f"{form}-{problem.field}", problem.message) for problem in problems],
    )


def _defaults(dari: str) -> tuple[dict[str, str], list[str]]:
    typed = {"received_on": show_day(today()), "jenis": JenisUsulan.USULAN.value}
    if not dari:
        return typed, []
    found, _ = _load(dari)
    kept = {name: value for name, value in forms.show_usulan(found).items() if name not in ("version", "surat_on")}
    kept |= {"nomor_surat": "", "alasan_mundur": "", "catatan": ""}
    return {**kept, **typed, "jenis": found.item.jenis.value, "sebelumnya": dari}, [one.value for one in found.isi]


def _form(
    typed: forms.Typed, isi: list[str], status: int = 200, problems: Iterable[Problem] = (), nomor: str = ""
) -> Response:
    with stores().database.reading() as session:
        units = worklist.units_to_act_for(session, actor())
        names = dossier.known_mitra(session, actor())
    return frame.show(
        "usulan/form",
        status,
        di="usulan",
        typed=typed,
        isi=isi,
        nomor=nomor,
        units=[(unit.kode, unit.nama) for unit in units],
        mitra=names,
        jenis=members(JenisUsulan),
        tingkat=members(Tingkat),
        isi_pilihan=members(UsulanContent),
        problems=[(problem.field, problem.message) for problem in problems],
    )


def _do(nomor: str, form: str, pesan: str, verb: Verb, problems: Iterable[Problem] = ()) -> ResponseReturnValue:
    """Run one act on a receipt; what it refuses is shown beside the form it was typed into."""
    _load(nomor)  # Whatever is wrong with the form, an unknown number is not found.
    if found := tuple(problems):
        return _show(nomor, 422, found, form)
    try:
        with stores().database.transaction() as session:
            verb(session, frame.act())
    except FieldsRefusedError as error:
        return _show(nomor, 422, error.problems, form)
    except BadInputError as error:
        return _show(nomor, 422, (Problem(error.field or "isi", error.message),), form)
    except ConflictError as error:
        return _show(nomor, 409, (Problem("isi", error.message),), form)
    return frame.go("biro.proposal", pesan, nomor=nomor)
