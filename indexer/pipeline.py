"""What one job does: read, publish if nothing holds it, index. Each step reads what the one before wrote."""

import contextlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer import calm
from indexer.child import TOTAL_SECONDS, ChildResult, Outcome, PdfReader
from indexer.filecache import fetch
from indexer.workroom import working_folder
from portal import clock, failpoint
from portal.domain.berkas.acceptance import too_many_pages
from portal.domain.berkas.reading import PageText
from portal.domain.berkas.recognition import needs_recognition
from portal.domain.suggestions.agree import suggest_by_both
from portal.errors import PortalError, SearchBusyError, SearchUnavailableError
from portal.models.job import JobKind
from portal.models.naskah import Naskah
from portal.queries.public import documents
from portal.search.interface import Progress, SearchDocument, SearchIndex
from portal.search.on_disk import only_process
from portal.search.opening import is_on_postgresql
from portal.services import index_changes, indexing, jobs, kemiripan, saran
from portal.services.berkas import reading
from portal.services.jobs import Claim
from portal.services.publication import penahanan, verbs
from portal.wiring import Stores

IMAGE_BATCH = 20
MOST_IMAGES = 500
"""Pages beyond this have text but no picture: 500 pages are read on screen, longer files are downloaded."""


def read_berkas(stores: Stores, reader: PdfReader, held: Claim) -> None:
    """Read one stored file: structure, text of all pages, word boxes where metadata stands, page images.

    A file that ran out of time is read again later, with more of it, before what was found is all there is; one whose
    readers were killed by a foreign hand is read again soon.
    """
    if calm.is_put_off(stores, held):
        return
    with stores.database.transaction() as session:
        berkas = reading.begin(session, held.subject_id)
        sha256 = berkas.sha256
    with working_folder(stores.spool_dir) as folder:
        path = folder / "berkas.pdf"
        fetch(stores.objects, sha256, path)
        images_dir = folder / "halaman"
        images_dir.mkdir()
        found, was_killed = _read_on(stores, reader, held, path, images_dir)
        if found.outcome is Outcome.timeout and not held.is_last:
            with stores.database.transaction() as session:
                jobs.try_later(session, held, now=clock.utc_now())
            return
        if was_killed and not held.is_last:
            with stores.database.transaction() as session:
                jobs.try_again(session, held, now=clock.utc_now())
            return
        failpoint.reach(failpoint.Step.EXTRACT)
        result = _as_result(stores, found, images_dir)
    _store_in_portions(stores, held, result)


def _store_in_portions(stores: Stores, held: Claim, result: reading.ReadingResult) -> None:
    """Nobody waits for a long file to be stored: its pages come in short transactions, its verdict in the last one.

    Until then the file counts as being read, so a reading that stops half-way is no reading.
    """
    is_left, total = True, len(result.pages)
    while is_left:
        with stores.database.transaction() as session:
            jobs.hold_lease(session, held, now=clock.utc_now(), progress=total, total=total)
            is_left = reading.drop_pages(session, held.subject_id)
    for numbers in reading.portions(result):
        with stores.database.transaction() as session:
            jobs.hold_lease(session, held, now=clock.utc_now(), progress=total, total=total)
            reading.add_pages(session, held.subject_id, result, numbers)
    with stores.database.transaction() as session:
        now = clock.utc_now()
        reading.conclude(session, held.subject_id, result, now=now, priority=held.priority)
        jobs.finish(session, held, now=now)


def suggest_fields(stores: Stores, held: Claim) -> None:
    """Find suggestions for the fields of a naskah in the text of one of its files; text nearly the same is noted."""
    with stores.database.reading() as session:
        pages = saran.pages_of(session, held.subject_id)
        known = saran.known_names(session, held.subject_id)
    # Outside any transaction: a long text takes a while, and nobody else's saving should wait for it.
    found = suggest_by_both(pages, known)
    with stores.database.transaction() as session:
        now = clock.utc_now()
        saran.store(session, held.subject_id, found)
        kemiripan.refresh(session, held.subject_id, now)
        saran.grant_wish(session, held.subject_id, now=now, priority=held.priority)
        jobs.finish(session, held, now=now)


def publish_naskah(stores: Stores, held: Claim) -> None:
    """Publish a submitted naskah, or write down what holds it."""
    with stores.database.reading() as session:
        penahanan.look_ahead(session, held.subject_id)
    with stores.database.transaction() as session:
        now = clock.utc_now()
        config = stores.config
        verbs.advance(
            session,
            held.subject_id,
            now=now,
            waits_for_biro=config.publish_after_review,
            needs_second_look=config.second_look,
        )
        jobs.finish(session, held, now=now)
        failpoint.reach(failpoint.Step.PUBLISH_COMMIT)


