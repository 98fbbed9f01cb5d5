"""The register of partners, for the Biro: its list, one entry, and the three acts upon it."""

from collections.abc import Mapping

from flask import Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisMitra
from portal.errors import Problem
from portal.queries import mitra_register as stored
from portal.queries.naskah import dossier
from portal.services import mitra_register as verbs
from portal.services.acts import Act
from portal.services.mitra_register import Determination
from portal.web.context import reading
from portal.web.countries import COUNTRIES
from portal.web.pagination import page_links
from portal.web.staff import frame, outcome
from portal.web.staff.outcome import NOTHING_REFUSED, Refusal
from portal.web.staff.reading import typed_form
from portal.web.typed import clean_line
from portal.web.words.acts import action_text


def list_mitra() -> ResponseReturnValue:
    """All entries by name."""
    text = clean_line(request.args.get("q", ""))[:100]
    with reading() as session:
        found = stored.list_mitra(session, text, frame.page_number())
    return frame.show(
        "mitra/list",
        di="mitra",
        found=found,
        text=text,
        links=page_links(found.page, total=found.total, per_page=found.per_page),
        alamat=frame.address_of("biro.mitra_list", q=text),
    )


def show_mitra(mitra_id: int) -> ResponseReturnValue:
    """One entry with its forms."""
    return _show(mitra_id)


def determine(mitra_id: int) -> ResponseReturnValue:
    """Correct name, class and country."""
    form = typed_form()
    jenis = form.choice(JenisMitra, "jenis", "jenis mitra")
    negara = form.text("negara").upper()
    if negara and negara not in COUNTRIES:
        form.problems.append(Problem("negara", "Pilih negara dari daftar."))

    def verb(session: Session, act: Act) -> None:
        wanted = Determination(form.text("nama"), jenis, negara or None, form.text("alasan"))
        verbs.determine(session, mitra_id, wanted, act)

    return outcome.carry_out(
        verb,
        done=outcome.to("biro.mitra", "mitra-ditetapkan", mitra_id=mitra_id),
        refused=lambda refusal: _show(mitra_id, "tetap", refusal, form.typed),
        blame="nama",
        problems=form.problems,
    )


def merge(mitra_id: int) -> ResponseReturnValue:
    """Merge the entry into another one; goes on to that one."""
    form = typed_form()

    def verb(session: Session, act: Act) -> int:
        return verbs.merge(session, mitra_id, form.text("tujuan"), form.text("alasan"), act)

    return outcome.carry_out(
        verb,
        done=lambda target_id: frame.go("biro.mitra", "mitra-digabung", mitra_id=target_id),
        refused=lambda refusal: _show(mitra_id, "gabung", refusal, form.typed),
        blame="tujuan",
        problems=form.problems,
    )


def part(mitra_id: int) -> ResponseReturnValue:
    """Take a merge back."""
    form = typed_form()

    def verb(session: Session, act: Act) -> None:
        verbs.part(session, mitra_id, form.text("alasan"), act)

    return outcome.carry_out(
        verb,
        done=outcome.to("biro.mitra", "mitra-dipisah", mitra_id=mitra_id),
        refused=lambda refusal: _show(mitra_id, "pisah", refusal, form.typed),
        blame="alasan",
        problems=form.problems,
    )


def _show(
    mitra_id: int, form: str = "", refusal: Refusal = NOTHING_REFUSED, typed: Mapping[str, str] | None = None
) -> Response:
    with reading() as session:
        found = stored.find_entry(session, mitra_id)
        names = stored.standing_names(session)
        history = [(entry, action_text(entry.action)) for entry in dossier.history_of(session, found.key, "mitra")]
    problems = refusal.pairs(form)
    return frame.show(
        "mitra/detail",
        refusal.status,
        di="mitra",
        found=found,
        names=names,
        history=history,
        countries=sorted(((code, negara.nama) for code, negara in COUNTRIES.items()), key=lambda pair: pair[1]),
        problems=problems,
        errors=dict(problems),
        typed={form: typed or {}},
    )
