"""What a job of redaction does: pictures of all pages, boxes burned in, become the public copies of a naskah."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer import calm
from indexer.burned import BurnedPage
from indexer.burned_pdf import write_pdf
from indexer.child import TOTAL_SECONDS, Outcome, PdfReader
from indexer.filecache import fetch
from indexer.workroom import working_folder
from portal import clock
from portal.errors import ConflictError
from portal.services import jobs
from portal.services.acts import system_act
from portal.services.copies import storing
from portal.services.jobs import Claim
from portal.services.penghitaman import burning
from portal.services.penghitaman.burning import BerkasToBurn, BurnedCopy, BurningTask
from portal.wiring import Stores

BATCH = 20
"""Pages burned in one call, after which the job says that it lives."""


@dataclass(frozen=True)
class _Unburned:
    """Why no copy could be made; `is_passing` where another time it may go well."""

    detail: str
    is_passing: bool = False


def burn_naskah(stores: Stores, reader: PdfReader, held: Claim) -> None:
    """Make the public copies that a plan asks for; all of them or none.

    What ran out of time, or whose readers were killed by a foreign hand, is tried again later. A page that cannot be
    drawn leaves the plan failed, with words for staff: a copy never leaves a page out.
    """
    if calm.is_put_off(stores, held):
        return
    with stores.database.reading() as session:
        task = burning.find_task(session, held.subject_id)
    made = _burn(stores, reader, held, task) if task is not None else ()
    if isinstance(made, _Unburned):
        _give_up(stores, held, made)
        return
    if task is not None:
        try:
            with stores.database.transaction() as session:
                now = clock.utc_now()
                burning.accept_copies(session, task, made, system_act(now))
                jobs.finish(session, held, now=now)
            return
        except ConflictError as error:
            if type(error) is not ConflictError:
                raise
            _give_up(stores, held, _Unburned(error.message))
            return
    with stores.database.transaction() as session:
        jobs.finish(session, held, now=clock.utc_now())


def _give_up(stores: Stores, held: Claim, why: _Unburned) -> None:
    with stores.database.transaction() as session:
        now = clock.utc_now()
        if why.is_passing and not held.is_last:
            jobs.try_later(session, held, now=now)
            return
        burning.store_failure(session, held.subject_id, why.detail, system_act(now))
        jobs.finish(session, held, now=now)


def _burn(stores: Stores, reader: PdfReader, held: Claim, task: BurningTask) -> tuple[BurnedCopy, ...] | _Unburned:
    copies = []
    for place, original in enumerate(task.originals, start=1):
        with working_folder(stores.spool_dir) as folder:
            fetch(stores.objects, original.sha256, folder / "asli.pdf")
            pages = _pages(stores, reader, held, original, folder)
            if isinstance(pages, _Unburned):
                return pages
            with (folder / "salinan.pdf").open("wb") as out:
                count = write_pdf(out, (pages[number] for number in sorted(pages)), folder, mark=f"{task.mark}.{place}")
            with (folder / "salinan.pdf").open("rb") as stream:
                kept = storing.keep(stores.objects, stream)
        copies.append(BurnedCopy(original.berkas_id, original.sha256, kept, count))
    return tuple(copies)


def _pages(
    stores: Stores, reader: PdfReader, held: Claim, original: BerkasToBurn, folder: Path
) -> Mapping[int, BurnedPage] | _Unburned:
    """Every page of an original as a picture in `folder`, by number."""
    pages: dict[int, BurnedPage] = {}
    seconds = TOTAL_SECONDS * calm.patience(held)
    count = None
    while count is None or len(pages) < count:
        first = len(pages) + 1
        last = first + BATCH - 1 if count is None else min(count, first + BATCH - 1)
        found = reader.burn(
            folder / "asli.pdf", folder, boxes=original.boxes, first=first, last=last, total_seconds=seconds
        )
        if found.outcome is not Outcome.done:
            is_passing = found.outcome is Outcome.timeout or found.was_killed
            return _Unburned(f"Salinan tidak dapat dibuat. {found.detail}".strip(), is_passing)
        count = found.count
        pages |= {page.number: page for page in found.burned}
        if set(pages) != set(range(1, min(last, count) + 1)):
            missing = sorted(set(range(1, min(last, count) + 1)) - set(pages))
            return _Unburned(f"Salinan tidak dapat dibuat: halaman {missing[0]} tidak dapat digambar.")
        with stores.database.transaction() as session:
            jobs.hold_lease(session, held, now=clock.utc_now(), progress=len(pages), total=count)
    if not pages or (original.pages is not None and original.pages != len(pages)):
        return _Unburned("Salinan tidak dapat dibuat: jumlah halaman berkas asli tidak pasti.")
    if outside := sorted(number for number in original.boxes if number not in pages):
        return _Unburned(f"Salinan tidak dapat dibuat: ada kotak pada halaman {outside[0]}, yang tidak ada.")
    return pages
