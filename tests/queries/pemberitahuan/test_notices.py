"""Notices as staff see them: one entry an occasion, the newest first; what was asked by hand while it still matters."""

import itertools
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from portal.domain.naskah.status import Status
from portal.domain.naskah_asli.penerimaan import NaskahAsliState
from portal.domain.pemberitahuan.reminders import ReminderKind
from portal.domain.permissions import Peran
from portal.models.naskah import Naskah
from portal.models.pemberitahuan import LetterState, Pemberitahuan
from portal.queries.pemberitahuan import notices
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak
from tests.factories.naskah import Office
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, OWN
from tests.queries.conftest import Ask

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)
DUE = date(2026, 6, 22)
_numbers = itertools.count()


def write(
    stores: Stores,
    kode: str,
    *readers: str,
    jenis: ReminderKind = ReminderKind.INGATKAN,
    at: datetime = NOW,
    **more: Any,
) -> None:
    """One occasion about a naskah, with a letter to each reader."""
    occasion = f"kejadian-{next(_numbers)}"
    with stores.database.transaction() as session:
        naskah_id, unit_id = session.execute(select(Naskah.id, Naskah.unit_id).where(Naskah.kode == kode)).one()
        for reader in readers:
            told = {
                "kunci": f"{occasion}|{reader}", "kejadian": occasion, "jenis": jenis, "jenjang": 1,
                "naskah_id": naskah_id, "unit_id": unit_id, "acuan_on": DUE, "recipient": reader, "subject": "",
                "isi": "{}", "pesan": "", "state": LetterState.MENUNGGU, "created_at": at, "not_before": at,
                "attempts": 0, "error": "",
            }  # fmt: skip
            session.add(Pemberitahuan(**told | more))


def id_of(stores: Stores, kode: str) -> int:
    with stores.database.reading() as session:
        return session.scalars(select(Naskah.id).where(Naskah.kode == kode)).one()


def asked(ask: Ask, actor: object = BIRO) -> list[str]:
    return [one.kode for one in ask(notices.asked_by_hand, actor, NOW)]


def test_where_nothing_was_written_nothing_is_shown(stores: Stores, ask: Ask) -> None:
    kode = Rak(stores).add()
    write(stores, Rak(stores, number=5).add(), "a@contoh.example")

    assert ask(notices.notices_of, id_of(stores, kode)) == ()
    assert ask(notices.asked_by_hand, OWN, NOW) == ()


def test_letters_of_one_occasion_are_one_notice_and_the_newest_comes_first(
    office: Office, ask: Ask, cost: Callable[..., int]
) -> None:
    stores, kode = office.stores, Rak(office.stores).add()
    ani = office.add_user("ani@contoh.example", Peran.BIRO, "BIRO")
    write(stores, kode, "a@contoh.example", jenis=ReminderKind.ASLI_H7, at=NOW - timedelta(days=1))
    write(stores, kode, "b@contoh.example", "c@contoh.example", created_by=ani.user_id, pesan="Segera.")
    write(stores, kode, "", jenis=ReminderKind.ASLI_H3, at=NOW + timedelta(days=1), state=LetterState.DILEWATI)
    with stores.database.transaction() as session:
        chosen = Pemberitahuan.recipient == "c@contoh.example"
        session.execute(update(Pemberitahuan).where(chosen).values(state=LetterState.TERKIRIM))

    new, old = ask(notices.notices_of, id_of(stores, kode))

    assert (new.jenis, new.at, new.acuan_on, new.oleh, new.pesan) == (
        ReminderKind.INGATKAN, NOW, DUE, "Ani", "Segera.",
    )  # fmt: skip
    assert new.readers == ("b@contoh.example", "c@contoh.example")
    assert new.states == {LetterState.MENUNGGU: 1, LetterState.TERKIRIM: 1}
    assert (old.jenis, old.oleh, old.readers) == (ReminderKind.ASLI_H7, "", ("a@contoh.example",))
    assert cost(notices.notices_of, id_of(stores, kode)) == 1