def index_naskah(stores: Stores, held: list[Claim]) -> None:
    """Bring both indexes up to date for these naskah; the database decides what the public one may hold.

    Raises SearchBusyError while another line or process does the same.
    """
    with one_writer(stores):
        # Read behind the lock: an older state must never be written over a newer one.
        with stores.database.reading() as session:
            entries = read_entries(session, _codes(session, held))
        write_entries(stores, entries)
    list_changes(stores, held)


def list_changes(stores: Stores, held: Sequence[Claim]) -> None:
    """Tell the indexes of all hosts that these naskah changed, and be done with their jobs.

    The list is kept wherever the indexes lie: a portal that gives each host its own later on has missed nothing.
    """
    with stores.database.transaction() as session:
        now = clock.utc_now()
        for claim in held:
            jobs.finish(session, claim, now=now)
        index_changes.note(session, [claim.subject_id for claim in held], now)
        failpoint.reach(failpoint.Step.INDEX_LIST)


@dataclass(frozen=True)
class Entries:
    """What the two indexes are to hold of some naskah, by code; None where that is nothing."""

    public: Mapping[str, SearchDocument | None]
    internal: Mapping[str, SearchDocument | None]


def read_entries(session: Session, codes: Collection[str]) -> Entries:
    """Make them from the database as this session sees it."""
    found = {kode: session.scalars(select(Naskah).where(Naskah.kode == kode)).one_or_none() for kode in codes}
    return Entries(
        {kode: documents.public_document(session, kode) for kode in found},
        {
            kode: None if naskah is None else indexing.internal_document(session, naskah)
            for kode, naskah in found.items()
        },
    )


def write_entries(stores: Stores, entries: Entries) -> None:
    """Put them into both indexes; the caller holds `one_writer`. Raises SearchUnavailableError."""
    _write(stores.public_index, entries.public)
    failpoint.reach(failpoint.Step.INDEX)
    _write(stores.internal_index, entries.internal)


def _write(index: SearchIndex, wanted: Mapping[str, SearchDocument | None]) -> None:
    # Out before in: what must leave the public eye does so even if adding something else goes wrong.
    index.remove(kode for kode, document in wanted.items() if document is None)
    index.add(document for document in wanted.values() if document is not None)
    index.commit()


def _codes(session: Session, held: Sequence[Claim]) -> Sequence[str]:
    return session.scalars(select(Naskah.kode).where(Naskah.id.in_([claim.subject_id for claim in held]))).all()


@contextlib.contextmanager
def one_writer(stores: Stores) -> Iterator[None]:
    """Only one line or process writes the indexes of this machine; raises SearchBusyError while another one does."""
    with only_process(stores.config.data_dir / "index.lock"):
        if is_on_postgresql(stores.config.search_url):
            with _one_writer_anywhere(stores):
                yield
        else:
            yield


@contextlib.contextmanager
def _one_writer_anywhere(stores: Stores) -> Iterator[None]:
    """The file keeps out what runs on this machine alone: an index in a database is held by a change that is begun."""
    held = (stores.public_index, stores.internal_index)
    try:
        for index in held:
            index.remove(())
        yield
    finally:
        # What failed was dropped with all it held; whatever is still open is empty, and must keep nobody out.
        for index in held:
            with contextlib.suppress(PortalError):
                index.commit()


def _read_on(stores: Stores, reader: PdfReader, held: Claim, path: Path, images_dir: Path) -> tuple[ChildResult, bool]:
    """All that was found, and whether some part of it is missing only because somebody killed its readers."""
    seconds = TOTAL_SECONDS * calm.patience(held)
    most = stores.config.max_pages
    found = reader.read_all(path, out_dir=images_dir, image_pages=IMAGE_BATCH, total_seconds=seconds, most_pages=most)
    was_killed = found.was_killed
    if found.inspection is None and found.outcome not in (Outcome.password, Outcome.unreadable):
        # What died while it counted is asked once more by itself: without a count no publication goes by itself.
        again = reader.inspect(path, total_seconds=seconds)
        found = replace(found, inspection=again.inspection)
        was_killed |= again.was_killed
    total = _pages_shown(found)
    if total > most:
        return found, False
    _keep_lease(stores, held, _pages_done(found, total), total)
    while found.next_page is not None and found.next_page <= total:
        more = reader.read(path, first=found.next_page, last=total, total_seconds=seconds)
        pages = {page.number: page for page in (*found.pages, *more.pages)}
        was_killed |= more.was_killed
        is_stuck = more.next_page is not None and more.next_page <= found.next_page
        found = replace(
            found,
            outcome=more.outcome,
            detail=more.detail,
            pages=tuple(pages[number] for number in sorted(pages)),
            failed_pages=(*found.failed_pages, *more.failed_pages),
            next_page=None if is_stuck else more.next_page,
        )
        _keep_lease(stores, held, _pages_done(found, total), total)
    if found.outcome in (Outcome.password, Outcome.unreadable):
        return found, False
    for first in range(IMAGE_BATCH + 1, min(total, MOST_IMAGES) + 1, IMAGE_BATCH):
        more = reader.render(path, images_dir, first=first, last=min(first + IMAGE_BATCH - 1, total))
        found = replace(found, images=(*found.images, *more.images))
        was_killed |= more.was_killed
        _keep_lease(stores, held, _pages_done(found, total), total)
        if not more.images:
            break
    return found, was_killed


