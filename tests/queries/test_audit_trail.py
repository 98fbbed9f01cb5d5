"""The trail as it is read: newest first, narrowed, by pages; and to an admin without the records it speaks of."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.domain.lampiran.columns import PERENCANAAN
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.models.audit_entry import AuditEntry
from portal.queries import audit_trail
from portal.queries.audit_trail import AuditFilter
from portal.services import audit, lampiran
from portal.wiring import Stores
from tests.factories.desk import Desk
from tests.factories.naskah import Office, sample_fields
from tests.factories.readers import ADMIN, BIRO, OWN
from tests.factories.usulan import record as record_usulan
from tests.queries.conftest import Ask

NOON = datetime(2026, 6, 15, 5, tzinfo=UTC)
EVERYTHING = AuditFilter()


def log(
    stores: Stores,
    key: str,
    *,
    action: str = "unit.ubah",
    kind: str = "unit",
    actor: Actor = OPERATOR,
    now: datetime = NOON,
    unit: str | None = None,
    after: dict[str, Any] | None = None,
) -> int:
    """One act; gives back its number."""
    with stores.database.transaction() as session:
        named = {"action": action, "object_kind": kind, "object_key": key, "unit": unit, "after": after}
        return audit.record(session, actor=actor, now=now, **named).seq  # type: ignore[arg-type]


def keys(ask: Ask, wanted: AuditFilter, actor: Actor = BIRO) -> set[str]:
    """The keys of the objects on the first page; the count agrees with it."""
    found = ask(audit_trail.list_trail, actor, wanted, 1)
    assert found.total == ask(audit_trail.count_trail, actor, wanted) == len(found.entries)
    return {entry.object_key for entry in found.entries}


def test_an_untouched_trail_ends_before_its_first_entry(ask: Ask) -> None:
    nobody = AuditFilter(pelaku="tidak ada")

    assert ask(audit_trail.list_trail, BIRO, nobody, 1) == audit_trail.AuditPage((), 0, 1)
    assert ask(lambda session: list(audit_trail.whole_trail(session, BIRO, nobody, 10**6))) == []


def test_the_newest_act_comes_first_and_is_the_end_of_the_chain(stores: Stores, ask: Ask) -> None:
    before = ask(audit_trail.load_end).seq
    seqs = [log(stores, key) for key in ("A", "B")]

    found = ask(audit_trail.list_trail, BIRO, EVERYTHING, 1)
    end = ask(audit_trail.load_end)

    assert [entry.seq for entry in found.entries][:2] == seqs[::-1] == [before + 2, before + 1]
    assert (end.seq, end.entry_hash) == (seqs[1], found.entries[0].entry_hash)
    assert found.entries[0].previous_hash == found.entries[1].entry_hash


def test_a_long_trail_comes_by_pages(stores: Stores, ask: Ask, cost: Callable[..., int]) -> None:
    wanted = AuditFilter(tindakan="uji.coba")
    for number in range(audit_trail.PER_PAGE + 1):
        log(stores, str(number), action="uji.coba")

    pages = [ask(audit_trail.list_trail, BIRO, wanted, page) for page in (1, 2, 3)]

    assert [len(page.entries) for page in pages] == [audit_trail.PER_PAGE, 1, 0]
    assert {page.total for page in pages} == {audit_trail.PER_PAGE + 1}
    assert [entry.object_key for entry in pages[1].entries] == ["0"]
    assert cost(audit_trail.list_trail, BIRO, wanted, 1) == 2
    assert cost(audit_trail.list_trail, BIRO, AuditFilter(objek="7"), 1) == 1


def test_the_whole_trail_goes_from_the_oldest_up_to_an_entry(stores: Stores, ask: Ask) -> None:
    seqs = [log(stores, key, action="uji.coba") for key in "ABC"]

    found = ask(lambda s: list(audit_trail.whole_trail(s, BIRO, AuditFilter(tindakan="uji.coba"), seqs[2])))

    assert [(entry.seq, entry.object_key) for entry in found] == [(seqs[0], "A"), (seqs[1], "B")]


def test_acts_are_found_by_who_did_what_on_which_object(office: Office, ask: Ask) -> None:
    ani = office.add_user("ani@contoh.example", Peran.PENGELOLA, "IMI")
    log(office.stores, "AKUN-1", actor=ani, action="uji.satu", kind="akun")
    log(office.stores, "X_1", action="uji.dua")
    log(office.stores, "Xy1", action="uji.dua")

    assert keys(ask, AuditFilter(pelaku="ANI@", tindakan="uji.satu")) == {"AKUN-1"}
    assert keys(ask, AuditFilter(pelaku="Ani", tindakan="uji.satu")) == {"AKUN-1"}
    assert keys(ask, AuditFilter(pelaku="ani", tindakan="uji.dua")) == set()
    assert keys(ask, AuditFilter(tindakan="uji.dua")) == {"X_1", "Xy1"}
    assert keys(ask, AuditFilter(objek="x_1")) == {"X_1"}
    (entry,) = ask(audit_trail.list_trail, BIRO, AuditFilter(objek="akun-1"), 1).entries
    assert (entry.nama, entry.email) == ("Ani", "ani@contoh.example")
    (entry,) = ask(audit_trail.list_trail, BIRO, AuditFilter(objek="X_1"), 1).entries
    assert (entry.nama, entry.email) == ("Perintah", "perintah")


@pytest.mark.parametrize(
    ("dari", "sampai", "found"),
    [
        (date(2026, 6, 15), date(2026, 6, 15), {"awal", "akhir"}),
        (None, date(2026, 6, 14), {"kemarin"}),
        (date(2026, 6, 16), None, {"besok"}),
        (date(2026, 6, 14), date.max, {"kemarin", "awal", "akhir", "besok"}),
    ],
)
def test_the_days_are_those_of_jakarta_and_both_count(
    stores: Stores, ask: Ask, dari: date | None, sampai: date | None, found: set[str]
) -> None:
    days = {"kemarin": (14, 16, 59, 59), "awal": (14, 17, 0, 0), "akhir": (15, 16, 59, 59), "besok": (15, 17, 0, 0)}
    for key, (day, *hours) in days.items():
        log(stores, key, action="uji.coba", now=datetime(2026, 6, day, *hours, tzinfo=UTC))

    assert keys(ask, AuditFilter(tindakan="uji.coba", dari=dari, sampai=sampai)) == found
    (entry,) = ask(audit_trail.list_trail, BIRO, AuditFilter(objek="awal"), 1).entries
    assert entry.at_wib == date(2026, 6, 15)


def test_a_unit_has_the_acts_of_its_people_for_it_on_it_and_on_its_records(desk: Desk, ask: Ask) -> None:
    stores = desk.stores
    kode, other = desk.draft(sample_fields()), desk.draft(sample_fields(unit="PAS"))
    nomor = record_usulan(stores, unit="KANIM-A")
    record_usulan(stores, unit="PAS")
    plan = {"mitra": "Mitra Contoh", "bidang": "Magang"}
    with stores.database.transaction() as session:
        baris = lampiran.add(session, PERENCANAAN, "KANIM-A", 2026, plan, desk.act())
        for _ in range(3):
            lampiran.add(session, PERENCANAAN, "PAS", 2026, plan | {"mitra": f"Lain {_}"}, desk.act())
    ani = desk.office.add_user("ani@contoh.example", Peran.PENGELOLA, "KANIM-A")
    imi = desk.office.add_user("imi@contoh.example", Peran.PENGELOLA, "IMI")
    log(stores, "oleh", kind="pekerjaan", actor=ani)
    log(stores, "untuk", kind="pekerjaan", actor=imi, unit="KANIM-A")
    log(stores, "bukan", kind="pekerjaan", actor=imi, unit="IMI")
    log(stores, "KANIM-A/2026", kind="perencanaan", action="perencanaan.impor")
    log(stores, "KANIM-A")

    found = keys(ask, AuditFilter(unit="KANIM-A"))

    assert found == {"oleh", "untuk", "KANIM-A", "KANIM-A/2026", kode, nomor, str(baris)}
    assert other not in found
    assert keys(ask, AuditFilter(unit="KANIM-A"), ADMIN) == {"oleh", "untuk", "KANIM-A"}


def test_an_admin_sees_that_something_was_done_but_not_with_which_record(desk: Desk, ask: Ask) -> None:
    kode = desk.draft(sample_fields(judul="Sangat Rahasia"))
    log(desk.stores, "IMI", after={"nama": "Baru"})

    entries = {entry.action: entry for entry in ask(audit_trail.list_trail, ADMIN, EVERYTHING, 1).entries}
    whole = ask(lambda session: list(audit_trail.whole_trail(session, ADMIN, EVERYTHING, 10**6)))

    hidden, shown = entries["naskah.buat"], entries["unit.ubah"]
    assert (hidden.is_hidden, hidden.object_key, hidden.before, hidden.after) == (True, "", {}, {})
    assert (shown.is_hidden, shown.object_key, shown.after) == (False, "IMI", {"nama": "Baru"})
    assert kode not in repr(whole)
    assert "Sangat Rahasia" not in repr(whole)
    assert keys(ask, AuditFilter(objek=kode), ADMIN) == set()
    assert keys(ask, AuditFilter(objek=kode)) == {kode}
    assert keys(ask, AuditFilter(objek="IMI", tindakan="unit.ubah"), OWN) == {"IMI"}


def test_a_filter_keeps_its_words_in_the_address() -> None:
    assert AuditFilter().as_values() == {}
    assert AuditFilter(pelaku="ani", objek="X", dari=date(2026, 6, 1)).as_values() == {
        "pelaku": "ani", "objek": "X", "dari": "2026-06-01",
    }  # fmt: skip


def test_what_is_no_record_of_values_shows_none(stores: Stores, ask: Ask) -> None:
    log(stores, "A")
    with stores.database.transaction() as session:
        session.add(
            AuditEntry(
                seq=10**5, at=NOON, actor_id=None, actor_email="sistem", acting_for="", action="uji.coba",
                object_kind="unit", object_key="B", before="null", after="[1]", previous_hash="0", entry_hash="1",
            )
        )  # fmt: skip

    (entry,) = ask(audit_trail.list_trail, BIRO, AuditFilter(objek="B", tindakan="uji.coba"), 1).entries

    assert (entry.before, entry.after) == ({}, {})