def test_letters_of_one_naskah_are_not_read_without_end(stores: Stores, ask: Ask) -> None:
    kode = Rak(stores).add()
    write(stores, kode, *(f"{number}@contoh.example" for number in range(notices.MOST_LETTERS + 1)))

    (found,) = ask(notices.notices_of, id_of(stores, kode))

    assert len(found.readers) == notices.MOST_LETTERS


def test_each_branch_is_asked_about_its_own(stores: Stores, ask: Ask, cost: Callable[..., int]) -> None:
    rak = Rak(stores)
    own, above, beside = (rak.add(unit=unit) for unit in ("KANIM-A", "IMI", "LAPAS-B"))
    for kode in (own, above, beside):
        # Written to everybody, so that what each may read decides; nobody is shown what only others were asked.
        write(stores, kode, *(reader.email for reader in (OWN, ABOVE, BESIDE, BIRO, ADMIN)))
    write(stores, beside, "orang-lain@contoh.example")

    assert asked(ask, OWN) == [own]
    assert asked(ask, ABOVE) == [own, above]
    assert asked(ask, BESIDE) == [beside]
    assert asked(ask) == [own, above, beside]
    assert asked(ask, ADMIN) == []
    (found,) = ask(notices.asked_by_hand, BESIDE, NOW)
    assert (found.unit_nama, found.jenis, found.at, found.acuan_on) == (
        "Lembaga Pemasyarakatan Kelas IIA Contoh", ReminderKind.INGATKAN, NOW, DUE,
    )  # fmt: skip
    assert cost(notices.asked_by_hand, BIRO, NOW) == 1


@pytest.mark.parametrize(
    ("told", "is_shown"),
    [
        ({}, True),
        ({"dispatched_on": DUE}, True),
        ({"asli_on": DUE, "hasil": NaskahAsliState.DIKEMBALIKAN}, True),
        ({"asli_on": DUE}, False),
        ({"asli_on": DUE, "hasil": NaskahAsliState.HILANG}, False),
        ({"status": Status.DITARIK}, False),
        ({"status": Status.DRAF}, True),
    ],
)
def test_it_is_asked_as_long_as_the_unit_still_has_to_bring_the_original(
    stores: Stores, ask: Ask, told: dict[str, Any], is_shown: bool
) -> None:
    kode = Rak(stores).add(**told)
    write(stores, kode, BIRO.email)

    assert asked(ask, BIRO) == ([kode] if is_shown else [])


@pytest.mark.parametrize(
    ("jenis", "age", "is_shown"),
    [
        (ReminderKind.TEGUR, timedelta(0), True),
        (ReminderKind.TEGUR, notices.SHOWN_FOR, True),
        (ReminderKind.TEGUR, notices.SHOWN_FOR + timedelta(seconds=1), False),
        (ReminderKind.ASLI_TERLAMBAT, timedelta(0), False),
    ],
)
def test_what_the_schedule_wrote_or_is_over_a_month_old_is_not_shown(
    stores: Stores, ask: Ask, jenis: ReminderKind, age: timedelta, is_shown: bool
) -> None:
    kode = Rak(stores).add()
    write(stores, kode, BIRO.email, jenis=jenis, at=NOW - age)

    assert asked(ask) == ([kode] if is_shown else [])


def test_of_each_naskah_the_newest_is_shown_the_most_pressing_first_and_few(stores: Stores, ask: Ask) -> None:
    rak = Rak(stores)
    made = [rak.add() for _ in range(notices.MOST_ASKED + 1)]
    for number, kode in enumerate(made):
        write(stores, kode, BIRO.email, acuan_on=DUE - timedelta(days=number))
    write(stores, made[-1], BIRO.email, acuan_on=DUE - timedelta(days=99), pesan="Lagi.")

    found = ask(notices.asked_by_hand, BIRO, NOW)

    assert [one.kode for one in found] == made[:0:-1]
    assert found[0].pesan == "Lagi."
