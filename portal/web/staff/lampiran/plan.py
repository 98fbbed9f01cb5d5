"""The draft that a plan of the register becomes: its title and the class of the partner are asked for."""

from collections.abc import Mapping

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.lampiran.columns import PERENCANAAN
from portal.domain.naskah.enumerations import FOREIGN_JENIS_MITRA, JenisMitra
from portal.domain.naskah.fields import LONGEST_JUDUL
from portal.errors import Problem
from portal.queries import lampiran as registers
from portal.queries.lampiran import RegisterRow
from portal.services import lampiran as service
from portal.services.acts import Act
from portal.web.context import actor, reading
from portal.web.staff import frame, outcome
from portal.web.staff.choices import MINISTRY_NAME
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import typed_form
from portal.web.words.labels.lookup import label

DOMESTIC = [(kind.value, label(kind)) for kind in JenisMitra if kind not in FOREIGN_JENIS_MITRA]
"""Partners of a plan: both forms are for domestic cooperation (Pasal 3 ayat (4))."""


def plan_to_naskah(baris: int) -> ResponseReturnValue:
    """The draft that a plan becomes: its title and the class of the partner are asked for, the rest is filled in."""
    row = _find(baris)
    if request.method != "POST":
        judul = f"Kerja Sama {' '.join(row.values['bidang'].split())} dengan {row.values['mitra']}"
        return _form(row, {"judul": judul[:LONGEST_JUDUL]})
    form = typed_form()
    jenis = form.choice(JenisMitra, "jenis_mitra", "jenis mitra")
    if not form.line("judul"):
        form.problems.append(Problem("judul", "Isi judul naskah."))
    if jenis is None and not any(problem.field == "jenis_mitra" for problem in form.problems):
        form.problems.append(Problem("jenis_mitra", "Pilih jenis mitra."))
    if form.problems or jenis is None:
        return _form(row, form.typed, Refusal(422, tuple(form.problems)))

    def verb(session: Session, act: Act) -> str:
        return service.to_naskah(
            session, baris, form.version(), form.line("judul"), jenis, kementerian=MINISTRY_NAME, act=act
        )

    def refused(refusal: Refusal) -> Response:
        return _form(_find(baris) if refusal.status == 409 else row, form.typed, refusal)

    return outcome.carry_out(
        verb,
        done=lambda kode: frame.go("work.edit", "jadi-naskah", kode=kode),
        refused=refused,
        blame="judul",
    )


def _find(baris: int) -> RegisterRow:
    with reading() as session:
        return registers.find_row(session, PERENCANAAN, baris, actor())


def _form(row: RegisterRow, typed: Mapping[str, str], refusal: Refusal = NOTHING_REFUSED) -> Response:
    return frame.show(
        "lampiran/naskah_form",
        refusal.status,
        di=PERENCANAAN.nama,
        lampiran=PERENCANAAN,
        baris=row,
        typed=typed,
        jenis=DOMESTIC,
        problems=refusal.pairs(),
    )
