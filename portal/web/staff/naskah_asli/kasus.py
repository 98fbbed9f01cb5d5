"""The two tracks of a treaty for the Biro: the next act of each, and the lists of all that are on them."""

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from portal.domain.kasus.kemlu import KemluState, LangkahKemluFields
from portal.domain.kasus.pengesahan import (
    DokumenPengesahan,
    JalurPengesahan,
    KategoriPengesahan,
    PengesahanAct,
    PengesahanDecision,
    PengesahanState,
)
from portal.domain.naskah.enumerations import JenisBerkas
from portal.errors import BadInputError, ConflictError, FileRefusedError, Problem
from portal.queries.naskah_asli import lists
from portal.services import kasus
from portal.services.acts import Act
from portal.services.berkas.uploading import Target
from portal.web.context import actor, reading, today
from portal.web.staff import frame, outcome
from portal.web.staff.naskah_asli import form as forms
from portal.web.staff.naskah_asli import page
from portal.web.staff.naskah_asli.page import COPY_LANGUAGES
from portal.web.staff.reading import typed_form
from portal.web.staff.upload import storing

ONE_COPY = "Unggah satu PDF salinan naskah resmi, pada langkah salinan terbit. Berkas lain diunggah di halaman naskah."


def kemlu(kode: str) -> ResponseReturnValue:
    """The next act at the foreign ministry."""
    form = typed_form()
    fields, problems = forms.read_act(form.typed, today())
    step = form.choice(KemluState, "keadaan", "langkah")
    if step is None and not form.problems:
        form.problems.append(Problem("keadaan", "Pilih langkah."))
    berkas_id = form.file_id("berkas_id")
    seen = form.version()
    files = storing.chosen_files()
    if len(files) > 1 or (files and step not in (KemluState.CTC_TERBIT, None)):
        # A file that is sent is never put aside without a word.
        form.problems.append(Problem("berkas_id", ONE_COPY))
    if files and step is KemluState.CTC_TERBIT and not (*form.problems, *problems):
        try:
            berkas_id = _keep_copy(kode, seen, fields, files[0], form.line("bahasa_salinan") or "id")
        except (BadInputError, ConflictError) as error:
            return page.show(kode, outcome.refusal_of(error, "berkas_id"), "kemlu")

    def verb(session: Session, act: Act) -> None:
        kasus.record_kemlu(session, kode, seen, step or KemluState.DIKIRIM, fields, act, berkas_id=berkas_id)

    return page.act_on(kode, "kemlu", "kemlu", verb, (*form.problems, *problems))


def _keep_copy(kode: str, seen: int, fields: LangkahKemluFields, file: FileStorage, bahasa: str) -> int:
    """Store the copy as a file of the naskah, once its step is sure to be taken; gives its number.

    Raises FieldsRefusedError, BadInputError or ConflictError.
    """
    with reading() as session:
        kasus.check_copy(session, kode, seen, fields, frame.act())
    if bahasa not in dict(COPY_LANGUAGES):
        raise BadInputError("Pilih bahasa salinan dari daftar.", "bahasa_salinan")
    target = Target(kode=kode, jenis=JenisBerkas.CTC, bahasa=bahasa)
    try:
        return storing.store_sent("0", file, target).berkas_id
    except FileRefusedError as error:
        raise BadInputError(error.message, "berkas_id") from error


def decide_jalur(kode: str) -> ResponseReturnValue:
    """The answer whether and how the treaty is ratified."""
    form = typed_form()
    fields, problems = forms.read_act(form.typed, today())
    jalur = form.choice(JalurPengesahan, "jalur", "jalur")
    if jalur is None and not form.problems:
        form.problems.append(Problem("jalur", "Pilih jalur pengesahan."))
    kategori = form.choices(KategoriPengesahan, request.form.getlist("kategori"), "kategori", "materi")
    decision = PengesahanDecision(jalur or JalurPengesahan.TIDAK_PERLU, form.text("alasan"), fields, kategori)
    seen = form.version()

    def verb(session: Session, act: Act) -> None:
        kasus.decide_jalur(session, kode, seen, decision, act)

    return page.act_on(kode, "jalur", "pengesahan", verb, (*form.problems, *problems))


def record_pengesahan(kode: str) -> ResponseReturnValue:
    """The next act of ratification."""
    form = typed_form()
    fields, problems = forms.read_act(form.typed, today())
    what = form.choice(PengesahanAct, "tindakan", "langkah")
    if what in (None, PengesahanAct.TENTUKAN) and not form.problems:
        form.problems.append(Problem("tindakan", "Pilih langkah."))
    kind = form.choice(DokumenPengesahan, "jenis_dokumen", "dokumen")
    seen = form.version()

    def verb(session: Session, act: Act) -> None:
        wanted = what or PengesahanAct.DOKUMEN
        kasus.record_pengesahan(session, kode, seen, wanted, fields, act, jenis_dokumen=kind)

    return page.act_on(kode, "sah", "pengesahan", verb, (*form.problems, *problems))


def void_kemlu(kode: str) -> ResponseReturnValue:
    """Take the newest step at the foreign ministry back."""
    return page.take_back(kode, "batal-kemlu", "langkah-batal", kasus.void_kemlu)


def void_pengesahan(kode: str) -> ResponseReturnValue:
    """Take the newest act of ratification back."""
    return page.take_back(kode, "batal-sah", "langkah-batal", kasus.void_pengesahan)


def list_copies() -> ResponseReturnValue:
    """Every treaty and where its certified true copy stands."""
    with reading() as session:
        items = lists.treaties(session, actor())
        undetermined = lists.undetermined(session, actor())
    groups = [(state, [item for item in items if item.kemlu is state]) for state in KemluState]
    return frame.show(
        "naskah_asli/kasus_list", di="ctc", is_kemlu=True, groups=groups, total=len(items), belum=undetermined
    )


def list_pengesahan() -> ResponseReturnValue:
    """Every treaty and where its ratification stands."""
    with reading() as session:
        items = lists.pengesahan_questions(session, actor())
    groups = [(state, [item for item in items if item.pengesahan is state]) for state in PengesahanState]
    return frame.show("naskah_asli/kasus_list", di="dpr", is_kemlu=False, groups=groups, total=len(items))
