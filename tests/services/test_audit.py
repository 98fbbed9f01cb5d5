"""The audit chain: whatever is done to a stored entry shows, and the database takes new ones only."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from portal import clock
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.permissions import OPERATOR
from portal.models.audit_entry import AuditEntry, AuditHead
from portal.services import audit
from portal.wiring import Stores
from tests.factories.audit_guard import without_guard
from tests.factories.desk import at_once, errors_of

NOW = datetime(2026, 6, 1, 3, 0, 0, 123456, tzinfo=UTC)


def write(stores: Stores, number: int = 0) -> int:
    with stores.database.transaction() as session:
        return audit.record(
            session, actor=OPERATOR, now=NOW, action="uji.tulis", object_kind="uji", object_key=str(number),
            before={"nilai": number}, after={"nilai": number + 1},
        ).seq  # fmt: skip


def broken(stores: Stores) -> int | None:
    with stores.database.reading() as session:
        return audit.first_broken(session)


@pytest.fixture
def first(stores: Stores) -> int:
    """Number of the first of five entries written behind those of the units."""
    numbers = [write(stores, number) for number in range(5)]
    return numbers[0]


def edit(column: str, value: object) -> Callable[[Session, int], None]:
    def deed(session: Session, first: int) -> None:
        session.execute(update(AuditEntry).where(AuditEntry.seq == first + 2).values({column: value}))

    return deed


def delete_one(session: Session, first: int) -> None:
    session.execute(text("DELETE FROM audit_entry WHERE seq = :seq"), {"seq": first + 2})


def swap(session: Session, first: int) -> None:
    for old, new in ((first + 2, -1), (first + 3, first + 2), (-1, first + 3)):
        session.execute(text("UPDATE audit_entry SET seq = :new WHERE seq = :old"), {"new": new, "old": old})


def insert_one(session: Session, first: int) -> None:
    session.execute(text("UPDATE audit_entry SET seq = seq + 100 WHERE seq >= :seq"), {"seq": first + 2})
    session.execute(text("UPDATE audit_entry SET seq = seq - 99 WHERE seq >= 100"))
    copy = session.get_one(AuditEntry, first + 1)
    values = {c.name: getattr(copy, c.name) for c in AuditEntry.__table__.columns}
    session.add(AuditEntry(**{**values, "seq": first + 2, "entry_hash": "f" * 64}))


def cut_tail(session: Session, first: int) -> None:
    session.execute(text("DELETE FROM audit_entry WHERE seq >= :seq"), {"seq": first + 2})


def recompute_one(session: Session, first: int) -> None:
    entry = session.get_one(AuditEntry, first + 2)
    entry.after = '{"nilai":999}'
    entry.entry_hash = audit.entry_digest(entry)


DEEDS = {
    **{f"ubah {column}": edit(column, value) for column, value in (
        ("actor_email", "lain@contoh.go.id"), ("action", "lain"), ("object_kind", "lain"), ("object_key", "lain"),
        ("acting_for", "IMI"), ("before", "{}"), ("after", "{}"), ("previous_hash", "0" * 64),
        ("entry_hash", "0" * 64), ("at", datetime(2020, 1, 1, tzinfo=UTC)))},
    "hapus satu": delete_one,
    "tukar dua": swap,
    "sisipkan satu": insert_one,
    "potong ekor": cut_tail,
    "ubah lalu hitung ulang sidiknya": recompute_one,
}  # fmt: skip


def test_every_way_to_alter_the_chain_is_found_at_its_place(stores: Stores, first: int) -> None:
    found = {}
    for name, deed in DEEDS.items():
        with stores.database.reading() as session:
            # Never committed: each deed meets the same whole chain.
            without_guard(session)
            deed(session, first)
            session.flush()
            session.expire_all()
            found[name] = audit.first_broken(session)
            session.rollback()

    late = {"ubah lalu hitung ulang sidiknya": first + 3}
    assert found == {name: late.get(name, first + 2) for name in DEEDS}
    assert broken(stores) is None


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM audit_head", "UPDATE audit_head SET seq = seq - 1", "UPDATE audit_head SET entry_hash = 'lain'"],
)
def test_a_head_that_does_not_fit_is_found(stores: Stores, first: int, statement: str) -> None:
    with stores.database.transaction() as session:
        session.execute(text(statement))

    assert broken(stores) == first + 5


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET after = '{}'", "DELETE FROM audit_entry", "DELETE FROM audit_entry WHERE seq = 1"],
)
def test_the_database_itself_refuses_to_change_entries(stores: Stores, first: int, statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), stores.database.transaction() as session:
        session.execute(text(statement))
    assert broken(stores) is None


def test_an_empty_trail_holds(stores: Stores) -> None:
    with stores.database.reading() as session:
        without_guard(session)
        session.execute(text("DELETE FROM audit_entry"))
        session.execute(text("DELETE FROM audit_head"))
        assert audit.first_broken(session) is None


@pytest.mark.parametrize("is_first", [False, True], ids=["rantai berjalan", "entri pertama sama sekali"])
def test_many_writers_at_once_make_one_chain(stores: Stores, is_first: bool) -> None:
    if is_first:
        with stores.database.transaction() as session:
            without_guard(session)
            session.execute(text("DELETE FROM audit_entry"))
            session.execute(text("DELETE FROM audit_head"))
    with stores.database.reading() as session:
        before = session.scalar(select(func.count()).select_from(AuditEntry)) or 0

    results = at_once([lambda n=n: write(stores, n) for n in range(12)])  # type: ignore[misc]

    assert list(errors_of(results)) == []
    assert sorted(results) == list(range(before + 1, before + 13))
    assert broken(stores) is None


def test_an_act_that_is_rolled_back_takes_its_entry_with_it(stores: Stores, first: int) -> None:
    def act_and_stop() -> None:
        with stores.database.transaction() as session:
            audit.record(session, actor=OPERATOR, now=NOW, action="uji", object_kind="uji", object_key="x")
            raise RuntimeError("berhenti")

    with pytest.raises(RuntimeError, match="berhenti"):
        act_and_stop()

    assert broken(stores) is None
    assert write(stores) == first + 5


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"b": 1, "a": None}, '{"a":null,"b":1}'),
        ({"nama": "Kerja Sama é"}, '{"nama":"Kerja Sama é"}'),
        ({"hari": date(2026, 1, 2), "level": Visibilitas.PUBLIK}, '{"hari":"2026-01-02","level":"publik"}'),
        ({"unit": {"b", "a"}}, '{"unit":["a","b"]}'),
        ({}, "{}"),
    ],
)
def test_equal_values_have_one_canonical_form(values: dict[str, Any], expected: str) -> None:
    assert audit.canonical(values) == expected


def test_what_has_no_canonical_form_is_an_error_of_the_program() -> None:
    with pytest.raises(TypeError):
        audit.canonical({"x": object()})


def test_the_chain_is_the_same_however_the_database_keeps_instants(stores: Stores) -> None:
    seq = write(stores)

    with stores.database.reading() as session:
        entry = session.get_one(AuditEntry, seq)
        assert entry.at == NOW.replace(microsecond=0)
        assert audit.entry_digest(entry) == entry.entry_hash
        head = session.get_one(AuditHead, 1)
        assert (head.seq, head.entry_hash) == (seq, entry.entry_hash)
    assert clock.utc_now().tzinfo is UTC
