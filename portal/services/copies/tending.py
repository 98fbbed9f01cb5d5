"""Looking after the copies: what is missing in the second place is made, every copy is read again in its turn, and what
is found damaged or lost is put back from the other place, entered in the audit trail and told by letter.

Each copy is dealt with in a transaction of its own, oldest check first, so a killed process goes on where it stood. A
store that does not answer says nothing about its copies: their state stays, and they are tried later.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, delete, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from portal.db import Database
from portal.domain.permissions import SYSTEM_ACTOR
from portal.errors import StorageError
from portal.models.berkas import Berkas
from portal.models.insert import insert_into
from portal.models.object_copy import CopyState, ObjectCopy, Place
from portal.queries import object_copies
from portal.services import audit
from portal.services.copies import letters
from portal.services.copies.letters import Damage
from portal.storage.interface import ObjectStorage, Verdict
from portal.storage.paired import PairedStorage
from portal.storage.sweep import check

log = logging.getLogger("portal.storage")

FULL_PASS = timedelta(days=30)
"""Every copy is read again within this time."""
CHECK_AFTER = timedelta(days=25)
"""A copy is due after this; the days between leave room for a machine that was off."""
AT_ONCE = timedelta(seconds=3)
"""How long one turn reads at most: the line that publishes waits for it; a turn a minute is 36 hours a month."""
ORPHAN_AGE = timedelta(hours=24)
"""Between the object of an upload and its record lie moments: what nobody names after this was left behind."""
TRY_AGAIN = timedelta(minutes=10)
"""A copy that could not be read, made or put back is passed over for so long, so that it keeps no other waiting."""
_STATES: dict[Verdict, CopyState] = {
    "ok": CopyState.WHOLE,
    "missing": CopyState.MISSING,
    "altered": CopyState.ALTERED,
}

_PRESSING = (CopyState.WAITING, CopyState.MISSING, CopyState.ALTERED)


@dataclass(frozen=True)
class Copy:
    """A copy that is due: where it lies, how many bytes it should have, what was last known of it."""

    sha256: str
    place: Place
    size: int
    state: CopyState


@dataclass
class Turn:
    """What one turn did: copies read, made and put back, damage found, refusals and the places they came from."""

    checked: int = 0
    made: int = 0
    mended: int = 0
    refused: int = 0
    silent: set[Place] = field(default_factory=set)
    damage: list[Damage] = field(default_factory=list)


@dataclass(frozen=True)
class Keeper:
    """What looking after the copies needs; `clock` gives the instant (UTC), `readers` are written to about damage."""

    database: Database
    objects: ObjectStorage
    clock: Callable[[], datetime]
    readers: Sequence[str] = ()
    passed_over: dict[Copy, datetime] = field(default_factory=dict)

    @property
    def stores(self) -> Mapping[Place, ObjectStorage]:
        """The store of each place there is."""
        if isinstance(self.objects, PairedStorage):
            return {Place.FIRST: self.objects.first, Place.SECOND: self.objects.second}
        return {Place.FIRST: self.objects}

    def tend(self, *, at_once: timedelta = AT_ONCE) -> Turn:
        """One turn: make what waits, read what is due, for at most `at_once`; then tell of damage."""
        began = self.clock()
        with self._turn() as turn:
            for copy in self._due(began):
                if self.clock() - began >= at_once:
                    break
                # A place that did not answer once is left alone for this turn: it would take all of it.
                if copy.place not in turn.silent and self.passed_over.get(copy, began) <= began:
                    self.passed_over.pop(copy, None)
                    self._tend(copy, turn)
        return turn

    def check_all(self) -> Turn:
        """Read every copy now, whenever it was read last; raises StorageError when a store stops answering."""
        self.adopt()
        with self.database.reading() as session:
            named = select(ObjectCopy).where(ObjectCopy.state != CopyState.ORPHAN)
            rows = session.scalars(named.order_by(ObjectCopy.sha256, ObjectCopy.place))
            copies = [_copy_of(row) for row in rows if row.place in self.stores]
        with self._turn() as turn:
            for copy in copies:
                self._tend(copy, turn)
                if turn.refused:
                    raise StorageError("Penyimpanan berkas tidak menjawab; ulangi pemeriksaan nanti.")
        return turn

    def adopt(self) -> None:
        """List what should be there and is not listed: of files whose row names a digest that no upload left here, so
        that their turn to be read comes and they are missed; and the second copies of all there was before that
        place was set up."""
        self._strike_off(ObjectCopy.sha256.in_(select(Berkas.sha256)))
        listed = select(ObjectCopy.sha256).where(ObjectCopy.place == Place.FIRST)
        unlisted = self._rows(Berkas.sha256, func.max(Berkas.size), Place.FIRST, CopyState.WHOLE)
        self._list(unlisted.where(Berkas.sha256.not_in(listed)).group_by(Berkas.sha256))
        if Place.SECOND not in self.stores:
            return
        other = aliased(ObjectCopy)
        has_second = select(other.sha256).where(other.sha256 == ObjectCopy.sha256, other.place == Place.SECOND)
        lacking = self._rows(ObjectCopy.sha256, ObjectCopy.size, Place.SECOND, CopyState.WAITING)
        in_first = (ObjectCopy.place == Place.FIRST, ObjectCopy.state != CopyState.ORPHAN)
        self._list(lacking.where(*in_first, ~has_second.exists()))

    def look_for_orphans(self) -> int:
        """List what lies in a place and no record names, and strike off what is gone or named by now.

        Nothing is removed. What is listed of a place that does not answer stays. Returns how many there are.
        """
        before = self.clock() - ORPHAN_AGE
        with self.database.reading() as session:
            known = {digest for digest, _ in object_copies.expected_objects(session)}
        number = 0
        for place, store in self.stores.items():
            try:
                entries = [one for one in store.entries() if one.digest not in known and one.modified_at < before]
            except StorageError as error:
                log.warning("the %s place could not be listed: %s", place, type(error).__name__)
                continue
            number += len(entries)
            self._strike_off(ObjectCopy.place == place)
            with self.database.transaction() as session:
                for one in entries:
                    row = {"size": one.size, "changed_at": one.modified_at, "state": CopyState.ORPHAN}
                    listed = insert_into(session, ObjectCopy).values(sha256=one.digest, place=place, **row)
                    # An original whose record is gone or was changed is an orphan as well; what was handed in again
                    # meanwhile is none.
                    is_old = ObjectCopy.changed_at < before
                    session.execute(
                        listed.on_conflict_do_update(index_elements=["sha256", "place"], set_=row, where=is_old)
                    )
        return number

    def _strike_off(self, which: ColumnElement[bool]) -> None:
        orphans = (ObjectCopy.state == CopyState.ORPHAN, which)
        with self.database.reading() as session:
            if session.scalar(select(func.count()).select_from(ObjectCopy).where(*orphans)) == 0:
                return
        with self.database.transaction() as session:
            session.execute(delete(ObjectCopy).where(*orphans))

    def _rows(
        self, sha256: SQLColumnExpression[str], size: SQLColumnExpression[int], place: Place, state: CopyState
    ) -> Select[*tuple[Any, ...]]:
        """Rows of the list, of now, with these digests and sizes."""
        now = literal(self.clock(), ObjectCopy.changed_at.type)
        return select(sha256, literal(place.value), size, literal(state.value), now)

    def _list(self, lacking: Select[*tuple[Any, ...]]) -> None:
        with self.database.reading() as session:
            if session.execute(lacking.limit(1)).first() is None:
                return
        columns = ["sha256", "place", "size", "state", "changed_at"]
        with self.database.transaction() as session:
            session.execute(insert_into(session, ObjectCopy).from_select(columns, lacking))

    @contextmanager
    def _turn(self) -> Iterator[Turn]:
        """A turn whose damage is told at its end, also where it breaks off."""
        turn = Turn()
        try:
            yield turn
        finally:
            if turn.damage:
                with self.database.transaction() as session:
                    letters.tell(session, turn.damage, self.readers, self.clock())

    def _due(self, now: datetime) -> Iterator[Copy]:
        """What there is to do, the most pressing first: damage, copies not made, then the oldest checks."""
        pressing = (
            select(ObjectCopy)
            .where(ObjectCopy.state.in_(_PRESSING), ObjectCopy.place.in_(self.stores))
            .order_by(ObjectCopy.state, ObjectCopy.changed_at, ObjectCopy.sha256)
        )
        old = (
            select(ObjectCopy)
            .where(
                ObjectCopy.state == CopyState.WHOLE,
                ObjectCopy.place.in_(self.stores),
                or_(ObjectCopy.checked_at.is_(None), ObjectCopy.checked_at <= now - CHECK_AFTER),
            )
            .order_by(ObjectCopy.checked_at.nulls_first(), ObjectCopy.sha256)
        )
        for query in (pressing, old):
            with self.database.reading() as session:
                found = [_copy_of(row) for row in session.scalars(query.limit(500))]
            yield from found

    def _tend(self, copy: Copy, turn: Turn) -> None:
        store = self.stores[copy.place]
        other = self.stores.get(Place.SECOND if copy.place is Place.FIRST else Place.FIRST)
        try:
            if copy.state is CopyState.WAITING and not store.exists(copy.sha256):
                self._make(store, other, copy, turn)
                return
            verdict = check(store, copy.sha256, copy.size)
        except StorageError as error:
            log.warning("a copy could not be read or made: %s", type(error).__name__)
            turn.refused += 1
            turn.silent.add(copy.place)
            self._pass_over(copy)
            return
        turn.checked += 1
        if verdict == "ok":
            self._note(copy, CopyState.WHOLE)
            return
        self._mend(store, other, copy, verdict, turn)

    def _make(self, store: ObjectStorage, source: ObjectStorage | None, copy: Copy, turn: Turn) -> None:
        if source is None:
            return
        with source.open(copy.sha256) as stream:
            store.put(stream, expected_digest=copy.sha256)
        turn.made += 1
        self._note(copy, CopyState.WHOLE)

    def _mend(
        self, store: ObjectStorage, source: ObjectStorage | None, copy: Copy, verdict: Verdict, turn: Turn
    ) -> None:
        """Note the damage, and put the bytes of the other place back where that one has them whole."""
        is_new = copy.state is not _STATES[verdict]
        is_mended = False
        try:
            if source is not None and check(source, copy.sha256, copy.size) == "ok":
                with source.open(copy.sha256) as stream:
                    store.put_back(stream, copy.sha256)
                is_mended = True
        except StorageError as error:
            log.warning("a copy could not be put back: %s", type(error).__name__)
        if is_new or is_mended:
            log.error("copy %s in the %s place was %s, put back: %s", copy.sha256, copy.place, verdict, is_mended)
            turn.damage.append(Damage(copy.sha256, copy.place, _STATES[verdict], is_mended))
        turn.mended += is_mended
        if not is_mended:
            self._pass_over(replace(copy, state=_STATES[verdict]))
        self._note(copy, CopyState.WHOLE if is_mended else _STATES[verdict], found=verdict, is_new=is_new)

    def _pass_over(self, copy: Copy) -> None:
        self.passed_over[copy] = self.clock() + TRY_AGAIN

    def _note(self, copy: Copy, state: CopyState, *, found: Verdict = "ok", is_new: bool = False) -> None:
        now = self.clock()
        with self.database.transaction() as session:
            row = session.get(ObjectCopy, (copy.sha256, copy.place))
            if row is None:
                return
            if row.state is not state:
                row.state, row.changed_at = state, now
            row.checked_at = now
            if found != "ok" and is_new:
                _record(session, copy, "berkas.rusak", {"keadaan": _STATES[found]}, now)
            if found != "ok" and state is CopyState.WHOLE:
                _record(session, copy, "berkas.pulih", {"keadaan": state}, now)


def _record(session: Session, copy: Copy, action: str, after: dict[str, object], now: datetime) -> None:
    audit.record(
        session,
        actor=SYSTEM_ACTOR,
        now=now,
        action=action,
        object_kind="berkas",
        object_key=copy.sha256,
        after={"tempat": copy.place, **after},
    )


def _copy_of(row: ObjectCopy) -> Copy:
    return Copy(row.sha256, row.place, row.size, row.state)