def _pages_shown(found: ChildResult) -> int:
    """How many pages there are to be read: the most that anybody counted, be it agreed or not."""
    return max(found.count, found.inspection.pages if found.inspection else 0)


def _pages_done(found: ChildResult, total: int) -> int:
    """Pages of the file that are done: each counts half with its text, and wholly with its picture."""
    pictures = min(total, MOST_IMAGES)
    return total * (len(found.pages) + len(found.images)) // max(1, total + pictures)


def _keep_lease(stores: Stores, held: Claim, done: int, total: int) -> None:
    if total > IMAGE_BATCH:
        with stores.database.transaction() as session:
            jobs.hold_lease(session, held, now=clock.utc_now(), progress=done, total=total)


def _as_result(stores: Stores, found: ChildResult, images_dir: Path) -> reading.ReadingResult:
    total, most = _pages_shown(found), stores.config.max_pages
    if total > most:
        return reading.ReadingResult(
            is_readable=False,
            detail=too_many_pages("Berkas", total, most),
            inspection=found.inspection,
            pages=(),
            images={},
        )
    images = {}
    for image in found.images:
        with (images_dir / image.filename).open("rb") as stream:
            stored = stores.derived.put(stream)
        failpoint.reach(failpoint.Step.THUMBNAIL)
        images[image.number] = reading.StoredImage(stored.digest, image.width_px, image.height_px)
    texts = {page.number: page for page in found.pages}
    is_readable = bool(texts) and found.outcome not in (Outcome.password, Outcome.unreadable)
    if is_readable:
        # A page nobody could read is still a page: publication must know that nothing looked at its text.
        for number in range(1, total + 1):
            texts.setdefault(number, PageText(number, "", "none", 0.0, 0.0))
    return reading.ReadingResult(
        is_readable=is_readable,
        detail=found.detail,
        inspection=found.inspection,
        pages=tuple(texts[number] for number in sorted(texts)),
        images=images,
        to_recognise=frozenset(number for number, page in texts.items() if needs_recognition(page, total)),
    )


def ensure_indexes(stores: Stores) -> None:
    """Make the indexes of a portal that has none yet."""
    if not stores.public_index.generation() or not stores.internal_index.generation():
        rebuild_indexes(stores)


def rebuild_indexes(stores: Stores, progress: Progress | None = None, *, held: Sequence[Claim] = ()) -> tuple[int, int]:
    """Make both indexes anew from the database and swap them in; search goes on meanwhile.

    `held` are jobs of the caller, who does them afterwards: they need not come once more.
    """
    started = clock.utc_now()
    try:
        return make_anew(stores, progress)
    finally:
        # Also where the second one failed: the first may have been swapped in by then.
        _index_again(stores, started, held)


def _index_again(stores: Stores, started: datetime, held: Sequence[Claim]) -> None:
    """What another worker indexed since then went into the old generation: those naskah come once more, before all."""
    with stores.database.transaction() as session:
        now = clock.utc_now()
        for naskah_id in jobs.indexed_since(session, started, but=[claim.id for claim in held]):
            jobs.enqueue(session, JobKind.INDEKS, naskah_id, now=now, priority=jobs.PRIORITY_NOW)


def make_anew(stores: Stores, progress: Progress | None = None) -> tuple[int, int]:
    """Fill both indexes from the database as it is from now on; gives how many naskah each holds."""
    with stores.database.reading() as session:
        public = stores.public_index.rebuild(documents.all_public(session), progress)
    with stores.database.reading() as session:
        internal = stores.internal_index.rebuild(indexing.all_internal(session), progress)
    return public, internal


def renew_indexes(stores: Stores) -> bool:
    """After an upgrade that changed the format of the indexes, make them anew; says whether that was done.

    Where another process is already making them, nothing is done here.
    """
    if not any(index.is_outdated() for index in (stores.public_index, stores.internal_index)):
        return False
    try:
        rebuild_indexes(stores)
    except SearchBusyError:
        return False
    return True


def is_index_writable(stores: Stores) -> bool:
    """Whether both indexes take a change: tried with one that changes nothing."""
    try:
        with one_writer(stores):
            return take_change(stores)
    except SearchBusyError:
        return True
    except SearchUnavailableError:
        # Of an index in a database whoever begins to write learns it already.
        return False


def take_change(stores: Stores) -> bool:
    """The same for whoever holds `one_writer`."""
    try:
        for index in (stores.public_index, stores.internal_index):
            index.remove(())
            index.commit()
    except SearchBusyError:
        return True
    except (SearchUnavailableError, OSError):
        return False
    return True
