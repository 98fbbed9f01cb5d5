"""The vocabulary of the search in the hands of the admin: an entry is put in, switched off, and on again."""

from dataclasses import replace

from sqlalchemy.orm import Session

from portal.domain.permissions import Peran
from portal.domain.search_vocabulary import Entry
from portal.errors import BadInputError, NotAllowedError, NotFoundError
from portal.models.vocabulary import VocabularyChange
from portal.queries.vocabulary import VocabularyRow, list_entries
from portal.search.vocabulary.entries import checked, row_key
from portal.services.acts import Act, Subject, record
from portal.services.publication import changes

KIND = "vocabulary_change"


def put_entry(session: Session, entry: Entry, act: Act) -> None:
    """Take an entry in, in place of the one of the same word. Raises BadInputError by field, NotAllowedError."""
    _refuse_others(act)
    entry = checked(replace(entry, istilah=" ".join(entry.istilah.split())))
    key = row_key(entry)
    held = _find(session, key)
    if held is not None and not held.is_off and replace(held.entry, tanggal=entry.tanggal) == entry:
        raise BadInputError("Tidak ada yang berubah: istilah ini sudah begitu.", "istilah")
    _store(session, key, entry, act, is_own=True, is_off=False)
    before = _told(held.entry) if held is not None else None
    record(session, act, "vocabulary.simpan", Subject(KIND, key), before=before, after=_told(entry))


def switch(session: Session, key: str, act: Act, *, is_off: bool) -> None:
    """Take an entry out of use, or into use again. Raises NotFoundError, NotAllowedError."""
    _refuse_others(act)
    held = _find(session, key)
    if held is None:
        raise NotFoundError("Istilah itu tidak ada.")
    if held.is_off is is_off:
        return
    _store(session, key, held.entry, act, is_own=held.is_own, is_off=is_off)
    action = "vocabulary.matikan" if is_off else "vocabulary.nyalakan"
    record(session, act, action, Subject(KIND, key), before=_told(held.entry), after=_told(held.entry))


def _store(session: Session, key: str, entry: Entry, act: Act, *, is_own: bool, is_off: bool) -> None:
    session.merge(
        VocabularyChange(
            key=key,
            istilah=entry.istilah,
            jenis=entry.jenis,
            padanan=entry.padanan if is_own else (),
            is_mutual=entry.is_mutual,
            bahasa=entry.bahasa,
            sumber=entry.sumber,
            tanggal=entry.tanggal,
            is_off=is_off,
            changed_at=act.now,
            changed_by=act.actor.user_id,
        )
    )
    # What a search finds follows from it, so kept answers are no longer good.
    changes.note_labels(session)
    session.flush()


def _find(session: Session, key: str) -> VocabularyRow | None:
    return next((row for row in list_entries(session) if row.key == key), None)


def _told(entry: Entry) -> dict[str, object]:
    return {
        "istilah": entry.istilah,
        "jenis": entry.jenis.value,
        "padanan": list(entry.padanan),
        "is_mutual": entry.is_mutual,
        "sumber": entry.sumber,
        "tanggal": entry.tanggal,
    }


def _refuse_others(act: Act) -> None:
    if Peran.ADMIN not in act.actor.peran:
        raise NotAllowedError("Hanya admin yang mengubah kosakata pencarian.")
