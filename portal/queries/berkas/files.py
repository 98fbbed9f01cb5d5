"""Files of a naskah as staff see them: reading state, pages, findings, and the way to their bytes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.domain.berkas.arrangement import URUTAN_TERBIT
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.isi_minimum import Isi, found_in
from portal.domain.naskah.judul import shown_judul
from portal.domain.naskah.status import Status
from portal.domain.permissions import Actor
from portal.domain.publication.personal_data import (
    Finding,
    covered_text,
    scan_covered,
    scan_hidden,
    scan_pages,
)
from portal.errors import NotFoundError
from portal.models.berkas import Berkas, Halaman
from portal.models.job import Job, JobKind, JobState
from portal.models.naskah import Naskah
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries.berkas.progress import IS_BEING_SUGGESTED, recognition_by_file, recognition_of, signatures_of
from portal.queries.berkas.values import NOTHING, Recognition
from portal.queries.naskah.values import QueuedDraft, StaffBerkas, StaffHalaman, StoredFile
from portal.queries.naskah.worklist import readable

SYSTEM = "Sistem"
_IS_RUNNING = and_(Job.kind == JobKind.BACA_BERKAS, Job.subject_id == Berkas.id, Job.state == JobState.BERJALAN)


def find_file(session: Session, kode: str, berkas_id: int, actor: Actor) -> StoredFile:
    """A file of a naskah, replaced ones included. Raises NotFoundError."""
    row = session.execute(
        select(Berkas.sha256, Berkas.size, Berkas.nama)
        .join(Naskah, Naskah.id == Berkas.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(Naskah.kode == kode, Berkas.id == berkas_id, readable(actor))
    ).first()
    if row is None:
        raise NotFoundError("Berkas tidak ditemukan.")
    return StoredFile(row.sha256, row.size, row.nama)


def find_page_image(session: Session, kode: str, berkas_id: int, nomor: int, actor: Actor) -> str:
    """Digest of a page image. Raises NotFoundError where there is none."""
    digest = session.scalar(
        select(Halaman.image_sha256)
        .join(Berkas, Berkas.id == Halaman.berkas_id)
        .join(Naskah, Naskah.id == Berkas.naskah_id)
        .join(Unit, Unit.id == Naskah.unit_id)
        .where(Naskah.kode == kode, Berkas.id == berkas_id, Halaman.nomor == nomor, readable(actor))
    )
    if digest is None:
        raise NotFoundError("Gambar halaman tidak ditemukan.")
    return digest


def recent_drafts(session: Session, actor: Actor, since: datetime, *, limit: int) -> tuple[QueuedDraft, ...]:
    """Drafts that the actor made since then, newest first: the queue beside the form."""
    found_rows = session.execute(
        select(Naskah.kode, Naskah.judul, Berkas, Job.progress, Job.progress_total)
        .join(Unit, Unit.id == Naskah.unit_id)
        .join(Berkas, Berkas.naskah_id == Naskah.id)
        .outerjoin(Job, _IS_RUNNING)
        .where(
            readable(actor),
            Naskah.created_by == actor.user_id,
            Naskah.status == Status.DRAF,
            Naskah.created_at >= since,
            Berkas.replaced_by_id.is_(None),
        )
        .order_by(Naskah.id.desc(), Berkas.id.desc())
        .limit(limit * 2)
    )
    rows = found_rows.all()
    recognition = recognition_of(session, [row.Berkas.id for row in rows])
    found = {
        row.kode: QueuedDraft(
            kode=row.kode,
            judul=shown_judul(row.judul),
            nama=row.Berkas.nama,
            keadaan=row.Berkas.keadaan,
            pages=row.Berkas.pages,
            progress=row.progress or 0,
            progress_total=row.progress_total or 0,
            recognition=recognition.get(row.Berkas.id, NOTHING),
        )
        for row in rows
    }
    return tuple(found.values())[:limit]


def load_files(session: Session, naskah_id: int) -> tuple[StaffBerkas, ...]:
    """All files of a naskah that the caller has found for the actor, without their pages."""
    own = select(Berkas.id).where(Berkas.naskah_id == naskah_id)
    recognition = recognition_by_file(Halaman.berkas_id.in_(own)).subquery()
    rows = session.execute(
        select(
            Berkas,
            User.nama.label("sender"),
            Job.progress,
            Job.progress_total,
            IS_BEING_SUGGESTED.label("is_being_suggested"),
            recognition.c.done,
            recognition.c.total,
            recognition.c.without_engine,
            recognition.c.failed,
        )
        .outerjoin(User, User.id == Berkas.uploaded_by)
        .outerjoin(Job, _IS_RUNNING)
        .outerjoin(recognition, recognition.c.berkas_id == Berkas.id)
        .where(Berkas.naskah_id == naskah_id)
        .order_by(Berkas.urutan, Berkas.id)
    )
    # Two lines can be left of one job after a lost lease; one of them is enough.
    return tuple({row.Berkas.id: _file(row) for row in rows}.values())


def _file(row: Row[*tuple[Any, ...]]) -> StaffBerkas:
    berkas: Berkas = row.Berkas
    copied = (
        "id", "jenis", "nama", "bahasa", "sha256", "size", "mewakili", "uploaded_at", "keadaan", "keterangan_baca",
        "pages", "enkripsi", "has_script", "has_launch", "has_embedded", "has_form", "has_external_link",
        "is_truncated", "is_counts_agree", "read_at", "tool", "signatures_checked_at", "keterangan_tanda_tangan",
        "embedded_names", "is_placeholder",
    )  # fmt: skip
    return StaffBerkas(
        uploaded_by=row.sender or SYSTEM,
        is_replaced=berkas.replaced_by_id is not None,
        progress=row.progress or 0,
        progress_total=row.progress_total or 0,
        is_being_suggested=bool(row.is_being_suggested),
        recognition=(
            NOTHING if row.total is None else Recognition(row.done, row.total, row.without_engine, row.failed)
        ),
        **{name: getattr(berkas, name) for name in copied},
    )


def with_pages(session: Session, files: Sequence[StaffBerkas], *, with_text: bool) -> tuple[StaffBerkas, ...]:
    """The same files with their pages; `with_text` adds what the text holds against publication, and the signatures."""
    current = [berkas for berkas in files if not berkas.is_replaced]
    columns: list[InstrumentedAttribute[Any]] = [Halaman.berkas_id, Halaman.nomor, Halaman.asal, Halaman.image_sha256]
    columns += [Halaman.image_width, Halaman.image_height, Halaman.pengenalan, Halaman.keterangan]
    columns += [Halaman.has_comment, Halaman.unread_share]
    columns += [Halaman.teks, Halaman.teks_tersembunyi, Halaman.teks_tertutup] if with_text else []
    query = select(*columns).where(Halaman.berkas_id.in_([berkas.id for berkas in current]))
    pages: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(query.order_by(Halaman.berkas_id, Halaman.nomor)):
        pages.setdefault(row.berkas_id, []).append(row)
    scanned = _shown_by_publication(current) if with_text else frozenset()
    checked = [berkas.id for berkas in current if berkas.signatures_checked_at is not None]
    signatures = signatures_of(session, checked) if with_text and checked else {}
    return tuple(
        replace(
            berkas,
            halaman=tuple(
                StaffHalaman(
                    p.nomor,
                    p.asal,
                    p.image_sha256,
                    p.image_width,
                    p.image_height,
                    p.pengenalan,
                    p.keterangan,
                    has_comment=p.has_comment,
                    is_partly_unread=p.unread_share is not None,
                )
                for p in pages.get(berkas.id, ())
            ),
            findings=(
                _findings(_PageTexts.of(p, berkas.jenis) for p in pages.get(berkas.id, ()))
                if berkas.id in scanned
                else ()
            ),
            isi=found_in(p.teks for p in pages.get(berkas.id, ())) if with_text else None,
            signatures=signatures.get(berkas.id, ()),
        )
        for berkas in files
    )


@dataclass(frozen=True)
class Seen:
    """What the texts of a naskah show: what speaks against publication by file, and parts of the minimum content."""

    findings: Mapping[int, tuple[Finding, ...]]
    isi: Isi | None


def look_through(session: Session, files: Sequence[StaffBerkas]) -> Seen:
    """Look through what these files of one naskah would make public; files without findings are left out."""
    shown = _shown_by_publication([berkas for berkas in files if not berkas.is_replaced])
    columns = (Halaman.berkas_id, Halaman.nomor, Halaman.teks, Halaman.teks_tersembunyi, Halaman.teks_tertutup)
    query = select(*columns, Halaman.asal).where(Halaman.berkas_id.in_(shown))
    jenis = {berkas.id: berkas.jenis for berkas in files}
    pages: dict[int, list[_PageTexts]] = {}
    for row in session.execute(query.order_by(Halaman.berkas_id, Halaman.nomor)):
        pages.setdefault(row.berkas_id, []).append(_PageTexts.of(row, jenis[row.berkas_id]))
    found = {berkas_id: _findings(texts) for berkas_id, texts in pages.items()}
    isi = found_in(*((page.seen for page in pages[one.id]) for one in files if one.id in pages))
    return Seen({berkas_id: findings for berkas_id, findings in found.items() if findings}, isi)


@dataclass(frozen=True)
class _PageTexts:
    """The texts of a page: what is seen, what is not, and what its reader was not meant to have."""

    nomor: int
    seen: str
    hidden: str
    covered: str

    @classmethod
    def of(cls, page: Row[*tuple[Any, ...]], jenis: JenisBerkas) -> "_PageTexts":
        """Those of a row of a file of this kind."""
        covered = covered_text(
            page.teks,
            page.teks_tersembunyi,
            page.teks_tertutup,
            is_public_copy=jenis is JenisBerkas.SALINAN_PUBLIK,
            is_foreign_layer=page.asal == "embedded_ocr",
        )
        return cls(page.nomor, page.teks, page.teks_tersembunyi, covered)


def _findings(pages: Iterable[_PageTexts]) -> tuple[Finding, ...]:
    """What speaks against publication in the texts of pages."""
    known = list(pages)
    seen = scan_pages((page.nomor, page.seen) for page in known)
    told = {(finding.page, finding.kind, finding.snippet) for finding in seen}
    unseen = scan_hidden((page.nomor, page.hidden) for page in known)
    covered = scan_covered((page.nomor, page.covered) for page in known)
    return (*seen, *(one for one in unseen if (one.page, one.kind, one.snippet) not in told), *covered)


def _shown_by_publication(files: Sequence[StaffBerkas]) -> frozenset[int]:
    redacted = frozenset(berkas.id for berkas in files if berkas.jenis is JenisBerkas.SALINAN_PUBLIK)
    return redacted or frozenset(berkas.id for berkas in files if berkas.jenis in URUTAN_TERBIT)
