"""Making the public copies of a plan: what the worker needs to know, and how its copies enter the archive."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.status import Action, next_status
from portal.domain.penghitaman.penghitaman import PenghitamanState
from portal.domain.permissions import Peran
from portal.errors import ConflictError, TransitionNotAllowedError
from portal.models.berkas import Berkas
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.models.penghitaman import KotakHitam, Penghitaman, SalinanHitam
from portal.services import jobs
from portal.services.acts import Act, record
from portal.services.berkas.filing import next_place
from portal.services.copies import storing
from portal.services.copies.storing import Kept
from portal.services.publication.files import PublicFiles, digests_of, load_files
from portal.services.retensi import refuse_frozen

CHANGED = "Berkas asli naskah ini berubah selagi salinannya dibuat. Periksa lagi kotaknya, lalu buat salinannya."
Edges = tuple[int, int, int, int]


@dataclass(frozen=True)
class BerkasToBurn:
    """One original and the boxes on its pages, by page."""

    berkas_id: int
    sha256: str
    pages: int | None
    """As many as the reading of the original found; None where that is not known."""
    boxes: Mapping[int, tuple[Edges, ...]]


@dataclass(frozen=True)
class BurningTask:
    """All originals of a naskah, in their order; `mark` tells the copies of one state of a plan from all others."""

    penghitaman_id: int
    kode: str
    mark: str
    originals: tuple[BerkasToBurn, ...]


@dataclass(frozen=True)
class BurnedCopy:
    """A copy that lies in the store already: of which original, where, and how many pages."""

    asli_id: int
    asli_sha256: str
    kept: Kept
    pages: int


def find_task(session: Session, penghitaman_id: int) -> BurningTask | None:
    """What is to be made of this plan; None where nobody waits for it any more."""
    plan = session.get(Penghitaman, penghitaman_id)
    if plan is None or plan.keadaan is not PenghitamanState.MENUNGGU:
        return None
    naskah = session.get_one(Naskah, plan.naskah_id)
    boxes: dict[int, dict[int, list[Edges]]] = defaultdict(lambda: defaultdict(list))
    rows = select(KotakHitam).where(KotakHitam.penghitaman_id == plan.id).order_by(KotakHitam.id)
    for row in session.scalars(rows):
        boxes[row.berkas_id][row.nomor].append((row.kiri, row.atas, row.kanan, row.bawah))
    originals = tuple(
        BerkasToBurn(
            berkas.id,
            berkas.sha256,
            berkas.pages,
            {nomor: tuple(edges) for nomor, edges in boxes.get(berkas.id, {}).items()},
        )
        for berkas in load_files(session, naskah).originals
    )
    return BurningTask(plan.id, naskah.kode, f"{plan.id}.{plan.version}", originals)


def accept_copies(session: Session, task: BurningTask, copies: Sequence[BurnedCopy], act: Act) -> None:
    """Let the copies become the public ones of their naskah, in place of all there were, and have them read.

    Raises ConflictError where the originals, or the plan, are others by now, or the naskah takes no files any more.
    """
    plan = session.get_one(Penghitaman, task.penghitaman_id, with_for_update=True)
    naskah = session.get_one(Naskah, plan.naskah_id, with_for_update=True)
    if plan.keadaan is not PenghitamanState.MENUNGGU or task.mark != f"{plan.id}.{plan.version}":
        raise ConflictError("Rencana penghitaman ini sudah berubah.")
    _refuse_closed(naskah)
    files = load_files(session, naskah)
    refuse_replacing(session, naskah, files)
    mewakili = digests_of(files.originals)
    is_same = [berkas.id for berkas in files.originals] == [copy.asli_id for copy in copies]
    if not is_same or mewakili != tuple(sorted(copy.asli_sha256 for copy in copies)):
        raise ConflictError(CHANGED)
    made = [_copy_row(session, naskah, plan, copy, mewakili, act) for copy in copies]
    for old in files.redacted:
        old.replaced_by_id = made[0].id
    naskah.updated_at = act.now
    plan.keadaan, plan.ended_at, plan.keterangan = PenghitamanState.SELESAI, act.now, ""
    session.flush()
    boxes = session.scalar(select(func.count(KotakHitam.id)).where(KotakHitam.penghitaman_id == plan.id))
    record(
        session,
        act,
        "penghitaman.selesai",
        naskah,
        before={"salinan": [old.sha256 for old in files.redacted]} if files.redacted else None,
        after={
            "asli": [copy.asli_sha256 for copy in copies],
            "salinan": [copy.kept.sha256 for copy in copies],
            "kotak": boxes,
        },
    )
    for berkas in made:
        jobs.enqueue(session, JobKind.BACA_BERKAS, berkas.id, now=act.now)
    jobs.enqueue(session, JobKind.INDEKS, naskah.id, now=act.now)


def refuse_replacing(session: Session, naskah: Naskah, files: PublicFiles) -> None:
    """Raises ConflictError where new copies would take the place of others under a legal hold."""
    if files.redacted:
        refuse_frozen(session, naskah)


def store_failure(session: Session, penghitaman_id: int, why: str, act: Act) -> None:
    """The copies could not be made: the plan stays, staff are told why, and nothing is published meanwhile."""
    plan = session.get(Penghitaman, penghitaman_id)
    if plan is None or plan.keadaan is not PenghitamanState.MENUNGGU:
        return
    plan.keadaan, plan.keterangan = PenghitamanState.GAGAL, why[:1000]
    naskah = session.get_one(Naskah, plan.naskah_id)
    session.flush()
    record(session, act, "penghitaman.gagal", naskah, after={"keterangan": plan.keterangan})


def _refuse_closed(naskah: Naskah) -> None:
    try:
        # Whether files may still come in, whoever asked: the right of that person was looked at as they asked.
        next_status(naskah.status, Action.EDIT, frozenset({Peran.BIRO}))
    except TransitionNotAllowedError as error:
        raise ConflictError("Naskah ini sudah ditarik atau ditutup, jadi salinannya tidak disimpan.") from error


def _copy_row(
    session: Session, naskah: Naskah, plan: Penghitaman, copy: BurnedCopy, mewakili: tuple[str, ...], act: Act
) -> Berkas:
    asli = session.get_one(Berkas, copy.asli_id)
    storing.note(session, copy.kept, act.now)
    place = next_place(session, naskah.id)
    berkas = Berkas(
        naskah_id=naskah.id,
        urutan=place,
        mewakili=mewakili,
        jenis=JenisBerkas.SALINAN_PUBLIK,
        nama=f"salinan-publik-{naskah.kode}-{place}.pdf",
        bahasa=asli.bahasa,
        sha256=copy.kept.sha256,
        size=copy.kept.size,
        uploaded_at=act.now,
        uploaded_by=plan.asked_by,
    )
    session.add(berkas)
    session.flush()
    session.add(
        SalinanHitam(
            penghitaman_id=plan.id,
            asli_id=asli.id,
            asli_sha256=copy.asli_sha256,
            salinan_id=berkas.id,
            salinan_sha256=copy.kept.sha256,
            pages=copy.pages,
        )
    )
    return berkas
