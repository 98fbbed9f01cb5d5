"""Exempting (UU 14/2008 Pasal 17 and 19): asked for by anybody who keeps the naskah, decided by the PPID alone.

A request takes a public page down at once and decides nothing: the naskah waits for the PPID. A refusal gives it back
to its unit, so that nothing becomes public by surprise.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.naskah.status import Action, Status, other_status
from portal.domain.permissions import Peran
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.domain.tanggal import wib_today
from portal.errors import ConflictError, NotAllowedError, Problem
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.services import jobs
from portal.services.acts import Act, find_for, flush_versioned, record, refuse, require
from portal.services.publication import projection
from portal.services.publication.penahanan import close_unanswered, note_answer

LONGEST_NOMOR = 200
LONGEST_DASAR = 1000


@dataclass(frozen=True)
class Decision:
    """What the PPID decided: number of the decision, its ground, and the last day of the exemption."""

    is_exempt: bool
    nomor: str
    dasar: str
    until: date | None = None


def decide(session: Session, kode: str, decision: Decision, act: Act) -> None:
    """Exempt a naskah for a term, or refuse a request for it.

    Raises NotAllowedError, NotFoundError, TransitionNotAllowedError, FieldsRefusedError, or ConflictError where there
    is no request to refuse.
    """
    naskah = find_for(session, kode, act.actor)
    if Peran.PPID not in act.actor.peran_for(naskah.unit.kode):
        raise NotAllowedError("Pengecualian hanya diputus PPID.")
    require(naskah, Action.DECIDE_EXEMPTION, act.actor)
    nomor, dasar = " ".join(decision.nomor.split())[:LONGEST_NOMOR], decision.dasar.strip()[:LONGEST_DASAR]
    refuse(_problems(nomor, dasar, decision, wib_today(act.now)))
    before = {"visibilitas": naskah.visibilitas, "putusan_ppid": naskah.putusan_ppid, "tinjau_on": naskah.tinjau_on}
    if decision.is_exempt:
        _exempt(session, naskah, nomor, dasar, decision.until, act)
    else:
        _refuse(session, naskah, nomor, dasar, act)
    naskah.updated_at = act.now
    flush_versioned(session)
    after = {
        "visibilitas": naskah.visibilitas,
        "putusan_ppid": nomor,
        "tinjau_on": naskah.tinjau_on,
        "dasar": dasar,
        "status": naskah.status,
    }
    action = "naskah.kecualikan" if decision.is_exempt else "naskah.tolak_pengecualian"
    record(session, act, action, naskah, before=before, after=after)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now, priority=jobs.PRIORITY_NOW)


def ask(session: Session, naskah: Naskah, act: Act) -> None:
    """Take a naskah off the public pages until the PPID has decided, without a trace of it."""
    projection.withdraw(session, naskah.kode, now=act.now, alasan=None)
    if naskah.status is Status.TERBIT:
        naskah.status = other_status(naskah.status, Action.SET_VISIBILITY, Status.DIAJUKAN)
        flush_versioned(session)


def require_undecided(naskah: Naskah, act: Act) -> None:
    """Raises NotAllowedError where the PPID has exempted the naskah and somebody else wants to change that."""
    is_decided = naskah.visibilitas is Visibilitas.DIKECUALIKAN and naskah.putusan_ppid
    if is_decided and Peran.PPID not in act.actor.peran_for(naskah.unit.kode):
        raise NotAllowedError("Naskah ini dikecualikan dengan putusan PPID. Hanya PPID yang dapat mengubahnya.")


def _problems(nomor: str, dasar: str, decision: Decision, today: date) -> list[Problem]:
    is_over = decision.until is not None and decision.until <= today
    checks = (
        ("nomor_putusan", not nomor, "Isi nomor dan tanggal putusan."),
        ("dasar_putusan", not dasar, "Isi dasar putusan." if decision.is_exempt else "Isi alasan penolakan."),
        ("berlaku_sampai", decision.is_exempt and decision.until is None, "Isi hari terakhir pengecualian."),
        ("berlaku_sampai", decision.is_exempt and is_over, "Hari terakhir pengecualian harus sesudah hari ini."),
    )
    return [Problem(field, message) for field, is_wrong, message in checks if is_wrong]


def _exempt(session: Session, naskah: Naskah, nomor: str, dasar: str, until: date | None, act: Act) -> None:
    naskah.visibilitas, naskah.putusan_ppid = Visibilitas.DIKECUALIKAN, nomor
    naskah.dasar_visibilitas, naskah.tinjau_on = dasar, until
    flush_versioned(session)
    projection.withdraw(session, naskah.kode, now=act.now, alasan=None)
    note_answer(session, naskah, AlasanPenahanan.PUTUSAN_PPID, act, nomor)
    if naskah.status is Status.DIAJUKAN:
        jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now)


def _refuse(session: Session, naskah: Naskah, nomor: str, dasar: str, act: Act) -> None:
    if naskah.visibilitas is not Visibilitas.DIKECUALIKAN:
        raise ConflictError("Tidak ada permintaan pengecualian yang menunggu. Muat ulang halaman.")
    if naskah.status is Status.TERBIT:
        raise ConflictError("Naskah ini sudah dikecualikan. Untuk membukanya, ubah keterbukaannya.")
    naskah.visibilitas, naskah.putusan_ppid, naskah.tinjau_on = Visibilitas.PUBLIK, "", None
    naskah.dasar_visibilitas = ""
    naskah.status = other_status(naskah.status, Action.DECIDE_EXEMPTION, Status.DIKEMBALIKAN)
    naskah.alasan_status = f"PPID menolak pengecualian ({nomor}): {dasar}"
    flush_versioned(session)
    close_unanswered(session, naskah, AlasanPenahanan.PUTUSAN_PPID, act, f"Ditolak, {nomor}"[:LONGEST_DASAR])
