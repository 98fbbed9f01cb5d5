"""Signings without a file: registered on a short form, which finds the partner and tells the due date while one types.

Without a script the same is told by a step of its own before anything is registered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from portal.domain.formats import long_date, weekday_date
from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Lingkup
from portal.domain.permissions import Peran
from portal.domain.tanggal import Tanggal
from portal.domain.tenggat.clocks import ClockFacts, tenggat_naskah
from portal.domain.tenggat.state import ClockState
from portal.errors import BadInputError, Problem
from portal.queries import mitra
from portal.queries.mitra import MitraChoice
from portal.queries.naskah import dossier, worklist
from portal.services.naskah_asli import penerimaan
from portal.web.context import actor, reading, today
from portal.web.countries import COUNTRIES
from portal.web.delivery import PRIVATE
from portal.web.law import law_of_today
from portal.web.staff import frame, outcome
from portal.web.staff.choices import preset_unit
from portal.web.staff.naskah_asli import form as forms
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import Typed
from portal.web.typed import clean_line, read_tanggal
from portal.web.words.labels.lookup import label

LONGEST_TEXT = 200
RECEIVE, CHECK, TAKE = "terima", "periksa", "pakai_terdaftar"
NO_TENGGAT = "Tanpa tenggat: ditandatangani sebelum batas waktunya berlaku."
SHORT_NAMES = {"pihak-1-signed": "signed", "pihak-2-nama": "mitra", "pihak-2-jenis": "jenis_mitra"}


@dataclass(frozen=True)
class Checked:
    """What the form tells of what was typed, before anything is registered."""

    tenggat: str = ""
    partners: tuple[MitraChoice, ...] = ()


def register_signing() -> ResponseReturnValue:
    """A foreign naskah that was signed while its file is still to come; its clock runs from the signature."""
    next_step = clean_line(request.values.get("lanjut", ""))
    if request.method != "POST":
        return _signing_form({"judul": clean_line(request.args.get("judul", ""))[:LONGEST_TEXT]}, next_step)
    typed = request.form.to_dict()
    action, _, slug = typed.get("aksi", "").partition(":")
    if action in (CHECK, TAKE):
        return _check(typed, slug if action == TAKE else "", next_step)
    fields, problems = forms.read_signing(typed)
    is_day_unknown = "tanpa_tanggal" in typed

    def done(kode: str) -> ResponseReturnValue:
        is_next = next_step == RECEIVE and Peran.BIRO in actor().peran
        return frame.go("biro.receive" if is_next else "work.detail", "didaftarkan", kode=kode)

    def refused(refusal: Refusal) -> Response:
        return _signing_form(typed, next_step, replace(refusal, problems=_on_short_form(refusal.problems)))

    return outcome.carry_out(
        lambda session, act: penerimaan.register_signing(session, fields, act, is_day_unknown=is_day_unknown),
        done=done,
        refused=refused,
        blame="judul",
        problems=problems,
    )


def tenggat() -> Response:
    """The due date for a day of signing as it is typed, for a script; empty while it is no day yet."""
    try:
        words = tenggat_words(read_tanggal(clean_line(request.args.get("signed", ""))[:LONGEST_TEXT], "signed"))
    except BadInputError:
        words = ""
    answer = jsonify(tenggat=words)
    answer.headers["Cache-Control"] = PRIVATE
    return answer


def tenggat_words(signed: Tanggal) -> str:
    """When the original has to be here if it was signed then, and by which calendar; empty for an unknown day."""
    if signed.on is None:
        return ""
    if signed.on > today():
        return "Tanggal tanda tangan tidak boleh setelah hari ini."
    state = tenggat_naskah(ClockFacts(Lingkup.LUAR_NEGERI, signed), law_of_today(), today()).asli
    found = state.tenggat
    if found is None:
        is_open = state.keadaan is ClockState.BELUM_DIKETAHUI
        return "Tenggat dihitung setelah tanggalnya lengkap." if is_open else NO_TENGGAT
    years = sorted({found.start_on.year, found.due_on.year})
    text = (
        f"Naskah asli harus diterima Biro paling lambat {weekday_date(found.due_on)}: {found.rule.hari_kerja} hari"
        f" kerja sesudah {long_date(found.start_on)}, menurut kalender hari kerja {' dan '.join(map(str, years))}"
        f" ({found.rule.peraturan} {found.rule.dasar})."
    )
    return f"{text} {found.notice}." if found.is_provisional else text


def _check(typed: dict[str, str], slug: str, next_step: str) -> Response:
    """The form with what is told of it; with a registered partner taken over where one was chosen."""
    with reading() as session:
        chosen = mitra.find_mitra(session, [slug], actor()).get(slug) if slug else None
        if chosen is not None:
            typed = {
                **typed,
                "mitra": chosen.nama,
                "jenis_mitra": chosen.jenis.value if chosen.jenis else typed.get("jenis_mitra", ""),
                "negara": chosen.negara or "",
            }
        name = clean_line(typed.get("mitra", ""))[:LONGEST_TEXT]
        partners = () if chosen is not None else mitra.search_mitra(session, name, actor())
        if chosen is None and not any(one.nama.casefold() == name.casefold() for one in partners):
            near = mitra.find_near(session, name, actor())
            partners = tuple(dict.fromkeys((*((near,) if near else ()), *partners)))
    problems: tuple[Problem, ...] = ()
    try:
        words = tenggat_words(read_tanggal(clean_line(typed.get("signed", "")), "signed"))
    except BadInputError as error:
        words, problems = "", (Problem("signed", error.message),)
    offered = tuple(one for one in partners if one.nama != name)
    return _signing_form(typed, next_step, Refusal(200, problems), Checked(words, offered))


def _signing_form(
    typed: Typed, next_step: str, refusal: Refusal = NOTHING_REFUSED, checked: Checked | None = None
) -> Response:
    with reading() as session:
        units = worklist.units_to_act_for(session, actor())
        partners = dossier.known_mitra(session, actor())
    return frame.show(
        "naskah_asli/signing_form",
        refusal.status,
        di="terima" if next_step == RECEIVE else "daftarkan",
        typed=typed,
        lanjut=next_step,
        units=[(unit.kode, unit.nama) for unit in units],
        unit=typed.get("unit", preset_unit(units, actor(), Peran.PENGELOLA)),
        jenis=[(kind.value, label(kind)) for kind in sorted(FOREIGN_JENIS_MITRA)],
        negara=[(code, country.nama) for code, country in COUNTRIES.items()],
        partners=partners,
        checked=checked,
        problems=refusal.pairs(),
    )


def _on_short_form(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems under the names this form has for the fields of a naskah, each field once."""
    first: dict[str, Problem] = {}
    for problem in problems:
        field = SHORT_NAMES.get(problem.field, problem.field)
        first.setdefault(field, Problem(field, problem.message))
    return tuple(first.values())
