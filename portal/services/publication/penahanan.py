"""Holding: what keeps a submitted naskah from becoming public, and the answers of people to it.

An answer counts for the very content it was given for; another file asks the question again.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Lingkup, ReadingState
from portal.domain.naskah.status import Action, Status
from portal.domain.plain_text import fitting
from portal.domain.publication.penahanan import (
    HOLD_OWNERS,
    REVIEW_AFTER_DAYS,
    UNANSWERABLE,
    AlasanPenahanan,
    PublicationFacts,
)
from portal.domain.publication.personal_data import HOLDING, FindingKind
from portal.domain.publication.public_fields import fields_digest, scan_fields
from portal.domain.tanggal import wib_today
from portal.errors import BadInputError, ConflictError, NotAllowedError
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.penahanan import Penahanan
from portal.models.user import User
from portal.services import jobs
from portal.services.acts import Act, find_for, record, require
from portal.services.naskah.fields import to_fields
from portal.services.publication import penghitaman, structure
from portal.services.publication.files import PublicFiles, load_files
from portal.services.publication.pages import load_pages
from portal.services.users import second_person


def publication_facts(
    session: Session, naskah: Naskah, files: PublicFiles, *, waits_for_biro: bool, needs_second_look: bool = False
) -> PublicationFacts:
    """What decides whether this naskah may become public now."""
    shown = files.shown
    pages = load_pages(session, shown)
    fields = to_fields(session, naskah)
    given = select(Penahanan.alasan, Penahanan.konten).where(
        Penahanan.naskah_id == naskah.id, Penahanan.is_answered.is_(True)
    )
    contents = {files.content_digest: False, fields_digest(fields): True}
    answered = {
        reason
        for reason, konten in session.execute(given)
        if contents.get(konten) is (reason is AlasanPenahanan.ISIAN_PRIBADI)
    }
    return PublicationFacts(
        lingkup=naskah.lingkup or Lingkup.LUAR_NEGERI,
        visibilitas=naskah.visibilitas,
        is_reading=any(facts.is_waiting for facts in pages.files),
        is_unreadable=any(facts.keadaan is ReadingState.GAGAL for facts in pages.files),
        is_incomplete=any(facts.is_incomplete for facts in pages.files),
        has_outdated_copy=files.has_outdated_copy,
        has_personal_numbers=any(f.kind in HOLDING for f in pages.findings),
        has_pages_without_text=any(facts.has_unread_page for facts in pages.files) or pages.has_unread_parts,
        has_placeholder=any(berkas.is_placeholder for berkas in shown) or pages.has_blank_file,
        has_embedded_files=any(berkas.has_embedded for berkas in shown),
        has_comments=pages.has_comments,
        has_clause=any(f.kind is FindingKind.KLAUSUL for f in pages.findings),
        embargo_until=naskah.embargo_until,
        answered=frozenset(answered),
        waits_for_biro=waits_for_biro,
        has_personal_fields=bool(scan_fields(fields)),
        has_no_naskah=files.lacks_naskah,
        has_open_penghitaman=penghitaman.has_open_plan(session, naskah.id),
        needs_second_look=needs_second_look and bool(files.redacted),
    )


def answer_penahanan(session: Session, kode: str, reason: AlasanPenahanan, jawaban: str, act: Act) -> None:
    """A person entitled to it answers a hold, for the present content.

    While a naskah waits, an answer may come before the question; of a public one only an open hold is answered.
    Raises NotAllowedError, BadInputError or ConflictError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.RELEASE_HOLD, act.actor)
    if not act.actor.peran_for(naskah.unit.kode) & set(HOLD_OWNERS[reason]):
        raise NotAllowedError("Penahanan ini dijawab oleh peran lain.")
    if reason is AlasanPenahanan.PUTUSAN_PPID:
        raise NotAllowedError("Pengecualian hanya diputus lewat putusan PPID, dengan jangka waktunya.")
    if naskah.status is not Status.DIAJUKAN and not _is_open(session, naskah, reason):
        raise ConflictError("Penahanan ini tidak terbuka. Muat ulang halaman.")
    if reason in UNANSWERABLE:
        raise ConflictError("Penahanan ini hilang sendiri sesudah sebabnya selesai; tidak ada yang dijawab.")
    if reason is AlasanPenahanan.ORANG_KEDUA:
        _refuse_maker(session, naskah, act)
    if not jawaban.strip():
        raise BadInputError("Tulis jawaban atau alasannya.", "jawaban")
    jawaban = fitting(jawaban, 1000, "jawaban")
    note_answer(session, naskah, reason, act, jawaban.strip()[:1000])
    after = {"alasan": reason, "jawaban": jawaban.strip()[:1000]}
    record(session, act, "naskah.jawab_penahanan", naskah, after=after)
    jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now)


