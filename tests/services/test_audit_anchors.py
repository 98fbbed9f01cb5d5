"""The audit trail against what is kept of it elsewhere: six ways to falsify it, and each is found."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from indexer import anchoring
from indexer.housekeeping import EVERY, Housekeeping
from portal.domain.permissions import OPERATOR
from portal.models.audit_entry import AuditEntry, AuditHead
from portal.models.pemberitahuan import Pemberitahuan
from portal.models.public_log import PublicLogEntry
from portal.queries.audit_trail import find_broken_anchor
from portal.services import audit, audit_anchors
from portal.services.audit_anchors import UnmetAnchor
from portal.wiring import Stores
from tests.factories.audit_guard import without_guard
from tests.factories.desk import at_once, errors_of
from tests.factories.naskah import Office

NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
ENTRIES = 6
WRITERS = 50


def write(stores: Stores, number: int) -> int:
    with stores.database.transaction() as session:
        return audit.record(
            session, actor=OPERATOR, now=NOW, action="uji", object_kind="uji", object_key=str(number)
        ).seq


def chain_anew(session: Session) -> None:
    """What a forger with the rights of the database does: every hash from the first entry on, and the head."""
    session.expire_all()
    previous, seq = audit.GENESIS, 0
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all():
        session.execute(update(AuditEntry).where(AuditEntry.seq == entry.seq).values(previous_hash=previous))
        session.refresh(entry)
        session.execute(
            update(AuditEntry).where(AuditEntry.seq == entry.seq).values(entry_hash=audit.entry_digest(entry))
        )
        session.refresh(entry)
        previous, seq = entry.entry_hash, entry.seq
    session.execute(update(AuditHead).values(seq=seq, entry_hash=previous))


def edit(session: Session, last: int) -> None:
    session.execute(update(AuditEntry).where(AuditEntry.seq == last - 2).values(actor_email="lain@contoh.go.id"))


def remove(session: Session, last: int) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.seq == last - 2))
    for seq in (last - 1, last):
        session.execute(update(AuditEntry).where(AuditEntry.seq == seq).values(seq=seq - 1))


def reorder(session: Session, last: int) -> None:
    for old, new in ((last - 2, 0), (last - 1, last - 2), (0, last - 1)):
        session.execute(update(AuditEntry).where(AuditEntry.seq == old).values(seq=new))


def insert(session: Session, last: int) -> None:
    for seq in (last, last - 1):
        session.execute(update(AuditEntry).where(AuditEntry.seq == seq).values(seq=seq + 1))
    copy = session.scalars(select(AuditEntry).where(AuditEntry.seq == last - 2)).one()
    values = {column.name: getattr(copy, column.name) for column in AuditEntry.__table__.columns}
    session.add(AuditEntry(**{**values, "seq": last - 1, "object_key": "sisipan", "entry_hash": "f" * 64}))
    session.flush()


def cut_tail(session: Session, last: int) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.seq > last - 2))


def roll_back(session: Session, last: int) -> None:
    session.execute(delete(AuditEntry).where(AuditEntry.seq > last - ENTRIES))


DEEDS: dict[str, Callable[[Session, int], None]] = {
    "ubah": edit,
    "hapus": remove,
    "tukar": reorder,
    "sisipkan": insert,
    "potong ekor": cut_tail,
    "kembalikan basis data": roll_back,
}


@pytest.fixture
def anchored(stores: Stores) -> int:
    """Six entries behind those of the units, and an anchor of the last; its number."""
    last = [write(stores, number) for number in range(ENTRIES)][-1]
    Housekeeping(stores).sweep_if_due(NOW)
    return last


@pytest.mark.parametrize("deed", list(DEEDS.values()), ids=list(DEEDS))
def test_a_trail_whose_every_hash_was_made_anew_does_not_lead_to_its_anchor(
    stores: Stores, anchored: int, deed: Callable[[Session, int], None]
) -> None:
    with stores.database.transaction() as session:
        without_guard(session)
        deed(session, anchored)
        chain_anew(session)
        assert audit.first_broken(session) is None, "the chain by itself shows nothing"
        kept = [(one.seq, one.entry_hash) for one in audit_anchors.kept(stores.audit_anchors, stores.config.log_name)]
        found = audit_anchors.unmet(session, kept)

    assert found == UnmetAnchor(anchored, is_cut=deed in (remove, cut_tail, roll_back))


def test_the_indexer_keeps_an_anchor_when_there_is_something_new_and_notes_when_one_is_not_met(
    stores: Stores, anchored: int
) -> None:
    def anchors() -> list[int]:
        return sorted(one.seq for one in audit_anchors.kept(stores.audit_anchors, stores.config.log_name))

    def broken() -> int | None:
        with stores.database.reading() as session:
            return find_broken_anchor(session)

    keeper = Housekeeping(stores)
    keeper.sweep_if_due(NOW + EVERY)
    assert anchors() == [anchored]
    write(stores, 99)
    keeper.sweep_if_due(NOW + 2 * EVERY)
    assert (anchors(), broken()) == ([anchored, anchored + 1], None)

    with stores.database.transaction() as session:
        without_guard(session)
        cut_tail(session, anchored)
        chain_anew(session)
    for number in range(2):
        write(stores, number)
    Housekeeping(stores).sweep_if_due(NOW + 3 * EVERY)
    assert (anchors(), broken()) == ([anchored, anchored + 1], anchored + 1)


def test_foreign_notes_and_other_trails_are_passed_over(stores: Stores, anchored: int) -> None:
    for data in (b"bukan jangkar", b"\xff\xfe", b"x" * 5000):
        stores.audit_anchors.put(BytesIO(data))
    with stores.database.reading() as session:
        head = audit_anchors.head_anchor(session, "portal-lain/log", NOW)
    assert head is not None
    audit_anchors.keep(stores.audit_anchors, head)

    assert [one.seq for one in audit_anchors.kept(stores.audit_anchors, stores.config.log_name)] == [anchored]


def test_the_anchor_of_the_day_is_written_once_a_day(office: Office) -> None:
    stores = office.stores
    seq = write(stores, 1)

    def tell(at: datetime) -> int:
        with stores.database.transaction() as session:
            return audit_anchors.tell(session, "portal.example/log", ("audit@contoh.example",), at)

    assert [tell(NOW), tell(NOW + timedelta(hours=3)), tell(NOW + timedelta(days=1))] == [1, 0, 1]
    with stores.database.reading() as session:
        letter = session.scalars(select(Pemberitahuan).order_by(Pemberitahuan.id)).first()
        entry_hash = session.scalar(select(AuditEntry.entry_hash).where(AuditEntry.seq == seq))
    assert letter is not None
    assert f"{seq}:{entry_hash}" in letter.isi


def test_a_trail_without_entries_has_no_anchor(stores: Stores) -> None:
    with stores.database.transaction() as session:
        without_guard(session)
        session.execute(text("DELETE FROM audit_entry"))
        session.execute(text("DELETE FROM audit_head"))
    with stores.database.transaction() as session:
        assert audit_anchors.head_anchor(session, "portal.example/log", NOW) is None
        assert audit_anchors.tell(session, "portal.example/log", (), NOW) == 0


def told(stores: Stores) -> dict[str, date]:
    with stores.database.reading() as session:
        return audit_anchors.told_to_log(session)


def test_the_public_log_is_told_a_seal_a_day_and_nothing_else_of_the_trail(office: Office) -> None:
    config = replace(office.stores.config, audit_mail=("audit@contoh.example",))
    stores, origin = replace(office.stores, config=config), config.log_name
    seq = write(stores, 1)
    anchoring.tell_of_the_day(stores, NOW)
    write(stores, 2)
    anchoring.tell_of_the_day(stores, NOW + timedelta(hours=5))
    anchoring.tell_of_the_day(stores, NOW + timedelta(days=1))

    with stores.database.reading() as session:
        bodies = session.scalars(select(PublicLogEntry.body).order_by(PublicLogEntry.position)).all()
        letter = session.scalars(select(Pemberitahuan).order_by(Pemberitahuan.id)).first()
    kept = {one.seal: one for one in audit_anchors.kept(stores.audit_anchors, origin)}
    assert [kept[seal].seq for seal in told(stores)] == [seq, seq + 1]
    assert list(told(stores).values()) == [date(2026, 6, 1), date(2026, 6, 2)]
    assert [set(json.loads(body)) for body in bodies] == [{"v", "tindakan", "hari", "segel"}] * 2
    assert not any(one.entry_hash in body or one.salt in body for one in kept.values() for body in bodies)
    assert letter is not None
    assert min(kept.values(), key=lambda one: one.seq).short in letter.isi


def test_nothing_is_sealed_while_the_trail_does_not_lead_to_an_anchor(stores: Stores, anchored: int) -> None:
    with stores.database.transaction() as session:
        audit_anchors.write_down(session, UnmetAnchor(anchored, is_cut=False))
    before = told(stores)

    anchoring.tell_of_the_day(stores, NOW + timedelta(days=1))

    assert told(stores) == before


def test_fifty_writers_and_four_keepers_at_once_leave_one_chain_without_a_fork(stores: Stores) -> None:
    first = write(stores, 0)

    keepers = [lambda: anchoring.tell_of_the_day(stores, NOW)] * 4
    results = at_once([*(lambda n=n: write(stores, n) for n in range(WRITERS)), *keepers])  # type: ignore[misc]

    assert list(errors_of(results)) == []
    assert sorted(one for one in results if one is not None) == list(range(first + 1, first + WRITERS + 1))
    with stores.database.reading() as session:
        assert audit.first_broken(session) is None
        previous = session.scalars(select(AuditEntry.previous_hash)).all()
        kept = {(one.seq, one.entry_hash) for one in audit_anchors.kept(stores.audit_anchors, None)}
        assert audit_anchors.unmet(session, kept) is None
    assert len(set(previous)) == len(previous), "two entries with the same one before them would be a fork"
    assert len(told(stores)) == 1
