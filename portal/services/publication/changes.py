"""The version of everything public, and the ordered list of what changed: written at the end of each transaction.

Whoever changes public rows says so here; what then stands in the list is read from the rows as they are when the
transaction commits. The row of the version is locked last and for a moment, so nobody waits in a circle for it, and
numbers and instants grow in the order in which changes become visible. A naskah that vanished without a trace loses
its line too: copies learn that they must be made anew, not of what.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import delete, event, or_, select
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.naskah.public_change import PublicChange
from portal.models.terbitan import Terbitan, TerbitanChange, TerbitanDitarik, TerbitanHubungan, TerbitanState
from portal.services import index_changes

AHEAD = 1_000_000
"""Versions that a portal cannot have given out between a backup and its loss."""
_KEY = "public_changes"


@dataclass
class _Pending:
    """Codes that this transaction has to do with; those in `published` were made anew."""

    published: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    is_relabelled: bool = False


def note_published(session: Session, kode: str) -> None:
    """The public rows of a naskah were made anew."""
    _pending(session).published.add(kode)
    note(session, kode)


def note(session: Session, kode: str) -> None:
    """Something public of a naskah changes, its end included. Called while its relations still stand."""
    pending = _pending(session)
    pending.touched.add(kode)
    session.flush()
    rows = session.execute(
        select(TerbitanHubungan.kode, TerbitanHubungan.target_kode).where(
            or_(TerbitanHubungan.kode == kode, TerbitanHubungan.target_kode == kode)
        )
    )
    # A naskah names title and state of those it is related to.
    pending.touched.update(other for pair in rows for other in pair)


def note_several(session: Session, codes: Iterable[str]) -> None:
    """Something of these naskah changes that no other naskah repeats."""
    _pending(session).touched.update(codes)


def note_labels(session: Session) -> None:
    """Names in lists and filters change, and nothing of any naskah."""
    _pending(session).is_relabelled = True


def note_taken_over(session: Session, now: datetime) -> None:
    """All that is public came from another portal at once: all that is shown or withdrawn is news."""
    _pending(session).published.update(session.scalars(select(Terbitan.kode)))
    note_several(session, session.scalars(select(Terbitan.kode)))
    note_several(session, session.scalars(select(TerbitanDitarik.kode)))
    note_restored(session, now)


def note_restored(session: Session, now: datetime) -> None:
    """The database was put back to an earlier moment: copies that are newer than it have to be made anew, and indexes.

    The version goes so far ahead that none which was given out after that moment comes again with other content.
    """
    version = session.scalars(select(TerbitanState).with_for_update()).one()
    version.nomor += AHEAD
    version.reset_nomor, version.at = version.nomor, max(version.at, now)
    session.flush()
    index_changes.begin_anew(session)


def _pending(session: Session) -> _Pending:
    found = session.info.get(_KEY)
    if not isinstance(found, _Pending):
        found = session.info[_KEY] = _Pending()
        event.listen(session, "before_commit", _write)
    return found


def _write(session: Session) -> None:
    pending: _Pending = session.info[_KEY]
    if not pending.touched and not pending.is_relabelled:
        return
    session.info[_KEY] = _Pending()
    touched = pending.touched
    session.flush()
    version = session.scalars(select(TerbitanState).with_for_update().execution_options(populate_existing=True)).one()
    now = max(version.at, clock.utc_now())
    shown = dict(session.execute(select(Terbitan.kode, Terbitan.nomor_terbit).where(Terbitan.kode.in_(touched))).all())
    gone = set(session.scalars(select(TerbitanDitarik.kode).where(TerbitanDitarik.kode.in_(touched))))
    listed = {row.kode: row for row in session.scalars(select(TerbitanChange).where(TerbitanChange.kode.in_(touched)))}
    nomor = version.nomor
    for kode in sorted(shown.keys() | gone):
        nomor += 1
        tindakan = PublicChange.DITARIK if kode in gone else _kind(shown[kode], is_new=kode in pending.published)
        _put(session, listed.get(kode), TerbitanChange(kode=kode, nomor=nomor, tindakan=tindakan, at=now))
    vanished = listed.keys() - shown.keys() - gone
    if vanished:
        nomor += 1
        version.reset_nomor = nomor
        session.execute(delete(TerbitanChange).where(TerbitanChange.kode.in_(vanished)))
    if nomor == version.nomor and pending.is_relabelled:
        nomor += 1
    if nomor != version.nomor:
        version.nomor, version.at = nomor, now
    session.flush()


def _kind(nomor_terbit: int, *, is_new: bool) -> PublicChange:
    if not is_new:
        return PublicChange.PERUBAHAN
    return PublicChange.TERBIT if nomor_terbit == 1 else PublicChange.TERBIT_ULANG


def _put(session: Session, old: TerbitanChange | None, new: TerbitanChange) -> None:
    if old is None:
        session.add(new)
    else:
        old.nomor, old.tindakan, old.at = new.nomor, new.tindakan, new.at
