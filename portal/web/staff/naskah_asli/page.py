"""The record of one original as the Biro sees it, and the one way to act upon it from there."""

from collections.abc import Callable, Iterable, Mapping

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.kasus.kemlu import NEXT, WATCHED, KemluState
from portal.domain.kasus.pengesahan import PengesahanAct, allowed_acts, missing_documents
from portal.domain.naskah.enumerations import JenisBerkas, Lingkup
from portal.domain.naskah_asli.penerimaan import DITERIMA
from portal.domain.tenggat.clocks import Law, tenggat_naskah
from portal.domain.tenggat.tenggat import Tenggat
from portal.errors import Problem
from portal.queries.berkas import files as files_queries
from portal.queries.naskah.values import StaffBerkas
from portal.queries.naskah_asli import dossier
from portal.queries.naskah_asli.values import NaskahAsliDossier
from portal.services.acts import Act
from portal.web.context import actor, reading, today
from portal.web.law import law_of_today
from portal.web.staff import frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import typed_form
from portal.web.typed import show_day
from portal.web.words.labels.lookup import label


def show(kode: str, refusal: Refusal = NOTHING_REFUSED, form: str = "") -> Response:
    """The record of one original, with what was refused; `form` names the form whose typed values are shown again."""
    with reading() as session:
        found = dossier.find_naskah_asli(session, kode, actor())
        files = files_queries.load_files(session, found.naskah.id)
    is_foreign = found.naskah.lingkup is Lingkup.LUAR_NEGERI
    return frame.show(
        "naskah_asli/detail",
        refusal.status,
        di="terima",
        asli=found,
        naskah=found.naskah,
        clock_state=tenggat_naskah(found.naskah.facts, law_of_today(), today()),
        is_foreign=is_foreign,
        is_received=found.keadaan in DITERIMA,
        nomor_baru=request.args.get("nomor", ""),
        hari_ini=show_day(today()),
        today=today(),
        steps=[(step.value, label(step)) for step in NEXT[found.kemlu.keadaan]],
        pantau=watched(found, law_of_today()),
        acts=_acts(found),
        kurang=missing_documents(found.pengesahan.documents),
        berkas=_files_to_choose(found, files),
        is_ctc=KemluState.CTC_TERBIT in NEXT[found.kemlu.keadaan],
        typed=request.form if form else {},
        form=form,
        problems=refusal.pairs(form),
    )


def act_on(
    kode: str, form: str, notice: str, verb: Callable[[Session, Act], object], problems: Iterable[Problem] = ()
) -> ResponseReturnValue:
    """Do something with an original; what is refused is shown beside the form it was typed into."""
    return outcome.carry_out(
        verb,
        done=outcome.to("biro.naskah_asli", notice, kode=kode),
        refused=lambda refusal: show(kode, refusal, form),
        blame="isi",
        problems=problems,
    )


def take_back(
    kode: str, form: str, notice: str, verb: Callable[[Session, str, int, str, Act], object]
) -> ResponseReturnValue:
    """Take the newest entry of a track back, unless somebody else changed the track in the meantime."""
    typed = typed_form()
    seen, alasan = typed.version(), typed.text("alasan_batal")
    return act_on(kode, form, notice, lambda session, act: verb(session, kode, seen, alasan, act), typed.problems)


def watched(found: NaskahAsliDossier, law: Law) -> Tenggat | None:
    """The days that run on the side of the foreign ministry (Permenlu 4/2023 Pasal 8 and 12); None where none run."""
    rule = WATCHED.get(found.kemlu.keadaan)
    if rule is None or not found.kemlu.langkah:
        return None
    return law.count(rule, found.kemlu.langkah[-1].on)


def _files_to_choose(found: NaskahAsliDossier, files: Iterable[StaffBerkas]) -> list[tuple[int, str]]:
    """Files for the next step of the foreign ministry; the copy it issued is one of that kind and no other."""
    is_ctc = KemluState.CTC_TERBIT in NEXT[found.kemlu.keadaan]
    return [(one.id, one.nama) for one in files if not one.is_replaced and (not is_ctc or one.jenis is JenisBerkas.CTC)]


def _acts(found: NaskahAsliDossier) -> Mapping[str, str]:
    """Acts of ratification that may follow, the decision of the route aside."""
    acts = allowed_acts(found.pengesahan.keadaan, found.pengesahan.jalur)
    return {act.value: label(act) for act in acts if act is not PengesahanAct.TENTUKAN}
