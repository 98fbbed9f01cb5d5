"""The counter of the Biro: one field finds the naskah, one form records what arrived; signings without a file."""

import re
from collections.abc import Iterable

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, Lingkup
from portal.domain.naskah.fields import Problem
from portal.domain.naskah.kode import KODE_PATTERN
from portal.domain.naskah_asli.penerimaan import DITERIMA, Penyampaian
from portal.domain.permissions import Peran
from portal.domain.tenggat.clocks import tenggat_naskah
from portal.errors import BadInputError, ConflictError
from portal.queries.naskah import worklist
from portal.queries.naskah_asli import lists, record
from portal.services.naskah.editing import FieldsRefusedError
from portal.services.naskah_asli import penerimaan
from portal.services.naskah_asli.penerimaan import Photo
from portal.web.context import actor, stores, today
from portal.web.countries import COUNTRIES
from portal.web.law import law_of_today
from portal.web.staff import frame
from portal.web.staff.naskah_asli import form as forms
from portal.web.typed import clean_line
from portal.web.words.labels.naskah import label
from portal.web.words.wording import members

LONGEST_TEXT = 200
RECEIVE = "terima"
_KODE = re.compile(KODE_PATTERN, re.ASCII)


def counter() -> ResponseReturnValue:
    """Type or scan a code or number; one naskah that fits is opened at once."""
    text = clean_line(request.args.get("q", ""))[:LONGEST_TEXT]
    # A scanned QR code gives the whole address of the naskah.
    wanted = found[0] if (found := _KODE.findall(text)) else text
    with stores().database.reading() as session:
        candidates = lists.find_candidates(session, wanted, actor())
        if len(candidates) == 1:
            return redirect(url_for("biro.receive", kode=candidates[0].kode))
        announced = lists.announced(session, actor())
        recent = lists.recent_receipts(session, actor())
    return frame.show(
        "naskah_asli/penerimaan", di="terima", q=text, candidates=candidates, announced=announced, recent=recent
    )


def receive(kode: str) -> ResponseReturnValue:
    """The form of one receipt, and its recording."""
    if request.method != "POST":
        return _form(kode, forms.receive_defaults(today()))
    typed = request.form.to_dict()
    fields, problems = forms.read_receipt(typed, today())
    if problems:
        return _form(kode, typed, 422, problems)
    try:
        foto = _photo(kode)
        with stores().database.transaction() as session:
            nomor = penerimaan.receive(session, kode, fields, law_of_today(), frame.act(), foto=foto)
    except FieldsRefusedError as error:
        return _form(kode, typed, 422, error.problems)
    except BadInputError as error:
        return _form(kode, typed, 422, (Problem(error.field or "hasil", error.message),))
    except ConflictError as error:
        return _form(kode, typed, 409, (Problem("hasil", error.message),))
    return frame.go("biro.original", "diterima", kode=kode, nomor=nomor)


def register_signing() -> ResponseReturnValue:
    """A foreign naskah that was signed and is not here yet; the Biro may go on to receive its original."""
    next_step = clean_line(request.values.get("lanjut", ""))
    if request.method != "POST":
        return _signing_form({"judul": clean_line(request.args.get("judul", ""))[:LONGEST_TEXT]}, next_step)
    typed = request.form.to_dict()
    fields, problems = forms.read_signing(typed)
    if problems:
        return _signing_form(typed, next_step, problems)
    try:
        with stores().database.transaction() as session:
            is_day_unknown = "tanpa_tanggal" in request.form
            kode = penerimaan.register_signing(session, fields, frame.act(), is_day_unknown=is_day_unknown)
    except FieldsRefusedError as error:
        named = {"pihak-1-signed": "signed", "pihak-2-nama": "mitra", "pihak-2-jenis": "jenis_mitra"}
        return _signing_form(
            typed, next_step, _once(Problem(named.get(p.field, p.field), p.message) for p in error.problems)
        )
    except BadInputError as error:
        return _signing_form(typed, next_step, (Problem(error.field or "judul", error.message),))
    if next_step == RECEIVE and Peran.BIRO in actor().peran:
        return frame.go("biro.receive", "didaftarkan", kode=kode)
    return frame.go("work.detail", "didaftarkan", kode=kode)


def _form(kode: str, typed: forms.Typed, status: int = 200, problems: Iterable[Problem] = ()) -> Response:
    with stores().database.reading() as session:
        found = record.find_naskah_asli(session, kode, actor())
    jam = tenggat_naskah(found.naskah.fakta, law_of_today(), today())
    return frame.show(
        "naskah_asli/penerimaan_form",
        status,
        di="terima",
        asli=found,
        jam=jam,
        typed=typed,
        problems=[(problem.field, problem.message) for problem in problems],
        is_foreign=found.naskah.lingkup is Lingkup.LUAR_NEGERI,
        is_received=found.keadaan in DITERIMA,
        needs_dpr=jam.naskah_dpr is not None,
        penyampaian=members(Penyampaian),
    )


def _signing_form(typed: forms.Typed, next_step: str, problems: Iterable[Problem] = ()) -> Response:
    with stores().database.reading() as session:
        units = worklist.units_to_act_for(session, actor())
    found = [(problem.field, problem.message) for problem in problems]
    return frame.show(
        "naskah_asli/signing_form",
        422 if found else 200,
        di="terima" if next_step == RECEIVE else "daftarkan",
        typed=typed,
        lanjut=next_step,
        units=[(unit.kode, unit.nama) for unit in units],
        jenis=[(kind.value, label(kind)) for kind in sorted(FOREIGN_JENIS_MITRA)],
        negara=[(code, country.nama) for code, country in COUNTRIES.items()],
        problems=found,
    )


def _photo(kode: str) -> Photo | None:
    part = request.files.get("foto")
    if part is None or not part.filename:
        return None
    with stores().database.reading() as session:
        # Nothing is stored for a naskah that could not be received anyway.
        lists.find_core(session, kode, actor())
    return penerimaan.keep_photo(stores().objects, part.stream.read())


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    first: dict[str, Problem] = {}
    for problem in problems:
        first.setdefault(problem.field, problem)
    return tuple(first.values())
