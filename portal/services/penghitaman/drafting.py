"""Planning a redaction: boxes on pages, saved a page at a time, and the wish to have copies made of them.

A plan covers all originals of a naskah, because its copies stand in for all of them. Nothing of an original changes.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.domain.naskah.status import Action, Status
from portal.domain.penghitaman.kotak import MOST_IN_PLAN, MOST_ON_PAGE
from portal.domain.penghitaman.penghitaman import OPEN_STATES, KotakFields, Page, PenghitamanState, checked
from portal.errors import BadInputError, ConflictError, NotFoundError, StaleVersionError
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.penghitaman import KotakHitam, Penghitaman
from portal.services import jobs
from portal.services.acts import Act, find_for, flush_versioned, record, require
from portal.services.penghitaman.burning import refuse_replacing
from portal.services.publication.files import PublicFiles, load_files

STALE = (
    "Rencana penghitaman ini baru saja diubah orang lain. Kotak Anda belum tersimpan dan masih ada di bawah. Bandingkan"
    " dengan yang tersimpan, lalu simpan lagi bila kotak Anda yang benar."
)
NO_BOX = "Belum ada kotak yang tersimpan. Gambar dan simpan dulu kotaknya."
NO_PLAN = "Tidak ada rencana yang terbuka. Muat ulang halaman."
BUSY = "Salinan untuk umum sedang dibuat dari rencana ini. Tunggu sampai selesai, lalu ubah."


def save_pages(
    session: Session, kode: str, version: int, pages: Mapping[Page, Sequence[KotakFields]], act: Act
) -> Penghitaman:
    """Let exactly these boxes stand on these pages; `version` 0 is said by whoever saw no open plan.

    Those of other pages stay as they are. Raises StaleVersionError where somebody else saved meanwhile, BadInputError,
    ConflictError, NotAllowedError or NotFoundError.
    """
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    originals = {berkas.id: berkas for berkas in load_files(session, naskah).originals}
    for (berkas_id, nomor), kotak in pages.items():
        _refuse_page(originals.get(berkas_id), nomor, kotak)
    wanted = {page: [checked(one) for one in kotak] for page, kotak in pages.items()}
    plan = _plan_to_change(session, naskah, version, act)
    for (berkas_id, nomor), kotak in wanted.items():
        _set_page(session, plan, (berkas_id, nomor), kotak, act)
    total = _count(session, plan)
    if total > MOST_IN_PLAN:
        raise BadInputError(f"Paling banyak {MOST_IN_PLAN} kotak untuk satu naskah.", "kotak")
    _note_change(session, naskah, plan, act)
    record(
        session,
        act,
        "penghitaman.simpan",
        naskah,
        after={
            "halaman": [f"{originals[berkas_id].nama}, {nomor}" for berkas_id, nomor in wanted],
            "kotak": sum(map(len, wanted.values())),
            "seluruhnya": total,
        },
    )
    return plan


def ask_copies(session: Session, kode: str, version: int, act: Act, *, is_checked: bool) -> None:
    """Have the public copies made; `is_checked`: the person says to have looked at every page.

    Raises BadInputError, StaleVersionError, ConflictError, NotAllowedError or NotFoundError.
    """
    naskah, plan = _find_plan(session, kode, version, act, NO_BOX)
    total = _count(session, plan)
    if not total:
        raise ConflictError(NO_BOX)
    files = load_files(session, naskah)
    if left := _left_behind(session, files, plan):
        raise ConflictError(
            f"{left} kotak ada pada berkas yang sudah diganti atau bukan berkas asli lagi. Periksa halaman berkas yang"
            " sekarang, lalu buang kotak lama itu."
        )
    refuse_replacing(session, naskah, files)
    if not is_checked:
        raise BadInputError("Periksa setiap halaman, lalu centang pernyataannya.", "periksa")
    plan.keadaan, plan.keterangan = PenghitamanState.MENUNGGU, ""
    plan.asked_at, plan.asked_by = act.now, act.actor.user_id
    flush_versioned(session)
    record(session, act, "penghitaman.minta", naskah, after={"kotak": total})
    jobs.enqueue(session, JobKind.HITAMKAN, plan.id, now=act.now)


def discard(session: Session, kode: str, version: int, act: Act) -> None:
    """Drop an open plan; what it held stays on record, and copies that were made stay. Raises as `ask_copies` does."""
    naskah, plan = _find_plan(session, kode, version, act, NO_PLAN)
    plan.keadaan, plan.ended_at = PenghitamanState.DIBUANG, act.now
    _note_change(session, naskah, plan, act)
    record(session, act, "penghitaman.buang", naskah, before={"kotak": _count(session, plan)})


def drop_left_behind(session: Session, kode: str, version: int, act: Act) -> None:
    """Take out the boxes on files that were replaced or are no originals any more. Raises as `ask_copies` does."""
    naskah, plan = _find_plan(session, kode, version, act, NO_PLAN)
    files = load_files(session, naskah)
    left = _left_behind(session, files, plan)
    session.execute(delete(KotakHitam).where(*_elsewhere(files, plan)))
    _note_change(session, naskah, plan, act)
    record(session, act, "penghitaman.buang_lama", naskah, before={"kotak": left})


def _refuse_page(berkas: Berkas | None, nomor: int, kotak: Sequence[KotakFields]) -> None:
    if berkas is None or nomor < 1 or (berkas.pages is not None and nomor > berkas.pages):
        raise NotFoundError("Halaman tidak ditemukan pada berkas asli naskah ini.")
    if len(kotak) > MOST_ON_PAGE:
        raise BadInputError(f"Paling banyak {MOST_ON_PAGE} kotak pada satu halaman. Satukan yang berdekatan.", "kotak")


def _plan_to_change(session: Session, naskah: Naskah, version: int, act: Act) -> Penghitaman:
    plan = _open_plan(session, naskah)
    if plan is not None:
        _refuse_busy(plan)
        _refuse_stale(plan, version)
        plan.keadaan, plan.keterangan = PenghitamanState.DRAF, ""
        return plan
    if version:
        raise StaleVersionError(STALE)
    return _begin(session, naskah, act)


def _begin(session: Session, naskah: Naskah, act: Act) -> Penghitaman:
    """A new plan; it goes on from the boxes of the copies that were made last."""
    plan = Penghitaman(
        naskah_id=naskah.id,
        keadaan=PenghitamanState.DRAF,
        keterangan="",
        created_at=act.now,
        created_by=act.actor.user_id,
        updated_at=act.now,
        updated_by=act.actor.user_id,
    )
    try:
        with session.begin_nested():
            session.add(plan)
            session.flush()
    except IntegrityError as error:
        raise StaleVersionError(STALE) from error
    if (last := last_done(session, naskah.id)) is not None:
        copied = ("berkas_id", "nomor", "kiri", "atas", "kanan", "bawah", "alasan", "keterangan", "created_by")
        present = [berkas.id for berkas in load_files(session, naskah).originals]
        rows = select(KotakHitam).where(KotakHitam.penghitaman_id == last.id, KotakHitam.berkas_id.in_(present))
        for row in session.scalars(rows.order_by(KotakHitam.id)).all():
            session.add(KotakHitam(penghitaman_id=plan.id, **{name: getattr(row, name) for name in copied}))
        session.flush()
    return plan


def last_done(session: Session, naskah_id: int) -> Penghitaman | None:
    """The plan that the newest copies were made of, if any were."""
    query = select(Penghitaman).where(
        Penghitaman.naskah_id == naskah_id, Penghitaman.keadaan == PenghitamanState.SELESAI
    )
    return session.scalars(query.order_by(Penghitaman.id.desc()).limit(1)).first()


def _set_page(session: Session, plan: Penghitaman, page: Page, kotak: Sequence[KotakFields], act: Act) -> None:
    berkas_id, nomor = page
    here = (KotakHitam.penghitaman_id == plan.id, KotakHitam.berkas_id == berkas_id, KotakHitam.nomor == nomor)
    # Who drew a box that stays as it was is not changed by somebody else's saving.
    drawn = {_key(row): row.created_by for row in session.scalars(select(KotakHitam).where(*here))}
    session.execute(delete(KotakHitam).where(*here))
    for one in kotak:
        row = KotakHitam(
            penghitaman_id=plan.id,
            berkas_id=berkas_id,
            nomor=nomor,
            kiri=one.kotak.kiri,
            atas=one.kotak.atas,
            kanan=one.kotak.kanan,
            bawah=one.kotak.bawah,
            alasan=one.alasan,
            keterangan=one.keterangan,
        )
        row.created_by = drawn.get(_key(row), act.actor.user_id)
        session.add(row)
    session.flush()


def _key(row: KotakHitam) -> tuple[object, ...]:
    return row.kiri, row.atas, row.kanan, row.bawah, row.alasan, row.keterangan


def _note_change(session: Session, naskah: Naskah, plan: Penghitaman, act: Act) -> None:
    plan.updated_at, plan.updated_by = act.now, act.actor.user_id
    flush_versioned(session)
    if naskah.status is Status.DIAJUKAN:
        # A plan holds the publication, and its end lets it go.
        jobs.enqueue(session, JobKind.TERBITKAN, naskah.id, now=act.now)


def _find_plan(session: Session, kode: str, version: int, act: Act, missing: str) -> tuple[Naskah, Penghitaman]:
    """The naskah with its open plan as the person saw it; `missing` is said where none is open."""
    naskah = find_for(session, kode, act.actor)
    require(naskah, Action.EDIT, act.actor)
    plan = _open_plan(session, naskah)
    if plan is None:
        raise ConflictError(missing)
    _refuse_busy(plan)
    _refuse_stale(plan, version)
    return naskah, plan


def _open_plan(session: Session, naskah: Naskah) -> Penghitaman | None:
    query = select(Penghitaman).where(Penghitaman.naskah_id == naskah.id, Penghitaman.keadaan.in_(OPEN_STATES))
    return session.scalars(query.with_for_update()).first()


def _refuse_busy(plan: Penghitaman) -> None:
    if plan.keadaan is PenghitamanState.MENUNGGU:
        raise ConflictError(BUSY)


def _refuse_stale(plan: Penghitaman, version: int) -> None:
    if plan.version != version:
        raise StaleVersionError(STALE)


def _count(session: Session, plan: Penghitaman) -> int:
    return session.scalar(select(func.count(KotakHitam.id)).where(KotakHitam.penghitaman_id == plan.id)) or 0


def _left_behind(session: Session, files: PublicFiles, plan: Penghitaman) -> int:
    return session.scalar(select(func.count(KotakHitam.id)).where(*_elsewhere(files, plan))) or 0


def _elsewhere(files: PublicFiles, plan: Penghitaman) -> tuple[ColumnElement[bool], ...]:
    """The boxes of a plan that lie on no original of now."""
    present = [berkas.id for berkas in files.originals]
    return KotakHitam.penghitaman_id == plan.id, KotakHitam.berkas_id.not_in(present)
