"""The record of one original for the Biro: clock, receipts, where it lies, both tracks; and the acts upon it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.kasus.kemlu import NEXT
from portal.domain.kasus.pengesahan import PengesahanAct, allowed_acts, missing_documents
from portal.domain.naskah.enumerations import Lingkup
from portal.domain.naskah.fields import Problem
from portal.domain.naskah_asli.penerimaan import DITERIMA
from portal.domain.tenggat.clocks import tenggat_naskah
from portal.errors import BadInputError, ConflictError, NotFoundError
from portal.queries.berkas import files as files_queries
from portal.queries.naskah_asli import record
from portal.queries.naskah_asli.values import NaskahAsliDossier
from portal.services.naskah.editing import Act, FieldsRefusedError
from portal.services.naskah_asli import custody, penerimaan
from portal.web.context import actor, stores, today
from portal.web.delivery import PRIVATE, Delivery, deliver
from portal.web.law import law_of_today
from portal.web.staff import frame
from portal.web.staff.naskah_asli import form as forms
from portal.web.staff.naskah_asli.watch import watched
from portal.web.typed import show_day
from portal.web.words.labels.naskah import label

Verb = Callable[[Session, Act], None]
F = TypeVar("F")


def original(kode: str) -> ResponseReturnValue:
    """The record of one original."""
    return show_original(kode)


def show_original(kode: str, status: int = 200, problems: Iterable[Problem] = (), form: str = "") -> Response:
    """The same with what could not be done; `form` names the form whose typed values are shown again."""
    with stores().database.reading() as session:
        found = record.find_naskah_asli(session, kode, actor())
        files = files_queries.load_files(session, found.naskah.id)
    is_foreign = found.naskah.lingkup is Lingkup.LUAR_NEGERI
    return frame.show(
        "naskah_asli/detail",
        status,
        di="terima",
        asli=found,
        naskah=found.naskah,
        jam=tenggat_naskah(found.naskah.fakta, law_of_today(), today()),
        is_foreign=is_foreign,
        is_received=found.keadaan in DITERIMA,
        nomor_baru=request.args.get("nomor", ""),
        hari_ini=show_day(today()),
        today=today(),
        steps=[(step.value, label(step)) for step in NEXT[found.kemlu.keadaan]],
        pantau=watched(found, law_of_today()),
        acts=_acts(found),
        kurang=missing_documents(found.pengesahan.documents),
        berkas=[(one.id, one.nama) for one in files if not one.is_replaced],
        typed=request.form if form else {},
        form=form,
        problems=[(f"{form}-{problem.field}" if form else problem.field, problem.message) for problem in problems],
    )


def void(kode: str, nomor: str) -> ResponseReturnValue:
    """Take a wrong receipt back."""
    alasan = request.form.get("alasan_batal", "").strip()
    return do(kode, "batal", "batal-terima", lambda session, act: penerimaan.void(session, kode, nomor, alasan, act))


def custody_link(kode: str) -> ResponseReturnValue:
    """Where the original lies from a day on, and who took it."""
    form = forms.Reading(request.form.to_dict())
    fields = custody.CustodyFields(
        since_on=form.day("since_on", today()),
        tempat=form.line("tempat"),
        pemegang=form.line("pemegang"),
        is_at_kemlu="is_at_kemlu" in request.form,
        dokumen=form.line("dokumen"),
        keterangan=form.text("keterangan"),
    )
    return _record(kode, "tempat", form, custody.move_original, fields)


def archive(kode: str) -> ResponseReturnValue:
    """The transfer to the archive."""
    form = forms.Reading(request.form.to_dict())
    fields = custody.ArchiveFields(
        on=form.day("arsip_on", today()),
        tempat=form.line("arsip_tempat"),
        nomor=form.line("arsip_nomor"),
        klasifikasi=form.line("arsip_klasifikasi"),
    )
    return _record(kode, "arsip", form, custody.archive_original, fields)


def photo(kode: str, nomor: str) -> Response:
    """The photo of a handover."""
    with stores().database.reading() as session:
        found = record.find_original_receipt(session, kode, nomor, actor()).penerimaan
    if found.foto_sha256 is None or found.foto_media is None:
        raise NotFoundError("Penerimaan ini tidak berfoto.")
    return deliver(
        stores().objects,
        Delivery(
            digest=found.foto_sha256,
            size=found.foto_size or 0,
            mimetype=found.foto_media,
            filename=f"{found.nomor}.{found.foto_media.partition('/')[2]}",
            is_inline=True,
            cache_control=PRIVATE,
        ),
    )


def do(kode: str, form: str, pesan: str, verb: Verb, problems: Iterable[Problem] = ()) -> ResponseReturnValue:
    """Run one act on an original; what it refuses is shown beside the form it was typed into."""
    with stores().database.reading() as session:
        # Whatever is wrong with the form, an unknown code is not found.
        record.find_naskah_asli(session, kode, actor())
    if found := tuple(problems):
        return show_original(kode, 422, found, form)
    try:
        with stores().database.transaction() as session:
            verb(session, frame.act())
    except FieldsRefusedError as error:
        return show_original(kode, 422, error.problems, form)
    except BadInputError as error:
        return show_original(kode, 422, (Problem(error.field or "isi", error.message),), form)
    except ConflictError as error:
        return show_original(kode, 409, (Problem("isi", error.message),), form)
    return frame.go("biro.original", pesan, kode=kode)


def _record(
    kode: str, name: str, form: forms.Reading, verb: Callable[[Session, str, int, F, Act], object], fields: F
) -> ResponseReturnValue:
    """Write down what a form of the record says, unless somebody else was faster."""
    seen = form.number("version")

    def run(session: Session, act: Act) -> None:
        verb(session, kode, seen, fields, act)

    return do(kode, name, f"{name}-asli", run, form.problems)


def _acts(found: NaskahAsliDossier) -> Mapping[str, str]:
    """Acts of ratification that may follow, the decision of the route aside."""
    acts = allowed_acts(found.pengesahan.keadaan, found.pengesahan.jalur)
    return {act.value: label(act) for act in acts if act is not PengesahanAct.TENTUKAN}
