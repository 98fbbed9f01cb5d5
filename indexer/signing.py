"""The job that checks the electronic signatures of a stored file. No outcome of it refuses, alters or hides a file."""

from indexer import trust
from indexer.child import ChildResult, Outcome, PdfReader
from indexer.filecache import fetch
from indexer.workroom import working_folder
from portal import clock
from portal.domain.tanda_tangan.facts import not_checkable_sentence
from portal.domain.tanda_tangan.report import NotCheckable
from portal.errors import NotFoundError
from portal.models.berkas import Berkas
from portal.services import jobs, tanda_tangan
from portal.services.jobs import Claim
from portal.wiring import Stores

_REASON = {
    Outcome.password: NotCheckable.ENCRYPTED,
    Outcome.limit: NotCheckable.LIMIT,
    Outcome.timeout: NotCheckable.LIMIT,
}


def check_signatures(stores: Stores, reader: PdfReader, held: Claim) -> None:
    """Check the signatures of one file against the trust folder as it is now, and replace what was known of them.

    Raises NotFoundError, and ObjectAlteredError if the stored bytes are not those that were received.
    """
    with stores.database.reading() as session:
        berkas = session.get(Berkas, held.subject_id)
        if berkas is None:
            raise NotFoundError("Berkas tidak ditemukan.")
        sha256 = berkas.sha256
    with working_folder(stores.spool_dir) as folder:
        path = folder / "berkas.pdf"
        fetch(stores.objects, sha256, path)
        found = reader.signatures(path, trust.load(stores.config.tte_trust_dir).certificates)
    with stores.database.transaction() as session:
        now = clock.utc_now()
        if found.was_killed and not held.is_last:
            jobs.try_again(session, held, now=now)
            return
        tanda_tangan.store_signatures(session, held.subject_id, found.signatures, note_on(found), now=now)
        jobs.finish(session, held, now=now)


def note_on(found: ChildResult) -> str:
    """Why signatures could not be looked for, or not all of them; empty if they were."""
    if found.signatures_not_checkable is not None:
        return not_checkable_sentence(found.signatures_not_checkable)
    seen, count = len(found.signatures), found.signature_count
    if seen < count:
        return f"Baru {seen} dari {count} tanda tangan elektronik yang diperiksa; selebihnya melampaui batas."
    if found.outcome is not Outcome.done:
        return not_checkable_sentence(_REASON.get(found.outcome, NotCheckable.FAILED))
    return ""
