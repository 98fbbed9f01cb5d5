"""Publishing: handing in, what holds a publication, the publish transaction, return and withdrawal.

Handing in stores (Pasal 39 ayat (1) huruf a) and gives a receipt at once. Publication (huruf b) follows in the worker
when reading has ended and nothing holds it.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.fields import check_complete
from portal.domain.naskah.status import Action, Status, other_status
from portal.domain.permissions import SYSTEM_ACTOR
from portal.domain.plain_text import fitting
from portal.domain.publication.penahanan import AlasanPenahanan, holds
from portal.domain.tanggal import wib_midnight, wib_today
from portal.errors import BadInputError, FieldsRefusedError, NotFoundError, Problem
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.services import jobs, penomoran
from portal.services.acts import Act, find_at_version, find_for, flush_versioned, record, require, system_act
from portal.services.naskah.fields import to_fields
from portal.services.publication import exempting, late_text, projection
from portal.services.publication.files import load_files
from portal.services.publication.penahanan import close_unanswered, note_answer, publication_facts, sync_penahanan

LONGEST_REASON, LONGEST_BASIS = 2000, 1000

NO_NASKAH = "Belum ada berkas yang berperan naskah. Tetapkan peran berkasnya di halaman naskah."


class WithdrawalClass(StrEnum):
    """Class of reason shown on the tombstone; the reason itself stays internal."""

    KELIRU = "keliru"
    DATA_PRIBADI = "data_pribadi"
    PERMINTAAN_PIHAK = "permintaan_pihak"
    PUTUSAN = "putusan"
    BELUM_DISEBUTKAN = "belum_disebutkan"


def submit(
    session: Session, kode: str, version: int, act: Act, *, is_checked: bool, priority: int = jobs.PRIORITY_PERSON
) -> str:
    """Hand in a naskah; gives back the number of its receipt.

    `is_checked`: the person has looked through the file for personal data, as a scan without text needs.
    Raises FieldsRefusedError, StaleVersionError, TransitionNotAllowedError, NotAllowedError or NotFoundError.
    """
    naskah = find_at_version(session, kode, version, act.actor)
    target = require(naskah, Action.SUBMIT, act.actor)
    problems = check_complete(to_fields(session, naskah))
    if load_files(session, naskah).lacks_naskah:
        problems = (*problems, Problem("berkas", NO_NASKAH))
    if problems:
        raise FieldsRefusedError(problems)
    previous, naskah.status = naskah.status, target
    naskah.submitted_at = act.now
    naskah.alasan_status = ""
    if naskah.nomor_tanda_terima is None:
        naskah.nomor_tanda_terima = penomoran.next_number(
            session, "TT", wib_today(act.now).year, counter="tanda_terima"
        )
    flush_versioned(session)
    if is_checked:
        note_answer(session, naskah, AlasanPenahanan.TANPA_TEKS, act, "Diperiksa saat diajukan.")
    record(session, act, "naskah.ajukan", naskah, before={"status": previous}, after={"status": target})
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now)
    jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now, priority=priority)
    return naskah.nomor_tanda_terima


def advance(
    session: Session, naskah_id: int, *, now: datetime, waits_for_biro: bool, needs_second_look: bool = False
) -> frozenset[AlasanPenahanan]:
    """Publish a submitted naskah if nothing holds it; otherwise write down what does. Called by the worker.

    A naskah that is public already gets the text of pages that were read since.
    """
    naskah = session.get(Naskah, naskah_id)
    if naskah is None:
        raise NotFoundError("Naskah tidak ditemukan.")
    if naskah.status is not Status.DIAJUKAN:
        return late_text.bring_up(session, naskah, now=now)
    today = wib_today(now)
    files = load_files(session, naskah)
    facts = publication_facts(
        session, naskah, files, waits_for_biro=waits_for_biro, needs_second_look=needs_second_look
    )
    reasons = holds(facts, today)
    sync_penahanan(session, naskah, files, reasons, now)
    if reasons:
        if AlasanPenahanan.EMBARGO in reasons and naskah.embargo_until is not None:
            opens_at = wib_midnight(naskah.embargo_until)
            jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=now, not_before=opens_at)
        return reasons
    act = system_act(now)
    naskah.status = require(naskah, Action.PUBLISH, SYSTEM_ACTOR)
    flush_versioned(session)
    after: dict[str, object] = {"status": naskah.status, "visibilitas": naskah.visibilitas}
    if naskah.visibilitas is Visibilitas.DIKECUALIKAN:
        projection.withdraw(session, naskah.kode, now=now, alasan=None)
    else:
        row = projection.write(session, naskah, files, now)
        after["nomor_terbit"] = row.nomor_terbit
        after["berkas"] = [berkas.sha256 for berkas in files.shown]
    record(session, act, "naskah.terbit", naskah, before={"status": Status.DIAJUKAN}, after=after)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now)
    return frozenset()


def return_naskah(session: Session, kode: str, alasan: str, act: Act) -> None:
    """The Biro asks the unit for a correction; a published page stays up meanwhile."""
    naskah = find_for(session, kode, act.actor)
    target = require(naskah, Action.RETURN, act.actor)
    if not alasan.strip():
        raise BadInputError("Tulis apa yang perlu diperbaiki.", "alasan")
    _move(session, naskah, target, act, "naskah.kembalikan", fitting(alasan, LONGEST_REASON, "alasan"))


def withdraw(session: Session, kode: str, act: Act, *, alasan: WithdrawalClass, penjelasan: str = "") -> None:
    """Take a naskah off the public pages in one action; the reason may follow. Effective with the next request."""
    naskah = find_for(session, kode, act.actor)
    target = require(naskah, Action.WITHDRAW, act.actor)
    reason = fitting(penjelasan, LONGEST_REASON, "penjelasan")
    projection.withdraw(session, naskah.kode, now=act.now, alasan=alasan.value)
    _move(session, naskah, target, act, "naskah.tarik", reason, priority=jobs.PRIORITY_NOW, kelas=alasan.value)


def explain_withdrawal(session: Session, kode: str, act: Act, *, alasan: WithdrawalClass, penjelasan: str = "") -> None:
    """Give or correct the reason of a withdrawal afterwards; its day and the tombstone stay."""
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EXPLAIN_WITHDRAWAL, act.actor)
    reason = fitting(penjelasan, LONGEST_REASON, "penjelasan")
    before = {"kelas": projection.change_reason(session, kode, alasan.value), "alasan": naskah.alasan_status}
    naskah.alasan_status, naskah.updated_at = reason, act.now
    flush_versioned(session)
    after = {"kelas": alasan.value, "alasan": naskah.alasan_status}
    record(session, act, "naskah.alasan_penarikan", naskah, before=before, after=after)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now)


def reinstate(session: Session, kode: str, act: Act) -> None:
    """Give a withdrawn naskah back to its unit, to be handed in again; the tombstone stays until then."""
    naskah = find_for(session, kode, act.actor)
    target = require(naskah, Action.REINSTATE, act.actor)
    naskah.voided_at = None
    _move(session, naskah, target, act, "naskah.buka_lagi", "")


def set_visibility(
    session: Session, kode: str, act: Act, *, level: Visibilitas, dasar: str, tinjau_on: date | None
) -> None:
    """Change the level of visibility. Closing is effective at once; opening goes through the holds again.

    An exemption is only asked for here: what becomes of it is the decision of the PPID (`exempting`).
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.SET_VISIBILITY, act.actor)
    exempting.require_undecided(naskah, act)
    if level is not Visibilitas.PUBLIK and (not dasar.strip() or tinjau_on is None):
        raise BadInputError("Isi dasar dan tanggal peninjauan kembali.", "dasar_visibilitas")
    before = {"visibilitas": naskah.visibilitas, "dasar": naskah.dasar_visibilitas}
    was_open = [Visibilitas.DIKECUALIKAN, Visibilitas.METADATA, Visibilitas.PUBLIK].index(naskah.visibilitas)
    is_open = [Visibilitas.DIKECUALIKAN, Visibilitas.METADATA, Visibilitas.PUBLIK].index(level)
    basis = fitting(dasar, LONGEST_BASIS, "dasar_visibilitas")
    naskah.visibilitas, naskah.dasar_visibilitas, naskah.tinjau_on = level, basis, tinjau_on
    if naskah.putusan_ppid:
        # The decision ends with what it was given for; the same content asked for again is decided anew.
        naskah.putusan_ppid = ""
        close_unanswered(session, naskah, AlasanPenahanan.PUTUSAN_PPID, act, "Keterbukaan diubah.")
    naskah.updated_at = act.now
    flush_versioned(session)
    if level is Visibilitas.DIKECUALIKAN:
        exempting.ask(session, naskah, act)
    elif is_open < was_open:
        projection.hide_files(session, naskah.kode, act.now)
    elif naskah.status is Status.TERBIT and is_open > was_open:
        if problems := check_complete(to_fields(session, naskah)):
            raise FieldsRefusedError(problems)
        naskah.status = other_status(naskah.status, Action.SET_VISIBILITY, Status.DIAJUKAN)
        flush_versioned(session)
    if naskah.status is Status.DIAJUKAN:
        jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now)
    after = {"visibilitas": level, "dasar": naskah.dasar_visibilitas}
    record(session, act, "naskah.visibilitas", naskah, before=before, after=after)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now, priority=jobs.PRIORITY_NOW)


def _move(
    session: Session,
    naskah: Naskah,
    target: Status,
    act: Act,
    action: str,
    alasan: str,
    *,
    priority: int = jobs.PRIORITY_PERSON,
    kelas: str | None = None,
) -> None:
    before = {"status": naskah.status}
    naskah.status, naskah.alasan_status, naskah.updated_at = target, alasan, act.now
    flush_versioned(session)
    after = {"status": target, "alasan": alasan} | ({"kelas": kelas} if kelas else {})
    record(session, act, action, naskah, before=before, after=after)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now, priority=priority)