def _refuse_maker(session: Session, naskah: Naskah, act: Act) -> None:
    """Raises NotAllowedError for whoever made, or had a hand in, a redacted copy that would become public, for an
    account that hangs together with one of theirs, and for one that has not stood long enough.
    """
    makers = penghitaman.makers_of(session, load_files(session, naskah).redacted)
    if act.actor.user_id in makers:
        raise NotAllowedError("Salinan ini buatan Anda. Mintalah orang lain melihat dan menjawabnya.")
    people = session.scalars(select(User).where(User.id.in_(makers - {None}))).all()
    second_person.require(
        session,
        act,
        people,
        "Akun Anda dan akun pembuat salinan ini tidak berdiri sendiri: yang satu membuat akun atau kata sandi yang"
        " lain. Mintalah orang lain melihat dan menjawabnya.",
    )


def look_ahead(session: Session, naskah_id: int) -> None:
    """Look through the text of a naskah now, so that the transaction that decides on it need not.

    Looking through a long text takes seconds, in which nobody else could save anything.
    """
    if (naskah := session.get(Naskah, naskah_id)) is not None:
        shown = load_files(session, naskah).shown
        load_pages(session, shown)
        structure.look_ahead(session, shown)


def _is_open(session: Session, naskah: Naskah, reason: AlasanPenahanan) -> bool:
    asked = (Penahanan.naskah_id == naskah.id, Penahanan.alasan == reason, Penahanan.closed_at.is_(None))
    return session.scalar(select(Penahanan.id).where(*asked).limit(1)) is not None


def sync_penahanan(
    session: Session, naskah: Naskah, files: PublicFiles, reasons: frozenset[AlasanPenahanan], now: datetime
) -> None:
    """Open and close the rows of this naskah so that they say what holds it now."""
    is_open = Penahanan.closed_at.is_(None)
    rows = {
        row.alasan: row for row in session.scalars(select(Penahanan).where(Penahanan.naskah_id == naskah.id, is_open))
    }
    for reason, row in rows.items():
        if reason not in reasons:
            row.closed_at = now
    review_on = wib_today(now) + timedelta(days=REVIEW_AFTER_DAYS)
    for reason in sorted(reasons - rows.keys()):
        session.add(
            Penahanan(
                naskah_id=naskah.id,
                alasan=reason,
                opened_at=now,
                tinjau_on=review_on,
                jawaban="",
                konten=_content(session, naskah, files, reason),
                is_answered=False,
            )
        )
    session.flush()


def close_unanswered(session: Session, naskah: Naskah, reason: AlasanPenahanan, act: Act, jawaban: str) -> None:
    """Close an open hold with what was said to it; the question is asked again where it comes up again."""
    still_open = (Penahanan.naskah_id == naskah.id, Penahanan.alasan == reason, Penahanan.closed_at.is_(None))
    told = {"closed_at": act.now, "closed_by": act.actor.user_id, "jawaban": jawaban}
    session.execute(update(Penahanan).where(*still_open).values(**told))
    # An earlier decision for the same content must not stand for a later request.
    earlier = (Penahanan.naskah_id == naskah.id, Penahanan.alasan == reason, Penahanan.is_answered.is_(True))
    session.execute(update(Penahanan).where(*earlier).values(is_answered=False))
    session.flush()


def note_answer(session: Session, naskah: Naskah, reason: AlasanPenahanan, act: Act, jawaban: str) -> None:
    """Write down an answer for the present content; who may give it is the caller's question."""
    still_open = (Penahanan.naskah_id == naskah.id, Penahanan.alasan == reason, Penahanan.closed_at.is_(None))
    session.execute(update(Penahanan).where(*still_open).values(closed_at=act.now))
    session.add(
        Penahanan(
            naskah_id=naskah.id,
            alasan=reason,
            opened_at=act.now,
            tinjau_on=wib_today(act.now),
            closed_at=act.now,
            closed_by=act.actor.user_id,
            jawaban=jawaban,
            konten=_content(session, naskah, load_files(session, naskah), reason),
            is_answered=True,
        )
    )
    session.flush()


def _content(session: Session, naskah: Naskah, files: PublicFiles, reason: AlasanPenahanan) -> str:
    """Names what an answer to this reason speaks of: the public files, or the public fields."""
    if reason is AlasanPenahanan.ISIAN_PRIBADI:
        return fields_digest(to_fields(session, naskah))
    return files.content_digest
